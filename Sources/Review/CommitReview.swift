import Findings
import Foundation
import KernelTree
import Parsing
import Patches
import Rules
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
    private let rules: [any Rule.Type]
    private var parser: TreeParser
    private var programs: [TreePath: SubsystemProgram] = [:]
    private var verdicts: [TreePath: Verdict] = [:]
    /// For files renamed by the series: the path at its start.
    private var originalPaths: [String: String] = [:]
    /// What each commit brought in, in order, with the snapshot that it stands in.
    private var introduced: [(finding: ReportedFinding, snapshot: Snapshot)] = []
    private var base: [String: ReportedFinding] = [:]
    private var incomplete: Set<Incomplete> = []
    /// The tree after the last commit.
    private(set) var snapshot: Snapshot

    /// - Parameter tree: the tree before the first commit.
    init(_ tree: KernelTree, rules: [any Rule.Type]) throws {
        parser = try TreeParser(tree)
        snapshot = tree.snapshot
        self.rules = rules
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
        let subsystems = try Subsystems(of: changed, in: [snapshot, after])
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
            try Self.refuseUnparsed(changedProgram, changed: changed)
            incomplete.formUnion(try LeftOutCode.brought(from: program, to: changedProgram, changed: changed))
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
        let final = verdicts.values.reduce(into: Set<String>()) { $0.formUnion($1.fingerprints) }
        var findings: [(finding: ReportedFinding, snapshot: Snapshot)] = []
        var seen: Set<String> = []
        // A finding that goes and comes back belongs to the commit that brought it back.
        for (reported, snapshot) in introduced.reversed() {
            var reported = reported
            let isFinal = final.contains(reported.fingerprint) && seen.insert(reported.fingerprint).inserted
            if !isFinal { reported.state = .fixedLater }
            guard isFinal || showsFixedLater else { continue }
            findings.append((reported, snapshot))
        }
        findings.sort {
            ($0.finding.finding.position, $0.finding.finding.rule) < ($1.finding.finding.position, $1.finding.finding.rule)
        }
        let resolved = base.filter { !final.contains($0.key) }.values.sorted {
            ($0.finding.position, $0.finding.rule) < ($1.finding.position, $1.finding.rule)
        }
        var left = incomplete.union(alsoIncomplete)
        for verdict in verdicts.values { left.formUnion(verdict.incomplete) }
        var report = Report(
            toolVersion: Version.current, resolved: resolved, incomplete: left.sorted(), remarks: remarks)
        for (reported, snapshot) in findings { report.quote([reported], from: snapshot) }
        return report
    }

    private func judge(_ program: SubsystemProgram) -> Verdict {
        let (findings, incomplete) = program.analyse(rules)
        let named = Fingerprint.assign(findings) { [originalPaths] in originalPaths[$0] ?? $0 }
        return Verdict(findings: named, incomplete: Set(incomplete))
    }

    /// A changed file that the parser refuses means that the job is not done.
    private static func refuseUnparsed(_ program: SubsystemProgram, changed: [TreePath]) throws {
        for (file, error) in program.failures {
            if error is InclusionError || changed.contains(file) { throw error }
        }
    }
}
