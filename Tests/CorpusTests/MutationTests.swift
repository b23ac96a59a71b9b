import Findings
import Foundation
import KernelTree
import Parsing
import Review
import Rules
import SourceTree
import Testing

/// Real, right code is broken one edit at a time; how much of that is found, and is right code left in peace?
@Suite(
    .serialized,
    .enabled(if: Kernels.directory != nil, "FUSELINT_KERNELS names no directory with linux-source-6.1 and linux-source-6.12"))
struct MutationTests {
    private struct Place: Hashable {
        let kernel: String
        let directory: String
    }

    @Test(.enabled(if: Kernels.isSet("FUSELINT_MUTATE"), "make mutate runs it")) func mutantsAreFound() throws {
        var found = 0
        var broken = 0
        let groups = Dictionary(grouping: Mutant.all) { Place(kernel: $0.kernel, directory: $0.directory) }
        for (place, mutants) in groups.sorted(by: { ($0.key.kernel, $0.key.directory) < ($1.key.kernel, $1.key.directory) }) {
            let tree = try Kernels.open(place.kernel)
            let before = try SubsystemProgram(directory: TreePath(place.directory), parser: TreeParser(tree))
            let known = Set(Fingerprint.assign(before.analyse().findings).map(\.fingerprint))
            for mutant in mutants {
                let file = try TreePath(mutant.file)
                let text = try #require(try tree.snapshot.text(of: file))
                var snapshot = tree.snapshot
                snapshot.replace(file, with: Array(try mutant.apply(to: text).utf8))
                let (findings, incomplete) = try before.after(snapshot, changed: [file]).analyse()
                let errors = incomplete.filter { $0.file == mutant.file && $0.reason.contains("compiler error") }
                #expect(errors.isEmpty, "\(mutant.name): the mutant does not compile: \(errors.map(\.reason))")
                let new = Fingerprint.assign(findings).filter { !known.contains($0.fingerprint) }.map(\.finding)
                let isFound = mutant.rule.map { rule in new.contains { $0.rule == rule } } ?? !new.isEmpty
                let label = "\(mutant.kernel) \(mutant.function)(): \(mutant.name)"
                if mutant.rule == nil {
                    let said = new.map { "\($0.position.line): \($0.message)" }
                    #expect(!isFound, "false finding: \(label): \(said)")
                    continue
                }
                broken += 1
                if isFound { found += 1 }
                if let reason = mutant.missedBecause {
                    print("mutate: missed, as known: \(label): \(reason)")
                    #expect(!isFound, "\(label) is found now: take its missedBecause out")
                } else {
                    #expect(isFound, "missed: \(label)")
                }
            }
        }
        print("mutate: \(found) of \(broken) broken mutants found, \(Mutant.all.count - broken) right ones tried")
        #expect(broken >= 25)
    }

    @Test func edits() throws {
        let mutant = Mutant("m", in: "fs/a.c", "f", "put(a);", "put(b);", breaks: nil)
        let text = "int f(int);\nint g(void)\n{\n\tput(a);\n}\nint f(int a)\n{\n\tput(a);\n}\nint h(void)\n{\n\tput(a);\n}\n"
        #expect(try mutant.apply(to: text) == text.replacingOccurrences(of: "f(int a)\n{\n\tput(a)", with: "f(int a)\n{\n\tput(b)"))
        #expect(throws: Mutant.Stale.self) { try mutant.apply(to: "int g(void)\n{\n\tput(a);\n}\n") }
        #expect(throws: Mutant.Stale.self) { try mutant.apply(to: "int f(void)\n{\n\tput(a);\n\tput(a);\n}\n") }
    }
}
