import Program

/// What an exploration asks of whoever follows it.
public protocol PathClient: AnyObject {
    /// What the client follows along each path; states that agree on it and on all else are explored once.
    associatedtype Tracked: Hashable
    typealias State = PathState<Tracked>

    /// A call is about to happen. The client may change the state, and says what becomes of the call.
    func call(_ call: Call, arguments: [Value], at site: Site, in state: inout State) -> CallEffect
    /// A value is about to be stored.
    func store(_ value: Value, to location: Location, at site: Site, in state: inout State)
    /// A path is at its end: the function that the exploration began with returns.
    func end(returning value: Value?, at site: Site, in state: State)
}

/// What becomes of a call.
public enum CallEffect {
    /// Follow the body, where there is one.
    case follow
    /// The call gives this value and changes nothing that is not in the state already.
    case returns(Value)
    /// Unknown: the result is fresh, and what the arguments' addresses name may have changed.
    case unknown
}

/// How far an exploration goes.
public struct PathBounds: Sendable {
    /// Blocks entered, over all paths of one exploration.
    public var blocks = 20_000
    /// Calls inside calls.
    public var depth = 10
    /// Rounds of a loop before what it changes is forgotten; after that it is left.
    public var rounds = 2

    public init() {}
}

/// How an exploration came out.
public struct PathOutcome {
    /// A bound was reached: some paths were not followed.
    public var isExhausted = false
    /// Code on some path that was not understood; the path ends there.
    public var opaque: [(function: Function, node: OpaqueNode)] = []
}

/// Follows the paths through a function and the calls that the client wants followed.
///
/// Values are symbolic; branches that the path contradicts are not taken. A call that is not followed leaves
/// memory as it is, but for objects of the callers whose address it is given.
public final class PathExplorer<Client: PathClient> {
    public typealias State = PathState<Client.Tracked>

    private let client: Client
    private let graph: CallGraph
    private let pureFunctions: Set<String>
    private let bounds: PathBounds
    private var pending: [State] = []
    private var seen: Set<State.Key> = []
    private var outcome = PathOutcome()
    private var loops: [FunctionRef: LoopVariables] = [:]

    /// - Parameter pureFunctions: functions whose result depends on their arguments alone, and that change nothing.
    public init(_ client: Client, graph: CallGraph, pureFunctions: Set<String>, bounds: PathBounds = PathBounds()) {
        self.client = client
        self.graph = graph
        self.pureFunctions = pureFunctions
        self.bounds = bounds
    }

    /// Explores from the function's start.
    ///
    /// - Parameter prepare: sets up what the caller guarantees.
    public func explore(_ function: Function, tracked: Client.Tracked, prepare: (inout State) -> Void = { _ in })
        -> PathOutcome
    {
        var start = State(function, tracked: tracked, constants: graph.constantTables)
        prepare(&start)
        pending = [start]
        seen = []
        outcome = PathOutcome()
        var blocks = 0
        while let state = pending.popLast() {
            blocks += 1
            if blocks > bounds.blocks {
                outcome.isExhausted = true
                break
            }
            run(state)
        }
        return outcome
    }

    /// Runs to the end of the current block, or to the start of a call that is followed.
    private func run(_ start: State) {
        var state = start
        let block = state.frame.function.blocks[state.frame.block]
        while state.frame.statement < block.statements.count {
            let statement = block.statements[state.frame.statement]
            let site = Site(function: state.frame.function, span: statement.span)
            state.advance()
            switch statement.kind {
            case .assign(let place, let value):
                let computed = state.evaluate(value)
                store(computed, to: state.locate(place), at: site, in: &state)
            case .call(let call):
                if follow(call, at: site, in: &state) {
                    pending.append(state)
                    return
                }
            case .declare(let number):
                // A new life in each round of a loop.
                state.write(state.variable(number), state.freshSymbol())
            case .assembly(let writes, let reads):
                reads.forEach { _ = state.evaluate($0) }
                for place in writes { state.write(state.locate(place), state.freshSymbol()) }
            case .evaluate: break
            case .opaque(let number):
                outcome.opaque.append((site.function, site.function.opaqueNodes[number]))
                return
            }
        }
        finish(block.terminator, state)
    }

    private func store(_ value: Value, to location: Location, at site: Site, in state: inout State) {
        client.store(value, to: location, at: site, in: &state)
        state.write(location, value)
    }

    // MARK: Calls

    /// Does a call, or steps into it; true where it stepped in.
    private func follow(_ call: Call, at site: Site, in state: inout State) -> Bool {
        let arguments = call.arguments.map { state.evaluate($0) }
        var resolved = call
        if case .indirect(let pointer) = call.callee {
            if case .function(let ref) = state.evaluate(pointer) {
                resolved.callee = .direct(ref)
            } else if let ref = graph.onlyImplementation(of: pointer) {
                resolved.callee = .direct(ref)
            }
        }
        let name = resolved.name ?? ""
        if pureFunctions.contains(name) {
            finish(resolved, with: state.knowledge.canonical(.pure(name, arguments)), at: site, in: &state)
            return false
        }
        switch client.call(resolved, arguments: arguments, at: site, in: &state) {
        case .returns(let value): finish(resolved, with: value, at: site, in: &state)
        case .unknown: forget(resolved, arguments, at: site, in: &state)
        case .follow:
            guard case .direct(let ref) = resolved.callee, state.frames.count < bounds.depth,
                !state.frames.contains(where: { $0.function.ref == ref }), let body = graph.body(of: ref)
            else {
                forget(resolved, arguments, at: site, in: &state)
                return false
            }
            state.push(body, arguments: arguments, for: resolved, at: site)
            return true
        }
        return false
    }

