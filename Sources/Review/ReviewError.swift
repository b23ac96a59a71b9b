import SourceTree

/// Why a review or check could not be done.
public enum ReviewError: Error, CustomStringConvertible, Equatable {
    case nothingThere(TreePath)
    case noKernelTree(String)

    public var description: String {
        switch self {
        case .nothingThere(let path): "'\(path)' holds no C files in this tree; give a file or directory such as fs/fuse"
        case .noKernelTree(let reason): reason
        }
    }
}
