import Analysis
import Findings
import KernelTree
import Parsing
import Patches
import Program
import Rules
import Settings
import SourceTree

/// Reviews the functions that a patch adds whole, where the patch itself cannot be applied: quoted in a reply,
/// damaged, cut short.
///
/// The functions are parsed among the headers that their file includes, members that the tree does not know are
/// tolerated, and the calls on the patch's other lines say from where they are reached.
struct DetachedReview {
    private let parser: TreeParser
    private let settings: ReviewSettings

    init(_ parser: TreeParser, settings: ReviewSettings) {
        self.parser = parser
        self.settings = settings
    }

    /// The outcome for one patch.
    struct Outcome {
        var findings: [ReportedFinding] = []
        var suppressed: [SuppressedFinding] = []
        var incomplete: [Incomplete] = []
        /// The functions that were looked at.
        var functions: [String] = []
        /// Comments that were to let something pass and do not.
        var remarks: [String] = []
        /// The patch's lines that findings stand on.
        var quotes: [Report.Line: String] = [:]
    }

    /// - Throws: `SnapshotError`, `InclusionError`.
    func review(_ patch: Patch) throws -> Outcome {
        let materials = patch.files.filter { $0.path.fileExtension == "c" || $0.path.fileExtension == "h" }
            .map { (file: $0, material: DetachedMaterial(of: $0)) }
        var outcome = Outcome()
        // The tree as it is, without the synthetic files, tells what the functions are reached from.
        var programs: [TreePath: SubsystemProgram] = [:]
        for (file, material) in materials where file.path.fileExtension == "c" && !material.functions.isEmpty {
            if let exclusion = settings.exclusion(of: file.path) {
                outcome.incomplete.append(Incomplete(file: file.path.description, reason: exclusion.reason))
                continue
            }
            let directory = file.path.parent
            let program = try programs[directory] ?? SubsystemProgram(directory: directory, parser: parser)
            programs[directory] = program
            let own: Outcome
            do {
                own = try review(file, material, with: materials.map(\.material), of: patch, in: program)
            } catch let error as ParsingWorkerError {
                outcome.incomplete.append(Incomplete(file: file.path.description, reason: "not parsed: \(error)"))
                continue
            }
            outcome.findings += own.findings
            outcome.suppressed += own.suppressed
            outcome.remarks += own.remarks
            outcome.incomplete += own.incomplete
            outcome.functions += own.functions
            outcome.quotes.merge(own.quotes) { first, _ in first }
        }
        let reviewed = Set(outcome.functions)
        for (file, material) in materials {
            for name in material.changedFunctions where !reviewed.contains(name) {
                outcome.incomplete.append(
                    Incomplete(
                        file: file.path.description, function: name,
                        reason: "changed by a patch that cannot be applied: not reviewed"))
            }
        }
        return outcome
    }

    private func review(
        _ file: FileChange, _ material: DetachedMaterial, with all: [DetachedMaterial], of patch: Patch,
        in program: SubsystemProgram
    ) throws -> Outcome {
        let text = try DetachedSource(file: file, material: material, others: all, in: parser.tree.snapshot)
        let path = try file.path.parent.appending(file.path.name.replacing(".c", with: ".detached.c"))
        var snapshot = parser.tree.snapshot
        snapshot.replace(path, with: Array(text.contents.utf8))
        let parser = parser.with(snapshot)
        try parser.scan([path])
        let unit = try parser.parse(path)
        let names = Set(material.functions.map(\.name))
        let edges = all.flatMap(\.calls).compactMap { call -> CallEdge? in
            guard let caller = call.caller, names.contains(call.callee) else { return nil }
            guard let from = program.reference(to: caller), let to = unit.reference(to: call.callee) else { return nil }
            return CallEdge(
                caller: from, callee: to,
                position: Position(file: patch.inputName, line: call.inputLine, column: 1), isDetached: true)
        }
        var detached = unit
        detached.functions = unit.functions.filter { $0.file == unit.file && names.contains($0.name) }
        detached.globals += Self.tables(all, of: patch, unit: unit, program: program)
        let (findings, incomplete) = program.analyse(
            settings.ruleSet, detached: detached, detachedText: text.contents, extraEdges: edges)

        var outcome = Outcome(functions: detached.functions.map(\.name))
        let mapper = PositionMapper(patch: patch, unitFile: unit.file, source: text)
        let own = findings.filter { $0.position.file == unit.file }
        let named = Fingerprint.assign(own, originalPath: { _ in file.path.description })
        let allowances = Allowances(settings, named, in: snapshot, formerPath: { _ in file.path.description })
        for (finding, fingerprint) in named {
            let mapped = mapper.map(finding)
            let reported = ReportedFinding(mapped, state: .introduced, commit: patch.label, fingerprint: fingerprint)
            if let allowance = allowances.allowance(of: finding, fingerprint) {
                outcome.suppressed.append(SuppressedFinding(reported, mapper.map(allowance)))
            } else {
                outcome.findings.append(reported)
            }
        }
        // Nothing is dead in code that is only a part; what is not understood is told.
        let nothing = Coverage(of: [], in: snapshot, incomplete: [], settings: settings)
        outcome.remarks = allowances.idleComments(in: [path], nothing).map { comment in
            "\(patch.inputName):\(text.inputLine(of: comment.line) ?? comment.line): \(comment.text)"
        }
        outcome.quotes = mapper.quotes
        outcome.incomplete = incomplete.compactMap { mapper.map($0) }
        for function in detached.functions {
            outcome.incomplete += function.opaqueNodes.map { node in
                Incomplete(
                    file: patch.inputName, line: text.inputLine(of: node.span.line), function: function.name,
                    reason: node.reason)
            }
        }
        for function in material.functions where function.isCutShort {
            outcome.incomplete.append(
                Incomplete(
                    file: patch.inputName, line: function.source.inputLines.last, function: function.name,
                    reason: "the patch is cut off here: the rest of the function was not seen"))
        }
        return outcome
    }

