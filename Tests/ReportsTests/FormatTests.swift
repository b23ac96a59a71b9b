import Findings
import Foundation
import Reports
import Testing

/// What holds for every format.
@Suite struct FormatTests {
    static let samples: [(name: String, report: Report)] = [
        ("review", Samples.review), ("hostile", Samples.hostile), ("syntax", Samples.syntax),
    ]
    /// Those without tests of their own for their golden files.
    static let formats: [ReportFormat] = [.terse, .gcc, .sarif, .github, .gitlab, .rdjsonl, .b4Check, .html]

    @Test(arguments: formats) func golden(format: ReportFormat) throws {
        for sample in Self.samples { try expectGolden(format.text(of: sample.report), "\(sample.name).\(format.rawValue)") }
    }

    /// A reader may well show the bytes, or what they spell, on a terminal.
    @Test(arguments: ReportFormat.allCases) func nothingInTheBytesActsOnATerminal(format: ReportFormat) {
        for sample in Self.samples { expectInert(format.text(of: sample.report)) }
    }

    /// `json` gives names and messages as they are; what is made to be shown has to be safe behind JSON's escapes too.
    @Test(arguments: [ReportFormat.sarif, .gitlab, .rdjsonl, .b4Check]) func norInWhatTheySpell(format: ReportFormat) throws {
        for sample in Self.samples {
            let text = format.text(of: sample.report)
            let documents = format == .rdjsonl ? text.split(separator: "\n").map(String.init) : [text]
            for document in documents {
                let read = try JSONSerialization.jsonObject(with: Data(document.utf8))
                for string in strings(in: read) { expectInert(string) }
            }
        }
    }

    private func expectInert(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for scalar in text.unicodeScalars where scalar != "\n" && scalar.actsOnTerminal {
            Issue.record("U+\(String(scalar.value, radix: 16)) in \(text)", sourceLocation: sourceLocation)
        }
    }

    private func strings(in value: Any) -> [String] {
        switch value {
        case let object as [String: Any]: object.flatMap { [$0.key] + strings(in: $0.value) }
        case let array as [Any]: array.flatMap(strings)
        case let string as String: [string]
        default: []
        }
    }

    @Test func whereThereIsNothingToTell() {
        let nothing = Report(toolVersion: "1")
        for format in [ReportFormat.terse, .gcc, .github, .rdjsonl] { #expect(format.text(of: nothing) == "", "\(format)") }
        #expect(ReportFormat.gitlab.text(of: nothing) == "[]\n")
        #expect(ReportFormat.b4Check.text(of: nothing).contains("\"status\": \"pass\""))
        #expect(ReportFormat.html.text(of: nothing).contains("<p class=\"summary\">no findings</p>"))
        #expect(ReportFormat.sarif.text(of: nothing).contains("\"results\": []"))
    }

    /// `tellsIncomplete` is what decides whether the user is warned.
    @Test(arguments: ReportFormat.allCases) func whatWasNotAnalysedIsToldOrKnownNotToBe(format: ReportFormat) {
        let report = Report(toolVersion: "1", incomplete: [Incomplete(file: "fs/fuse/dev.c", line: 120, reason: "asm goto")])
        let text = format.text(of: report)
        #expect(text.contains("asm goto") == format.tellsIncomplete)
        #expect(text.contains("fs/fuse/dev.c") == format.tellsIncomplete)
    }

    @Test(arguments: [ReportFormat.terminal, .json, .terse, .gcc, .sarif, .github, .b4Check, .html])
    func remarksAreTold(format: ReportFormat) {
        #expect(format.text(of: Report(toolVersion: "1", remarks: ["looked at detached"])).contains("looked at detached"))
    }
}
