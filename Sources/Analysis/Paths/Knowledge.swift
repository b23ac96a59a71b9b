import HashTreeCollections
import Program

/// What the branches of a path have told about values: intervals, exclusions and equalities.
public struct Knowledge: Hashable {
    /// What is known of one value read as a signed number.
    struct Interval: Hashable {
        var lower = Int64.min
        var upper = Int64.max
        var excluded: Set<Int64> = []

        /// Takes excluded numbers off the ends; false where nothing is left.
        mutating func tighten() -> Bool {
            while lower <= upper, excluded.contains(lower), lower < .max { lower += 1 }
            while lower <= upper, excluded.contains(upper), upper > .min { upper -= 1 }
            return lower <= upper && !(lower == upper && excluded.contains(lower))
        }
    }

    private var intervals: TreeDictionary<Value, Interval> = [:]
    /// A value's other name, once two turned out equal.
    private var names: TreeDictionary<Value, Value> = [:]

    /// The one name that stands for all values known to be equal; a number where it is known.
    public func canonical(_ value: Value) -> Value {
        var value = value
        while let other = names[value] { value = other }
        if let interval = intervals[value], interval.lower == interval.upper { return .integer(interval.lower) }
        return value
    }

    // MARK: Computing

    /// The value of a computation, as far as the path knows it.
    func compute(_ operation: BinaryOperation, _ first: Value, _ second: Value) -> Value {
        let left = canonical(first)
        let right = canonical(second)
        if case .integer(let a) = left, case .integer(let b) = right, let result = operation.apply(a, b) {
            return .integer(result)
        }
        switch (operation, left, right) {
        case (.add, let value, .integer(0)), (.subtract, let value, .integer(0)), (.or, let value, .integer(0)),
            (.add, .integer(0), let value), (.or, .integer(0), let value):
            return value
        case (.and, _, .integer(0)), (.and, .integer(0), _), (.multiply, _, .integer(0)): return .integer(0)
        case (.notEqual, .binary(let inner, _, _), .integer(0)) where inner.isComparison: return left
        // `mask &= MAY_EXEC | MAY_NOT_BLOCK; ... mask & MAY_NOT_BLOCK`
        case (.and, .binary(.and, let value, .integer(let first)), .integer(let second)): return compute(.and, value, .integer(first & second))
        default: break
        }
        if operation.isComparison, let truth = decide(operation, left, right) { return .integer(truth ? 1 : 0) }
        return canonical(.binary(operation, left, right))
    }

    func compute(_ operation: UnaryOperation, _ value: Value) -> Value {
        let value = canonical(value)
        if case .integer(let number) = value {
            switch operation {
            case .negate: return .integer(0 &- number)
            case .complement: return .integer(~number)
            case .not: return .integer(number == 0 ? 1 : 0)
            }
        }
        if operation == .not { return compute(.equal, value, .integer(0)) }
        return canonical(.unary(operation, value))
    }

    /// Whether a comparison holds on this path; nil where both are possible.
    private func decide(_ operation: BinaryOperation, _ left: Value, _ right: Value) -> Bool? {
        if left == right {
            return operation == .equal || operation == .lessOrEqual || operation == .greaterOrEqual
        }
        if case .integer(let number) = right, let truth = decide(operation, left, number) { return truth }
        if case .integer(let number) = left, let truth = decide(operation.mirrored, right, number) { return truth }
        if operation == .equal || operation == .notEqual, left.isAddressLike, right.isAddressLike {
            return operation == .notEqual
        }
        return nil
    }

    /// Whether one of the bits that a value is masked with is known to be set.
    private func hasOneBit(_ value: Value) -> Bool {
        guard case .binary(.and, let masked, .integer(let mask)) = value, mask.nonzeroBitCount > 1 else { return false }
        return (0..<64).contains { bit in
            mask & (1 << bit) != 0 && intervals[.binary(.and, masked, .integer(1 << bit))]?.excluded.contains(0) == true
        }
    }

    private func decide(_ operation: BinaryOperation, _ value: Value, _ number: Int64) -> Bool? {
        if value.isAddressLike {
            guard number == 0 else { return nil }
            return operation == .notEqual ? true : operation == .equal ? false : nil
        }
        if number == 0, operation == .equal || operation == .notEqual, hasOneBit(value) { return operation == .notEqual }
        let interval = interval(of: value)
        switch operation {
        case .equal:
            return number < interval.lower || number > interval.upper || interval.excluded.contains(number) ? false : nil
        case .notEqual:
            return number < interval.lower || number > interval.upper || interval.excluded.contains(number) ? true : nil
        case .less: return interval.upper < number ? true : interval.lower >= number ? false : nil
        case .lessOrEqual: return interval.upper <= number ? true : interval.lower > number ? false : nil
        case .greater: return interval.lower > number ? true : interval.upper <= number ? false : nil
        case .greaterOrEqual: return interval.lower >= number ? true : interval.upper < number ? false : nil
        default: return nil
        }
    }

