import Findings
import Reports
import Testing

@Suite struct TerminalReportTests {
    private func text(_ report: Report, color: Bool = false) -> String {
        ReportFormat.terminal.text(of: report, color: color)
    }

    @Test func review() throws {
        try expectGolden(text(Samples.review), "review.txt")
    }

    @Test func colorsOnlyAddToTheText() throws {
        let colored = text(Samples.review, color: true)
        try expectGolden(colored, "review-color.txt")
        #expect(colored.replacing(/\u{1B}\[[0-9;]+m/, with: "") == text(Samples.review))
    }

    @Test func hostileText() throws {
        let shown = text(Samples.hostile)
        try expectGolden(shown, "hostile.txt")
        for scalar in shown.unicodeScalars where scalar != "\n" {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: Issue.record("U+\(String(scalar.value, radix: 16))")
            default: break
            }
        }
        #expect(!shown.contains("\nfs/fuse/file.c:1:1: error: forged"), "a message forged a finding")
    }

    @Test func firstLineIsGccs() throws {
        let first = try #require(text(Samples.review).split(separator: "\n").first)
        let gcc = /^(?<file>[^:]+):(?<line>\d+):(?<column>\d+): (?<severity>error|warning|note): (?<message>.+) \[(?<rule>[a-z-]+)\]$/
        let match = try #require(first.wholeMatch(of: gcc))
        #expect(match.file == "fs/fuse/passthrough.c")
        #expect(match.line == "83" && match.column == "3")
        #expect(match.severity == "error")
        #expect(match.rule == "vm-file-ref-balance")
    }

    @Test func textStaysWithin78ColumnsWhereItIsOurs() {
        for line in text(Samples.review).split(separator: "\n") where !line.contains("|") && !line.hasSuffix("]") {
            #expect(line.count <= 78, "\(line)")
        }
    }

    @Test func nothingFound() {
        #expect(text(Report(toolVersion: "1")) == "no findings\n")
    }

    @Test func findingWithoutSourceLineOrFacts() {
        var report = Samples.review
        report.sourceLines = [:]
        report.rules = [:]
        let shown = text(report)
        #expect(!shown.contains("|") && !shown.contains("why:"))
        #expect(shown.contains("fs/fuse/passthrough.c:90:3: warning: "))
    }

    @Test func manyPlacesWithOneReasonAreGroupedAndAllNamed() throws {
        let places = (1...40).map { (number: Int) in
            Incomplete(file: "fs/fuse/f\(number).c", line: number, function: "f\(number)", reason: "asm goto")
        }
        let few = [Incomplete(file: "fs/fuse/dax.c", reason: "not parsed")]
        let shown = text(Report(toolVersion: "1", incomplete: places + few))
        let words = Set(shown.split { $0 == " " || $0 == "\n" || $0 == "," })
        for place in places {
            let line = try #require(place.line)
            #expect(words.contains("\(place.file):\(line)"), "\(place)")
        }
        #expect(shown.components(separatedBy: "asm goto").count == 2, "the reason is told once")
        #expect(shown.contains("  40 places: asm goto\n"))
        #expect(shown.contains("  fs/fuse/dax.c: not parsed\n"))
        #expect(shown.hasSuffix("\nno findings; 41 places not analysed\n"))
    }

    @Test func stateIsTold() {
        func shown(_ state: FindingState, commit: String? = nil, function: String = "f") -> String {
            var reported = Samples.reference
            reported.finding.function = function
            reported.state = state
            reported.commit = commit
            return text(Report(toolVersion: "1", findings: [reported]))
        }
        #expect(shown(.existing).contains("\n  in f()\n"))
        #expect(shown(.existing, commit: "a").contains("\n  in f(), there since \"a\"\n"))
        #expect(shown(.introduced, commit: "a").contains("\n  in f(), introduced by \"a\"\n"))
        #expect(shown(.fixedLater, commit: "a").contains("\n  in f(), introduced by \"a\", fixed later in the series\n"))
        #expect(!shown(.existing, function: "").contains("in ()"), "a finding outside of functions")
    }

    @Test func closingLine() {
        func last(_ findings: [ReportedFinding], resolved: [ReportedFinding] = []) -> Substring? {
            text(Report(toolVersion: "1", findings: findings, resolved: resolved)).split(separator: "\n").last
        }
        func state(_ state: FindingState, commit: String? = nil) -> ReportedFinding {
            ReportedFinding(Samples.reference.finding, state: state, commit: commit, fingerprint: "f")
        }
        #expect(last([state(.introduced, commit: "a")]) == "1 finding introduced by 1 patch")
        #expect(
            last([state(.introduced, commit: "a"), state(.introduced, commit: "b")])
                == "2 findings introduced by 2 patches")
        #expect(last([state(.introduced)]) == "1 finding introduced")
        #expect(last([state(.existing), state(.existing)]) == "2 findings")
        #expect(last([state(.introduced), state(.existing)]) == "1 finding introduced; 1 finding there before")
        #expect(last([state(.fixedLater, commit: "a")]) == "1 finding fixed later in the series")
        #expect(last([], resolved: [state(.existing)]) == "no findings; 1 resolved")
    }

    @Test func outputDoesNotDependOnTheOrderOfInput() {
        var shuffled = Samples.review
        shuffled.findings.reverse()
        shuffled.incomplete.reverse()
        for format in ReportFormat.allCases {
            #expect(format.text(of: shuffled) == format.text(of: Samples.review))
        }
    }
}
