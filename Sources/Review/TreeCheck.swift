import Findings
import Foundation
import KernelTree
import Parsing
import Rules
import Settings
import SourceTree

/// Looks for what is wrong in a tree as it is now.
public struct TreeCheck {
    /// A report, and the entries of the baseline whose finding was looked for and is not there any more.
    public typealias Outcome = (report: Report, gone: [Baseline.Entry])

    private let parser: TreeParser
    private let settings: ReviewSettings

    private var snapshot: Snapshot { parser.tree.snapshot }

    /// - Throws: as `TreeParser`.
    public init(_ tree: KernelTree, settings: ReviewSettings = ReviewSettings(), observer: WorkObserver? = nil) throws {
        var parser = try TreeParser(tree)
        parser.observer = observer
        self.parser = parser
        self.settings = settings
    }

    /// Checks directories, with all below them, and single files.
    ///
    /// A file is judged within its directory, since rules look across files; only its own findings are reported.
    /// - Throws: `ReviewError.nothingThere` for paths without C files.
    public func check(_ paths: [TreePath]) throws -> Report { try check(paths, since: nil).report }

    /// The same beside a baseline: what it knows is not reported again.
    ///
    /// - Parameter shard: which of the directories; nil for all of them. `join` makes one report of those of all shards.
    public func check(_ paths: [TreePath], shard: ShardNumber? = nil, since baseline: Baseline?) throws -> Outcome {
        let units = try CheckUnit.units(of: paths, in: snapshot)
        guard let shard else {
            let seen = try look(at: units)
            return judge(seen, Coverage(of: paths, in: snapshot, incomplete: seen.incomplete, settings: settings), since: baseline)
        }
        let plan = try plan(of: units, shards: shard.count)
        let own = Set(plan.shards[shard.number - 1])
        let seen = try look(at: units.filter { own.contains($0.directory) })
        let coverage = Coverage(of: paths, in: snapshot, incomplete: seen.incomplete, settings: settings, only: own)
        var outcome = judge(seen, coverage, since: baseline)
        outcome.report.shard = Shard(
            number: shard.number, count: shard.count, paths: paths.map(\.description), plan: plan.digest, settings: settings.digest,
            findings: seen.sortedFindings)
        return outcome
    }

    /// Judges what all shards of a check have seen, as if one machine had: the answer is that of the whole check.
    ///
    /// - Parameter reports: each with the name of its file.
    /// - Throws: `MergeError` where they are not the shards of one check of this tree.
    public func join(_ reports: [(name: String, report: Report)], since baseline: Baseline?) throws -> Outcome {
        let shards = try CompleteShards(reports)
        let paths = try shards.paths.map { try TreePath($0) }
        let units = try CheckUnit.units(of: paths, in: snapshot)
        try shards.require(plan: plan(of: units, shards: shards.count).digest, settings: settings.digest)
        var seen = Sight()
        for report in shards.reports {
            seen.findings.formUnion(report.shard?.findings ?? [])
            seen.incomplete.formUnion(report.incomplete)
        }
        for unit in units { seen.files.formUnion(try sources(of: unit).wanted) }
        return judge(seen, Coverage(of: paths, in: snapshot, incomplete: seen.incomplete, settings: settings), since: baseline)
    }

    // MARK: Looking

    /// What was looked at, and what was found there before anything is let pass.
    private struct Sight {
        var findings: Set<Finding> = []
        var incomplete: Set<Incomplete> = []
        /// Sources that are not excluded.
        var files: Set<TreePath> = []

        var sortedFindings: [Finding] {
            findings.sorted { a, b in
                if a.position != b.position { return a.position < b.position }
                return (a.rule, a.message, a.function, a.statement, a.path.description)
                    < (b.rule, b.message, b.function, b.statement, b.path.description)
            }
        }
    }

    private func plan(of units: [CheckUnit], shards: Int) throws -> ShardPlan {
        ShardPlan(try units.map { ($0.directory, try $0.bytes(in: snapshot)) }, count: shards)
    }

    private func look(at units: [CheckUnit]) throws -> Sight {
        var seen = Sight()
        for (index, unit) in units.enumerated() {
            parser.observer?(.directory(unit.directory, number: index + 1, of: units.count))
            let (wanted, told) = try sources(of: unit)
            seen.incomplete.formUnion(told)
            guard !wanted.isEmpty else { continue }
            seen.files.formUnion(wanted)
            let program = try SubsystemProgram(directory: unit.directory, parser: parser)
            let (found, left) = program.analyse(settings.ruleSet)
            seen.findings.formUnion(found.filter { !settings.excludes($0.position.file) && unit.wants($0.position.file) })
            seen.incomplete.formUnion(left.filter { !settings.excludes($0.file) })
        }
        return seen
    }

    /// A unit's files that are not excluded, and that others are: the directory in one where it is all of them.
    private func sources(of unit: CheckUnit) throws -> (wanted: [TreePath], told: [Incomplete]) {
        if let whole = settings.exclusion(of: unit.directory) {
            return ([], [Incomplete(file: unit.directory.description, reason: whole.reason)])
        }
        var wanted: [TreePath] = []
        var told: [Incomplete] = []
        for file in try unit.sources(in: snapshot) {
            if let exclusion = settings.exclusion(of: file) {
                told.append(Incomplete(file: file.description, reason: exclusion.reason))
            } else {
                wanted.append(file)
            }
        }
        return (wanted, told)
    }

    // MARK: Judging

    private func judge(_ seen: Sight, _ coverage: Coverage, since baseline: Baseline?) -> Outcome {
        let named = Fingerprint.assign(seen.sortedFindings)
        let allowances = Allowances(settings, named, in: snapshot)
        let comparison = baseline.map { BaselineComparison($0, named, in: snapshot, coverage) }
        var reported: [ReportedFinding] = []
        var suppressed: [SuppressedFinding] = []
        for (finding, fingerprint) in named {
            let existing = ReportedFinding(finding, state: .existing, fingerprint: fingerprint)
            if let allowance = allowances.allowance(of: finding, fingerprint) {
                suppressed.append(SuppressedFinding(existing, allowance))
            } else if comparison?.known.contains(fingerprint) != true {
                reported.append(existing)
            }
        }
        let idle = allowances.idleComments(in: seen.files.sorted(), coverage).map(\.remark)
        var report = Report(
            toolVersion: Version.current, incomplete: seen.incomplete.sorted(), remarks: allowances.deadEntries(coverage) + idle)
        report.quote(reported, from: snapshot)
        report.add(suppressed)
        return (report, comparison?.gone ?? [])
    }
}

extension Sourced<PathPattern> {
    /// Why something was not looked at.
    var reason: String { "excluded by \(origin): \(value)" }
}

extension ReviewSettings {
    /// The same for settings under which the same is found; what lets findings pass is no part of it.
    fileprivate var digest: String {
        var hash = StableHash()
        for group in overview(toolVersion: Version.current).groups where !["paths", "suppressions"].contains(group.name) {
            for setting in group.settings { hash.combine("\(group.name)\0\(setting.name)\0\(setting.value)\n") }
        }
        return hash.digits
    }
}
