import Findings
import HashTreeCollections
import Program

/// One call on the way: the function that runs, and where it goes on when it is done.
public struct Frame: Hashable {
    public let function: Function
    /// Names the call's variables apart from those of other calls of the function on the path.
    public let serial: Int
    var block: Int
    var statement: Int
    /// The call that began it, and where it stands; nil for the function that the exploration starts with.
    public let call: (call: Call, site: Site)?
    /// The path before the call, to which it goes back when the call did nothing that a reader needs to know.
    let trail: Trail?
    /// How often each block has been entered, for the bound on loops.
    var visits: [Int: Int] = [:]

    public static func == (left: Frame, right: Frame) -> Bool {
        left.serial == right.serial && left.block == right.block && left.statement == right.statement
            && left.function.ref == right.function.ref
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(serial)
        hasher.combine(block)
        hasher.combine(statement)
    }
}

/// Where something happens: a span in a function.
public struct Site {
    public let function: Function
    public let span: Span

    public init(function: Function, span: Span) {
        self.function = function
        self.span = span
    }

    public var position: Position { function.position(span) }
}

/// What a step of a path tells.
public enum StepKind: Sendable {
    case call, branch
    /// Something that the client notes.
    case event
}

/// The steps of a path, newest first; paths that part share what came before.
final class Trail {
    let kind: StepKind
    let step: PathStep
    let before: Trail?

    init(_ kind: StepKind, _ step: PathStep, before: Trail?) {
        self.kind = kind
        self.step = step
        self.before = before
    }
}

/// Numbers for calls and unknown values, by where on a path they come from.
///
/// The same statement reached over different branches makes the same unknown value, so that paths that agree
/// again can be followed as one.
final class PathNames {
    struct Key: Hashable {
        var frame: Int
        var block: Int
        var statement: Int
        var visit: Int
        /// Which of the statement's unknown values it is; -1 for the call itself, -2 for a result that it does not give.
        var index: Int
    }

    private var numbers: [Key: Int] = [:]

    func number(_ key: Key) -> Int {
        if let known = numbers[key] { return known }
        numbers[key] = numbers.count + 1
        return numbers.count
    }
}

/// Everything about one path up to one point: memory, knowledge, and what the client tracks.
public struct PathState<Tracked: Hashable> {
    public internal(set) var frames: [Frame]
    public internal(set) var knowledge = Knowledge()
    public var tracked: Tracked
    private var store: TreeDictionary<Location, Value> = [:]
    private let constants: ConstantTables
    private var trail: Trail?
    private let names = PathNames()
    /// How many unknown values the current statement has made.
    private var unknowns = 0

    init(_ function: Function, tracked: Tracked, constants: ConstantTables) {
        frames = [Frame(function: function, serial: 0, block: 0, statement: 0, call: nil, trail: nil)]
        self.tracked = tracked
        self.constants = constants
    }

    var frame: Frame { frames[frames.count - 1] }

    /// What makes two states the same for all that follows.
    struct Key: Hashable {
        let frames: [Frame]
        let store: TreeDictionary<Location, Value>
        let knowledge: Knowledge
        let tracked: Tracked
    }

    var key: Key { Key(frames: frames, store: store, knowledge: knowledge, tracked: tracked) }

    // MARK: Values

    /// A value of which nothing is known yet.
    public mutating func freshSymbol() -> Value {
        unknowns += 1
        return .symbol(name(unknowns))
    }

    private func name(_ index: Int) -> Int {
        let frame = frame
        return names.number(
            PathNames.Key(
                frame: frame.serial, block: frame.block, statement: frame.statement,
                visit: frame.visits[frame.block] ?? 0, index: index))
    }

    /// What a location holds.
    public func read(_ location: Location) -> Value {
        if let known = store[location] { return knowledge.canonical(known) }
        // A part of something that was stored as a whole.
        for length in location.steps.indices.reversed() {
            let whole = Location(location.base, Array(location.steps[..<length]))
            guard let value = store[whole] else { continue }
            let rest = Array(location.steps[length...])
            switch value {
            case .integer(0): return .integer(0)
            case .initial(let source): return knowledge.canonical(.initial(Location(source.base, source.steps + rest)))
            default: return knowledge.canonical(.part(value, rest))
            }
        }
        return constants.value(of: location) ?? knowledge.canonical(.initial(location))
    }

    /// Stores a value; whatever was known of the location's parts is gone.
    public mutating func write(_ location: Location, _ value: Value) {
        if store.contains(where: { $0.key.isInside(location) }) {
            store = store.filter { !$0.key.isInside(location) }
        }
        store[location] = value
    }

    /// The variable of the running call.
    public func variable(_ number: Int) -> Location { Location(.variable(frame: frame.serial, number: number)) }

    /// The value of an operand in the running call.
    public mutating func evaluate(_ operand: Operand) -> Value {
        switch operand {
        case .integer(let number): .integer(number)
        case .string(let text): .string(text)
        case .load(let place): read(locate(place))
        case .address(let place): .address(locate(place))
        case .function(let ref): .function(ref)
        case .unknown: freshSymbol()
        }
    }

