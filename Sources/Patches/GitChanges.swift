import Foundation
import SourceTree

extension GitRepository {
    /// Files that a snapshot of another commit must have right: C sources and headers, Kconfig, Makefiles.
    public static func isSource(_ path: TreePath) -> Bool {
        ["c", "h", "S", "inc", "lds"].contains(path.fileExtension) || path.name.hasPrefix("Kconfig")
            || path.name.hasPrefix("Makefile") || path.name.hasPrefix("Kbuild")
    }

    /// A work tree that differs in more source files than this from a commit is not the place to review it in.
    private static let overrideLimit = 20_000

    /// The change of each commit, oldest first, one after the other; each base is the commit's first parent.
    public func changes(of commits: [Commit], _ body: (CommitChange) throws -> Void) throws {
        var previous: CommitChange?
        for commit in commits {
            let change = try change(of: commit, after: previous)
            try body(change)
            previous = change
        }
    }

    /// What `commit` changes; `previous` saves work where it is the parent's change.
    public func change(of commit: Commit, after previous: CommitChange? = nil) throws -> CommitChange {
        let emptyTree = try git.output(["hash-object", "-t", "tree", "--stdin"])
        let parent = commit.parents.first ?? Self.line(emptyTree)
        let isNext = previous?.commit != nil && previous?.commit?.id == commit.parents.first
        let base = try isNext ? previous?.after ?? snapshot(at: parent) : snapshot(at: parent)
        var after = base
        let raw = try git.output(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--relative", parent, commit.id, "--"])
        try replace(try Self.rawChanges(raw, newSide: true), in: &after, commit: commit.id)
        var patch = Patch()
        let message = commit.message.isEmpty ? "" : commit.message + "\n---\n"
        patch.body = [InputLine](splitting: Array(message.utf8)).map { TextLine(text: $0.text, inputLine: 0) }
        try fill(&patch, fromDiff: Self.diff(parent, commit.id), name: "commit " + commit.id.prefix(12))
        patch.rawSubject = commit.subject
        patch.subject = commit.subject
        patch.author = commit.author
        patch.date = commit.date
        patch.message = commit.message
        patch.commitID = commit.id
        patch.inputName = "commit " + commit.id.prefix(12)
        return CommitChange(commit: commit, patch: patch, base: base, after: after)
    }

    /// The work tree with everything that is not committed yet: staged, unstaged, and source files that git does
    /// not know and is not told to ignore. Nil where nothing of it is changed.
    public func uncommittedChange() throws -> CommitChange? {
        let after = try Snapshot(directory: directory)
        let base = try snapshot(at: "HEAD")
        var patch = Patch()
        patch.rawSubject = "uncommitted change"
        patch.subject = "uncommitted change"
        patch.inputName = "uncommitted change"
        try fill(&patch, fromDiff: ["diff-index"] + Self.diffOptions + ["HEAD", "--"], name: patch.inputName)
        for path in try untrackedSources() {
            // A link is no file of the tree, and one that leads out is nothing to read.
            guard try after.obstacle(before: path) == nil, let bytes = try after.contents(of: path) else { continue }
            let (file, text) = Self.addition(of: path, bytes, firstInputLine: (patch.body.last?.inputLine ?? 0) + 1)
            patch.files.append(file)
            patch.body += text
        }
        return patch.files.isEmpty ? nil : CommitChange(commit: nil, patch: patch, base: base, after: after)
    }

    /// The tree of a commit: the work tree's directory, with each source file that differs there in memory.
    ///
    /// Files outside `isSource` and files ignored by git (a configured tree's generated headers) are the work
    /// tree's own.
    /// - Throws: `GitError.tooFar` where the work tree is at quite another version.
    public func snapshot(at revision: String) throws -> Snapshot {
        var result = try Snapshot(directory: directory)
        for path in try untrackedSources() { result.delete(path) }
        let raw = try git.output(
            ["diff-index", "-z", "--raw", "--no-renames", "--relative", "--ignore-submodules=all", revision, "--"])
        try replace(try Self.rawChanges(raw, newSide: false), in: &result, commit: revision)
        return result
    }

    /// The files that a commit changes against its only parent.
    func changedFiles(of commit: Commit) throws -> [FileChange] {
        var patch = Patch()
        try fill(&patch, fromDiff: Self.diff(commit.parents[0], commit.id), name: "commit " + commit.id.prefix(12))
        return patch.files
    }

    // MARK: pieces

    private static func diff(_ parent: String, _ commit: String) -> [String] {
        ["diff-tree", "-r"] + diffOptions + [parent, commit, "--"]
    }

    /// The same diff whatever the user's settings: also for files that attributes call binary, so that no
    /// `.gitattributes` hides a change.
    private static let diffOptions = [
        "-p", "--text", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all",
        "--src-prefix=a/", "--dst-prefix=b/", "-M", "-U3", "--inter-hunk-context=0", "--diff-algorithm=myers", "--relative",
    ]

    /// Reads git's diff into a patch's files and body.
    private func fill(_ patch: inout Patch, fromDiff arguments: [String], name: String) throws {
        let diff = try git.output(arguments)
        patch.body += [InputLine](splitting: diff).map { TextLine(text: $0.text, inputLine: $0.number) }
        patch.files = try PatchReader.readGitDiff(diff, name: name).map { file in
            guard file.hunks.contains(where: { $0.lines.contains { $0.bytes.contains(0) } }) else { return file }
            var file = file
            file.isBinary = true
            file.hunks = []
            return file
        }
    }

    /// One file of git's raw output: the blob on the wanted side, nil where there is none.
    private struct RawChange {
        var path: TreePath
        var blob: String?
    }

    /// Reads `:oldmode newmode oldid newid status NUL path NUL` records; only plain files have blobs.
    private static func rawChanges(_ bytes: [UInt8], newSide: Bool) throws -> [RawChange] {
        let records = bytes.split(separator: 0, omittingEmptySubsequences: true).map { String(decoding: $0, as: UTF8.self) }
        var result: [RawChange] = []
        var at = 0
        while at + 1 < records.count {
            let words = records[at].dropFirst().split(separator: " ")
            defer { at += 2 }
            guard words.count == 5, words[4] != "U", let path = try? TreePath(records[at + 1]), isSource(path) else {
                // Unmerged entries come again with their contents; other files are not part of the snapshot.
                continue
            }
            let isFile = words[newSide ? 1 : 0].hasPrefix("100")
            result.append(RawChange(path: path, blob: isFile ? String(words[newSide ? 3 : 2]) : nil))
        }
        return result
    }

    private func replace(_ changes: [RawChange], in snapshot: inout Snapshot, commit: String) throws {
        guard changes.count <= Self.overrideLimit else {
            throw GitError.tooFar(commit: commit, files: changes.count, limit: Self.overrideLimit)
        }
        let ids = changes.compactMap(\.blob)
        let contents = Dictionary(zip(ids, try git.blobs(ids))) { first, _ in first }
        for change in changes {
            guard let id = change.blob else {
                snapshot.delete(change.path)
                continue
            }
            guard case let bytes?? = contents[id] else {
                throw GitError.failed(command: ["cat-file"], message: "no contents of '\(change.path)' (\(id)); a partial clone?")
            }
            snapshot.replace(change.path, with: bytes)
        }
    }

    private func untrackedSources() throws -> [TreePath] {
        try git.output(["ls-files", "--others", "--exclude-standard", "-z"]).split(separator: 0).compactMap { name in
            // A name that is no tree path (none is known) cannot be asked for by anyone.
            guard let path = try? TreePath(String(decoding: name, as: UTF8.self)) else { return nil }
            return Self.isSource(path) ? path : nil
        }.sorted()
    }

    /// A whole file as the patch that adds it, and git's text of that with input lines from `first` on.
    private static func addition(of path: TreePath, _ bytes: [UInt8], firstInputLine first: Int) -> (FileChange, [TextLine]) {
        let lines = [InputLine](splitting: bytes)
        var file = FileChange(kind: .added, oldPath: nil, newPath: path, headerInputLine: first)
        file.isBinary = bytes.contains(0)
        if !file.isBinary, !lines.isEmpty {
            // Four lines of headers stand above the hunk's own.
            var hunk = Hunk(oldStart: 0, oldCount: 0, newStart: 1, newCount: lines.count, section: "", headerInputLine: first + 4)
            hunk.lines = lines.enumerated().map { Hunk.Line(kind: .added, bytes: Array($1.bytes), inputLine: first + 5 + $0) }
            if bytes.last != .lineFeed { hunk.lines[hunk.lines.count - 1].noNewlineAtEnd = true }
            file.hunks = [hunk]
        }
        var text: [UInt8] = []
        PatchText.write(file, lineEnds: .asGiven, to: &text)
        return (file, [InputLine](splitting: text, from: first).map { TextLine(text: $0.text, inputLine: $0.number) })
    }
}
