/// Terms and cells as text, for tests and for whoever works on the analysis.
extension TermTable {
    func describe(_ term: Term) -> String {
        switch self[term] {
        case .integer(let number): return String(number)
        case .symbol(let symbol): return describe(symbol)
        case .load(let cell, let epoch): return describe(cell) + (epoch == 0 ? "" : "@\(epoch)")
        case .address(let cell): return "&" + describe(cell)
        case .function(let ref): return ref.name
        case .string(let text): return text
        case .unary(let operation, let inner): return "\(operation.rawValue)(\(describe(inner)))"
        case .binary(let operation, let left, let right): return "(\(describe(left)) \(operation.rawValue) \(describe(right)))"
        case .part(let whole, let step): return "(\(describe(whole)))" + describe(step)
        }
    }

    func describe(_ cell: Cell) -> String {
        switch self[cell] {
        case .variable(let number): return "v\(number)"
        case .global(let name): return name.split(separator: ":").last.map(String.init) ?? name
        case .object(let pointer): return "*" + describe(pointer)
        case .step(let outer, let step):
            if case .object(let pointer) = self[outer], case .field(let field) = step { return "\(describe(pointer))->\(field.name)" }
            return describe(outer) + describe(step)
        }
    }

    private func describe(_ step: CellStep) -> String {
        switch step {
        case .field(let field): "." + field.name
        case .index(let index): "[\(describe(index))]"
        }
    }

    private func describe(_ symbol: Symbol) -> String {
        switch symbol {
        case .parameter(let number): "p\(number)"
        case .result(let site): "result\(site)"
        case .forgotten(let site, let cell): "forgotten\(site)(\(describe(cell)))"
        case .joined(let block, let cell): "joined\(block)(\(describe(cell)))"
        case .stale(let newer): "stale(\(describe(newer)))"
        case .callee(let site, let number): "callee\(site).\(number)"
        case .link(let site, let cell): "link\(site)(\(describe(cell)))"
        case .deep(let number): "deep\(number)"
        case .outcome(let site, let index): "outcome\(site).\(index)"
        }
    }
}

extension Range64: CustomStringConvertible {
    var description: String {
        if let constant { return String(constant) }
        let low = lower == .min ? "" : String(lower)
        let high = upper == .max ? "" : String(upper)
        return "\(low)...\(high)" + (excludesZero ? " but 0" : "")
    }
}

extension Summary: CustomStringConvertible {
    /// One outcome a line: what is returned, what is held and given up, what is known and written.
    var description: String {
        var lines = ["\(function.name): \(isDirty ? "dirty " : "")\(changesLinks ? "relinks" : "")"]
        for outcome in outcomes {
            var parts = [(outcome.result.map(terms.describe) ?? "-") + " in \(outcome.resultRange)"]
            parts += outcome.effects.map { "\($0.count > 0 ? "+" : "")\($0.count) \($0.resource.id) \(terms.describe($0.object))\($0.isFresh ? " fresh" : "")\($0.isStored ? " stored" : "")" }
            parts += outcome.ranges.map { "\(terms.describe($0.term)) in \($0.range)" }
            parts += outcome.writes.map { "\(terms.describe($0.cell)) := \(terms.describe($0.value))" }
            parts += outcome.kept.map { "keeps " + terms.describe($0) }.sorted()
            lines.append("  " + parts.joined(separator: "; "))
        }
        for point in sleeps {
            let conditions = point.conditions.map { "\(terms.describe($0.term)) in \($0.range)" }.sorted()
            let dropped = point.dropped.map { "without \($0.resource.id)" }.sorted()
            lines.append("  \(point.asksServer ? "asks the server" : "sleeps"): " + (conditions + dropped).joined(separator: "; "))
        }
        return lines.joined(separator: "\n")
    }
}
