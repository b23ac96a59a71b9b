import Findings
import Program

/// A member that is set when others may be looking at the object already.
public struct LateStore: Sendable {
    public let function: Function
    public let span: Span
    /// The member, as the source spells it.
    public let member: String
    /// The function or macro that shows the object to others; nil for a plain store.
    public let actor: String?
    /// A function that reads the member.
    public let reader: String
    public let path: [PathStep]
}

/// Looks for members that a function sets in an object of its making after it has put it where others find it.
///
/// A lock that is held from there to the store keeps others out; so does any lock that is held at the store.
struct EarlyPublications {
    private let locks: LockAnalysis
    private let facts: PublishFacts
    private let publications: Publications
    private var entered: [FunctionRef: LockSet] = [:]

    init(_ locks: LockAnalysis, _ facts: PublishFacts) {
        self.locks = locks
        self.facts = facts
        publications = Publications(locks, facts)
    }

    /// In the order of the functions' names.
    static func found(_ locks: LockAnalysis, _ facts: PublishFacts) -> [LateStore] {
        var search = EarlyPublications(locks, facts)
        let program = locks.graph.program
        let functions = program.sortedFunctionsUnderAnalysis
        var late: [(store: Store, publication: Publications.Publication)] = []
        for function in functions {
            for publication in search.publications.publications(in: function) where search.isNew(publication) {
                if let store = search.lateStore(after: publication) { late.append((store, publication)) }
            }
        }
        guard !late.isEmpty else { return [] }
        let readers = Readers(of: Set(late.map(\.store.field)), in: Set(late.compactMap(\.publication.container)), functions, locks, facts)
        // Who is shown to others in several places is set too late once.
        var told: Set<Told> = []
        return late.compactMap { store, publication in
            guard let late = search.judge(store, publication, readers), told.insert(Told(function: late.function.ref, span: late.span)).inserted
            else { return nil }
            return late
        }
    }

    private struct Told: Hashable {
        var function: FunctionRef
        var span: Span
    }

    private struct Store {
        /// The member, as the source spells it.
        var member: String
        var field: FieldRef
        var span: Span
        /// The functions that were handed the object to set it, the outermost first, and where it is set.
        var path: [PathStep] = []
    }

    // MARK: Whose the object is

    /// Whether nobody has seen the object before: the function has made it, or all who call it have.
    private func isNew(_ publication: Publications.Publication) -> Bool {
        guard let origin = locks.sole.maker(of: publication.variable, at: publication.point) else { return false }
        switch origin {
        case .own: break
        case .parameter(let number):
            let ref = publication.point.function.ref
            guard locks.contexts.slotsByFunction[ref]?.isEmpty != false, let sites = locks.sites[ref], !sites.isEmpty,
                sites.allSatisfy({ isMade(number, by: $0) })
            else { return false }
        case .others: return false
        }
        if case .parameter(let number) = publication.target { return isSeen(number, of: publication.point.function, depth: 0) }
        return isInUse(publication.point.function.ref)
    }

    private func isMade(_ parameter: Int, by site: LockAnalysis.Site) -> Bool {
        guard !site.isCallback, parameter < site.call.arguments.count, case .load(let place) = site.call.arguments[parameter],
            let variable = locks.calls.origins(of: site.caller).resolve(place).wholeVariable
        else { return false }
        return locks.sole.maker(of: variable, at: site.point) == .own
    }

    /// Whether some caller hands an object that others know.
    private func isSeen(_ parameter: Int, of function: Function, depth: Int) -> Bool {
        guard depth < 4 else { return false }
        let slots = locks.contexts.slotsByFunction[function.ref] ?? []
        if slots.contains(where: isWork) { return true }
        return (locks.sites[function.ref] ?? []).contains { site in
            guard !site.isCallback, parameter < site.call.arguments.count else { return false }
            switch locks.sole.origin(of: site.call.arguments[parameter], at: site.point) {
            case .own: return false
            case .others: return isInUse(site.caller.ref)
            case .parameter(let number): return isSeen(number, of: site.caller, depth: depth + 1)
            }
        }
    }

    /// Whether a slot is called while the filesystem is in use, and not for an object that is being made.
    private func isWork(_ slot: Slot) -> Bool {
        guard case .field(let field) = slot else { return true }
        // What the program's own structs hold is called by its own functions.
        if locks.graph.program.records[field.record].map(locks.graph.program.isOwnRecord) == true { return false }
        return !facts.beginnings.contains(slot.description) && !facts.beginnings.contains(field.record)
            && !locks.lockFacts.soleOwners.contains(slot.description)
    }

    /// Whether a way leads to the function from a slot that is called while the filesystem is in use.
    private func isInUse(_ ref: FunctionRef) -> Bool {
        var seen: Set<FunctionRef> = [ref]
        var work = [ref]
        while let next = work.popLast() {
            if locks.superblockFillers.contains(next) { continue }
            if (locks.contexts.slotsByFunction[next] ?? []).contains(where: isWork) { return true }
            for site in locks.sites[next] ?? [] where seen.insert(site.caller.ref).inserted { work.append(site.caller.ref) }
        }
        return false
    }

    // MARK: What comes after

