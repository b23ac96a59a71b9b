import Findings
import SourceTree

/// Which directories are analysed for which changed files.
struct Subsystems {
    /// Directories that hold C files, in order.
    private(set) var directories: [TreePath] = []
    /// Changed sources that no analysed directory covers, and why.
    private(set) var leftOut: [Incomplete] = []

    /// - Parameters:
    ///   - changed: what the patch changes, adds or removes.
    ///   - snapshots: the tree before and after; a directory counts if it has C files in either.
    init(of changed: [TreePath], in snapshots: [Snapshot]) throws {
        let filesystems = try TreePath("fs")
        let fuse = try TreePath("fs/fuse")
        // A patch may change thousands of files of one directory.
        var known: [TreePath: Bool] = [:]
        func holdsCode(_ directory: TreePath) throws -> Bool {
            if let known = known[directory] { return known }
            let holds = try snapshots.contains { try $0.files(in: directory).contains { $0.fileExtension == "c" } }
            known[directory] = holds
            return holds
        }
        var wanted: Set<TreePath> = []
        for path in changed.sorted() where ["c", "h"].contains(path.fileExtension) {
            if path.isInside(filesystems) {
                if try holdsCode(path.parent) { wanted.insert(path.parent) }
                // Helpers of the VFS itself are judged by what they do to those that call them.
                if path.parent == filesystems, try holdsCode(fuse) { wanted.insert(fuse) }
            } else if path.fileExtension == "h", try holdsCode(fuse) {
                // A header of the whole kernel: fs/fuse is what this tool is for.
                wanted.insert(fuse)
                leftOut.append(
                    Incomplete(file: path.description, reason: "a header outside of fs/: only fs/fuse was analysed for it"))
            } else {
                leftOut.append(Incomplete(file: path.description, reason: "outside of fs/: not reviewed"))
            }
        }
        directories = wanted.sorted()
    }
}
