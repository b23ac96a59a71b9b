import Findings
import Foundation
import KernelTree
import Parsing
import Patches
import Rules
import Settings
import SourceTree

/// Findings with their fingerprints, and what was not analysed, of one moment of the tree.
struct Verdict {
    var findings: [(finding: Finding, fingerprint: String)] = []
    var incomplete: Set<Incomplete> = []

    var fingerprints: Set<String> { Set(findings.map(\.fingerprint)) }
}

/// Reviews commits one after the other: each is answerable for what is there after it and was not before.
///
/// Units that a commit does not reach are parsed once for the whole series.
final class CommitReview {
    private let settings: ReviewSettings
    private var parser: TreeParser
    private var programs: [TreePath: SubsystemProgram] = [:]
    private var verdicts: [TreePath: Verdict] = [:]
    /// For files renamed by the series: the path at its start.
    private var originalPaths: [String: String] = [:]
    /// What each commit brought in, in order, with the snapshot that it stands in.
    private var introduced: [(finding: ReportedFinding, snapshot: Snapshot)] = []
    private var base: [String: ReportedFinding] = [:]
    private var incomplete: Set<Incomplete> = []
    /// Files that the series changes.
    private var touched: Set<TreePath> = []
    /// The tree after the last commit.
    private(set) var snapshot: Snapshot

    /// - Parameter tree: the tree before the first commit.
    init(_ tree: KernelTree, settings: ReviewSettings, observer: WorkObserver? = nil) throws {
        parser = try TreeParser(tree)
        parser.observer = observer
        snapshot = tree.snapshot
        self.settings = settings
    }

    /// Takes in one commit.
    ///
    /// - Parameters:
    ///   - commit: how findings name it.
    ///   - after: the tree after it.
    ///   - changed: the files that it changes, adds, removes or renames.
    ///   - origins: where a renamed or copied file came from.
    func review(commit: String, after: Snapshot, changed: [TreePath], origins: [TreePath: TreePath]) throws {
        let next = parser.with(after)
        try next.scan(changed)
        touched.formUnion(changed)
        for path in changed {
            if let exclusion = settings.exclusion(of: path) {
                incomplete.insert(Incomplete(file: path.description, reason: exclusion.reason))
            }
        }
        let wanted = changed.filter { settings.exclusion(of: $0) == nil }
        let subsystems = try Subsystems(of: wanted, in: [snapshot, after])
        incomplete.formUnion(subsystems.leftOut)
        for directory in subsystems.directories where programs[directory] == nil {
            let program = try SubsystemProgram(directory: directory, parser: parser)
            programs[directory] = program
            let verdict = judge(program)
            verdicts[directory] = verdict
            for (finding, fingerprint) in verdict.findings {
                base[fingerprint] = ReportedFinding(finding, state: .existing, fingerprint: fingerprint)
            }
        }
        for (path, origin) in origins {
            originalPaths[path.description] = originalPaths[origin.description] ?? origin.description
        }
        for (directory, program) in programs.sorted(by: { $0.key < $1.key }) {
            let before = verdicts[directory] ?? Verdict()
            let changedProgram = try program.after(after, changed: Set(changed))
            try Self.refuseUnparsed(changedProgram, changed: wanted)
            incomplete.formUnion(try LeftOutCode.brought(from: program, to: changedProgram, changed: wanted))
            let verdict = judge(changedProgram)
            let known = before.fingerprints
            for (finding, fingerprint) in verdict.findings where !known.contains(fingerprint) {
                let reported = ReportedFinding(finding, state: .introduced, commit: commit, fingerprint: fingerprint)
                introduced.append((reported, after))
            }
            programs[directory] = changedProgram
            verdicts[directory] = verdict
        }
        parser = next
        snapshot = after
    }

