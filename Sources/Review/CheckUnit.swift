import Foundation
import KernelTree
import Settings
import SourceTree

/// A directory of a check: rules look across its files, so it is analysed as a whole, once.
struct CheckUnit {
    let directory: TreePath
    /// Whose findings are wanted; nil for all.
    private(set) var files: Set<TreePath>?

    /// The units of directories, with all below them, and of single files; in order.
    /// - Throws: `ReviewError.nothingThere` for paths without C files.
    static func units(of paths: [TreePath], in snapshot: Snapshot) throws -> [CheckUnit] {
        var units: [TreePath: CheckUnit] = [:]
        for path in paths {
            if path.fileExtension == "c" || path.fileExtension == "h" {
                guard try snapshot.exists(path) else { throw ReviewError.nothingThere(path) }
                units[path.parent, default: CheckUnit(directory: path.parent, files: [])].files?.insert(path)
            } else {
                for directory in try CSources(under: [path], in: snapshot).directories {
                    units[directory] = CheckUnit(directory: directory, files: nil)
                }
            }
        }
        return units.values.sorted { $0.directory < $1.directory }
    }

    func wants(_ file: String) -> Bool { files == nil || files!.contains { $0.description == file } }

    /// The sources whose findings are wanted, in order.
    func sources(in snapshot: Snapshot) throws -> [TreePath] {
        try files?.sorted() ?? Self.sources(of: directory, in: snapshot)
    }

    /// The bytes of all sources of the directory: how long it takes goes with that.
    func bytes(in snapshot: Snapshot) throws -> Int {
        try Self.sources(of: directory, in: snapshot).reduce(0) { sum, file in
            // A link that leads elsewhere is told when its turn comes, by the shard that has it.
            sum + ((try? snapshot.contents(of: file))??.count ?? 0)
        }
    }

    private static func sources(of directory: TreePath, in snapshot: Snapshot) throws -> [TreePath] {
        try snapshot.files(in: directory).filter { ["c", "h"].contains($0.fileExtension) }
    }
}
