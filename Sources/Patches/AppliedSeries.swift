import SourceTree

extension GitRepository {
    /// How far back from HEAD a series is looked for.
    private static let reach = 1_000

    /// The commits that a series became: each with the title and the very changes of its patch, and one following the other.
    /// - Returns: nil where some patch has no such commit near HEAD.
    /// - Throws: `GitError`.
    public func commits(of series: PatchSeries) throws -> CommitRange? {
        let areWhole = series.patches.allSatisfy { $0.isComplete && !$0.isQuoted && !$0.subject.isEmpty }
        guard !series.patches.isEmpty, areWhole else { return nil }
        let ids = try git.run(["rev-list", "--max-count=\(Self.reach)", "HEAD", "--"])
        guard ids.status == 0 else { return nil }
        let recent = try commitObjects(Self.lines(ids.stdout)).filter { $0.parents.count == 1 }
        var found: [Commit] = []
        for patch in series.patches {
            let wanted = Edits(patch.files)
            let next = try recent.first { commit in
                guard Subject(commit.subject).title == patch.subject else { return false }
                if let last = found.last, commit.parents != [last.id] { return false }
                return try Edits(changedFiles(of: commit)) == wanted
            }
            guard let next else { return nil }
            found.append(next)
        }
        return CommitRange(commits: found, skippedMerges: [])
    }
}

/// What a diff adds and removes, whatever the line numbers and the context around it.
private struct Edits: Equatable {
    private struct Line: Equatable {
        var isAdded: Bool
        var bytes: [UInt8]
    }

    private var lines: [String: [Line]] = [:]
    private var renames: [String: String] = [:]

    init(_ files: [FileChange]) {
        for file in files {
            let path = file.path.description
            if file.kind == .renamed || file.kind == .copied { renames[path] = file.oldPath?.description }
            lines[path, default: []] += file.hunks.flatMap(\.lines).filter { $0.kind != .context }.map {
                Line(isAdded: $0.kind == .added, bytes: $0.bytes)
            }
        }
    }
}
