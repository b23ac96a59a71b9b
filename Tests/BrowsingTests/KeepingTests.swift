@testable import Browsing
import Findings
import Foundation
import Reports
import Testing

/// What stays when the session, the series or the tree is another one.
@Suite struct KeepingTests {
    private func roundTrip(_ state: ReviewState) throws -> ReviewState {
        try JSONDecoder().decode(ReviewState.self, from: try JSONEncoder().encode(state))
    }

    // MARK: Undo

    @Test func undoGoesOnAfterARestart() throws {
        var first = Samples.browser(80, 24)
        first.send("]a]a")
        first.send(.up)
        first.send(.character("c"), editor: { _ in "Mine." })
        first.send("[m")
        #expect(first.state.decisions.map(\.verdict) == [.accepted, .question])
        var next = Samples.browser(80, 24, state: try roundTrip(first.remembered()))
        next.send("u")
        #expect(next.state.decisions.map(\.verdict) == [.accepted, .accepted] && next.state.comments.count == 1)
        #expect(next.state.decisions.map(\.fingerprint) == ["f2", "f1"], "in the order in which they were made")
        next.send("u")
        #expect(next.state.comments == [])
        next.send("uu")
        #expect(next.state.decisions == [])
        next.send("u")
        #expect(next.screen.text.contains("nothing to undo"))
    }

    @Test func aRemovedCommentComesBackUnderItsLine() throws {
        var browser = Samples.browser(80, 24)
        browser.send("}")
        browser.send(.down)
        browser.send(.character("c"), editor: { _ in "Mine." })
        browser.send(.character("c"), editor: { _ in "" })
        let line = try #require(commentedLine(browser.state.past))
        var patch = Samples.first
        patch.body.insert(.init(.text, "One more line."), at: 0)
        var report = Samples.report
        report.patches = [patch, Samples.second]
        _ = browser.answer([.reviewed(report, patches: [patch, Samples.second])]) { $0 }
        browser.send("u")
        #expect(browser.state.comments.map(\.line) == [line + 1], "where the line is now")
        // Another comment does not take its number.
        #expect(browser.state.freeID > 1)
    }

    private func commentedLine(_ past: [ReviewState.Act]) -> Int? {
        if case .comment(_, let before?)? = past.last { before.line } else { nil }
    }

    /// As the first fuselint that kept any wrote it.
    @Test func oldStatesOpen() throws {
        let text = """
            {"version": 1, "title": "t", "place": {"patch": 1, "line": 3},
             "decisions": [{"fingerprint": "f2", "verdict": "accepted"}, {"fingerprint": "gone", "verdict": "dismissed", "reason": "known"}],
             "comments": [{"id": 1, "patch": 1, "line": 10, "quoted": "+\\tunsigned int count = 0; /* of \\"all\\" queues */", "text": "Why?"}]}
            """
        let state = try JSONDecoder().decode(ReviewState.self, from: Data(text.utf8))
        var browser = Samples.browser(80, 24, state: state)
        #expect(browser.screen.text.contains("3 findings, 1 accepted, 1 comment, 1 left over"))
        browser.send("u")
        #expect(browser.screen.text.contains("nothing to undo"))
        browser.send("L")
        #expect(browser.screen.text.contains("dismissed: finding gone\n    known"))
    }

    // MARK: Another version of the series

    /// A series as it comes again: the patches in another order and with other tags, a line and a finding less, a patch more.
    private func secondVersion() -> (patches: [ReviewedPatch], report: Report) {
        func again(_ patch: ReviewedPatch, _ number: Int, _ subject: String) -> ReviewedPatch {
            var patch = patch
            (patch.number, patch.subject, patch.name) = (number, subject, subject)
            return patch
        }
        var one = again(Samples.first, 2, "[PATCH v2 2/3] fuse: count requests")
        one.body.insert(.init(.text, "Changes since v1: no pr_debug()."), at: 1)
        one.body.removeAll { $0.text.contains("pr_debug") }
        let two = again(Samples.second, 1, "[PATCH v2 1/3] \(Outline.title(of: Samples.second.subject))")
        let three = ReviewedPatch(name: "[PATCH v2 3/3] fuse: new", number: 3, subject: "[PATCH v2 3/3] fuse: new", author: "A. Developer <dev@example.org>")
        var report = Samples.report
        report.findings.removeAll { $0.fingerprint == "f2" }
        for index in report.findings.indices { report.findings[index].commit = report.findings[index].fingerprint == "f3" ? two.name : one.name }
        report.patches = [two, one, three]
        return (report.patches, report)
    }

    private func decided() -> ReviewState {
        var browser = Samples.browser(80, 24)
        browser.send("]d")
        browser.send("pr_debug() takes NULL")
        browser.send(.enter)
        browser.send("]a/")
        browser.send("unsigned int")
        browser.send(.enter)
        browser.send(.character("c"), editor: { _ in "Why unsigned?" })
        browser.send("/")
        browser.send("pr_debug")
        browser.send(.enter)
        browser.send(.character("c"), editor: { _ in "Is this left from debugging?" })
        return browser.remembered()
    }

