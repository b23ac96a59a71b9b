import Clang
import Program

extension FunctionLowering {
    /// Runs an expression for its side effects.
    func evaluate(_ expression: Cursor) {
        let before = current
        let count = blocks[current].statements.count
        let value = rvalue(expression, isUsed: false)
        let hadEffect = current != before || blocks[current].statements.count != count
        if !hadEffect, case .use(let operand) = value, operand.place?.projections.isEmpty == false {
            emit(.evaluate(operand), span(of: expression))
        }
    }

    /// The value of an expression, in a temporary where it takes computing.
    func operand(_ expression: Cursor) -> Operand {
        switch rvalue(expression) {
        case .use(let operand): return operand
        case let computed:
            let kept = temporary(context.type(expression.type))
            emit(.assign(.variable(kept), computed), span(of: expression))
            return .load(.variable(kept))
        }
    }

    /// The value of an expression as one computation over operands; whatever else it does has been emitted.
    ///
    /// - Parameter isUsed: false where the value is dropped, which saves temporaries for `i++` and calls.
    func rvalue(_ expression: Cursor, isUsed: Bool = true) -> Rvalue {
        switch expression.kind {
        case .integerLiteral, .characterLiteral, .sizeofOrAlignof:
            return .use(expression.constantValue.map(Operand.integer) ?? .unknown)
        case .floatingLiteral: return .use(.unknown)
        case .stringLiteral: return .use(.string(expression.spelling))
        case .declarationReference: return .use(reference(expression))
        case .memberAccess, .subscript_: return .use(read(place(expression), expression.type))
        case .compoundLiteral: return .use(read(place(expression), expression.type))
        case .parentheses: return expression.children.last.map { rvalue($0, isUsed: isUsed) } ?? .use(.unknown)
        case .call: return .use(lowerCall(expression, isUsed: isUsed))
        case .unary: return unary(expression, isUsed: isUsed)
        case .binary: return binary(expression, isUsed: isUsed)
        case .compoundAssignment: return compoundAssignment(expression)
        case .conditional: return conditional(expression, isUsed: isUsed)
        case .cast:
            guard let inner = expression.children.last(where: { $0.kind.isExpression }) else { return .use(.unknown) }
            return converted(inner, to: expression.type, isUsed: isUsed)
        case .initializerList:
            // Only scalars come here: `{ 0 }` around a number.
            return expression.children.first.map { rvalue($0, isUsed: isUsed) } ?? .zero
        case .generic:
            if let choice = genericChoice(expression) { return rvalue(choice, isUsed: isUsed) }
            emitOpaque("_Generic with choices of one type", span(of: expression))
            return .use(.unknown)
        case .statementExpression: return statementExpression(expression, isUsed: isUsed)
        case .labelAddress:
            // `&&label` as in _THIS_IP_: an address to print, and harmless as long as nothing jumps to it.
            return .use(.unknown)
        case .otherExpression: return other(expression, isUsed: isUsed)
        default:
            emitOpaque("expression of an unknown kind", span(of: expression))
            return .use(.unknown)
        }
    }

    // MARK: Names

    private func reference(_ expression: Cursor) -> Operand {
        guard let declared = expression.referenced else { return .unknown }
        switch declared.kind {
        case .enumerator: return .integer(declared.enumeratorValue)
        case .function: return .function(context.reference(to: declared))
        // A parameter written as an array or a function is a pointer; libclang shows the type as written.
        case .parameter: return .load(place(expression))
        default: return read(place(expression), expression.type)
        }
    }

    private func isParameter(_ expression: Cursor) -> Bool {
        switch expression.kind {
        case .declarationReference: expression.referenced?.kind == .parameter
        case .parentheses: expression.children.last.map(isParameter) ?? false
        default: false
        }
    }

    /// What a place holds; arrays and functions give their address instead.
    func read(_ place: Place, _ type: ClangType) -> Operand {
        switch type.shape {
        case .array, .function: .address(place)
        default: .load(place)
        }
    }

    // MARK: Operators

    private func unary(_ expression: Cursor, isUsed: Bool) -> Rvalue {
        guard let inner = expression.children.last, let kind = expression.unaryOperator else { return .use(.unknown) }
        switch kind {
        case .addressOf: return .use(address(of: inner))
        case .dereference:
            if case .function = expression.type.shape { return rvalue(inner) }
            return .use(read(place(expression), expression.type))
        case .plus, .extension_: return rvalue(inner, isUsed: isUsed)
        case .realOrImaginary: return .use(.unknown)
        case .minus: return fold(.negate, operand(inner))
        case .complement: return fold(.complement, operand(inner))
        case .not: return fold(.not, operand(inner))
        case .preIncrement, .preDecrement, .postIncrement, .postDecrement:
            return step(expression, inner, kind, isUsed: isUsed)
        }
    }

