@testable import Browsing
import Findings
import Foundation
import Reports
import Testing

/// Comments on lines of files: such as the series does not touch, and such as a patch shows.
@Suite struct CommentingTests {
    private func mail(_ browser: inout Browser) -> String? {
        for effect in browser.send(.character("w"), .character("m"), .enter) {
            if case .write(.mail(let patches), _) = effect { return MailReport(patches).text }
        }
        return nil
    }

    /// Opens a file by its name, and comments on a line.
    private func comment(_ file: String, line: Int, _ words: String, _ browser: inout Browser) {
        browser.send("o")
        browser.send(.control("u"))
        browser.send(file)
        browser.send(.enter)
        for _ in 1..<line { browser.send(.down) }
        browser.send(.character("c"), editor: { _ in words })
    }

    @Test func aFileThatNoPatchTouches() throws {
        var browser = Samples.browser(80, 24)
        comment("fs/fuse/control.c", line: 3, "Is this\ncounted twice?", &browser)
        #expect(browser.state.comments == [
            .init(id: 1, patch: 1, line: 3, quoted: "\tfuse_count(fc);", text: "Is this\ncounted twice?", file: "fs/fuse/control.c")
        ])
        try expectGolden(browser.screen.text, "comment-source-80x24.txt")
        let text = try #require(mail(&browser))
        try expectGolden(text, "comment-source.mbox")
        #expect(!text.contains("[PATCH 2/2]"), "it is said of the file as it is after the first patch, whence it was opened")
        // In the patch it goes by its place.
        browser.send(.character("q"), .tab)
        browser.send("g")
        #expect(browser.screen.text.contains("your comment on fs/fuse/control.c:3:"))
        browser.send("u")
        #expect(browser.state.comments == [] && !browser.screen.text.contains("your comment"))
    }

    @Test func aLineThatThePatchShowsIsAnsweredThere() throws {
        var browser = Samples.browser(80, 24)
        browser.send(.tab, .character("/"))
        _ = browser.update(.resized(Size(columns: 80, rows: 40)))
        browser.send("unsigned int")
        browser.send(.enter, .enter)
        #expect(browser.top.kind != .home && browser.top.file?.patch == 1, "the file as it is after the first patch")
        browser.send(.character("c"), editor: { _ in "Why unsigned?" })
        let text = try #require(mail(&browser))
        #expect(text.contains("> +\tunsigned int count = 0; /* of \"all\" queues */\n\nWhy unsigned?\n") && !text.contains("\nOn fs/"))
        browser.send("q")
        #expect(browser.screen.text.contains("your comment:") && browser.screen.text.contains("Why unsigned?"))
    }

    @Test func onTheWayToAFinding() {
        var browser = Samples.browser(80, 24)
        browser.send("]")
        browser.send(.enter)
        browser.send(.tab)
        browser.send(.character("c"), editor: { _ in "See here." })
        #expect(browser.state.comments.map(\.file) == [Samples.file] && browser.state.comments.map(\.patch) == [1])
        #expect(browser.screen.text.contains("See here."))
    }

    @Test func theReviewInterfaceOfB4HasItToo() throws {
        var browser = Samples.browser(80, 24)
        comment("fs/fuse/control.c", line: 3, "Counted twice?", &browser)
        for effect in browser.send(.character("w"), .character("b"), .enter) {
            guard case .write(.b4(let patches, _), _) = effect else { continue }
            let comments = patches.flatMap(\.comments)
            #expect(comments.map { $0.words.joined(separator: "\n") } == ["On fs/fuse/control.c:3:\n\n\t\tfuse_count(fc);\n\nCounted twice?"])
            return
        }
        Issue.record("nothing was written")
    }

    // MARK: When the file or the series is another one

    @Test func itGoesWithItsLineAndIsKeptWithoutOne() throws {
        var browser = Samples.browser(80, 24)
        comment("fs/fuse/control.c", line: 3, "Counted twice?", &browser)
        let again = SourceRequest(file: "fs/fuse/control.c", line: 1, patch: 1, purpose: .again)
        func change(_ lines: [String]) { _ = browser.update(.loaded(again, SourceDocument(file: again.file, lines: lines))) }
        change(["/* new */"] + Samples.control)
        #expect(browser.state.comments.map(\.line) == [4] && browser.summary == "1 comment")
        change(["/* all is new */"])
        #expect(browser.summary == "1 left over")
        #expect(mail(&browser) == nil, "nobody would know what it is about")
        browser.send("L")
        #expect(browser.screen.text.contains("fs/fuse/control.c:4: ") && browser.screen.text.contains("Counted twice?"))
        change(Samples.control)
        #expect(browser.state.comments.map(\.line) == [3] && browser.summary == "1 comment")
    }

    @Test func aPatchThatIsGoneForAWhile() throws {
        var browser = Samples.browser(80, 24)
        comment("fs/fuse/control.c", line: 3, "Counted twice?", &browser)
        var one = Samples.report
        one.patches = [Samples.second]
        one.findings.removeAll { $0.commit == Samples.first.name }
        _ = browser.answer([.reviewed(one, patches: one.patches)]) { $0 }
        #expect(browser.summary == "1 left over" && mail(&browser) == nil)
        // Meanwhile the session may end.
        let kept = try JSONDecoder().decode(ReviewState.self, from: try JSONEncoder().encode(browser.remembered()))
        browser = Browser(Material(.series, title: "v1", patches: [Samples.second]), state: kept, size: Size(columns: 80, rows: 24))
        _ = browser.answer([.reviewed(Samples.report, patches: Samples.patches)]) { $0 }
        #expect(browser.state.comments.map(\.patch) == [1] && browser.summary == "1 comment")
    }
}
