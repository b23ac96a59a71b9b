import Findings
import Program

/// What the functions of a program do with what they hold, callees before callers.
public final class OwnershipAnalysis {
    /// In the order of their places.
    public private(set) var violations: [Violation] = []
    /// Functions that were not followed to the end, with the reason.
    public private(set) var leftOut: [(function: Function, reason: String)] = []

    private let context: FlowContext
    private let bounds: FlowBounds
    private var found: [FunctionRef: [Violation]] = [:]

    /// Analyses all functions at once.
    public init(_ graph: CallGraph, contexts: Contexts, facts: KernelFacts, bounds: FlowBounds = FlowBounds()) {
        context = FlowContext(graph, facts: facts)
        self.bounds = bounds
        let order = CalleesFirst(context).order
        for ref in order.functions { analyse(ref) }
        // Functions that call themselves, once more with what the first time has shown.
        for ref in order.recursive { analyse(ref) }
        let claims = ClaimJudge(context, contexts).violations
        var seen: Set<Violation.Identity> = []
        violations = (found.values.flatMap { $0 } + claims).filter { context.program.isUnderAnalysis($0.function) && seen.insert($0.identity).inserted }
            .sorted { ($0.function.position($0.span), $0.kind.rawValue, $0.object) < ($1.function.position($1.span), $1.kind.rawValue, $1.object) }
    }

    private func analyse(_ ref: FunctionRef) {
        guard let function = context.program.functions[ref] else { return }
        let flow = FunctionFlow(function, context: context, bounds: bounds)
        let c = ContinuousClock(); let t = c.now
        flow.run()
        defer { if debugFlow, c.now - t > .milliseconds(30) { print("SLOW \(ref.name) \(flow.visits) visits \(flow.exits.count) exits \(c.now - t) outcomes \(context.summary(of: ref)?.outcomes.count ?? -1) blocks \(function.blocks.count)") } }
        if flow.isExhausted {
            leftOut.append((function, "too many paths; what it holds was not followed"))
            found[ref] = []
            return
        }
        if let summary = flow.conclude() { context.add(summary) }
        if debugSummary == ref.name, let summary = context.summary(of: ref) {
            for o in summary.outcomes {
                print("OUTCOME result", o.result.map { flow.spelling($0) } ?? "-", o.resultRange.lower, o.resultRange.upper, "failed", o.hasFailed)
                for e in o.effects { print("   effect", e.resource.id, flow.spelling(e.object), flow.terms[e.object], e.count, e.isFresh ? "fresh" : "", e.isStored ? "stored" : "", e.isLast ? "last" : "", e.isNeverLast ? "neverlast" : "", e.isHandedOver ? "handed" : "") }
                for r in o.ranges { print("   range", flow.spelling(r.term), flow.terms[r.term], r.range.lower, r.range.upper) }
                for w in o.writes { print("   write", flow.spelling(flow.terms.address(w.cell)), "=", flow.terms[w.value]) }
            }
            print("   kept", summary.kept)
        }
        found[ref] = Array(flow.violations.values)
    }
}

/// An order in which callees come before their callers.
struct CalleesFirst {
    private(set) var order: (functions: [FunctionRef], recursive: [FunctionRef]) = ([], [])

    init(_ context: FlowContext) {
        var state: [FunctionRef: Bool] = [:]
        var recursive: Set<FunctionRef> = []
        let roots = context.program.sortedFunctions.filter(context.program.isUnderAnalysis).map(\.ref)
        for root in roots where state[root] == nil {
            var stack: [(ref: FunctionRef, callees: [FunctionRef], next: Int)] = [(root, Self.callees(of: root, context), 0)]
            state[root] = false
            while let (ref, callees, next) = stack.last {
                guard next < callees.count else {
                    state[ref] = true
                    order.functions.append(ref)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let callee = callees[next]
                switch state[callee] {
                case nil:
                    state[callee] = false
                    stack.append((callee, Self.callees(of: callee, context), 0))
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
                    if context.facts[target.name] == nil, context.program.functions[target] != nil { found.append(target) }
                }
            }
        }
        return found
    }
}

import Foundation
let debugSummary = ProcessInfo.processInfo.environment["DEBUGSUM"]
