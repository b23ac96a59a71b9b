import Program

/// What is known at one point of a function on the way of a method: of its variables, and of what was done until now.
struct DutyState: Equatable {
    /// What the way has done and found out; states that differ in it are not joined.
    struct Way: Hashable {
        /// The duties, by their bits, of which that has been done which is to be done before.
        var done: UInt64 = 0
        /// What the way knows of what the duties ask.
        var answers: [Bool?]
        /// What the request is that is filled in, and has not been sent.
        var opcode: Int64?
        /// A request was filled in, or sent, since the function was entered.
        var hasFilled = false
        var hasAsked = false
        /// What may turn out to have been done too early, or is to be done yet.
        var pending: Set<Pending> = []
    }

    /// A duty that was not met until now.
    struct Pending: Hashable {
        var duty: Int
        var trail: [CodeSite]
    }

    /// What a value that is not 0 says.
    indirect enum Test: Hashable {
        case constant(Bool)
        case compares(Int, BinaryOperation, Int64)
        /// What questions ask of, and'ed with a mask, is a number.
        case bits(place: Int, mask: Int64, value: Int64, isEqual: Bool)
        case sizeStays(Bool)
        case sizeGrows(Bool)

        var negated: Test {
            switch self {
            case .constant(let holds): .constant(!holds)
            case .compares(let variable, let operation, let number): .compares(variable, operation.negated ?? operation, number)
            case .bits(let place, let mask, let value, let isEqual):
                .bits(place: place, mask: mask, value: value, isEqual: !isEqual)
            case .sizeStays(let stays): .sizeStays(!stays)
            case .sizeGrows(let grows): .sizeGrows(!grows)
            }
        }

        func isAbout(_ variable: Int) -> Bool {
            if case .compares(variable, _, _) = self { true } else { false }
        }
    }

    /// What a value is, beside a number.
    enum Meaning: Hashable {
        /// What questions ask of, and'ed with a mask.
        case bits(place: Int, mask: Int64)
        case test(Test)
        /// The size that the inode has.
        case size
    }

    /// What is known of a value.
    struct Known: Hashable {
        var range: PossibleResults.Range
        var meaning: Meaning?
        /// The method's argument that it is, or was reached from.
        var owner: Int?

        static let anything = Known()

        init(range: PossibleResults.Range = .all, meaning: Meaning? = nil, owner: Int? = nil) {
            self.range = range
            self.meaning = meaning
            self.owner = owner
        }

        init(number: Int64) { self.init(range: PossibleResults.Range(number: number)) }

        /// The same for another function, which does not know this one's variables.
        var abroad: Known {
            guard case .test(.compares)? = meaning else { return self }
            return Known(range: range, owner: owner)
        }

        func joined(_ other: Known) -> Known {
            Known(
                range: range.joined(other.range), meaning: meaning == other.meaning ? meaning : nil,
                owner: owner == other.owner ? owner : nil)
        }
    }

    var way: Way
    /// Variables that may be anything are not here.
    private var values: [Int: Known] = [:]

    init(way: Way) { self.way = way }

    subscript(variable: Int) -> Known {
        get { values[variable] ?? .anything }
        set {
            forget { $0.isAbout(variable) }
            values[variable] = newValue == .anything ? nil : newValue
        }
    }

    private mutating func forget(where isStale: (Test) -> Bool) {
        for (variable, known) in values {
            if case .test(let test)? = known.meaning, isStale(test) { values[variable]?.meaning = nil }
        }
    }

    /// Forgets what variables say of a place that is given another value.
    mutating func forget(place: Int) {
        for (variable, known) in values {
            switch known.meaning {
            case .bits(place, _)?, .test(.bits(place, _, _, _))?: values[variable]?.meaning = nil
            default: continue
            }
        }
    }

    /// Forgets all that is known of variables that are not used again.
    mutating func forget(_ variables: Set<Int>) {
        guard values.keys.contains(where: variables.contains) else { return }
        values = values.filter { !variables.contains($0.key) }
    }

    /// Rules out what a comparison says of a variable.
    ///
    /// - Returns: whether anything is left.
    mutating func restrict(_ variable: Int, _ operation: BinaryOperation, _ number: Int64) -> Bool {
        guard let left = self[variable].range.restricted(operation, number) else { return false }
        var known = self[variable]
        known.range = left
        values[variable] = known == .anything ? nil : known
        return true
    }

    /// Takes in another state of the same point and way.
    mutating func formUnion(_ other: DutyState) {
        values = values.reduce(into: [:]) { joined, entry in
            guard let known = other.values[entry.key].map(entry.value.joined), known != .anything else { return }
            joined[entry.key] = known
        }
    }
}