    private func fold(_ operation: UnaryOperation, _ value: Operand) -> Rvalue {
        guard case .integer(let bits) = value else { return .unary(operation, value) }
        return switch operation {
        case .negate: .use(.integer(0 &- bits))
        case .complement: .use(.integer(~bits))
        case .not: .use(.integer(bits == 0 ? 1 : 0))
        }
    }

    /// `i++` and its kin.
    private func step(_ expression: Cursor, _ inner: Cursor, _ kind: UnaryOperatorKind, isUsed: Bool) -> Rvalue {
        let place = place(inner)
        let span = span(of: expression)
        var old = Operand.load(place)
        if isUsed, kind == .postIncrement || kind == .postDecrement {
            let kept = temporary(context.type(expression.type))
            emit(.assign(.variable(kept), .use(old)), span)
            old = .load(.variable(kept))
        }
        let isUp = kind == .preIncrement || kind == .postIncrement
        emit(.assign(place, .binary(isUp ? .add : .subtract, .load(place), .integer(1))), span)
        return .use(kind == .postIncrement || kind == .postDecrement ? old : .load(place))
    }

    func address(of expression: Cursor) -> Operand {
        if case .function = expression.type.shape { return operand(expression) }
        let place = place(expression)
        // `&*p` is p.
        if place.projections.last == .dereference {
            return .load(Place(place.root, place.projections.dropLast()))
        }
        return .address(place)
    }

    private func binary(_ expression: Cursor, isUsed: Bool) -> Rvalue {
        let sides = expression.children
        guard sides.count == 2, let kind = expression.binaryOperator else { return .use(.unknown) }
        switch kind {
        case .assign:
            // C leaves the order of the sides open; clang computes the value first.
            let value = rvalue(sides[1])
            let target = place(sides[0])
            emit(.assign(target, value), span(of: expression))
            return .use(.load(target))
        case .comma:
            evaluate(sides[0])
            return rvalue(sides[1], isUsed: isUsed)
        case .logicalAnd, .logicalOr: return truth(expression, isUsed: isUsed)
        default:
            guard let operation = kind.operation else { return .use(.unknown) }
            let left = operand(sides[0])
            let right = operand(sides[1])
            return .binary(operation, left, right)
        }
    }

    /// Stores the value of an expression.
    func assign(_ target: Place, _ type: ClangType, from source: Cursor, _ span: Span) {
        emit(.assign(target, rvalue(source)), span)
    }

    private func compoundAssignment(_ expression: Cursor) -> Rvalue {
        let sides = expression.children
        guard sides.count == 2, let operation = expression.binaryOperator?.operation else { return .use(.unknown) }
        let target = place(sides[0])
        let change = operand(sides[1])
        emit(.assign(target, .binary(operation, .load(target), change)), span(of: expression))
        return .use(.load(target))
    }

    // MARK: Branches

    /// Ends the current block with a branch on the truth of an expression.
    func branch(on condition: Cursor, then: Int, otherwise: Int) {
        let span = span(of: condition)
        if let constant = foldedValue(condition) {
            terminate(.jump(constant != 0 ? then : otherwise), span)
            return
        }
        let inner = withoutConversions(condition)
        if inner.kind == .unary, inner.unaryOperator == .not, let operand = inner.children.last {
            branch(on: operand, then: otherwise, otherwise: then)
            return
        }
        if inner.kind == .binary, let kind = inner.binaryOperator, kind == .logicalAnd || kind == .logicalOr {
            let sides = inner.children
            let second = newBlock()
            if kind == .logicalAnd {
                branch(on: sides[0], then: second, otherwise: otherwise)
            } else {
                branch(on: sides[0], then: then, otherwise: second)
            }
            current = second
            branch(on: sides[1], then: then, otherwise: otherwise)
            return
        }
        if inner.kind == .call, let likely = argumentOfExpect(inner) {
            branch(on: likely, then: then, otherwise: otherwise)
            return
        }
        let value = rvalue(inner)
        if case .use(.integer(let bits)) = value {
            terminate(.jump(bits != 0 ? then : otherwise), span)
        } else {
            terminate(.branch(value, then: then, otherwise: otherwise), span)
        }
    }

    /// The value of a constant expression that does nothing else: libclang folds `f() && 0`, and the call is lost.
    private func foldedValue(_ expression: Cursor) -> Int64? {
        guard !expression.type.isDependentOrInvalid, let constant = expression.constantValue else { return nil }
        return hasEffects(expression) ? nil : constant
    }

    private func hasEffects(_ expression: Cursor) -> Bool {
        switch expression.kind {
        case .sizeofOrAlignof: return false
        case .compoundAssignment, .statementExpression: return true
        case .call:
            // A builtin that folds does not evaluate its arguments.
            return expression.spelling.hasPrefix("__builtin_") == false
        case .binary where expression.binaryOperator == .assign: return true
        case .unary:
            switch expression.unaryOperator {
            case .preIncrement, .preDecrement, .postIncrement, .postDecrement: return true
            default: break
            }
        case .otherExpression where isBuiltinOverTypes(expression, expression.children): return false
        default: break
        }
        return expression.children.contains { $0.kind.isExpression && hasEffects($0) }
    }

