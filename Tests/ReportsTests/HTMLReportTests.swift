import Findings
import Reports
import Testing

/// Whether the page is well formed, `ReaderTests` asks a parser.
@Suite struct HTMLReportTests {
    private func page(_ report: Report) -> String { ReportFormat.html.text(of: report) }

    /// Every tag of the page is one that the report writes itself, whatever names and messages hold.
    @Test(arguments: [0, 1, 2]) func nothingOfAStrangersIsMarkup(index: Int) throws {
        let page = page(FormatTests.samples[index].report)
        let body = try #require(page.firstRange(of: "<body>")).lowerBound..<#require(page.firstRange(of: "</html>")).lowerBound
        let tags = page[body].matches(of: /<\/?([^\s>]*)[^>]*>/).map { String($0.1) }
        let known: Set = [
            "body", "header", "main", "footer", "section", "article", "h1", "h2", "h3", "p", "span", "code", "q", "pre", "mark",
            "details", "summary", "ol", "ul", "li", "dl", "dt", "dd",
        ]
        #expect(Set(tags).isSubset(of: known), "\(Set(tags).subtracting(known))")
        for name in known {
            let opened = tags.count { $0 == name }
            #expect(opened % 2 == 0, "\(name) is opened as often as closed")
        }
    }

    @Test func nothingIsLoaded() {
        let page = page(Samples.review)
        #expect(page.contains("default-src 'none'"))
        for word in ["src=", "href=", "url(", "@import", "<script", "<link"] { #expect(!page.contains(word), "\(word)") }
    }

    @Test func findingsStandFileByFile() {
        var elsewhere = Samples.timestamp("mtime", line: 12)
        elsewhere.finding.position.file = "fs/fuse/dax.c"
        var report = Samples.review
        report.findings.append(elsewhere)
        let headings = page(report).matches(of: /<h2>(.*?)<\/h2>/).map { String($0.1) }
        #expect(headings == ["fs/fuse/dax.c", "fs/fuse/passthrough.c", "Resolved by the change", "Not analysed"])
        #expect(page(report).matches(of: /<article/).count == 4)
    }

    @Test func theMarkedWordIsTheFindings() {
        #expect(page(Samples.review).contains("<code>                <mark>fput</mark>(backing_file);</code>"))
        var report = Samples.review
        report.sourceLines = [:]
        #expect(!page(report).contains("<pre>"), "no excerpt where the line is not known")
    }

    @Test func wayAndReasonUnfold() {
        let text = page(Samples.review)
        #expect(text.contains("<summary>the way that leads there: 4 steps</summary>"))
        #expect(text.contains("<dt>why</dt><dd>When -&gt;mmap() fails, mm drops whatever vma-&gt;vm_file points to.</dd>"))
        #expect(text.contains("<dt>said</dt><dd>the comment in coda_file_mmap(), fs/coda/file.c</dd>"))
        #expect(!page(Samples.hostile).contains("<dt>"), "a rule without facts")
    }

    @Test func bothLightAndDark() {
        #expect(page(Samples.review).contains("@media (prefers-color-scheme: dark)"))
    }
}
