import TestSupport

/// Something that reads a stranger's bytes, and what must hold whatever they are.
public struct FuzzTarget: Sendable {
    public let name: String
    /// Inputs that mutations begin with.
    let seeds: [[UInt8]]
    /// Words of the input's language, for mutations to put in.
    let words: [String]
    /// Whether it fails on purpose.
    public let isSelfTest: Bool
    /// Makes an input out of nothing but chance; nil where seeds are all there is.
    var generate: (@Sendable (inout SeededGenerator) -> [UInt8])?
    /// Reads an input. An error is a refusal, which is an answer like any other, unless it is a `PropertyFailure`.
    let read: @Sendable ([UInt8]) throws -> Void

    init(
        _ name: String, seeds: [String], words: [String], isSelfTest: Bool = false,
        generate: (@Sendable (inout SeededGenerator) -> [UInt8])? = nil, read: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.init(name, seeds: seeds.map { Array($0.utf8) }, words: words, isSelfTest: isSelfTest, generate: generate, read: read)
    }

    init(
        _ name: String, seeds: [[UInt8]], words: [String], isSelfTest: Bool = false,
        generate: (@Sendable (inout SeededGenerator) -> [UInt8])? = nil, read: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.name = name
        self.seeds = seeds
        self.words = words
        self.isSelfTest = isSelfTest
        self.generate = generate
        self.read = read
    }

    /// All targets by name; self-tests fail on purpose, and are run only where they are named.
    /// - Parameter root: the repository, for seeds.
    /// - Throws: Foundation's errors for seeds that cannot be read.
    public static func all(root: String) throws -> [FuzzTarget] {
        try patchTargets(root: root) + treeTargets(root: root) + settingsTargets() + [sourceTarget(root: root), unitTarget(), flowTarget()] + selfTests
    }

    /// The input with a number: the same for the same seed, whatever came before.
    public func input(_ number: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(number))
        if let generate, seeds.isEmpty || number.isMultiple(of: 2) { return generate(&generator) }
        guard !seeds.isEmpty else { return [] }
        return Mutator(seeds: seeds, words: words).input(&generator)
    }

    /// Reads the input.
    /// - Throws: `PropertyFailure`, and nothing else.
    public func check(_ input: [UInt8]) throws(PropertyFailure) {
        do { try read(input) } catch let failure as PropertyFailure { throw failure } catch {
            let text = "\(error)"
            if text.isEmpty || text.contains(where: \.isNewline) { throw PropertyFailure("a refusal is not one line: \(text)") }
        }
    }

    /// The driver's own tests: each finds a word, and crashes, hangs or breaks a promise there.
    private static func selfTest(_ word: String, _ end: @escaping @Sendable () throws -> Void) -> FuzzTarget {
        FuzzTarget("self-test-\(word.lowercased())", seeds: ["nothing to be seen here\n"], words: [word, "other words "], isSelfTest: true) { bytes in
            if String(decoding: bytes, as: UTF8.self).contains(word) { try end() }
        }
    }

    private static let selfTests = [
        selfTest("CRASH") { fatalError("on purpose") }, selfTest("HANG") { while true {} }, selfTest("BREAK") { throw PropertyFailure("on purpose") },
    ]
}

/// What must hold and does not.
public struct PropertyFailure: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// Fails where the condition does not hold.
func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(PropertyFailure) {
    if !condition { throw PropertyFailure(message()) }
}
