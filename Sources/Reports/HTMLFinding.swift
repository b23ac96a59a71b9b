import Findings

/// One finding of the page.
struct HTMLFinding {
    private let reported: ReportedFinding
    private let report: Report

    private var finding: Finding { reported.finding }

    init(_ reported: ReportedFinding, in report: Report) {
        self.reported = reported
        self.report = report
    }

    var article: HTML {
        """
        <article class="\(finding.severity.rawValue)">
        <h3><span class="severity">\(finding.severity.rawValue)</span> \(finding.message)</h3>
        <p class="where">line \(finding.position.line)\(holder)\(answerable)</p>
        \(excerpt(at: finding.position))\(way)\(reason)</article>

        """
    }

    private var holder: HTML { finding.function.isEmpty ? "" : " in <code>\(finding.function)()</code>" }

    private var answerable: HTML {
        let later: HTML = reported.state == .fixedLater ? ", fixed later in the series" : ""
        guard let commit = reported.commit else { return later }
        return ", \(reported.state == .existing ? "there since" : "introduced by") <q>\(commit)</q>\(later)"
    }

    private var way: HTML {
        guard !finding.path.isEmpty else { return "" }
        let steps: [HTML] = finding.path.map { step in
            """
            <li><code>\(step.position.file):\(step.position.line)</code>: \(step.message)
            \(excerpt(at: step.position))</li>

            """
        }
        let count = steps.count == 1 ? "1 step" : "\(steps.count) steps"
        return "<details>\n<summary>the way that leads there: \(count)</summary>\n<ol>\n\(steps)</ol>\n</details>\n"
    }

    private var reason: HTML {
        guard let facts = report.rules[finding.rule] else { return "<p class=\"rule\">[\(finding.rule)]</p>\n" }
        return """
            <details>
            <summary>\(finding.rule): \(Self.running(facts.summary))</summary>
            <dl>
            <dt>why</dt><dd>\(Self.running(facts.why))</dd>
            <dt>said</dt><dd>\(Self.running(facts.said))</dd>
            </dl>
            </details>

            """
    }

    /// The line with the place marked; nothing where its text is not known.
    private func excerpt(at position: Position) -> HTML {
        guard let line = report.sourceLines[Report.Line(file: position.file, line: position.line)] else { return "" }
        let parts = SourceExcerpt(line, column: position.column).parts
        let mark: HTML = parts.marked.isEmpty ? "" : "<mark>\(parts.marked)</mark>"
        return "<pre><span class=\"number\">\(position.line)</span> <code>\(parts.before)\(mark)\(parts.after)</code></pre>\n"
    }

    /// Running text of a rule's documentation: lines joined, `code` between backquotes.
    private static func running(_ text: String) -> HTML {
        let line = TextWrapping.paragraphs(of: text).joined().joined(separator: " ")
        let pieces = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
        guard pieces.count % 2 == 1 else { return "\(line)" }
        return "\(pieces.enumerated().map { $0 % 2 == 0 ? "\($1)" : "<code>\($1)</code>" } as [HTML])"
    }
}
