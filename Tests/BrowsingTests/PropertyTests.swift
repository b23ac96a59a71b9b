@testable import Browsing
import Findings
import TestSupport
import Testing

/// What holds whatever is typed, however large the terminal is.
@Suite struct PropertyTests {
    private static let keys: [Key] = Command.bindings.flatMap(\.keys) + [
        .character("f"), .character("\u{6F22}"), .character("\u{301}"), .character("\u{202E}"), .character("1"), .character("m"), .character("s"),
        .delete, .backspace, .enter, .enter, .escape, .character("]"), .character("]"), .control("w"), .tab,
    ]

    private func check(_ screen: Screen, _ size: Size, _ told: String) {
        #expect(screen.lines.count == size.rows, "\(told)")
        for line in screen.lines {
            #expect(line.width == size.columns, "\(told): '\(line.text)'")
            #expect(line.width == line.spans.reduce(0) { $0 + $1.width }, "\(told)")
            #expect(line.text.unicodeScalars.allSatisfy { !$0.actsOnTerminal }, "\(told): '\(line.text)'")
        }
        if let cursor = screen.cursor { #expect(cursor.row < size.rows && cursor.column < size.columns && cursor.column >= 0, "\(told)") }
    }

    @Test(arguments: 0..<12) func randomKeys(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var size = Size(columns: 80, rows: 24)
        var browser = Samples.browser(80, 24, isReviewed: seed % 3 != 0)
        for step in 0..<150 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                size = Size(columns: Int.random(in: 1...220, using: &random), rows: Int.random(in: 1...60, using: &random))
                _ = browser.update(.resized(size))
            case 1:
                let actions: [MouseEvent.Action] = [.click, .doubleClick, .wheelUp, .wheelDown]
                let event = MouseEvent(
                    actions.randomElement(using: &random)!, column: Int.random(in: -1...230, using: &random), row: Int.random(in: -1...70, using: &random))
                _ = browser.answer([.mouse(event)]) { $0 }
            case 2 where step > 50: _ = browser.answer([.reviewed(Samples.report, patches: Samples.patches)]) { $0 }
            case 3 where step > 50:
                // The series has another patch less, and a finding less.
                var report = Samples.report
                report.findings.removeLast()
                _ = browser.answer([.reviewing, .reviewed(report, patches: [Samples.first])]) { $0 }
            default:
                let key = Self.keys.randomElement(using: &random)!
                browser.send(key, editor: { step % 2 == 0 ? $0 : "From \u{1B}[2J\n> x\u{202E}" })
            }
            check(browser.screen, size, "seed \(seed), step \(step)")
        }
    }

    /// Cutting and filling gives exactly the columns asked for, and every column once.
    @Test func columns() {
        let texts = ["plain", "\u{6F22}\u{5B57}x\u{6F22}", "e\u{301}e\u{301}\u{301}a", "\u{202E}a\u{7}", "", "a\tb", "\u{1F600}\u{1F600}"]
        for text in texts {
            var line = StyledLine(text, .added)
            line.append(text, .removed)
            for start in 0..<8 {
                for width in 0..<12 { #expect(line.columns(from: start, width: width).width == width, "\(text) \(start) \(width)") }
            }
            #expect(line.columns(width: line.width).text == line.text)
        }
        #expect(StyledLine("\u{6F22}\u{5B57}").columns(from: 1, width: 2).text == "  ")
        #expect(StyledLine("\u{6F22}\u{5B57}").columns(from: 2, width: 2).text == "\u{5B57}")
    }
}
