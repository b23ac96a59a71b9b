import Findings

/// The report as SARIF 2.1.0 (OASIS), one run.
///
/// - Paths are relative references without a `uriBaseId`: GitHub wants them so, and CodeChecker refuses a base whose absolute
///   place is not told, which would make the text depend on the machine.
/// - A code flow is the way that leads to the finding, and ends at the finding's own line even where the steps do not.
/// - What was not analysed and the remarks are notifications of the invocation.
/// - What somebody has let pass is a result with a suppression, as readers expect that look at them.
/// - Other results are the findings only. Those that the change resolves are left out, not told as `absent`: most readers do not look
///   at `baselineState` and would count them.
struct SARIFReport {
    private let report: Report
    private let findings: [ReportedFinding]
    /// The rules that have a finding, in order; results refer to them by index.
    private let rules: [String]

    init(_ report: Report) {
        self.report = report
        findings = report.orderedFindings
        rules = Set((findings + report.suppressed.map(\.reported)).map(\.finding.rule)).sorted()
    }

    var text: String {
        let run = JSONValue.object([
            ("tool", .object([("driver", driver)])),
            ("invocations", .array([invocation])),
            ("columnKind", .string("utf16CodeUnits")),
            ("results", .array(findings.map { result($0) } + report.suppressed.map { result($0.reported, suppression: $0) })),
        ])
        return JSONValue.object([
            ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", .string("2.1.0")),
            ("runs", .array([run])),
        ]).text + "\n"
    }

    // MARK: The tool and how it went

    private var driver: JSONValue {
        .object([
            ("name", .string("fuselint")),
            ("version", .string(report.toolVersion)),
            ("rules", .array(rules.map(descriptor))),
        ])
    }

    private func descriptor(of rule: String) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("id", .string(rule.printable))]
        if let facts = report.rules[rule] {
            let why = Self.unwrapped(facts.why)
            let help = "\(why)\n\nSaid: \(Self.unwrapped(facts.said))\n\n`fuselint explain \(facts.id)` tells more."
            members += [
                ("shortDescription", Self.message(Self.unwrapped(facts.summary))), ("fullDescription", Self.message(why)),
                ("help", Self.message(help)),
            ]
        }
        return .object(members)
    }

    private var invocation: JSONValue {
        let notAnalysed = report.orderedIncomplete.map { place in
            var members: [(key: String, value: JSONValue)] = [
                ("level", .string("warning")),
                ("message", Self.message(place.sentence)),
                ("descriptor", .object([("id", .string("not-analysed"))])),
            ]
            if !place.file.isEmpty {
                let line = place.line.map { Position(file: place.file, line: $0, column: 1) }
                members.append(("locations", .array([.object(location(file: place.file, line) + Self.holder(place.function))])))
            }
            return JSONValue.object(members)
        }
        let remarks = report.remarks.map { remark in
            JSONValue.object([
                ("level", .string("note")),
                ("message", Self.message(remark.printable)),
                ("descriptor", .object([("id", .string("remark"))])),
            ])
        }
        return .object([
            ("executionSuccessful", .bool(true)), ("toolExecutionNotifications", .array(notAnalysed + remarks)),
        ])
    }

    // MARK: Findings

    private func result(_ reported: ReportedFinding, suppression: SuppressedFinding? = nil) -> JSONValue {
        let finding = reported.finding
        var members: [(key: String, value: JSONValue)] = [
            ("ruleId", .string(finding.rule.printable)),
            ("ruleIndex", .number(rules.firstIndex(of: finding.rule)!)),
            ("level", .string(finding.severity.rawValue)),
            ("message", Self.message(reported.shownMessage)),
            ("locations", .array([.object(location(of: finding.position) + Self.holder(finding.function))])),
            ("partialFingerprints", .object([("fuselint/v1", .string(reported.fingerprint))])),
            ("baselineState", .string(reported.state == .existing ? "unchanged" : "new")),
        ]
        if !finding.path.isEmpty { members.append(("codeFlows", .array([codeFlow(to: finding)]))) }
        if let suppression {
            members.append(("suppressions", .array([.object([
                ("kind", .string(suppression.kind.rawValue)), ("justification", .string(suppression.justification.printable)),
            ])])))
        }
        var properties: [(key: String, value: JSONValue)] = [("state", .string(reported.state.rawValue))]
        if let commit = reported.commit { properties.append(("commit", .string(commit.printable))) }
        members.append(("properties", .object(properties)))
        return .object(members)
    }

    private func codeFlow(to finding: Finding) -> JSONValue {
        var steps = finding.path
        if let last = steps.last?.position, (last.file, last.line) != (finding.position.file, finding.position.line) {
            steps.append(PathStep(finding.message, at: finding.position))
        }
        let locations = steps.map { step in
            let told = location(of: step.position) + [("message", Self.message(step.message.printable))]
            return JSONValue.object([("location", .object(told))])
        }
        return .object([("threadFlows", .array([.object([("locations", .array(locations))])]))])
    }

    // MARK: Places and texts

    private func location(of position: Position) -> [(key: String, value: JSONValue)] { location(file: position.file, position) }

    /// A `location`'s members: the file, and the line and column where they are known.
    private func location(file: String, _ position: Position?) -> [(key: String, value: JSONValue)] {
        var place: [(key: String, value: JSONValue)] = [
            ("artifactLocation", .object([("uri", .string(Self.relativeReference(file)))]))
        ]
        if let position, position.line > 0 {
            var region: [(key: String, value: JSONValue)] = [("startLine", .number(position.line))]
            if let column = report.characterColumn(of: position) { region.append(("startColumn", .number(column))) }
            place.append(("region", .object(region)))
        }
        return [("physicalLocation", .object(place))]
    }

    /// The function around a place; nothing where none is known.
    private static func holder(_ function: String?) -> [(key: String, value: JSONValue)] {
        guard let function, !function.isEmpty else { return [] }
        let value = JSONValue.object([("name", .string(function.printable)), ("kind", .string("function"))])
        return [("logicalLocations", .array([value]))]
    }

    /// A `message` or `multiformatMessageString`; `[text](target)` would be a link in one, so the two never touch.
    /// - Parameter text: safe to print.
    private static func message(_ text: String) -> JSONValue {
        .object([("text", .string(text.replacing("](", with: "] (")))])
    }

    /// The documentation of a rule with one line a paragraph.
    private static func unwrapped(_ text: String) -> String {
        TextWrapping.paragraphs(of: text).map { $0.joined(separator: " ") }.joined(separator: "\n\n")
    }

    /// A path as a relative reference (RFC 3986): all but unreserved characters and slashes are percent-encoded.
    private static func relativeReference(_ path: String) -> String {
        path.utf8.map { byte in
            let character = UnicodeScalar(byte)
            switch character {
            case "a"..."z", "A"..."Z", "0"..."9", "/", "-", ".", "_", "~": return String(character)
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }.joined()
    }
}
