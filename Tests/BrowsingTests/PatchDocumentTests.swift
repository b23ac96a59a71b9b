@testable import Browsing
import Findings
import Testing

/// What a patch's diff says which files and hunks it has.
@Suite struct PatchDocumentTests {
    private static func parts(_ lines: [String]) -> [String] {
        let patch = ReviewedPatch(name: "a", number: 1, subject: "a", body: lines.map { ReviewedPatch.Line(.text, $0) })
        return PatchDocument(patch, index: 0).parts.map { "\($0.kind) \($0.name) \($0.line)..<\($0.end)" }
    }

    private static let hunk = ["@@ -1,1 +1,1 @@ int f(void)", "-a", "+b"]

    static let headers: [(lines: [String], file: String)] = [
        (["diff --git a/fs/fuse/a.c b/fs/fuse/a.c", "--- a/fs/fuse/a.c", "+++ b/fs/fuse/a.c"], "fs/fuse/a.c"),
        (["diff --git a/fs/a b.c b/fs/a b.c", "--- a/fs/a b.c\t", "+++ b/fs/a b.c\t"], "fs/a b.c"),
        ([#"diff --git "a/fs/\303\244.c" "b/fs/\303\244.c""#, #"--- "a/fs/\303\244.c""#, #"+++ "b/fs/\303\244.c""#], "fs/\u{E4}.c"),
        ([#"diff --git a/fs/a.c "b/fs/\"b.c""#, "rename from fs/a.c", #"rename to "fs/\"b.c""#], "fs/\"b.c"),
        (["--- linux-6.12.orig/fs/fuse/a.c", "+++ linux-6.12/fs/fuse/a.c"], "fs/fuse/a.c"),
        (["--- a/fs/fuse/a.c", "+++ /dev/null"], "fs/fuse/a.c"),
        (["Index: linux/fs/fuse/a.c", "====", "--- linux.orig/fs/fuse/a.c\t2021-01-25 16:31:00", "+++ linux/fs/fuse/a.c\t2021-01-25"], "fs/fuse/a.c"),
    ]

    @Test(arguments: headers) func aFileIsNamedAsInTheTree(header: (lines: [String], file: String)) {
        let first = header.lines.firstIndex { $0.hasPrefix("diff") || $0.hasPrefix("---") }!
        let start = 2 + first, hunk = 2 + header.lines.count
        let expected = ["file \(header.file) \(start)..<\(hunk + 3)", "hunk 1 int f(void) \(hunk)..<\(hunk + 3)"]
        #expect(Self.parts(["Why.", "---"] + header.lines + Self.hunk) == expected)
    }

    @Test func oneFileEndsWhereTheNextBegins() {
        let lines = ["--- a/fs/a.c", "+++ b/fs/a.c"] + Self.hunk + Self.hunk + ["--- a/fs/b.c", "+++ b/fs/b.c"] + Self.hunk
        let expected = [
            "file fs/a.c 0..<8", "hunk 1 int f(void) 2..<5", "hunk 1 int f(void) 5..<8", "file fs/b.c 8..<13", "hunk 1 int f(void) 10..<13",
        ]
        #expect(Self.parts(lines) == expected)
    }

    /// Rules and tables of a message are neither.
    @Test func aMessageHasNoFiles() {
        #expect(Self.parts(["--- before", "1", "+++ after", "2", "diff of a and b", "@@ see there"]).isEmpty)
    }
}
