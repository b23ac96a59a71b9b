@testable import Browsing
import Findings
import Testing

/// Getting around.
@Suite struct MovingTests {
    @Test func searchGoesForthAndBackAndAround() {
        var browser = Samples.browser(80, 24)
        browser.send(.tab, .character("/"))
        browser.send("count")
        browser.send(.enter)
        let first = browser.top.main.cursor
        browser.send("n")
        let second = browser.top.main.cursor
        #expect(second > first && browser.top.main.rows[second].text.contains("count"))
        browser.send("N")
        #expect(browser.top.main.cursor == first)
        browser.send("NN")
        #expect(browser.top.main.cursor > second && browser.screen.text.contains("from the other end"))
        #expect(browser.screen.lines.contains { $0.spans.contains { $0.style == .match } })
        browser.send("/")
        browser.send("Count")
        browser.send(.enter)
        #expect(browser.screen.text.contains("'Count' is not here"), "an upper case letter counts")
    }

    @Test func definitionsAndUses() {
        var browser = Samples.browser(80, 24)
        browser.send(.tab, .character("/"))
        browser.send("kstrdup")
        browser.send(.enter, .control("]"))
        #expect(browser.screen.text.contains("definition of: kstrdup"))
        browser.send(.tab)
        #expect(browser.screen.text.contains("definition of: name"))
        browser.send(.enter)
        #expect(browser.top.main.current?.target == .source(.init(file: Samples.file, line: 7)))
        browser.send(.character("q"), .character("r"), .enter)
        #expect(browser.screen.text.contains("fs/fuse/control.c:3: x();"))
        browser.send(.down)
        #expect(browser.top.main.current?.target == .source(.init(file: "fs/fuse/control.c", line: 3)))
        browser.send(.character("q"), .character("t"))
        browser.send("none")
        browser.send(.enter)
        #expect(browser.screen.text.contains("'none' was not found"))
    }

    @Test func aFileOfTheTreeAndALineInIt() {
        var browser = Samples.browser(80, 24)
        browser.send("o")
        browser.send("fs/fuse/control.c")
        browser.send(.enter, .character(":"))
        browser.send("3")
        browser.send(.enter)
        #expect(browser.top.main.current?.target == .source(.init(file: "fs/fuse/control.c", line: 3)))
        browser.send(.character("q"), .character("o"))
        browser.send("../../etc/passwd")
        browser.send(.enter)
        #expect(browser.screen.text.contains("there is no file '../../etc/passwd' in the tree"))
    }

    /// Step by step, also into a file that the patch does not touch.
    @Test func aPathLeadsThroughTheSource() {
        var browser = Samples.browser(80, 24)
        browser.send("]")
        browser.send(.enter)
        #expect(browser.top.file?.file == Samples.file && browser.top.main.current?.target == .place(0))
        browser.send(.down)
        #expect(browser.top.file?.file == "fs/fuse/control.c" && browser.top.main.current?.target == .place(1))
        browser.send(.down)
        #expect(browser.top.file?.file == Samples.file && browser.top.main.current?.target == .place(2))
        browser.send("a")
        #expect(browser.state.decisions.map(\.fingerprint) == ["f2"])
        browser.send("q")
        #expect(browser.top.kind == .home)
    }

    @Test func findingsInOrderOverThePatches() {
        var browser = Samples.browser(80, 24)
        var met: [Target?] = []
        for _ in 0..<3 {
            browser.send("]")
            met.append(browser.top.main.current?.target)
        }
        #expect(met == [.finding("f2"), .finding("f1"), .finding("f3")] && browser.shown == 1)
        browser.send("]")
        #expect(browser.screen.text.contains("there is no finding below"))
        browser.send("[[")
        #expect(browser.top.main.current?.target == .finding("f2"))
    }

    @Test func theMouseOpensAndScrolls() {
        var browser = Samples.browser(80, 24)
        _ = browser.update(.mouse(MouseEvent(.click, column: 5, row: 3)))
        #expect(browser.top.focus == .list && browser.top.list?.cursor == 2)
        let top = browser.top.main.top
        _ = browser.update(.mouse(MouseEvent(.wheelUp, column: 5, row: 15)))
        #expect(browser.top.main.top < top)
        _ = browser.update(.mouse(MouseEvent(.doubleClick, column: 5, row: 3)))
        #expect(browser.top.focus == .main)
    }

    @Test func foldsAndUnfolds() {
        var browser = Samples.browser(80, 24)
        #expect(browser.screen.text.contains("@@ 10 fuse_count()"))
        browser.send("h")
        #expect(!browser.screen.text.contains("@@ 10 fuse_count()"))
        browser.send("l")
        #expect(browser.screen.text.contains("@@ 10 fuse_count()"))
    }

    @Test func qGoesBackAndThenEnds() {
        var browser = Samples.browser(80, 24)
        #expect(browser.send("?q").isEmpty)
        guard case .quit? = browser.send("q").last else { Issue.record("q does not quit"); return }
    }
}
