import Findings
import KernelTree
import SourceTree

/// Code that a change brings in and that the configuration leaves out: nobody looked at it, so the report must say so.
enum LeftOutCode {
    /// The parts that the preprocessor leaves out after a change and that did not stand there, word for word, before.
    ///
    /// - Parameter trees: before and after it.
    static func brought(
        from before: DirectoryAnswer, to after: DirectoryAnswer, in trees: (before: KernelTree, after: KernelTree), changed: [TreePath]
    ) throws -> [Incomplete] {
        // Of the whole directory: a renamed file takes its parts along.
        let known = Set(try before.skippedLines.flatMap { try texts(of: $0.value, in: $0.key, of: trees.before.snapshot) })
        let tree = trees.after
        var found: [Incomplete] = []
        for file in changed.sorted() {
            guard let skippedLines = after.skippedLines[file.description] else { continue }
            let source = try tree.snapshot.contents(of: file) ?? []
            let explained = SkippedCode.explain(skippedLines, in: source, configuration: tree.configuration)
            for (skipped, text) in zip(explained, try texts(of: skippedLines, in: file.description, of: tree.snapshot)) where !known.contains(text) {
                let lines = skipped.lines
                let settings = skipped.settings.map { "--config \($0)" }.joined(separator: " ")
                let reason =
                    "lines \(lines.lowerBound)-\(lines.upperBound) are left out by the preprocessor, so not reviewed; "
                    + (settings.isEmpty ? "no CONFIG symbol brings them in" : "\(settings) brings them in")
                found.append(Incomplete(file: file.description, line: lines.lowerBound, reason: reason))
            }
        }
        return found
    }

    /// The text of each part that is left out of a file, in order.
    private static func texts(of skippedLines: [ClosedRange<Int>], in file: String, of snapshot: Snapshot) throws -> [String] {
        let lines = try TreePath(file).lines(in: snapshot)
        return skippedLines.map { range in
            let inside = range.clamped(to: 1...max(1, lines.count))
            return lines[(inside.lowerBound - 1)..<min(inside.upperBound, lines.count)].joined(separator: "\n")
        }
    }
}
