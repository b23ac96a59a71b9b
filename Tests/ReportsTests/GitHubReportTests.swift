import Findings
import Reports
import Testing

@Suite struct GitHubReportTests {
    /// A workflow command as the runner reads it: see TryParseV2 in its src/Runner.Common/ActionCommand.cs.
    struct Command: Equatable {
        var name: String
        var properties: [String: String]
        var message: String

        init?(_ line: String) {
            guard line.hasPrefix("::"), let end = line.dropFirst(2).firstRange(of: "::") else { return nil }
            let head = line[line.index(line.startIndex, offsetBy: 2)..<end.lowerBound].split(separator: " ", maxSplits: 1)
            guard let name = head.first else { return nil }
            self.name = String(name)
            properties = [:]
            for pair in head.dropFirst().joined().split(separator: ",") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { properties[String(parts[0])] = Self.unescaped(String(parts[1]), ["%3A": ":", "%2C": ","]) }
            }
            message = Self.unescaped(String(line[end.upperBound...]), [:])
        }

        private static func unescaped(_ text: String, _ more: [String: String]) -> String {
            let pairs = more.sorted { $0.key < $1.key } + [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
            return pairs.reduce(text) { $0.replacing($1.0, with: $1.1) }
        }
    }

    private func commands(_ report: Report) throws -> [Command] {
        try ReportFormat.github.text(of: report).split(separator: "\n").map { try #require(Command(String($0)), "\($0)") }
    }

    @Test func theRunnerReadsWhatWasMeant() throws {
        let commands = try commands(Samples.syntax)
        let file = Samples.syntax.findings[0].finding.position.file
        let warning = try #require(commands.first { $0.name == "warning" })
        #expect(warning.properties == ["file": file, "line": "3", "col": "26", "title": "mmap-timestamps"])
        #expect(
            warning.message == """
                <script>alert("1")</script> ]]> &amp; ERROR: [text](https://example.org) {0}
                1. -::1: %0A::error::forged, '\\
                2. \(file):3: ##[add-mask]hidden
                """)
        #expect(commands.filter { $0.name == "error" }.map(\.message) == ["an error"], "a message forged a command")
    }

    /// Ten of each kind are shown.
    @Test func whatTheChangeBroughtInComesFirst() throws {
        let old = (1...20).map { line in
            var reported = Samples.timestamp("mtime", line: line)
            reported.state = .existing
            return reported
        }
        let commands = try commands(Report(toolVersion: "1", findings: old + [Samples.timestamp("mtime", line: 90)]))
        #expect(commands.map(\.properties["line"]) == ["90"] + (1...20).map { String($0) })
    }

    @Test func aReasonIsOneNotice() throws {
        let places = (1...40).map { (line: Int) in Incomplete(file: "f\(line).c", line: line, reason: "asm goto") }
        let commands = try commands(Report(toolVersion: "1", incomplete: places))
        #expect(commands.map(\.name) == ["notice"] && commands[0].message == "asm goto (and 39 more)")
        #expect(commands[0].properties == ["file": "f1.c", "line": "1", "title": "not analysed"])
    }
}
