import ArgumentParser
import Findings
import Foundation
import KernelTree
import MutationMeter
import Parsing
import Program
import Review
import Rules
import SourceTree
import Threads

/// Breaks real functions one edit at a time, and counts what the rules find.
@main
struct MutationMeterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutation-meter", abstract: "Break real functions one edit at a time, and count what is found.")

    @Option(help: "The kernel tree.") var tree: String
    @Option(help: "How many mutants.") var count = 200
    @Option(help: "Which mutants: the same seed picks the same ones.") var seed: UInt64 = 1
    @Option(help: "One kind of edit only.") var only: String?
    @Option(help: "One function only.") var function: String?
    @Option(help: "The list of equivalent mutants, each with its reason.") var equivalents: String?
    @Flag(help: "Print the mutants that are picked, and try none.") var list = false
    @Flag(help: "Print each mutant's findings.") var verbose = false
    @Argument(help: "The directory to break, relative to the tree.") var directory: String

    func validate() throws {
        if let only, MutationKind(rawValue: only) == nil {
            throw ValidationError("no kind of edit is called '\(only)'; there are \(MutationKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        let kernel = try KernelTree.open(Snapshot(directory: tree))
        let program = try SubsystemProgram(directory: TreePath(directory), parser: TreeParser(kernel))
        let lines = try sources(program, kernel)
        let records = program.records
        let all = program.functions.flatMap { function in
            lines[function.file].map { MutationSites(file: function.file, lines: $0, records: records).mutants(of: function) } ?? []
        }
        let known = try equivalents.map { try EquivalentMutants(String(contentsOfFile: $0, encoding: .utf8), possible: all) } ?? EquivalentMutants()
        let candidates = all.filter { mutant in
            (only == nil || mutant.kind.rawValue == only) && (function == nil || mutant.function == function) && !known.contains(mutant)
        }
        let picked = Selection.pick(count, of: candidates, seed: seed)
        let excluded = all.filter(known.contains).count
        guard !list else {
            for mutant in picked { print(([mutant.title] + mutant.diff).joined(separator: "\n")) }
            print("\n\(all.count) possible edits, \(excluded) of them equivalent; \(picked.count) picked")
            return
        }
        let before = Set(Fingerprint.assign(program.analyse().findings).map(\.fingerprint))
        let outcomes = parallelMap(picked, threads: ProcessInfo.processInfo.activeProcessorCount) { mutant in
            do {
                return try Self.outcome(of: mutant, program, kernel, before, lines[mutant.file]!)
            } catch {
                return MutantOutcome(mutant: mutant, failure: "\(error)")
            }
        }
        print(MeterReport(outcomes: outcomes, sites: all.count, excluded: excluded, isVerbose: verbose).text)
    }

    /// The lines of the directory's own files that have functions.
    private func sources(_ program: SubsystemProgram, _ kernel: KernelTree) throws -> [String: [String]] {
        let folder = try TreePath(directory).description + "/"
        let files = Set(program.functions.map(\.file)).filter { $0.hasPrefix(folder) }
        return try files.reduce(into: [:]) { lines, file in
            lines[file] = (try kernel.snapshot.text(of: TreePath(file)) ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private static func outcome(
        of mutant: Mutant, _ program: SubsystemProgram, _ kernel: KernelTree, _ known: Set<String>, _ lines: [String]
    ) throws -> MutantOutcome {
        let file = try TreePath(mutant.file)
        var snapshot = kernel.snapshot
        snapshot.replace(file, with: Array(mutant.apply(to: lines).joined(separator: "\n").utf8))
        let (findings, incomplete) = try program.after(snapshot, changed: [file]).analyse()
        if let broken = incomplete.first(where: { $0.file == mutant.file && $0.reason.contains("compiler error") }) {
            return MutantOutcome(mutant: mutant, failure: broken.reason)
        }
        let new = Fingerprint.assign(findings).filter { !known.contains($0.fingerprint) }.map(\.finding)
        return MutantOutcome(
            mutant: mutant, here: new.filter { $0.function == mutant.function }, elsewhere: new.filter { $0.function != mutant.function })
    }
}
