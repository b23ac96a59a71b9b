import Foundation
import Patches
import SourceTree
import Testing

/// Every change is made by git in one repository, mailed, and applied by us to a plain tree; what comes out
/// must be what git itself has after the change.
@Suite struct ApplyTests {
    private static let numbered = (1...60).map { "line \($0);\n" }.joined()

    /// A repository with some files in its first commit.
    private func repository() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try git("init", "-q", in: directory.path)
        try directory.write("fs/one.c", Self.numbered)
        try directory.write("fs/two.c", (1...40).map { "int v\($0);\n" }.joined())
        try directory.write("fs/bare.c", "int a;\nint b;\nint c;")
        try directory.write("fs/dos.c", (1...20).map { "int d\($0);\r\n" }.joined())
        try directory.write("fs/run.sh", "#!/bin/sh\necho one\n")
        try directory.write("fs/blob.bin", [0, 1, 2, 3, 255, 0, 10, 13, 7])
        try git("add", "-A", in: directory.path)
        try git("-c", "core.autocrlf=false", "commit", "-qm", "base", in: directory.path)
        return directory
    }

    /// A plain copy of a repository's files at a revision.
    private func export(_ repository: TemporaryDirectory, _ revision: String) throws -> TemporaryDirectory {
        let copy = try TemporaryDirectory()
        for name in try names(repository, revision) {
            try copy.write(name, try git("cat-file", "blob", "\(revision):\(name)", in: repository.path))
        }
        return copy
    }

    private func names(_ repository: TemporaryDirectory, _ revision: String) throws -> [String] {
        String(decoding: try git("ls-tree", "-r", "--name-only", revision, in: repository.path), as: UTF8.self).fileLines
    }

    /// Applies the last commit as a mail to the tree before it; compares all files with git's.
    private func compare(
        _ repository: TemporaryDirectory, options: [String] = [], transport: ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> AppliedPatch {
        let mail = transport(try git(["format-patch", "-1", "--stdout", "-M", "-C", "--find-copies-harder"] + options, in: repository.path))
        let tree = try export(repository, "HEAD~")
        let patch = try series(mail).patches[0]
        #expect(patch.isComplete)
        let result = try PatchApplier().apply(patch, to: tree.snapshot())
        let after = try names(repository, "HEAD")
        for name in Set(after).union(try names(repository, "HEAD~")) {
            let expected = after.contains(name) ? try git("cat-file", "blob", "HEAD:\(name)", in: repository.path) : nil
            #expect(try result.snapshot.contents(of: TreePath(name)) == expected, "\(name)")
        }
        return result
    }

    private func commit(_ repository: TemporaryDirectory) throws {
        try git("add", "-A", in: repository.path)
        try git("-c", "core.autocrlf=false", "commit", "-qm", "change", in: repository.path)
    }

    @Test func modifiesAddsAndDeletes() throws {
        let repository = try repository()
        try repository.write("fs/one.c", Self.numbered.replacingOccurrences(of: "line 7;", with: "line seven;").replacingOccurrences(of: "line 50;\n", with: ""))
        try repository.write("fs/new.c", "int fresh;\n")
        try repository.write("fs/empty.h", "")
        try FileManager.default.removeItem(atPath: repository.path + "/fs/two.c")
        try commit(repository)
        let result = try compare(repository)
        #expect(result.changed.map(\.description) == ["fs/empty.h", "fs/new.c", "fs/one.c"])
        #expect(result.removed.map(\.description) == ["fs/two.c"])
    }

    @Test func renamesAndCopies() throws {
        let repository = try repository()
        try FileManager.default.moveItem(atPath: repository.path + "/fs/one.c", toPath: repository.path + "/fs/moved one.c")
        try repository.write("fs/copy.c", try repository.read("fs/two.c").replacingOccurrences(of: "v3;", with: "w3;"))
        try commit(repository)
        let result = try compare(repository)
        #expect(result.origins == [try TreePath("fs/moved one.c"): try TreePath("fs/one.c"), try TreePath("fs/copy.c"): try TreePath("fs/two.c")])
    }

    @Test func keepsFilesWithoutFinalNewline() throws {
        let repository = try repository()
        try repository.write("fs/bare.c", "int a;\nint b;\nint c;\nint d;")
        try commit(repository)
        _ = try compare(repository)
        try repository.write("fs/bare.c", "int a;\nint b;\nint c;\nint d;\n")
        try commit(repository)
        _ = try compare(repository)
    }

    @Test func changesModesAndBinaries() throws {
        let repository = try repository()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: repository.path + "/fs/run.sh")
        try repository.write("fs/blob.bin", [0, 1, 9, 9, 9, 255, 0, 10])
        try commit(repository)
        #expect(try compare(repository).notApplied.isEmpty)
    }

    @Test func tellsBinariesWithoutContents() throws {
        let repository = try repository()
        try repository.write("fs/blob.bin", [0, 1, 9])
        try repository.write("fs/bare.c", "int z;\n")
        try commit(repository)
        let diff = try git("diff", "HEAD~", "HEAD", in: repository.path)
        let patch = try series(diff).patches[0]
        #expect(patch.files.map(\.isBinary) == [false, true])
        let tree = try export(repository, "HEAD~")
        let result = try PatchApplier().apply(patch, to: tree.snapshot())
        #expect(result.notApplied.map(\.path.description) == ["fs/blob.bin"])
        #expect(try result.snapshot.text(of: TreePath("fs/bare.c")) == "int z;\n")
    }

    @Test func appliesAtAnOffsetAsGitDoes() throws {
        let repository = try repository()
        try repository.write("fs/one.c", Self.numbered.replacingOccurrences(of: "line 30;", with: "line thirty;"))
        try commit(repository)
        let diff = try git("diff", "HEAD~", "HEAD", in: repository.path)
        let shifted = "first;\nsecond;\n" + Self.numbered
        let tree = try TemporaryDirectory()
        try tree.write("fs/one.c", shifted)
        let ours = try PatchApplier().apply(series(diff).patches[0], to: tree.snapshot())
        try git("apply", "-", in: tree.path, input: diff)
        #expect(try ours.snapshot.text(of: TreePath("fs/one.c")) == tree.read("fs/one.c"))
        let number = try #require(try tree.read("fs/one.c").fileLines.firstIndex(of: "line thirty;")) + 1
        let added = try #require(ours.addedLines[TreePath("fs/one.c")])
        #expect(added.keys.sorted() == [number])
        #expect(String(decoding: diff, as: UTF8.self).fileLines[try #require(added[number]) - 1] == "+line thirty;")
    }

    @Test func carriageReturnsFollowTheFile() throws {
        let repository = try repository()
        try repository.write("fs/one.c", Self.numbered.replacingOccurrences(of: "line 9;", with: "line nine;"))
        try repository.write("fs/dos.c", try repository.read("fs/dos.c").replacingOccurrences(of: "int d7;", with: "long d7;"))
        try commit(repository)
        func doubled(_ bytes: [UInt8]) -> [UInt8] { Array(String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "\r\n").utf8) }
        _ = try compare(repository)
        // The mail came with CRLF throughout: the file with LF gets LF, the file with CRLF keeps it.
        _ = try compare(repository, transport: doubled)
    }

    @Test func tellsTheNearestPlace() throws {
        let tree = try TemporaryDirectory()
        try tree.write("fs/one.c", "int first;\n" + Self.numbered.replacingOccurrences(of: "line 31;", with: "line changed;"))
        let patch = try onePatch(
            """
            --- a/fs/one.c
            +++ b/fs/one.c
            @@ -2,3 +2,3 @@
             line 2;
            -line 3;
            +line three;
             line 4;
            @@ -29,5 +29,6 @@ int f(void)
             line 29;
             line 30;
             line 31;
            +line more;
             line 32;
             line 33;

            """)
        let error = #expect(throws: ApplyError.self) { try PatchApplier().apply(patch, to: tree.snapshot()) }
        guard case .hunkFailed(let failure) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failure.hunkNumber == 2)
        #expect(failure.headerInputLine == 8)
        #expect(failure.nearest?.line == 30)
        #expect(failure.nearest?.equal == 4)
        #expect(failure.nearest?.firstDifference?.fileLine == 32)
        #expect(failure.nearest?.firstDifference?.inputLine == 11)
        #expect(failure.description.contains("'line changed;'") && failure.description.contains("'line 31;'"))
        #expect(!failure.description.contains("\n"))
    }

    @Test func tellsMissingAndExistingFiles() throws {
        let tree = try TemporaryDirectory()
        try tree.write("fs/one.c", "int a;\n")
        let missing = try onePatch("--- a/fs/none.c\n+++ b/fs/none.c\n@@ -1 +1 @@\n-a\n+b\n")
        #expect(throws: ApplyError.missingFile(try TreePath("fs/none.c"), patch: "test.mbox")) {
            try PatchApplier().apply(missing, to: tree.snapshot())
        }
        let existing = try onePatch("--- /dev/null\n+++ b/fs/one.c\n@@ -0,0 +1 @@\n+b\n")
        #expect(throws: ApplyError.alreadyExists(try TreePath("fs/one.c"), patch: "test.mbox")) {
            try PatchApplier().apply(existing, to: tree.snapshot())
        }
    }

    @Test func oneFileTwiceInOnePatch() throws {
        let tree = try TemporaryDirectory()
        try tree.write("fs/one.c", "a\nb\n")
        let patch = try onePatch(
            "diff --git a/fs/one.c b/fs/one.c\n--- a/fs/one.c\n+++ b/fs/one.c\n@@ -1,2 +1,2 @@\n-a\n+x\n b\n"
                + "diff --git a/fs/one.c b/fs/one.c\n--- a/fs/one.c\n+++ b/fs/one.c\n@@ -1,2 +1,2 @@\n x\n-b\n+y\n")
        #expect(try PatchApplier().apply(patch, to: tree.snapshot()).snapshot.text(of: TreePath("fs/one.c")) == "x\ny\n")
    }

    @Test func seriesAppliesOneAfterTheOther() throws {
        let repository = try repository()
        for (number, word) in ["alpha", "beta", "gamma"].enumerated() {
            try repository.write("fs/one.c", try repository.read("fs/one.c").replacingOccurrences(of: "line \(number + 10);", with: word))
            try commit(repository)
        }
        let mails = try git("format-patch", "-3", "--stdout", in: repository.path)
        let tree = try export(repository, "HEAD~3")
        var snapshot = try tree.snapshot()
        for patch in try series(mails).patches { snapshot = try PatchApplier().apply(patch, to: snapshot).snapshot }
        #expect(try snapshot.text(of: TreePath("fs/one.c")) == repository.read("fs/one.c"))
    }

    /// A tree with links: patches behind them are refused, so that no file has two contents.
    @Test func refusesPathsBehindLinks() throws {
        let tree = try TemporaryDirectory()
        try tree.write("fs/fuse/one.c", "a\n")
        try FileManager.default.createSymbolicLink(atPath: tree.path + "/fs/alias", withDestinationPath: "fuse")
        try FileManager.default.createSymbolicLink(atPath: tree.path + "/fs/out.c", withDestinationPath: "/etc/hostname")
        for name in ["fs/alias/one.c", "fs/out.c", "fs/alias/new.c", "fs/fuse/one.c/new.c"] {
            let patch = try onePatch("--- a/\(name)\n+++ b/\(name)\n@@ -1 +1 @@\n-a\n+b\n")
            #expect(throws: PatchError.self, "\(name)") { try PatchApplier().apply(patch, to: tree.snapshot()) }
        }
    }

    @Test func leavesNothingBehind() throws {
        let tree = try TemporaryDirectory()
        try tree.write("fs/one.c", "a\n")
        let patch = try onePatch("--- a/fs/one.c\n+++ b/fs/one.c\n@@ -1 +1 @@\n-b\n+c\n")
        let scratch = try TemporaryDirectory()
        let applier = PatchApplier(temporaryDirectory: scratch.path)
        #expect(throws: ApplyError.self) { try applier.apply(patch, to: tree.snapshot()) }
        let good = try onePatch("--- a/fs/one.c\n+++ b/fs/one.c\n@@ -1 +1 @@\n-a\n+c\n")
        #expect(try applier.apply(good, to: tree.snapshot()).changed.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
        #expect(try FileManager.default.subpathsOfDirectory(atPath: tree.path).sorted() == ["fs", "fs/one.c"])
    }
}
