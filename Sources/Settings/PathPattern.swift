import Foundation
import SourceTree

/// Names files and directories of a tree: a path, which stands for all below it too, or a pattern with `*`, `?`
/// and `[...]` within a component, or `**` for any number of components.
public struct PathPattern: Sendable, Equatable, CustomStringConvertible {
    public let description: String
    private let components: [String]

    /// - Throws: `TreePathError` for what could lie outside of the tree.
    public init(_ text: String) throws(TreePathError) {
        description = try TreePath(text).description
        components = description.split(separator: "/").map(String.init)
    }

    /// Whether the pattern names the path or a directory that holds it.
    public func matches(_ path: TreePath) -> Bool {
        let parts = path.description.split(separator: "/").map(String.init)
        // reached[i]: the components so far can stand for the first i parts.
        var reached = [true] + Array(repeating: false, count: parts.count)
        for component in components {
            if component == "**" {
                for index in parts.indices where reached[index] { reached[index + 1] = true }
                continue
            }
            var next = Array(repeating: false, count: parts.count + 1)
            for index in parts.indices where reached[index] { next[index + 1] = fnmatch(component, parts[index], 0) == 0 }
            reached = next
        }
        return reached.dropFirst().contains(true) || components.isEmpty
    }
}
