import Findings
import Foundation
import Reports
import Testing

/// What was let pass is kept apart in programs' forms and only counted for people.
@Suite struct SuppressedTests {
    private static let suppressed = SuppressedFinding(
        Samples.reference, kind: .external, justification: "\u{1B}[2J\u{202E}known", file: "s\u{1B}.yml", line: 7,
        author: "A. Developer <dev@example.org>", date: "2026-03-03")

    private static var report: Report {
        var report = Samples.review
        report.suppressed = [suppressed]
        return report
    }

    @Test func jsonHasThemWithTheirReason() throws {
        let text = ReportFormat.json.text(of: Self.report)
        let top = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(Set(top.keys) == ["version", "tool", "findings", "resolved", "suppressed", "incomplete", "remarks"])
        let all = try #require(top["suppressed"] as? [[String: Any]])
        #expect(all.count == 1 && all[0]["rule"] as? String == "vm-file-ref-balance" && all[0]["line"] as? Int == 83)
        let suppression = try #require(all[0]["suppression"] as? [String: Any])
        #expect(
            suppression["kind"] as? String == "external" && suppression["justification"] as? String == "\u{1B}[2J\u{202E}known")
        #expect(suppression["file"] as? String == "s\u{1B}.yml" && suppression["line"] as? Int == 7)
        #expect(
            suppression["author"] as? String == "A. Developer <dev@example.org>" && suppression["date"] as? String == "2026-03-03"
        )
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }

    @Test func sarifHasThemAsSuppressedResults() throws {
        let text = ReportFormat.sarif.text(of: Self.report)
        let top = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let run = try #require((top["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let suppressions = results.compactMap { $0["suppressions"] as? [[String: Any]] }
        #expect(results.count == Samples.review.findings.count + 1 && suppressions.count == 1)
        #expect(results.last?["ruleId"] as? String == "vm-file-ref-balance")
        #expect(suppressions[0][0]["kind"] as? String == "external")
        let justification = try #require(suppressions[0][0]["justification"] as? String)
        #expect(justification.contains("known") && !justification.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }

    @Test func theTerminalCountsThem() {
        let with = ReportFormat.terminal.text(of: Self.report)
        let without = ReportFormat.terminal.text(of: Samples.review)
        #expect(with.contains("; 1 suppressed") && !without.contains("suppressed"))
        #expect(with.replacing("; 1 suppressed", with: "") == without)
    }
}

@Suite struct SettingsReportTests {
    private static let overview = SettingsOverview(
        toolVersion: "0.1.0", configuration: ".fuselint.yml",
        groups: [
            .init(
                "rules",
                [.init("heap-balance", "off", from: ".fuselint.yml:2"), .init("mmap-timestamps", "warning", from: "default")]),
            .init("paths", [.init("fs/\u{1B}[2J\u{202E}fuse", from: "command line")]), .init("exclude", []),
        ])

    @Test func theTerminalHasALineForEach() {
        #expect(
            SettingsFormat.terminal.text(of: Self.overview) == """
                configuration: .fuselint.yml

                rules:
                  heap-balance                off      .fuselint.yml:2
                  mmap-timestamps             warning  default

                paths:
                  fs/<U+001B>[2J<U+202E>fuse           command line

                """)
    }

    @Test func jsonHasAListForEachKind() throws {
        let text = SettingsFormat.json.text(of: Self.overview)
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
        let top = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(top["configuration"] as? String == ".fuselint.yml" && top["version"] as? Int == 1)
        let settings = try #require(top["settings"] as? [String: [[String: String]]])
        #expect(settings["rules"]?.first == ["name": "heap-balance", "value": "off", "from": ".fuselint.yml:2"])
        #expect(settings["paths"] == [["name": "fs/\u{1B}[2J\u{202E}fuse", "from": "command line"]] && settings["exclude"] == [])
    }
}
