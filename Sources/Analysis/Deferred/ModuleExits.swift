import Findings
import Program

/// A module that goes while RCU may still call into it, or still uses one of its caches.
public struct UnawaitedExit: Sendable {
    public enum Reason: Sendable {
        /// A function of the module that RCU calls.
        case callback(Function)
        /// A function of the module that gives objects back to a cache after a grace period.
        case cache(Function)
    }

    /// The exit function, or one that it calls; where it destroys a cache or returns.
    public let function: Function
    public let span: Span
    public let reason: Reason
    public let path: [PathStep]
}

/// Looks for exit functions that do not call rcu_barrier() first.
///
/// Documentation/RCU/rcubarrier.rst: a module that hands functions of its own to call_rcu() waits for the callbacks before
/// its text goes; kmem_cache_destroy() finds objects in the cache otherwise that are freed after a grace period.
struct UnawaitedExitSearch {
    private let program: WholeProgram
    private let grace: GracePeriodFacts
    private let callers: GracePeriodCallers

    init(_ program: WholeProgram, _ callers: GracePeriodCallers, _ grace: GracePeriodFacts) {
        self.program = program
        self.grace = grace
        self.callers = callers
    }

    var found: [UnawaitedExit] {
        let called = callers.calledByRCU(program)
        let cacheUsers = callers.callbacks.sorted().compactMap { program.functions[$0] }.flatMap { user in caches(of: user).map { (user, $0) } }
        return exits.compactMap { exit in
            let isOwn = { (function: Function) in function.file == exit.file }
            var walk = Walk(program, grace)
            for (user, cache) in cacheUsers {
                guard let place = walk.destruction(of: cache, in: exit, seen: []), !place.isAwaited else { continue }
                return UnawaitedExit(function: place.function, span: place.span, reason: .cache(user), path: [start(exit)])
            }
            // What is called in other files may belong to another module.
            let callback = called.sorted().compactMap { program.functions[$0] }.first(where: isOwn)
            guard let callback, !walk.isAlwaysAwaited(exit, seen: []), let end = lastReturn(exit) else { return nil }
            return UnawaitedExit(function: exit, span: end, reason: .callback(callback), path: [start(exit)])
        }
    }

    private func start(_ exit: Function) -> PathStep { PathStep("the module's exit is \(exit.name)()", at: exit.position(exit.nameSpan)) }

    /// module_exit() leaves a variable that holds the function: include/linux/module.h, include/linux/init.h.
    private var exits: [Function] {
        program.globals.filter { $0.name.split(separator: ":").last?.hasPrefix("__exitcall_") ?? false }
            .flatMap { $0.values.compactMap { value in if case .function(let ref) = value.value { program.functions[ref] } else { nil } } }
            .sorted { $0.ref < $1.ref }
    }

    /// The caches, variables of the module, to which a function gives objects back.
    private func caches(of function: Function) -> [Place] {
        function.blocks.flatMap(\.statements).compactMap { statement in
            guard case .call(let call) = statement.kind, call.name == "kmem_cache_free", case .load(let place)? = call.arguments.first,
                case .global = place.root, place.projections.isEmpty
            else { return nil }
            return place
        }
    }

    private func lastReturn(_ function: Function) -> Span? {
        function.blocks.compactMap { block -> Span? in if case .return_ = block.terminator.kind { block.terminator.span } else { nil } }
            .max { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}

/// Follows the blocks of functions from their entries to what matters.
private struct Walk {
    private let program: WholeProgram
    private let grace: GracePeriodFacts
    private var always: [FunctionRef: Bool] = [:]

    init(_ program: WholeProgram, _ grace: GracePeriodFacts) {
        self.program = program
        self.grace = grace
    }

    /// Whether every way through a function waits for the callbacks.
    mutating func isAlwaysAwaited(_ function: Function, seen: Set<FunctionRef>) -> Bool {
        if let known = always[function.ref] { return known }
        guard !seen.contains(function.ref) else { return false }
        var isAwaited = true
        var visited: Set<Int> = [0]
        var work = [0]
        while let block = work.popLast(), isAwaited {
            if function.blocks[block].statements.contains(where: { awaits($0, seen: seen.union([function.ref])) }) { continue }
            if case .return_ = function.blocks[block].terminator.kind { isAwaited = false }
            for next in function.blocks[block].terminator.successors where visited.insert(next).inserted { work.append(next) }
        }
        always[function.ref] = isAwaited
        return isAwaited
    }

    private mutating func awaits(_ statement: Statement, seen: Set<FunctionRef>) -> Bool {
        guard case .call(let call) = statement.kind, case .direct(let ref) = call.callee else { return false }
        if grace.barriers.contains(ref.name) { return true }
        guard let function = program.functions[ref] else { return false }
        return isAlwaysAwaited(function, seen: seen)
    }

    /// Where a cache is destroyed, first of all where nothing was waited for before.
    mutating func destruction(of cache: Place, in function: Function, seen: Set<FunctionRef>) -> (function: Function, span: Span, isAwaited: Bool)? {
        guard !seen.contains(function.ref) else { return nil }
        var awaited: (function: Function, span: Span, isAwaited: Bool)?
        var visited: Set<Int> = [0]
        var work = [0]
        while let block = work.popLast() {
            var isAwaited = false
            for statement in function.blocks[block].statements {
                guard case .call(let call) = statement.kind, case .direct(let ref) = call.callee else { continue }
                if awaits(statement, seen: seen.union([function.ref])) { isAwaited = true }
                var place: (function: Function, span: Span, isAwaited: Bool)?
                if ref.name == "kmem_cache_destroy", call.arguments == [.load(cache)] {
                    place = (function, statement.span, isAwaited)
                } else if let callee = program.functions[ref] {
                    place = destruction(of: cache, in: callee, seen: seen.union([function.ref]))
                    if isAwaited { place?.isAwaited = true }
                }
                if let place, !place.isAwaited { return place }
                awaited = awaited ?? place
            }
            if isAwaited { continue }
            for next in function.blocks[block].terminator.successors where visited.insert(next).inserted { work.append(next) }
        }
        return awaited
    }
}
