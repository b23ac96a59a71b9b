import Findings
import Program

/// A member that is changed without the lock that guards it.
public struct UnguardedWrite: Sendable {
    public enum Kind: Sendable {
        /// The member, as the source spells it, is changed here.
        case write(String)
        /// A function is called here that changes it, or, where nothing is named, that says that the lock is held.
        case call(String, changes: String?)
    }

    public let kind: Kind
    public let function: Function
    public let span: Span
    /// The lock as the source would spell it, `fi->lock`.
    public let lock: String
    /// Where it is written down that the lock guards the member.
    public let source: String
    public let path: [PathStep]
}

/// Looks for changes that are reached from a slot without the lock, and for calls of functions that say that it is held.
///
/// A lock that may be held on some way to the change counts as held: which ways there really are is not known here.
struct UnguardedSearch {
    private let analysis: LockAnalysis

    init(_ analysis: LockAnalysis) { self.analysis = analysis }

    var found: [UnguardedWrite] {
        analysis.accesses.compactMap(judge) + analysis.requirements.keys.sorted().flatMap(judgeRequirements)
    }

    private func judge(_ access: LockAnalysis.Access) -> UnguardedWrite? {
        let (point, guarded) = (access.point, access.guarded)
        let (function, state) = (point.function, point.state)
        guard !isHeld(guarded.set, state) else { return nil }
        let question = Question(
            set: state.may.kept.intersection(guarded.set), isOwn: guarded.isOwn, isInInode: guarded.isInInode, initialised: guarded.set)
        guard let way = way(to: function, object: analysis.sole.origin(of: access.place, at: point), question) else { return nil }
        let name = function.describe(access.place)
        let lock = spelling(of: guarded, at: access.place, in: function)
        let source = guarded.fact.source
        // Where other callers hold the lock, it is this caller who is wrong.
        let isHeldElsewhere = analysis.sites[function.ref]?.contains { isHeld(guarded.set, $0.point.state) } ?? false
        if let last = way.sites.last, isHeldElsewhere, state.may.kept.intersects(guarded.set) {
            let change = PathStep("\(function.name)() changes '\(name)'", at: function.position(point.span))
            return UnguardedWrite(
                kind: .call(function.name, changes: name), function: last.caller, span: last.point.span, lock: lock, source: source,
                path: steps(way, without: 1) + [change])
        }
        return UnguardedWrite(kind: .write(name), function: function, span: point.span, lock: lock, source: source, path: steps(way))
    }

    private func judgeRequirements(_ callee: FunctionRef) -> [UnguardedWrite] {
        (analysis.requirements[callee] ?? []).flatMap { requirement in
            (analysis.sites[callee] ?? []).compactMap { site -> UnguardedWrite? in
                guard !isHeld(requirement.set, site.point.state), !(onlyAsserts(callee) && analysis.isPassedBy(site.point)) else { return nil }
                let object = requirement.parameter.flatMap { argument($0, of: site) } ?? .others
                let question = Question(
                    set: site.point.state.may.kept.intersection(requirement.set), isOwn: isOwn(requirement.lock), isInInode: false,
                    initialised: requirement.set)
                guard let way = way(to: site.caller, object: object, question) else { return nil }
                return UnguardedWrite(
                    kind: .call(callee.name, changes: nil), function: site.caller, span: site.point.span, lock: requirement.spelling,
                    source: "\(callee.name)(), \(requirement.source)", path: steps(way))
            }
        }
    }

    /// Whether a function is an assertion by another name: to call it on some ways only is to ask on those.
    private func onlyAsserts(_ ref: FunctionRef) -> Bool {
        analysis.graph.program.functions[ref]?.blocks.lazy.flatMap(\.statements).contains { statement in
            switch statement.kind {
            case .call, .assembly, .opaque: true
            case .assign(let place, _): place.wholeVariable == nil
            case .declare, .evaluate: false
            }
        } == false
    }

    /// How a change comes to be made by somebody who holds none of the locks; nil where no such way is known, or the object is nobody
    /// else's.
    func path(to change: LockAnalysis.Change, without set: LockSet) -> [PathStep]? {
        let (function, state) = (change.point.function, change.point.state)
        let fields = analysis.graph.program.records[change.member.record]?.fields ?? []
        let question = Question(
            set: state.may.kept.intersection(set), isOwn: true, isInInode: fields.contains { $0.type == .record("inode") }, initialised: set)
        return way(to: function, object: analysis.sole.origin(of: change.place, at: change.point), question).map { steps($0) }
    }

    private func isHeld(_ set: LockSet, _ state: LockState) -> Bool { state.may.own.intersects(set.union(.unknown)) }

