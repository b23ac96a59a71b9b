import Findings

/// The key `shard` of a report that is one of several: `{number, of, paths, plan, settings, findings}`.
///
/// Its findings are told with all that a judgement needs: those of the report with `statement`, and a column for each step.
enum JSONShard {
    static func value(_ shard: Shard) -> JSONValue {
        .object([
            ("number", .number(shard.number)),
            ("of", .number(shard.count)),
            ("paths", .array(shard.paths.map { .string($0) })),
            ("plan", .string(shard.plan)),
            ("settings", .string(shard.settings)),
            ("findings", .array(shard.findings.map(value))),
        ])
    }

    private static func value(_ finding: Finding) -> JSONValue {
        .object(
            [("rule", .string(finding.rule)), ("severity", .string(finding.severity.rawValue))] + members(of: finding.position) + [
                ("function", .string(finding.function)),
                ("message", .string(finding.message)),
                ("statement", .string(finding.statement)),
                ("path", .array(finding.path.map { .object(members(of: $0.position) + [("message", .string($0.message))]) })),
            ])
    }

    private static func members(of position: Position) -> [(key: String, value: JSONValue)] {
        [("file", .string(position.file)), ("line", .number(position.line)), ("column", .number(position.column))]
    }
}