    /// The first store to the object that others may run into.
    private mutating func lateStore(after publication: Publications.Publication) -> Store? {
        let function = publication.point.function
        let held = publication.point.state.must.own
        var seen: Set<Visit> = []
        var work = [(visit: Visit(block: publication.point.block, held: held), start: publication.point.index + 1)]
        var found: [Store] = []
        let states = locks.calls.flow(of: function).states
        while let (visit, start) = work.popLast() {
            var visit = visit
            let block = function.blocks[visit.block]
            var isOver = false
            for index in block.statements.indices.dropFirst(start) {
                guard let state = states[visit.block][index] else { continue }
                visit.held = visit.held.intersection(state.must.own)
                let statement = block.statements[index]
                if publications.ends(statement, publication.variable, in: function) {
                    isOver = true
                    break
                }
                // Whoever holds a lock there has thought of others.
                guard visit.held.isEmpty, state.may.own.isEmpty, let store = store(statement, to: publication.variable, in: function, depth: 0) else { continue }
                found.append(store)
                isOver = true
                break
            }
            if isOver { continue }
            for next in block.terminator.successors {
                let visit = Visit(block: next, held: visit.held)
                if seen.insert(visit).inserted { work.append((visit, 0)) }
            }
        }
        guard let first = found.min(by: { ($0.span.line, $0.span.column) < ($1.span.line, $1.span.column) }), entryLocks(of: function.ref).isEmpty
        else { return nil }
        return first
    }

    private struct Visit: Hashable {
        var block: Int
        var held: LockSet
    }

    /// The locks that all callers hold: others may be kept out by them.
    private mutating func entryLocks(of ref: FunctionRef) -> LockSet {
        if let known = entered[ref] { return known }
        entered[ref] = LockSet.none
        let own = (locks.requirements[ref] ?? []).reduce(LockSet.none) { $0.union($1.set) }
        guard let sites = locks.sites[ref], !sites.isEmpty, locks.contexts.slotsByFunction[ref]?.isEmpty != false else {
            entered[ref] = own
            return own
        }
        var found = LockSet.all
        for site in sites { found = found.intersection(site.point.state.may.held(entryLocks(of: site.caller.ref))) }
        entered[ref] = found.union(own)
        return found.union(own)
    }

    /// Functions that hand the object on, one to another.
    private static let depth = 2

    private func store(_ statement: Statement, to variable: Int, in function: Function, depth: Int) -> Store? {
        let origins = locks.calls.origins(of: function)
        func member(_ written: Place) -> Store? {
            // A variable that stands for a member is given its value, and the member is not.
            guard written.wholeVariable == nil else { return nil }
            let place = origins.resolve(written)
            guard place.root == .variable(variable), place.projections.first == .dereference,
                !place.projections.dropFirst().contains(.dereference), case .field(let field)? = place.projections.dropFirst().first
            else { return nil }
            return Store(member: function.describe(written), field: field, span: statement.span)
        }
        switch statement.kind {
        case .assign(let place, _):
            if let macro = function.macroName(statement.span), facts.deliberate.contains(macro) { return nil }
            return member(place)
        case .call(let call):
            if let name = call.name, facts.initialisers.contains(name), case .address(let place)? = call.arguments.first, let store = member(place) { return store }
            return call.result.flatMap(member) ?? (depth < Self.depth ? store(by: call, to: variable, at: statement.span, in: function, depth: depth) : nil)
        default: return nil
        }
    }

    /// What a function that is handed the object sets in it before it asks for anything, with no lock held.
    private func store(by call: Call, to variable: Int, at span: Span, in function: Function, depth: Int) -> Store? {
        let program = locks.graph.program
        guard case .direct(let ref) = call.callee, locks.facts[ref.name] == nil, let body = program.functions[ref], program.isUnderAnalysis(body)
        else { return nil }
        let origins = locks.calls.origins(of: function)
        for (index, argument) in call.arguments.prefix(body.parameterCount).enumerated() {
            guard case .load(let place) = argument, origins.resolve(place).wholeVariable == variable else { continue }
            let states = locks.calls.flow(of: body).states[0]
            for (number, statement) in body.blocks[0].statements.enumerated() {
                guard let state = states[number], state.may.own.isEmpty, !publications.ends(statement, index, in: body) else { break }
                guard let inner = store(statement, to: index, in: body, depth: depth + 1) else { continue }
                let here = PathStep("\(body.name)() sets '\(inner.member)'", at: body.position(inner.span))
                return Store(member: inner.member, field: inner.field, span: span, path: [here] + inner.path)
            }
        }
        return nil
    }

    // MARK: Who reads it

    private func judge(_ store: Store, _ publication: Publications.Publication, _ readers: Readers) -> LateStore? {
        let function = publication.point.function
        guard let reader = readers.reader(of: store.field, in: publication.container, besides: function.ref) else { return nil }
        let text = publication.actor.map { "\($0)() shows '\(publication.name)' to others" } ?? "'\(publication.name)' is put where others find it"
        return LateStore(
            function: function, span: store.span, member: store.member, actor: publication.actor, reader: reader.name,
            path: [PathStep(text, at: function.position(publication.point.span))] + store.path)
    }
}