    /// The answer over all commits so far.
    ///
    /// - Parameter showsFixedLater: also findings that a later commit of the series removes.
    func report(showsFixedLater: Bool, remarks: [String], alsoIncomplete: [Incomplete]) -> Report {
        let last = verdicts.sorted { $0.key < $1.key }.flatMap(\.value.findings)
        // A header's finding may be there in several directories.
        let final = Dictionary(last.map { ($0.fingerprint, $0.finding) }, uniquingKeysWith: { first, _ in first })
        let allowances = Allowances(settings, final.map { ($0.value, $0.key) }, in: snapshot, formerPath: formerPath)
        let (findings, suppressed) = answerable(final, allowances, showsFixedLater: showsFixedLater)
        let resolved = base.filter { final[$0.key] == nil }.values.sorted { $0.finding.isBefore($1.finding) }
        var left = incomplete.union(alsoIncomplete)
        for verdict in verdicts.values { left.formUnion(verdict.incomplete) }
        var report = Report(
            toolVersion: Version.current, resolved: resolved, incomplete: left.sorted(),
            remarks: remarks + suppressed.compactMap(\.remark) + idle(allowances, left))
        for (reported, snapshot) in findings { report.quote([reported], from: snapshot) }
        report.add(suppressed)
        return report
    }

    /// What the series is answerable for, each finding with the tree in which it stands, and what of it is let pass.
    ///
    /// - Parameter final: the findings after the last commit, by fingerprint.
    private func answerable(_ final: [String: Finding], _ allowances: Allowances, showsFixedLater: Bool)
        -> (findings: [(finding: ReportedFinding, snapshot: Snapshot)], suppressed: [SuppressedFinding])
    {
        var findings: [(finding: ReportedFinding, snapshot: Snapshot)] = []
        var suppressed: [SuppressedFinding] = []
        var seen: Set<String> = []
        // A finding that goes and comes back belongs to the commit that brought it back.
        for (reported, snapshot) in introduced.reversed() {
            var reported = reported
            let now = seen.contains(reported.fingerprint) ? nil : final[reported.fingerprint]
            if now != nil { seen.insert(reported.fingerprint) } else { reported.state = .fixedLater }
            guard now != nil || showsFixedLater else { continue }
            // One that is fixed later stands in an earlier tree, beside other comments.
            let earlier = [(finding: reported.finding, fingerprint: reported.fingerprint)]
            let those = now == nil ? Allowances(settings, earlier, in: snapshot, formerPath: formerPath) : allowances
            if let allowance = those.allowance(of: now ?? reported.finding, reported.fingerprint) {
                suppressed.append(SuppressedFinding(reported, allowance))
            } else {
                findings.append((reported, snapshot))
            }
        }
        findings.sort { $0.finding.finding.isBefore($1.finding.finding) }
        suppressed.sort { $0.reported.finding.isBefore($1.reported.finding) }
        return (findings, suppressed)
    }

    /// Suppressions that the series leaves without a use; what was of none before is not its affair: the tree under
    /// review may be an old one.
    private func idle(_ allowances: Allowances, _ left: Set<Incomplete>) -> [String] {
        let coverage = Coverage(of: Array(programs.keys), in: snapshot, incomplete: left, settings: settings)
        let dead = allowances.deadEntries(coverage) { base[$0.fingerprint] != nil }
        let sources = touched.sorted().filter { ["c", "h"].contains($0.fileExtension) && !settings.excludes($0.description) }
        return dead + allowances.idleComments(in: sources, coverage).map(\.remark)
    }

    private var formerPath: (String) -> String { { [originalPaths] in originalPaths[$0] ?? $0 } }

    private func judge(_ program: SubsystemProgram) -> Verdict {
        let (findings, incomplete) = program.analyse(settings.ruleSet)
        let named = Fingerprint.assign(findings.filter { !settings.excludes($0.position.file) }, originalPath: formerPath)
        return Verdict(findings: named, incomplete: Set(incomplete.filter { !settings.excludes($0.file) }))
    }

    /// A changed file that the parser refuses means that the job is not done.
    private static func refuseUnparsed(_ program: SubsystemProgram, changed: [TreePath]) throws {
        for (file, error) in program.failures {
            if error is InclusionError || changed.contains(file) { throw error }
        }
    }
}

extension Finding {
    /// The order of reports: by position, then rule.
    fileprivate func isBefore(_ other: Finding) -> Bool { (position, rule) < (other.position, other.rule) }
}
