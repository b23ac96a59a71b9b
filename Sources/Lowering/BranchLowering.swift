import Clang
import Program

extension FunctionLowering {
    /// Ends the current block with a branch on the truth of an expression.
    func branch(on condition: Cursor, then: Int, otherwise: Int) {
        let isDone = descend(into: condition, orElse: false) {
            lowerBranch(on: condition, then: then, otherwise: otherwise)
            return true
        }
        if !isDone { terminate(.branch(.use(.unknown), then: then, otherwise: otherwise), span(of: condition)) }
    }

    private func lowerBranch(on condition: Cursor, then: Int, otherwise: Int) {
        let span = span(of: condition)
        if let constant = foldedValue(condition) {
            branchesNotTaken.append(BranchNotTaken(block: current, target: constant != 0 ? otherwise : then, span: span))
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
    func foldedValue(_ expression: Cursor) -> Int64? {
        guard !expression.type.isDependentOrInvalid, let constant = expression.constantValue else { return nil }
        return hasEffects(expression) ? nil : constant
    }

    /// Whether evaluating an expression does something. Without recursion: the source chooses the nesting.
    private func hasEffects(_ expression: Cursor) -> Bool {
        var work = [expression]
        while let next = work.popLast() {
            switch next.kind {
            case .sizeofOrAlignof: continue
            case .compoundAssignment, .statementExpression: return true
            case .call:
                // A builtin that folds does not evaluate its arguments.
                if !next.spelling.hasPrefix("__builtin_") { return true }
                continue
            case .binary where next.binaryOperator == .assign: return true
            case .unary:
                switch next.unaryOperator {
                case .preIncrement, .preDecrement, .postIncrement, .postDecrement: return true
                default: break
                }
            case .otherExpression where isBuiltinOverTypes(next, next.children): continue
            default: break
            }
            work += next.children.filter { $0.kind.isExpression }
        }
        return false
    }

    /// Looks through parentheses, and through conversions that do not change whether a value is zero.
    func withoutConversions(_ expression: Cursor) -> Cursor {
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
    func isNarrowing(from: ClangType, to: ClangType) -> Bool {
        if case .integer(let old, _) = from.shape, case .integer(let new, _) = to.shape { return new < old }
        return false
    }

    /// The truth of an expression as 0 or 1 in a temporary.
    func truth(_ expression: Cursor, isUsed: Bool) -> Rvalue {
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

    func conditional(_ expression: Cursor, isUsed: Bool) -> Rvalue {
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
    func join(_ choices: [(block: Int, value: Cursor)], _ expression: Cursor, isUsed: Bool) -> Rvalue {
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
}
