import Findings

/// GitLab's code quality report: a JSON array of `{description, check_name, fingerprint, severity, location: {path, lines}}`.
///
/// The fields are those of "Code Quality report format" in GitLab's documentation. GitLab keeps one of the findings that share
/// a fingerprint, so a repeated one gets a number. Every entry counts as a degradation of the code, hence what was not analysed
/// has no place here.
struct GitLabReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        var used: Set<String> = []
        let entries = report.orderedFindings.map { reported in
            var fingerprint = reported.fingerprint
            var number = 1
            while !used.insert(fingerprint).inserted {
                number += 1
                fingerprint = "\(reported.fingerprint)-\(number)"
            }
            return Self.value(reported, fingerprint: fingerprint)
        }
        return JSONValue.array(entries).text + "\n"
    }

    private static func value(_ reported: ReportedFinding, fingerprint: String) -> JSONValue {
        let finding = reported.finding
        return .object([
            ("description", .string(reported.shownMessage)),
            ("check_name", .string(finding.rule.printable)),
            ("fingerprint", .string(fingerprint)),
            ("severity", .string(severity(finding.severity))),
            (
                "location",
                .object([
                    ("path", .string(finding.position.file.printable)),
                    ("lines", .object([("begin", .number(finding.position.line))])),
                ])
            ),
        ])
    }

    /// GitLab knows info, minor, major, critical and blocker; the last two are for what stops a release.
    private static func severity(_ severity: Severity) -> String {
        switch severity {
        case .error: "major"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
