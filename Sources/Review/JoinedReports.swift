import Findings
import Rules
import SourceTree

extension Report {
    /// Joins whole reports, such as those of reviews of several series: what two of them tell is told once.
    ///
    /// - Parameters:
    ///   - reports: of this version of the tool.
    ///   - snapshot: where the source lines of findings are that were there before any change; nil for no source lines. Those
    ///     that a change brought in stand in a tree that only its reviewer had.
    public init(joining reports: [Report], quotesFrom snapshot: Snapshot?) {
        self.init(toolVersion: Version.current)
        let found = Self.once(reports.flatMap(\.findings))
        resolved = Self.once(reports.flatMap(\.resolved))
        incomplete = Set(reports.flatMap(\.incomplete)).sorted()
        remarks = Self.once(reports.flatMap(\.remarks))
        let existing = found.filter { $0.state == .existing && $0.commit == nil }
        if let snapshot { quote(existing, from: snapshot) } else { quote(existing) { _ in nil } }
        quote(found.filter { $0.state != .existing || $0.commit != nil }) { _ in nil }
        findings = findings.map(placingSteps)
        resolved = resolved.map(placingSteps)
        add(
            Self.once(reports.flatMap(\.suppressed)).sorted { left, right in
                let (a, b) = (left.reported.finding, right.reported.finding)
                return (a.position, a.rule, left.reported.fingerprint, left.reported.commit ?? "")
                    < (b.position, b.rule, right.reported.fingerprint, right.reported.commit ?? "")
            })
    }

    private static func once<Element: Hashable>(_ elements: [Element]) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }

    /// JSON does not tell in which column a step stands: then it is where the line's text begins.
    private func placingSteps(of reported: ReportedFinding) -> ReportedFinding {
        var reported = reported
        for index in reported.finding.path.indices where reported.finding.path[index].position.column == 0 {
            let position = reported.finding.path[index].position
            let blanks = sourceLines[Line(file: position.file, line: position.line)]?.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
            reported.finding.path[index].position.column = (blanks ?? 0) + 1
        }
        return reported
    }
}
