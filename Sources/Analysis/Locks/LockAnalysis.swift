import Findings
import Program

/// The locks that a program's functions hold, and who calls them with which.
public final class LockAnalysis {
    let graph: CallGraph
    let contexts: Contexts
    let facts: KernelFacts
    let lockFacts: LockFacts
    let calls: LockCalls
    let sole: SoleOwnership

    /// A statement, and what is held in front of it.
    struct Point {
        var function: Function
        var span: Span
        var block: Int
        var index: Int
        var state: LockState
    }

    /// A call of a function that has a body here.
    struct Site {
        var callee: FunctionRef
        var call: Call
        var point: Point
        /// The call is given the function as an argument, and runs it or has it run.
        var isCallback = false
        var caller: Function { point.function }
    }

    /// A lock that a function counts on when it is entered.
    struct Requirement {
        var lock: LockClass
        /// The lock, held for itself or shared.
        var set: LockSet
        var spelling: String
        /// What says so: `lockdep_assert_held()`.
        var source: String
        /// The parameter whose object the lock is in.
        var parameter: Int?
    }

    /// A change of a guarded member.
    struct Access {
        var point: Point
        var place: Place
        var guarded: GuardedMembers.Guarded
    }

    /// A change of a member of the program's own that no table knows a lock of.
    struct Change {
        var point: Point
        var place: Place
        var member: FieldRef
    }

    /// A call that waits for locks.
    struct Acquisition {
        var locks: LockSet
        var point: Point
    }

    /// What each function waits for itself, in the order in which it stands.
    private(set) var acquisitions: [FunctionRef: [Acquisition]] = [:]
    /// The calls that each function makes, in the order in which they stand.
    private(set) var callsMade: [FunctionRef: [Site]] = [:]
    /// The calls of each function, in the order of the callers' names.
    private(set) var sites: [FunctionRef: [Site]] = [:]
    private(set) var requirements: [FunctionRef: [Requirement]] = [:]
    private(set) var accesses: [Access] = []
    private(set) var changes: [Change] = []
    /// The locks that each function initialises.
    private(set) var initialised: [FunctionRef: LockSet] = [:]
    /// Functions that give a superblock its root: until then nobody finds its inodes.
    private(set) var superblockFillers: Set<FunctionRef> = []
    let guards: GuardedMembers

    init(_ graph: CallGraph, contexts: Contexts, facts: KernelFacts, lockFacts: LockFacts) {
        self.graph = graph
        self.contexts = contexts
        self.facts = facts
        self.lockFacts = lockFacts
        calls = LockCalls(graph, facts)
        sole = SoleOwnership(graph.program, facts, lockFacts)
        guards = GuardedMembers(graph.program, calls, lockFacts)
        for function in graph.program.sortedFunctionsUnderAnalysis {
            for contract in function.lockContracts where contract.kind != .acquires { promise(contract, of: function) }
            calls.flow(of: function).forEach { statement, block, index, state in
                let point = Point(function: function, span: statement.span, block: block, index: index, state: state)
                note(statement.kind, at: point)
            }
        }
    }

    /// Members that are changed without their lock, in the order of the functions' names.
    public var unguardedWrites: [UnguardedWrite] { UnguardedSearch(self).found }

    /// Members that are changed without the lock that nearly all others hold, in the order of their names.
    public var unusualWrites: [UnusualWrite] { UsualGuards.found(self) }

    /// Values that are relied on after the lock under which they were read was dropped and taken again.
    public var staleUses: [StaleUse] { StaleValueSearch(self).found }

    /// Locks that are taken in an order that others do not keep to, or that the tables forbid.
    public var inversions: [LockInversion] { LockOrderSearch(self).found }

    private func note(_ kind: Statement.Kind, at point: Point) {
        let macro = point.function.macroName(point.span)
        switch kind {
        case .assign(let place, _):
            noteChange(of: place, at: point)
            if place.lastField == Self.root { superblockFillers.insert(point.function.ref) }
            // spin_lock_init() is an assignment where locks are not debugged.
            if macro?.hasSuffix("_lock_init") == true, let lock = LockClass(place) { initialise(lock, point.function) }
        case .evaluate(let operand):
            if let macro, lockFacts.assertions.contains(macro) { noteAssertion(macro, of: operand, at: point) }
        case .call(let call): note(call, at: point)
        case .declare, .assembly, .opaque: return
        }
    }

    private static let root = FieldRef(record: "super_block", name: "s_root")

    private func note(_ call: Call, at point: Point) {
        if let place = call.result { noteChange(of: place, at: point) }
        let callees = calls.callees(of: call, in: point.function)
        for callee in calls.targets(of: call, in: point.function, contexts) where calls.isUnderAnalysis(callee) {
            let site = Site(callee: callee, call: call, point: point)
            sites[callee, default: []].append(site)
            // Which of many functions a member holds depends on more than is seen here.
            if callees.contains(callee) { callsMade[point.function.ref, default: []].append(site) }
        }
        if !callees.contains(where: calls.isUnderAnalysis), !isGivenLock(call, in: point.function) {
            for case .function(let callback) in call.arguments where calls.isUnderAnalysis(callback) {
                sites[callback, default: []].append(Site(callee: callback, call: call, point: point, isCallback: true))
            }
        }
        let waited = call.name.flatMap { lockFacts.waits[$0] }.map { calls.set(.pseudo($0)) } ?? .none
        let taken = calls.taken(by: call, in: point.function).union(waited).subtracting(.unknown)
        if !taken.isEmpty { acquisitions[point.function.ref, default: []].append(Acquisition(locks: taken, point: point)) }
        guard let name = call.name else { return }
        if lockFacts.linkers.contains(name) {
            for case .address(let place) in call.arguments { noteChange(of: place, at: point) }
        }
        if lockFacts.initialisers.contains(name), let first = call.arguments.first, let lock = calls.lock(first, in: point.function) {
            initialise(lock, point.function)
        }
        guard let writer = lockFacts.writers[name], writer.argument < call.arguments.count,
            case .load(let object) = call.arguments[writer.argument]
        else { return }
        noteChange(of: object.appending(.dereference).appending(.field(writer.field)), at: point)
    }

