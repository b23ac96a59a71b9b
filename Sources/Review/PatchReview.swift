import Findings
import KernelTree
import Parsing
import Patches
import Settings
import SourceTree

/// Reviews patches: what does each bring into the tree?
public struct PatchReview {
    private let tree: KernelTree
    private let settings: ReviewSettings
    /// Whether findings are told that a later patch of the series removes.
    public var showsFixedLater = false
    /// Hears what is done next.
    public var observer: WorkObserver?
    /// Is told the tree after each patch, in their order.
    package var sees: (Snapshot) -> Void = { _ in }
    /// How findings name what is not committed yet.
    static let uncommittedName = "uncommitted change"

    /// - Parameter tree: the tree before the first patch.
    public init(_ tree: KernelTree, settings: ReviewSettings = ReviewSettings()) {
        self.tree = tree
        self.settings = settings
    }

    // MARK: Mails and patch files

    /// Reviews a series that was read from mails or files.
    ///
    /// A patch that is quoted or damaged, and so cannot be applied, is reviewed detached. From the first whole
    /// patch on that does not apply, the rest of the series is listed as not analysed.
    /// - Throws: `ApplyError` when nothing of the series could be reviewed, and whatever stops a review.
    public func review(_ series: PatchSeries) throws -> Report {
        let commits = try CommitReview(tree, settings: settings, observer: observer)
        var incomplete: [Incomplete] = []
        var remarks: [String] = []
        var detached: [DetachedReview.Outcome] = []
        var answered: [ReviewedPatch] = []
        var reviewed = 0
        patches: for (number, patch) in series.patches.enumerated() {
            do {
                let applied = try PatchApplier().apply(patch, to: commits.snapshot)
                try commits.review(
                    commit: patch.label, after: applied.snapshot, changed: applied.changed + applied.removed,
                    origins: applied.origins)
                sees(applied.snapshot)
                answered.append(ReviewedPatch(patch, name: patch.label, addedLines: applied.addedLines))
                incomplete += applied.notApplied.map { Incomplete(file: $0.path.description, reason: "not applied: \($0.reason)") }
                reviewed += 1
            } catch let error as ApplyError {
                if patch.isQuoted || !patch.isComplete {
                    let parser = try TreeParser(tree).with(commits.snapshot)
                    let outcome = try DetachedReview(parser, settings: settings).review(patch)
                    if !outcome.functions.isEmpty {
                        sees(commits.snapshot)
                        detached.append(outcome)
                        answered.append(ReviewedPatch(patch, name: patch.label))
                        remarks.append(Self.remark(patch, outcome, error))
                        incomplete.append(Self.detachedNote(patch, outcome))
                        reviewed += 1
                        continue
                    }
                }
                guard reviewed > 0 else { throw error }
                incomplete.append(Incomplete(file: patch.inputName, line: patch.firstInputLine, reason: "\(error)"))
                for rest in series.patches[(number + 1)...] {
                    incomplete.append(
                        Incomplete(
                            file: rest.inputName, line: rest.firstInputLine,
                            reason: "patch '\(rest.label)' not reviewed: an earlier patch of the series does not apply"))
                }
                break patches
            }
        }
        var report = commits.report(
            showsFixedLater: showsFixedLater, remarks: remarks, alsoIncomplete: incomplete + detached.flatMap(\.incomplete))
        for outcome in detached {
            report.quote(outcome, from: commits.snapshot)
            report.add(outcome.suppressed)
            report.remarks += outcome.suppressed.compactMap(\.remark) + outcome.remarks
        }
        return report.carrying(answered)
    }

    private static func remark(_ patch: Patch, _ outcome: DetachedReview.Outcome, _ error: ApplyError) -> String {
        let functions = outcome.functions.map { $0 + "()" }.joined(separator: ", ")
        return "reviewed detached: \(error); looked at, among the headers of this tree: \(functions)"
    }

    private static func detachedNote(_ patch: Patch, _ outcome: DetachedReview.Outcome) -> Incomplete {
        Incomplete(
            file: patch.inputName, line: patch.firstInputLine,
            reason: "reviewed detached: patch '\(patch.label)' cannot be applied, so only functions that it adds were looked at")
    }

    // MARK: git

    /// Reviews the commits of a range, oldest first.
    /// - Throws: `GitError`, and whatever stops a review.
    public func review(_ range: CommitRange, of repository: GitRepository) throws -> Report {
        var commits: CommitReview?
        var previous: CommitChange?
        var answered: [ReviewedPatch] = []
        for commit in range.commits {
            let change = try repository.change(of: commit, after: previous)
            previous = change
            let review = try commits ?? CommitReview(tree.with(change.base), settings: settings, observer: observer)
            commits = review
            let name = commit.reviewName
            try take(change, name: name, into: review)
            answered.append(ReviewedPatch(change.patch, name: name))
        }
        let skipped = range.skippedMerges.map {
            Incomplete(file: "", reason: "merge \($0.id.prefix(12)) (\"\($0.subject)\") not reviewed: only what it merges is")
        }
        guard let commits else {
            return Report(toolVersion: Version.current, incomplete: skipped, remarks: ["there is no commit in this range"])
        }
        return commits.report(showsFixedLater: showsFixedLater, remarks: [], alsoIncomplete: skipped).carrying(answered)
    }

    /// Reviews what is not committed yet.
    /// - Throws: `GitError`, and whatever stops a review.
    public func reviewUncommitted(of repository: GitRepository) throws -> Report {
        guard let change = try repository.uncommittedChange() else {
            return Report(toolVersion: Version.current, remarks: ["nothing is changed since the last commit"])
        }
        let commits = try CommitReview(tree.with(change.base), settings: settings, observer: observer)
        let name = Self.uncommittedName
        try take(change, name: name, into: commits)
        return commits.report(showsFixedLater: showsFixedLater, remarks: [], alsoIncomplete: [])
            .carrying([ReviewedPatch(change.patch, name: name)])
    }

    private func take(_ change: CommitChange, name: String, into commits: CommitReview) throws {
        var changed: Set<TreePath> = []
        var origins: [TreePath: TreePath] = [:]
        for file in change.patch.files {
            if let new = file.newPath { changed.insert(new) }
            if let old = file.oldPath, file.kind != .copied { changed.insert(old) }
            if let new = file.newPath, let old = file.oldPath, new != old { origins[new] = old }
        }
        try commits.review(commit: name, after: change.after, changed: changed.sorted(), origins: origins)
        sees(change.after)
    }
}

extension Report {
    /// Adds what a detached review found; its places are those of the patch's input.
    mutating func quote(_ outcome: DetachedReview.Outcome, from snapshot: Snapshot) {
        quote(outcome.findings) { line in
            if let text = outcome.quotes[line] { return text }
            let lines = try TreePath(line.file).lines(in: snapshot)
            return lines.indices.contains(line.line - 1) ? lines[line.line - 1] : nil
        }
    }
}
