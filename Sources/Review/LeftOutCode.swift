import Findings
import KernelTree
import Program
import SourceTree

/// Code that a change brings in and that the configuration leaves out: nobody looked at it, so the report must say so.
enum LeftOutCode {
    /// The parts that the preprocessor leaves out after a change and that did not stand there, word for word, before.
    static func brought(from before: SubsystemProgram, to after: SubsystemProgram, changed: [TreePath]) throws -> [Incomplete] {
        let names = Set(changed.map(\.description))
        // Of the whole directory: a renamed file takes its parts along.
        let known = Set(try before.sortedUnits.flatMap { try texts(of: $0, in: before.parser.tree.snapshot) })
        let tree = after.parser.tree
        var found: [Incomplete] = []
        for unit in after.sortedUnits where names.contains(unit.file) && !unit.skippedLines.isEmpty {
            let source = try tree.snapshot.contents(of: TreePath(unit.file)) ?? []
            let explained = SkippedCode.explain(unit.skippedLines, in: source, configuration: tree.configuration)
            for (skipped, text) in zip(explained, try texts(of: unit, in: tree.snapshot)) where !known.contains(text) {
                let cure =
                    skipped.settings.isEmpty
                    ? "no CONFIG symbol brings them in" : skipped.settings.map { "--config \($0)" }.joined(separator: " ") + " brings them in"
                found.append(
                    Incomplete(
                        file: unit.file, line: skipped.lines.lowerBound,
                        reason: "lines \(skipped.lines.lowerBound)-\(skipped.lines.upperBound) are left out by the preprocessor, so not reviewed; \(cure)"))
            }
        }
        return found
    }

    /// The text of each part that is left out of a unit's main file, in order.
    private static func texts(of unit: ProgramUnit, in snapshot: Snapshot) throws -> [String] {
        guard !unit.skippedLines.isEmpty else { return [] }
        let lines = try TreePath(unit.file).lines(in: snapshot)
        return unit.skippedLines.map { range in
            let inside = range.clamped(to: 1...max(1, lines.count))
            return lines[(inside.lowerBound - 1)..<min(inside.upperBound, lines.count)].joined(separator: "\n")
        }
    }
}
