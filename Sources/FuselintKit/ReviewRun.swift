import Findings
import Parsing
import Patches
import Review
import Settings
import SourceTree

/// A review under the settings that held before the change: what is reviewed does not set the rules for it.
struct ReviewRun {
    let treeOptions: TreeOptions
    let snapshot: Snapshot
    let showsFixedLater: Bool
    let observer: WorkObserver?
    /// Is told the tree after each patch.
    var sees: (Snapshot) -> Void = { _ in }

    /// A series that does not apply may have been applied: git hooks and b4 hand over patches of commits that are there.
    func review(_ series: PatchSeries, in directory: String) throws -> Report {
        do { return try review(series) } catch let error as ApplyError {
            // The tree need not be in git, and git may refuse it.
            guard let repository = try? GitRepository(containing: directory), let range = try repository.commits(of: series) else { throw error }
            var report = try review(range, of: repository)
            let ids = range.commits.map { $0.id.prefix(12) }.joined(separator: ", ")
            report.asides.append("the tree has this already, as \(range.commits.count == 1 ? "commit" : "commits") \(ids): reviewed there")
            return report
        }
    }

    private func review(_ series: PatchSeries) throws -> Report {
        // Patches are applied in memory: the files on disk are those before them.
        let settings = try treeOptions.settings(SettingsFiles(snapshot))
        var report = try patchReview(settings).review(series)
        let changed = Set(series.patches.flatMap(\.files).flatMap { [$0.oldPath, $0.newPath] }.compactMap { $0 })
        report.remarks += try changed.filter(settings.isSettingsFile).sorted().map { path in
            Self.remark(on: path, wasThere: try snapshot.exists(path))
        }
        return report
    }

    func review(_ range: CommitRange, of repository: GitRepository) throws -> Report {
        let (settings, remarks) = try settings { try repository.file($0, before: range) }
        var report = try patchReview(settings).review(range, of: repository)
        report.remarks += remarks
        return report
    }

    func reviewUncommitted(of repository: GitRepository) throws -> Report {
        let (settings, remarks) = try settings { try repository.fileBeforeUncommitted($0) }
        var report = try patchReview(settings).reviewUncommitted(of: repository)
        report.remarks += remarks
        return report
    }

    private func patchReview(_ settings: ReviewSettings) throws -> PatchReview {
        // What is reviewed is mostly new, and is to be parsed.
        ParsingWorkers.shared?.warmUp()
        var review = PatchReview(try treeOptions.open(snapshot, settings), settings: settings)
        review.showsFixedLater = showsFixedLater
        review.observer = observer
        review.sees = sees
        return review
    }

    /// The settings from files as they were before the change, and what is to be said of those that it touches.
    private func settings(_ before: @escaping (TreePath) throws -> FileBefore) throws -> (ReviewSettings, remarks: [String]) {
        var changed: [TreePath: Bool] = [:]
        let files = SettingsFiles(snapshot) { path in
            switch try before(path) {
            case .untouched: return .untouched
            case .contents(let bytes):
                changed[path] = bytes != nil
                return .contents(bytes)
            }
        }
        let settings = try treeOptions.settings(files)
        return (settings, changed.sorted { $0.key < $1.key }.map { Self.remark(on: $0.key, wasThere: $0.value) })
    }

    private static func remark(on path: TreePath, wasThere: Bool) -> String {
        "'\(path)' is part of the change under review: "
            + (wasThere ? "it is in force as it was before" : "it was not there before, and is not in force")
    }
}
