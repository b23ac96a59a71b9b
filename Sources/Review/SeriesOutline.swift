import Findings
import Patches

/// Patches as they came, for those who show them before they are reviewed.
extension ReviewedPatch {
    /// A series that was read from mails or files.
    package static func all(in series: PatchSeries) -> [ReviewedPatch] {
        numbered(series.patches.map { ReviewedPatch($0, name: $0.label) })
    }

    /// The commits of a range by their messages alone, which takes no time.
    package static func messages(of range: CommitRange) -> [ReviewedPatch] {
        numbered(range.commits.map { commit in
            let lines = commit.message.split(separator: "\n", omittingEmptySubsequences: false)
            return ReviewedPatch(
                name: commit.reviewName, subject: commit.subject, author: commit.author, date: commit.date, commitID: commit.id,
                body: lines.map { Line(.text, String($0)) })
        })
    }

    /// The commits of a range.
    /// - Throws: `GitError`.
    package static func all(in range: CommitRange, of repository: GitRepository) throws -> [ReviewedPatch] {
        var previous: CommitChange?
        return numbered(try range.commits.map { commit in
            let change = try repository.change(of: commit, after: previous)
            previous = change
            return ReviewedPatch(change.patch, name: commit.reviewName)
        })
    }

    /// What is not committed yet; none where nothing is changed.
    /// - Throws: `GitError`.
    package static func uncommitted(of repository: GitRepository) throws -> [ReviewedPatch] {
        numbered(try repository.uncommittedChange().map { [ReviewedPatch($0.patch, name: PatchReview.uncommittedName)] } ?? [])
    }

    private static func numbered(_ patches: [ReviewedPatch]) -> [ReviewedPatch] {
        patches.enumerated().map { index, patch in
            var patch = patch
            patch.number = index + 1
            return patch
        }
    }
}

extension Commit {
    /// How findings name it.
    var reviewName: String { "\(id.prefix(12)) (\"\(subject)\")" }
}
