import Findings
import Reports
import Testing

/// What replies say; CommandTests have those to real patches, and programs that read and send them.
@Suite struct MailReportTests {
    private static let file = "fs/fuse/dev.c"

    /// A patch that adds `int a1;` and so on as lines 11 to 14, behind one line of context.
    private static func patch(_ name: String, id: String? = nil) -> ReviewedPatch {
        let texts = ["Message.", "", "---", " 1 file changed", "", "diff --git a/\(file) b/\(file)", "@@ -10 +10,5 @@"]
        let change = [ReviewedPatch.Line(.context, " int a0;", place: Report.Line(file: file, line: 10))]
            + (1...4).map { ReviewedPatch.Line(.added, "+int a\($0);", place: Report.Line(file: file, line: 10 + $0)) }
        return ReviewedPatch(
            name: name, subject: name, author: "A <a@example.org>", messageID: id, sender: [.init(name: "", address: "a@example.org")],
            body: texts.map { ReviewedPatch.Line(.text, $0) } + change + [ReviewedPatch.Line(.text, "-- ")])
    }

    private static func finding(
        _ rule: String, line: Int, in patch: String, severity: Severity = .error, file: String = file, message: String = "the thing is lost",
        path: [PathStep] = []
    ) -> ReportedFinding {
        ReportedFinding(
            Finding(
                rule: rule, severity: severity, position: Position(file: file, line: line, column: 1), function: "f", message: message,
                path: path, statement: ""),
            state: .introduced, commit: patch, fingerprint: "\(rule) \(line)")
    }

    private static let facts = ["one", "two"].reduce(into: [String: RuleFacts]()) {
        $0[$1] = RuleFacts(id: $1, summary: "", why: "It is `\($1)`, since 5.11, so. More.", said: "\($1).rst.")
    }

    private func mails(_ findings: [ReportedFinding], _ patches: [ReviewedPatch]) -> [String] {
        let text = ReportFormat.mail.text(of: Report(toolVersion: "1", findings: findings, rules: Self.facts, patches: patches))
        return text.split(separator: "From fuselint Mon Sep 17 00:00:00 2001\n").map(String.init)
    }

    /// What is not quoted, by paragraph, below the header.
    private func said(_ mail: String) -> [String] {
        let paragraphs = mail.split(separator: "\n\n").dropFirst().filter { !$0.contains("\n> ") && !$0.hasPrefix("> ") }
        return paragraphs.map { $0.split(separator: "\n").joined(separator: " ") }
    }

    @Test func whatWhyAndWhere() throws {
        let mails = mails([Self.finding("one", line: 12, in: "p")], [Self.patch("p")])
        #expect(mails.count == 1)
        #expect(said(mails[0]) == ["The thing is lost. It is one, since 5.11, so. See one.rst."])
        #expect(mails[0].contains("> +int a2;\n\nThe thing") && !mails[0].contains("a3"))
    }

