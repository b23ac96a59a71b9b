import Foundation
import Patches
import SourceTree
import Testing

@Suite struct MailTests {
    /// What `git mailinfo` makes of a mail: the same patch, read by others.
    private func mailinfo(_ mail: [UInt8]) throws -> (fields: [String: String], message: String, patch: [UInt8]) {
        let directory = try TemporaryDirectory()
        let fields = try git("mailinfo", directory.path + "/message", directory.path + "/patch", in: directory.path, input: mail)
        var named: [String: String] = [:]
        for line in String(decoding: fields, as: UTF8.self).fileLines {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { named[parts[0]] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        let patch = [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory.path + "/patch")))
        return (named, try directory.read("message"), patch)
    }

    /// Our reading of a mail against git's, and against the input's own lines.
    private func compare(_ mail: [UInt8], exactLines: Bool = true) throws {
        let ours = try series(mail).patches[0]
        let theirs = try mailinfo(mail)
        #expect(ours.subject == theirs.fields["Subject"])
        #expect(ours.author == "\(theirs.fields["Author"] ?? "") <\(theirs.fields["Email"] ?? "")>")
        #expect(ours.message == theirs.message.trimmingCharacters(in: .whitespacesAndNewlines))
        let decoded = try series(theirs.patch).patches[0]
        #expect(ours.isComplete)
        #expect(ours.files.count == 2)
        for (mine, other) in zip(ours.files, decoded.files) {
            #expect(mine.path == other.path)
            #expect(mine.kind == other.kind)
            #expect(mine.hunks.map { $0.lines.map(\.bytes) } == other.hunks.map { $0.lines.map(\.bytes) })
        }
        // git itself accepts what we read.
        let tree = try TemporaryDirectory()
        #expect(throws: ApplyError.self) { try PatchApplier().apply(ours, to: tree.snapshot()) }
        guard exactLines else { return }
        let lines = mail.split(separator: 10, omittingEmptySubsequences: false)
        for line in ours.added {
            // Up to the first byte that any encoding changes.
            let start = line.bytes.prefix { $0 < 127 && $0 != UInt8(ascii: "=") }.prefix(40)
            #expect(lines[line.inputLine - 1].drop { $0 == 32 }.starts(with: [UInt8(ascii: "+")] + start), "line \(line.inputLine)")
        }
    }

    @Test func readsEightBit() throws { try compare(Array(Samples.eightBit.utf8)) }
    @Test func readsQuotedPrintable() throws { try compare(Array(Samples.quotedPrintable.utf8)) }
    @Test func readsBase64() throws { try compare(Array(Samples.base64.utf8), exactLines: false) }
    @Test func readsMultipart() throws { try compare(Array(Samples.multipart.utf8)) }
    @Test func readsLatin1() throws { try compare(Samples.latin1) }
    @Test func readsFlowed() throws { try compare(Array(Samples.flowed.utf8)) }

    @Test func readsCarriageReturns() throws {
        let plain = try onePatch(Samples.eightBit)
        for sample in [Samples.eightBit, Samples.quotedPrintable, Samples.base64, Samples.multipart] {
            let patch = try onePatch(sample.replacingOccurrences(of: "\n", with: "\r\n"))
            #expect(patch.isComplete)
            #expect(patch.files.map { $0.hunks.map { $0.lines.map(\.bytes) } } == plain.files.map { $0.hunks.map { $0.lines.map(\.bytes) } })
            #expect(patch.subject == plain.subject)
        }
    }

