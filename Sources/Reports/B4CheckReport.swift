import Findings

/// The answer to `b4.review-perpatch-check-cmd`: a JSON array with one `{tool, status, summary, details}`.
///
/// `status` is `fail` for an error, `warn` for anything else that somebody should look at, what was not analysed included, and
/// `pass` otherwise. b4 shows `summary` in its table and `details`, here the report for the terminal, when asked.
struct B4CheckReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        JSONValue.array([
            .object([
                ("tool", .string("fuselint")),
                ("status", .string(status)),
                ("summary", .string(report.summary)),
                ("details", .string(TerminalReport(report, color: false).text)),
            ])
        ]).text + "\n"
    }

    private var status: String {
        if report.findings.contains(where: { $0.finding.severity == .error }) { return "fail" }
        return report.findings.isEmpty && report.incomplete.isEmpty && report.remarks.isEmpty ? "pass" : "warn"
    }
}