    @Test func aSecondVersionKeepsWhatStillHasAPlace() throws {
        let old = try roundTrip(decided())
        let (patches, report) = secondVersion()
        let marks = patches.map { PatchMark($0) }
        #expect(PatchMark.isSameSeries(old.series, marks))
        var state = old.carried(to: marks)
        state.carriedFrom = "fuse: count requests and 1 more"
        var browser = Browser(Material(.series, title: "v2", patches: patches), state: state, size: Size(columns: 100, rows: 24))
        _ = browser.answer([.reviewed(report, patches: patches)]) { $0 }
        #expect(browser.screen.text.contains("taken over from an earlier version of this series: 2; 2 left over: L lists them"))
        #expect(browser.summary == "1 accepted, 1 comment, 2 left over")
        let comment = try #require(browser.state.comments.first)
        #expect(comment.patch == 2 && patches[1].body[comment.line].text == comment.quoted)
        let answer = try #require(browser.material.answer(browser.state))
        let text = MailReport(answer.patches).text
        #expect(text.contains("Why unsigned?") && !text.contains("left from debugging"))
        browser.send("L")
        try expectGolden(browser.screen.text, "leftovers-100x24.txt")
        // Nothing is lost: what comes back has its decision again.
        _ = browser.answer([.reviewed(Samples.report, patches: Samples.patches)]) { $0 }
        #expect(browser.summary == "1 accepted, 1 dismissed, 2 comments")
    }

    @Test func aLeftCommentCanBeRemoved() throws {
        let (patches, report) = secondVersion()
        var browser = Browser(
            Material(.series, title: "v2", patches: patches), state: decided().carried(to: patches.map { PatchMark($0) }), size: Size(columns: 100, rows: 24))
        _ = browser.answer([.reviewed(report, patches: patches)]) { $0 }
        browser.send("L/")
        browser.send("left from debugging")
        browser.send(.enter)
        browser.send(.character("c"), editor: { _ in "" })
        #expect(browser.summary == "1 accepted, 1 comment, 1 left over")
    }

    @Test func whatIsTheSameSeries() {
        func mark(_ number: Int, _ title: String, _ author: String = "a", date: String? = nil, changes: String? = nil) -> PatchMark {
            var mark = PatchMark(ReviewedPatch(name: "", number: number, subject: title, author: author, date: date))
            mark.changes = changes
            return mark
        }
        #expect(PatchMark.isSameSeries([mark(1, "x")], [mark(1, "x")]))
        #expect(!PatchMark.isSameSeries([mark(1, "x")], [mark(1, "x", "b")]), "another author")
        #expect(!PatchMark.isSameSeries([mark(1, "x")], [mark(1, "y")]))
        #expect(PatchMark.isSameSeries([mark(1, "x", changes: "1")], [mark(1, "y", changes: "1")]), "another subject for the same change")
        #expect(PatchMark.isSameSeries([mark(1, "x", date: "d")], [mark(1, "y", date: "d")]), "amended, subject and all")
        #expect(!PatchMark.isSameSeries([], []))
        let ten = (1...10).map { mark($0, "patch \($0)") }
        #expect(!PatchMark.isSameSeries(ten, [ten[3]]), "one patch of ten is another review")
        #expect(PatchMark.same([mark(1, "x"), mark(2, "x")], [mark(1, "x"), mark(2, "x")]) == [1: 1, 2: 2])
        // A script makes commits in one second: that tells nothing.
        #expect(PatchMark.same([mark(1, "x", date: "d"), mark(2, "y", date: "d")], [mark(1, "z", date: "d")]) == [:])
    }

    // MARK: Comments on a tree

    private func tree(_ findings: [ReportedFinding]) -> Browser {
        var report = Samples.report
        report.patches = []
        report.findings = findings
        var browser = Browser(Material(.tree, title: "fs/fuse"), state: ReviewState(), size: Size(columns: 80, rows: 24))
        _ = browser.answer([.reviewed(report, patches: [])]) { $0 }
        return browser
    }

    @Test func commentsOnATreeAreWrittenAsNotes() throws {
        var browser = tree(Samples.report.findings)
        browser.send("wn")
        #expect(browser.screen.text.contains("nothing is commented on yet"))
        browser.send("]")
        browser.send(.up)
        browser.send(.character("c"), editor: { _ in "Who calls this?\nAnd when?\u{1B}[31m" })
        browser.send("o")
        browser.send("fs/fuse/control.c")
        browser.send(.enter, .character(":"))
        browser.send("3")
        browser.send(.enter)
        browser.send(.character("c"), editor: { _ in "No check." })
        #expect(browser.screen.text.contains("your comment:"))
        browser.send("q")
        try expectGolden(browser.screen.text, "tree-comments-80x24.txt")
        let effects = browser.send(.character("w"), .character("n"), .enter)
        guard case .write(.notes(let text), let path)? = effects.last else { Issue.record("nothing is written"); return }
        #expect(path == "notes.txt")
        #expect(text == "fs/fuse/control.c:3: No check.\nfs/fuse/dev.c:14: Who calls this?\n\tAnd when?<U+001B>[31m\n")
    }

    @Test func aCommentOnATreeGoesWithItsLine() throws {
        var browser = tree([])
        browser.send("o")
        browser.send("fs/fuse/control.c")
        browser.send(.enter, .character(":"))
        browser.send("3")
        browser.send(.enter)
        browser.send(.character("c"), editor: { _ in "No check." })
        func change(_ lines: [String]?) {
            _ = browser.update(.reviewed(Report(toolVersion: "1"), patches: []))
            let request = SourceRequest(file: "fs/fuse/control.c", line: 1, purpose: .again)
            _ = browser.update(.loaded(request, lines.map { SourceDocument(file: request.file, lines: $0) }))
        }
        change(["", ""] + Samples.control)
        #expect(browser.state.comments.map(\.line) == [5] && browser.notes == "fs/fuse/control.c:5: No check.\n")
        change(["int other;"])
        #expect(browser.notes == "" && browser.summary == "1 left over")
        browser.send("L")
        #expect(browser.screen.text.contains("fs/fuse/control.c:5:") && browser.screen.text.contains("No check."))
        change(nil)
        #expect(browser.summary == "1 left over", "a file that is gone")
        change(Samples.control)
        #expect(browser.notes == "fs/fuse/control.c:3: No check.\n")
    }
}