    @Test func readsTheHeader() throws {
        let patch = try onePatch(Samples.eightBit)
        #expect(patch.subject == "toy: drop all references at release")
        #expect(patch.rawSubject == "[PATCH v3 2/8] toy: drop all references at release")
        #expect(patch.author == "Jürgen Müller <jm@example.org>")
        #expect(patch.series == SeriesPosition(version: 3, index: 2, count: 8))
        #expect(patch.messageID == "<20240304-toy-2@example.org>")
        #expect(patch.inReplyTo == "<20240304-toy-0@example.org>")
        #expect(patch.references == ["<20240304-toy-0@example.org>", "<20240304-toy-1@example.org>"])
        #expect(patch.sender == [MailAddress(name: "Jürgen Müller", address: "jm@example.org")])
        #expect(
            patch.to == [
                MailAddress(name: "", address: "linux-fsdevel@example.org"), MailAddress(name: "Ada Tester", address: "ada@example.org"),
            ])
        #expect(patch.cc == [MailAddress(name: "", address: "toy-devel@example.org")])
        #expect(!patch.isQuoted)
        #expect(patch.files[0].hunks[1].section == "static int toy_release(struct inode *inode, struct file *file)")
    }

    /// Base64 has no lines of its own: all point at the part's first.
    @Test func base64PointsAtThePart() throws {
        let first = Samples.base64.fileLines.firstIndex(of: "")! + 2
        #expect(Set(try onePatch(Samples.base64).added.map(\.inputLine)) == [first])
    }

    @Test func readsOtherCharsets() throws {
        let utf16 = Array(Samples.header("Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64").utf8) + [10]
            + Array(Samples.wrapped(Data((Samples.message + Samples.diff).utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }).base64EncodedString()).utf8)
        let patch = try series(utf16).patches[0]
        #expect(patch.isComplete)
        #expect(patch.added.contains { $0.text.contains("façade") })
        #expect(patch.message.contains("Zoë"))
        let unknown = try onePatch(Samples.eightBit.replacingOccurrences(of: "charset=UTF-8", with: "charset=x-no-such-thing"))
        #expect(unknown.isComplete)
        #expect(unknown.message.contains("Zoë"))
    }

    @Test func inBodyFromNamesTheAuthor() throws {
        let mail = Samples.eightBit.replacingOccurrences(of: "\nThe references", with: "\nFrom: Real Author <real@example.org>\n\nThe references")
        try compare(Array(mail.utf8))
        #expect(try onePatch(mail).author == "Real Author <real@example.org>")
    }

    @Test func attachedMailsArePatchesOfTheirOwn() throws {
        func attached(_ number: Int) -> String {
            """
            --cut
            Content-Type: text/x-patch; name="000\(number)-toy.patch"
            Content-Disposition: attachment; filename="000\(number)-toy.patch"

            From 0123456789abcdef0123456789abcdef0123456\(number) Mon Sep 17 00:00:00 2001
            From: Ada Tester <ada@example.org>
            Date: Mon, 4 Mar 2024 10:00:00 +0100
            Subject: [PATCH \(number)/2] toy: step \(number)

            ---
            \(Samples.diff)

            """
        }
        let mail = Samples.header("Content-Type: multipart/mixed; boundary=cut") + "\n--cut\n\nSee the attached.\n"
            + attached(2) + attached(1) + "--cut--\n"
        let series = try series(mail)
        #expect(series.patches.map(\.subject) == ["toy: step 1", "toy: step 2"])
        #expect(series.patches[0].commitID == "0123456789abcdef0123456789abcdef01234561")
        let line = try #require(series.patches[0].added.first)
        #expect(mail.fileLines[line.inputLine - 1] == "+#include \"toy.h\"")
    }
}

@Suite struct SeriesTests {
    private func mail(_ subject: String, id: String, parent: String = "root", file: String? = "fs/toy/a.c", extra: String = "") -> String {
        let diff = file.map { "--- a/\($0)\n+++ b/\($0)\n@@ -1 +1 @@\n-a\n+b\n" } ?? ""
        return """
            From ada@example.org Mon Mar  4 10:00:00 2024
            From: Ada Tester <ada@example.org>
            Subject: \(subject)
            Date: Mon, 4 Mar 2024 10:00:00 +0100
            Message-ID: <\(id)@example.org>
            References: <\(parent)@example.org>

            Text of \(subject).
            >From here on it is escaped.
            \(extra)---
            \(diff)--\u{20}
            2.39


            """
    }

    @Test func ordersBySubjectAndSkipsLetters() throws {
        let box = mail("[PATCH v2 2/3] toy: two", id: "2") + mail("[PATCH v2 0/3] toy: letter", id: "0", file: nil)
            + mail("[PATCH v2 3/3] toy: three", id: "3") + mail("Re: [PATCH v2 3/3] toy: three", id: "r", file: nil)
            + mail("[PATCH v2 1/3] toy: one", id: "1")
        let series = try series(box)
        #expect(series.patches.map(\.subject) == ["toy: one", "toy: two", "toy: three"])
        #expect(series.skipped.map(\.reason) == ["a cover letter", "no patch in it"])
        #expect(series.patches[0].message.contains("\nFrom here on"))
        for patch in series.patches {
            #expect(box.fileLines[patch.added[0].inputLine - 1] == "+b")
        }
    }

