import Clang
import Program

extension FunctionLowering {
    /// Runs an expression for its side effects.
    func evaluate(_ expression: Cursor) {
        if let asserted = asserted(expression) {
            emit(.evaluate(operand(asserted)), span(of: expression))
            return
        }
        let before = current
        let count = blocks[current].statements.count
        let value = rvalue(expression, isUsed: false)
        let hadEffect = current != before || blocks[current].statements.count != count
        guard !hadEffect, case .use(let operand) = value else { return }
        let span = span(of: expression)
        if operand.place?.projections.isEmpty == false {
            emit(.evaluate(operand), span)
        } else if case .address = operand, span.macro != nil {
            // What lockdep_assert_held(&fi->lock) leaves where lockdep is configured out.
            emit(.evaluate(operand), span)
        }
    }

    /// The condition that the source says holds: what `ASSERT(p != NULL)` leaves where nothing checks it, `(void)(p != NULL)`.
    private func asserted(_ expression: Cursor) -> Cursor? {
        guard expression.kind == .cast, let macro = span(of: expression).macro, macros[macro].name.hasSuffix("ASSERT"),
            let condition = expression.children.last(where: { $0.kind.isExpression })
        else { return nil }
        return condition
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
        descend(into: expression, orElse: .use(.unknown)) { computation(expression, isUsed: isUsed) }
    }

    private func computation(_ expression: Cursor, isUsed: Bool) -> Rvalue {
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

    func reference(_ expression: Cursor) -> Operand {
        guard let declared = expression.referenced else { return .unknown }
        switch declared.kind {
        case .enumerator: return .integer(declared.enumeratorValue)
        case .function: return .function(context.reference(to: declared))
        // A parameter written as an array or a function is a pointer; libclang shows the type as written.
        case .parameter: return .load(place(expression))
        default: return read(place(expression), expression.type)
        }
    }

    func isParameter(_ expression: Cursor) -> Bool {
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

    func unary(_ expression: Cursor, isUsed: Bool) -> Rvalue {
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

    func fold(_ operation: UnaryOperation, _ value: Operand) -> Rvalue {
        guard case .integer(let bits) = value else { return .unary(operation, value) }
        return switch operation {
        case .negate: .use(.integer(0 &- bits))
        case .complement: .use(.integer(~bits))
        case .not: .use(.integer(bits == 0 ? 1 : 0))
        }
    }

    /// `i++` and its kin.
    func step(_ expression: Cursor, _ inner: Cursor, _ kind: UnaryOperatorKind, isUsed: Bool) -> Rvalue {
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

    func binary(_ expression: Cursor, isUsed: Bool) -> Rvalue {
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
            // `~0ULL >> 1` is LLONG_MAX: the sign is known here and nowhere behind.
            if operation == .shiftRight, case .integer(let bits) = left, bits < 0, case .integer(let amount) = right, (0..<64).contains(amount),
                case .integer(let width, false) = context.type(expression.type), width == 64
            {
                return .use(.integer(Int64(bitPattern: UInt64(bitPattern: bits) >> UInt64(amount))))
            }
            return .binary(operation, left, right)
        }
    }

    /// Stores the value of an expression.
    func assign(_ target: Place, _ type: ClangType, from source: Cursor, _ span: Span) {
        emit(.assign(target, rvalue(source)), span)
    }

    func compoundAssignment(_ expression: Cursor) -> Rvalue {
        let sides = expression.children
        guard sides.count == 2, let operation = expression.binaryOperator?.operation else { return .use(.unknown) }
        let target = place(sides[0])
        let change = operand(sides[1])
        emit(.assign(target, .binary(operation, .load(target), change)), span(of: expression))
        return .use(.load(target))
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
