import Foundation
import Testing

/// Replies to patches: what they say, whom they reach, and the programs that read and send them.
@Suite struct MailTests {
    private static let isPythonHere = findTool("python3") != nil

    /// Reads an mbox with Python's own packages.
    private static let reader = """
        import email.policy, email.parser, json, mailbox, sys
        box = mailbox.mbox(sys.argv[1], factory=lambda file: email.parser.BytesParser(policy=email.policy.default).parse(file))
        mails = []
        for mail in box:
            people = lambda name: [[a.display_name, a.addr_spec] for a in mail[name].addresses] if mail[name] else []
            mails.append({
                "names": [name.lower() for name in mail.keys()], "subject": mail["Subject"], "to": people("To"), "cc": people("Cc"),
                "answers": mail["In-Reply-To"] or "", "references": (mail["References"] or "").split(), "body": mail.get_content(),
                "defects": [str(d) for d in mail.defects] + [str(d) for v in mail.values() for d in v.defects]})
        print(json.dumps(mails))
        """

    struct Reply: Decodable {
        var names: [String]
        var subject: String
        var to: [[String]]
        var cc: [[String]]
        var answers: String
        var references: [String]
        var body: String
        var defects: [String]
    }

    private func read(_ mbox: String) throws -> [Reply] {
        try withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("mbox")
            try Data(mbox.utf8).write(to: file)
            let result = try Fuselint.launch(#require(findTool("python3")), ["-c", Self.reader, file.path], in: directory)
            try #require(result.status == 0, "\(result.errors)")
            return try JSONDecoder().decode([Reply].self, from: Data(result.output.utf8))
        }
    }

    /// The faulty patch with another header.
    private func faulty(_ header: String) throws -> String {
        let text = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
        return header + "\n\n" + text.components(separatedBy: "\n\n").dropFirst().joined(separator: "\n\n")
    }

    private func reply(to mail: String) throws -> String {
        let result = try Fuselint.run(["review", "-", "--format", "mail"], input: mail)
        #expect(result.status == 1 && result.errors == "")
        return result.output
    }

    private static let header = """
        From: =?utf-8?q?M=C3=BCller=2C_J=C3=BCrgen?= <jm@example.org>
        To: linux-fsdevel@example.org, "Tester, Ada \\"T\\"" <ada@example.org>
        Cc: Group: one@example.org, (a comment) two@example.org;,
         JM@example.org, Redacted <three@xxxxxxx>, not an address
        Subject: [PATCH v3
         2/8] fuse: =?utf-8?q?=C3=BCber?= mmap
        Date: Tue, 3 Mar 2026 09:30:00 +0000
        Message-ID: <2@example.org>
        In-Reply-To: <1@example.org>
        References: <0@example.org>
         <1@example.org>
        """

    // MARK: Text

    @Test func theFaultyPatchIsAnsweredLikeThis() throws {
        let result = try Fuselint.run(["review", ExampleTests.faulty, "--format", "mail"])
        #expect(result.status == 1 && result.errors == "")
        try expectGolden(result.output, "0001-fuse-passthrough-mmap.mbox")
    }

    /// The same comments in the files of b4's review interface; `B4Tests` has b4 read them.
    @Test func reviewFilesAreLikeThis() throws {
        let result = try Fuselint.run(["review", ExampleTests.faulty, "--format", "b4-review"])
        #expect(result.status == 1 && result.errors == "")
        try expectGolden(result.output, "0001-fuse-passthrough-mmap.b4-review")
    }

    @Test func soIsASeriesThatMendsItself() throws {
        let patches = ["series/0001-fuse-passthrough-mmap.patch", "series/0002-fuse-leave-mtime-and-ctime-alone-in-mmap.patch"]
        let result = try Fuselint.run(["review", "--fixed-later", "--format", "mail"] + patches.map(example))
        #expect(result.status == 1 && result.errors == "")
        try expectGolden(result.output, "series.mbox")
        #expect(try Fuselint.run(["review", "--format", "mail"] + patches.map(example)).output == "")
    }

