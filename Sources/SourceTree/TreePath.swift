/// A file or directory below the root of a source tree: relative, normalised, and unable to leave it.
///
/// Paths in patches come from strangers, so this is the only kind of path that the layers above hand around.
public struct TreePath: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The components joined by `/`; empty for the root itself.
    public let description: String

    /// The root of the tree.
    public static let root = TreePath(unchecked: "")

    private init(unchecked: String) { description = unchecked }

    /// Reads a path as it stands in a patch or on a command line.
    ///
    /// `.` components and doubled slashes are dropped, and `a/../b` becomes `b`.
    /// - Throws: `TreePathError` when the path is absolute, climbs above the root, or holds a NUL byte.
    public init(_ text: String) throws(TreePathError) {
        // Nearly all are as they should be already, and thousands of headers are looked at in each run.
        if Self.isNormal(text) {
            description = text
            return
        }
        // By bytes, as the system reads it: `/` and an accent after it are one character.
        if text.utf8.first == UInt8(ascii: "/") { throw .absolute(text) }
        if text.utf8.contains(0) { throw .malformed(text) }
        var parts: [Substring] = []
        for part in text.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) where part != "." {
            if part == ".." {
                if parts.popLast() == nil { throw .leavesTree(text) }
            } else {
                parts.append(part)
            }
        }
        description = parts.joined(separator: "/")
    }

    /// Whether the text has no component that is empty, `.` or `..`, and no NUL byte.
    private static func isNormal(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var (length, dots) = (0, 0)
            for byte in bytes {
                switch byte {
                case 0: return false
                case UInt8(ascii: "/"):
                    if length == dots, length < 3 { return false }
                    (length, dots) = (0, 0)
                default:
                    length += 1
                    if byte == UInt8(ascii: ".") { dots += 1 }
                }
            }
            return length > dots || length > 2
        }
    }

    /// The last component, empty for the root.
    public var name: String {
        guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return description }
        return String(description[description.utf8.index(after: slash)...])
    }

    /// The directory that holds this path; the root holds itself.
    public var parent: TreePath {
        guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return TreePath(unchecked: String(description[..<slash]))
    }

    /// What follows the last dot of the name (`c`, `h`), or nothing.
    public var fileExtension: String {
        let name = name
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        return String(name[name.utf8.index(after: dot)...])
    }

    /// The path of a file in this directory.
    public func appending(_ relative: String) throws(TreePathError) -> TreePath {
        try TreePath(description.isEmpty ? relative : description + "/" + relative)
    }

    /// Whether this path is `directory` or lies somewhere below it.
    public func isInside(_ directory: TreePath) -> Bool {
        directory == .root || self == directory || description.hasPrefix(directory.description + "/")
    }

    public static func < (left: TreePath, right: TreePath) -> Bool { left.description < right.description }
}

/// Why a text is no path inside a tree.
public enum TreePathError: Error, CustomStringConvertible, Equatable {
    case absolute(String)
    case leavesTree(String)
    case malformed(String)

    public var description: String {
        switch self {
        case .absolute(let path): "path '\(path)' is absolute; paths must be relative to the tree"
        case .leavesTree(let path): "path '\(path)' leaves the tree"
        case .malformed(let path): "path '\(path)' holds a NUL byte"
        }
    }
}
