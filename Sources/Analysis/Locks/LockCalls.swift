import Program

/// What calls do to locks, and which lock an operand is.
final class LockCalls {
    private let graph: CallGraph
    private let facts: KernelFacts
    private(set) var numbers = LockNumbers()
    /// Those of the locks that were met whose holders must not sleep.
    private(set) var spinning = LockSet.none
    /// What functions with a body come to; nil for those that do nothing to locks.
    private var summaries: [FunctionRef: LockState?] = [:]
    private var flows: [FunctionRef: LockFlow] = [:]
    private var origins: [FunctionRef: LocalOrigins] = [:]

    init(_ graph: CallGraph, _ facts: KernelFacts) {
        self.graph = graph
        self.facts = facts
        graph.prepareImplementations()
    }

    /// The number of a lock, given to it now if it has none.
    func set(_ lock: LockClass?, isShared: Bool = false) -> LockSet { numbers.set(lock, isShared: isShared) }

    /// The locks of a function at all of its statements.
    func flow(of function: Function) -> LockFlow {
        if let known = flows[function.ref] { return known }
        // Against recursion: a function that calls itself does nothing to locks there.
        if summaries[function.ref] == nil { summaries[function.ref] = .some(nil) }
        var cached: [Call: [LockEffect]] = [:]
        // A flow does not outlive whoever keeps it.
        let flow = LockFlow(function) { [unowned self] call in
            if let known = cached[call] { return known }
            let found = effects(of: call, in: function)
            cached[call] = found
            return found
        }
        flows[function.ref] = flow
        let exit = flow.exit
        summaries[function.ref] = exit == LockState() ? .some(nil) : exit
        return flow
    }

    /// The functions that a call runs, as far as they have a body here.
    func callees(of call: Call, in function: Function) -> [FunctionRef] {
        switch call.callee {
        case .direct(let ref): [ref]
        case .indirect(let pointer): graph.implementations(of: origins(of: function).resolve(pointer)) ?? []
        }
    }

    /// The functions that a call may run, all of those among them that a member of the program's own structs is given.
    func targets(of call: Call, in function: Function, _ contexts: Contexts) -> [FunctionRef] {
        guard case .indirect(let pointer) = call.callee else { return callees(of: call, in: function) }
        let found = callees(of: call, in: function)
        guard found.isEmpty, case .load(let place) = origins(of: function).resolve(pointer), let field = place.lastField,
            let record = graph.program.records[field.record], graph.program.isOwnRecord(record)
        else { return found }
        return contexts.entries[.field(field)] ?? []
    }

    /// The locks that a call waits for, itself or by a function that is not looked into.
    func taken(by call: Call, in function: Function) -> LockSet {
        effects(of: call, in: function).reduce(.none) { found, effect in
            switch effect {
            case .acquire(let locks), .tryAcquire(let locks, ifNotZero: false): found.union(locks)
            case .apply(let callee) where !callees(of: call, in: function).contains(where: isUnderAnalysis): found.union(callee.may.own)
            default: found
            }
        }
    }

    func isUnderAnalysis(_ ref: FunctionRef) -> Bool { graph.program.functions[ref].map(graph.program.isUnderAnalysis) ?? false }

    /// The lock that an operand points to.
    func lock(_ operand: Operand, in function: Function, depth: Int = 0) -> LockClass? {
        switch origins(of: function).resolve(operand) {
        case .address(let place): return LockClass(place)
        case .load(let place):
            if place.lastField != nil { return LockClass(place) }
            guard place.projections.isEmpty, case .variable(let number) = place.root, depth < 4 else { return nil }
            // `spinlock_check(&fi->lock)` is what it is given.
            for statement in function.blocks.lazy.flatMap(\.statements) {
                guard case .call(let call) = statement.kind, call.result == .variable(number), let name = call.name, let first = call.arguments.first,
                    facts[name]?.returns == .firstArgument
                else { continue }
                return lock(first, in: function, depth: depth + 1)
            }
            return nil
        default: return nil
        }
    }

    func origins(of function: Function) -> LocalOrigins {
        if let known = origins[function.ref] { return known }
        let made = LocalOrigins(function)
        origins[function.ref] = made
        return made
    }

    /// The lock that a resource on an object is; nil for what is no lock.
    private func lock(_ resource: Resource, _ argument: Operand, in function: Function) -> LockClass?? {
        switch resource.id {
        case "rcu", "srcu": return .none
        case "folio-lock", "nowrite": return .some(.pseudo(resource.id))
        default: return resource.family == .lock ? .some(lock(argument, in: function)) : .none
        }
    }

