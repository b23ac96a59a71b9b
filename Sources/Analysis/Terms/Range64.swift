/// What is known of a number: its bounds, and whether it is zero.
///
/// Pointers are numbers too: null is 0, error pointers are their negative error numbers, all others are positive.
struct Range64: Hashable, Sendable {
    var lower: Int64
    var upper: Int64
    var excludesZero = false

    static let all = Range64(lower: .min, upper: .max)
    static let valid = Range64(lower: 1, upper: .max)
    static let truth = Range64(lower: 0, upper: 1)
    static let pointer = Range64(lower: -4095, upper: .max)
    static let errorPointer = Range64(lower: -4095, upper: -1)
    static func exactly(_ number: Int64) -> Range64 { Range64(lower: number, upper: number) }

    var constant: Int64? { lower == upper ? lower : nil }
    var isEmpty: Bool { lower > upper || (lower == 0 && upper == 0 && excludesZero) }
    var allowsZero: Bool { lower <= 0 && upper >= 0 && !excludesZero }
    var allowsNegative: Bool { lower < 0 }
    var allowsPositive: Bool { upper > 0 }
    /// 1 or 0 where it is certain whether the number is zero.
    var truth: Bool? { !allowsZero ? true : lower == 0 && upper == 0 ? false : nil }

    /// On which side of zero the number lies.
    enum Sign { case zero, negative, positive, mixed }

    var sign: Sign { self == .exactly(0) ? .zero : upper < 0 ? .negative : lower > 0 ? .positive : .mixed }

    func contains(_ number: Int64) -> Bool { lower <= number && number <= upper && !(number == 0 && excludesZero) }

    func meet(_ other: Range64) -> Range64 {
        Range64(
            lower: max(lower, other.lower), upper: min(upper, other.upper), excludesZero: excludesZero || other.excludesZero
        ).tightened
    }

    func hull(_ other: Range64) -> Range64 {
        Range64(
            lower: min(lower, other.lower), upper: max(upper, other.upper),
            excludesZero: !allowsZero && !other.allowsZero
        ).tightened
    }

    /// A range that holds both and no longer grows: bounds that move go to the end.
    func widened(by other: Range64, within limit: Range64) -> Range64 {
        Range64(
            lower: other.lower < lower ? limit.lower : lower, upper: other.upper > upper ? limit.upper : upper,
            excludesZero: !allowsZero && !other.allowsZero
        ).tightened
    }

    /// The same numbers in one form.
    var tightened: Range64 {
        var result = self
        if result.excludesZero {
            if result.lower == 0 { result.lower = 1 }
            if result.upper == 0 { result.upper = -1 }
            if result.lower > 0 || result.upper < 0 { result.excludesZero = false }
        }
        return result
    }

    func overlaps(_ other: Range64) -> Bool { !meet(other).isEmpty }

    /// Whether one number is less than another; nil where both are possible.
    func isLess(than other: Range64) -> Bool? {
        if upper < other.lower { return true }
        // An upper bound of .max stands for all unsigned numbers beyond it, too.
        if lower >= other.upper, other.upper < .max { return false }
        return nil
    }

    func shifted(by amount: Int64) -> Range64 {
        let (low, lowOverflow) = lower.addingReportingOverflow(amount)
        let (high, highOverflow) = upper.addingReportingOverflow(amount)
        // What is counted up to no known end does not come round, and neither does what is counted down above zero.
        if upper == .max, lower > .min, !lowOverflow, amount > 0 || low >= 0 { return Range64(lower: low, upper: .max) }
        if lower == .min || upper == .max || lowOverflow || highOverflow { return .all }
        return Range64(lower: low, upper: high)
    }
}
