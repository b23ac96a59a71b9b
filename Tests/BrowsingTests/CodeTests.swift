@testable import Browsing
import Findings
import Testing

/// Questions about names, and who answers them.
@Suite struct CodeTests {
    private func browser(isIndexed: Bool = true) -> Browser {
        var browser = Samples.browser(100, 30)
        if isIndexed { _ = browser.update(.indexed(directory: "fs/fuse", Samples.index, failure: nil)) }
        // Onto the code of the first patch.
        browser.send("}")
        return browser
    }

    private func ask(_ key: String, _ name: String, _ browser: inout Browser) -> [Effect] {
        var effects = browser.send(key)
        effects += browser.send(.control("u"))
        effects += browser.send(name)
        return effects + browser.send(.enter)
    }

    @Test func theProgramIsAskedForWhenTheReviewIsDone() {
        var browser = Samples.browser(100, 30, isReviewed: false)
        let effects = browser.update(.reviewed(Samples.report, patches: Samples.patches))
        #expect(effects.contains { if case .index(["fs/fuse"]) = $0 { true } else { false } })
    }

    @Test func callersAndSlotsComeFromTheProgram() throws {
        var browser = browser()
        let effects = ask("r", "fuse_count", &browser)
        #expect(!effects.contains { if case .look = $0 { true } else { false } }, "the text is not searched")
        try expectGolden(browser.screen.text, "uses-100x30.txt")
        #expect(browser.top.main.current?.target == .source(.init(file: "fs/fuse/control.c", line: 3)))
        // The next one, over the headings, as far as the first step behind a slot.
        browser.send("]]]]]]")
        #expect(browser.top.list?.current?.text.contains("1. fuse_open() calls fuse_count()") == true)
        #expect(browser.top.main.current?.target == .source(.init(file: Samples.file, line: 22)))
    }

    @Test func aDefinitionIsGoneToAndSaysWhoKnewIt() {
        var browser = browser()
        _ = ask("t", "fuse_count", &browser)
        #expect(browser.top.main.current?.target == .source(.init(file: Samples.file, line: 10)))
        #expect(browser.screen.text.contains("fuse_count: from the analysed program of fs/fuse, as after the last patch"))
        browser.send("q")
        // What the file sees comes first.
        _ = ask("t", "fuse_helper", &browser)
        #expect(browser.top.main.current?.target == .source(.init(file: Samples.file, line: 30)))
        browser.send("q")
        _ = ask("t", "fuse_operations", &browser)
        #expect(browser.top.main.current?.target == .source(.init(file: Samples.file, line: 38)))
    }

    @Test func whatTheProgramDoesNotKnowComesFromTheText() {
        var browser = browser()
        let effects = ask("t", "FUSE_MACRO", &browser)
        #expect(effects.contains { if case .look = $0 { true } else { false } })
        #expect(browser.screen.text.contains("FUSE_MACRO: from the text of the sources: the analysed program of fs/fuse does not know"))
        browser.send("q")
        _ = ask("r", "FUSE_MACRO", &browser)
        #expect(browser.screen.text.contains("from the text of the sources: the analysed program of fs/fuse does not know 'FUSE_MACRO'"))
    }

    @Test func untilTheProgramIsThereTheTextAnswers() {
        var browser = browser(isIndexed: false)
        _ = ask("r", "fuse_count", &browser)
        #expect(browser.screen.text.contains("from the text of the sources: the program of fs/fuse is still being parsed"))
        browser.send("q")
        _ = browser.update(.indexed(directory: "fs/fuse", nil, failure: "no such directory"))
        _ = ask("r", "fuse_count", &browser)
        #expect(browser.screen.text.contains("fs/fuse could not be analysed: no such directory"))
        browser.send("q")
        // A review anew asks anew, and what was known of the tree before it is not told any more.
        let effects = browser.update(.reviewed(Samples.report, patches: Samples.patches))
        #expect(effects.contains { if case .index(["fs/fuse"]) = $0 { true } else { false } })
        _ = ask("r", "fuse_count", &browser)
        #expect(browser.screen.text.contains("is still being parsed"))
    }

    @Test func aSlotTellsWhatIsInIt() {
        var browser = browser()
        _ = ask("r", "open", &browser)
        #expect(browser.screen.text.contains("slots of that name:") && browser.screen.text.contains("file_operations.open is fuse_open()"))
    }

    @Test func theShortestWayOfEachSlot() {
        let ways = Samples.index.ways(to: .init(name: "kstrdup", file: nil)).ways
        #expect(ways.map(\.entry.slot) == ["seq_operations.show", "file_operations.open"])
        #expect(ways.map { $0.calls.map(\.position.line) } == [[3, 12], [22, 12]])
        let first = Samples.index.ways(to: .init(name: "kstrdup", file: nil), most: 1)
        #expect(first.ways == [ways[0]] && first.count == 2)
        #expect(Samples.index.ways(to: .init(name: "fuse_open", file: Samples.file)).ways.map(\.calls) == [[]])
        #expect(Samples.index.ways(to: .init(name: "nothing", file: nil)).ways == [])
    }
}
