import Findings
import Foundation
import Testing

@testable import Settings

@Suite struct BaselineTests {
    private func finding(_ rule: String, _ file: String, _ line: Int, _ function: String, _ message: String, _ digit: Character)
        -> ReportedFinding
    {
        ReportedFinding(
            Finding(
                rule: rule, severity: .error, position: Position(file: file, line: line, column: 1), function: function,
                message: message,
                path: [], statement: "x"),
            state: .existing, fingerprint: print32(digit))
    }

    @Test func oneSortedLineAFindingWhateverItsLine() {
        let text = Baseline.text(of: [
            finding("heap-balance", "fs/b.c", 1, "f", "is lost", "1"),
            finding("mmap-timestamps", "fs/a.c", 9, "g", "changes mtime", "3"),
            finding("heap-balance", "fs/a.c", 50, "f", "is lost", "2"),
            finding("heap-balance", "fs/a.c", 20, "f", "is lost", "4"),
        ])
        #expect(
            text == """
                # fuselint baseline 1
                \(print32("2"))\theap-balance\tfs/a.c\tf\tis lost
                \(print32("4"))\theap-balance\tfs/a.c\tf\tis lost
                \(print32("3"))\tmmap-timestamps\tfs/a.c\tg\tchanges mtime
                \(print32("1"))\theap-balance\tfs/b.c\tf\tis lost

                """)
    }

    @Test(arguments: ["plain", "tab\tand\nline\r\nend", "\\u{41} \\", "\u{1B}[2J\u{202E}é漢", "", " blanks "])
    func whatIsWrittenIsReadBack(text: String) throws {
        let written = Baseline.text(of: [finding("heap-balance", "fs/\(text).c", 1, text, text, "1")])
        #expect(written.split(separator: "\n", omittingEmptySubsequences: false).count == 3)
        #expect(!written.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\r" })
        let read = try Baseline(Array(written.utf8), name: "b")
        #expect(
            read.entries == [
                Baseline.Entry(
                    fingerprint: print32("1"), rule: "heap-balance", file: "fs/\(text).c", function: text.isEmpty ? nil : text,
                    message: text,
                    line: 2)
            ])
    }

    @Test(arguments: [
        ("", "b:1: is no baseline"), ("{}\n", "b:1: is no baseline"), ("# fuselint baseline 2\n", "b:1: is no baseline"),
        ("# fuselint baseline 1\nx\ty\n", "b:2: must be fingerprint, rule"),
        ("# fuselint baseline 1\n\n# a comment\na\tb\tc\td\te\tf\n", "b:4: must be"),
        ("# fuselint baseline 1\na\tb\tc\td\t\\x\n", "b:2: must be"),
        ("# fuselint baseline 1\na\tb\tc\td\t\\u{d800}\n", "b:2: must be"),
        ("# fuselint baseline 1\na\tb\tc\td\te\na\tb\tc\td\te\n", "b:3: must be"),
    ])
    func whatIsNoneIsToldWithItsLine(text: String, beginning: String) {
        let refusal = reason { _ = try Baseline(Array(text.utf8), name: "b") }
        #expect(refusal.hasPrefix(beginning), "\(refusal)")
    }
}