    /// Looks through parentheses, and through conversions that do not change whether a value is zero.
    private func withoutConversions(_ expression: Cursor) -> Cursor {
        let children = expression.children
        guard children.count == 1, let inner = children.first, !expression.type.isDependentOrInvalid else {
            return expression
        }
        switch expression.kind {
        case .parentheses: return withoutConversions(inner)
        case .otherExpression where inner.kind.isExpression && !isNarrowing(from: inner.type, to: expression.type):
            return isPlace(inner) ? expression : withoutConversions(inner)
        default: return expression
        }
    }

    /// Whether a conversion drops bits, so that a value that was not zero can become zero.
    private func isNarrowing(from: ClangType, to: ClangType) -> Bool {
        if case .integer(let old, _) = from.shape, case .integer(let new, _) = to.shape { return new < old }
        return false
    }

    /// The truth of an expression as 0 or 1 in a temporary.
    private func truth(_ expression: Cursor, isUsed: Bool) -> Rvalue {
        let yes = newBlock()
        let no = newBlock()
        let end = newBlock()
        let span = span(of: expression)
        let kept = isUsed ? temporary(.integer(bits: 32, isSigned: true)) : nil
        branch(on: expression, then: yes, otherwise: no)
        for (block, value) in [(yes, Int64(1)), (no, 0)] {
            current = block
            if let kept { emit(.assign(.variable(kept), .use(.integer(value))), span) }
            jump(to: end, span)
        }
        return .use(kept.map { .load(.variable($0)) } ?? .unknown)
    }

    private func conditional(_ expression: Cursor, isUsed: Bool) -> Rvalue {
        let parts = expression.children
        guard parts.count == 3 else { return .use(.unknown) }
        if let constant = foldedValue(parts[0]) {
            return rvalue(constant != 0 ? parts[1] : parts[2], isUsed: isUsed)
        }
        let yes = newBlock()
        let no = newBlock()
        branch(on: parts[0], then: yes, otherwise: no)
        return join([(yes, parts[1]), (no, parts[2])], expression, isUsed: isUsed)
    }

    /// Computes one of several expressions, each in its own block, into one temporary.
    private func join(_ choices: [(block: Int, value: Cursor)], _ expression: Cursor, isUsed: Bool) -> Rvalue {
        let type = context.type(expression.type)
        let kept = isUsed && type != .void ? temporary(type) : nil
        let end = newBlock()
        for (block, value) in choices {
            current = block
            if let kept {
                assign(.variable(kept), expression.type, from: value, span(of: value))
            } else {
                evaluate(value)
            }
            jump(to: end, span(of: expression, at: value.fileEnd))
        }
        return .use(kept.map { .load(.variable($0)) } ?? .unknown)
    }

    // MARK: GNU C

    private func statementExpression(_ expression: Cursor, isUsed: Bool) -> Rvalue {
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
    private func other(_ expression: Cursor, isUsed: Bool) -> Rvalue {
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
    private func isBuiltinOverTypes(_ expression: Cursor, _ children: [Cursor]) -> Bool {
        let start = expression.spellingStart
        guard let first = children.first, first.spellingStart != start else { return false }
        let name = context.texts.identifier(at: start)
        return name == "__builtin_offsetof" || name == "__builtin_types_compatible_p" || name == "__builtin_va_arg"
    }

    private func discard(_ children: [Cursor]) -> Rvalue {
        children.forEach(evaluate)
        return .use(.unknown)
    }

    /// `a ?: b`: libclang shows `a` three times, and it is evaluated once.
    private func elvis(_ expression: Cursor, _ children: [Cursor], isUsed: Bool) -> Rvalue {
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
    private func converted(_ inner: Cursor, to type: ClangType, isUsed: Bool) -> Rvalue {
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

extension BinaryOperatorKind {
    /// The computation; nil for assignment, comma and the logical operators, which are control flow.
    var operation: BinaryOperation? {
        switch self {
        case .multiply: .multiply
        case .divide: .divide
        case .remainder: .remainder
        case .add: .add
        case .assign, .comma, .logicalAnd, .logicalOr: nil
        case .subtract: .subtract
        case .shiftLeft: .shiftLeft
        case .shiftRight: .shiftRight
        case .less: .less
        case .greater: .greater
        case .lessOrEqual: .lessOrEqual
        case .greaterOrEqual: .greaterOrEqual
        case .equal: .equal
        case .notEqual: .notEqual
        case .and: .and
        case .exclusiveOr: .exclusiveOr
        case .or: .or
        }
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
