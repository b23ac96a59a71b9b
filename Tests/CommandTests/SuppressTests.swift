import Foundation
import Testing

/// `fuselint suppress`: adds an entry, or changes nothing.
@Suite struct SuppressCommandTests {
    @Test func addsEntriesFromAReport() throws {
        try withFaults { tree in
            let report = try tree.run("check", "--format", "json")
            let file = tree.root.deletingLastPathComponent().appendingPathComponent("report.json")
            try Data(report.output.utf8).write(to: file)
            let findings = try report.report().findings
            try tree.git("config", "user.name", "A. Developer")
            try tree.git("config", "user.email", "dev@example.org")
            let reason = "\"quoted\", # and: \u{202E}turned"
            let first = try tree.run("suppress", findings[0].fingerprint, "--reason", reason, "--from", file.path)
            #expect(first.status == 0 && first.errors == "", "\(first.errors)")
            #expect(first.output == ".fuselint-suppressions.yml: vm-file-ref-balance in fs/fuse/passthrough.c is let pass\n")
            let before = try tree.read(".fuselint-suppressions.yml")
            #expect(!before.contains("\u{202E}"))
            let second = try tree.run(
                "suppress", String(findings[1].fingerprint.prefix(12)), "--reason", "x", "--from", "-", "--author",
                "B. Other <b@example.org>", input: report.output)
            #expect(second.status == 0, "\(second.errors)")
            #expect(try tree.read(".fuselint-suppressions.yml").hasPrefix(before))
            let checked = try tree.check()
            #expect(checked.findings.map(\.fingerprint) == [findings[2].fingerprint])
            #expect(checked.suppressed?.map(\.suppression.justification) == [reason, "x"])
            #expect(
                checked.suppressed?.map(\.suppression.author) == [
                    Optional("A. Developer <dev@example.org>"), "B. Other <b@example.org>",
                ])
            #expect(checked.suppressed?.allSatisfy { $0.suppression.date?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil } == true)

            // What cannot be done changes nothing.
            let after = try tree.read(".fuselint-suppressions.yml")
            for (arguments, words) in [
                ([findings[0].fingerprint, "--reason", "x", "--from", file.path], ["already"]),
                (["", "--reason", "x", "--from", file.path], ["no finding"]),
                (["0123", "--reason", "x", "--from", file.path], ["no finding"]),
                ([findings[2].fingerprint, "--reason", " ", "--from", file.path], ["--reason"]),
                ([findings[2].fingerprint, "--reason", "x", "--from", "/nonexistent"], ["/nonexistent"]),
                (
                    [findings[2].fingerprint, "--reason", "x", "--from", example("0001-fuse-passthrough-mmap.patch")],
                    ["--format json"]
                ),
            ] {
                RefusalTests.expectRefused(
                    try Fuselint.run(["suppress"] + arguments + ["--tree", tree.root.path]), naming: words)
                #expect(try tree.read(".fuselint-suppressions.yml") == after)
            }
            try tree.write("- nonsense\n", to: ".fuselint-suppressions.yml")
            RefusalTests.expectRefused(
                try tree.run("suppress", findings[2].fingerprint, "--reason", "x", "--from", file.path),
                naming: [".fuselint-suppressions.yml:1"])
            #expect(try tree.read(".fuselint-suppressions.yml") == "- nonsense\n")
        }
    }

    @Test func ofManyAtOnceNoneIsLost() throws {
        try withFaults { tree in
            let file = tree.root.deletingLastPathComponent().appendingPathComponent("report.json")
            let report = try tree.run("check", "--format", "json")
            try Data(report.output.utf8).write(to: file)
            let processes = try report.report().findings.map { finding in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: Fuselint.path)
                process.arguments = [
                    "suppress", finding.fingerprint, "--reason", "x", "--from", file.path, "--tree", tree.root.path,
                ]
                process.standardOutput = FileHandle.nullDevice
                try process.run()
                return process
            }
            for process in processes { process.waitUntilExit() }
            #expect(processes.map(\.terminationStatus) == [0, 0, 0])
            #expect(try tree.check().suppressed?.count == 3)
        }
    }

    /// A report may come from anywhere.
    @Test func whatAReportSaysDoesNotReachTheTerminal() throws {
        func report(_ rule: String, _ file: String) -> String {
            "{\"version\": 1, \"findings\": [{\"rule\": \"\(rule)\", \"file\": \"\(file)\", \"function\": \"f\", \"fingerprint\": \"\(String(repeating: "a", count: 32))\"}]}"
        }
        try withTree { tree in
            let result = try tree.run(
                "suppress", "aaaa", "--reason", "x", "--from", "-", input: report("mmap-timestamps", "fs/\\u001b[2Jx.c"))
            #expect(
                result.status == 0 && result.output.contains("<U+001B>[2Jx.c") && !result.output.contains("\u{1B}"),
                "\(result.errors)")
            let before = try tree.read(".fuselint-suppressions.yml")
            for (rule, file) in [("\\u001b[2J", "fs/x.c"), ("mmap-timestamps", "../x.c"), ("a\\n- b", "fs/x.c")] {
                let refused = try tree.run("suppress", "aaaa", "--reason", "x", "--from", "-", input: report(rule, file))
                RefusalTests.expectRefused(refused, naming: [])
                #expect(try tree.read(".fuselint-suppressions.yml") == before)
            }
        }
    }

    @Test func whatStandsInAMailCannotBeSuppressed() throws {
        let report = try Fuselint.run(["review", "-", "--format", "json"], input: QuotedReply.text)
        let finding = try #require(try report.report().findings.first)
        try withTree { tree in
            let result = try tree.run("suppress", finding.fingerprint, "--reason", "x", "--from", "-", input: report.output)
            RefusalTests.expectRefused(result, naming: ["<stdin>", "check the tree"])
        }
    }
}
