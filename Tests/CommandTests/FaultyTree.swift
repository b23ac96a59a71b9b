import Foundation
import Testing

/// A tree with the three faults of the example patch in it, and what its user says of them.
func withFaults<Result>(_ body: (TreeOnDisk) throws -> Result) throws -> Result {
    try withTree(git: true) { tree in
        try tree.git("apply", ExampleTests.faulty)
        try tree.commit("the faults")
        return try body(tree)
    }
}

extension String {
    /// The text as one line, however it was wrapped.
    var words: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension TreeOnDisk {
    func run(_ command: String, _ arguments: String..., input: String? = nil) throws -> Fuselint.Result {
        try Fuselint.run([command] + arguments + ["--tree", root.path], input: input)
    }

    func check(_ arguments: String...) throws -> ReportDocument {
        try Fuselint.run(["check", "--tree", root.path, "--format", "json"] + arguments).report()
    }

    /// An entry for a finding, as `fuselint suppress` writes it.
    func suppress(_ finding: ReportDocument.Finding, reason: String = "known") throws {
        let before = (try? read(".fuselint-suppressions.yml")) ?? ""
        try write(
            before
                + "- {rule: \(finding.rule), file: \(finding.file), fingerprint: \"\(finding.fingerprint)\", reason: \(reason)}\n",
            to: ".fuselint-suppressions.yml")
    }
}
