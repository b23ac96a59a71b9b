import Foundation
import TestSupport
import Testing

@testable import Settings

/// Damaged files and files made of the readers' own words: they must neither crash nor hang, and what is refused is told
/// in one line.
@Suite struct FuzzTests {
    private static let configuration = """
        rules:
          mmap-timestamps: off   # for now
          heap-balance: "note"
        paths: [fs/fuse, 'fs/overlayfs']
        exclude:
          - "fs/*/test?.c"
        config: {CONFIG_FUSE_DAX: n, CONFIG_HZ: 250}
        tables: |
          my_get    result: +count, NULL on failure
          my_put    1: -count if >=0, NULL ok   # as kfree()
        suppressions: >-
          allowed.yml

        """

    private static let words = [
        "rules", "paths", "exclude", "config", "tables", "suppressions", "heap-balance", ": ", ":", "\n", "\n  ", "\n    ", "- ",
        "? ", "[", "]", "{",
        "}", ", ", "\"", "'", "|", "|2-", ">", "&a", "*a", "&a &b", "!", "!!str ", "!<x>", "%YAML 1.2\n", "---\n", "...\n", "#",
        " #", "\t", "\\", "\\x",
        "\\uD800", "\u{0}", "\u{FEFF}", "\u{85}", "\u{2028}", "\r", "\r\n", "é", "~", "null", "<<: ", "on", "0x1f",
        "result: +inode", "1: -count", "@", "`",
    ]

    /// Reads a text as each kind of file.
    private func read(_ bytes: [UInt8]) throws -> Int {
        var accepted = 0
        func attempt(_ body: () throws -> Void) {
            do {
                try body()
                accepted += 1
            } catch {
                #expect(error is SettingsError, "\(error)")
                #expect(!"\(error)".contains { $0 == "\n" || $0 == "\r\n" }, "\(error)")
            }
        }
        let place = SettingsPlace.outside("f.yml")
        attempt { _ = try ConfigurationFile(bytes, place: place, rules: ruleIDs) }
        attempt { _ = try SuppressionFile.read(bytes, name: "f.yml", rules: ruleIDs) }
        attempt { _ = try Baseline(bytes, name: "f") }
        _ = InlineSuppressions(bytes, rules: ruleIDs)
        return accepted
    }

    /// Bytes replaced, taken out, doubled, and parts of the text moved.
    private func mutated(_ seed: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
            let at = Int.random(in: bytes.indices, using: &generator)
            let end = min(bytes.count, at + Int.random(in: 1...20, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.removeSubrange(at..<end)
            case 2: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 3: bytes.insert(contentsOf: Array(Self.words.randomElement(using: &generator)!.utf8), at: at)
            default: bytes.removeSubrange(at...)
            }
        }
        return bytes
    }

    @Test(.timeLimit(.minutes(2)), arguments: [1, 2, 3]) func damagedFiles(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let baseline = "# fuselint baseline 1\n\(print32("1"))\theap-balance\tfs/a.c\tf\tis \\u{9} lost\n"
        let code =
            "/* fuselint: allow heap-balance: x */\ns = \"a\\\"b\"; // fuselint: allow heap-balance: y\nc = '\\'';\n/*\n * x\n */\n"
        let seeds = [Self.configuration, SuppressionFileTests.whole, baseline, code].map { Array($0.utf8) }
        var accepted = 0
        for round in 0..<2000 { accepted += try read(mutated(seeds[round % seeds.count], &generator)) }
        // Small damage is often none: a test that only meets the first check would be of no use.
        #expect(accepted > 200)
    }

    @Test(.timeLimit(.minutes(2)), arguments: [4, 5]) func wordsInAnyOrder(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<1500 {
            let count = Int.random(in: 1...60, using: &generator)
            let text = (0..<count).map { _ in Self.words.randomElement(using: &generator)! }.joined()
            _ = try read(Array(text.utf8))
        }
    }

    /// Whatever is there already, adding an entry keeps it or changes nothing.
    @Test(.timeLimit(.minutes(2))) func addingToDamagedFiles() throws {
        var generator = SeededGenerator(seed: 6)
        let entry = Suppression(rule: "heap-balance", file: "fs/x.c", fingerprint: print32("e"), reason: "r")
        var added = 0
        for _ in 0..<2000 {
            let old = mutated(Array(SuppressionFileTests.whole.utf8), &generator)
            guard let made = try? SuppressionFile.appending(entry, to: old, name: "f", rules: ruleIDs) else { continue }
            added += 1
            let before = try SuppressionFile.read(old, name: "f", rules: ruleIDs)
            let after = try SuppressionFile.read(made, name: "f", rules: ruleIDs)
            #expect(made.starts(with: old) && Array(after.dropLast()) == before && after.last?.fingerprint == entry.fingerprint)
        }
        #expect(added > 100)
    }
}
