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

/// Some of many mutants.
public enum Selection {
    /// Picks at random, so that each kind comes in proportion to its sites: the same ones for the same seed, in the order of their places.
    public static func pick(_ count: Int, of mutants: [Mutant], seed: UInt64) -> [Mutant] {
        var generator = SeededGenerator(seed: seed)
        return mutants.shuffled(using: &generator).prefix(max(count, 0)).sorted {
            ($0.file, $0.line, $0.kind.rawValue, $0.old.count) < ($1.file, $1.line, $1.kind.rawValue, $1.old.count)
        }
    }
}
