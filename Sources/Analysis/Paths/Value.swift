import Program

/// What is known of a value on one path.
public indirect enum Value: Hashable, Sendable {
    case integer(Int64)
    /// Something unknown, made on the way: the result of a call, what a loop left behind.
    case symbol(Int)
    /// What the location held where the exploration starts.
    case initial(Location)
    case address(Location)
    case function(FunctionRef)
    case string(String)
    case unary(UnaryOperation, Value)
    case binary(BinaryOperation, Value, Value)
    /// The result of a function that depends on nothing but its arguments: equal for equal arguments.
    case pure(String, [Value])
    /// A part of an unknown aggregate.
    case part(Value, [Location.Step])
}

extension Value {
    /// Whether the value was computed from what stood in a field that `matches` holds for.
    public func comesFrom(fieldWhere matches: (FieldRef) -> Bool) -> Bool {
        switch self {
        case .integer, .symbol, .function, .string, .address: false
        case .initial(let location): location.isIn(fieldWhere: matches)
        case .unary(_, let inner): inner.comesFrom(fieldWhere: matches)
        case .binary(_, let left, let right): left.comesFrom(fieldWhere: matches) || right.comesFrom(fieldWhere: matches)
        case .pure(_, let arguments): arguments.contains { $0.comesFrom(fieldWhere: matches) }
        case .part(let whole, let steps): steps.hasField(where: matches) || whole.comesFrom(fieldWhere: matches)
        }
    }
}

/// A piece of memory, named by the way to it.
public struct Location: Hashable, Sendable {
    public enum Base: Hashable, Sendable {
        /// A variable of a call, by the call's serial number on the path.
        case variable(frame: Int, number: Int)
        case global(String)
        /// What the value points to.
        case object(Value)
    }

    public enum Step: Hashable, Sendable {
        case field(FieldRef)
        case index(Value)
    }

    public var base: Base
    public var steps: [Step]

    public init(_ base: Base, _ steps: [Step] = []) {
        self.base = base
        self.steps = steps
    }

    /// The location one step further in.
    public func appending(_ step: Step) -> Location { Location(base, steps + [step]) }

    /// The location of a field of the object that a pointer points to.
    public static func field(_ field: FieldRef, of pointer: Value) -> Location {
        if case .address(let location) = pointer { return location.appending(.field(field)) }
        return Location(.object(pointer), [.field(field)])
    }

    /// Whether the location is or lies in a field that `matches` holds for: `i_mtime` for `inode->i_mtime.tv_sec`.
    public func isIn(fieldWhere matches: (FieldRef) -> Bool) -> Bool { steps.hasField(where: matches) }
}

extension [Location.Step] {
    fileprivate func hasField(where matches: (FieldRef) -> Bool) -> Bool {
        contains { step in
            if case .field(let field) = step { matches(field) } else { false }
        }
    }
}

extension BinaryOperation {
    var isComparison: Bool {
        switch self {
        case .less, .greater, .lessOrEqual, .greaterOrEqual, .equal, .notEqual: true
        default: false
        }
    }

    /// The comparison that holds exactly when this one does not.
    var negated: BinaryOperation {
        switch self {
        case .less: .greaterOrEqual
        case .greater: .lessOrEqual
        case .lessOrEqual: .greater
        case .greaterOrEqual: .less
        case .equal: .notEqual
        case .notEqual: .equal
        default: self
        }
    }

    /// The comparison with its sides exchanged.
    var mirrored: BinaryOperation {
        switch self {
        case .less: .greater
        case .greater: .less
        case .lessOrEqual: .greaterOrEqual
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }

    /// The result for two known numbers; nil for what C leaves undefined.
    func apply(_ left: Int64, _ right: Int64) -> Int64? {
        switch self {
        case .multiply: left &* right
        case .divide: right == 0 || (left == .min && right == -1) ? nil : left / right
        case .remainder: right == 0 || (left == .min && right == -1) ? nil : left % right
        case .add: left &+ right
        case .subtract: left &- right
        case .shiftLeft: (0..<64).contains(right) ? left << right : nil
        case .shiftRight: (0..<64).contains(right) ? left >> right : nil
        case .and: left & right
        case .or: left | right
        case .exclusiveOr: left ^ right
        case .less: left < right ? 1 : 0
        case .greater: left > right ? 1 : 0
        case .lessOrEqual: left <= right ? 1 : 0
        case .greaterOrEqual: left >= right ? 1 : 0
        case .equal: left == right ? 1 : 0
        case .notEqual: left != right ? 1 : 0
        }
    }
}