    private func finish(_ call: Call, with value: Value, at site: Site, in state: inout State) {
        guard let place = call.result else { return }
        store(value, to: state.locate(place), at: site, in: &state)
    }

    private func forget(_ call: Call, _ arguments: [Value], at site: Site, in state: inout State) {
        for case .address(let location) in arguments {
            if case .variable = location.base { state.write(location, state.freshSymbol()) }
        }
        finish(call, with: state.freshSymbol(), at: site, in: &state)
    }

    // MARK: Branches

    private func finish(_ terminator: Terminator, _ state: State) {
        var state = state
        let site = Site(function: state.frame.function, span: terminator.span)
        switch terminator.kind {
        case .unreachable: return
        case .jump(let block): enter(block, state)
        case .return_(let operand):
            let value = operand.map { state.evaluate($0) }
            if state.frames.count == 1 {
                client.end(returning: value, at: site, in: state)
            } else {
                state.pop(returning: value)
                pending.append(state)
            }
        case .branch(let condition, let then, let otherwise):
            let value = state.evaluate(condition)
            let isOpen = state.knowledge.truth(of: value) == nil
            // The last pushed is explored first.
            for (isTrue, block) in [(false, otherwise), (true, then)] {
                var next = state
                guard next.knowledge.assume(value, isTrue: isTrue) else { continue }
                if isOpen { next.note(isTrue ? "assuming this holds" : "assuming this does not hold", at: site, kind: .branch) }
                enter(block, next)
            }
        case .switch_(let operand, let cases, let default_):
            let value = state.evaluate(operand)
            var rest = state
            var isRestPossible = true
            for choice in cases {
                var next = state
                if next.knowledge.compare(.greaterOrEqual, value, .integer(choice.first)),
                    next.knowledge.compare(.lessOrEqual, value, .integer(choice.last))
                {
                    enter(choice.target, next)
                }
                if choice.first == choice.last {
                    isRestPossible = isRestPossible && rest.knowledge.compare(.notEqual, value, .integer(choice.first))
                }
            }
            if isRestPossible { enter(default_, rest) }
        }
    }

    private func enter(_ block: Int, _ state: State) {
        var state = state
        state.enter(block: block)
        let visits = state.frame.visits[block]!
        if visits > bounds.rounds {
            let loops = loopVariables(of: state.frame.function)
            if loops.heads.contains(block) {
                if visits > bounds.rounds + 2 { return }
                // What a loop changes is unknown after some rounds; then the ways out are open, whatever the count.
                for number in loops.changed(inLoopOf: block) { state.write(state.variable(number), state.freshSymbol()) }
            }
        }
        guard seen.insert(state.key).inserted else { return }
        pending.append(state)
    }

    private func loopVariables(of function: Function) -> LoopVariables {
        if let known = loops[function.ref] { return known }
        let made = LoopVariables(function)
        loops[function.ref] = made
        return made
    }
}

/// Where the loops of a function are, and which variables their rounds change.
private final class LoopVariables {
    private let function: Function
    private var changedByBlock: [Int: [Int]] = [:]
    /// The blocks that a round of a loop begins with: the targets of edges that lead back on the way from the entry.
    private(set) var heads: Set<Int> = []

    init(_ function: Function) {
        self.function = function
        var isOnTheWay: Set<Int> = [0]
        var seen: Set<Int> = [0]
        var stack = [(block: 0, next: 0)]
        while let top = stack.last {
            let successors = function.blocks[top.block].terminator.successors
            guard top.next < successors.count else {
                isOnTheWay.remove(top.block)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let block = successors[top.next]
            if isOnTheWay.contains(block) { heads.insert(block) }
            if seen.insert(block).inserted {
                isOnTheWay.insert(block)
                stack.append((block, 0))
            }
        }
    }

    /// The variables assigned in blocks that lie on a cycle through `block`, in order.
    func changed(inLoopOf block: Int) -> [Int] {
        if let known = changedByBlock[block] { return known }
        let forward = reached(from: block) { self.function.blocks[$0].terminator.successors }
        var predecessors: [Int: [Int]] = [:]
        for number in function.blocks.indices {
            for next in function.blocks[number].terminator.successors { predecessors[next, default: []].append(number) }
        }
        let backward = reached(from: block) { predecessors[$0] ?? [] }
        var changed: Set<Int> = []
        for number in forward.intersection(backward) {
            for statement in function.blocks[number].statements {
                let place: Place? =
                    switch statement.kind {
                    case .assign(let place, _): place
                    case .call(let call): call.result
                    default: nil
                    }
                if case .variable(let variable)? = place?.root, place?.projections.contains(.dereference) == false {
                    changed.insert(variable)
                }
            }
        }
        let sorted = changed.sorted()
        changedByBlock[block] = sorted
        return sorted
    }

    private func reached(from start: Int, _ next: (Int) -> [Int]) -> Set<Int> {
        var found: Set<Int> = [start]
        var work = [start]
        while let number = work.popLast() {
            for other in next(number) where found.insert(other).inserted { work.append(other) }
        }
        return found
    }
}
