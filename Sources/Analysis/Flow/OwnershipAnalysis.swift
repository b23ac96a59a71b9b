import Findings
import Foundation
import Program
import Synchronization

/// What the functions of a program do with what they hold, callees before callers.
public final class OwnershipAnalysis {
    /// In the order of their places.
    public private(set) var violations: [Violation] = []
    /// Functions that were not followed to the end, with the reason.
    public private(set) var leftOut: [(function: Function, reason: String)] = []

    /// How many functions were not followed, since it was known what that would show.
    public let remembered: Int

    private let summaries: [FunctionRef: KnownSummary]

    /// Analyses all functions, on several threads: the answer is the same on any number of them.
    ///
    /// - Parameter memory: what following them has shown at an earlier moment; the answer is the same with and without.
    public init(
        _ graph: CallGraph, contexts: Contexts, facts: KernelFacts, memory: FlowMemory? = nil, bounds: FlowBounds = FlowBounds(),
        threads: Int = ProcessInfo.processInfo.activeProcessorCount
    ) {
        let context = FlowContext(graph, facts: facts, slots: contexts.slotsByFunction)
        let callees = CalleesFirst(context)
        let follower = GroupFollower(context, bounds, keeper: memory.map { FlowKeeper(context, bounds, $0) })
        let outcomes = Mutex<[Int: FollowedGroup]>([:])
        let work = SummaryWork(callees) { number, known in
            let followed = follower.follow(callees.groups[number], known)
            outcomes.withLock { $0[number] = followed }
            return followed.known
        }
        work.run(threads: threads)
        let groups = outcomes.withLock { outcomes in callees.groups.indices.map { outcomes[$0]! } }
        remembered = groups.reduce(0) { $0 + $1.remembered }
        follower.keeper?.keep(groups.flatMap(\.everything), new: groups.reduce(0) { $0 + $1.everything.count - $1.remembered })
        let found = groups.flatMap(\.functions)
        var notes = FlowNotes(context.program)
        for group in groups { group.join(to: &notes) }
        leftOut = groups.flatMap(\.leftOut)
        summaries = work.all
        let judge = ClaimJudge(context, notes, callees)
        // What a callee has forgotten is told there, and not again of everybody who calls it.
        let direct = found.flatMap(\.outcome.violations).filter { !$0.claims.contains(where: judge.isAnswered) }.map(\.violation)
        var seen: Set<Violation.Identity> = []
        violations = (direct + judge.violations + notes.members.violations + notes.lifetimes.violations(releasing: notes.members.releasing)).filter { context.program.isUnderAnalysis($0.function) }
            .sorted { Self.order($0) < Self.order($1) }
            .filter { seen.insert($0.identity).inserted }
    }

    /// What a function was found to do, as text: for tests, and for whoever asks why something is found or not.
    public func summary(of ref: FunctionRef) -> String? { summaries[ref]?.summary?.description }

    /// Of what is one finding, the first is told: what comes from sets must not decide which it is.
    private static func order(_ violation: Violation) -> (Position, String, Int, String, String) {
        let path = violation.path.map { "\($0.position.line):\($0.position.column) \($0.message)" }.joined(separator: "\n")
        return (violation.function.position(violation.span), violation.kind.rawValue, violation.path.count, violation.object, path)
    }
}

/// What following one function has shown.
struct Outcome: @unchecked Sendable {
    var summary: Summary?
    /// What was found, and the callees' claims that it rests on.
    var violations: [(violation: Violation, claims: [Claim])] = []
    var notes: FlowNotes
    /// Why it was not followed to the end.
    var leftOut: [(function: Function, reason: String)] = []
}

extension Outcome {
    init(of ref: FunctionRef, _ context: FlowContext, _ bounds: FlowBounds, _ known: any KnownSummaries) {
        self.init(notes: FlowNotes(context.program))
        guard let function = context.program.functions[ref] else { return }
        let flow = FunctionFlow(function, context: context, bounds: bounds, summaries: known)
        flow.run()
        if flow.isExhausted {
            leftOut.append((function, "too many paths; what it holds was not followed"))
            flow.noteAllFreed()
            notes = flow.notes
            return
        }
        summary = flow.conclude()
        if flow.isIncomplete { flow.noteAllFreed() }
        flow.confirm()
        notes = flow.notes
        violations = flow.violations.map { ($0.value, flow.reliances[$0.key] ?? []) }
        for entry in context.restrictedEntries(of: ref) {
            let flow = FunctionFlow(function, context: context, bounds: bounds, summaries: known, entry: entry)
            flow.run()
            if flow.isExhausted { leftOut.append((function, "too many paths; \(entry.text), and it was not followed")) }
            flow.confirm()
            notes.join(flow.notes)
            let forbidden = [entry.resource, RestrictedEntry.atomic]
            violations += flow.violations.values.filter { $0.kind == .sleeps && $0.resource.map(forbidden.contains) == true }.map { ($0, []) }
        }
    }
}
