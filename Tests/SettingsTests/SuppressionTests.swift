import Foundation
import Testing

@testable import Settings

/// The file of suppressions: what an entry must have, and that adding one loses nothing.
@Suite struct SuppressionFileTests {
    static let whole = """
        # Reviewed with the maintainers.
        - rule: mmap-timestamps
          file: fs/fuse/passthrough.c
          function: fuse_passthrough_mmap
          fingerprint: "0123456789abcdef0123456789abcdef"
          reason: the server asked for it [PATCH 3/5], see *f & co.
          author: A. Developer <dev@example.org>
          date: 2026-03-03
        - {rule: heap-balance, file: fs/fuse/dev.c, fingerprint: 00000000000000000000000000000001, reason: 'static'}

        """

    private func read(_ text: String) throws -> [Suppression] {
        try SuppressionFile.read(Array(text.utf8), name: "s.yml", rules: ruleIDs)
    }

    /// A value in quotes may have several lines; what is said of it is logged as one.
    @Test func aRefusalIsOneLine() {
        let error = #expect(throws: SettingsError.self) {
            try read("- rule: heap-balance\n  file: fs/a.c\n  fingerprint: \"0123\n\n    4567\"\n  reason: r\n")
        }
        #expect(error?.description.contains(where: \.isNewline) == false && error?.line == 3, "\(String(describing: error))")
    }

    @Test func readsEntries() throws {
        #expect(
            try read(Self.whole) == [
                Suppression(
                    rule: "mmap-timestamps", file: "fs/fuse/passthrough.c", function: "fuse_passthrough_mmap",
                    fingerprint: "0123456789abcdef0123456789abcdef", reason: "the server asked for it [PATCH 3/5], see *f & co.",
                    author: "A. Developer <dev@example.org>", date: "2026-03-03", line: 2),
                Suppression(
                    rule: "heap-balance", file: "fs/fuse/dev.c", fingerprint: "00000000000000000000000000000001",
                    reason: "static", line: 9),
            ])
        #expect(try read("") == [] && read("# none\n") == [] && read("[]\n") == [])
    }

    @Test(arguments: [
        ("rule: mmap-timestamps\n", "1: must be a list, each entry with rule, file"),
        ("- mmap-timestamps\n", "1: an entry must be a map of rule, file"),
        ("- rule: mmap-timestamps\n  because: x\n", "2: unknown key 'because'; there are: rule, file"),
        ("- rule: mmap-timestamps\n  reasn: x\n", "2: unknown key 'reasn'; did you mean 'reason'?"),
        ("- file: a.c\n", "1: the entry has no rule"),
        ("- file: a.c\n  rule: mmap-timestamp\n", "2: there is no rule 'mmap-timestamp'; did you mean 'mmap-timestamps'?"),
        ("- rule: heap-balance\n  file: ../a.c\n", "2: path '../a.c' leaves the tree"),
        ("- rule: heap-balance\n  file: a.c\n  fingerprint: 12ab\n", "3: '12ab' is no fingerprint"),
        ("- rule: heap-balance\n  file: a.c\n  fingerprint: \(print32("G"))\n", "3: '\(print32("G"))' is no fingerprint"),
        ("- rule: heap-balance\n  file: a.c\n  fingerprint: \(print32("a"))\n", "1: the entry has no reason"),
        ("- rule: heap-balance\n  file: a.c\n  fingerprint: \(print32("a"))\n  reason: '  '\n", "4: the entry has no reason"),
        ("- rule: heap-balance\n  file: a.c\n  fingerprint: \(print32("a"))\n  reason:\n", "4: the entry has no reason"),
        ("- rule: heap-balance\n  file: a.c\n  fingerprint: \(print32("a"))\n  reason: [x]\n", "4: 'reason' must be a text"),
        (
            "- rule: heap-balance\n  file: a.c\n  fingerprint: \(print32("a"))\n  reason: x\n  date: today\n",
            "5: 'today' is no date"
        ),
    ])
    func whatIsWrongIsToldWithItsLine(text: String, beginning: String) {
        let refusal = reason { _ = try read(text) }
        #expect(refusal.hasPrefix("s.yml:" + beginning), "\(refusal)")
    }

    @Test func oneFindingHasOneEntry() {
        let entry = "- {rule: heap-balance, file: a.c, fingerprint: \(print32("a")), reason: x}\n"
        #expect(reason { _ = try read(entry + entry) } == "s.yml:2: the finding of line 1 once more; remove one")
    }

    @Test(arguments: [
        "plain", "\"quoted\" \\ and # hash: colon", "- [a, {b: c}] &x *y !z %w @v `u`", "two\nlines\ttab",
        "\u{1B}[2J\u{202E}\u{0}\u{2028}é漢\u{1F600}",
        "y", "null", "12", "' '", "| x", "\u{85}\u{FEFF}\u{10FFFF}",
    ])
    func whatIsWrittenIsReadBack(text: String) throws {
        let entry = Suppression(
            rule: "heap-balance", file: "fs/" + text.replacing("\u{0}", with: ""), function: text, fingerprint: print32("b"),
            reason: text,
            author: text, date: "2026-03-03")
        for old in [nil, "", Self.whole, String(Self.whole.dropLast()), "# only a comment", "[]"] {
            guard let made = try? SuppressionFile.appending(entry, to: old.map { Array($0.utf8) }, name: "s.yml", rules: ruleIDs)
            else {
                #expect(old == "[]", "\(old ?? "nil")")
                continue
            }
            #expect(old != "[]")
            // What was there is there, byte by byte.
            #expect(made.starts(with: Array((old ?? "").utf8)))
            var last = try #require(try SuppressionFile.read(made, name: "s.yml", rules: ruleIDs).last)
            last.line = 0
            #expect(last == entry)
            // Nothing in it acts on a terminal.
            #expect(
                !String(decoding: made, as: UTF8.self).unicodeScalars.contains {
                    $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{0}"
                })
        }
    }

    @Test(arguments: [
        ("[{rule: heap-balance, file: a.c, fingerprint: \(print32("a")), reason: x}]\n", "an entry cannot be put behind"),
        ("  - {rule: heap-balance, file: a.c, fingerprint: \(print32("a")), reason: x}\n", "an entry cannot be put behind"),
        (
            "- {rule: heap-balance, file: a.c, fingerprint: \(print32("b")), reason: x}\n",
            "s.yml:1: the finding is suppressed already"
        ),
        ("- rule: heap-balance\n", "s.yml:1: the entry has no file"),
        ("- {rule: heap-balance, file: a.c, fingerprint: \(print32("a")), reason: x}\n...\n", "an entry cannot be put behind"),
    ])
    func whereNothingCanBeAddedNothingIs(old: String, words: String) {
        let entry = Suppression(rule: "heap-balance", file: "a.c", fingerprint: print32("b"), reason: "r")
        let refusal = reason { _ = try SuppressionFile.appending(entry, to: Array(old.utf8), name: "s.yml", rules: ruleIDs) }
        #expect(refusal.contains(words), "\(refusal)")
    }
}