    @Test func severalFindingsAreOneMailAndNeighboursOneComment() {
        let findings = [("one", 11), ("one", 12), ("two", 13), ("one", 14)].map { Self.finding($0, line: $1, in: "p") }
        let mails = mails(findings, [Self.patch("p")])
        #expect(mails.count == 1)
        #expect(
            said(mails[0]) == [
                "The thing is lost. The line above does the same. It is one, since 5.11, so. See one.rst.",
                "The thing is lost. It is two, since 5.11, so. See two.rst.", "The same again: the thing is lost.",
            ])
        #expect(mails[0].contains("\n\n> +int a3;\n\n") && mails[0].contains("\n\n> +int a4;\n\n"))
    }

    @Test func laterPatchesReferToTheFirst() {
        let findings = [Self.finding("one", line: 11, in: "b"), Self.finding("one", line: 12, in: "a"), Self.finding("two", line: 13, in: "b")]
        let mails = mails(findings, [Self.patch("a"), Self.patch("none"), Self.patch("b")])
        #expect(mails.count == 2 && mails.allSatisfy { $0.contains("Subject: Re: ") })
        #expect(said(mails[0]) == ["The thing is lost. It is one, since 5.11, so. See one.rst."])
        #expect(
            said(mails[1]) == ["The same as in \"a\": the thing is lost.", "The thing is lost. It is two, since 5.11, so. See two.rst."])
    }

    @Test func whatIsNotSureIsAsked() {
        #expect(
            said(mails([Self.finding("one", line: 12, in: "p", severity: .note)], [Self.patch("p")])[0])
                == ["Is this intended: the thing is lost? It is one, since 5.11, so. See one.rst."])
    }

    @Test(arguments: [
        ("the thing is lost", "The thing is lost."), ("->mmap() calls f()", "->mmap() calls f()."), ("drops it", "This drops it."),
        ("vma->vm_file is set", "vma->vm_file is set."), ("'x' is gone", "'x' is gone."),
    ]) func messagesBecomeSentences(message: String, sentence: String) {
        let mail = mails([Self.finding("one", line: 12, in: "p", message: message)], [Self.patch("p")])[0]
        #expect(said(mail)[0].hasPrefix(sentence + " It is"))
    }

    // MARK: Places that the patch does not show

    @Test func aStepStandsForTheFinding() {
        let step = PathStep("s", at: Position(file: Self.file, line: 13, column: 1))
        let context = PathStep("s", at: Position(file: Self.file, line: 10, column: 1))
        let mail = mails([Self.finding("one", line: 90, in: "p", path: [step, context])], [Self.patch("p")])[0]
        #expect(mail.contains("> +int a3;\n\nWith this change, in f() (fs/fuse/dev.c:90): the thing is lost. It"))
    }

    @Test func elseTheNearestChangeOfTheFile() {
        #expect(mails([Self.finding("one", line: 90, in: "p")], [Self.patch("p")])[0].contains("> +int a4;\n\nWith this change, in f() ("))
        #expect(mails([Self.finding("one", line: 2, in: "p")], [Self.patch("p")])[0].contains("> +int a1;\n\nWith this change, in f() ("))
    }

    @Test func elseTheMessage() {
        let mail = mails([Self.finding("one", line: 2, in: "p", file: "fs/fuse/dir.c")], [Self.patch("p")])[0]
        #expect(mail.contains("A <a@example.org> wrote:\n> Message.\n\nWith this change, in f() (fs/fuse/dir.c:2): the thing is lost."))
        #expect(!mail.contains("diff --git"))
        var empty = Self.patch("p")
        empty.body = []
        #expect(mails([Self.finding("one", line: 2, in: "p")], [empty])[0].contains("wrote:\n\nWith this change"))
    }

    /// Two patches of one subject: the one that shows the line.
    @Test func namesakesAreToldApart() {
        var other = Self.patch("p", id: "<other@x>")
        other.body = other.body.map { ReviewedPatch.Line(.text, $0.text) }
        let mails = mails([Self.finding("one", line: 12, in: "p")], [other, Self.patch("p", id: "<right@x>")])
        #expect(mails.count == 1 && mails[0].contains("In-Reply-To: <right@x>\nReferences: <right@x>\n"))
    }

    // MARK: Hostile text

    @Test func noLineOfOursLooksLikeAQuoteOrTheNextMail() {
        let message = String(repeating: "x", count: 78) + " From " + String(repeating: "y", count: 78) + " >" + String(repeating: "z", count: 78)
        let mail = mails([Self.finding("one", line: 12, in: "p", message: message)], [Self.patch("p")])
        #expect(mail.count == 1)
        let own = mail[0].split(separator: "\n").filter { $0.contains("yyy") || $0.contains("zzz") }
        #expect(own.count == 2 && own.allSatisfy { !$0.hasPrefix("From ") && !$0.hasPrefix(">") })
    }

    @Test func quotedLinesKeepTheirTabsAndLoseWhatActs() {
        var patch = Self.patch("p")
        patch.body[8].text = "+\tint\ta;\u{1B}[2J\u{202E}\r"
        patch.body[7].text = "+" + String(repeating: "\u{FC}", count: 5000)
        let mail = mails([Self.finding("one", line: 12, in: "p")], [patch])[0]
        #expect(mail.contains("\n> +\tint\ta;<U+001B>[2J<U+202E>\n"))
        #expect(mail.split(separator: "\n").allSatisfy { $0.utf8.count < 998 } && mail.contains("\u{FC} [...]\n"))
    }

    @Test func aLongThreadKeepsItsStartAndItsEnd() {
        var patch = Self.patch("p", id: "<own@x>")
        patch.references = ["<bad id@x>", "<0@x>", "<0@x>"] + (1..<1000).map { "<\($0)@x>" } + ["<own@x>"]
        let mail = mails([Self.finding("one", line: 12, in: "p")], [patch])[0]
        let ids = mail.split(separator: "References:")[1].split(separator: "MIME")[0].split(whereSeparator: \.isWhitespace)
        #expect(ids.count == 21 && ids.first == "<0@x>" && ids[1] == "<981@x>" && ids.last == "<own@x>")
    }
}
