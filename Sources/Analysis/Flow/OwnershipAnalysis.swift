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
    public private(set) var remembered = 0

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
        let (functions, recursive) = callees.order
        let keeper = memory.map { FlowKeeper(context, bounds, $0) }
        let outcomes = Mutex<[Int: FollowedFunction]>([:])
        let reused = Atomic<Int>(0)
        let work = SummaryWork(callees) { number, known in
            let ref = functions[number]
            let remembered = keeper?.remembered(ref, known)
            if remembered != nil { reused.add(1, ordering: .relaxed) }
            let followed = remembered ?? keeper?.follow(ref, known) ?? FollowedFunction(ref, Outcome(of: ref, context, bounds, known))
            outcomes.withLock { $0[number] = followed }
            return followed.known
        }
        work.run(threads: threads)
        let followed = outcomes.withLock { $0 }
        remembered = reused.load(ordering: .relaxed)
        keeper?.keep(followed.values, new: followed.count - remembered)
        var found = followed.mapValues(\.outcome)
        var notes = FlowNotes(context.program)
        for number in functions.indices { notes.join(found[number]!.notes) }
        leftOut = functions.indices.flatMap { found[$0]!.leftOut }
        // Functions that call themselves, once more with what the first time has shown.
        var known = MadeSummaries(known: work.all)
        let numbers = Dictionary(uniqueKeysWithValues: functions.enumerated().map { ($0.element, $0.offset) })
        for ref in recursive {
            let outcome = Outcome(of: ref, context, bounds, known)
            if let summary = outcome.summary { known.known[ref] = KnownSummary(summary, claims: outcome.notes.claims) }
            notes.join(outcome.notes)
            leftOut += outcome.leftOut
            found[numbers[ref]!] = outcome
        }
        summaries = known.known
        let judge = ClaimJudge(context, notes, callees)
        // What a callee has forgotten is told there, and not again of everybody who calls it.
        let direct = functions.indices.flatMap { found[$0]!.violations }.filter { !$0.claims.contains(where: judge.isAnswered) }.map(\.violation)
        var seen: Set<Violation.Identity> = []
        violations = (direct + judge.violations + notes.members.violations + notes.lifetimes.violations(releasing: notes.members.releasing)).filter { context.program.isUnderAnalysis($0.function) }
            .sorted { Self.order($0) < Self.order($1) }
            .filter { seen.insert($0.identity).inserted }
    }

    /// What a function was found to do, as text: for tests, and for whoever asks why something is found or not.
    public func summary(of ref: FunctionRef) -> String? { summaries[ref]?.summary?.description }

    private static func order(_ violation: Violation) -> (Position, String, Int, String) {
        (violation.function.position(violation.span), violation.kind.rawValue, violation.path.count, violation.object)
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

/// An order in which callees come before their callers.
struct CalleesFirst {
    private(set) var order: (functions: [FunctionRef], recursive: [FunctionRef]) = ([], [])
    /// The functions that each function calls.
    private(set) var callees: [FunctionRef: [FunctionRef]] = [:]

    init(_ context: FlowContext) {
        var state: [FunctionRef: Bool] = [:]
        var recursive: Set<FunctionRef> = []
        let roots = context.program.sortedFunctionsUnderAnalysis.map(\.ref)
        for root in roots where state[root] == nil {
            callees[root] = Self.callees(of: root, context)
            var stack: [(ref: FunctionRef, callees: [FunctionRef], next: Int)] = [(root, callees[root]!, 0)]
            state[root] = false
            while let (ref, known, next) = stack.last {
                guard next < known.count else {
                    state[ref] = true
                    order.functions.append(ref)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let callee = known[next]
                switch state[callee] {
                case nil:
                    state[callee] = false
                    callees[callee] = Self.callees(of: callee, context)
                    stack.append((callee, callees[callee]!, 0))
                case false?: recursive.insert(callee)
                case true?: break
                }
            }
        }
        order.recursive = order.functions.filter(recursive.contains)
    }

    private static func callees(of ref: FunctionRef, _ context: FlowContext) -> [FunctionRef] {
        guard let function = context.program.functions[ref] else { return [] }
        var found: [FunctionRef] = []
        for block in function.blocks {
            for statement in block.statements {
                guard case .call(let call) = statement.kind else { continue }
                for target in context.targets(of: call, pointer: nil) ?? [] {
                    if context.tableFacts(of: target) == nil, context.program.functions[target] != nil { found.append(target) }
                }
            }
        }
        return found
    }
}
