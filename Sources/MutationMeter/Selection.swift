/// Random numbers that are the same for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A mutant that changes nothing that matters, with the reason.
struct Equivalent: Hashable {
    var kind: String
    var file: String
    var function: String
    var statement: String

    init(_ mutant: Mutant) {
        kind = mutant.kind.rawValue
        file = mutant.file
        function = mutant.function
        statement = mutant.statement
    }

    /// One line of the list: kind, file, function, statement and reason, with tabs between.
    init?(line: String) {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, !parts[4].stripped.isEmpty else { return nil }
        kind = parts[0]
        file = parts[1]
        function = parts[2]
        statement = parts[3]
    }
}

/// Picks some of many mutants: each kind in proportion to its sites, the same ones for the same seed.
func pick(_ count: Int, of mutants: [Mutant], seed: UInt64) -> [Mutant] {
    var generator = SeededGenerator(seed: seed)
    return Array(mutants.shuffled(using: &generator).prefix(count)).sorted { ($0.file, $0.line, $0.kind.rawValue) < ($1.file, $1.line, $1.kind.rawValue) }
}
