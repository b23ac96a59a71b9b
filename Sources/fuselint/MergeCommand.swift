import ArgumentParser
import Findings
import Foundation
import KernelTree
import Reports
import Review
import Rules
import Settings
import SourceTree

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Joins reports of several machines into one, in any format.",
        discussion: """
            Takes what `check --shard i/n` wrote with --format json, from all n shards: the answer is what the check would say on \
            one machine. Give the same tree and the same --config; suppressions and a baseline are applied here, to the whole.

            Or takes whole reports, such as those of reviews of several series. What two of them tell is told once.

            Exit status: 0 nothing to report, 1 findings, 2 the job could not be done, for example because a shard is missing.
            """)

    @Argument(help: ArgumentHelp("Files that were written with --format json.", valueName: "report.json"))
    var reports: [String]

    @OptionGroup var baselineOptions: BaselineOptions
    @OptionGroup var treeOptions: TreeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try output.requireNoPatch() }

    func run() throws {
        let known = try baselineOptions.read()
        let given = try reports.map { (name: $0, report: try Self.read($0)) }
        if given.contains(where: { $0.report.shard != nil }) {
            let outcome = try TreeRun(treeOptions, paths: []).join(given, since: known)
            throw try baselineOptions.write(outcome, since: known, to: output)
        }
        guard known == nil else { throw ValidationError("--baseline goes with shards of a check, and these are whole reports") }
        let snapshot = treeOptions.hasNoTree ? nil : try Snapshot(directory: treeOptions.directory(fallsBackToExample: false))
        throw try output.write(Report(joining: given.map(\.report), quotesFrom: snapshot))
    }

    private static func read(_ name: String) throws -> Report {
        let bytes = try GivenFile.read(name, advice: "write one with --format json")
        let report: Report
        do { report = try WrittenReport(bytes).report } catch { throw SettingsError(file: name, reason: error.description) }
        guard report.toolVersion == Version.current else {
            throw SettingsError(
                file: name,
                reason: "was written by fuselint \(report.toolVersion), and this is \(Version.current); use one version for all")
        }
        let ids = Set(RuleRegistry.all.map { $0.id })
        let found = report.findings + report.resolved + report.suppressed.map(\.reported)
        if let stranger = (found.map(\.finding) + (report.shard?.findings ?? [])).first(where: { !ids.contains($0.rule) }) {
            throw SettingsError(file: name, reason: "has a finding of a rule '\(stranger.rule)' that this fuselint does not know")
        }
        return report
    }
}