    /// The same messages as `git mailsplit` sees.
    @Test func splitsAsGitDoes() throws {
        let box = (1...4).map { mail("[PATCH \($0)/4] toy: step \($0)", id: "\($0)", extra: "From here at noon:\nFrom: there\n") }.joined()
        let directory = try TemporaryDirectory()
        try directory.write("box", box)
        try git("mailsplit", "-o.", "box", in: directory.path)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasPrefix("00") }
        #expect(try series(box).patches.count == names.count)
    }

    @Test func severalFilesAreOneSeries() throws {
        let inputs = [3, 1, 2].map { PatchInput(name: "000\($0).patch", bytes: Array(mail("[PATCH \($0)/3] toy: step \($0)", id: "\($0)").utf8)) }
        let series = try PatchReader.read(inputs)
        #expect(series.patches.map(\.subject) == ["toy: step 1", "toy: step 2", "toy: step 3"])
        #expect(series.patches.map(\.inputName) == ["0001.patch", "0002.patch", "0003.patch"])
        let plain = [2, 1].map { PatchInput(name: "\($0).diff", bytes: Array("--- a/fs/\($0).c\n+++ b/fs/\($0).c\n@@ -1 +1 @@\n-a\n+b\n".utf8)) }
        #expect(try PatchReader.read(plain).patches.map(\.inputName) == ["2.diff", "1.diff"])
    }

    @Test func newestVersionStays() throws {
        let box = mail("[PATCH 1/2] toy: one", id: "a") + mail("[PATCH 2/2] toy: old name", id: "b")
            + mail("[PATCH v2 2/2] toy: two", id: "d") + mail("[PATCH v2 1/2] toy: one", id: "c")
        let series = try series(box)
        #expect(series.patches.map(\.subject) == ["toy: one", "toy: two"])
        #expect(series.skipped.map(\.reason) == ["an older version of the series", "an older version of the series"])
    }

    @Test func quotedPatchesGiveWayToRealOnes() throws {
        let quoted = mail("Re: [PATCH 1/1] toy: one", id: "r", file: nil, extra: "> --- a/fs/x.c\n> +++ b/fs/x.c\n> @@ -1 +1 @@\n> -a\n> +b\n")
        let series = try series(mail("[PATCH 1/1] toy: one", id: "1") + quoted)
        #expect(series.patches.map(\.isQuoted) == [false])
        #expect(series.skipped.map(\.reason) == ["a reply that quotes a patch"])
    }

    @Test func repliesWithDiffsOfTheirOwnAreSkipped() throws {
        let both = try series(mail("[PATCH 1/1] toy: one", id: "1") + mail("Re: [PATCH 1/1] toy: one", id: "2", file: "fs/toy/b.c"))
        #expect(both.patches.map(\.rawSubject) == ["[PATCH 1/1] toy: one"])
        #expect(both.skipped.map(\.reason) == ["a reply with a diff of its own"])
        #expect(try series(mail("Re: toy: try this", id: "2")).patches.count == 1)
    }

    @Test(arguments: [
        ("[PATCH v3 2/8] a: b", "a: b", SeriesPosition(version: 3, index: 2, count: 8)),
        ("Re: [RFC PATCHv2 02/10 net] a: b", "a: b", SeriesPosition(version: 2, index: 2, count: 10)),
        ("[PATCH RESEND V12 8/8] a: b [c]", "a: b [c]", SeriesPosition(version: 12, index: 8, count: 8)),
        ("[PATCH v2] a: b", "a: b", SeriesPosition(version: 2, index: 1, count: 1)), ("[PATCH] a: b", "a: b", nil),
        ("a: b 1/2", "a: b", nil), ("[PATCH 1/0] a: b", "a: b", nil), ("[PATCH 99999999999999999999/3] a: b", "a: b", nil),
    ] as [(String, String, SeriesPosition?)]) func readsSubjects(_ raw: String, _ title: String, _ position: SeriesPosition?) throws {
        let patch = try series(mail(raw, id: "1")).patches[0]
        #expect(patch.subject.hasPrefix(title))
        #expect(patch.series == position)
    }

    @Test func crosspostedMailCountsOnce() throws {
        let one = mail("[PATCH] toy: one", id: "1")
        #expect(try series(one + one).patches.count == 1)
    }

    @Test func inputWithoutPatchIsAnError() throws {
        #expect(throws: PatchError.self) { try series("Just text.\n") }
        #expect(throws: PatchError.self) { try series("") }
        let error = #expect(throws: PatchError.self) { try series(mail("[PATCH 0/2] toy: letter", id: "0", file: nil)) }
        #expect(error?.description.contains("a cover letter") == true)
        #expect(throws: PatchError.self) { try PatchInput.read("/no/such/file.patch") }
        #expect(throws: PatchError.self) { try PatchInput.read("/tmp") }
    }

    @Test func readsGitLog() throws {
        let log = """
            commit 2222222222222222222222222222222222222222
            Author: Ada Tester <ada@example.org>
            Date:   Tue Mar 5 10:00:00 2024 +0100

                toy: later

                Text.

            \(Samples.diff)
            commit 1111111111111111111111111111111111111111
            Author: Ada Tester <ada@example.org>
            Date:   Mon Mar 4 10:00:00 2024 +0100

                toy: earlier

            \(Samples.diff)
            """
        let patches = try series(log).patches
        #expect(patches.map(\.subject) == ["toy: earlier", "toy: later"])
        #expect(patches.map { $0.commitID?.first } == ["1", "2"])
        #expect(patches.allSatisfy { $0.isComplete })
    }
}
