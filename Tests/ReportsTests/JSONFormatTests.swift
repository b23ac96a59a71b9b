import Findings
import Foundation
import Reports
import Testing

/// The JSON that GitLab, reviewdog and b4 read, by what they document.
@Suite struct JSONFormatTests {
    private func entries(_ format: ReportFormat, _ report: Report) throws -> [[String: Any]] {
        let text = format.text(of: report)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }

    // MARK: gitlab

    /// "Code Quality report format" in GitLab's documentation: these fields are required, and severity is one of five.
    @Test(arguments: [0, 1, 2]) func gitLabsFields(index: Int) throws {
        let report = FormatTests.samples[index].report
        let entries = try entries(.gitlab, report)
        #expect(entries.count == report.findings.count)
        for entry in entries {
            #expect(Set(entry.keys) == ["description", "check_name", "fingerprint", "severity", "location"])
            for key in ["description", "check_name", "fingerprint"] { #expect((entry[key] as? String)?.isEmpty == false) }
            #expect(["info", "minor", "major", "critical", "blocker"].contains(entry["severity"] as? String))
            let location = try #require(entry["location"] as? [String: Any])
            let path = try #require(location["path"] as? String)
            #expect(!path.hasPrefix("/") && !path.hasPrefix("./"))
            #expect(((location["lines"] as? [String: Int])?["begin"] ?? 0) > 0)
        }
    }

    @Test func gitLabsFingerprintsAreUnique() throws {
        #expect(try entries(.gitlab, Samples.syntax).map { $0["fingerprint"] as? String } == ["same", "same-2", "same-3"])
        #expect(try entries(.gitlab, Samples.review).map { $0["fingerprint"] as? String }.contains("fput-0123456789abcdef"))
    }

    // MARK: rdjsonl

    private func diagnostics(_ report: Report) throws -> [[String: Any]] {
        try ReportFormat.rdjsonl.text(of: report).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    /// The messages of reviewdog's proto/rdf/reviewdog.proto.
    @Test(arguments: [0, 1, 2]) func reviewdogsFields(index: Int) throws {
        let report = FormatTests.samples[index].report
        let diagnostics = try diagnostics(report)
        #expect(diagnostics.count == report.findings.count)
        for diagnostic in diagnostics {
            #expect(Set(diagnostic.keys) == ["message", "location", "severity", "source", "code"])
            #expect(["ERROR", "WARNING", "INFO"].contains(diagnostic["severity"] as? String))
            #expect((diagnostic["code"] as? [String: String])?["value"]?.isEmpty == false)
            let location = try #require(diagnostic["location"] as? [String: Any])
            #expect(location["path"] is String)
            let start = try #require((location["range"] as? [String: Any])?["start"] as? [String: Int])
            #expect(Set(start.keys) == ["line", "column"] && start.values.allSatisfy { $0 > 0 })
        }
    }

    @Test func reviewdogsMessageHasTheWay() throws {
        let lines = try #require(try diagnostics(Samples.review)[1]["message"] as? String).split(separator: "\n")
        #expect(
            lines == [
                "changes mtime of an inode on the way of mmap", "1. fs/fuse/file.c:130: fuse_file_operations.mmap is fuse_file_mmap()",
                "2. fs/fuse/file.c:112: calls fuse_passthrough_mmap()", "3. fs/fuse/passthrough.c:90: changed here",
            ])
    }

    /// Comments are Markdown; backquotes inside of a code span would end it.
    @Test func reviewdogsCommentsHaveNoMarkupOfAStranger() throws {
        func message(_ text: String) throws -> String? {
            var reported = Samples.reference
            reported.finding.message = text
            reported.finding.path = []
            return try diagnostics(Report(toolVersion: "1", findings: [reported]))[0]["message"] as? String
        }
        #expect(try message("drops vma->vm_file") == "drops vma->vm_file")
        for text in ["see @torvalds", "<img src=x>", "[a](b)", "https://example.org", "www.example.org", "![a", "&lt;"] {
            #expect(try message(text) == "`\(text)`")
        }
        #expect(try message("a `b` @c") == "`a 'b' @c`")
    }

    // MARK: b4-check

    @Test func b4sStatus() throws {
        func status(_ findings: [ReportedFinding], incomplete: [Incomplete] = [], remarks: [String] = []) throws -> String? {
            let report = Report(toolVersion: "1", findings: findings, incomplete: incomplete, remarks: remarks)
            return try entries(.b4Check, report)[0]["status"] as? String
        }
        #expect(try status([]) == "pass")
        #expect(try status([Samples.timestamp("mtime", line: 1)]) == "warn")
        #expect(try status([Samples.timestamp("mtime", line: 1), Samples.reference]) == "fail")
        #expect(try status([], incomplete: [Incomplete(file: "a.c", reason: "r")]) == "warn", "not looked at is not passed")
        #expect(try status([], remarks: ["detached"]) == "warn")
    }

    @Test func b4sEntry() throws {
        let entries = try entries(.b4Check, Samples.review)
        #expect(entries.count == 1)
        let entry = try #require(entries[0] as? [String: String], "b4 wants strings only")
        #expect(Set(entry.keys) == ["tool", "status", "summary", "details"])
        #expect(entry["tool"] == "fuselint")
        #expect(entry["summary"] == "3 findings introduced by 1 patch; 1 resolved; 2 places not analysed")
        #expect(entry["details"] == ReportFormat.terminal.text(of: Samples.review))
    }
}
