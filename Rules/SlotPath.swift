import Analysis
import Findings
import Program

extension RulePass {
    /// How a function comes to run: the first slot that reaches it and the calls from there; empty where no slot does.
    func steps(to function: Function) -> [PathStep] {
        let contexts = analysis.contexts
        guard let context = contexts.contexts(of: function.ref).first, let entry = analysis.graph.body(of: context.entry) else { return [] }
        return [contexts.step(into: entry, of: context.slot)] + context.chain.map(\.step)
    }

    /// The functions with a body in the directory under analysis, in the order of their names.
    var ownFunctions: [Function] { analysis.program.sortedFunctionsUnderAnalysis }

    /// Whether the program under analysis is fs/fuse, or has a record of that name.
    var isFuse: Bool {
        guard let record = analysis.program.records["fuse_inode"] else { return false }
        return analysis.program.isOwnRecord(record)
    }
}

extension Function {
    /// The variables whose addresses are taken: others may change them.
    var variablesWithAddress: Set<Int> {
        var found: Set<Int> = []
        for statement in blocks.lazy.flatMap(\.statements) {
            let operands = switch statement.kind {
            case .assign(_, let value): value.operands
            case .call(let call): call.arguments
            default: [Operand]()
            }
            for case .address(let place) in operands {
                if case .variable(let number) = place.root, !place.projections.contains(.dereference) { found.insert(number) }
            }
        }
        return found
    }

    /// The calls that a body makes by name.
    var calledNames: Set<String> {
        var names: Set<String> = []
        for statement in blocks.lazy.flatMap(\.statements) {
            if case .call(let call) = statement.kind, let name = call.name { names.insert(name) }
        }
        return names
    }

    /// Whether a statement reads or writes, or a branch asks, a place that `matches` holds for.
    func mentions(_ matches: (Place) -> Bool) -> Bool {
        func isIn(_ operand: Operand) -> Bool {
            switch operand {
            case .load(let place), .address(let place): matches(place)
            default: false
            }
        }
        return blocks.contains { block in
            let isInStatements = block.statements.contains { statement in
                switch statement.kind {
                case .assign(let place, let value): matches(place) || value.operands.contains(where: isIn)
                case .call(let call): call.arguments.contains(where: isIn) || call.result.map(matches) == true
                default: false
                }
            }
            if isInStatements { return true }
            return switch block.terminator.kind {
            case .return_(let operand?), .switch_(let operand, _, _): isIn(operand)
            case .branch(let value, _, _): value.operands.contains(where: isIn)
            default: false
            }
        }
    }
}

extension Place {
    /// Whether the way to the place leads over a field that `matches` holds for.
    func leadsOver(_ matches: (FieldRef) -> Bool) -> Bool {
        projections.contains { projection in
            if case .field(let field) = projection { matches(field) } else { false }
        }
    }
}
