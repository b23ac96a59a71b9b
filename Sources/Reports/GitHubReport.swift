import Findings

/// Workflow commands of GitHub Actions, which become annotations: `::error file=...,line=...,col=...,title=rule::message`.
///
/// GitHub shows at most 10 errors, 10 warnings and 10 notices of a step, so what the change brought in comes first. What was not
/// analysed is one notice for each reason, with its first place, and each remark is one. Every line is a command, since the
/// runner also obeys `##[...]` inside of lines that are none.
struct GitHubReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String { (findings + notAnalysed + remarks).map { $0 + "\n" }.joined() }

    private var findings: [String] {
        let ordered = report.orderedFindings
        return (ordered.filter { $0.state == .introduced } + ordered.filter { $0.state != .introduced }).map(command)
    }

    private func command(for reported: ReportedFinding) -> String {
        let finding = reported.finding, position = finding.position
        let name =
            switch finding.severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        var properties = [("file", position.file.printable), ("line", String(position.line))]
        if let column = report.characterColumn(of: position) { properties.append(("col", String(column))) }
        properties.append(("title", finding.rule.printable))
        return Self.command(name, properties, ([reported.shownMessage] + finding.numberedSteps).joined(separator: "\n"))
    }

    private var notAnalysed: [String] {
        report.incompleteByReason.map { reason, places in
            let first = places[0]
            var properties: [(String, String)] = []
            if !first.file.isEmpty { properties.append(("file", first.file.printable)) }
            if let line = first.line { properties.append(("line", String(line))) }
            let more = places.count == 1 ? "" : " (and \(places.count - 1) more)"
            return Self.command("notice", properties + [("title", "not analysed")], reason.printable + more)
        }
    }

    private var remarks: [String] {
        report.remarks.map { Self.command("notice", [("title", "fuselint")], $0.printable) }
    }

    // MARK: The runner's syntax (src/Runner.Common/ActionCommand.cs)

    private static func command(_ name: String, _ properties: [(name: String, value: String)], _ message: String) -> String {
        let list = properties.map { "\($0.name)=\(escapedProperty($0.value))" }.joined(separator: ",")
        return "::\(name) \(list)::\(escaped(message))"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func escapedProperty(_ text: String) -> String {
        escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