    /// Whether a call is given a lock: it may be held when a callback runs, as in kref_put_mutex().
    private func isGivenLock(_ call: Call, in function: Function) -> Bool {
        call.arguments.contains { argument in
            switch calls.lock(argument, in: function) {
            case .member(let field):
                // What is not known may be one.
                let fields = graph.program.records[field.record]?.fields
                guard let type = fields?.first(where: { $0.name == field.name })?.type else { return true }
                return type.recordName.map(Self.lockRecords.contains) ?? false
            case .global: return true
            case .pseudo, nil: return false
            }
        }
    }

    /// include/linux/spinlock_types.h, mutex_types.h, rwsem.h.
    private static let lockRecords: Set<String> = [
        "spinlock", "spinlock_t", "rwlock_t", "raw_spinlock", "mutex", "rw_semaphore",
    ]

    private func noteChange(of place: Place, at point: Point) {
        if let macro = point.function.macroName(point.span), lockFacts.deliberate.contains(macro) { return }
        let resolved = calls.origins(of: point.function).resolve(place)
        guard let guarded = guards[resolved] else {
            if let member = ownMember(resolved) { changes.append(Change(point: point, place: place, member: member)) }
            return
        }
        accesses.append(Access(point: point, place: place, guarded: guarded))
    }

    /// The member of the object that is changed: the first behind the last pointer.
    private func ownMember(_ place: Place) -> FieldRef? {
        guard let pointer = place.projections.lastIndex(of: .dereference) else { return nil }
        for case .field(let field) in place.projections[pointer...] {
            return graph.program.records[field.record].map(graph.program.isOwnRecord) == true ? field : nil
        }
        return nil
    }

    private func initialise(_ lock: LockClass, _ function: Function) {
        initialised[function.ref] = (initialised[function.ref] ?? .none).union(calls.set(lock))
    }

    // MARK: What functions say of themselves

    private func noteAssertion(_ macro: String, of operand: Operand, at point: Point) {
        guard case .address(let place) = calls.origins(of: point.function).resolve(operand), let lock = LockClass(place) else { return }
        // One that the function has taken itself is no business of its callers.
        let set = calls.set(lock)
        guard point.state.may.kept.intersects(set), !point.state.may.own.intersects(set), !isPassedBy(point) else { return }
        require(lock, at: place, spelling: point.function.describe(place), source: "\(macro)()", of: point)
    }

    /// Whether some way goes round a statement, and on behind it: what it says is asked of some callers only.
    func isPassedBy(_ point: Point) -> Bool {
        let blocks = point.function.blocks
        func reached(from starts: [Int], besides block: Int?) -> Set<Int> {
            var seen: Set<Int> = []
            var work = starts.filter { $0 != block }
            while let next = work.popLast() {
                if seen.insert(next).inserted { work += blocks[next].terminator.successors.filter { $0 != block } }
            }
            return seen
        }
        guard point.block != 0 else { return false }
        let behind = reached(from: blocks[point.block].terminator.successors, besides: nil)
        return !behind.isDisjoint(with: reached(from: [0], besides: point.block))
    }

    private func promise(_ contract: LockContract, of function: Function) {
        guard let place = place(contract.lock, in: function), let lock = LockClass(place) else { return }
        // A lock that is released on some ways only is held on those only, whatever sparse is told.
        if contract.kind == .releases, calls.flow(of: function).exit?.may.kept.intersects(calls.set(lock)) == true { return }
        let entry = Point(function: function, span: function.nameSpan, block: 0, index: 0, state: LockState())
        require(lock, at: place, spelling: contract.lock, source: "\(contract.kind.rawValue)(\(contract.lock))", of: entry)
    }

    private func require(_ lock: LockClass, at place: Place, spelling: String, source: String, of point: Point) {
        var parameter: Int?
        if case .parameter(let number) = sole.origin(of: place, at: point) { parameter = number }
        let set = calls.set(lock).union(calls.set(lock, isShared: true))
        requirements[point.function.ref, default: []].append(
            Requirement(lock: lock, set: set, spelling: spelling, source: source, parameter: parameter))
    }

    /// `fiq->lock` or `&fi->lock` as a place, by the names of the function's variables; nil where they are not its own.
    private func place(_ text: String, in function: Function) -> Place? {
        let plain = text.filter { !$0.isWhitespace && !"&()".contains($0) }
        let names = plain.replacing("->", with: ".").split(separator: ".").map(String.init)
        guard let first = names.first, let number = function.variables.firstIndex(where: { $0.name == first }) else { return nil }
        var place = Place.variable(number)
        var type: CType? = function.variables[number].type
        for name in names.dropFirst() {
            if type?.isPointer == true { place = place.appending(.dereference) }
            guard let record = type?.recordName, let layout = graph.program.records[record] else { return nil }
            place = place.appending(.field(FieldRef(record: record, name: name)))
            type = layout.fields.first { $0.name == name }?.type
        }
        return place
    }
}
