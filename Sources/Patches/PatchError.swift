import SourceTree

/// Why a patch is refused or cannot be read.
public enum PatchError: Error, CustomStringConvertible, Equatable, Sendable {
    /// A path that leaves the tree, is absolute, or is otherwise none of a source tree.
    case refusedPath(path: String, reason: String, patch: String, input: String, line: Int)
    /// A symbolic link or submodule that the patch makes or changes.
    case refusedMode(path: String, what: String, patch: String, input: String, line: Int)
    /// A path of the patch that stands behind a symlink or below a file of the tree.
    case behindLink(path: String, link: String, patch: String)
    /// No input holds a patch.
    case noPatch(inputs: [String], detail: String)
    case unreadable(input: String, reason: String)
    case tooLarge(input: String, limit: Int)

    public var description: String {
        switch self {
        case .refusedPath(let path, let reason, let patch, let input, let line):
            "\(input):\(line): patch '\(patch)' is refused: path '\(path)' \(reason)"
        case .refusedMode(let path, let what, let patch, let input, let line):
            "\(input):\(line): patch '\(patch)' is refused: it makes or changes '\(path)', a \(what)"
        case .behindLink(let path, let link, let patch):
            path == link
                ? "patch '\(patch)' is refused: '\(path)' is a symlink"
                : "patch '\(patch)' is refused: '\(path)' stands behind '\(link)', a symlink or file and no directory of the tree"
        case .noPatch(let inputs, let detail):
            "no patch found in \(inputs.joined(separator: ", "))\(detail.isEmpty ? "" : " (\(detail))"):"
                + " give a mail, an mbox, a format-patch file or a diff"
        case .unreadable(let input, let reason):
            "cannot read '\(input)': \(reason)"
        case .tooLarge(let input, let limit):
            "'\(input)' is larger than \(limit >> 20) MiB: give the patch alone"
        }
    }
}
