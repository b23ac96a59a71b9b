import Findings

/// One line a finding for b4's per-patch checks: `path:line: ERROR|WARNING: rule: message`.
///
/// b4 (`b4.prep-perpatch-check-cmd`, `b4.am-perpatch-check-cmd`) takes a line with `ERROR:` anywhere in it for a failure, any
/// other for a warning, and no output for a pass. What was not analysed must not look like a pass: there is one warning for
/// each reason, with its first place, and one for each remark.
struct TerseReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String { (findingLines + notAnalysedLines + remarkLines).map { $0 + "\n" }.joined() }

    private var findingLines: [String] {
        report.orderedFindings.map { reported in
            let finding = reported.finding
            let place = "\(finding.position.file.printable):\(finding.position.line)"
            let text = "\(finding.rule.printable): \(reported.shownMessage)"
            return finding.severity == .error ? "\(place): ERROR: \(text)" : Self.warning(place, text)
        }
    }

    private var notAnalysedLines: [String] {
        report.incompleteByReason.map { reason, places in
            let first = places[0]
            let place = first.file.isEmpty ? "fuselint" : first.file.printable + (first.line.map { ":\($0)" } ?? "")
            let more = places.count == 1 ? "" : " (and \(places.count - 1) more)"
            return Self.warning(place, "not analysed: \(reason.printable)\(more)")
        }
    }

    private var remarkLines: [String] { report.remarks.map { Self.warning("fuselint", $0.printable) } }

    /// Nothing that a stranger wrote may turn a warning into a failure.
    private static func warning(_ place: String, _ text: String) -> String {
        "\(place): WARNING: \(text)".replacing("ERROR:", with: "ERROR")
    }
}
