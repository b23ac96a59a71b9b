import Findings
import Rules
import SourceTree

extension TreePath {
    /// The file's lines without line ends; none where it is not there.
    func lines(in snapshot: Snapshot) throws -> [String] {
        try snapshot.text(of: self)?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? []
    }
}

extension Report {
    /// Adds findings with the source lines that they and their steps stand on, and the facts of their rules.
    mutating func quote(_ reported: [ReportedFinding], from snapshot: Snapshot) {
        var files: [String: [String]] = [:]
        quote(reported) { line in
            let lines = try files[line.file] ?? TreePath(line.file).lines(in: snapshot)
            files[line.file] = lines
            return lines.indices.contains(line.line - 1) ? lines[line.line - 1] : nil
        }
    }

    /// - Parameter text: the text of a line, nil where it cannot be had.
    mutating func quote(_ reported: [ReportedFinding], text: (Line) throws -> String?) {
        findings += reported
        for finding in reported.map(\.finding) {
            rules[finding.rule] = RuleDocumentation.facts(of: finding.rule)
            for position in [finding.position] + finding.path.map(\.position) {
                let line = Line(file: position.file, line: position.line)
                // Quoting is a courtesy: without the line the finding still stands.
                if sourceLines[line] == nil, let found = try? text(line) { sourceLines[line] = found }
            }
        }
    }
}
