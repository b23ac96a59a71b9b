import Program

/// A place in a function.
struct CodeSite: Hashable {
    var function: FunctionRef
    var span: Span

    /// Places of one function are mostly what is told apart, and its name is long.
    func hash(into hasher: inout Hasher) {
        hasher.combine(span.line)
        hasher.combine(span.column)
    }
}

/// What a number or pointer may be: constants, each with where it comes from, and ranges of all else.
///
/// Pointers are numbers: null is 0, error pointers are their negative error numbers, all others are positive.
struct PossibleResults: Hashable {
    struct Constant: Hashable {
        var number: Int64
        /// Where it is written, or where a comparison has shown it.
        var site: CodeSite
        var isWritten: Bool
        /// Where the connection was told for good, while this was -ENOSYS, that the server does not know the request.
        var remembered: CodeSite?
    }

    struct Range: Hashable {
        var lower: Int64
        var upper: Int64
        /// Numbers in between that comparisons have ruled out.
        var besides: Set<Int64> = []

        static let all = Range(lower: .min, upper: .max)
        static let errors = Range(lower: -4095, upper: -1)
        static let errorsAndZero = Range(lower: -4095, upper: 0)
        static let errorsAndCounts = Range(lower: -4095, upper: .max)
        static let pointers = Range(lower: 1, upper: .max)

        func contains(_ number: Int64) -> Bool { lower <= number && number <= upper && !besides.contains(number) }

        func joined(_ other: Range) -> Range {
            guard !besides.isEmpty || !other.besides.isEmpty
            else { return Range(lower: min(lower, other.lower), upper: max(upper, other.upper)) }
            return Range(
                lower: min(lower, other.lower), upper: max(upper, other.upper),
                besides: besides.union(other.besides).filter { !contains($0) && !other.contains($0) })
        }

        /// The same without what a comparison with a number has ruled out; nil where nothing is left.
        func restricted(_ operation: BinaryOperation, _ number: Int64) -> Range? {
            var range = self
            switch operation {
            case .equal: return contains(number) ? Range(lower: number, upper: number) : nil
            case .notEqual: range.besides.insert(number)
            case .less where number > .min: range.upper = min(range.upper, number - 1)
            case .lessOrEqual: range.upper = min(range.upper, number)
            case .greater where number < .max: range.lower = max(range.lower, number + 1)
            case .greaterOrEqual: range.lower = max(range.lower, number)
            default: break
            }
            guard !range.besides.isEmpty else { return range.lower > range.upper ? nil : range }
            while range.besides.contains(range.lower), range.lower < range.upper { range.lower += 1 }
            while range.besides.contains(range.upper), range.lower < range.upper { range.upper -= 1 }
            range.besides = range.besides.filter { range.lower <= $0 && $0 <= range.upper }
            return range.lower > range.upper || range.besides.contains(range.lower) ? nil : range
        }
    }

    /// More constants than this are a range.
    private static let limit = 16

    private(set) var constants: Set<Constant> = []
    /// What is known of the rest: by the request, where it is the server's answer to one; nil is for all else.
    private(set) var ranges: [CodeSite?: Range] = [:]
    /// There have been too many constants to tell them apart.
    private var isCrowded = false

    static let anything = PossibleResults(.all)

    init() {}

    init(_ number: Int64, at site: CodeSite) { constants = [Constant(number: number, site: site, isWritten: true)] }

    init(_ range: Range, answerTo request: CodeSite? = nil) { ranges[request] = range }

    /// Whether no value is possible.
    var isEmpty: Bool { constants.isEmpty && ranges.isEmpty }

    /// The number, where there is one only.
    var number: Int64? {
        guard ranges.isEmpty, let first = constants.first?.number else { return nil }
        return constants.allSatisfy { $0.number == first } ? first : nil
    }

    /// The requests to which the server may have answered this number, as far as nobody has asked.
    func requests(answered number: Int64) -> [CodeSite] {
        ranges.compactMap { request, range in range.contains(number) ? request : nil }
    }

    mutating func formUnion(_ other: PossibleResults) {
        constants.formUnion(other.constants)
        ranges.merge(other.ranges) { $0.joined($1) }
        isCrowded = isCrowded || other.isCrowded || constants.count > Self.limit
        guard isCrowded else { return }
        // What stands for more than a number is not to be lost.
        for constant in constants where constant.remembered == nil {
            constants.remove(constant)
            let range = Range(lower: constant.number, upper: constant.number)
            ranges[nil] = ranges[nil]?.joined(range) ?? range
        }
    }

    /// Notes that the connection was told at `site` what this, -ENOSYS, says.
    mutating func remember(at site: CodeSite) {
        constants = Set(constants.map { constant in
            var constant = constant
            constant.remembered = constant.remembered ?? site
            return constant
        })
    }

    /// The same bits as a value of another type.
    func fitted(to type: CType) -> PossibleResults {
        guard case .integer(let bits, let isSigned) = type, bits < 64,
            constants.contains(where: { Self.fit($0.number, bits: bits, isSigned: isSigned) != $0.number })
        else { return self }
        var fitted = self
        fitted.constants = Set(constants.map { constant in
            var constant = constant
            constant.number = Self.fit(constant.number, bits: bits, isSigned: isSigned)
            return constant
        })
        return fitted
    }

    /// The number that the lowest bits of another one are.
    static func fit(_ number: Int64, bits: Int, isSigned: Bool) -> Int64 {
        let up = Int64(64 - bits)
        return isSigned ? (number << up) >> up : Int64(bitPattern: UInt64(bitPattern: number << up) >> UInt64(up))
    }

    /// The same without what a comparison with a number has ruled out.
    ///
    /// - Parameter site: where is compared.
    func restricted(_ operation: BinaryOperation, _ number: Int64, at site: CodeSite) -> PossibleResults {
        var found = PossibleResults()
        found.constants = constants.filter { Self.holds($0.number, operation, number) }
        for (request, range) in ranges {
            switch operation {
            case .equal:
                guard range.contains(number) else { continue }
                found.constants.insert(Constant(number: number, site: site, isWritten: false))
            default:
                if let left = range.restricted(operation, number) { found.ranges[request] = left }
            }
        }
        return found
    }

    private static func holds(_ left: Int64, _ operation: BinaryOperation, _ right: Int64) -> Bool {
        switch operation {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        default: true
        }
    }
}
