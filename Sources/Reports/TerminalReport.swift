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
        let blocks = findingBlocks + [remarkLines, notAnalysedLines, [style.paint(report.summary, .place)]]
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
        (report.remarks + report.asides).flatMap { TextWrapping().lines("note: ", $0) }
    }

    // MARK: What was not analysed

    /// How many places may share a reason before they are listed under it.
    private static let mostRepeatedReasons = 3

    private var notAnalysedLines: [String] {
        guard !report.incomplete.isEmpty else { return [] }
        return ["not analysed:"]
            + report.incompleteByReason.flatMap { reason, places -> [String] in
                if places.count <= Self.mostRepeatedReasons {
                    return places.flatMap { place in
                        TextWrapping().lines(place.place.isEmpty ? "  " : "  \(place.place.printable): ", reason)
                    }
                }
                return TextWrapping().lines("  \(places.count) places: ", reason)
                    + TextWrapping().lines("    ", places.map(\.place).joined(separator: ", "))
            }
    }
}
