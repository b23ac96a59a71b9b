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
        guard RuleRegistry.all.contains(where: { $0.id == finding.rule }) else {
            throw ValidationError("--from '\(from)' has a finding of a rule '\(finding.rule)' that this fuselint does not know")
        }
        guard finding.file.hasSuffix(".c") || finding.file.hasSuffix(".h") else {
            throw ValidationError(
                "the finding stands in the mail '\(finding.file)', not in a file of the tree; apply the patch and check the tree")
        }
        let directory = try treeOptions.directory(fallsBackToExample: false)
        let files = SettingsFiles(try Snapshot(directory: directory))
        guard let place = try treeOptions.settings(files).suppressionsPlace?.value else {
            throw ValidationError("--no-config leaves no file to write to")
        }
        let entry = Suppression(
            rule: finding.rule, file: finding.file, function: finding.function.isEmpty ? nil : finding.function,
            fingerprint: finding.fingerprint, reason: reason, author: author ?? Self.user(in: directory), date: Self.today)
        let path = files.absolutePath(of: place)
        try FileUpdate(path: path).update { old in
            try SuppressionFile.appending(entry, to: old, name: place.description, rules: RuleRegistry.all.map { $0.id })
        }
        print("\(place): \(finding.rule) in \(finding.file) is let pass".printable)
    }

    /// Without git, or without its settings, nobody is named.
    private static func user(in directory: String) -> String? {
        (try? GitRepository(containing: directory)).flatMap { try? $0?.user() }
    }

    /// `YYYY-MM-DD`, by the clock on the wall.
    private static var today: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        func two(_ number: Int?) -> String { String("0\(number ?? 0)".suffix(2)) }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
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

/// Changes a file as a whole: readers see the old or the new one, and of two who change it at once none is lost.
private struct FileUpdate {
    let path: String

    /// - Parameter change: makes the new contents from the old; nil where there is no file yet.
    func update(_ change: ([UInt8]?) throws -> [UInt8]) throws {
        // The file itself is replaced, so the lock is its directory's. What a link leads to is the file.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let directory = open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0, flock(directory, LOCK_EX) == 0 else {
            throw SettingsError(file: path, reason: "cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { close(directory) }
        let old = FileManager.default.contents(atPath: target.path).map { [UInt8]($0) }
        guard old != nil || !FileManager.default.fileExists(atPath: target.path) else {
            throw SettingsError(file: path, reason: "cannot be read")
        }
        let new = Data(try change(old))
        do { try TemporaryPlaces.whole { try new.write(to: target, options: .atomic) } } catch { throw SettingsError(file: path, reason: "cannot be written") }
    }
}