    private func interval(of value: Value) -> Interval {
        if let known = intervals[value] { return known }
        // A truth value is 0 or 1 whatever else is unknown.
        if case .binary(let operation, _, _) = value, operation.isComparison { return Interval(lower: 0, upper: 1) }
        return Interval()
    }

    /// The truth of a value; nil where both are possible.
    public func truth(of value: Value) -> Bool? {
        switch canonical(value) {
        case .integer(let number): return number != 0
        case let known where known.isAddressLike: return true
        case let known: return decide(.notEqual, known, 0)
        }
    }

    // MARK: Learning

    /// Takes in that a value is not zero, or is; false where the path contradicts it.
    mutating func assume(_ value: Value, isTrue: Bool) -> Bool {
        let value = canonical(value)
        if let known = truth(of: value) { return known == isTrue }
        switch value {
        case .unary(.not, let inner): return assume(inner, isTrue: !isTrue)
        case .binary(let operation, let left, let right) where operation.isComparison:
            guard restrict(value, isTrue ? .notEqual : .equal, 0) else { return false }
            return compare(isTrue ? operation : operation.negated, left, right)
        default: return restrict(value, isTrue ? .notEqual : .equal, 0) && drawConclusions(value, isTrue: isTrue)
        }
    }

    /// The kernel's error pointers: an error pointer is not null, and its error number is negative.
    private mutating func drawConclusions(_ value: Value, isTrue: Bool) -> Bool {
        guard case .pure(let name, let arguments) = value, let pointer = arguments.first else { return true }
        switch (name, isTrue) {
        case ("IS_ERR", true):
            return restrict(canonical(pointer), .notEqual, 0)
                && restrict(canonical(.pure("PTR_ERR", [pointer])), .less, 0)
        case ("IS_ERR_OR_NULL", false):
            return restrict(canonical(pointer), .notEqual, 0) && assume(.pure("IS_ERR", [pointer]), isTrue: false)
        default: return true
        }
    }

    /// Takes in that a comparison holds.
    mutating func compare(_ operation: BinaryOperation, _ first: Value, _ second: Value) -> Bool {
        let left = canonical(first)
        let right = canonical(second)
        if let known = decide(operation, left, right) { return known }
        if case .integer(let number) = right { return restrict(left, operation, number) }
        if case .integer(let number) = left { return restrict(right, operation.mirrored, number) }
        if operation == .equal { return unify(left, right) }
        return true
    }

    private mutating func unify(_ left: Value, _ right: Value) -> Bool {
        // An address says more than a name, so it is the one that stays.
        let (stays, goes) = left.isAddressLike ? (left, right) : (right, left)
        var merged = interval(of: stays)
        let other = interval(of: goes)
        merged.lower = max(merged.lower, other.lower)
        merged.upper = min(merged.upper, other.upper)
        merged.excluded.formUnion(other.excluded)
        guard merged.tighten() else { return false }
        names[goes] = stays
        if merged != Interval() { intervals[stays] = merged }
        return true
    }

    private mutating func restrict(_ value: Value, _ operation: BinaryOperation, _ number: Int64) -> Bool {
        if case .integer(let known) = value { return operation.apply(known, number) == 1 }
        var interval = interval(of: value)
        switch operation {
        case .equal:
            interval.lower = max(interval.lower, number)
            interval.upper = min(interval.upper, number)
        case .notEqual: interval.excluded.insert(number)
        case .less:
            guard number > .min else { return false }
            interval.upper = min(interval.upper, number - 1)
        case .lessOrEqual: interval.upper = min(interval.upper, number)
        case .greater:
            guard number < .max else { return false }
            interval.lower = max(interval.lower, number + 1)
        case .greaterOrEqual: interval.lower = max(interval.lower, number)
        default: return true
        }
        guard interval.tighten() else { return false }
        intervals[value] = interval
        return true
    }
}

extension Value {
    /// Whether the value is certainly a valid pointer.
    var isAddressLike: Bool {
        switch self {
        case .address, .function, .string: true
        default: false
        }
    }
}
