import Browsing
import Findings
import Foundation
import KernelTree
import Parsing
import Patches
import Review
import Settings
import SourceTree

/// What is reviewed in the terminal, and may be reviewed again.
protocol InteractiveJob {
    /// What is shown before anything is analysed.
    var material: Material { get }
    /// Names what has been decided about the same before.
    var key: String { get }
    /// The patches in full; nil where they are already. Runs on another thread.
    func outline() throws -> [ReviewedPatch]?
    /// Runs on another thread.
    /// - Parameter sees: is told the tree after each patch.
    func review(_ observer: @escaping WorkObserver, sees: @escaping (Snapshot) -> Void) throws -> Report
    /// The tree's directory.
    var directory: String { get }
    /// The tree as it is on the disk, for questions about its code.
    func tree() throws -> KernelTree
    /// What a review is made from.
    func watched(_ patches: [ReviewedPatch]) -> WatchedFiles
}

/// A series, a range of commits or the uncommitted change.
struct SeriesJob: InteractiveJob {
    private let source: ReviewSource
    let directory: String
    private let treeOptions: TreeOptions
    private let showsFixedLater: Bool
    let material: Material
    let key: String

    init(_ source: ReviewSource, in directory: String, _ treeOptions: TreeOptions, showsFixedLater: Bool) throws {
        self.source = source
        self.directory = directory
        self.treeOptions = treeOptions
        self.showsFixedLater = showsFixedLater
        var hash = StableHash()
        switch source {
        case .patches(let inputs):
            let patches = ReviewedPatch.all(in: try PatchReader.read(inputs))
            for patch in patches { hash.combine(patch.subject + "\0" + patch.body.map(\.text).joined(separator: "\n") + "\0") }
            material = Material(.series, title: Self.title(of: patches), patches: patches)
        case .revisions(let text, let repository):
            let range = try repository.commits(in: text)
            for commit in range.commits { hash.combine(commit.id + "\0") }
            material = Material(.series, title: text, patches: ReviewedPatch.messages(of: range))
        case .uncommitted(let repository):
            hash.combine("uncommitted\0" + repository.directory)
            material = Material(.series, title: "uncommitted change")
        }
        key = hash.digits
    }

    private static func title(of patches: [ReviewedPatch]) -> String {
        guard let first = patches.first else { return "" }
        let title = Outline.title(of: first.subject.isEmpty ? first.name : first.subject)
        return patches.count == 1 ? title : "\(title) and \(patches.count - 1) more"
    }

    /// The patches as they are now: files are read again.
    private func series(_ inputs: [PatchInput]) throws -> PatchSeries {
        try PatchReader.read(try inputs.map { $0.name == "<stdin>" ? $0 : try .read($0.name) })
    }

    func outline() throws -> [ReviewedPatch]? {
        switch source {
        case .patches(let inputs): try ReviewedPatch.all(in: series(inputs))
        case .revisions(let text, let repository): try ReviewedPatch.all(in: repository.commits(in: text), of: repository)
        case .uncommitted(let repository): try ReviewedPatch.uncommitted(of: repository)
        }
    }

    func review(_ observer: @escaping WorkObserver, sees: @escaping (Snapshot) -> Void) throws -> Report {
        let run = ReviewRun(
            treeOptions: treeOptions, snapshot: try Snapshot(directory: directory), showsFixedLater: showsFixedLater, observer: observer,
            sees: sees)
        return switch source {
        case .patches(let inputs): try run.review(series(inputs), in: directory)
        case .revisions(let text, let repository): try run.review(repository.commits(in: text), of: repository)
        case .uncommitted(let repository): try run.reviewUncommitted(of: repository)
        }
    }

    func tree() throws -> KernelTree { try treeOptions.open(on: directory) }

    func watched(_ patches: [ReviewedPatch]) -> WatchedFiles {
        let files = patches.flatMap { $0.body.compactMap { $0.place?.file } }
        var watched = WatchedFiles(tree: directory, folders: files.compactMap { (try? TreePath($0))?.parent.description })
        switch source {
        case .patches(let inputs): watched.files += inputs.map(\.name).filter { $0 != "<stdin>" }
        case .revisions(_, let repository), .uncommitted(let repository): watched.repositories.append(repository.top + "/.git")
        }
        return watched
    }
}

/// What `check` finds in the tree.
struct TreeJob: InteractiveJob {
    private let paths: [String]
    let directory: String
    private let treeOptions: TreeOptions
    let material: Material
    let key: String

    init(_ paths: [String], in directory: String, _ treeOptions: TreeOptions) {
        self.paths = paths
        self.directory = directory
        self.treeOptions = treeOptions
        material = Material(.tree, title: paths.isEmpty ? directory : paths.joined(separator: " "))
        var hash = StableHash()
        hash.combine("tree\0" + directory + "\0" + paths.joined(separator: "\0"))
        key = hash.digits
    }

    func outline() throws -> [ReviewedPatch]? { nil }

    func review(_ observer: @escaping WorkObserver, sees: @escaping (Snapshot) -> Void) throws -> Report {
        try TreeRun(treeOptions, paths: paths, observer: observer).check(since: nil).report
    }

    func tree() throws -> KernelTree { try treeOptions.open(on: directory) }

    func watched(_ patches: [ReviewedPatch]) -> WatchedFiles { WatchedFiles(tree: directory, folders: paths) }
}

extension WatchedFiles {
    /// What any filesystem is made of, and more of the tree's folders.
    fileprivate init(tree directory: String, folders: [String]) {
        let usual = ["fs", "include/linux", "include/uapi"]
        let others = Set(folders).filter { folder in !usual.contains { folder == $0 || folder.hasPrefix($0 + "/") } }
        self.folders = (usual + others.sorted()).map { directory + "/" + $0 }
        files = [SettingsFiles.configurationName, SettingsFiles.suppressionsName].map { directory + "/" + $0 }
    }
}

extension TreeOptions {
    /// The tree on the disk under its own settings.
    fileprivate func open(on directory: String) throws -> KernelTree {
        let snapshot = try Snapshot(directory: directory)
        return try open(snapshot, settings(SettingsFiles(snapshot)))
    }
}
