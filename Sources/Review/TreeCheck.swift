import Findings
import Foundation
import KernelTree
import Parsing
import Rules
import SourceTree

/// Looks for what is wrong in a tree as it is now.
public struct TreeCheck {
    private let parser: TreeParser
    private let rules: [any Rule.Type]

    /// - Throws: as `TreeParser`.
    public init(_ tree: KernelTree, rules: [any Rule.Type] = RuleRegistry.all) throws {
        parser = try TreeParser(tree)
        self.rules = rules
    }

    /// Checks directories, with all below them, and single files.
    ///
    /// A file is judged within its directory, since rules look across files; only its own findings are reported.
    /// - Throws: `ReviewError.nothingThere` for paths without C files.
    public func check(_ paths: [TreePath]) throws -> Report {
        var findings: Set<Finding> = []
        var incomplete: Set<Incomplete> = []
        let snapshot = parser.tree.snapshot
        for path in paths {
            let isFile = path.fileExtension == "c" || path.fileExtension == "h"
            let directories = isFile ? [path.parent] : try CSources(under: [path], in: snapshot).directories
            guard try !isFile || snapshot.exists(path) else { throw ReviewError.nothingThere(path) }
            for directory in directories {
                let program = try SubsystemProgram(directory: directory, parser: parser)
                let (found, left) = program.analyse(rules)
                findings.formUnion(isFile ? found.filter { $0.position.file == path.description } : found)
                incomplete.formUnion(left)
            }
        }
        let reported = Fingerprint.assign(Array(findings)).map { finding, fingerprint in
            ReportedFinding(finding, state: .existing, fingerprint: fingerprint)
        }
        var report = Report(toolVersion: Version.current, incomplete: incomplete.sorted())
        report.quote(reported, from: snapshot)
        return report
    }
}
