import Foundation
import Patches
import SourceTree
import Testing

@Suite struct GitRepositoryTests {
    /// Four commits on main, one on a side branch, and their merge.
    private func repository() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        func commit(_ subject: String) throws {
            try git("add", "-A", in: directory.path)
            try git("commit", "-qm", subject, in: directory.path)
        }
        try git("init", "-q", "-b", "main", in: directory.path)
        try directory.write("fs/a.c", (1...30).map { "int a\($0);\n" }.joined())
        try directory.write("README", "one\n")
        try commit("fuse: base")
        try directory.write("fs/a.c", try directory.read("fs/a.c").replacingOccurrences(of: "int a5;", with: "long a5;"))
        try directory.write("include/b.h", "#define B 1\n")
        try commit("fuse: second\n\nWith a text\nof two lines.")
        try git("mv", "fs/a.c", "fs/renamed.c", in: directory.path)
        try commit("fuse: third")
        try git("checkout", "-qb", "side", "HEAD~", in: directory.path)
        try directory.write("include/b.h", "#define B 2\n")
        try commit("fuse: side")
        try git("checkout", "-q", "main", in: directory.path)
        try git("merge", "-q", "--no-ff", "-m", "Merge side", "side", in: directory.path)
        try directory.write("fs/new.c", "int fresh;\n")
        try commit("fuse: last")
        return directory
    }

    private func open(_ directory: TemporaryDirectory) throws -> GitRepository {
        try #require(try GitRepository(containing: directory.path))
    }

    /// Every path below a directory with its contents, modification time and size.
    private func state(_ path: String) throws -> [String: String] {
        var result: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
            let contents = FileManager.default.contents(atPath: path + "/" + name).map { $0.base64EncodedString() } ?? ""
            result[name] = "\(attributes[.modificationDate] ?? "") \(attributes[.posixPermissions] ?? "") \(contents)"
        }
        return result
    }

    @Test func listsRangesOldestFirstWithoutMerges() throws {
        let directory = try repository()
        let repository = try open(directory)
        let all = try repository.commits(in: "HEAD~3..")
        #expect(all.commits.map(\.subject) == ["fuse: third", "fuse: side", "fuse: last"] || all.commits.map(\.subject) == ["fuse: side", "fuse: third", "fuse: last"])
        #expect(all.skippedMerges.map(\.subject) == ["Merge side"])
        #expect(try repository.commits(in: "HEAD").commits.map(\.subject) == ["fuse: last"])
        #expect(try repository.commits(in: "side~..side").commits.map(\.subject) == ["fuse: side"])
        #expect(try repository.commits(in: "main~2...side").commits.map(\.subject) == ["fuse: side"])
        let second = try #require(try repository.commits(in: "side~").commits.first)
        #expect(second.message == "With a text\nof two lines.")
        #expect(second.author == "Ada Tester <ada@example.org>")
        #expect(second.date == "2023-11-14 23:13:20 +0100")
        #expect(throws: GitError.self) { try repository.commits(in: "nowhere..") }
        #expect(throws: GitError.self) { try repository.commits(in: "--all") }
    }

    @Test func commitsHaveBaseAfterAndPatch() throws {
        let directory = try repository()
        let repository = try open(directory)
        var seen: [String] = []
        let commits = try repository.commits(in: "HEAD~4..").commits + repository.commits(in: "side").commits
        try repository.changes(of: commits) { change in
            let commit = try #require(change.commit)
            seen.append(commit.subject)
            for (snapshot, revision) in [(change.base, commit.id + "~"), (change.after, commit.id)] {
                let names = String(decoding: try git("ls-tree", "-r", "--name-only", revision, in: directory.path), as: UTF8.self).fileLines
                for name in Set(["fs/a.c", "fs/renamed.c", "include/b.h", "fs/new.c"]) {
                    let expected = names.contains(name) ? try git("cat-file", "blob", "\(revision):\(name)", in: directory.path) : nil
                    #expect(try snapshot.contents(of: TreePath(name)) == expected, "\(commit.subject) \(name)")
                }
            }
            // The patch applied to the base gives the same tree.
            let applied = try PatchApplier().apply(change.patch, to: change.base)
            for path in change.patch.files.map(\.path) {
                #expect(try applied.snapshot.contents(of: path) == change.after.contents(of: path))
            }
        }
        #expect(seen.count == commits.count)
        let third = try repository.change(of: try #require(repository.commits(in: "side~..main").commits.first { $0.subject == "fuse: third" }))
        #expect(third.patch.files.map(\.kind) == [.renamed])
        #expect(third.patch.commitID == third.commit?.id)
    }

    @Test func rootCommitAddsAll() throws {
        let directory = try repository()
        let repository = try open(directory)
        let root = try #require(try repository.commits(in: "main~4").commits.first)
        #expect(root.parents.isEmpty)
        let change = try repository.change(of: root)
        #expect(change.patch.files.allSatisfy { $0.kind == .added })
        #expect(try change.base.contents(of: TreePath("fs/a.c")) == nil)
        #expect(try change.after.text(of: TreePath("fs/a.c"))?.contains("int a5;") == true)
    }

    @Test func uncommittedChangeIsStagedUnstagedAndUntracked() throws {
        let directory = try repository()
        let repository = try open(directory)
        #expect(try repository.uncommittedChange() == nil)
        try directory.write(".gitignore", "*.mod.c\n")
        try git("add", ".gitignore", in: directory.path)
        try git("commit", "-qm", "ignore", in: directory.path)
        try directory.write("include/b.h", "#define B 3\n")
        try git("add", "include/b.h", in: directory.path)
        try directory.write("fs/new.c", "int changed;\n")
        try directory.write("fs/untracked.c", "int u;\nint w;")
        try directory.write("fs/gen.mod.c", "int g;\n")
        try directory.write("notes.txt", "text\n")
        try FileManager.default.createSymbolicLink(atPath: directory.path + "/fs/link.c", withDestinationPath: "/etc/passwd")
        let change = try #require(try repository.uncommittedChange())
        #expect(change.patch.files.map(\.path.description) == ["fs/new.c", "include/b.h", "fs/untracked.c"])
        #expect(change.patch.files.last?.hunks.first?.lines.map(\.noNewlineAtEnd) == [false, true])
        #expect(try change.base.text(of: TreePath("include/b.h")) == "#define B 2\n")
        #expect(try change.after.text(of: TreePath("include/b.h")) == "#define B 3\n")
        #expect(try change.base.contents(of: TreePath("fs/untracked.c")) == nil)
        #expect(try change.base.text(of: TreePath("fs/gen.mod.c")) == "int g;\n")
        let applied = try PatchApplier().apply(change.patch, to: change.base)
        #expect(try applied.snapshot.text(of: TreePath("fs/untracked.c")) == "int u;\nint w;")
    }

    @Test func worksInADirectoryBelowTheTop() throws {
        let directory = try repository()
        let repository = try #require(try GitRepository(containing: directory.path + "/fs"))
        let change = try repository.change(of: try #require(try repository.commits(in: "HEAD").commits.first))
        #expect(change.patch.files.map(\.path.description) == ["new.c"])
        #expect(try change.base.contents(of: TreePath("new.c")) == nil)
    }

    @Test func leavesTheRepositoryAsItWas() throws {
        let directory = try repository()
        try directory.write("fs/new.c", "int changed;\n")
        // Stale stat data is what makes git want to refresh its index.
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: directory.path + "/README")
        let before = try state(directory.path)
        let repository = try open(directory)
        _ = try repository.uncommittedChange()
        try repository.changes(of: try repository.commits(in: "HEAD~3..").commits) { _ in }
        let patch = try series(try git("format-patch", "-1", "--stdout", "HEAD", in: directory.path)).patches[0]
        _ = try? PatchApplier().apply(patch, to: directory.snapshot())
        #expect(try state(directory.path) == before)
    }

    /// A repository whose configuration and attributes name programs: none of them runs.
    @Test func runsNothingThatTheRepositoryNames() throws {
        let directory = try repository()
        let trap = try TemporaryDirectory()
        try trap.write("trap.sh", "#!/bin/sh\ntouch \(trap.path)/sprung-$1\ncat\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: trap.path + "/trap.sh")
        let script = trap.path + "/trap.sh"
        try directory.write(".gitattributes", "*.c filter=trap diff=trap\n*.h binary\n")
        try git("add", "-A", in: directory.path)
        try git("commit", "-qm", "attributes", in: directory.path)
        for (key, name) in [
            ("filter.trap.clean", "clean"), ("filter.trap.smudge", "smudge"), ("filter.trap.process", "process"), ("diff.trap.command", "diff"),
            ("diff.trap.textconv", "textconv"), ("diff.external", "external"), ("core.fsmonitor", "fsmonitor"), ("core.pager", "pager"),
        ] {
            try git("config", key, "\(script) \(name)", in: directory.path)
        }
        try git("config", "filter.trap.required", "true", in: directory.path)
        for hook in ["post-index-change", "post-checkout", "pre-auto-gc", "reference-transaction"] {
            try directory.write(".git/hooks/" + hook, "#!/bin/sh\ntouch \(trap.path)/sprung-hook\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.path + "/.git/hooks/" + hook)
        }
        try directory.write("fs/new.c", "int changed;\n")
        try directory.write("include/b.h", "#define B 9\n")
        let repository = try open(directory)
        let change = try #require(try repository.uncommittedChange())
        #expect(change.patch.files.map(\.path.description) == ["fs/new.c", "include/b.h"])
        // `binary` in the tree's own attributes hides nothing.
        #expect(change.patch.files.allSatisfy { !$0.isBinary && $0.hunks.count == 1 })
        try repository.changes(of: try repository.commits(in: "HEAD~3..").commits) { _ in }
        #expect(try FileManager.default.contentsOfDirectory(atPath: trap.path) == ["trap.sh"])
        // The traps do spring for who is not careful.
        _ = try? git("status", in: directory.path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: trap.path).count > 1)
    }

    @Test func tellsFilesFromRevisions() throws {
        let directory = try repository()
        let repository = try open(directory)
        #expect(try GitRepository.classify("-", in: repository) == .standardInput)
        #expect(try GitRepository.classify(directory.path + "/README", in: repository) == .file(directory.path + "/README"))
        #expect(try GitRepository.classify("HEAD~2..", in: repository) == .revisions("HEAD~2.."))
        #expect(try GitRepository.classify("main", in: repository) == .revisions("main"))
        #expect(try GitRepository.classify("no-such-thing.patch", in: repository) == .unknown("no-such-thing.patch"))
        #expect(try GitRepository.classify("HEAD", in: nil) == .unknown("HEAD"))
        let plain = try TemporaryDirectory()
        #expect(try GitRepository(containing: plain.path) == nil)
    }

    /// One run of git answers for both ends, so an end that is none must not lend its place to the other.
    @Test func bothEndsOfARangeMustBeCommits() throws {
        let directory = try repository()
        try git("tag", "-a", "-m", "annotated", "v1", "HEAD~1", in: directory.path)
        let repository = try open(directory)
        let head = String(decoding: try git("rev-parse", "HEAD", in: directory.path), as: UTF8.self).fileLines[0]
        for range in ["HEAD~1..", "HEAD~1..HEAD", "v1..", "v1...HEAD", "HEAD", "@", String(head.prefix(12))] {
            #expect(try repository.commits(in: range).commits.map(\.id) == [head], "\(range)")
        }
        let tree = String(decoding: try git("rev-parse", "HEAD^{tree}", in: directory.path), as: UTF8.self).fileLines[0]
        let missing = String(repeating: "0", count: head.count)
        for range in ["none..HEAD", "HEAD..none", "none..none", "-HEAD..", "HEAD..-v1", "\(tree)..", "\(missing)..HEAD", "HEAD 1.."] {
            #expect(try GitRepository.classify(range, in: repository) == .unknown(range), "\(range)")
        }
    }

    /// Links and submodules in a tree's own history are no reason to refuse the commit.
    @Test func commitsWithLinksAreReviewedWithoutThem() throws {
        let directory = try repository()
        try FileManager.default.createSymbolicLink(atPath: directory.path + "/fs/alias.c", withDestinationPath: "new.c")
        try directory.write("fs/new.c", "int second;\n")
        try git("add", "-A", in: directory.path)
        try git("commit", "-qm", "link", in: directory.path)
        let repository = try open(directory)
        let change = try repository.change(of: try #require(try repository.commits(in: "HEAD").commits.first))
        #expect(change.patch.files.map(\.path.description) == ["fs/new.c"])
    }
}
