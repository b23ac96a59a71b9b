import Findings
import Foundation
import Reports
import Testing

private let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first(where: FileManager.default.isExecutableFile)

@Suite struct JSONReportTests {
    static let samples: [(name: String, report: Report)] = [("review", Samples.review), ("hostile", Samples.hostile)]

    @Test(arguments: [0, 1]) func golden(index: Int) throws {
        let sample = Self.samples[index]
        try expectGolden(ReportFormat.json.text(of: sample.report), "\(sample.name).json")
    }

    /// A reader that we did not write gets back what went in.
    @Test(arguments: [0, 1]) func foundationReadsWhatWasWritten(index: Int) throws {
        let report = Self.samples[index].report
        let text = ReportFormat.json.text(of: report)
        #expect(text.hasSuffix("}\n"))
        let top = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(Set(top.keys) == ["version", "tool", "findings", "resolved", "incomplete", "remarks"])
        #expect(top["remarks"] as? [String] == report.remarks)
        #expect(top["version"] as? Int == 1)
        #expect(top["tool"] as? [String: String] == ["name": "fuselint", "version": "0.1.0"])

        let findings = try #require(top["findings"] as? [[String: Any]])
        #expect(findings.count == report.findings.count)
        let expected = report.findings.sorted { $0.finding.position < $1.finding.position }
        for (object, reported) in zip(findings, expected) {
            let finding = reported.finding
            #expect(object["rule"] as? String == finding.rule)
            #expect(object["severity"] as? String == finding.severity.rawValue)
            #expect(object["file"] as? String == finding.position.file)
            #expect(object["line"] as? Int == finding.position.line)
            #expect(object["column"] as? Int == finding.position.column)
            #expect(object["function"] as? String == finding.function)
            #expect(object["message"] as? String == finding.message)
            #expect(object["state"] as? String == reported.state.rawValue)
            #expect(object["commit"] as? String == reported.commit)
            #expect(object["fingerprint"] as? String == reported.fingerprint)
            let steps = try #require(object["path"] as? [[String: Any]])
            #expect(steps.compactMap { $0["message"] as? String } == finding.path.map(\.message))
            #expect(steps.compactMap { $0["line"] as? Int } == finding.path.map(\.position.line))
            #expect(steps.allSatisfy { Set($0.keys) == ["file", "line", "message"] })
        }
        let incomplete = try #require(top["incomplete"] as? [[String: Any]])
        #expect(incomplete.compactMap { $0["reason"] as? String } == report.incomplete.sorted().map(\.reason))
    }

    @Test(.enabled(if: python != nil, "python3 is not installed"), arguments: [0, 1])
    func pythonReadsIt(index: Int) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(python))
        process.arguments = ["-m", "json.tool"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(ReportFormat.json.text(of: Self.samples[index].report).utf8))
        try input.fileHandleForWriting.close()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(!read.isEmpty)
    }

    @Test func whatIsNotThereIsLeftOut() {
        var report = Samples.review
        report.findings = [ReportedFinding(Samples.reference.finding, state: .existing, fingerprint: "f")]
        report.incomplete = [Incomplete(file: "a.c", reason: "r")]
        report.resolved = []
        let text = ReportFormat.json.text(of: report)
        #expect(!text.contains("commit") && !text.contains("null"))
        #expect(text.contains("\"resolved\": [],"))
        #expect(text.contains("{\n      \"file\": \"a.c\",\n      \"reason\": \"r\"\n    }"))
    }

    @Test func keysStandInTheOrderOfTheContract() {
        let text = ReportFormat.json.text(of: Samples.review)
        let keys = ["version", "tool", "findings", "rule", "severity", "file", "line", "column", "function", "message",
            "state", "commit", "fingerprint", "path"]
        let places = keys.compactMap { text.range(of: "\"\($0)\":")?.lowerBound }
        #expect(places.count == keys.count && places == places.sorted())
    }
}