    mutating func evaluate(_ value: Rvalue) -> Value {
        switch value {
        case .use(let operand), .cast(let operand, _): return evaluate(operand)
        case .unary(let operation, let operand): return knowledge.compute(operation, evaluate(operand))
        case .binary(let operation, let left, let right):
            return knowledge.compute(operation, evaluate(left), evaluate(right))
        case .zero: return .integer(0)
        }
    }

    /// The memory that a place of the running call names.
    public mutating func locate(_ place: Place) -> Location {
        var location =
            switch place.root {
            case .variable(let number): variable(number)
            case .global(let name): Location(.global(name))
            }
        for projection in place.projections {
            switch projection {
            case .field(let field): location = location.appending(.field(field))
            case .index(let index): location = location.appending(.index(evaluate(index)))
            case .dereference:
                let pointer = read(location)
                if case .address(let target) = pointer { location = target } else { location = Location(.object(pointer)) }
            }
        }
        return location
    }

    /// Takes in what a caller guarantees.
    public mutating func assume(_ value: Value, isTrue: Bool) {
        // A guarantee that contradicts another is the contract's fault, and no path is lost over it.
        _ = knowledge.assume(value, isTrue: isTrue)
    }

    // MARK: Calls

    mutating func push(_ function: Function, arguments: [Value], for call: Call, at site: Site) {
        let before = trail
        let serial = name(-1)
        note("\(site.function.name)() calls \(function.name)()", at: site, kind: .call)
        frames.append(
            Frame(function: function, serial: serial, block: 0, statement: 0, call: (call, site), trail: before))
        for (number, value) in arguments.prefix(function.parameterCount).enumerated() {
            write(variable(number), value)
        }
    }

    /// Leaves the innermost call; its variables are gone.
    mutating func pop(returning value: Value?) {
        let left = frames.removeLast()
        if !hasEvent(since: left.trail) { trail = left.trail }
        store = store.filter {
            if case .variable(left.serial, _) = $0.key.base { false } else { true }
        }
        if let place = left.call?.call.result {
            write(locate(place), value ?? .symbol(name(-2)))
        }
    }

    mutating func enter(block: Int) {
        frames[frames.count - 1].block = block
        frames[frames.count - 1].statement = 0
        frames[frames.count - 1].visits[block, default: 0] += 1
        unknowns = 0
    }

    /// The place that answers for what happens at `site`: itself, or the call that led there out of code that
    /// `isOwn` holds for.
    ///
    /// What a helper of another directory does is done by whoever calls it.
    public func answerable(_ site: Site, isOwn: (Function) -> Bool) -> Site {
        if isOwn(site.function) { return site }
        return frames.reversed().lazy.compactMap { $0.call?.site }.first { isOwn($0.function) } ?? site
    }

    /// Where an operand of the running call was chosen: the call that handed it down, through any number of functions
    /// that only pass their parameter on. Nil where a cleanup function was handed it.
    public func origin(of operand: Operand, at site: Site) -> Site? {
        var operand = operand
        var site = site
        for frame in frames.reversed() {
            guard let (call, callSite) = frame.call else { return site }
            guard case .load(let place) = LocalOrigins(frame.function).resolve(operand),
                case .variable(let number) = place.root, number < frame.function.parameterCount,
                number < call.arguments.count
            else { return site }
            if call.isCleanup { return nil }
            guard place.projections.isEmpty else { return site }
            operand = call.arguments[number]
            site = callSite
        }
        return site
    }

    mutating func advance() {
        frames[frames.count - 1].statement += 1
        unknowns = 0
    }

    // MARK: The path

    /// Notes a step that a reader of the finding needs.
    public mutating func note(_ message: String, at site: Site, kind: StepKind = .event) {
        trail = Trail(kind, PathStep(message, at: site.position), before: trail)
    }

    /// The steps of some kinds so far, in order.
    public func steps(_ kinds: Set<StepKind>) -> [PathStep] {
        allSteps.filter { kinds.contains($0.kind) }.map(\.step)
    }

    /// All steps so far, but for the branches that were taken before anything had happened.
    public func stepsSinceFirstEvent() -> [PathStep] {
        var hasEvent = false
        return allSteps.filter { node in
            hasEvent = hasEvent || node.kind == .event
            return hasEvent || node.kind != .branch
        }.map(\.step)
    }

    private func hasEvent(since earlier: Trail?) -> Bool {
        var at = trail
        while let node = at, node !== earlier {
            if node.kind == .event { return true }
            at = node.before
        }
        return false
    }

    private var allSteps: [Trail] {
        var nodes: [Trail] = []
        var at = trail
        while let node = at {
            nodes.append(node)
            at = node.before
        }
        return nodes.reversed()
    }
}

extension Location {
    /// Whether the location is a part of `whole`.
    fileprivate func isInside(_ whole: Location) -> Bool {
        base == whole.base && steps.count > whole.steps.count && steps.starts(with: whole.steps)
    }
}