/// Comments in the code.
@Suite struct InlineSuppressionTests {
    private func read(_ text: String) -> InlineSuppressions { InlineSuppressions(Array(text.utf8), rules: ruleIDs) }

    @Test(arguments: [
        // Alone on its line: that and the next one.
        ("int a;\n\t/* fuselint: allow heap-balance: it is static */\n\tb();\n\tc();\n", [2, 3]),
        ("int a;\n// fuselint: allow heap-balance: it is static\nb();\nc();\n", [2, 3]),
        ("/*\n * fuselint: allow heap-balance: it is\n *   static\n */\nb();\nc();\n", [1, 2, 3, 4, 5]),
        ("/* fuselint:  allow  heap-balance : it is static */\r\nb();\r\nc();\r\n", [1, 2]),
        // Beside code: that line only.
        ("a();\nb(); /* fuselint: allow heap-balance: it is static */\nc();\n", [2]),
        ("a();\nb(); // fuselint: allow heap-balance: it is static\nc();\n", [2]),
        ("/* fuselint: allow heap-balance: it is static */ b();\nc();\n", [1]),
        ("s = \"a\\\"\"; /* fuselint: allow heap-balance: it is static */\n", [1]),
        ("c = '\"'; // fuselint: allow heap-balance: it is static\n", [1]),
    ])
    func letsPassWhereItStands(text: String, lines: [Int]) throws {
        let read = read(text)
        #expect(read.malformed.isEmpty, "\(read.malformed)")
        let allowed = try #require(read.allowed.first)
        #expect(allowed.rule == "heap-balance" && allowed.reason == "it is static" && allowed.line == lines[0])
        for line in 1...8 {
            #expect((read.suppression(of: "heap-balance", line: line) != nil) == lines.contains(line), "\(line)")
            #expect(read.suppression(of: "mmap-timestamps", line: line) == nil)
        }
    }

    @Test(arguments: [
        ("/* fuselint: allow heap-balance */\n", "not understood"),
        ("/* fuselint: allow heap-balance: */\n", "gives no reason"),
        ("// fuselint: allow heap-balance:  \n", "gives no reason"),
        ("/* fuselint: allow heap-balnce: x */\n", "there is no rule 'heap-balnce'; did you mean 'heap-balance'?"),
        ("/* fuselint: allow all: x */\n", "there is no rule 'all'; `fuselint rules` lists them"),
        ("/* fuselint: ignore heap-balance: x */\n", "not understood"),
        ("/* fuselint:allow */", "not understood"),
        ("/* fuselint: allow heap-balance: \(String(repeating: "x", count: 2000)) */", "is longer than 2000 bytes"),
    ])
    func whatIsNotUnderstoodIsToldAndLetsNothingPass(text: String, words: String) {
        let read = read("int a;\n" + text)
        #expect(read.allowed.isEmpty)
        #expect(read.malformed.map(\.line) == [2])
        #expect(read.malformed.first?.reason.contains(words) == true, "\(read.malformed)")
    }

    @Test(arguments: [
        "s = \"/* fuselint: allow heap-balance: x */\";\n", "/* see fuselint: allow heap-balance: x */\n",
        "fuselint: allow heap-balance: x\n",
        "s = \"a\\\\\\\" // fuselint: allow heap-balance: x\";\n", "/* fuselint */\n", "",
    ])
    func whatIsNoSuchCommentSaysNothing(text: String) {
        #expect(read(text).allowed.isEmpty && read(text).malformed.isEmpty)
    }
}
