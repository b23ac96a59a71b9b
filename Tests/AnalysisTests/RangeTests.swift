import Testing

@testable import Analysis

/// Ranges of small numbers against the sets that they stand for, and the edges of 64 bits.
struct RangeTests {
    private static let universe = Array(Int64(-4)...4)

    /// All ranges between -3 and 3 that hold something, with and without zero, in their one form.
    private static let ranges: [Range64] = (Int64(-3)...3).flatMap { lower in
        (lower...3).flatMap { upper in
            [false, true].map { Range64(lower: lower, upper: upper, excludesZero: $0) }
        }
    }.filter { !$0.isEmpty }.map(\.tightened)

    private func numbers(_ range: Range64) -> Set<Int64> { Set(Self.universe.filter(range.contains)) }

    private var pairs: [(Range64, Range64)] { Self.ranges.flatMap { first in Self.ranges.map { (first, $0) } } }

    @Test func oneSetHasOneForm() {
        for lower in Int64(-3)...3 {
            for upper in Int64(-3)...3 {
                let range = Range64(lower: lower, upper: upper, excludesZero: true)
                let same = Self.ranges.filter { numbers($0) == numbers(range) }
                #expect(range.tightened.isEmpty == numbers(range).isEmpty)
                if !numbers(range).isEmpty { #expect(Set(same) == [range.tightened]) }
            }
        }
        #expect(Set(Self.ranges.map(numbers)).count == Set(Self.ranges).count)
    }

    @Test func meetIsTheIntersection() {
        for (first, second) in pairs {
            let met = first.meet(second)
            #expect(numbers(met) == numbers(first).intersection(numbers(second)), "\(first) and \(second)")
            #expect(met.isEmpty == numbers(met).isEmpty)
            #expect(first.overlaps(second) == !numbers(met).isEmpty)
            #expect(met == second.meet(first))
            #expect(first.contains(second) == numbers(second).isSubset(of: numbers(first)))
        }
    }

    @Test func hullIsTheSmallestRangeWithBoth() throws {
        for (first, second) in pairs {
            let both = numbers(first).union(numbers(second))
            let (low, high) = (try #require(both.min()), try #require(both.max()))
            let expected = Set((low...high).filter { $0 != 0 || both.contains(0) })
            #expect(numbers(first.hull(second)) == expected, "\(first) and \(second)")
            #expect(first.hull(second) == second.hull(first))
        }
    }

    @Test func wideningHoldsBothAndComesToAnEnd() {
        let limit = Range64(lower: -4, upper: 4)
        for (first, second) in pairs {
            let wide = first.widened(by: second, within: limit)
            #expect(numbers(wide).isSuperset(of: numbers(first).union(numbers(second))), "\(first) and \(second)")
            #expect(wide.widened(by: second, within: limit) == wide && wide.widened(by: first, within: limit) == wide)
            // Bounds that stay stay, those that move go to the end at once.
            #expect(wide.lower == first.lower || wide.lower == limit.lower || wide.lower == 1)
            #expect(wide.upper == first.upper || wide.upper == limit.upper || wide.upper == -1)
        }
        #expect(Range64(lower: 0, upper: 1).widened(by: Range64(lower: 0, upper: 2), within: .all) == Range64(lower: 0, upper: .max))
        #expect(Range64(lower: 1, upper: 1).widened(by: Range64(lower: -2, upper: -1), within: .all).allowsZero == false)
        #expect(Range64.exactly(3).widened(by: .exactly(3), within: .all) == .exactly(3))
    }

    @Test func signTellsTheSide() {
        for range in Self.ranges {
            let all = numbers(range)
            let expected: Range64.Sign =
                all == [0] ? .zero : all.allSatisfy { $0 < 0 } ? .negative : all.allSatisfy { $0 > 0 } ? .positive : .mixed
            #expect(range.sign == expected, "\(range)")
            #expect(range.allowsNegative == all.contains { $0 < 0 } && range.allowsPositive == all.contains { $0 > 0 })
        }
        #expect(Range64.valid.sign == .positive && Range64.errorPointer.sign == .negative && Range64.pointer.sign == .mixed)
    }

    @Test func truthIsKnownWhereZeroIsInOrOut() {
        for range in Self.ranges {
            let all = numbers(range)
            #expect(range.truth == (!all.contains(0) ? true : all == [0] ? false : nil), "\(range)")
            #expect(range.allowsZero == all.contains(0))
            #expect(range.constant == (all.count == 1 ? all.first : nil))
        }
        #expect(Range64.truth.truth == nil && Range64.valid.truth == true && Range64.errorPointer.truth == true && Range64.all.truth == nil)
    }

    @Test func lessIsKnownWhereAllPairsAgree() {
        for (first, second) in pairs {
            let answers = Set(numbers(first).flatMap { one in numbers(second).map { one < $0 } })
            #expect(first.isLess(than: second) == (answers.count == 1 ? answers.first : nil), "\(first) and \(second)")
        }
        // The largest number stands for all unsigned ones beyond it: those are not told apart.
        #expect(Range64.exactly(.max).isLess(than: .valid) == nil)
        #expect(Range64.exactly(.max).isLess(than: .exactly(.max)) == nil)
        #expect(Range64.exactly(.max).isLess(than: .exactly(5)) == false)
        #expect(Range64.exactly(.min).isLess(than: .exactly(.max)) == true)
    }

    @Test func shiftingMovesBothBounds() {
        for range in Self.ranges {
            let moved = range.shifted(by: 100)
            #expect(moved.lower == range.lower + 100 && moved.upper == range.upper + 100)
            #expect(moved.shifted(by: -100).contains(range))
            #expect(!moved.excludesZero)
        }
        #expect(Range64.exactly(5).shifted(by: -5) == .exactly(0))
    }

    @Test func whatOverflowsMayBeAnything() {
        #expect(Range64.exactly(.max - 1).shifted(by: 1) == .exactly(.max))
        #expect(Range64.exactly(.max - 1).shifted(by: 2) == .all)
        #expect(Range64.exactly(.min + 1).shifted(by: -1) == .exactly(.min))
        #expect(Range64.exactly(.min + 1).shifted(by: -2) == .all)
        #expect(Range64(lower: 0, upper: .max - 1).shifted(by: .max) == .all)
        #expect(Range64(lower: .min + 1, upper: 0).shifted(by: .min) == .all)
        // An end that stands for "no bound" does not move.
        #expect(Range64.all.shifted(by: 1) == .all)
        #expect(Range64(lower: .min, upper: 5).shifted(by: 1) == .all)
    }

    /// A counter that goes up does not come round: what it has left behind it does not meet again.
    @Test func whatIsCountedUpHasItsLowerBoundAsLongAsThereIsOne() {
        #expect(Range64(lower: 0, upper: .max).shifted(by: 1) == Range64(lower: 1, upper: .max))
        #expect(Range64(lower: -5, upper: .max).shifted(by: 3) == Range64(lower: -2, upper: .max))
        #expect(Range64.valid.shifted(by: -1) == Range64(lower: 0, upper: .max))
        // An unsigned number below zero is a large one.
        #expect(Range64.valid.shifted(by: -2) == .all)
        #expect(Range64(lower: .min, upper: 0).shifted(by: 1) == .all)
    }

    @Test func nothingIsLostAtTheEnds() {
        #expect(Range64.all.meet(.exactly(.max)) == .exactly(.max) && Range64.all.meet(.exactly(.min)) == .exactly(.min))
        #expect(Range64.exactly(.min).hull(.exactly(.max)) == Range64(lower: .min, upper: .max, excludesZero: true))
        #expect(Range64.all.contains(.max) && Range64.all.contains(.min) && Range64.all.contains(0))
        #expect(Range64.pointer.meet(.errorPointer) == .errorPointer && Range64.pointer.meet(.valid) == .valid)
        #expect(!Range64.valid.overlaps(.errorPointer) && !Range64.valid.overlaps(.exactly(0)))
        #expect(Range64.exactly(0).meet(Range64(lower: .min, upper: .max, excludesZero: true)).isEmpty)
    }

    @Test func aRangeReadsAsBounds() {
        #expect(Range64.exactly(-5).description == "-5" && Range64.valid.description == "1..." && Range64.all.description == "...")
        #expect(Range64(lower: -3, upper: 3, excludesZero: true).description == "-3...3 but 0")
    }
}
