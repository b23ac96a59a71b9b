import Findings

/// What gcc would print: `file:line:column: warning: message [rule]`, and each step of the way as a `note:` below it.
///
/// Editors and CI know these lines. Columns count bytes, as the findings' do. What was not analysed and the remarks come last,
/// as `fuselint: note: ...` without a place, the form of gcc's own `cc1: note: ...`: a note with a place would belong to the
/// finding above it.
struct GCCReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        let findings = report.orderedFindings.flatMap(lines)
        let notAnalysed = report.orderedIncomplete.map { "fuselint: note: not analysed: \($0.sentence)" }
        let remarks = report.remarks.map { "fuselint: note: \($0.printable)" }
        return (findings + notAnalysed + remarks).map { $0 + "\n" }.joined()
    }

    private func lines(of reported: ReportedFinding) -> [String] {
        let finding = reported.finding
        let head = Self.line(
            at: finding.position, finding.severity.rawValue, "\(reported.shownMessage) [\(finding.rule.printable)]")
        return [head] + finding.path.map { Self.line(at: $0.position, "note", $0.message.printable) }
    }

    private static func line(at position: Position, _ kind: String, _ text: String) -> String {
        "\(position.file.printable):\(position.line):\(position.column): \(kind): \(text)"
    }
}
