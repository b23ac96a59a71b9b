@testable import Browsing
import Findings
import Reports
import Testing

/// Decisions and what becomes of them.
@Suite struct ActingTests {
    private static let inOneLine = "fs/fuse/dev.c:13: name may be NULL [heap-balance]"

    private func saved(_ effects: [Effect]) -> ReviewState? {
        effects.compactMap { if case .save(let state) = $0 { state } else { nil } }.last
    }

    private func mail(_ browser: inout Browser) -> String? {
        for effect in browser.send(.character("w"), .character("m"), .enter) {
            if case .write(.mail(let patches), let path) = effect, path == "reply.mbox" { return MailReport(patches).text }
        }
        return nil
    }

    @Test func theReplyHoldsWhatWasAcceptedAndNoMore() throws {
        var browser = Samples.browser(80, 24)
        browser.send("wm")
        #expect(browser.screen.text.contains("nothing is accepted yet"))
        browser.send("]")
        let state = try #require(saved(browser.send("a")))
        #expect(state.decisions == [.init(fingerprint: "f2", verdict: .accepted, finding: Self.inOneLine)])
        let text = try #require(mail(&browser))
        #expect(text.contains("\nname may be NULL. Memory that nobody frees"))
        #expect(!text.contains("leaks") && text.contains("Subject: Re: [PATCH 1/2] fuse: count requests\n"))
        #expect(text == ReportFormat.mail.text(of: only("f2")), "as review --format mail has it")
    }

    /// The report with one finding.
    private func only(_ fingerprint: String) -> Report {
        var report = Samples.report
        report.findings = report.findings.filter { $0.fingerprint == fingerprint }
        return report
    }

    @Test func editedWordsStandAsTheyWereWritten() throws {
        var browser = Samples.browser(80, 24)
        var offered = ""
        browser.send(.character("]"), .character("e"), editor: {
            offered = $0
            return "Can name be NULL here?\n\nFrom my side\n> no quote\n\u{1B}[31mred\n"
        })
        #expect(offered.hasPrefix("name may be NULL. Memory"))
        #expect(browser.state.decision(on: "f2")?.verdict == .accepted)
        let text = try #require(mail(&browser))
        #expect(text.contains("\nCan name be NULL here?\n\n From my side\n > no quote\n<U+001B>[31mred\n"))
        #expect(!text.contains("Memory that nobody frees"))
        // The editor again shows the edited text, and one that fails changes nothing.
        browser.send(.character("e"), editor: { offered = $0; return nil })
        #expect(offered.hasPrefix("Can name be NULL here?"))
        #expect(try #require(mail(&browser)) == text)
    }

    @Test func aQuestionAsks() throws {
        var browser = Samples.browser(80, 24)
        browser.send("]m")
        #expect(try #require(mail(&browser)).contains("Is this intended: name may be NULL?"))
    }

    @Test func commentsStandUnderTheirLines() throws {
        var browser = Samples.browser(80, 24)
        browser.send(.tab, .character("/"))
        browser.send("unsigned int")
        browser.send(.enter, .character("c"), editor: { _ in "Why unsigned?" })
        let text = try #require(mail(&browser))
        #expect(text.contains("> +\tunsigned int count = 0; /* of \"all\" queues */\n\nWhy unsigned?\n"))
        #expect(!text.contains("kstrdup"), "quoted no further than the comment")
        // An empty text takes the comment away.
        browser.send(.character("c"), editor: { _ in "" })
        #expect(browser.state.comments == [])
        browser.send("u")
        #expect(browser.state.comments.map(\.text) == ["Why unsigned?"])
    }

    @Test func dismissedWithAReasonOnly() throws {
        var browser = Samples.browser(80, 24)
        browser.send("]d")
        browser.send(.enter)
        #expect(browser.state.decisions == [] && browser.screen.text.contains("without a reason"))
        browser.send("d")
        browser.send("kstrdup cannot fail here")
        #expect(saved(browser.send(.enter))?.decisions == [
            .init(fingerprint: "f2", verdict: .dismissed, reason: "kstrdup cannot fail here", finding: Self.inOneLine)
        ])
        #expect(mail(&browser) == nil)
        let effects = browser.send("ws")
        guard case .suppress(let dismissals)? = effects.last else { Issue.record("nothing to suppress"); return }
        #expect(dismissals.map(\.reported.fingerprint) == ["f2"] && dismissals.map(\.reason) == ["kstrdup cannot fail here"])
    }

    @Test func undoTakesBackOneAfterTheOther() {
        var browser = Samples.browser(80, 24)
        browser.send("]a]m")
        #expect(browser.state.decisions.map(\.verdict) == [.accepted, .question])
        browser.send("u")
        #expect(browser.state.decisions.map(\.fingerprint) == ["f2"])
        let effects = browser.send("u")
        #expect(browser.state.decisions == [] && saved(effects)?.decisions == [])
        browser.send("u")
        #expect(browser.screen.text.contains("nothing to undo"))
    }

    @Test func aSessionGoesOnWhereTheLastOneWas() throws {
        var browser = Samples.browser(80, 24)
        browser.send("]a]")
        let state = try #require(saved(browser.send("Q")))
        let next = Samples.browser(80, 24, state: state)
        #expect(next.state.decisions.map(\.fingerprint) == ["f2"])
        #expect(next.top.main.current?.target == .body(patch: 0, line: state.place?.line ?? -1))
        #expect(next.screen.text.contains("accepted: name may be NULL"))
    }

    /// A finding that is still there after a change keeps what was decided, whatever line it is on.
    @Test func aReviewAnewKeepsDecisionsByFingerprint() throws {
        var browser = Samples.browser(80, 24)
        browser.send("]]a")
        browser.send(.up)
        browser.send(.character("c"), editor: { _ in "Mine." })
        let line = try #require(browser.state.comments.first?.line)
        var patch = Samples.first
        patch.body.insert(.init(.text, "One more line in the message."), at: 0)
        var report = Samples.report
        report.findings.removeAll { $0.fingerprint == "f2" }
        report.patches = [patch, Samples.second]
        _ = browser.answer([.reviewing, .reviewed(report, patches: [patch, Samples.second])]) { $0 }
        #expect(browser.state.decision(on: "f1")?.verdict == .accepted)
        #expect(browser.state.comments.first?.line == line + 1)
        #expect(browser.screen.text.contains("2 findings, 1 accepted, 1 comment"))
    }

    @Test func aTreeHasNoReply() {
        var report = Samples.report
        report.patches = []
        var browser = Browser(Material(.tree, title: "fs/fuse"), state: ReviewState(), size: Size(columns: 80, rows: 24))
        _ = browser.answer([.reviewed(report, patches: [])]) { $0 }
        browser.send("]a")
        #expect(browser.state.decisions == [] && browser.screen.text.contains("there is no patch to answer here"))
        browser.send("d")
        browser.send("fine")
        browser.send(.enter)
        #expect(browser.state.decisions.map(\.reason) == ["fine"])
    }
}
