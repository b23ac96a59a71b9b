import ArgumentParser
import Findings
import Foundation
import Review
import Settings
import SourceTree

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks for what is wrong in the tree as it is now.")

    @Argument(help: "Files or directories of the tree; default: the paths of .fuselint.yml, or fs/fuse.")
    var paths: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Tell only what is new since the baseline was written with `fuselint baseline`.", valueName: "file"))
    var baseline: String?

    @Flag(name: .long, help: "Fail when a finding of the baseline is gone, so that the baseline is kept up to date.")
    var strict = false

    @OptionGroup var treeOptions: TreeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try output.requireNoPatch() }

    func run() throws {
        guard !strict || baseline != nil else { throw ValidationError("--strict is about a baseline; give --baseline FILE") }
        // Before the work begins.
        let known = try baseline.map {
            try Baseline(GivenFile.read($0, advice: "`fuselint baseline --output FILE` writes one"), name: $0)
        }
        let run = try TreeRun(treeOptions, paths: paths)
        var outcome = try run.check(since: known)
        if let known { outcome.report.remarks += remarks(on: known, gone: outcome.gone) }
        let status = try output.write(outcome.report)
        throw strict && !outcome.gone.isEmpty ? ExitCode(1) : status
    }

    private func remarks(on baseline: Baseline, gone: [Baseline.Entry]) -> [String] {
        guard !gone.isEmpty else { return [] }
        guard strict else {
            let count = gone.count == 1 ? "1 finding is" : "\(gone.count) findings are"
            return ["\(count) gone since \(baseline.name) was written; `fuselint baseline` writes it anew"]
        }
        return gone.map { entry in
            "\(baseline.name):\(entry.line): gone: \(entry.rule) in \(entry.file)"
                + (entry.function.map { ", \($0)()" } ?? "") + ": \(entry.message)"
        }
    }
}

struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline", abstract: "Writes down what is in the tree now, for `check --baseline` to tell what is new.",
        discussion: """
            One line a finding, sorted; lines do not change when code moves, so the file can be kept under version control.

            Exit status: 0 it was written, 2 the job could not be done.
            """)

    @Argument(help: "Files or directories of the tree; default: the paths of .fuselint.yml, or fs/fuse.")
    var paths: [String] = []

    @Option(name: .long, help: ArgumentHelp("Where to write; default: standard output.", valueName: "file"))
    var output: String?

    @OptionGroup var treeOptions: TreeOptions

    func run() throws {
        let findings = try TreeRun(treeOptions, paths: paths).check(since: nil).report.findings
        let text = Data(Baseline.text(of: findings).utf8)
        if let output {
            try text.write(to: URL(fileURLWithPath: output), options: .atomic)
        } else {
            try FileHandle.standardOutput.write(contentsOf: text)
        }
    }
}

/// A check of a tree as the command line and the configuration have it.
struct TreeRun {
    private let check: TreeCheck
    private let paths: [Sourced<TreePath>]

    init(_ treeOptions: TreeOptions, paths: [String]) throws {
        let snapshot = try Snapshot(directory: treeOptions.directory(fallsBackToExample: false))
        let settings = try treeOptions.settings(SettingsFiles(snapshot))
        self.paths = try paths.isEmpty ? settings.paths : paths.map { Sourced(try TreePath($0), .commandLine) }
        check = try TreeCheck(treeOptions.open(snapshot, settings), settings: settings)
    }

    func check(since baseline: Baseline?) throws -> (report: Report, gone: [Baseline.Entry]) {
        do { return try check.check(paths.map(\.value), since: baseline) } catch ReviewError.nothingThere(let path) {
            // A path that nobody has typed is told with its line.
            guard case .file(let name, let line)? = paths.first(where: { $0.value == path })?.origin else {
                throw ReviewError.nothingThere(path)
            }
            throw SettingsError(file: name, line: line, reason: "\(ReviewError.nothingThere(path))")
        }
    }
}
