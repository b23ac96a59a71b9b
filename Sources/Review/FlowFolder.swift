import Analysis
import Caching
import Settings
import SourceTree

/// What following the functions of one directory has shown, kept between runs.
struct FlowFolder: FlowStore {
    private let folder: CacheFolder
    /// What it depends on besides the program.
    private let settings: String

    /// - Parameters:
    ///   - tree: the root of the tree.
    init(_ folder: CacheFolder, _ directory: TreePath, _ tree: Snapshot, _ settings: ReviewSettings) {
        self.folder = folder
        self.settings = [Version.current, RunningProgram.identity, tree.root, directory.description, settings.digest].joined(separator: "\0")
    }

    func bytes(_ name: String) -> [UInt8]? { folder.sealed(entry(name)) }

    func keep(_ bytes: [UInt8], as name: String) { folder.seal(bytes, as: entry(name)) }

    private func entry(_ name: String) -> String {
        var hash = StableHash()
        hash.combine(settings + "\0" + name)
        return hash.digits
    }
}
