import Program

/// What is known at one point of a function on the way of a method: of its variables, and of what was done until now.
struct DutyState: Equatable {
    /// What the way has done and found out; states that differ in it are not joined.
    struct Way: Hashable {
        /// What is to be done before has been.
        var isDone = false
        var answers = Answers()
        /// What the request is that is filled in, and has not been sent.
        var opcode: Int64?
        /// A request was filled in, or sent, since the function was entered.
        var hasFilled = false
        var hasAsked = false
        /// What may turn out to have been done too early, or is to be done yet: trails of the analysis, in order.
        var pending: [Int] = []

        mutating func insert(_ trail: Int) {
            let place = pending.firstIndex { $0 >= trail } ?? pending.count
            if place == pending.count || pending[place] != trail { pending.insert(trail, at: place) }
        }
    }

    /// What the way knows of what the duty asks, a bit a question.
    struct Answers: Hashable {
        var known: UInt32 = 0
        var yes: UInt32 = 0

        subscript(question: Int) -> Bool? {
            get { known & 1 << UInt32(question) != 0 ? yes & 1 << UInt32(question) != 0 : nil }
            set {
                let bit: UInt32 = 1 << UInt32(question)
                known = newValue == nil ? known & ~bit : known | bit
                yes = newValue == true ? yes | bit : yes & ~bit
            }
        }
    }

    /// What a value that is not 0 says.
    enum Test: Hashable {
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

        /// Little, but nearly all that values differ in.
        func hash(into hasher: inout Hasher) {
            hasher.combine(range.lower)
            hasher.combine(range.upper)
            hasher.combine(owner)
        }
    }

    private struct Value: Equatable {
        var variable: Int
        var known: Known
    }

    var way: Way
    /// In the order of the variables; those that may be anything are not here.
    private var values: [Value] = []

    init(way: Way) { self.way = way }

    subscript(variable: Int) -> Known {
        get { values.first { $0.variable == variable }?.known ?? .anything }
        set {
            forget { $0.isAbout(variable) }
            put(newValue, variable)
        }
    }

    private mutating func put(_ known: Known, _ variable: Int) {
        let place = values.firstIndex { $0.variable >= variable } ?? values.count
        let isThere = place < values.count && values[place].variable == variable
        if known == .anything {
            if isThere { values.remove(at: place) }
        } else if isThere {
            values[place].known = known
        } else {
            values.insert(Value(variable: variable, known: known), at: place)
        }
    }

    private mutating func forget(where isStale: (Test) -> Bool) {
        for index in values.indices {
            if case .test(let test)? = values[index].known.meaning, isStale(test) { values[index].known.meaning = nil }
        }
    }

    /// Forgets what variables say of a place that is given another value.
    mutating func forget(place: Int) {
        for index in values.indices {
            switch values[index].known.meaning {
            case .bits(place, _)?, .test(.bits(place, _, _, _))?: values[index].known.meaning = nil
            default: continue
            }
        }
    }

    /// Forgets all that is known of variables that are not read any more, nor asked about by those that are.
    mutating func keep(_ isLive: (Int) -> Bool) {
        guard !values.allSatisfy({ isLive($0.variable) }) else { return }
        let all = values
        values.removeAll { value in
            !isLive(value.variable) && !all.contains { other in
                if case .test(let test)? = other.known.meaning { test.isAbout(value.variable) && isLive(other.variable) } else { false }
            }
        }
    }

    /// Rules out what a comparison says of a variable.
    ///
    /// - Returns: whether anything is left.
    mutating func restrict(_ variable: Int, _ operation: BinaryOperation, _ number: Int64) -> Bool {
        var known = self[variable]
        guard let left = known.range.restricted(operation, number) else { return false }
        known.range = left
        put(known, variable)
        return true
    }

    /// Takes in another state of the same point and way.
    ///
    /// - Returns: whether less is known than before.
    mutating func formUnion(_ other: DutyState) -> Bool {
        guard values != other.values else { return false }
        var joined: [Value] = []
        var place = 0
        for value in values {
            while place < other.values.count, other.values[place].variable < value.variable { place += 1 }
            guard place < other.values.count, other.values[place].variable == value.variable else { continue }
            let known = value.known.joined(other.values[place].known)
            if known != .anything { joined.append(Value(variable: value.variable, known: known)) }
        }
        guard joined != values else { return false }
        values = joined
        return true
    }
}
