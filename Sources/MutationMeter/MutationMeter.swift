import ArgumentParser
import Findings
import Foundation
import KernelTree
import Parsing
import Program
import Review
import Rules
import SourceTree

/// Breaks real functions one edit at a time, and counts what the rules find.
@main
struct MutationMeter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutation-meter", abstract: "Break real functions one edit at a time, and count what is found.")

    @Option(help: "The kernel tree.") var tree: String
    @Option(help: "How many mutants.") var count = 200
    @Option(help: "Which mutants: the same seed picks the same ones.") var seed: UInt64 = 1
    @Option(help: "One kind of edit only.") var only: String?
    @Option(help: "One function only.") var function: String?
    @Option(help: "The list of equivalent mutants, each with its reason.") var equivalents: String?
    @Flag(help: "Print each mutant's findings.") var verbose = false
    @Argument(help: "The directory to break, relative to the tree.") var directory: String

    /// What became of a mutant.
    struct Outcome {
        var mutant: Mutant
        /// What is found now and was not before, in the mutated function and elsewhere.
        var here: [Finding] = []
        var elsewhere: [Finding] = []
        var failure: String?
    }

    func run() throws {
        let kernel = try KernelTree.open(Snapshot(directory: tree))
        let program = try SubsystemProgram(directory: TreePath(directory), parser: TreeParser(kernel))
        let known = Set(Fingerprint.assign(program.analyse(RuleRegistry.all).findings).map(\.fingerprint))
        var texts: [String: [String]] = [:]
        var all: [Mutant] = []
        for function in program.functions where function.file.hasPrefix(directory) {
            if texts[function.file] == nil {
                texts[function.file] = (try kernel.snapshot.text(of: TreePath(function.file)) ?? "")
                    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            }
            all += MutationSites(file: function.file, lines: texts[function.file]!).mutants(of: function)
        }
        let excluded = try readEquivalents(all)
        let candidates = all.filter { mutant in
            (only == nil || mutant.kind.rawValue == only) && (function == nil || mutant.function == function) && !excluded.contains(Equivalent(mutant))
        }
        let picked = pick(count, of: candidates, seed: seed)
        let lines = texts
        let outcomes = parallelMap(picked, threads: ProcessInfo.processInfo.activeProcessorCount) { [self] mutant in
            do {
                return try outcome(of: mutant, program, kernel, known, lines[mutant.file]!)
            } catch {
                return Outcome(mutant: mutant, failure: "\(error)")
            }
        }
        MeterReport(outcomes: outcomes, sites: all.count, excluded: excluded.count, isVerbose: verbose).write()
    }

    private func outcome(of mutant: Mutant, _ program: SubsystemProgram, _ kernel: KernelTree, _ known: Set<String>, _ lines: [String])
        throws -> Outcome {
        let file = try TreePath(mutant.file)
        var snapshot = kernel.snapshot
        snapshot.replace(file, with: Array(mutant.apply(to: lines).joined(separator: "\n").utf8))
        let (findings, incomplete) = try program.after(snapshot, changed: [file]).analyse(RuleRegistry.all)
        if let broken = incomplete.first(where: { $0.file == mutant.file && $0.reason.contains("compiler error") }) {
            return Outcome(mutant: mutant, failure: broken.reason)
        }
        let new = Fingerprint.assign(findings).filter { !known.contains($0.fingerprint) }.map(\.finding)
        return Outcome(
            mutant: mutant, here: new.filter { $0.function == mutant.function }, elsewhere: new.filter { $0.function != mutant.function })
    }

    /// - Throws: `ValidationError` for a line that is not understood or matches no mutant.
    private func readEquivalents(_ all: [Mutant]) throws -> Set<Equivalent> {
        guard let equivalents else { return [] }
        let possible = Set(all.map(Equivalent.init))
        var found: Set<Equivalent> = []
        for line in try String(contentsOfFile: equivalents, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            guard let entry = Equivalent(line: String(line)) else { throw ValidationError("\(equivalents): not understood: \(line)") }
            guard possible.contains(entry) else { throw ValidationError("\(equivalents): matches no mutant: \(line)") }
            found.insert(entry)
        }
        return found
    }
}
