import Program

/// Which variables statements read and overwrite, in the order in which they do.
struct VariableAccess {
    /// A variable's value is wanted.
    var reads: (Int) -> Void
    /// A variable gets a new value, as a whole.
    var overwrites: (Int) -> Void
    /// A variable's address is taken: it may be read and written unseen.
    var exposes: (Int) -> Void = { _ in }

    func visit(_ statement: Statement) {
        switch statement.kind {
        case .assign(let place, let value):
            value.operands.forEach { visit($0) }
            visit(target: place)
        case .call(let call):
            if case .indirect(let pointer) = call.callee { visit(pointer) }
            call.arguments.forEach { visit($0) }
            if let result = call.result { visit(target: result) }
        case .declare(let number): overwrites(number)
        case .evaluate(let operand): visit(operand)
        case .assembly(let writes, let operands):
            operands.forEach { visit($0) }
            writes.forEach { visit($0) }
        case .opaque: break
        }
    }

    func visit(_ terminator: Terminator) {
        switch terminator.kind {
        case .branch(let value, _, _): value.operands.forEach { visit($0) }
        case .switch_(let operand, _, _): visit(operand)
        case .return_(let operand): if let operand { visit(operand) }
        case .jump, .unreachable: break
        }
    }

    private func visit(_ place: Place) {
        if case .variable(let number) = place.root { reads(number) }
        for case .index(let index) in place.projections { visit(index) }
    }

    private func visit(_ operand: Operand) {
        switch operand {
        case .load(let place): visit(place)
        case .address(let place):
            if case .variable(let number) = place.root, !place.projections.contains(.dereference) { exposes(number) }
            visit(place)
        default: break
        }
    }

    private func visit(target place: Place) {
        if place.projections.isEmpty, case .variable(let number) = place.root { overwrites(number) } else { visit(place) }
    }
}
