import Findings
import Foundation
import Reports
import Testing

@Suite struct WrittenReportTests {
    private static let samples = [Samples.review, Samples.hostile]

    /// What JSON tells comes back; what it does not tell (source lines, columns of steps) does not.
    @Test(arguments: [0, 1]) func whatIsReadIsWhatWasWritten(index: Int) throws {
        var report = Self.samples[index]
        report.suppressed = report.findings.map {
            SuppressedFinding($0, kind: .external, justification: "known", file: "a.yml", line: 3, author: "A", date: "2026-03-03")
        }
        let text = ReportFormat.json.text(of: report)
        let read = try WrittenReport(Array(text.utf8)).report
        #expect(ReportFormat.json.text(of: read) == text)
        #expect(read.suppressed.map(\.justification) == report.suppressed.map(\.justification))
        #expect(read.remarks == report.remarks)
        #expect(read.findings.allSatisfy { $0.finding.path.allSatisfy { $0.position.column == 0 } })
    }

    @Test func whatAShardHasSeenIsReadWhole() throws {
        var report = Samples.review
        let findings = (report.findings + Samples.hostile.findings).map(\.finding)
        report.shard = Shard(number: 2, count: 3, paths: ["fs"], plan: "1f", settings: "2e", findings: findings)
        let read = try WrittenReport(Array(ReportFormat.json.text(of: report).utf8)).report
        #expect(read.shard == report.shard)
    }

    /// A report that is cut off or has a byte changed is refused or read, and nothing else.
    @Test func damagedReportsDoNotCrash() throws {
        var report = Samples.review
        report.shard = Shard(number: 1, count: 1, paths: ["fs"], plan: "1f", settings: "2e", findings: report.findings.map(\.finding))
        let bytes = Array(ReportFormat.json.text(of: report).utf8)
        var refused = 0
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var changed = bytes
            changed[place] ^= 0x1F
            for damaged in [changed, Array(bytes[..<place])] where (try? WrittenReport(damaged)) == nil { refused += 1 }
        }
        #expect(refused > bytes.count / 7)
        #expect(throws: WrittenReportError.self) { try WrittenReport([0xFF, 0xFE]) }
    }
}
