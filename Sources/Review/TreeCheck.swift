import Findings
import Foundation
import KernelTree
import Parsing
import Rules
import Settings
import SourceTree

/// Looks for what is wrong in a tree as it is now.
public struct TreeCheck {
    private let parser: TreeParser
    private let settings: ReviewSettings

    /// - Throws: as `TreeParser`.
    public init(_ tree: KernelTree, settings: ReviewSettings = ReviewSettings()) throws {
        parser = try TreeParser(tree)
        self.settings = settings
    }

    /// Checks directories, with all below them, and single files.
    ///
    /// A file is judged within its directory, since rules look across files; only its own findings are reported.
    /// - Throws: `ReviewError.nothingThere` for paths without C files.
    public func check(_ paths: [TreePath]) throws -> Report { try check(paths, since: nil).report }

    /// The same beside a baseline: what it knows is not reported again.
    ///
    /// - Returns: also the entries of the baseline whose finding was looked for and is not there any more.
    public func check(_ paths: [TreePath], since baseline: Baseline?) throws -> (report: Report, gone: [Baseline.Entry]) {
        let seen = try look(at: paths)
        let snapshot = parser.tree.snapshot
        let named = Fingerprint.assign(Array(seen.findings))
        let coverage = Coverage(of: paths, in: snapshot, incomplete: seen.incomplete, settings: settings)
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

    /// What was looked at, and what was found there before anything is let pass.
    private struct Sight {
        var findings: Set<Finding> = []
        var incomplete: Set<Incomplete> = []
        /// Sources that are not excluded.
        var files: Set<TreePath> = []
    }

    private func look(at paths: [TreePath]) throws -> Sight {
        var seen = Sight()
        let snapshot = parser.tree.snapshot
        for path in paths {
            let isFile = path.fileExtension == "c" || path.fileExtension == "h"
            let directories = isFile ? [path.parent] : try CSources(under: [path], in: snapshot).directories
            guard try !isFile || snapshot.exists(path) else { throw ReviewError.nothingThere(path) }
            for directory in directories {
                let sources =
                    try isFile ? [path] : snapshot.files(in: directory).filter { ["c", "h"].contains($0.fileExtension) }
                let excluded = exclusions(of: sources, in: directory)
                seen.incomplete.formUnion(excluded.told)
                let wanted = sources.filter { !excluded.files.contains($0) }
                guard !wanted.isEmpty else { continue }
                seen.files.formUnion(wanted)
                let program = try SubsystemProgram(directory: directory, parser: parser)
                let (found, left) = program.analyse(settings.ruleSet)
                seen.findings.formUnion(
                    found.filter { !settings.excludes($0.position.file) && (!isFile || $0.position.file == path.description) })
                seen.incomplete.formUnion(left.filter { !settings.excludes($0.file) })
            }
        }
        return seen
    }

    /// Which of a directory's files are excluded, and that they are: the directory in one where it is all of them.
    private func exclusions(of files: [TreePath], in directory: TreePath) -> (files: Set<TreePath>, told: [Incomplete]) {
        if let whole = settings.exclusion(of: directory) {
            return (Set(files), [Incomplete(file: directory.description, reason: whole.reason)])
        }
        let excluded = files.compactMap { file in settings.exclusion(of: file).map { (file, $0) } }
        return (Set(excluded.map(\.0)), excluded.map { Incomplete(file: $0.description, reason: $1.reason) })
    }
}

extension Sourced<PathPattern> {
    /// Why something was not looked at.
    var reason: String { "excluded by \(origin): \(value)" }
}