    private func isOwn(_ lock: LockClass) -> Bool {
        switch lock {
        case .member(let field): analysis.graph.program.records[field.record].map(analysis.graph.program.isOwnRecord) ?? false
        case .global: true
        case .pseudo: false
        }
    }

    private func argument(_ number: Int, of site: LockAnalysis.Site) -> SoleOwnership.Origin? {
        // What a callback is given is up to whoever calls it.
        guard !site.isCallback, number < site.call.arguments.count else { return nil }
        return analysis.sole.origin(of: site.call.arguments[number], at: site.point)
    }

    /// The lock with the way to it where it lies in the same object as the member.
    private func spelling(of guarded: GuardedMembers.Guarded, at place: Place, in function: Function) -> String {
        let words = guarded.locks.map { lock -> String in
            guard case .member(let field) = lock else { return lock.spelling }
            let index = place.projections.firstIndex { if case .field(let member) = $0 { member.record == field.record } else { false } }
            guard let index else { return "\(field.record)'s \(field.name)" }
            return function.describe(Place(place.root, place.projections[..<index] + [.field(field)]))
        }
        return words.joined(separator: " or ")
    }

    // MARK: How it comes there without the lock

    private struct Question: Hashable {
        /// The locks that a caller may hold for the function.
        var set: LockSet
        /// None of them is one of the kernel's own, which a slot may be called with.
        var isOwn: Bool
        var isInInode: Bool
        /// Whoever initialises one of these makes the object.
        var initialised: LockSet
    }

    private struct Way {
        var entry: (slot: Slot, function: Function)
        var sites: [LockAnalysis.Site]
    }

    private struct Visit: Hashable {
        var function: FunctionRef
        var parameter: Int?
        var set: LockSet
    }

    /// A way from a slot to a function on which no caller holds what is asked for, and the object is nobody's own.
    private func way(to function: Function, object: SoleOwnership.Origin, _ question: Question) -> Way? {
        var seen: Set<Visit> = []
        return search(function, object, question, &seen)
    }

    private func search(_ function: Function, _ object: SoleOwnership.Origin, _ question: Question, _ seen: inout Set<Visit>) -> Way? {
        guard object != .own, analysis.initialised[function.ref]?.intersects(question.initialised) != true,
            !(question.isInInode && analysis.superblockFillers.contains(function.ref)),
            analysis.requirements[function.ref]?.contains(where: { $0.set.intersects(question.set) }) != true
        else { return nil }
        var parameter: Int?
        if case .parameter(let number) = object { parameter = number }
        let visit = Visit(function: function.ref, parameter: parameter, set: question.set)
        guard seen.insert(visit).inserted else { return nil }
        let slots = analysis.contexts.slotsByFunction[function.ref] ?? []
        if let slot = slots.sorted().first(where: { isUnheld(question, $0, parameter) }) {
            return Way(entry: (slot, function), sites: [])
        }
        for site in analysis.sites[function.ref] ?? [] where !isHeld(question.set, site.point.state) {
            let object = parameter.flatMap { argument($0, of: site) } ?? .others
            var question = question
            question.set = question.set.intersection(site.point.state.may.kept)
            if let way = search(site.caller, object, question, &seen) { return Way(entry: way.entry, sites: way.sites + [site]) }
        }
        return nil
    }

    /// Whether the kernel calls what is in a slot with none of the locks held.
    private func isUnheld(_ question: Question, _ slot: Slot, _ parameter: Int?) -> Bool {
        // What the program's own structs hold is called by its own functions.
        guard case .field(let field) = slot, analysis.graph.program.records[field.record].map(analysis.graph.program.isOwnRecord) != true
        else { return false }
        if parameter != nil, analysis.lockFacts.soleOwners.contains(slot.description) { return false }
        if question.isOwn { return true }
        // One of the kernel's: only where the contract says what is held.
        guard let contract = analysis.facts.contracts[slot.description] else { return false }
        let names = question.set.numbers.compactMap { number -> String? in
            if case .member(let field)? = analysis.calls.numbers.classes[number] { field.name } else { nil }
        }
        return !contract.locks.contains { lock in lock.members.last.map(names.contains) ?? false }
    }

    /// - Parameter left: how many calls at the end are left out.
    private func steps(_ way: Way, without left: Int = 0) -> [PathStep] {
        [analysis.contexts.step(into: way.entry.function, of: way.entry.slot)]
            + way.sites.dropLast(left).map { site in
                let verb = site.isCallback ? "has \(site.call.name ?? "a function")() call" : "calls"
                let text = "\(site.caller.name)() \(verb) \(site.callee)()"
                return PathStep(text, at: site.caller.position(site.point.span))
            }
    }
}
