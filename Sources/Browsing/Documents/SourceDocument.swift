import Findings

/// A file of the tree.
///
/// To make one takes as long as its file is long: the terminal's thread is given them.
package struct SourceDocument: Sendable {
    let file: String
    let lines: [Row]

    /// - Parameters:
    ///   - file: its place in the tree.
    ///   - lines: its text, cut at line feeds.
    package init(file: String, lines: [String]) {
        self.file = file
        // What ends with a line end has nothing behind it.
        let lines = lines.last == "" ? Array(lines.dropLast()) : lines
        let ranges = Highlighter.isC(file) ? Highlighter.ranges(lines) : lines.map { _ in [] }
        self.lines = lines.enumerated().map { index, text in
            let ended = text.withoutCarriageReturn
            let code = CodeLine(text: ended, ranges: ranges[index], number: index + 1)
            return Row(code, .source(Report.Line(file: file, line: index + 1)))
        }
    }

    /// A line's text, counted from 1; nil where there is none.
    func text(of line: Int) -> String? { lines.indices.contains(line - 1) ? lines[line - 1].text : nil }

    /// With comments under their lines.
    func document(_ comments: [ReviewState.Comment]) -> Document {
        var document = Document(lines: lines)
        for comment in comments { document.notes[comment.line - 1, default: []].append(FindingNote.note(comment)) }
        return document
    }

    /// With the steps of a finding's path under the lines that they stand on, too.
    func document(pathOf finding: Finding, _ comments: [ReviewState.Comment]) -> Document {
        var document = document(comments)
        func add(_ position: Position, _ text: String, _ style: Style, _ target: Target) {
            guard position.file == file, !lines.isEmpty else { return }
            let line = min(max(position.line, 1), lines.count) - 1
            document.notes[line, default: []].append(.init(target: target, paragraphs: [(text, style)], style: style))
        }
        for (index, step) in finding.path.enumerated() {
            add(step.position, "\(index + 1). \(step.message)", .remark, .place(index))
        }
        add(
            finding.position, "\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]", finding.severity.style,
            .place(finding.path.count))
        return document
    }

    /// With the findings of a check, too.
    func document(_ findings: [ReportedFinding], _ comments: [ReviewState.Comment], state: ReviewState) -> Document {
        var document = document(comments)
        for reported in findings where reported.finding.position.file == file && !lines.isEmpty {
            let line = min(max(reported.finding.position.line, 1), lines.count) - 1
            let note = FindingNote.note(reported, at: true, decision: state.decision(on: reported.fingerprint), words: [:])
            document.notes[line, default: []].append(note)
        }
        return document
    }
}
