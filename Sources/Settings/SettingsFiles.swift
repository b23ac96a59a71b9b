import Foundation
import SourceTree

/// A file of settings: in the tree, or elsewhere on the user's disk.
public enum SettingsPlace: Hashable, Sendable, CustomStringConvertible {
    case tree(TreePath)
    /// As it was given, relative to the current folder or absolute.
    case outside(String)

    public var description: String {
        switch self {
        case .tree(let path): path.description
        case .outside(let path): path
        }
    }

    /// A file named beside this one.
    ///
    /// - Throws: `TreePathError` when a file of the tree names one outside.
    func beside(_ name: String) throws(TreePathError) -> SettingsPlace {
        switch self {
        case .tree(let path): .tree(try path.parent.appending(name))
        case .outside(let path):
            .outside(name.hasPrefix("/") ? name : URL(fileURLWithPath: path).deletingLastPathComponent().path + "/" + name)
        }
    }
}

/// Where files of settings are looked for, and how they are read.
///
/// A change under review must not set the rules that it is judged by: `earlier` gives such files as they were before.
public struct SettingsFiles {
    public static let configurationName = ".fuselint.yml"
    public static let suppressionsName = ".fuselint-suppressions.yml"

    /// What a file of the tree was before the change under review touched it.
    public enum Earlier: Sendable {
        /// The change does not touch it.
        case untouched
        /// Nil where there was no such file.
        case contents([UInt8]?)
    }

    private let tree: Snapshot
    private let earlier: (TreePath) throws -> Earlier

    public init(_ tree: Snapshot, earlier: @escaping (TreePath) throws -> Earlier = { _ in .untouched }) {
        self.tree = tree
        self.earlier = earlier
    }

    /// The place of a file that the user names, relative to `folder` or absolute.
    public func place(_ name: String, from folder: String) -> SettingsPlace {
        let absolute = name.hasPrefix("/") ? name : folder + "/" + name
        return tree.treePath(ofAbsolute: absolute).map { .tree($0) } ?? .outside(name)
    }

    /// The nearest configuration from a folder up to the tree's root; of a folder elsewhere, the one in the root.
    public func configuration(upwardFrom folder: String) throws -> SettingsPlace? {
        var directory = tree.treePath(ofAbsolute: folder) ?? .root
        while true {
            let candidate = try directory.appending(Self.configurationName)
            if try contents(of: .tree(candidate)) != nil { return .tree(candidate) }
            if directory == .root { return nil }
            directory = directory.parent
        }
    }

    /// The bytes of a file; nil where there is none.
    /// - Throws: `SettingsError` when it is there and cannot be read, or is too large to be one.
    func contents(of place: SettingsPlace) throws -> [UInt8]? {
        switch place {
        case .tree(let path):
            if case .contents(let bytes) = try earlier(path) { return bytes }
            // What a link leads to might be changed without the link.
            if let link = try tree.obstacle(before: path) {
                let name = path.description
                throw SettingsError(
                    file: name, reason: "'\(link)' is no plain file or directory; name the file itself with --config")
            }
            try Self.refuseLarge(tree.absolutePath(of: path), name: path.description)
            do { return try tree.contents(of: path) } catch let error as SnapshotError {
                throw SettingsError(file: path.description, reason: "cannot be read: \(error)")
            }
        case .outside(let path):
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            try Self.refuseLarge(path, name: path)
            guard let data = FileManager.default.contents(atPath: path) else {
                throw SettingsError(file: path, reason: "cannot be read")
            }
            return [UInt8](data)
        }
    }

    /// The absolute path of a file, for those who write it.
    public func absolutePath(of place: SettingsPlace) -> String {
        switch place {
        case .tree(let path): tree.absolutePath(of: path)
        case .outside(let path): URL(fileURLWithPath: path).standardizedFileURL.path
        }
    }

    /// Large files and devices are not worth reading to find out that they are no settings.
    private static func refuseLarge(_ path: String, name: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SettingsError(file: name, reason: "is no regular file") }
        guard status.st_size <= YAMLDocument.sizeLimit else {
            throw SettingsError(file: name, reason: "is larger than \(YAMLDocument.sizeLimit >> 10) KiB")
        }
    }
}