    /// What the patch puts into ops tables, as globals.
    private static func tables(_ all: [DetachedMaterial], of patch: Patch, unit: ProgramUnit, program: SubsystemProgram)
        -> [Global]
    {
        all.flatMap(\.initializers).compactMap { entry in
            guard let record = entry.structType, let ref = unit.reference(to: entry.value) ?? program.reference(to: entry.value)
            else { return nil }
            let span = Span(file: 0, line: entry.inputLine, column: 1, endLine: entry.inputLine, endColumn: 1)
            let value = Global.InitialValue(
                path: [FieldRef(record: record, name: entry.field)], value: .function(ref), span: span)
            return Global(
                name: "detached:\(entry.variable ?? record).\(entry.field)", type: .record(record), file: unit.file,
                line: entry.inputLine, isStatic: true, values: [value], files: [patch.inputName])
        }
    }
}

extension ProgramUnit {
    /// The function of that name that the unit itself defines.
    func reference(to name: String) -> FunctionRef? {
        functions.first { $0.name == name && $0.file == file }?.ref
    }
}

extension SubsystemProgram {
    /// The function of that name that one of the directory's files defines.
    func reference(to name: String) -> FunctionRef? {
        for unit in sortedUnits {
            if let ref = unit.reference(to: name) { return ref }
        }
        return nil
    }
}

/// Turns places of the synthetic file into places of the patch's own input.
private final class PositionMapper {
    private let patch: Patch
    private let unitFile: String
    private let source: DetachedSource
    private let body: [Int: String]
    private(set) var quotes: [Report.Line: String] = [:]

    init(patch: Patch, unitFile: String, source: DetachedSource) {
        self.patch = patch
        self.unitFile = unitFile
        self.source = source
        body = Dictionary(patch.body.map { ($0.inputLine, $0.text) }) { first, _ in first }
    }

    func map(_ finding: Finding) -> Finding {
        var finding = finding
        finding.position = map(finding.position)
        finding.path = finding.path.map { PathStep($0.message, at: map($0.position)) }
        return finding
    }

    /// Nil for remarks about the synthetic file as a whole: its errors are expected.
    func map(_ incomplete: Incomplete) -> Incomplete? {
        guard incomplete.file == unitFile else { return incomplete }
        guard let line = incomplete.line, let inputLine = source.inputLine(of: line) else { return nil }
        var mapped = incomplete
        mapped.file = patch.inputName
        mapped.line = inputLine
        return mapped
    }

    /// A comment of the synthetic file stands in the patch.
    func map(_ allowance: Allowances.Allowance) -> Allowances.Allowance {
        guard allowance.file == unitFile, let line = source.inputLine(of: allowance.line) else { return allowance }
        var mapped = allowance
        mapped.file = patch.inputName
        mapped.line = line
        return mapped
    }

    private func map(_ position: Position) -> Position {
        guard position.file == unitFile || position.file == patch.inputName else { return position }
        let isSynthetic = position.file == unitFile
        guard let line = isSynthetic ? source.inputLine(of: position.line) : position.line else { return position }
        let raw = body[line] ?? ""
        quotes[Report.Line(file: patch.inputName, line: line)] = raw
        // The text of the function stands in the input behind quote marks and the plus sign.
        let text = isSynthetic ? source.line(position.line) : ""
        let shift = raw.hasSuffix(text) ? raw.utf8.count - text.utf8.count : 0
        return Position(file: patch.inputName, line: line, column: position.column + shift)
    }
}
