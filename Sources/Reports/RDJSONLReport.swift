import Findings

/// The Reviewdog Diagnostic Format as JSON lines: one `Diagnostic` a line.
///
/// Fields are those of reviewdog's proto/rdf/reviewdog.proto; columns count the bytes of UTF-8 there too. reviewdog makes a
/// comment of every line, hence what was not analysed has no place here. The steps of the way stand in the message: there is
/// `related_locations`, but only one of reviewdog's reporters shows it. Comments are Markdown, so text that
/// could be more than text stands in a code span.
struct RDJSONLReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String { report.orderedFindings.map { Self.value($0).line + "\n" }.joined() }

    private static func value(_ reported: ReportedFinding) -> JSONValue {
        let finding = reported.finding
        return .object([
            ("message", .string(([reported.shownMessage] + finding.numberedSteps).map(markdown).joined(separator: "\n"))),
            ("location", location(finding.position)),
            ("severity", .string(severity(finding.severity))),
            ("source", .object([("name", .string("fuselint"))])),
            ("code", .object([("value", .string(finding.rule.printable))])),
        ])
    }

    private static func location(_ position: Position) -> JSONValue {
        let start = JSONValue.object([("line", .number(position.line)), ("column", .number(position.column))])
        return .object([("path", .string(position.file.printable)), ("range", .object([("start", start)]))])
    }

    /// Links, HTML and mentions, which would send mail to somebody, are not made in code spans.
    private static func markdown(_ line: String) -> String {
        let isPlain = !line.contains { "<[]@`&!".contains($0) } && !line.contains("://") && !line.contains("www.")
        return isPlain ? line : "`\(line.replacing("`", with: "'"))`"
    }

    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "ERROR"
        case .warning: "WARNING"
        case .note: "INFO"
        }
    }
}
