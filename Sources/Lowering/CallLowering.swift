import Clang
import Program

extension FunctionLowering {
    /// Emits a call and gives its result.
    func lowerCall(_ expression: Cursor, isUsed: Bool) -> Operand {
        guard let calleeExpression = expression.children.first else { return .unknown }
        let declared = calledFunction(calleeExpression)
        let name = declared?.spelling ?? ""
        if name.hasPrefix("__builtin_") {
            if let likely = argumentOfExpect(expression) { return operand(likely) }
            if let constant = expression.constantValue { return .integer(constant) }
            // What does not fold by now is not constant to the compiler either.
            if name == "__builtin_constant_p" { return .integer(0) }
        }
        let callee: Call.Callee =
            declared.map { .direct(context.reference(to: $0)) } ?? .indirect(operand(calleeExpression))
        let arguments = expression.children.dropFirst().filter { $0.kind.isExpression }.map(operand)
        let type = context.type(expression.type)
        let span = span(of: expression)
        var result: Place?
        if type != .void { result = .variable(temporary(type)) }
        emit(.call(Call(callee: callee, arguments: arguments, result: result)), span)
        if let declared, context.neverReturns(declared) { terminate(.unreachable, span) }
        return result.map(Operand.load) ?? .unknown
    }

    /// The function that a call names, looking through parentheses, `*`, `&` and implicit conversions.
    private func calledFunction(_ expression: Cursor) -> Cursor? {
        switch expression.kind {
        case .declarationReference:
            guard let declared = expression.referenced, declared.kind == .function else { return nil }
            return declared
        case .parentheses, .otherExpression:
            let children = expression.children.filter { $0.kind.isExpression }
            guard children.count == 1, unknownMemberName(expression) == nil else { return nil }
            return calledFunction(children[0])
        case .generic: return genericChoice(expression).flatMap(calledFunction)
        case .unary where expression.unaryOperator == .dereference || expression.unaryOperator == .addressOf:
            return expression.children.last.flatMap(calledFunction)
        default: return nil
        }
    }

    /// The value in `__builtin_expect(value, constant)`.
    func argumentOfExpect(_ call: Cursor) -> Cursor? {
        let children = call.children
        guard let callee = children.first, children.count > 1,
            calledFunction(callee)?.spelling.hasPrefix("__builtin_expect") == true
        else { return nil }
        return children[1]
    }
}