    private func effects(of call: Call, in function: Function) -> [LockEffect] {
        var found: [LockEffect] = []
        let callees = callees(of: call, in: function)
        let told = call.name.flatMap { facts[$0]?.effects } ?? []
        var isTold = false
        for effect in told {
            guard let resource = effect.resource, case .argument(let index) = effect.subject, index < call.arguments.count,
                let lock = lock(resource, call.arguments[index], in: function)
            else { continue }
            if resource.family == .lock { isTold = true }
            let locks = set(lock, isShared: ["read", "rwread"].contains(resource.id))
            if resource.forbidsSleep { spinning = spinning.union(locks.subtracting(.unknown)) }
            switch (effect.verb, effect.condition) {
            case (.acquire, .always): found.append(.acquire(locks))
            case (.acquire, .notZero): found.append(.tryAcquire(locks, ifNotZero: true))
            case (.acquire, .zero): found.append(.tryAcquire(locks, ifNotZero: false))
            case (.release, _), (.consume, _): found.append(.release(locks))
            default: continue
            }
        }
        guard !isTold else { return found }
        if let name = call.name, Self.isGuard(name) { return [.acquire(guarded(by: call, in: function))] }
        if call.isCleanup, let name = call.name, name.hasPrefix("class_"), let made = constructor(of: call, in: function) {
            return [.release(guarded(by: made, in: function))]
        }
        var joined: LockState?
        for callee in callees {
            let summary = summary(of: callee) ?? LockState()
            if joined == nil { joined = summary } else { joined?.merge(summary) }
        }
        if let joined, joined != LockState() { found.insert(.apply(joined), at: 0) }
        return found
    }

    /// The constructors behind guard() and scoped_guard(), include/linux/cleanup.h.
    private static func isGuard(_ name: String) -> Bool { name.hasPrefix("class_") && name.hasSuffix("_constructor") }

    /// The lock that a constructor takes; those that only try may have none.
    private func guarded(by constructor: Call, in function: Function) -> LockSet {
        guard let name = constructor.name, !name.contains("_try"), let lock = constructor.arguments.first.flatMap({ lock($0, in: function) }) else {
            return .unknown
        }
        return set(lock, isShared: name.contains("read"))
    }

    /// The call that made the variable that a cleanup ends.
    private func constructor(of cleanup: Call, in function: Function) -> Call? {
        guard case .address(let variable)? = cleanup.arguments.first else { return nil }
        var names: Set<Place> = [variable]
        for statement in function.blocks.lazy.flatMap(\.statements) {
            if case .assign(variable, .use(.load(let source))) = statement.kind { names.insert(source) }
        }
        for case .call(let call) in function.blocks.lazy.flatMap(\.statements).map(\.kind) {
            if let result = call.result, names.contains(result), call.name.map(Self.isGuard) == true { return call }
        }
        return nil
    }

    private func summary(of ref: FunctionRef) -> LockState? {
        if let known = summaries[ref] { return known }
        guard let body = graph.program.functions[ref], isHere(body), mayLock(ref) else {
            summaries[ref] = .some(nil)
            return nil
        }
        _ = flow(of: body)
        return summaries[ref] ?? nil
    }

    /// Bodies of other directories are there or not, by what other rules ask for: they are not looked at.
    func isHere(_ function: Function) -> Bool { graph.program.isUnderAnalysis(function) || function.file.hasSuffix(".h") }

    // MARK: Which functions come to a lock at all

    private var locking: [FunctionRef: Bool] = [:]

    private func mayLock(_ ref: FunctionRef) -> Bool {
        if let known = locking[ref] { return known }
        locking[ref] = false
        guard let function = graph.program.functions[ref], isHere(function) else { return false }
        var found = false
        for statement in function.blocks.lazy.flatMap(\.statements) {
            guard case .call(let call) = statement.kind else { continue }
            if let name = call.name, let effects = facts[name]?.effects, effects.contains(where: { $0.resource.map(Self.isLock) == true }) {
                found = true
            } else if case .direct(let callee) = call.callee {
                found = mayLock(callee) || Self.isGuard(callee.name)
            } else {
                found = callees(of: call, in: function).contains(where: mayLock)
            }
            if found { break }
        }
        locking[ref] = found
        return found
    }

    private static func isLock(_ resource: Resource) -> Bool { resource.id == "nowrite" || resource.family == .lock && !["rcu", "srcu"].contains(resource.id) }
}
