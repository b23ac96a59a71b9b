import Foundation
import Testing

/// The forms of the answer, by the output contracts.
@Suite struct OutputTests {
    private let faulty = ExampleTests.faulty

    @Test func jsonHasTheKeysOfTheContract() throws {
        let result = try Fuselint.run(["review", faulty, "--format", "json"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["version", "tool", "findings", "resolved", "incomplete"])
        #expect(object["version"] as? Int == 1)
        let findings = try #require(object["findings"] as? [[String: Any]])
        #expect(findings.count == 3)
        let keys: Set = [
            "rule", "severity", "file", "line", "column", "function", "message", "state", "commit", "fingerprint", "path",
        ]
        for finding in findings {
            #expect(Set(finding.keys) == keys)
            #expect(["error", "warning", "note"].contains(finding["severity"] as? String))
            let file = try #require(finding["file"] as? String)
            #expect(!file.hasPrefix("/") && !file.hasPrefix("."))
            for step in try #require(finding["path"] as? [[String: Any]]) { #expect(Set(step.keys) == ["file", "line", "message"]) }
        }
        #expect(Set(try result.report().findings.map(\.fingerprint)).count == 3)
    }

    @Test(.enabled(if: findTool("python3") != nil, "python3 is not installed")) func otherReadersTakeTheJSON() throws {
        let result = try Fuselint.run(["review", faulty, "--format", "json"])
        let read = try Fuselint.launch(#require(findTool("python3")), ["-m", "json.tool"], in: Scratch.shared.empty, input: result.output)
        #expect(read.status == 0, "\(read.errors)")
    }

    @Test func equalInputGivesEqualBytes() throws {
        for format in ["json", "terminal"] {
            let first = try Fuselint.run(["review", faulty, "--format", format])
            let second = try Fuselint.run(["review", faulty, "--format", format])
            #expect(first.output == second.output)
            // Another cache, written anew, and one that cannot be written.
            try withTemporaryDirectory { cache in
                let third = try Fuselint.run(["review", faulty, "--format", format], environment: ["XDG_CACHE_HOME": cache.path])
                #expect(first.output == third.output)
            }
            let fourth = try Fuselint.run(["review", faulty, "--format", format], environment: ["XDG_CACHE_HOME": "/dev/null"])
            #expect(fourth.status == 1 && first.output == fourth.output, "\(fourth.errors)")
        }
    }

    @Test func fingerprintsStayWhenLinesMove() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", faulty)
            let before = try tree.review().report()
            try tree.edit(
                "fs/fuse/passthrough.c", "\nint fuse_passthrough_mmap(",
                "\n/* Says nothing. */\nvoid fuse_passthrough_nothing(void)\n{\n}\n\nint fuse_passthrough_mmap(")
            let after = try tree.review().report()
            #expect(before.findings.count == 3)
            #expect(before.findings.map(\.fingerprint) == after.findings.map(\.fingerprint))
            #expect(before.findings.map { $0.line + 5 } == after.findings.map(\.line))
        }
    }

    @Test func fingerprintsDoNotDependOnHowTheChangeCame() throws {
        let mailed = try Fuselint.run(["review", faulty, "--format", "json"]).report().findings.map(\.fingerprint)
        try withTree(git: true) { tree in
            try tree.git("apply", faulty)
            #expect(try tree.review().report().findings.map(\.fingerprint) == mailed)
            let checked = try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"]).report()
            #expect(checked.findings.map(\.fingerprint) == mailed)
        }
    }

    @Test func writesToAFileAtOnce() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("report.json")
            try Data("older".utf8).write(to: file)
            // A reader that has the old file open keeps the old one whole: the new one takes its name.
            let reader = try FileHandle(forReadingFrom: file)
            let result = try Fuselint.run(["review", faulty, "--format", "json", "--output", file.path])
            #expect(result.status == 1 && result.output == "" && result.errors == "")
            #expect(try reader.readToEnd() == Data("older".utf8))
            let plain = try Fuselint.run(["review", faulty, "--format", "json"])
            #expect(try String(contentsOf: file, encoding: .utf8) == plain.output)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["report.json"])
        }
    }

    @Test func leavesTheOldFileWhereThereIsNothingToWrite() throws {
        try withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("report.json")
            try Data("older".utf8).write(to: file)
            let result = try Fuselint.run(["review", "no-such.patch", "--output", file.path])
            #expect(result.status == 2)
            #expect(try String(contentsOf: file, encoding: .utf8) == "older")
            let lost = try Fuselint.run(["review", faulty, "--output", directory.appendingPathComponent("none/report").path])
            #expect(lost.status == 2 && lost.errors.hasPrefix("fuselint: ") && lost.errors.contains("none"), "\(lost.errors)")
        }
    }

    @Test func colorsAreOnlyForTerminalsOrOnDemand() throws {
        let plain = try Fuselint.run(["review", faulty]).output
        #expect(!plain.contains("\u{1B}"))
        let colored = try Fuselint.run(["review", faulty, "--color", "always"]).output
        #expect(colored.contains("\u{1B}["))
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
        // Asked for by name it outranks the environment.
        #expect(try Fuselint.run(["review", faulty, "--color", "always"], environment: ["NO_COLOR": "1"]).output == colored)
        #expect(try Fuselint.run(["review", faulty, "--color", "never"]).output == plain)
    }

    /// `script` (util-linux) runs a command on a terminal of its own.
    @Test(.enabled(if: findTool("script") != nil, "script(1) is not installed")) func aTerminalGetsColorsUnlessToldNot() throws {
        func shown(_ environment: [String: String]) throws -> String {
            let program = Fuselint.path
            let command = "'\(program)' review '\(faulty)'"
            return try Fuselint.launch(
                #require(findTool("script")), ["--quiet", "--return", "--command", command, "/dev/null"], in: Scratch.shared.empty,
                environment: environment.merging(["TERM": "xterm", "SHELL": "/bin/sh"]) { first, _ in first }
            ).output
        }
        #expect(try shown([:]).contains("\u{1B}["))
        #expect(try !shown(["NO_COLOR": "1"]).contains("\u{1B}["))
        #expect(try !shown(["TERM": "dumb"]).contains("\u{1B}["))
    }

    @Test func rulesAndTheirReasonsAreTold() throws {
        let rules = try Fuselint.run(["rules"])
        #expect(rules.status == 0)
        let ids = rules.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(Set(ids).isSuperset(of: ["mmap-timestamps", "vm-file-ref-balance"]))
        for id in ids {
            let explained = try Fuselint.run(["explain", id])
            #expect(explained.status == 0)
            for heading in ["Rule", "Why", "Instead", "Known limits", "Said"] { #expect(explained.output.contains("\n\(heading)\n")) }
        }
        let unknown = try Fuselint.run(["explain", "no-such-rule"])
        #expect(unknown.status == 2 && unknown.output == "" && unknown.errors.contains("no-such-rule"))
    }

    @Test(arguments: [["--no-such-option"], ["review", "--format", "none"], ["no-such-command"], ["explain"]])
    func wrongUsageIsStatusTwo(arguments: [String]) throws {
        let result = try Fuselint.run(arguments)
        #expect(result.status == 2 && result.output == "" && !result.errors.isEmpty)
    }

    @Test func helpAndVersionAreStatusNull() throws {
        for arguments in [["--help"], ["--version"], ["review", "--help"], ["check", "--help"], ["doctor", "--help"]] {
            let result = try Fuselint.run(arguments)
            #expect(result.status == 0 && !result.output.isEmpty && result.errors == "", "\(arguments)")
        }
    }
}
