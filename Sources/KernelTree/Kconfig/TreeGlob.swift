import Foundation
import SourceTree

/// A path pattern with `*`, `?` and `[...]` in its components, as a `source` line of Kconfig may have.
struct TreeGlob {
    private let components: [String]

    private static let maximumMatches = 10_000

    init(_ pattern: TreePath) { components = pattern.description.split(separator: "/").map(String.init) }

    /// The files that match, sorted.
    func matches(in snapshot: Snapshot) throws -> [TreePath] {
        var found: [TreePath] = [.root]
        for (index, component) in components.enumerated() {
            let isLast = index == components.count - 1
            var next: [TreePath] = []
            for directory in found.prefix(Self.maximumMatches) {
                let names = try isLast ? snapshot.files(in: directory) : snapshot.directories(in: directory)
                next += names.filter { fnmatch(component, $0.name, FNM_PERIOD) == 0 }
            }
            found = next
        }
        return found.sorted()
    }
}
