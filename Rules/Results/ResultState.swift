import Program

/// What is known at one point of a function: of its variables, and of the way that led there.
struct ResultState: Equatable {
    /// What the way has decided; states that differ in it are not joined.
    struct Way: Hashable {
        /// Whether the call comes from RCU walk; nil as long as nobody has asked.
        var isWalk: Bool?
        /// Where the connection was told that the server does not know a request.
        var told: Set<Span> = []
        /// The connection was asked, and knows that the server does not know the request.
        var isRefused = false
    }

    /// What a variable that is not 0 says.
    enum Test: Hashable {
        case compares(Int, BinaryOperation, Int64)
        case walk(Bool)
        case refused(Bool)

        var negated: Test {
            switch self {
            case .compares(let variable, let operation, let number): .compares(variable, operation.negated ?? operation, number)
            case .walk(let isWalk): .walk(!isWalk)
            case .refused(let isRefused): .refused(!isRefused)
            }
        }

        func isAbout(_ variable: Int) -> Bool {
            if case .compares(variable, _, _) = self { true } else { false }
        }
    }

    var way = Way()
    /// Variables that may be anything are not here.
    private var results: [Int: PossibleResults] = [:]
    private(set) var tests: [Int: Test] = [:]
    /// Variables that hold what another one holds.
    private var copies: [Int: Int] = [:]

    subscript(variable: Int) -> PossibleResults { results[variable] ?? .anything }

    /// Gives a variable a value.
    ///
    /// - Parameters:
    ///   - original: the variable that the value is of.
    ///   - test: what the value says where it is not 0.
    mutating func set(_ variable: Int, _ value: PossibleResults, copyOf original: Int? = nil, test: Test? = nil) {
        let root = original.map { copies[$0] ?? $0 }
        guard root != variable else { return }
        forget(variable)
        results[variable] = value == .anything ? nil : value
        copies[variable] = root
        tests[variable] = test?.isAbout(variable) == true ? nil : test
    }

    private mutating func forget(_ variable: Int) {
        tests[variable] = nil
        for (other, test) in tests where test.isAbout(variable) { tests[other] = nil }
        copies[variable] = nil
        let same = copies.keys.filter { copies[$0] == variable }
        guard let root = same.min() else { return }
        for other in same { copies[other] = other == root ? nil : root }
    }

    /// Rules out what a comparison says of a variable and its copies.
    ///
    /// - Returns: whether anything is left.
    mutating func restrict(_ variable: Int, _ operation: BinaryOperation, _ number: Int64, at site: CodeSite) -> Bool {
        let root = copies[variable] ?? variable
        for same in [root] + copies.keys.filter({ copies[$0] == root }) {
            let left = self[same].restricted(operation, number, at: site)
            if left.isEmpty { return false }
            results[same] = left
        }
        return true
    }

    /// Notes on what is -ENOSYS for sure that the connection was told so.
    mutating func remember(at site: CodeSite, isENOSYS: (Int64) -> Bool) {
        for (variable, value) in results where value.number.map(isENOSYS) == true {
            results[variable]?.remember(at: site)
            way.told.insert(site.span)
        }
    }

    private mutating func join(_ variable: Int, _ other: PossibleResults) {
        var value = self[variable]
        value.formUnion(other)
        results[variable] = value == .anything ? nil : value
    }

    /// Takes in another state of the same point and way.
    mutating func formUnion(_ other: ResultState) {
        // Most are the same on both ways.
        for (variable, theirs) in other.results where results[variable] != theirs { join(variable, theirs) }
        for variable in results.keys where other.results[variable] == nil { join(variable, .anything) }
        tests = tests.filter { other.tests[$0.key] == $0.value }
        copies = copies.filter { other.copies[$0.key] == $0.value }
    }
}

extension BinaryOperation {
    /// The comparison that holds where this one does not; nil for what is no comparison.
    var negated: BinaryOperation? {
        switch self {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .greaterOrEqual: .less
        case .greater: .lessOrEqual
        case .lessOrEqual: .greater
        default: nil
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
}
