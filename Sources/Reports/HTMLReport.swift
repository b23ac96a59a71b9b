import Findings

/// One self-contained page: the findings at their source lines, file by file; the way to each unfolds, and so does the reason.
///
/// There is no script and nothing is loaded, and the page forbids itself both. Colours follow the reader's choice of light or
/// dark.
struct HTMLReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String { page.markup }

    private var page: HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>fuselint: \(report.summary)</title>
        <style>
        \(HTMLStyle.sheet)
        </style>
        </head>
        <body>
        <header>
        <h1>fuselint</h1>
        <p class="summary">\(report.summary)</p>
        \(report.remarks.map { "<p class=\"remark\">\($0)</p>\n" } as [HTML])</header>
        <main>
        \(files)\(resolved)\(notAnalysed)</main>
        <footer><p>fuselint \(report.toolVersion)</p></footer>
        </body>
        </html>

        """
    }

    private var files: [HTML] {
        let byFile = Dictionary(grouping: report.orderedFindings, by: \.finding.position.file).sorted { $0.key < $1.key }
        return byFile.map { file, findings in
            "<section>\n<h2>\(file)</h2>\n\(findings.map { HTMLFinding($0, in: report).article })</section>\n"
        }
    }

    private var resolved: HTML {
        guard !report.resolved.isEmpty else { return "" }
        let items: [HTML] = report.orderedResolved.map { reported in
            let finding = reported.finding
            let place: HTML = "<code>\(finding.position.file):\(finding.position.line)</code>"
            return "<li>\(place): \(finding.message) <code>[\(finding.rule)]</code></li>\n"
        }
        return "<section>\n<h2>Resolved by the change</h2>\n<ul>\n\(items)</ul>\n</section>\n"
    }

    private var notAnalysed: HTML {
        guard !report.incomplete.isEmpty else { return "" }
        let items: [HTML] = report.incompleteByReason.map { reason, places in
            let names: [HTML] = places.filter { !$0.place.isEmpty }.map { "<li><code>\($0.place)</code></li>\n" }
            return "<li>\(reason)\(names.isEmpty ? "" : "\n<ul>\n\(names)</ul>\n" as HTML)</li>\n"
        }
        return "<section>\n<h2>Not analysed</h2>\n<ul>\n\(items)</ul>\n</section>\n"
    }
}
