import Clang
import Program

extension FunctionLowering {
    func statementExpression(_ expression: Cursor, isUsed: Bool) -> Rvalue {
        guard let compound = expression.children.first, compound.kind == .compound else { return .use(.unknown) }
        let outer = cleanups.count
        let statements = compound.children
        for statement in statements.dropLast() { lowerStatement(statement) }
        var value = Rvalue.use(.unknown)
        if let last = statements.last {
            if last.kind.isExpression {
                value = rvalue(last, isUsed: isUsed)
                if cleanups.count > outer, isUsed, context.type(last.type) != .void {
                    let kept = temporary(context.type(last.type))
                    emit(.assign(.variable(kept), value), span(of: last))
                    value = .use(.load(.variable(kept)))
                }
            } else {
                lowerStatement(last)
            }
        }
        closeScope(outer, compound)
        return value
    }

    /// The choice of a `_Generic` that the compiler made. libclang does not tell which, but the whole has its type.
    func genericChoice(_ expression: Cursor) -> Cursor? {
        let choices = expression.children.dropFirst().filter { $0.kind.isExpression }
        let wanted = expression.type.canonicalSpelling
        let fitting = choices.filter { $0.type.canonicalSpelling == wanted }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// Expressions that libclang has no kind for.
    func other(_ expression: Cursor, isUsed: Bool) -> Rvalue {
        let children = expression.children.filter { $0.kind.isExpression }
        if expression.type.isDependentOrInvalid {
            if let member = unknownMember(expression) { return .use(.load(member)) }
            return children.count == 1 ? rvalue(children[0], isUsed: isUsed) : discard(children)
        }
        if isBuiltinOverTypes(expression, children) {
            return .use(expression.constantValue.map(Operand.integer) ?? .unknown)
        }
        switch children.count {
        case 1: return converted(children[0], to: expression.type, isUsed: isUsed)
        case 4: return elvis(expression, children, isUsed: isUsed)
        case 3:
            // __builtin_choose_expr: the condition is a constant.
            if let constant = children[0].constantValue {
                return rvalue(constant != 0 ? children[1] : children[2], isUsed: isUsed)
            }
        default: break
        }
        if let constant = expression.constantValue { return .use(.integer(constant)) }
        return children.isEmpty ? .use(.unknown) : discard(children)
    }

    /// Whether this is `__builtin_offsetof`, `__builtin_types_compatible_p` or `__builtin_va_arg`, whose children are
    /// operands of `typeof` and never evaluated. A conversion starts where its operand starts; these do not.
    func isBuiltinOverTypes(_ expression: Cursor, _ children: [Cursor]) -> Bool {
        let start = expression.spellingStart
        guard let first = children.first, first.spellingStart != start else { return false }
        let name = context.texts.identifier(at: start)
        return name == "__builtin_offsetof" || name == "__builtin_types_compatible_p" || name == "__builtin_va_arg"
    }

    func discard(_ children: [Cursor]) -> Rvalue {
        children.forEach(evaluate)
        return .use(.unknown)
    }

    /// `a ?: b`: libclang shows `a` three times, and it is evaluated once.
    func elvis(_ expression: Cursor, _ children: [Cursor], isUsed: Bool) -> Rvalue {
        let type = context.type(expression.type)
        let kept = temporary(type)
        emit(.assign(.variable(kept), rvalue(children[0])), span(of: children[0]))
        let no = newBlock()
        let end = newBlock()
        terminate(.branch(.use(.load(.variable(kept))), then: end, otherwise: no), span(of: children[0]))
        current = no
        emit(.assign(.variable(kept), rvalue(children[3])), span(of: children[3]))
        jump(to: end, span(of: expression, at: expression.fileEnd))
        return .use(.load(.variable(kept)))
    }

    /// A conversion; those that keep the bits leave no trace.
    func converted(_ inner: Cursor, to type: ClangType, isUsed: Bool) -> Rvalue {
        if case .void = type.shape {
            evaluate(inner)
            return .use(.unknown)
        }
        if isPlace(inner), case .array = inner.type.shape, !isParameter(inner) { return .use(.address(place(inner))) }
        let target = context.type(type)
        let source = context.type(inner.type)
        guard isUsed, target != source, case .integer(let bits, _) = target, let width = source.bitWidth else {
            return rvalue(inner, isUsed: isUsed)
        }
        let value = operand(inner)
        if case .integer(let constant) = value { return .use(.integer(target.truncating(constant))) }
        // An enumerator's value fits whatever its enumeration is converted to, int or wider.
        if case .enumeration = source, bits >= width { return .use(value) }
        // Widening keeps the value unless the sign is reinterpreted.
        if width < bits, !source.isSignedInteger || target.isSignedInteger { return .use(value) }
        return .cast(value, to: target)
    }
}

extension CType {
    /// The width of an integer or truth value.
    var bitWidth: Int? {
        switch self {
        case .integer(let bits, _): bits
        case .bool: 1
        case .enumeration: 32
        case .pointer: 64
        default: nil
        }
    }

    var isSignedInteger: Bool {
        if case .integer(_, let isSigned) = self { isSigned } else { false }
    }

    /// The bits that an integer of this type keeps, extended to 64 again.
    func truncating(_ value: Int64) -> Int64 {
        guard case .integer(let bits, let isSigned) = self, bits < 64, bits > 0 else { return value }
        let shift = Int64(64 - bits)
        let up = value << shift
        return isSigned ? up >> shift : Int64(bitPattern: UInt64(bitPattern: up) >> UInt64(shift))
    }
}
