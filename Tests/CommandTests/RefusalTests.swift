import Foundation
import Testing

/// What cannot be done: status 2, one line that says what and what to do, and no half an answer.
@Suite struct RefusalTests {
    /// Checks that a run refused its job in one line.
    static func expectRefused(
        _ result: Fuselint.Result, naming words: [String], _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(result.status == 2, comment, sourceLocation: sourceLocation)
        #expect(result.output == "", comment, sourceLocation: sourceLocation)
        #expect(result.errors.hasPrefix("fuselint: ") && result.errors.hasSuffix("\n"), comment, sourceLocation: sourceLocation)
        #expect(result.errors.split(separator: "\n").count == 1, comment, sourceLocation: sourceLocation)
        for word in words {
            #expect(result.errors.contains(word), "'\(word)' is not in: \(result.errors)", sourceLocation: sourceLocation)
        }
    }

    @Test func aPatchThatDoesNotApplyNamesFileHunkAndNearestLine() throws {
        let mail = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
            .replacing("\t/* Shared pages and direct I/O would not stay coherent. */", with: "\t/* Something else stood here. */")
        try #require(mail.contains("Something else"))
        let result = try Fuselint.run(["review", "-"], input: mail)
        // The hunk's first line is 108 of file.c; the comment is the eighth line of it, 5 after the insertion.
        Self.expectRefused(
            result, naming: ["fs/fuse/file.c", "hunk 1 of 1", "nearest is line 108", "line 112", "Something else stood here"])
    }

    @Test func whatAPatchSaysOfItselfDoesNotReachTheTerminal() throws {
        let mail = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
            .replacing("Subject: [PATCH] fuse:", with: "Subject: [PATCH] \u{1B}]0;title\u{7}\u{202E}fuse:")
        let refused = try Fuselint.run(["review", "-"], input: mail.replacing("Shared pages", with: "\u{1B}[2JNo pages"))
        Self.expectRefused(refused, naming: ["<U+001B>"])
        let reviewed = try Fuselint.run(["review", "-"], input: mail)
        #expect(reviewed.status == 1)
        for text in [refused.errors, reviewed.output] {
            #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 || $0.value == 0x202E })
        }
    }

    @Test func aPatchForAnotherTreeIsRefused() throws {
        let result = try Fuselint.run(
            ["review", "-"],
            input: Mail.patch(
                "[PATCH] nfs: something",
                "diff --git a/fs/nfs/file.c b/fs/nfs/file.c\n--- a/fs/nfs/file.c\n+++ b/fs/nfs/file.c\n@@ -1,1 +1,2 @@\n a\n+b\n"))
        Self.expectRefused(result, naming: ["fs/nfs/file.c"])
    }

    @Test func halfOfASeriesIsReviewedAndTheRestListed() throws {
        try withTemporaryDirectory { directory in
            let second = try String(contentsOfFile: ExampleTests.series[2], encoding: .utf8)
            let broken = directory.appendingPathComponent("0002.patch"), third = directory.appendingPathComponent("0003.patch")
            try Data(second.replacing("PATCH 2/2", with: "PATCH 2/3").replacing("-/* Follow the", with: "-/* Chase the").utf8).write(to: broken)
            let last = try Mail.patch("[PATCH 3/3] fuse: say nothing", Mail.insertion(of: ["/* nothing */"], into: "fs/fuse/inode.c"))
            try Data(last.utf8).write(to: third)
            let result = try Fuselint.run(["review", ExampleTests.series[1], broken.path, third.path, "--format", "json"])
            #expect(result.status == 1 && result.errors == "")
            let report = try result.report()
            #expect(report.places == ["mmap-timestamps fs/fuse/passthrough.c:65", "mmap-timestamps fs/fuse/passthrough.c:66"])
            #expect(report.incomplete.count == 2)
            #expect(report.incomplete.contains { $0.reason.contains("fs/fuse/passthrough.c") && $0.reason.contains("hunk 1 of 2") })
            #expect(report.incomplete.contains { $0.reason.contains("fuse: say nothing") && $0.reason.contains("not reviewed") })
        }
    }

    @Test func whatIsNoKernelTreeIsRefused() throws {
        try withTemporaryDirectory { directory in
            for arguments in [["review", ExampleTests.faulty], ["check"], ["doctor"], ["doctor", "--flags", "fs/fuse/file.c"]] {
                Self.expectRefused(
                    try Fuselint.run(arguments + ["--tree", directory.path]), naming: [directory.path, "Makefile"])
                Self.expectRefused(
                    try Fuselint.run(arguments + ["--tree", directory.path + "/none"]), naming: [directory.path + "/none"])
            }
            // A Makefile alone makes no kernel.
            try Data("VERSION = 6\nPATCHLEVEL = 12\n".utf8).write(to: directory.appendingPathComponent("Makefile"))
            Self.expectRefused(try Fuselint.run(["check", "--tree", directory.path]), naming: ["include/linux"])
            Self.expectRefused(try Fuselint.run(["check", "fs/fuse"], in: directory), naming: ["--tree"])
        }
    }

