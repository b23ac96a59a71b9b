import Findings
import Foundation
import Reports
import Testing

@Suite struct SARIFReportTests {
    /// The parts of SARIF 2.1.0 that the tests look at; whether all of it is valid, `ReaderTests` asks the schema.
    struct Log: Decodable {
        struct Run: Decodable {
            var tool: Tool
            var invocations: [Invocation]
            var results: [Result]
        }
        struct Tool: Decodable { var driver: Driver }
        struct Driver: Decodable { var rules: [Rule] }
        struct Text: Decodable { var text: String }
        struct Rule: Decodable {
            var id: String
            var help: Text?
        }
        struct Invocation: Decodable {
            var executionSuccessful: Bool
            var toolExecutionNotifications: [Notification]
        }
        struct Notification: Decodable {
            var level: String
            var message: Text
            var locations: [Location]?
        }
        struct Location: Decodable {
            struct Physical: Decodable {
                struct Artifact: Decodable { var uri: String }
                struct Region: Decodable {
                    var startLine: Int
                    var startColumn: Int?
                }
                var artifactLocation: Artifact
                var region: Region?
            }
            var physicalLocation: Physical
            var message: Text?
            var place: String { "\(physicalLocation.artifactLocation.uri):\(physicalLocation.region?.startLine ?? 0)" }
        }
        struct Flow: Decodable {
            struct Thread: Decodable {
                struct Step: Decodable { var location: Location }
                var locations: [Step]
            }
            var threadFlows: [Thread]
        }
        struct Result: Decodable {
            var ruleId: String
            var ruleIndex: Int
            var level: String
            var message: Text
            var locations: [Location]
            var partialFingerprints: [String: String]
            var baselineState: String
            var codeFlows: [Flow]?
        }
        var version: String
        var runs: [Run]
    }

    private func run(_ report: Report) throws -> Log.Run {
        let log = try JSONDecoder().decode(Log.self, from: Data(ReportFormat.sarif.text(of: report).utf8))
        #expect(log.version == "2.1.0" && log.runs.count == 1)
        return log.runs[0]
    }

    @Test func everyResultNamesItsRule() throws {
        let run = try run(Samples.review)
        #expect(run.results.count == 3)
        for result in run.results { #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId) }
        let help = try #require(run.tool.driver.rules.first { $0.id == "vm-file-ref-balance" }?.help?.text)
        #expect(help.contains("When ->mmap() fails") && help.contains("coda_file_mmap") && help.contains("fuselint explain"))
    }

    @Test func theWayEndsAtTheFinding() throws {
        let run = try run(Samples.review)
        for result in run.results {
            let flows = try #require(result.codeFlows)
            #expect(flows.count == 1 && flows[0].threadFlows.count == 1)
            #expect(flows[0].threadFlows[0].locations.last?.location.place == result.locations[0].place)
        }
        // The reference's steps go on behind the finding; those of the times end at it, and nothing is told twice.
        #expect(run.results.map { $0.codeFlows![0].threadFlows[0].locations.count } == [5, 3, 3])
        let bare = Finding(
            rule: "r", severity: .note, position: Position(file: "a.c", line: 1, column: 1), function: "", message: "m", path: [],
            statement: "")
        let alone = try self.run(Report(toolVersion: "1", findings: [ReportedFinding(bare, state: .existing, fingerprint: "f")]))
        #expect(alone.results[0].codeFlows == nil)
    }

    @Test func stateAndFingerprint() throws {
        let run = try run(Samples.syntax)
        #expect(run.results.map(\.baselineState) == ["unchanged", "new", "new"])
        #expect(run.results.map(\.level) == ["warning", "note", "error"])
        #expect(run.results.allSatisfy { $0.partialFingerprints == ["fuselint/v1": "same"] })
        #expect(!run.results.contains { $0.message.text.contains("gone") }, "what the change resolves is no result")
    }

    @Test func whatWasNotAnalysedIsANotification() throws {
        let invocation = try run(Samples.review).invocations[0]
        #expect(invocation.executionSuccessful)
        #expect(invocation.toolExecutionNotifications.map(\.level) == ["warning", "warning", "note"])
        #expect(invocation.toolExecutionNotifications.map { $0.locations?[0].place } == ["fs/fuse/dev.c:120", "fs/fuse/virtio_fs.c:0", nil])
        #expect(invocation.toolExecutionNotifications[0].message.text.contains("asm goto"))
    }

    @Test func pathsAreRelativeReferences() throws {
        let uri = try run(Samples.syntax).results[0].locations[0].physicalLocation.artifactLocation.uri
        #expect(uri.removingPercentEncoding == Samples.syntax.findings[0].finding.position.file)
        #expect(uri.wholeMatch(of: /(?:[A-Za-z0-9\/._~-]|%[0-9A-F]{2})+/) != nil)
        #expect(!uri.hasPrefix("/") && !uri.contains(":"))
    }

    @Test func columnsCountUTF16() throws {
        func column(_ line: String?, _ byte: Int) throws -> Int? {
            var report = Report(toolVersion: "1", findings: [Samples.reference])
            report.findings[0].finding.position.column = byte
            if let line { report.sourceLines[.init(file: "fs/fuse/passthrough.c", line: 83)] = line }
            return try run(report).results[0].locations[0].physicalLocation.region?.startColumn
        }
        #expect(try column("\tfput(f);", 2) == 2)
        #expect(try column("\u{E9}\u{1F600}x", 1) == 1)
        #expect(try column("\u{E9}\u{1F600}x", 3) == 2, "behind two bytes, one unit")
        #expect(try column("\u{E9}\u{1F600}x", 7) == 4, "behind four bytes, two units")
        #expect(try column("\u{E9}\u{1F600}x", 4) == 2, "inside of a character is at it")
        #expect(try column("ab", 99) == 3, "behind the end")
        #expect(try column(nil, 2) == nil, "the line is not known")
    }

    /// `[text](target)` in a message is a link in SARIF.
    @Test func aMessageMakesNoLink() throws {
        let texts = try run(Samples.syntax).results.map(\.message.text)
        #expect(texts.contains { $0.contains("[text] (https://example.org)") } && !texts.contains { $0.contains("](") })
    }
}
