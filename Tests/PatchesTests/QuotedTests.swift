import Patches
import SourceTree
import Testing

@Suite struct QuotedTests {
    @Test func readsAReplyOnAPage() throws {
        let patch = try onePatch(Samples.reply)
        #expect(patch.isQuoted)
        #expect(!patch.isComplete)
        #expect(patch.subject == "toy: map files by hand")
        #expect(patch.series == SeriesPosition(version: 2, index: 3, count: 3))
        #expect(patch.author == "Ada Tester <ada@xxxxxxxxxxx>")
        #expect(patch.files.map(\.path.description) == ["fs/toy/file.c", "fs/toy/toy.h", "fs/toy/map.c"])
        #expect(patch.files.flatMap(\.hunks).map(\.isCutShort) == [false, false, true])
        let lines = Samples.reply.fileLines
        for file in patch.files {
            for line in file.hunks.flatMap(\.lines) {
                let mark = line.kind == .added ? "+" : line.kind == .removed ? "-" : ""
                let expected = line.bytes.isEmpty && mark.isEmpty ? ">" : "> " + mark + line.text
                #expect(lines[line.inputLine - 1] == expected)
            }
        }
        #expect(patch.added.count == 2 + 1 + 13)
    }

    /// The same reply once more in a reply, and so on: depth makes no difference but to the columns.
    @Test(arguments: [1, 2, 5]) func readsAnyDepth(_ depth: Int) throws {
        var text = Samples.diff
        for level in 0..<depth {
            text = "On Mon, Mar 4, 2024 at 5:06 PM Person \(level) <p\(level)@example.org> wrote:\n"
                + text.fileLines.map { $0.hasPrefix(">") ? ">" + $0 : $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n") + "\n\nA comment.\n"
        }
        let patch = try onePatch(text)
        let plain = try onePatch(Samples.diff)
        #expect(patch.isComplete)
        #expect(patch.author == "Person 0 <p0@example.org>")
        #expect(patch.files.map { $0.hunks.map { $0.lines.map(\.bytes) } } == plain.files.map { $0.hunks.map { $0.lines.map(\.bytes) } })
    }

    @Test func tellsQuotesThatLeaveFilesOut() throws {
        let text = "> 2 files changed, 3 insertions(+)\n>\n> --- a/fs/one.c\n> +++ b/fs/one.c\n> @@ -1 +1 @@\n> -a\n> +b\n"
        let patch = try onePatch(text)
        #expect(patch.damage.map(\.reason) == ["the patch changes 2 files, of which 1 are quoted"])
        #expect(!patch.isComplete)
    }

    @Test func joinsWrappedLines() throws {
        let text = """
            > --- a/fs/one.c
            > +++ b/fs/one.c
            > @@ -1,3 +1,4 @@ int f(struct file *file, struct
            > inode *inode)
            >  int a;
            > +int b = 1 +
            > 2;
            >  int c;
            >  int d;

            """
        let file = try onePatch(text).files[0]
        #expect(file.hunks[0].section == "int f(struct file *file, struct inode *inode)")
        #expect(file.hunks[0].lines.map(\.text) == ["int a;", "int b = 1 + 2;", "int c;", "int d;"])
        #expect(file.damage.map(\.reason) == ["a line wrapped by a mailer"])
    }

    @Test func readsDamageWithoutQuotes() throws {
        // A page's copy of the mail itself: white space collapsed, no quote marks.
        let page = Samples.reply.fileLines.filter { $0.hasPrefix(">") }.map { String($0.dropFirst($0.hasPrefix("> ") ? 2 : 1)) }
        let patch = try onePatch((["[PATCH v2 3/3] toy: map files by hand", "", "From: Ada Tester", "Date: Mon Mar 04 2024", ""] + page).joined(separator: "\n"))
        #expect(!patch.isQuoted)
        #expect(!patch.isComplete)
        #expect(patch.author == "Ada Tester")
        #expect(patch.files.count == 3)
        #expect(patch.added.count == 16)
    }

    /// A diff under a message that has no mail header: its trailers are no fields of the page.
    @Test func messagesWithoutHeaderStayWhole() throws {
        let patch = try onePatch("Fix it\n\nCc: someone@example.org\n---\n--- a/fs/one.c\n+++ b/fs/one.c\n@@ -1 +1 @@\n-a\n+b\n")
        #expect(patch.cc.isEmpty)
        #expect(patch.message == "Fix it\n\nCc: someone@example.org")
        let tabs = try onePatch("Date\tMon, 4 Mar 2024\nSubject\t[PATCH] toy: one\nFrom\tAda Tester <>\n\nText.\n---\n--- a/fs/one.c\n+++ b/fs/one.c\n@@ -1 +1 @@\n-a\n+b\n")
        #expect(tabs.subject == "toy: one")
        #expect(tabs.author == "Ada Tester <>")
        #expect(tabs.message == "Text.")
    }

    @Test func readsThreadPages() throws {
        let page = """
            * [PATCH v2 1/2] toy: one
            @ 2024-03-04 15:30 Ada Tester
              2024-03-04 15:30 ` [PATCH v2 2/2] toy: two Ada Tester
              0 siblings, 1 reply; 2+ messages in thread
            From: Ada Tester @ 2024-03-04 15:30 UTC (permalink / raw)
              To: Grace Reviewer; +Cc: linux-fsdevel

            Text one.

            --- a/fs/one.c
            +++ b/fs/one.c
            @@ -1 +1 @@
            -a
            +b

            ^ permalink raw reply\t[flat|nested] 2+ messages in thread

            * [PATCH v2 2/2] toy: two
              2024-03-04 15:30 [PATCH v2 1/2] toy: one Ada Tester
            @ 2024-03-04 15:30 ` Ada Tester
              1 siblings, 0 replies; 2+ messages in thread
            From: Ada Tester @ 2024-03-04 15:31 UTC (permalink / raw)
              To: Grace Reviewer; +Cc: linux-fsdevel

            --- a/fs/two.c
            +++ b/fs/two.c
            @@ -1 +1 @@
            -a
            +b

            ^ permalink raw reply\t[flat|nested] 2+ messages in thread

            """
        let patches = try series(page).patches
        #expect(patches.map(\.subject) == ["toy: one", "toy: two"])
        #expect(patches.map(\.author) == ["Ada Tester", "Ada Tester"])
        #expect(patches.map(\.date) == ["2024-03-04 15:30 UTC", "2024-03-04 15:31 UTC"])
        #expect(patches.allSatisfy { $0.isComplete })
    }

    @Test func incompletePatchesAreNotApplied() throws {
        let tree = try TemporaryDirectory()
        let patch = try onePatch(Samples.reply)
        let error = #expect(throws: ApplyError.self) { try PatchApplier().apply(patch, to: tree.snapshot()) }
        guard case .incomplete = error else { Issue.record("\(String(describing: error))"); return }
    }
}
