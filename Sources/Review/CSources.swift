import SourceTree

/// The C files that paths on the command line stand for.
struct CSources {
    /// In order, each once.
    let files: [TreePath]
    /// The directories that hold them, in order.
    let directories: [TreePath]

    /// - Parameter paths: directories, which stand for all below them, and single C files.
    /// - Throws: `ReviewError.nothingThere` for a path without C files.
    init(under paths: [TreePath], in snapshot: Snapshot) throws {
        var files: Set<TreePath> = []
        for path in paths {
            let found = try Self.files(under: path, in: snapshot)
            guard !found.isEmpty else { throw ReviewError.nothingThere(path) }
            files.formUnion(found)
        }
        self.files = files.sorted()
        directories = Set(files.map(\.parent)).sorted()
    }

    private static func files(under path: TreePath, in snapshot: Snapshot) throws -> [TreePath] {
        if path.fileExtension == "c" { return try snapshot.exists(path) ? [path] : [] }
        var found: [TreePath] = []
        var pending = [path]
        while let directory = pending.popLast() {
            found += try snapshot.files(in: directory).filter { $0.fileExtension == "c" }
            // What a symlink leads to is elsewhere too, or outside, or a loop.
            pending += try snapshot.directories(in: directory).filter { try snapshot.obstacle(before: $0) == nil }
        }
        return found
    }
}
