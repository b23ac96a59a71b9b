import Findings
import Program

/// A place from which the kernel calls a function that it was given.
public enum Slot: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// A function pointer in a struct: `file_operations.mmap`, `fuse_args.end`.
    case field(FieldRef)
    /// A callback argument of a function whose body is not at hand.
    case argument(function: String, index: Int)

    public var description: String {
        switch self {
        case .field(let field): "\(field.record).\(field.name)"
        case .argument(let function, let index): "argument \(index + 1) of \(function)()"
        }
    }

    public static func < (left: Slot, right: Slot) -> Bool { left.description < right.description }

    /// The slot of an ops table.
    public static func ops(_ record: String, _ field: String) -> Slot {
        .field(FieldRef(record: record, name: field))
    }
}

/// One way in which a function comes to run: the slot, the function in it, and the calls from there.
public struct Context: Hashable, Sendable {
    public var slot: Slot
    /// The function that the slot holds.
    public var entry: FunctionRef
    /// From `entry` to the function asked about; empty where they are the same.
    public var chain: [CallEdge]
}

/// Which slots hold which functions, and what is reached from them.
public final class Contexts {
    private let graph: CallGraph
    /// The functions in each slot.
    public let entries: [Slot: [FunctionRef]]

    public init(_ graph: CallGraph) {
        self.graph = graph
        entries = Self.entries(of: graph.program)
    }

    /// The same of a graph that knows what this one's does.
    init(of contexts: Contexts, _ graph: CallGraph) {
        self.graph = graph
        entries = contexts.entries
    }

    /// The slots that each function is put into.
    private(set) lazy var slotsByFunction: [FunctionRef: [Slot]] = entries.reduce(into: [:]) { found, entry in
        for ref in entry.value { found[ref, default: []].append(entry.key) }
    }

    /// Where the program puts the function into the slot; nil where only a detached patch does.
    public func position(of entry: FunctionRef, in slot: Slot) -> Position? {
        guard case .field = slot else { return nil }
        return places[slot]?[entry]
    }

    /// Where the program puts functions into slots, first into tables; for an argument the call that it is of.
    public private(set) lazy var places: [Slot: [FunctionRef: Position]] = {
        var found: [Slot: [FunctionRef: Position]] = [:]
        func add(_ ref: FunctionRef, _ slot: Slot, _ position: @autoclosure () -> Position) {
            if found[slot]?[ref] == nil { found[slot, default: [:]][ref] = position() }
        }
        for global in graph.program.globals {
            for value in global.values {
                guard case .function(let ref) = value.value, let field = value.path.last else { continue }
                add(ref, .field(field), Position(file: global.files[value.span.file], line: value.span.line, column: value.span.column))
            }
        }
        for function in graph.program.sortedFunctions {
            for statement in function.blocks.lazy.flatMap(\.statements) {
                switch statement.kind {
                case .assign(let place, .use(.function(let ref))):
                    if let field = place.lastField { add(ref, .field(field), function.position(statement.span)) }
                case .call(let call):
                    guard case .direct(let callee) = call.callee else { continue }
                    for (index, argument) in call.arguments.enumerated() {
                        guard case .function(let ref) = argument else { continue }
                        add(ref, .argument(function: callee.name, index: index), function.position(statement.span))
                    }
                default: continue
                }
            }
        }
        return found
    }()

    /// The step that a finding's path begins with: which slot holds which function.
    public func step(into entry: Function, of slot: Slot) -> PathStep {
        PathStep(
            "\(slot) is \(entry.name)()",
            at: position(of: entry.ref, in: slot) ?? entry.position(entry.nameSpan))
    }

    /// The shortest chain from each slot that reaches the function, sorted by slot and entry.
    public func contexts(of target: FunctionRef) -> [Context] {
        entries.keys.sorted().flatMap { contexts(of: target, in: $0) }
    }

    /// The shortest chain from each function of a slot that reaches the function, sorted by entry.
    ///
    /// Nothing but what the slot leads to is looked at: other slots may lead into files that would have to be parsed first.
    public func contexts(of target: FunctionRef, in slot: Slot) -> [Context] {
        (entries[slot] ?? []).compactMap { entry in
            chain(from: entry, to: target).map { Context(slot: slot, entry: entry, chain: $0) }
        }
    }

