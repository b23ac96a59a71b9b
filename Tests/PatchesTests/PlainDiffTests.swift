import Patches
import SourceTree
import Testing

@Suite struct PlainDiffTests {
    @Test func readsNamesOfPlainDiffs() throws {
        func path(_ old: String, _ new: String) throws -> String {
            try onePatch("--- \(old)\n+++ \(new)\n@@ -1 +1 @@\n-a\n+b\n").files[0].path.description
        }
        #expect(try path("a/fs/fuse/dir.c", "b/fs/fuse/dir.c") == "fs/fuse/dir.c")
        #expect(try path("fs/fuse/dir.c.orig\t2024-01-01 10:00:00 +0100", "fs/fuse/dir.c\t2024-01-02 10:00:00 +0100") == "fs/fuse/dir.c")
        #expect(try path("linux-6.1/fs/fuse/dir.c", "linux-mine/fs/fuse/dir.c") == "fs/fuse/dir.c")
        #expect(try path("old/one.c", "new/one.c") == "one.c")
        #expect(try path("one.c", "one.c") == "one.c")
        #expect(try path("fs/one.c 2024-01-01 10:00:00.000 +0100", "fs/one.c 2024-01-02 10:00:00.000 +0100") == "fs/one.c")
    }
}
