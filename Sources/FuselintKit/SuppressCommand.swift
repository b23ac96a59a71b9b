import ArgumentParser
import Foundation
import Patches
import Reports
import Rules
import Settings
import SourceTree

struct SuppressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppress", abstract: "Lets a finding pass from now on, and writes down why.",
        discussion: """
            Adds an entry to .fuselint-suppressions.yml, or to the file that the configuration names. The finding is looked up in a \
            report that `check` or `review` wrote with --format json.

              fuselint check --format json --output report.json
              fuselint suppress 21f753a8 --reason "the server asked for it" --from report.json

            Exit status: 0 it was written, 2 the job could not be done.
            """)

    @Argument(help: "The finding's fingerprint, or its first digits.")
    var fingerprint: String

    @Option(name: .long, help: ArgumentHelp("Why it may pass.", valueName: "text"))
    var reason: String

    @Option(name: .long, help: ArgumentHelp("The report that has the finding; - for standard input.", valueName: "report.json"))
    var from: String

    @Option(name: .long, help: ArgumentHelp("Who says so; default: git's user.name and user.email.", valueName: "name"))
    var author: String?

    @OptionGroup var treeOptions: TreeOptions

    func run() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason is blank: tell why the finding may pass")
        }
        let finding = try WrittenReport(named: from).finding(fingerprint, in: from)
        let writer = try SuppressionWriter(treeOptions, in: treeOptions.directory(fallsBackToExample: false))
        try writer.add(
            rule: finding.rule, file: finding.file, function: finding.function, fingerprint: finding.fingerprint, reason: reason, author: author)
        print("\(writer.place): \(finding.rule) in \(finding.file) is let pass".printable)
    }
}

/// A report that was written with `--format json`, as far as it names findings.
private struct WrittenReport: Decodable {
    struct Finding: Decodable {
        var rule: String
        var file: String
        var function: String
        var fingerprint: String
    }

    var version: Int
    var findings: [Finding]

    init(named name: String) throws {
        let data =
            try name == "-"
            ? FileHandle.standardInput.readToEnd() ?? Data() : Data(GivenFile.read(name, advice: "write one with --format json"))
        do { self = try JSONDecoder().decode(WrittenReport.self, from: data) } catch {
            throw ValidationError("--from '\(name)' is no report of fuselint; write one with --format json")
        }
        guard version == 1 else {
            throw ValidationError("--from '\(name)' is a report of version \(version); this fuselint knows 1")
        }
    }

    func finding(_ prefix: String, in name: String) throws -> Finding {
        let matches = findings.filter { $0.fingerprint.hasPrefix(prefix) && !prefix.isEmpty }
        guard let first = matches.first else { throw ValidationError("no finding of '\(name)' has the fingerprint '\(prefix)'") }
        guard matches.allSatisfy({ $0.fingerprint == first.fingerprint }) else {
            throw ValidationError(
                "\(matches.count) findings of '\(name)' have fingerprints that begin with '\(prefix)'; give more digits")
        }
        return first
    }
}
