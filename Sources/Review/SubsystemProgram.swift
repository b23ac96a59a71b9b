import Analysis
import Findings
import Foundation
import Parsing
import Program
import Rules
import SourceTree
import Synchronization

/// The C files of one directory as one program, at one moment of the tree.
///
/// The next moment takes over the units of all files that the change does not reach.
package struct SubsystemProgram {
    let directory: TreePath
    let parser: TreeParser
    private let units: [TreePath: ProgramUnit]
    private let bodies: ForeignBodies
    /// What following the functions has shown, for the next moment.
    private let memory: FlowMemory
    /// Files that no makefile compiles and no other file includes.
    private let orphans: [TreePath]
    /// Files that could not be parsed at all, in order.
    let failures: [(file: TreePath, error: any Error)]

    /// Parses the directory's C files.
    ///
    /// - Parameter flows: what earlier runs have kept of following the functions; nil to follow all of them.
    package init(directory: TreePath, parser: TreeParser, flows: (any FlowStore)? = nil) throws {
        try self.init(directory: directory, parser: parser, keeping: [:], bodies: ForeignBodies(parser), memory: FlowMemory(store: flows))
    }

    private init(
        directory: TreePath, parser: TreeParser, keeping kept: [TreePath: ProgramUnit], bodies: ForeignBodies, memory: FlowMemory
    ) throws {
        self.memory = memory
        self.directory = directory
        self.parser = parser
        self.bodies = bodies
        let all = try parser.tree.snapshot.files(in: directory).filter { $0.fileExtension == "c" }
        let files = try all.filter { try parser.tree.isCompiledByItself($0) }
        let missing = files.filter { kept[$0] == nil }
        var units = kept.filter { files.contains($0.key) }
        var failures: [(file: TreePath, error: any Error)] = []
        for (file, result) in zip(missing, parser.parse(missing)) {
            switch result {
            case .success(let unit): units[file] = unit
            case .failure(let error): failures.append((file, error))
            }
        }
        self.units = units
        self.failures = failures
        orphans = all.filter { file in
            !files.contains(file) && !units.values.contains { $0.includedFiles.contains(file.description) }
        }
    }

    /// The program at another moment of the same tree.
    func after(_ parser: TreeParser) throws -> SubsystemProgram {
        let (before, after) = (self.parser.tree.snapshot.overrides, parser.tree.snapshot.overrides)
        return try self.after(parser, changed: Set(before.keys).union(after.keys).filter { before[$0] != after[$0] })
    }

    /// The program after a change of some files.
    package func after(_ snapshot: Snapshot, changed: Set<TreePath>) throws -> SubsystemProgram {
        try after(parser.with(snapshot), changed: changed)
    }

    private func after(_ next: TreeParser, changed: Set<TreePath>) throws -> SubsystemProgram {
        let names = Set(changed.map(\.description))
        // A new header can take the place of one found later on the search path, so it counts as met by all.
        let addsHeader = try changed.contains { path in
            try path.fileExtension == "h" && !parser.tree.snapshot.exists(path)
        }
        let isReached = { (unit: ProgramUnit) in
            addsHeader || names.contains(unit.file) || !names.isDisjoint(with: unit.includedFiles)
        }
        return try SubsystemProgram(
            directory: directory, parser: next, keeping: units.filter { !isReached($0.value) },
            bodies: bodies.after(next, isReached: isReached), memory: FlowMemory(after: memory))
    }

    /// The functions of the directory's own files, by file and place.
    package var functions: [Function] { sortedUnits.flatMap { unit in unit.functions.filter { $0.file == unit.file } } }

    /// The structs and unions that the files mention, by name.
    package var records: [String: Record] { sortedUnits.reduce(into: [:]) { all, unit in all.merge(unit.records) { first, _ in first } } }

    var sortedUnits: [ProgramUnit] { units.sorted { $0.key < $1.key }.map(\.value) }

    /// All files that were read; nil where not all could be, or one was missed: it may be there next time.
    package var dependencies: Set<TreePath>? {
        guard failures.isEmpty, units.values.allSatisfy(\.errors.isEmpty), let others = bodies.dependencies else { return nil }
        var names = Set(orphans.map(\.description))
        for unit in units.values { names.formUnion(unit.includedFiles + [unit.file]) }
        return names.reduce(into: others) { all, name in if let path = try? TreePath(name) { all.insert(path) } }
    }

    /// Runs rules over the program.
    ///
    /// - Parameters:
    ///   - detached: bodies that stand in for, or beside, those of the tree.
    ///   - extraEdges: calls that the detached patch makes.
    package func analyse(_ rules: RuleSet = RuleSet(), detached: ProgramUnit? = nil, detachedText: String = "", extraEdges: [CallEdge] = [])
        -> (findings: [Finding], incomplete: [Incomplete])
    {
        let analysis = analysis(detached: detached, detachedText: detachedText, extraEdges: extraEdges)
        parser.observer?(.judging(directory))
        let (run, leftOut) = rules.rules(in: directory.description)
        var (findings, incomplete) = RuleRegistry.run(run, on: analysis, facts: rules.facts)
        for index in findings.indices {
            if let severity = rules.severities[findings[index].rule] { findings[index].severity = severity }
        }
        if let leftOut { incomplete.append(Incomplete(file: directory.description, reason: leftOut)) }
        // What a helper of another directory does wrong is that directory's own affair.
        let own = Set(analysis.program.files)
        findings = findings.filter { own.contains($0.position.file) || $0.position.file.hasPrefix(directory.description + "/") }
        incomplete += bodies.failures.map { failure in
            Incomplete(file: directory.description, function: failure.function, reason: "helper not analysed: \(failure.reason)")
        }
        return (findings, incomplete + problems)
    }

    /// The program for questions about it; parameters as those of `analyse`.
    package func analysis(detached: ProgramUnit? = nil, detachedText: String = "", extraEdges: [CallEdge] = []) -> ProgramAnalysis {
        var program = WholeProgram(sortedUnits)
        if let detached {
            program.add(ProgramUnit(file: detached.file, globals: detached.globals, declaredFunctions: detached.declaredFunctions))
            for function in detached.functions where function.file == detached.file { program.replace(function) }
        }
        let lines = Mutex<[String: [Substring]]>([:])
        let snapshot = parser.tree.snapshot
        return ProgramAnalysis(program, bodies: bodies, extraEdges: extraEdges, memory: memory) { file in
            lines.withLock { lines in
                if let known = lines[file] { return known }
                // A file that cannot be read was parsed a moment ago; its statements are then quoted as nothing.
                let text = file == detached?.file ? detachedText : (try? TreePath(file)).flatMap { try? snapshot.text(of: $0) } ?? ""
                let split = text.split(separator: "\n", omittingEmptySubsequences: false)
                lines[file] = split
                return split
            }
        }
    }

    /// Files that did not parse, or not without errors, and code that could not be lowered.
    private var problems: [Incomplete] {
        var found = failures.map { Incomplete(file: $0.file.description, reason: "not parsed: \($0.error)") }
        found += orphans.map { Incomplete(file: $0.description, reason: "no makefile compiles it: not analysed") }
        for unit in sortedUnits {
            if let first = unit.errors.first {
                let count = unit.errors.count
                found.append(
                    Incomplete(
                        file: unit.file, line: first.file == unit.file ? first.line : nil,
                        reason: "\(count) compiler error\(count == 1 ? "" : "s"), the first in \(first.file):\(first.line): \(first.message)"))
            }
            for function in unit.functions where function.file == unit.file {
                for node in function.opaqueNodes {
                    found.append(
                        Incomplete(
                            file: function.files[node.span.file], line: node.span.line, function: function.name,
                            reason: node.reason))
                }
            }
        }
        return found
    }
}