    @Test func whatIsNeitherFileNorRevisionIsRefused() throws {
        Self.expectRefused(try Fuselint.run(["review", "no-such.patch"]), naming: ["no-such.patch"])
        try withTree(git: true) { tree in
            Self.expectRefused(try tree.review("no-such.patch"), naming: ["no-such.patch"])
            Self.expectRefused(try tree.review(ExampleTests.faulty, "HEAD"), naming: ["not both"])
        }
        try withTemporaryDirectory { directory in
            Self.expectRefused(try Fuselint.run(["review", directory.path]), naming: [directory.path])
        }
    }

    @Test(arguments: [
        "", "Dear list,\n\nplease see the patch.\n", "\u{0}\u{1}\u{2}\n", "Subject: [PATCH] nothing\n\n---\n a.c | 1 +\n",
    ])
    func aTextWithoutAPatchIsRefused(text: String) throws {
        Self.expectRefused(try Fuselint.run(["review", "-"], input: text), naming: ["-"])
    }

    @Test(arguments: [
        "../outside.c", "fs/../../outside.c", "/tmp/fuselint-outside.c", "fs/fuse/../../../outside.c",
    ])
    func pathsThatLeaveTheTreeAreRefused(path: String) throws {
        try withTree { tree in
            let outside = tree.root.deletingLastPathComponent().appendingPathComponent("outside.c")
            try Data("int secret_4711;\n".utf8).write(to: outside)
            let added = Mail.patch("[PATCH] add", Mail.addition(of: path, ["int added;"]).replacing("b//", with: "/"))
            let changed = Mail.patch(
                "[PATCH] change", "diff --git a/\(path) b/\(path)\n--- a/\(path)\n+++ b/\(path)\n@@ -1 +1,2 @@\n int secret_4711;\n+int added;\n")
            let plain = "--- \(path)\n+++ \(path)\n@@ -1 +1,2 @@\n int secret_4711;\n+int added;\n"
            for mail in [added, changed, plain] {
                let result = try tree.review("-", input: mail)
                Self.expectRefused(result, naming: [path, "is refused"])
                #expect(!result.errors.contains("4711"))
            }
            #expect(try String(contentsOf: outside, encoding: .utf8) == "int secret_4711;\n")
            #expect(!FileManager.default.fileExists(atPath: "/tmp/fuselint-outside.c"))
        }
    }

    @Test func symlinksOfTheTreeThatLeadOutAreRefused() throws {
        try withTree { tree in
            let outside = tree.root.deletingLastPathComponent().appendingPathComponent("outside")
            try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
            try Data("int secret_4711;\n".utf8).write(to: outside.appendingPathComponent("a.c"))
            try FileManager.default.createSymbolicLink(
                atPath: tree.root.appendingPathComponent("fs/fuse/link.c").path, withDestinationPath: outside.path + "/a.c")
            try FileManager.default.createSymbolicLink(
                atPath: tree.root.appendingPathComponent("fs/out").path, withDestinationPath: outside.path)
            for path in ["fs/fuse/link.c", "fs/out/a.c"] {
                let mail = Mail.patch(
                    "[PATCH] change", "diff --git a/\(path) b/\(path)\n--- a/\(path)\n+++ b/\(path)\n@@ -1 +1,2 @@\n int secret_4711;\n+int added;\n")
                Self.expectRefused(try tree.review("-", input: mail), naming: ["symlink"])
                Self.expectRefused(try Fuselint.run(["check", path, "--tree", tree.root.path]), naming: ["symlink"])
                Self.expectRefused(try Fuselint.run(["doctor", "--flags", path, "--tree", tree.root.path]), naming: ["symlink"])
            }
            #expect(try String(contentsOf: outside.appendingPathComponent("a.c"), encoding: .utf8) == "int secret_4711;\n")
        }
    }

    @Test func linksThatRunInCirclesAreNotFollowed() throws {
        try withTree { tree in
            for name in ["a", "b"] {
                try FileManager.default.createSymbolicLink(
                    atPath: tree.root.appendingPathComponent("fs/fuse/\(name)").path, withDestinationPath: "..")
            }
            let result = try Fuselint.run(["check", "fs", "--tree", tree.root.path])
            #expect(result.status == 0, "\(result.output)\(result.errors)")
            #expect(result.seconds < 30)
        }
    }
}
