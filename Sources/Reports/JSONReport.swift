import Findings

/// The report as one JSON object, version 1 of its form.
///
/// `{version, tool: {name, version}, findings, resolved, suppressed?, incomplete, remarks?}`. A finding is `{rule, severity, file, line,
/// column, function, message, state, commit?, fingerprint, path: [{file, line, message}]}`, an incomplete place
/// `{file, line?, function?, reason}`. What was let pass is a finding with `suppression: {kind: inSource | external,
/// justification, file, line, author?, date?}`. Remarks are sentences on the whole. Reports of shards have what `JSONShard` tells. Keys with nothing to say are left
/// out, never null.
struct JSONReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        let suppressed = report.suppressed.map(Self.value)
        let document = JSONValue.object([
            ("version", .number(1)),
            ("tool", .object([("name", .string("fuselint")), ("version", .string(report.toolVersion))])),
            ("findings", .array(report.orderedFindings.map(Self.value))),
            ("resolved", .array(report.orderedResolved.map(Self.value))),
        ] + (suppressed.isEmpty ? [] : [("suppressed", .array(suppressed))]) + [
            ("incomplete", .array(report.orderedIncomplete.map(Self.value))),
        ] + (report.remarks.isEmpty ? [] : [("remarks", .array(report.remarks.map { .string($0) }))])
            + (report.shard.map { [("shard", JSONShard.value($0))] } ?? []))
        return document.text + "\n"
    }

    private static func value(_ reported: ReportedFinding) -> JSONValue { .object(members(of: reported)) }

    private static func value(_ suppressed: SuppressedFinding) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("kind", .string(suppressed.kind.rawValue)), ("justification", .string(suppressed.justification)),
            ("file", .string(suppressed.file)), ("line", .number(suppressed.line)),
        ]
        if let author = suppressed.author { members.append(("author", .string(author))) }
        if let date = suppressed.date { members.append(("date", .string(date))) }
        return .object(Self.members(of: suppressed.reported) + [("suppression", .object(members))])
    }

    private static func members(of reported: ReportedFinding) -> [(key: String, value: JSONValue)] {
        let finding = reported.finding
        var members: [(key: String, value: JSONValue)] = [
            ("rule", .string(finding.rule)),
            ("severity", .string(finding.severity.rawValue)),
            ("file", .string(finding.position.file)),
            ("line", .number(finding.position.line)),
            ("column", .number(finding.position.column)),
            ("function", .string(finding.function)),
            ("message", .string(finding.message)),
            ("state", .string(reported.state.rawValue)),
        ]
        if let commit = reported.commit { members.append(("commit", .string(commit))) }
        members.append(("fingerprint", .string(reported.fingerprint)))
        members.append(("path", .array(finding.path.map(value))))
        return members
    }

    private static func value(_ step: PathStep) -> JSONValue {
        .object([
            ("file", .string(step.position.file)),
            ("line", .number(step.position.line)),
            ("message", .string(step.message)),
        ])
    }

    private static func value(_ incomplete: Incomplete) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("file", .string(incomplete.file))]
        if let line = incomplete.line { members.append(("line", .number(line))) }
        if let function = incomplete.function { members.append(("function", .string(function))) }
        members.append(("reason", .string(incomplete.reason)))
        return .object(members)
    }
}