    /// Quoted lines are the patch's own, from its first to the one in question, and nothing else is quoted.
    @Test func whatIsQuotedIsThePatch() throws {
        let patch = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
        let body = patch.components(separatedBy: "\n\n").dropFirst().joined(separator: "\n\n")
        let quoted = try reply(to: patch).split(separator: "\n").filter { $0.hasPrefix(">") }.map { $0.dropFirst($0.hasPrefix("> ") ? 2 : 1) }
        #expect(quoted.last == "+\t\tinode_set_ctime_to_ts(inode, inode_get_ctime(backing_inode));")
        #expect(body.hasPrefix(quoted.joined(separator: "\n") + "\n"))
    }

    @Test func whatIsSaidIsShortAndHasNoJargonOfTools() throws {
        for line in try reply(to: faulty(Self.header)).split(separator: "\n") where !line.hasPrefix(">") {
            #expect(line.count <= 78, "\(line)")
            for word in ["error:", "warning:", "[mmap-timestamps]", "-by:"] { #expect(!line.contains(word), "\(line)") }
        }
    }

    @Test func nothingToSayIsNoMail() throws {
        let result = try Fuselint.run(["review", example("v2-0001-fuse-passthrough-mmap.patch"), "--format", "mail"])
        #expect(result.status == 0 && result.output == "" && result.errors == "")
    }

    @Test func checkHasNobodyToAnswer() throws {
        RefusalTests.expectRefused(try Fuselint.run(["check", "--format", "mail=x"]), naming: ["mail", "answers patches"])
    }

    // MARK: Recipients and threads

    @Test(.enabled(if: isPythonHere, "python3 is not installed")) func theReplyGoesToAllAndIntoTheThread() throws {
        let mails = try read(reply(to: faulty(Self.header)))
        try #require(mails.count == 1)
        let mail = mails[0]
        #expect(mail.subject == "Re: [PATCH v3 2/8] fuse: über mmap")
        #expect(mail.to == [["Müller, Jürgen", "jm@example.org"]])
        #expect(
            mail.cc == [
                ["", "linux-fsdevel@example.org"], ["Tester, Ada \"T\"", "ada@example.org"], ["", "one@example.org"],
                ["a comment", "two@example.org"],
            ])
        #expect(mail.answers == "<2@example.org>")
        #expect(mail.references == ["<0@example.org>", "<1@example.org>", "<2@example.org>"])
        #expect(mail.defects == [])
        #expect(mail.body.contains("> +\tif (ff->passthrough.filp)\n"))
    }

    @Test(.enabled(if: isPythonHere, "python3 is not installed")) func anAuthorWhoDidNotSendItGetsACopy() throws {
        let text = try faulty("From: Sender <s@example.org>\nReply-To: List <l@example.org>\nSubject: [PATCH] x\nMessage-ID: <1@x>\n\nFrom: Author <a@example.org>")
        let mail = try #require(try read(reply(to: text)).first)
        #expect(mail.to == [["List", "l@example.org"]] && mail.cc == [["Author", "a@example.org"]])
        #expect(mail.references == ["<1@x>"])
    }

    // MARK: Hostile headers

    struct HostileHeader: CustomTestStringConvertible {
        var testDescription: String
        var subject = "[PATCH] x", from = "a@example.org", id = "<1@x>"
    }

    static let hostileHeaders = [
        HostileHeader(
            testDescription: "encoded line ends and brackets", subject: "=?utf-8?q?x=0D=0ABcc:_victim=40example.org=0A=0Abody?=",
            from: "=?utf-8?q?=22=3E=2C_v=40example.org=0ABcc:_v=40x?= <a@example.org>", id: "<1@x y>"),
        HostileHeader(
            testDescription: "encoded words in encoded words, escapes", subject: "=?utf-8?q?=3D=3Futf-8=3Fq=3F=1B=5B2J=3F=3D?=",
            from: "\"a\\\"b\u{1B}]0;x\u{7}\" <a@example.org>", id: "<" + String(repeating: "i", count: 2000) + "@x>"),
        HostileHeader(
            testDescription: "long words", subject: String(repeating: "long", count: 2000),
            from: String(repeating: "n", count: 5000) + " <a@example.org>", id: "none"),
        HostileHeader(
            testDescription: "long text of other scripts", subject: String(repeating: "\u{FC}\u{202E}", count: 2000),
            from: "=?utf-8?q?" + String(repeating: "=C3=BC", count: 100) + "?= <a@example.org>", id: "<>"),
        HostileHeader(testDescription: "an mbox line", subject: "From nobody Mon Sep 17 00:00:00 2001", id: "<\u{FC}@x>"),
    ]