    /// The functions of a slot at which an exploration starts, each with the calls that lead there.
    ///
    /// Those are what the slot holds, and functions that only a detached patch calls from there: no body shows
    /// that call, so no exploration of the caller would come by.
    public func roots(of slot: Slot) -> [(function: Function, prefix: [CallEdge])] {
        var found: [(Function, [CallEdge])] = []
        for entry in entries[slot] ?? [] {
            if let function = graph.body(of: entry) { found.append((function, [])) }
            guard graph.hasDetachedCalls else { continue }
            // Bodies of other directories make no detached calls, so there is no need to fetch them.
            let reached = reachable(from: entry) { self.graph.program.functions[$0] == nil }
            for (ref, chain) in reached where chain.last?.isDetached == true {
                if let function = graph.body(of: ref) { found.append((function, chain)) }
            }
        }
        return found
    }

    /// The functions from which a call chain leads to one that `isTarget` holds for, that one included, as far as
    /// `root` reaches them.
    ///
    /// - Parameter stop: functions that are not looked into.
    public func leading(
        from root: FunctionRef, stop: (FunctionRef) -> Bool = { _ in false }, to isTarget: (Function) -> Bool
    ) -> Set<FunctionRef> {
        let reached = reachable(from: root, stop: stop).map(\.function)
        var callers: [FunctionRef: [FunctionRef]] = [:]
        for ref in reached where ref == root || !stop(ref) {
            for edge in graph.calls(from: ref) {
                callers[edge.callee, default: []].append(ref)
                // The way of a callback leads through the function that makes the call.
                if let through = edge.through { callers[edge.callee, default: []].append(through) }
            }
        }
        var work = reached.filter { ref in
            (ref == root || !stop(ref)) && graph.body(of: ref).map(isTarget) == true
        }
        var leading = Set(work)
        while let ref = work.popLast() {
            for caller in callers[ref] ?? [] where leading.insert(caller).inserted { work.append(caller) }
        }
        return leading
    }

    /// Everything that a call of `entry` may reach, with the shortest chain to it.
    ///
    /// - Parameter stop: functions that are not looked into.
    public func reachable(from entry: FunctionRef, stop: (FunctionRef) -> Bool = { _ in false })
        -> [(function: FunctionRef, chain: [CallEdge])]
    {
        var cameBy: [FunctionRef: CallEdge?] = [entry: nil]
        var queue = [entry]
        var next = 0
        while next < queue.count {
            let function = queue[next]
            next += 1
            if function != entry, stop(function) { continue }
            for edge in graph.calls(from: function) where cameBy[edge.callee] == nil {
                cameBy[edge.callee] = edge
                queue.append(edge.callee)
            }
        }
        return queue.map { function in
            var chain: [CallEdge] = []
            var at = function
            while let edge = cameBy[at] ?? nil {
                chain.append(edge)
                at = edge.caller
            }
            return (function, chain.reversed())
        }
    }

    private func chain(from entry: FunctionRef, to target: FunctionRef) -> [CallEdge]? {
        // Only the program's own bodies are walked: what a foreign helper calls is not a context of ours.
        reachable(from: entry) { self.graph.program.functions[$0] == nil }.first { $0.function == target }?.chain
    }

    /// The functions that the program puts into each slot, sorted.
    static func entries(of program: WholeProgram) -> [Slot: [FunctionRef]] {
        var found: [Slot: Set<FunctionRef>] = [:]
        for global in program.globals {
            for value in global.values {
                if case .function(let ref) = value.value, let field = value.path.last {
                    found[.field(field), default: []].insert(ref)
                }
            }
        }
        for function in program.functions.values {
            for statement in function.blocks.lazy.flatMap(\.statements) {
                switch statement.kind {
                case .assign(let place, .use(.function(let ref))):
                    if let field = place.lastField { found[.field(field), default: []].insert(ref) }
                case .call(let call):
                    guard case .direct(let callee) = call.callee, program.functions[callee] == nil else { continue }
                    for (index, argument) in call.arguments.enumerated() {
                        if case .function(let ref) = argument {
                            found[.argument(function: callee.name, index: index), default: []].insert(ref)
                        }
                    }
                default: continue
                }
            }
        }
        return found.mapValues { $0.sorted() }
    }
}
