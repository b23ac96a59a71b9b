import Clang
import Program

extension FunctionLowering {
    /// Whether an expression names a place (an lvalue), so that its value is read from there.
    func isPlace(_ expression: Cursor) -> Bool {
        switch expression.kind {
        case .declarationReference:
            switch expression.referenced?.kind {
            case .variable, .parameter: true
            default: false
            }
        case .memberAccess, .subscript_, .compoundLiteral: true
        case .unary: expression.unaryOperator == .dereference || expression.unaryOperator == .extension_
        case .parentheses: expression.children.last.map(isPlace) ?? false
        case .generic: false
        case .otherExpression:
            expression.type.isDependentOrInvalid && unknownMemberName(expression) != nil
        default: false
        }
    }

    /// The place that an expression names; for an expression that names none, a temporary that holds its value.
    func place(_ expression: Cursor) -> Place {
        switch expression.kind {
        case .declarationReference:
            guard let declared = expression.referenced else { break }
            if let number = numbers[declared] { return .variable(number) }
            if declared.kind == .variable { return Place(.global(context.globalName(declared))) }
        case .memberAccess: return member(expression)
        case .subscript_:
            let parts = expression.children
            guard parts.count == 2 else { break }
            let isSwapped = !context.type(parts[0].type).isAddressable
            let base = parts[isSwapped ? 1 : 0]
            let holder = target(of: operand(base), base)
            return holder.appending(.index(operand(parts[isSwapped ? 0 : 1])))
        case .unary:
            guard let inner = expression.children.last else { break }
            switch expression.unaryOperator {
            case .dereference: return target(of: operand(inner), inner)
            case .extension_: return place(inner)
            default: break
            }
        case .parentheses:
            if let inner = expression.children.last { return place(inner) }
        case .compoundLiteral:
            let kept = temporary(context.type(expression.type))
            if let list = expression.children.last(where: { $0.kind.isExpression }) {
                initialize(.variable(kept), expression.type, with: list, span(of: expression))
            }
            return .variable(kept)
        case .generic, .otherExpression:
            if let member = unknownMember(expression) { return member }
            let inner = expression.children.filter { $0.kind.isExpression }
            if expression.kind == .otherExpression, inner.count == 1, isPlace(inner[0]),
                context.type(inner[0].type) == context.type(expression.type)
            {
                return place(inner[0])
            }
        default: break
        }
        let kept = temporary(context.type(expression.type))
        emit(.assign(.variable(kept), rvalue(expression)), span(of: expression))
        return .variable(kept)
    }

    /// The place that a pointer points to.
    func target(of pointer: Operand, _ expression: Cursor) -> Place {
        switch pointer {
        case .address(let place): return place
        case .load(let place): return place.appending(.dereference)
        default:
            let kept = temporary(context.type(expression.type))
            emit(.assign(.variable(kept), .use(pointer)), span(of: expression))
            return Place.variable(kept).appending(.dereference)
        }
    }

    private func member(_ expression: Cursor) -> Place {
        guard let base = expression.children.first(where: { $0.kind.isExpression }) else {
            return .variable(temporary(.unknown))
        }
        let declared = expression.referenced
        guard let declared, declared.kind == .field else {
            return unknownMember(expression) ?? .variable(temporary(.unknown))
        }
        let holder = context.type(base.type).isAddressable ? target(of: operand(base), base) : place(base)
        // A step through an unnamed member is no step of a place.
        if declared.spelling.isEmpty { return holder }
        return holder.appending(.field(context.field(declared)))
    }

    // MARK: Code with errors

    /// The place of a member that the compiler does not know, as in a patch made for another kernel.
    func unknownMember(_ expression: Cursor) -> Place? {
        guard let (name, isArrow) = unknownMemberName(expression),
            let base = expression.children.first(where: { $0.kind.isExpression })
        else { return nil }
        let type = context.type(base.type)
        let field = Place.Projection.field(FieldRef(record: type.recordName ?? "", name: name))
        // `p.x` on a pointer is one of the errors that bring us here; it means `p->x`.
        if isArrow || type.isPointer { return target(of: operand(base), base).appending(field) }
        return place(base).appending(field)
    }

    /// The name behind the last `.` or `->` of an expression with errors; libclang has it in the text only.
    func unknownMemberName(_ expression: Cursor) -> (name: String, isArrow: Bool)? {
        guard expression.type.isDependentOrInvalid,
            let base = expression.children.first(where: { $0.kind.isExpression }),
            var tail = context.texts.text(from: base.spellingEnd, to: expression.spellingEnd)
        else { return nil }
        tail = tail.drop(while: \.isWhitespace)
        let isArrow = tail.hasPrefix("->")
        guard isArrow || tail.hasPrefix(".") else { return nil }
        let name = tail.dropFirst(isArrow ? 2 : 1).drop(while: \.isWhitespace)
        guard !name.isEmpty, name.utf8.allSatisfy(isIdentifierByte) else { return nil }
        return (String(name), isArrow)
    }
}

extension CType {
    /// Whether a value of the type can be dereferenced: a pointer, or an array on its way to become one.
    var isAddressable: Bool {
        switch self {
        case .pointer, .array: true
        default: false
        }
    }
}
