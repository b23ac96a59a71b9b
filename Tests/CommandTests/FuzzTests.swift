import Foundation
import Testing

/// Everything that reads what strangers write is fed for some seconds; `make fuzz` does it for as long as you like.
@Suite struct FuzzTests {
    static let targets = [
        "mail", "diff", "kconfig", "makefile", "compile-commands", "configuration", "suppressions", "baseline", "inline-suppressions", "source",
        "unit", "flows",
    ]

    private func fuzz(_ arguments: [String], in directory: URL) throws -> Fuselint.Result {
        let program = URL(fileURLWithPath: Fuselint.path).deletingLastPathComponent().appendingPathComponent("fuzz")
        let environment = ["TMPDIR": directory.path]
        return try Fuselint.launch(
            program, arguments + ["--root", repositoryRoot.path, "--output", directory.path], in: directory, environment: environment,
            timeLimit: 300)
    }

    /// The inputs are the same each time, as far as the seconds go.
    @Test(arguments: targets) func nothingIsFound(target: String) throws {
        try withTemporaryDirectory { directory in
            // A debug build takes many times as long as one that is used.
            let result = try fuzz([target, "--seconds", target == "source" ? "8" : "2", "--limit", "60"], in: directory)
            #expect(result.status == 0 && result.errors == "", "\(result.output)\(result.errors)")
            #expect(result.output.contains(/^\w[a-z-]*: [1-9]\d* inputs, 0 found, \d+ s, seed 1\n$/), "\(result.output)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasPrefix("fuz") } == [])
        }
    }

    /// A driver that finds nothing anywhere would pass, too.
    @Test(arguments: [("CRASH", "crashes with signal"), ("BREAK", "on purpose"), ("HANG", "hangs")])
    func findsAndMakesSmaller(word: String, told: String) throws {
        try withTemporaryDirectory { directory in
            let result = try fuzz(["self-test-\(word.lowercased())", "--seconds", "2", "--limit", "1"], in: directory)
            #expect(result.status == 1 && result.output.contains(told), "\(result.output)")
            let found = try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasPrefix("fuzz-self-test") }
            let inputs = try found.map { try String(decoding: Data(contentsOf: directory.appendingPathComponent($0)), as: UTF8.self) }
            #expect(!inputs.isEmpty && inputs.allSatisfy { $0.contains(word) }, "\(inputs)")
            // To see a hang again takes long, so it is made smaller only so far.
            #expect(word == "HANG" || inputs.contains(word), "one is made as small as it gets: \(inputs)")
        }
    }

    @Test func unknownTargetsAreRefused() throws {
        let result = try withTemporaryDirectory { try fuzz(["no-such-target"], in: $0) }
        #expect(result.status != 0 && result.errors.contains("no-such-target") && result.errors.contains("compile-commands"))
    }
}
