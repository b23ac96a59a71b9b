import Findings

/// The report for a person at a terminal, in the manner of gcc and clang.
///
/// Each finding begins with gcc's `file:line:column: warning: message [rule]`, which editors and CI read. Then come
/// the findings' surroundings (`TerminalFinding`), what else is to be said of the run, and one closing line.
struct TerminalReport {
    private let report: Report
    private let style: TerminalStyle

    init(_ report: Report, color: Bool) {
        self.report = report
        style = TerminalStyle(isOn: color)
    }

    var text: String {
        let blocks = findingBlocks + [remarkLines, notAnalysedLines, [style.paint(summary, .place)]]
        return blocks.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    /// The lines of each finding. The reason for a rule stands under the first finding of that rule.
    private var findingBlocks: [[String]] {
        var explained: Set<String> = []
        var previous: ReportedFinding?
        return report.orderedFindings.map { reported in
            defer { previous = reported }
            let layout = TerminalFinding(reported, after: previous, in: report, style: style)
            return layout.lines(explained: !explained.insert(reported.finding.rule).inserted)
        }
    }

    private var remarkLines: [String] {
        report.remarks.flatMap { TextWrapping().lines("note: ", $0) }
    }

    // MARK: What was not analysed

    /// How many places may share a reason before they are listed under it.
    private static let mostRepeatedReasons = 3

    private var notAnalysedLines: [String] {
        let places = report.orderedIncomplete
        guard !places.isEmpty else { return [] }
        var reasons: [String] = []
        var byReason: [String: [Incomplete]] = [:]
        for place in places {
            if byReason[place.reason] == nil { reasons.append(place.reason) }
            byReason[place.reason, default: []].append(place)
        }
        return ["not analysed:"]
            + reasons.flatMap { reason -> [String] in
                let group = byReason[reason]!
                if group.count <= Self.mostRepeatedReasons {
                    return group.flatMap { place in
                        TextWrapping().lines("  \(name(of: place).printable): ", reason)
                    }
                }
                return TextWrapping().lines("  \(group.count) places: ", reason)
                    + TextWrapping().lines("    ", group.map(name).joined(separator: ", "))
            }
    }

    /// `fs/fuse/dev.c:120 in fuse_dev_read()`, with what is known of it.
    private func name(of place: Incomplete) -> String {
        place.file + (place.line.map { ":\($0)" } ?? "") + (place.function.map { " in \($0)()" } ?? "")
    }

    // MARK: The closing line

    private var summary: String {
        let findings = report.findings
        let introduced = findings.filter { $0.state == .introduced }
        let existing = findings.filter { $0.state == .existing }.count
        let fixedLater = findings.filter { $0.state == .fixedLater }.count
        let patches = Set(introduced.compactMap(\.commit)).count

        var parts: [String] = []
        if !introduced.isEmpty {
            let by = patches == 0 ? "" : " by \(count(patches, "patch", "patches"))"
            parts.append("\(count(introduced.count, "finding", "findings")) introduced\(by)")
        }
        if existing > 0 {
            parts.append(count(existing, "finding", "findings") + (introduced.isEmpty ? "" : " there before"))
        }
        if fixedLater > 0 {
            parts.append("\(count(fixedLater, "finding", "findings")) fixed later in the series")
        }
        if parts.isEmpty { parts.append("no findings") }
        if !report.resolved.isEmpty {
            parts.append("\(report.resolved.count) resolved")
        }
        if !report.suppressed.isEmpty { parts.append("\(report.suppressed.count) suppressed") }
        if !report.incomplete.isEmpty {
            parts.append("\(count(report.incomplete.count, "place", "places")) not analysed")
        }
        return parts.joined(separator: "; ")
    }

    private func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
}
