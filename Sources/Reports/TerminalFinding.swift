import Findings

/// One finding as a terminal shows it:
///
///     fs/fuse/passthrough.c:89:3: warning: changes mtime of the inode in ->mmap() [mmap-timestamps]
///        89 |                 inode_set_mtime_to_ts(inode, inode_get_mtime(backing_inode));
///           |                 ^~~~~~~~~~~~~~~~~~~~~
///       in fuse_passthrough_mmap(), introduced by "fuse: passthrough mmap"
///       1. fs/fuse/file.c:129: .mmap of fuse_file_operations
///           129 |         .mmap           = fuse_file_mmap,
///       why: ...
///       said: ...
struct TerminalFinding {
    private let reported: ReportedFinding
    private let previous: ReportedFinding?
    private let report: Report
    private let style: TerminalStyle

    private var finding: Finding { reported.finding }

    /// - Parameter previous: the finding shown before this one, whose path need not be told again.
    init(_ reported: ReportedFinding, after previous: ReportedFinding?, in report: Report, style: TerminalStyle) {
        self.reported = reported
        self.previous = previous
        self.report = report
        self.style = style
    }

    /// - Parameter explained: whether the reason for the rule has been given already.
    func lines(explained: Bool) -> [String] {
        [header] + excerptLines + whereLines + pathLines + (explained ? [] : reasonLines)
    }

    /// `file:line:column: warning: message [rule]`: read by editors and CI, so one line whatever the message holds.
    private var header: String {
        let position = finding.position
        let place = style.paint("\(position.file.printable):\(position.line):\(position.column):", .place)
        let message = style.paint(finding.message.printable, .message)
        return "\(place) \(style.paint(finding.severity)) \(message) [\(finding.rule.printable)]"
    }

    private var excerptLines: [String] {
        guard let line = sourceLine(finding.position) else { return [] }
        let excerpt = SourceExcerpt(line, column: finding.position.column)
        return [
            gutter(String(finding.position.line)) + ended(excerpt.text),
            gutter("") + " " + style.paint(excerpt.mark, .mark),
        ]
    }

    /// The function, the patch that is answerable, and whether a later one mends it; nothing where none is known.
    private var whereLines: [String] {
        var parts: [String] = []
        if !finding.function.isEmpty { parts.append("in \(finding.function)()") }
        if let commit = reported.commit {
            parts.append((reported.state == .existing ? "there since" : "introduced by") + " \"\(commit)\"")
        }
        if reported.state == .fixedLater { parts.append("fixed later in the series") }
        return TextWrapping().lines("  ", parts.joined(separator: ", "))
    }

    // MARK: The way that leads there

    private var pathLines: [String] {
        let steps = finding.path
        guard !steps.isEmpty else { return [] }
        let (lead, last) = Self.split(finding)
        if let previous, lead.count > 1, Self.split(previous.finding).lead == lead {
            let same = "1. to \(lead.count). as for the finding above"
            return ["  " + style.paint(same, .label)] + last.flatMap { self.lines(of: $0, number: steps.count) }
        }
        return steps.enumerated().flatMap { lines(of: $1, number: $0 + 1) }
    }

    /// The steps up to the finding's own line, and the one that stands on it, if any.
    private static func split(_ finding: Finding) -> (lead: [PathStep], last: [PathStep]) {
        guard let last = finding.path.last, isOnLine(last, of: finding) else { return (finding.path, []) }
        return (finding.path.dropLast(), [last])
    }

    private static func isOnLine(_ step: PathStep, of finding: Finding) -> Bool {
        (step.position.file, step.position.line) == (finding.position.file, finding.position.line)
    }

    private func lines(of step: PathStep, number: Int) -> [String] {
        let label = "  \(number). "
        let place = "\(step.position.file):\(step.position.line): "
        var lines = TextWrapping().lines(label, place + step.message)
        lines[0] = "  " + style.paint("\(number).", .label) + lines[0].dropFirst(label.count - 1)
        // The finding's own line has just been shown.
        if !Self.isOnLine(step, of: finding), let line = sourceLine(step.position) {
            let text = ended(SourceExcerpt(line, column: step.position.column).text)
            lines.append("   " + gutter(String(step.position.line)) + text)
        }
        return lines
    }

    // MARK: The reason

    private var reasonLines: [String] {
        guard let facts = report.rules[finding.rule] else { return [] }
        return [("why", facts.why), ("said", facts.said)].flatMap { name, text -> [String] in
            var lines = TextWrapping().lines("  \(name): ", text)
            guard let first = lines.first else { return [] }
            lines[0] = "  " + style.paint("\(name):", .label) + first.dropFirst("  \(name):".count)
            return lines
        }
    }

    // MARK: Source lines

    private func sourceLine(_ position: Position) -> String? {
        report.sourceLines[Report.Line(file: position.file, line: position.line)]
    }

    /// The line number, right-aligned to five columns or what it needs, and a bar.
    private func gutter(_ number: String) -> String {
        let blanks = max(0, max(5, String(finding.position.line).count) - number.count)
        return style.paint(String(repeating: " ", count: blanks) + number + " |", .faint)
    }

    /// The text after a gutter, with nothing at the end of an empty line.
    private func ended(_ text: String) -> String {
        let kept = text.lastIndex { $0 != " " }.map { text[...$0] } ?? ""
        return kept.isEmpty ? "" : " " + kept
    }
}
