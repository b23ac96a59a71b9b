import Foundation
import Testing

/// What git knows: the uncommitted change and ranges of commits, on repositories made from the example tree.
@Suite(.enabled(if: findTool("git") != nil, "git is not installed")) struct GitTests {
    enum Placing: String, CaseIterable { case unstaged, staged, mixed }

    @Test(arguments: Placing.allCases) func theUncommittedChangeIsReviewed(placing: Placing) throws {
        try withTree(git: true) { tree in
            let patch = ExampleTests.faulty
            switch placing {
            case .unstaged: try tree.git("apply", patch)
            case .staged: try tree.git("apply", "--index", patch)
            case .mixed:
                try tree.git("apply", patch)
                try tree.git("add", "fs/fuse/passthrough.c")
            }
            // Seen from anywhere in the work tree, without a word of where it is.
            let result = try Fuselint.run(["review", "--format", "json"], in: tree.root.appendingPathComponent("fs"))
            #expect(result.status == 1 && result.errors == "")
            let report = try result.report()
            #expect(report.places == ExampleTests.faults)
            #expect(report.findings.allSatisfy { $0.state == "introduced" && $0.commit == "uncommitted change" })
        }
    }

    @Test func whatTheWorkTreeMendsOfTheIndexIsMended() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", "--index", ExampleTests.faulty)
            try tree.git("checkout", "--quiet", "HEAD", "--", ".")
            try tree.git("apply", example("v2-0001-fuse-passthrough-mmap.patch"))
            let result = try tree.review()
            #expect(result.status == 0, "\(result.output)\(result.errors)")
        }
    }

    @Test func aFileThatGitDoesNotKnowYetIsPartOfTheChange() throws {
        try withTree(git: true) { tree in
            try tree.write(Self.ownHandler, to: "fs/fuse/shadow.c")
            // No makefile names it: it is not part of the program, and the report says so.
            let forgotten = try tree.review().report()
            #expect(forgotten.findings == [] && forgotten.incomplete.contains { $0.file == "fs/fuse/shadow.c" })
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "passthrough.o shadow.o")
            let report = try tree.review().report()
            #expect(report.places == ["mmap-timestamps fs/fuse/shadow.c:6"] && report.incomplete == [])
            // Unless git is told to ignore it.
            try tree.write("shadow.c\n", to: "fs/fuse/.gitignore")
            #expect(try tree.review().report().findings == [])
        }
    }

    // MARK: Patches that the tree has already

    private static let seriesMboxes = ["0001-fuse-passthrough-mmap.patch", "0002-fuse-leave-mtime-and-ctime-alone-in-mmap.patch"]
        .map { example("series/" + $0) }

    @Test func aPatchThatIsThereIsReviewedAsItsCommit() throws {
        try withTree(git: true) { tree in
            try tree.git("am", "--quiet", ExampleTests.faulty)
            try tree.write("x\n", to: "README.later")
            try tree.commit("later")
            let text = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
            let report = try tree.review("-", input: text).report()
            #expect(report.places == ExampleTests.faults)
            let id = try tree.git("rev-parse", "HEAD~1").prefix(12)
            #expect(report.findings.allSatisfy { $0.commit == "\(id) (\"fuse: passthrough mmap\")" })
            let shown = try Fuselint.run(["review", "-", "--tree", tree.root.path], input: text)
            #expect(shown.output.contains("note: the tree has this already, as commit \(id): reviewed there\n"))
            #expect(try !Fuselint.run(["review", "-", "--tree", tree.root.path, "--format", "terse"], input: text).output.contains("already"))
        }
    }

    @Test func soIsASeriesAndEachOfItsPatches() throws {
        try withTree(git: true) { tree in
            for patch in Self.seriesMboxes { try tree.git("am", "--quiet", patch) }
            #expect(try tree.review(Self.seriesMboxes[0], Self.seriesMboxes[1]).report().findings == [])
            #expect(try tree.review(Self.seriesMboxes[0]).report().findings.count == 2)
            #expect(try tree.review(Self.seriesMboxes[1]).report().findings == [])
        }
    }

    /// The title alone is not enough, nor are the changes.
    @Test(arguments: [true, false]) func whatIsOnlyLikeACommitIsNot(sameTitle: Bool) throws {
        try withTree(git: true) { tree in
            try tree.git("am", "--quiet", ExampleTests.faulty)
            let text = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
            let other = sameTitle ? text.replacing("+\tfput(file);", with: "+\tfput(fuse);") : text.replacing("passthrough mmap\n", with: "another\n")
            let result = try tree.review("-", input: other)
            #expect(result.status == 2 && result.errors.contains("fs/fuse/"), "\(result.output)\(result.errors)")
        }
    }

    @Test func nothingChangedIsNothingToReport() throws {
        try withTree(git: true) { tree in
            let result = try Fuselint.run(["review", "--tree", tree.root.path])
            #expect(result.status == 0 && result.errors == "")
            #expect(result.output.contains("nothing is changed since the last commit"))
        }
    }

    @Test func aRangeIsReviewedCommitByCommit() throws {
        try withTree(git: true) { tree in
            for (number, name) in ExampleTests.series.dropFirst().enumerated() {
                try tree.git("apply", "--index", name)
                try tree.git("commit", "--quiet", "--message", "part \(number + 1)")
            }
            let whole = try tree.review("HEAD~2..")
            #expect(whole.status == 0)
            #expect(try whole.report().findings == [])

            let later = try tree.review("HEAD~2..HEAD", "--fixed-later").report()
            #expect(later.findings.map(\.state) == ["fixed-later", "fixed-later"])
            let first = try tree.git("rev-parse", "--short=12", "HEAD~1").trimmingCharacters(in: .newlines)
            #expect(later.findings.map(\.commit) == Array(repeating: "\(first) (\"part 1\")", count: 2))

            let half = try tree.review("HEAD~2..HEAD~1")
            #expect(half.status == 1)
            #expect(try half.report().places == ["mmap-timestamps fs/fuse/passthrough.c:65", "mmap-timestamps fs/fuse/passthrough.c:66"])
            #expect(try half.report().findings.allSatisfy { $0.state == "introduced" })

            // A commit that takes faults away.
            let mending = try tree.review("HEAD")
            #expect(mending.status == 0)
            let resolved = try mending.report().resolved
            #expect(resolved.map(\.rule) == ["mmap-timestamps", "mmap-timestamps"])
            #expect(Set(resolved.map(\.fingerprint)) == Set(later.findings.map(\.fingerprint)))

            let none = try Fuselint.run(["review", "HEAD..HEAD", "--tree", tree.root.path])
            #expect(none.status == 0 && none.output.contains("no commit in this range"))
            for unknown in ["no-such-branch", "HEAD..no-such-branch", "--", "HEAD~99"] {
                let result = try tree.review(unknown)
                #expect(result.status == 2 && result.output == "", "\(unknown): \(result.output)")
            }
        }
    }

    @Test func theRangeNeedNotBeCheckedOut() throws {
        try withTree(git: true) { tree in
            try tree.git("checkout", "--quiet", "-b", "topic")
            try tree.git("apply", "--index", ExampleTests.faulty)
            try tree.git("commit", "--quiet", "--message", "on the topic")
            try tree.git("checkout", "--quiet", "main")
            try tree.edit("fs/fuse/inode.c", "NULL", "(void *)0")
            let report = try tree.review("main..topic").report()
            #expect(report.places == ExampleTests.faults)
        }
    }

    @Test func aRenamedFileTakesItsFindingsAlong() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", ExampleTests.faulty)
            try tree.commit("the fault")
            let before = try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"]).report()
            try tree.git("mv", "fs/fuse/passthrough.c", "fs/fuse/backing.c")
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "backing.o")
            let uncommitted = try tree.review()
            #expect(uncommitted.status == 0, "\(uncommitted.output)")
            try tree.commit("the new name")
            let renamed = try tree.review("HEAD")
            #expect(renamed.status == 0)
            #expect(try renamed.report().findings == [] && renamed.report().resolved == [])
            // The same as a mail, on the tree before it.
            let mail = try tree.git("format-patch", "-1", "-M", "--stdout")
            try #require(mail.contains("rename from fs/fuse/passthrough.c"))
            try tree.git("checkout", "--quiet", "HEAD~1")
            let mailed = try tree.review("-", input: mail)
            #expect(mailed.status == 0, "\(mailed.output)\(mailed.errors)")
            try tree.git("checkout", "--quiet", "main")
            // The two commits as one range: the fault is the first one's, at the name it has now or had then.
            let both = try tree.review("HEAD~2..").report()
            #expect(both.findings.map(\.fingerprint) == before.findings.map(\.fingerprint))
            #expect(both.findings.allSatisfy { $0.commit?.contains("the fault") == true })
        }
    }

    @Test func aHeaderAloneCanBringAFaultIn() throws {
        try withTree(git: true) { tree in
            try tree.edit("fs/fuse/fuse_i.h", "\n#endif\n", Self.inlineHelper + "\n#endif\n")
            try tree.edit("fs/fuse/file.c", "\tfile_accessed(file);\n\tvma", "\tfuse_note_map(file_inode(file));\n\tvma")
            try tree.commit("a helper that does nothing")
            #expect(try tree.review("HEAD").report().findings == [])

            try tree.edit("fs/fuse/fuse_i.h", "(void)inode;", "inode_set_mtime_to_ts(inode, inode_get_ctime(inode));")
            try tree.commit("the helper does something")
            let lines = try tree.read("fs/fuse/fuse_i.h").split(separator: "\n", omittingEmptySubsequences: false)
            let line = try #require(lines.firstIndex { $0.contains("inode_set_mtime_to_ts(") }) + 1
            let result = try tree.review("HEAD")
            #expect(result.status == 1)
            let report = try result.report()
            #expect(report.places == ["mmap-timestamps fs/fuse/fuse_i.h:\(line)"])
            #expect(report.findings.first?.path.contains { $0.file == "fs/fuse/file.c" } == true)
        }
    }

    @Test func aHeaderOfTheWholeKernelIsSeenAsFarAsFuseGoes() throws {
        try withTree(git: true) { tree in
            try tree.edit("include/linux/mm.h", "\n#endif\n", "\n#define note_map(file) do { } while (0)\n\n#endif\n")
            try tree.edit("fs/fuse/file.c", "\tfile_accessed(file);\n\tvma", "\tnote_map(file);\n\tvma")
            try tree.commit("a macro that does nothing")
            try tree.edit("include/linux/mm.h", "do { } while (0)", "file_update_time(file)")
            try tree.commit("the macro does something")
            let report = try tree.review("HEAD").report()
            #expect(report.places == ["mmap-timestamps fs/fuse/file.c:119"])
            #expect(report.incomplete.contains { $0.file == "include/linux/mm.h" && $0.reason.contains("only fs/fuse") })
        }
    }

    @Test func theRepositoryIsLeftAsItWas() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", "--index", ExampleTests.series[1])
            try tree.git("commit", "--quiet", "--message", "part 1")
            try tree.git("apply", "--index", ExampleTests.series[2])
            try tree.write(Self.ownHandler, to: "fs/fuse/shadow.c")
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "passthrough.o shadow.o")
            // A timestamp that the index does not know: a refresh of the index would write it.
            try tree.write(try tree.read("fs/fuse/inode.c"), to: "fs/fuse/inode.c")
            let before = try Self.contents(of: tree.root)
            #expect(before.keys.contains(".git/index"))
            for arguments in [[], ["HEAD~1.."], ["HEAD"], [ExampleTests.faulty], [example("v2-0001-fuse-passthrough-mmap.patch")]] {
                let result = try Fuselint.run(["review"] + arguments + ["--tree", tree.root.path])
                #expect(result.status < 3)
                #expect(try Self.contents(of: tree.root) == before, "\(arguments)")
            }
            #expect(try Fuselint.run(["check", "--tree", tree.root.path]).status == 1)
            #expect(try Fuselint.run(["doctor", "--tree", tree.root.path]).status == 0)
            #expect(try Self.contents(of: tree.root) == before)
        }
    }

    @Test func programsNamedByTheRepositoryAreNotRun() throws {
        try withTree(git: true) { tree in
            let mark = tree.root.appendingPathComponent("was-run").path
            try tree.write("*.c filter=evil diff=evil\n", to: ".gitattributes")
            try tree.commit("attributes")
            for key in [
                "filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "diff.evil.command", "diff.external",
                "core.fsmonitor", "core.pager",
            ] { try tree.git("config", key, "touch '\(mark)'; cat") }
            for hook in ["post-index-change", "pre-commit", "post-checkout"] {
                try tree.write("#!/bin/sh\ntouch '\(mark)'\n", to: ".git/hooks/\(hook)")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: tree.root.appendingPathComponent(".git/hooks/\(hook)").path)
            }
            try tree.edit("fs/fuse/file.c", "\tfile_accessed(file);\n\tvma", "\tfile_update_time(file);\n\tvma")
            let uncommitted = try tree.review()
            #expect(try uncommitted.report().places == ["mmap-timestamps fs/fuse/file.c:119"])
            #expect(try tree.review("HEAD").status == 0)
            #expect(!FileManager.default.fileExists(atPath: mark))
        }
    }

    @Test func withoutGitPatchesAreReviewedAllTheSame() throws {
        try withTree { tree in
            let result = try tree.review(ExampleTests.faulty)
            #expect(result.status == 1)
            #expect(try result.report().places == ExampleTests.faults)
            let uncommitted = try tree.review()
            #expect(uncommitted.status == 2 && uncommitted.output == "" && uncommitted.errors.contains("not in git"))
        }
    }

    /// A patch needs no repository: it is reviewed where git will not have to do with the one that is there.
    @Test func aRepositoryThatGitRefusesDoesNotStopAPatch() throws {
        try withTree(git: true) { tree in
            try tree.write("[core]\n\tbare = what\n", to: ".git/config")
            let result = try tree.review(ExampleTests.faulty)
            #expect(result.status == 1, "\(result.errors)")
            #expect(try result.report().places == ExampleTests.faults)
            let uncommitted = try tree.review()
            #expect(uncommitted.status == 2 && uncommitted.output == "" && uncommitted.errors.contains("git"))
        }
    }

    // MARK: Pieces

    static let ownHandler = """
        // SPDX-License-Identifier: Apache-2.0
        #include "fuse_i.h"

        static int fuse_shadow_mmap(struct file *file, struct vm_area_struct *vma)
        {
        	file_update_time(file);
        	return generic_file_mmap(file, vma);
        }

        const struct file_operations fuse_shadow_operations = {
        	.mmap	= fuse_shadow_mmap,
        };

        """

    static let inlineHelper = "\nstatic inline void fuse_note_map(struct inode *inode)\n{\n\t(void)inode;\n}\n"

    /// Every file below the directory with its bytes and the time of its last change.
    private static func contents(of root: URL) throws -> [String: String] {
        var found: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            let file = root.appendingPathComponent(path)
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else {
                found[path] = "directory"
                continue
            }
            let changed = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            found[path] = "\(changed) \(try Data(contentsOf: file).base64EncodedString())"
        }
        return found
    }
}
