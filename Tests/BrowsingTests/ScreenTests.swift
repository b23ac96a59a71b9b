@testable import Browsing
import Findings
import Foundation
import Reports
import TestSupport
import Testing

/// Screens as text, at the sizes that terminals have.
@Suite struct ScreenTests {
    private static let sizes = [(80, 24), (200, 50), (40, 12), (100, 9)]

    @Test(arguments: sizes) func theSeries(columns: Int, rows: Int) throws {
        let browser = Samples.browser(columns, rows)
        try expectGolden(browser.screen.text, "series-\(columns)x\(rows).txt")
    }

    @Test(arguments: sizes) func aFinding(columns: Int, rows: Int) throws {
        var browser = Samples.browser(columns, rows)
        browser.send("]")
        try expectGolden(browser.screen.text, "finding-\(columns)x\(rows).txt")
    }

    @Test(arguments: sizes) func thePathToIt(columns: Int, rows: Int) throws {
        var browser = Samples.browser(columns, rows)
        browser.send(.character("]"), .enter, .down)
        try expectGolden(browser.screen.text, "path-\(columns)x\(rows).txt")
    }

    /// Nothing of a mail reaches the terminal as what it would obey.
    @Test func aHostilePatch() throws {
        var browser = Samples.browser(80, 24)
        browser.send("J")
        try expectGolden(browser.screen.text, "hostile-80x24.txt")
    }

    @Test func decisions() throws {
        var browser = Samples.browser(80, 30)
        browser.send("]a]d")
        browser.send("it is freed later")
        browser.send(.enter, .up)
        browser.send(.character("c"), editor: { _ in "Why not u32?\n\nSecond paragraph." })
        try expectGolden(browser.screen.text, "decisions-80x30.txt")
    }

    @Test func whileItGoesOn() throws {
        var browser = Samples.browser(120, 10, isReviewed: false)
        _ = browser.update(.progress("parsing fs/fuse/dev.c (3/12)"))
        try expectGolden(browser.screen.text, "reviewing-120x10.txt")
    }

    @Test func helpHasEveryCommand() throws {
        var browser = Samples.browser(80, 60)
        browser.send("?")
        try expectGolden(browser.screen.text, "help-80x60.txt")
        #expect(Set(Command.bindings.map(\.command)) == Set(Command.allCases))
    }

    /// The table of docs/interactive.md is that of the program.
    @Test func theDocumentationHasTheSameKeys() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/interactive.md")
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").map(String.init)
        let told = lines.filter { $0.hasPrefix("| `") }
        #expect(told == Command.bindings.map { binding in "| \(binding.keys.map { "`\($0.name)`" }.joined(separator: " ")) | \(binding.help) |" })
    }

    @Test func theRule() throws {
        var browser = Samples.browser(80, 24)
        browser.send("]i")
        try expectGolden(browser.screen.text, "rule-80x24.txt")
    }

    @Test func theTree() throws {
        var report = Samples.report
        report.patches = []
        report.findings = report.findings.filter { $0.finding.position.file == Samples.file }.map { ReportedFinding($0.finding, state: .existing, fingerprint: $0.fingerprint) }
        var browser = Browser(Material(.tree, title: "fs/fuse"), state: ReviewState(), size: Size(columns: 80, rows: 24))
        #expect(browser.screen.text.contains("checking\u{2026}"))
        _ = browser.answer([.reviewed(report, patches: [])]) { $0 }
        browser.send("]")
        try expectGolden(browser.screen.text, "tree-80x24.txt")
    }

    @Test func nothingFound() {
        var browser = Browser(Material(.tree, title: "fs/fuse"), state: ReviewState(), size: Size(columns: 80, rows: 24))
        _ = browser.update(.reviewed(Report(toolVersion: "1", incomplete: [Incomplete(file: "fs/a.c", line: 3, reason: "not parsed")]), patches: []))
        #expect(browser.screen.text.contains("Nothing was found.") && browser.screen.text.contains("fs/a.c:3: not parsed"))
    }

    /// The carriage return before a line's end is not shown; one within a line is.
    @Test func linesMayEndAsOnWindows() {
        let document = SourceDocument(file: "fs/fuse/x.c", lines: ["int x;\r", "char c = 'a\rb';\r", "\r", ""])
        #expect(document.lines.map(\.text) == ["int x;", "char c = 'a\rb';", ""])
        #expect(document.lines[1].line(width: 60, left: 0, search: nil).text.contains("'a<U+000D>b';"))
    }

    /// What changes while another view lies on top is there when one comes back.
    @Test func aViewBelowIsMadeAnewWhenItIsSeenAgain() {
        var direct = Samples.browser(100, 30)
        direct.send("]")
        direct.send("a")
        _ = direct.update(.resized(Size(columns: 80, rows: 24)))
        var covered = Samples.browser(100, 30)
        covered.send("]")
        covered.send(.enter)
        covered.send("a")
        covered.send("?")
        _ = covered.update(.resized(Size(columns: 80, rows: 24)))
        covered.send("qq")
        direct.send("?")
        direct.send("q")
        #expect(covered.screen.text == direct.screen.text)
    }

    /// The short way for ASCII changes nothing.
    @Test func asciiIsWrappedAsAllTextIs() {
        var random = SeededGenerator(seed: 3)
        let pieces = ["a", "bb", "word", "longerword", " ", "  ", " ", "\t", "\u{6F22}\u{5B57}", "x\u{7}y", "#"]
        for _ in 0..<600 {
            let text = (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
            var wrapping = TextWrapping()
            wrapping.margin = Int.random(in: 24...40, using: &random)
            let wrapped = wrapping.lines("", text)
            guard wrapped.allSatisfy({ StyledLine($0).width <= wrapping.margin }) else { continue }
            #expect(Wrapping.lines(text, width: wrapping.margin) == (wrapped.isEmpty ? [""] : wrapped), "\(text), \(wrapping.margin)")
        }
    }
}