    @Test(.enabled(if: isPythonHere, "python3 is not installed"), arguments: hostileHeaders)
    func hostileHeadersStayWhereTheyAre(header: HostileHeader) throws {
        let mbox = try reply(to: faulty("From: \(header.from)\nSubject: \(header.subject)\nMessage-ID: \(header.id)\nReferences: <a@x>"))
        let mails = try read(mbox)
        try #require(mails.count == 1)
        #expect(mails[0].names == ["to", "subject", "mime-version", "content-type", "content-transfer-encoding"])
        #expect(mails[0].to.map(\.last) == ["a@example.org"] && mails[0].cc == [])
        #expect(mails[0].subject.hasPrefix("Re: ") && mails[0].defects == [])
        #expect(mbox.split(separator: "\n").allSatisfy { $0.utf8.count < 998 })
        for text in [mbox, mails[0].subject] + mails[0].to.joined() {
            #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\r" || $0 == "\u{7}" })
        }
    }

    // MARK: Commits

    @Test(.enabled(if: findTool("git") != nil, "git is not installed")) func commitsAreAnsweredToo() throws {
        try withTree(git: true) { tree in
            try tree.git("am", "--quiet", ExampleTests.faulty)
            let range = try Fuselint.run(["review", "HEAD~1..", "--tree", tree.root.path, "--format", "mail"])
            let id = try tree.git("rev-parse", "HEAD").prefix(12)
            #expect(range.output.contains("To: \"A. Developer\" <dev@example.org>\nSubject: Re: fuse: passthrough mmap\n"))
            #expect(range.output.contains("\nIn commit \(id), A. Developer <dev@example.org> wrote:\n> Reads and writes of"))
            #expect(range.output.contains("(backing_inode));\n\n->mmap() calls inode_set_ctime_to_ts()"))
            #expect(!range.output.contains("In-Reply-To"))
            // Not committed yet, and in a file that git does not know.
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "passthrough.o shadow.o")
            try tree.write(GitTests.ownHandler, to: "fs/fuse/shadow.c")
            let change = try Fuselint.run(["review", "--tree", tree.root.path, "--format", "mail"])
            #expect(change.output.contains("Subject: Re: uncommitted change\n") && change.output.contains("> +++ b/fs/fuse/shadow.c\n"))
            let own = GitTests.ownHandler.split(separator: "\n", omittingEmptySubsequences: false)[5]
            #expect(change.output.contains("\n> +\(own)\n\n->mmap() "), "\(change.output)")
        }
    }

    // MARK: git send-email

    static let sendsMail: Bool = {
        guard let git = findTool("git") else { return false }
        // Debian packages it apart from git, and the Perl module that it needs apart from both.
        return (try? Fuselint.launch(git, ["send-email", "--dump-aliases"], in: Scratch.shared.empty))?.status == 0
    }()

    @Test(.enabled(if: sendsMail, "git send-email is not installed; make check installs git-email"))
    func gitSendsThem() throws {
        try withTree(git: true) { tree in
            let text = try faulty(Self.header)
            try tree.write(reply(to: text), to: "mbox")
            try tree.git("mailsplit", "-o.", "mbox")
            let shown = try tree.git("-c", "sendemail.from=R. Viewer <r@example.org>", "send-email", "--dry-run", "--confirm=never", "0001")
            #expect(shown.contains("Dry-OK"))
            #expect(shown.contains("In-Reply-To: <2@example.org>") && shown.contains("References: <0@example.org> <1@example.org> <2@example.org>"))
            #expect(shown.contains("RCPT TO:<jm@example.org>") && shown.contains("RCPT TO:<two@example.org>"))
            #expect(!shown.contains("dev@example.org"), "a quoted trailer is no recipient")
        }
    }
}
