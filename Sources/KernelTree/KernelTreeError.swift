/// Why a directory cannot be used as a kernel tree.
public enum KernelTreeError: Error, CustomStringConvertible, Equatable {
    /// The directory is no kernel tree; `missing` names what it lacks.
    case notAKernelTree(directory: String, missing: String)
    /// No directory from `start` up is a kernel tree.
    case noneAbove(start: String)
    /// A file of the build's own records cannot be used.
    case unusable(file: String, reason: String)
    /// A compiler's run was given that was not made in an object directory of a configured kernel.
    case noObjectDirectory(String)

    public var description: String {
        switch self {
        case .notAKernelTree(let directory, let missing):
            "'\(directory)' is no kernel tree (\(missing)): give the top directory of a Linux source tree with --tree"
        case .noneAbove(let start):
            "no kernel tree at or above '\(start)': give the top directory of a Linux source tree with --tree"
        case .noObjectDirectory(let directory):
            "'\(directory)' has no include/generated/autoconf.h: run make prepare, and this from kbuild (make C=1)"
        case .unusable(let file, let reason):
            "\(file): \(reason); delete it, or make it again with the kernel's scripts/clang-tools/gen_compile_commands.py"
        }
    }
}
