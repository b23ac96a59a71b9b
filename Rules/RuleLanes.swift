import Analysis
import Findings
import Foundation
import Threads

extension RuleRegistry {
    /// Rules that ask the same analysis, which is made once for all of them: they run one after the other. All others share a lane.
    private static let lanes: [[any Rule.Type]] = [
        ownership, locks, [SlotResultsValid.self], [SetattrPrepared.self, PrivilegesDropped.self, PageCacheCoherent.self, CallerAllowed.self],
    ]

    /// They fetch helpers of other directories, and all others see those: these run before.
    private static let fetching: Set<String> = [TimestampsUnchangedByMmap.id, VmFileReferenceBalanced.id]

    /// Runs rules over one program, several lanes at a time; findings and what was left out come sorted, and are the same on any number
    /// of threads.
    public static func run(
        _ rules: [any Rule.Type] = all, on analysis: ProgramAnalysis, facts: KernelFacts = KernelTables.all,
        threads: Int = ProcessInfo.processInfo.activeProcessorCount
    ) -> (findings: [Finding], incomplete: [Incomplete]) {
        let numbers = Dictionary(uniqueKeysWithValues: lanes.enumerated().flatMap { number, rules in rules.map { ($0.id, number) } })
        var sets = [[any Rule.Type]](repeating: [], count: lanes.count + 1)
        for rule in rules where !fetching.contains(rule.id) { sets[numbers[rule.id] ?? lanes.count].append(rule) }
        let first = Lane(rules: rules.filter { fetching.contains($0.id) }, analysis: analysis, facts: facts).run()
        let others = sets.filter { !$0.isEmpty }.map { Lane(rules: $0, analysis: analysis.another(), facts: facts) }
        let outcomes = [first] + parallelMap(others, threads: threads) { $0.run() }
        // Of one place and message there may be several in a rule, and they stay in the rule's order.
        let findings = outcomes.flatMap(\.findings).sorted { ($0.position, $0.rule, $0.message) < ($1.position, $1.rule, $1.message) }
        return (findings, outcomes.reduce(into: Set()) { $0.formUnion($1.incomplete) }.sorted())
    }

    /// Rules that run one after the other on an analysis that is nobody else's meanwhile.
    private struct Lane: @unchecked Sendable {
        var rules: [any Rule.Type]
        var analysis: ProgramAnalysis
        var facts: KernelFacts

        func run() -> (findings: [Finding], incomplete: Set<Incomplete>) {
            var findings: [Finding] = []
            var incomplete: Set<Incomplete> = []
            for rule in rules {
                let pass = RulePass(rule, analysis: analysis, facts: facts)
                rule.init().check(pass)
                findings += pass.findings
                incomplete.formUnion(pass.incomplete)
            }
            guard rules.contains(where: { isAboutOwnership($0) }) else { return (findings, incomplete) }
            for (function, reason) in analysis.ownership(facts).leftOut {
                incomplete.insert(
                    Incomplete(file: function.file, line: function.nameSpan.line, function: function.name, reason: "ownership: \(reason)"))
            }
            return (findings, incomplete)
        }
    }
}
