import Foundation

/// A source tree at one moment: a directory on disk with some files replaced, added or deleted in memory.
///
/// The work tree, a commit of its history and the tree after a patch are all snapshots over one directory,
/// and nothing is ever written to that directory.
public struct Snapshot: Sendable {
    /// What stands in memory in place of a file on disk.
    public enum Override: Sendable, Equatable {
        case contents([UInt8])
        case deleted
    }

    /// The absolute path of the tree's root, symlinks resolved.
    public let root: String
    /// The files that differ from the disk.
    public private(set) var overrides: [TreePath: Override] = [:]

    /// Opens the tree at `directory`.
    /// - Throws: `SnapshotError.noDirectory` when there is none.
    public init(directory: String) throws {
        guard let resolved = Self.realPath(directory) else { throw SnapshotError.noDirectory(directory) }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: resolved, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw SnapshotError.noDirectory(directory)
        }
        root = resolved
    }

    /// Puts `contents` in place of whatever the file held.
    public mutating func replace(_ path: TreePath, with contents: [UInt8]) { overrides[path] = .contents(contents) }

    /// Takes the file out of the tree.
    public mutating func delete(_ path: TreePath) { overrides[path] = .deleted }

    /// The bytes of a file, or nil where the tree has no such file.
    /// - Throws: `SnapshotError.leadsOut` when a symlink on the way leads out of the tree, `.unreadable`
    ///   when the file is there but is not a regular file or cannot be read.
    public func contents(of path: TreePath) throws -> [UInt8]? {
        switch overrides[path] {
        case .contents(let bytes): return bytes
        case .deleted: return nil
        case nil: break
        }
        guard let resolved = try locate(path) else { return nil }
        var status = stat()
        guard stat(resolved, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let data = FileManager.default.contents(atPath: resolved)
        else { throw SnapshotError.unreadable(path) }
        return [UInt8](data)
    }

    /// The file as text; bytes that are not UTF-8 become replacement characters. Nil where there is no such file.
    public func text(of path: TreePath) throws -> String? {
        try contents(of: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the tree has a file or directory there.
    public func exists(_ path: TreePath) throws -> Bool {
        switch overrides[path] {
        case .contents: true
        case .deleted: false
        case nil: try locate(path) != nil || overrides.contains { $0.key.isInside(path) && $0.value != .deleted }
        }
    }

    /// The files directly in `directory` (no directories), sorted; empty where there is no such directory.
    /// - Throws: `SnapshotError.leadsOut`, and `.unlistable` for a directory that is there and cannot be read.
    public func files(in directory: TreePath) throws -> [TreePath] {
        var found = Set(try entries(of: directory, thatAreDirectories: false))
        for (path, override) in overrides where path.parent == directory {
            if override == .deleted { found.remove(path) } else { found.insert(path) }
        }
        return found.sorted()
    }

    /// The directories directly in `directory` on disk, sorted.
    /// - Throws: as `files(in:)`.
    public func directories(in directory: TreePath) throws -> [TreePath] {
        try entries(of: directory, thatAreDirectories: true).sorted()
    }

    private func entries(of directory: TreePath, thatAreDirectories wanted: Bool) throws -> [TreePath] {
        guard let resolved = try locate(directory) else { return [] }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: resolved, isDirectory: &isDirectory), isDirectory.boolValue else {
            return []
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: resolved)
        } catch {
            throw SnapshotError.unlistable(directory)
        }
        return try names.filter { name in
            FileManager.default.fileExists(atPath: resolved + "/" + name, isDirectory: &isDirectory)
                && isDirectory.boolValue == wanted
        }.map { try directory.appending($0) }
    }

    /// What keeps a name from standing for a file of its own: a symlink on the way or at its end, or a file where
    /// a directory must be. Nil for plain paths, whether there is such a file or not.
    ///
    /// A file changed in memory under one name would stay unchanged under the other.
    public func obstacle(before path: TreePath) throws -> TreePath? {
        var at = path
        while at != .root {
            if case .contents = overrides[at] {
                if at != path { return at }
            } else if overrides[at] == nil {
                var status = stat()
                if lstat(absolutePath(of: at), &status) == 0 {
                    let kind = status.st_mode & S_IFMT
                    if kind == S_IFLNK || (at != path && kind != S_IFDIR) { return at }
                }
            }
            at = at.parent
        }
        return nil
    }

    /// The absolute path under which compilers know the file; it need not exist on disk.
    public func absolutePath(of path: TreePath) -> String {
        path == .root ? root : root + "/" + path.description
    }

    /// The path inside this tree of an absolute path, or nil when it lies outside, symlinks resolved.
    public func treePath(ofAbsolute absolute: String) -> TreePath? {
        let resolved = Self.realPath(absolute) ?? absolute
        guard resolved.hasPrefix(root + "/") else { return resolved == root ? .root : nil }
        return try? TreePath(String(resolved.dropFirst(root.count + 1)))
    }

    /// Answers as `treePath(ofAbsolute:)` for many files at once: what leads to them is resolved once.
    public func resolver() -> PathResolver { PathResolver(self) }

    /// Where the path stands on disk, nil if nowhere; refuses what a symlink leads out of the tree.
    private func locate(_ path: TreePath) throws -> String? {
        guard let resolved = Self.realPath(absolutePath(of: path)) else { return nil }
        guard resolved == root || resolved.hasPrefix(root + "/") else { throw SnapshotError.leadsOut(path) }
        return resolved
    }

    fileprivate static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

/// Finds the paths inside a tree of many absolute paths, symlinks resolved, while the tree's directories stay where they are.
public final class PathResolver {
    private let snapshot: Snapshot
    /// By a directory as it is written.
    private var directories: [Substring: String?] = [:]

    fileprivate init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// As `Snapshot.treePath(ofAbsolute:)`.
    public func treePath(ofAbsolute absolute: String) -> TreePath? {
        var status = stat()
        // A name of its own in a directory that is known; all else goes the long way.
        guard let slash = absolute.utf8.lastIndex(of: UInt8(ascii: "/")), lstat(absolute, &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return snapshot.treePath(ofAbsolute: absolute) }
        let directory = absolute[..<slash]
        if directories[directory] == nil { directories[directory] = .some(Snapshot.realPath(String(directory))) }
        guard let resolved = directories[directory] ?? nil else { return snapshot.treePath(ofAbsolute: absolute) }
        guard resolved == snapshot.root || resolved.hasPrefix(snapshot.root + "/") else { return nil }
        return try? TreePath(String(Substring((resolved + absolute[slash...]).utf8.dropFirst(snapshot.root.utf8.count + 1))))
    }
}

/// Why a tree or a file of it could not be read.
public enum SnapshotError: Error, CustomStringConvertible, Equatable {
    case noDirectory(String)
    case leadsOut(TreePath)
    case unreadable(TreePath)
    case unlistable(TreePath)

    public var description: String {
        switch self {
        case .noDirectory(let path): "no directory '\(path)'"
        case .leadsOut(let path): "'\(path)' is a symlink that leads out of the tree"
        case .unreadable(let path): "'\(path)' is not a readable regular file"
        case .unlistable(let path): "the directory '\(path)' cannot be read; check its permissions"
        }
    }
}
