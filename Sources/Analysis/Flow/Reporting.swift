import Findings
import Program

/// Findings, and the path that leads to them.
extension FunctionFlow {
    func report(
        _ kind: Violation.Kind, _ resource: Resource?, _ object: Term, actor: String, wasHandedOver: Bool = false, span: Span,
        since event: Int, _ state: FlowState, ending: PathStep? = nil
    ) {
        let name = spelling(object)
        let key = ViolationKey(kind: kind, resource: resource, span: span, object: name)
        evidence[key, default: Evidence()].ways.append(state.way)
        let path = steps(since: event, state) + (ending.map { [$0] } ?? [])
        // Of ways as short as each other the same each time, in whatever order they were met.
        func order(_ path: [PathStep]) -> [String] { path.map { "\($0.position.line):\($0.position.column) \($0.message)" } }
        if let known = violations[key], known.path.count < path.count || known.path.count == path.count && !order(path).lexicographicallyPrecedes(order(known.path)) { return }
        violations[key] = Violation(
            kind, resource: resource, object: name, actor: actor, wasHandedOver: wasHandedOver, function: function, span: span, path: path)
    }

    /// The path from an event on: the event, the branches taken since, and what else happened to the same object.
    func steps(since event: Int, _ state: FlowState) -> [PathStep] {
        var found: [PathStep] = step(event)
        let all = state.events
        let object = events[event].object
        let rest = all.lastIndex(of: event).map { all[($0 + 1)...] } ?? []
        for number in rest {
            let later = events[number]
            guard later.kind == .branch || later.kind == .sleeps || later.object == object && !object.isEmpty else { continue }
            found += step(number)
        }
        return found
    }

    private func step(_ number: Int) -> [PathStep] {
        let event = events[number]
        var found = [PathStep(event.message, at: event.function.position(event.span))]
        var inner = event.inner
        while let next = inner.first {
            found.append(PathStep(next.message, at: next.function.position(next.span)))
            inner = next.inner
        }
        return found
    }
}
