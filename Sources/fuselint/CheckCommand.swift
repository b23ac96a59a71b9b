import ArgumentParser
import Findings
import Foundation
import Parsing
import Review
import Settings
import SourceTree

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks for what is wrong in the tree as it is now.",
        discussion: """
            A file is judged within its directory, since rules look across files; only its own findings are told.

              fuselint check fs/fuse/file.c
              fuselint check fs --shard 1/4 --format json --output shard-1.json

            Exit status: 0 nothing to report, 1 findings, 2 the job could not be done.
            """)

    @Argument(help: ArgumentHelp("Files or directories of the tree; default: the paths of .fuselint.yml, or fs/fuse.", valueName: "path"))
    var paths: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Look at one of n shares of the directories only, for n machines; `fuselint merge` joins their --format json.",
            valueName: "i/n"),
        transform: { text in
            guard let shard = ShardNumber(text) else {
                throw ValidationError("'\(text)' is no share; --shard 2/8 is the second of eight, n is \(ShardNumber.most) at most")
            }
            return shard
        })
    var shard: ShardNumber?

    @OptionGroup var baselineOptions: BaselineOptions
    @OptionGroup var treeOptions: TreeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try output.requireNoPatch() }

    func run() throws {
        let known = try baselineOptions.read()
        let outcome = try ProgressLine.shown { observer in
            try TreeRun(treeOptions, paths: paths, observer: observer).check(shard: shard, since: known)
        }
        throw try baselineOptions.write(outcome, since: known, to: output)
    }
}

struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "Writes down what is in the tree now, for `check --baseline` to tell what is new.",
        discussion: """
            One line a finding, sorted; lines do not change when code moves, so the file can be kept under version control.

            Exit status: 0 it was written, 2 the job could not be done.
            """)

    @Argument(help: ArgumentHelp("Files or directories of the tree; default: the paths of .fuselint.yml, or fs/fuse.", valueName: "path"))
    var paths: [String] = []

    @Option(name: .long, help: ArgumentHelp("Where to write; default: standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var treeOptions: TreeOptions

    func run() throws {
        let findings = try ProgressLine.shown { observer in
            try TreeRun(treeOptions, paths: paths, observer: observer).check(since: nil).report.findings
        }
        let text = Data(Baseline.text(of: findings).utf8)
        if let output {
            try TemporaryPlaces.whole { try text.write(to: URL(fileURLWithPath: output), options: .atomic) }
        } else {
            try FileHandle.standardOutput.write(contentsOf: text)
        }
    }
}

/// A check of a tree as the command line and the configuration have it.
struct TreeRun {
    private let check: TreeCheck
    private let paths: [Sourced<TreePath>]

    init(_ treeOptions: TreeOptions, paths: [String], observer: WorkObserver? = nil) throws {
        let snapshot = try Snapshot(directory: treeOptions.directory(fallsBackToExample: false))
        let settings = try treeOptions.settings(SettingsFiles(snapshot))
        self.paths = try paths.isEmpty ? settings.paths : paths.map { Sourced(try TreePath($0), .commandLine) }
        check = try TreeCheck(treeOptions.open(snapshot, settings), settings: settings, observer: observer)
    }

    func check(shard: ShardNumber? = nil, since baseline: Baseline?) throws -> TreeCheck.Outcome {
        do { return try check.check(paths.map(\.value), shard: shard, since: baseline) } catch ReviewError.nothingThere(let path) {
            // A path that nobody has typed is told with its line.
            guard case .file(let name, let line)? = paths.first(where: { $0.value == path })?.origin else {
                throw ReviewError.nothingThere(path)
            }
            throw SettingsError(file: name, line: line, reason: "\(ReviewError.nothingThere(path))")
        }
    }
    func join(_ reports: [(name: String, report: Report)], since baseline: Baseline?) throws -> TreeCheck.Outcome {
        try check.join(reports, since: baseline)
    }
}
