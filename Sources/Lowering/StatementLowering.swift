import Clang
import Program

extension FunctionLowering {
    func lowerStatement(_ statement: Cursor) {
        switch statement.kind {
        case .compound: lowerCompound(statement)
        case .declarationStatement: statement.children.forEach(lowerDeclaration)
        case .null, .staticAssertion: break
        case .label: lowerLabel(statement)
        case .case_, .default_: lowerCase(statement)
        case .if_: lowerIf(statement)
        case .switch_: lowerSwitch(statement)
        case .while_: lowerWhile(statement)
        case .do_: lowerDo(statement)
        case .for_: lowerFor(statement)
        case .goto_: lowerGoto(statement)
        case .indirectGoto:
            statement.children.filter(\.kind.isExpression).forEach(evaluate)
            emitOpaque("computed goto", span(of: statement))
            terminate(.unreachable, span(of: statement))
        case .continue_: leave(to: continueTargets.last, statement)
        case .break_: leave(to: breakTargets.last, statement)
        case .return_: lowerReturn(statement)
        case .assembly: lowerAssembly(statement)
        case .otherStatement: statement.children.forEach(lowerStatement)
        case .attribute: break
        case let kind where kind.isExpression: evaluate(statement)
        default: emitOpaque("statement of an unknown kind", span(of: statement))
        }
    }

    /// A block with its own scope. Statements that the compiler dropped for errors become opaque.
    func lowerCompound(_ compound: Cursor) {
        let outer = cleanups.count
        var understood = compound.fileStart
        for child in compound.children {
            noteDropped(from: understood, to: child.fileStart, in: compound)
            lowerStatement(child)
            understood = child.fileEnd
        }
        noteDropped(from: understood, to: compound.fileEnd, in: compound)
        closeScope(outer, compound)
    }

    /// Runs the cleanups of the scope that ends here and forgets them.
    func closeScope(_ outer: Int, _ statement: Cursor) {
        runCleanups(downTo: outer, span(of: statement, at: statement.fileEnd))
        cleanups.removeSubrange(outer...)
    }

    /// Errors between two statements belong to statements that the compiler left out of the tree.
    private func noteDropped(from start: SourcePlace, to end: SourcePlace, in compound: Cursor) {
        for error in errors where start < error.place && error.place < end {
            emitOpaque(
                "statement the compiler rejects: \(error.message)", span(of: compound, at: error.place))
        }
    }

    private func lowerDeclaration(_ declared: Cursor) {
        guard declared.kind == .variable else { return }
        if declared.isStatic || !declared.isLocal {
            if declared.isStatic, let global = lowerGlobal(declared, context: context) { globals.append(global) }
            return
        }
        let number = addVariable(declared, kind: .local)
        if isVariablySized(declared.type) { declared.children.filter(\.kind.isExpression).forEach(evaluate) }
        emit(.declare(number), span(of: declared))
        if let initializer = declared.initializer {
            initialize(.variable(number), declared.type, with: initializer, span(of: declared))
        } else if errors.contains(where: { $0.place.line == declared.fileStart.line }) {
            emit(.assign(.variable(number), .use(.unknown)), span(of: declared))
        }
        if declared.children.contains(where: { $0.kind == .attribute }), let name = cleanupName(of: declared) {
            variables[number].cleanup = name
            cleanupFunctions[number] = context.reference(toFunctionNamed: name)
            cleanups.append(number)
        }
    }

    /// Whether the type is an array whose size is computed where it is declared.
    private func isVariablySized(_ type: ClangType) -> Bool {
        guard case .array(let element, let count) = type.shape else { return false }
        return count == nil || isVariablySized(element)
    }

    /// The function in `__attribute__((cleanup(NAME)))`, which libclang shows in the printed declaration only.
    private func cleanupName(of declared: Cursor) -> String? {
        let text = declared.prettyPrinted
        guard let start = text.firstRange(of: "cleanup(") else { return nil }
        let name = text[start.upperBound...].prefix { $0 != ")" }
        return name.isEmpty ? nil : String(name)
    }

    // MARK: Branches

    private func lowerIf(_ statement: Cursor) {
        let parts = statement.children
        guard parts.count >= 2 else {
            emitOpaque("if without a condition", span(of: statement))
            return
        }
        let then = newBlock()
        let otherwise = newBlock()
        let end = parts.count > 2 ? newBlock() : otherwise
        branch(on: parts[0], then: then, otherwise: otherwise)
        current = then
        lowerStatement(parts[1])
        jump(to: end, span(of: statement, at: parts[1].fileEnd))
        if parts.count > 2 {
            current = otherwise
            lowerStatement(parts[2])
            jump(to: end, span(of: statement, at: parts[2].fileEnd))
        }
    }

    private func lowerSwitch(_ statement: Cursor) {
        let parts = statement.children
        guard parts.count >= 2 else {
            emitOpaque("switch without a value", span(of: statement))
            return
        }
        let value = operand(parts[0])
        let head = current
        let end = newBlock()
        current = newBlock()
        switches.append(OpenSwitch())
        breakTargets.append(JumpTarget(block: end, cleanupCount: cleanups.count))
        lowerStatement(parts[1])
        jump(to: end, span(of: statement, at: statement.fileEnd))
        breakTargets.removeLast()
        let collected = switches.removeLast()
        let default_ = collected.default_ ?? end
        if case .integer(let constant) = value {
            // As in macros that switch on sizeof: one way is left.
            let taken = collected.cases.first { $0.first <= constant && constant <= $0.last }
            blocks[head].terminator = Terminator(.jump(taken?.target ?? default_), span(of: parts[0]))
            return
        }
        blocks[head].terminator = Terminator(
            .switch_(value, cases: collected.cases, default_: default_), span(of: parts[0]))
    }

    private func lowerCase(_ statement: Cursor) {
        let parts = statement.children
        let target = newBlock()
        let span = span(of: statement, at: statement.fileStart)
        jump(to: target, span)
        if switches.isEmpty {
            emitOpaque("case outside of a switch", span)
        } else if statement.kind == .default_ {
            switches[switches.count - 1].default_ = target
        } else if let first = parts.first?.constantValue {
            let last = parts.count > 2 ? parts[1].constantValue ?? first : first
            switches[switches.count - 1].cases.append(SwitchCase(first: first, last: last, target: target))
        } else {
            emitOpaque("case whose value is not known", span)
        }
        if let body = parts.last, parts.count > (statement.kind == .default_ ? 0 : 1) { lowerStatement(body) }
    }

    // MARK: Loops

    private func lowerWhile(_ statement: Cursor) {
        let parts = statement.children
        guard parts.count == 2 else {
            emitOpaque("while without a condition", span(of: statement))
            return
        }
        lowerLoop(condition: parts[0], body: parts[1], step: nil, statement)
    }

    /// The loop proper: condition, body, step, and the two ways out.
    private func lowerLoop(condition: Cursor?, body: Cursor, step: Cursor?, _ statement: Cursor) {
        let head = newBlock()
        let inside = newBlock()
        let next = newBlock()
        let end = newBlock()
        jump(to: head, span(of: statement, at: statement.fileStart))
        if let condition {
            branch(on: condition, then: inside, otherwise: end)
        } else {
            terminate(.jump(inside), span(of: statement, at: statement.fileStart))
        }
        current = inside
        lowerBody(body, breakTo: end, continueTo: next)
        jump(to: next, span(of: statement, at: body.fileEnd))
        if let step { evaluate(step) }
        terminate(.jump(head), span(of: statement, at: statement.fileEnd))
        current = end
    }

    private func lowerBody(_ body: Cursor, breakTo end: Int, continueTo next: Int) {
        breakTargets.append(JumpTarget(block: end, cleanupCount: cleanups.count))
        continueTargets.append(JumpTarget(block: next, cleanupCount: cleanups.count))
        lowerStatement(body)
        breakTargets.removeLast()
        continueTargets.removeLast()
    }

    private func lowerDo(_ statement: Cursor) {
        let parts = statement.children
        guard parts.count == 2 else {
            emitOpaque("do without a condition", span(of: statement))
            return
        }
        let inside = newBlock()
        let next = newBlock()
        let end = newBlock()
        jump(to: inside, span(of: statement, at: statement.fileStart))
        lowerBody(parts[0], breakTo: end, continueTo: next)
        jump(to: next, span(of: statement, at: parts[0].fileEnd))
        branch(on: parts[1], then: inside, otherwise: end)
        current = end
    }

    private func lowerFor(_ statement: Cursor) {
        var parts = statement.children[...]
        let start = statement.spellingStart
        let written = ForParts(bytes: context.texts.bytes(ofFile: start.file).dropFirst(start.offset))
        guard let body = parts.popLast(), written != nil || parts.count == 3 || parts.isEmpty,
            written == nil || parts.count == written!.count
        else {
            emitOpaque("for statement whose parts cannot be told apart", span(of: statement))
            return
        }
        let outer = cleanups.count
        let hasAll = parts.count == 3
        if written?.hasInit ?? hasAll, let part = parts.popFirst() { lowerStatement(part) }
        let condition = written?.hasCondition ?? hasAll ? parts.popFirst() : nil
        let step = written?.hasStep ?? hasAll ? parts.popFirst() : nil
        lowerLoop(condition: condition, body: body, step: step, statement)
        closeScope(outer, statement)
    }

    // MARK: Jumps

    private func lowerLabel(_ statement: Cursor) {
        let target = newBlock()
        jump(to: target, span(of: statement, at: statement.fileStart))
        if let node = statement.statementNode { labels[node] = (target, cleanups) }
        statement.children.filter { $0.kind != .attribute }.forEach(lowerStatement)
    }

    private func lowerGoto(_ statement: Cursor) {
        let span = span(of: statement)
        let label = statement.children.first
        pendingGotos.append(
            PendingGoto(
                block: current, label: label?.referenced?.statementNode, name: label?.spelling ?? "",
                cleanups: cleanups, span: span))
        current = newBlock()
    }

    private func leave(to target: JumpTarget?, _ statement: Cursor) {
        let span = span(of: statement)
        guard let target else {
            emitOpaque("break or continue outside of a loop", span)
            return
        }
        runCleanups(downTo: target.cleanupCount, span)
        terminate(.jump(target.block), span)
    }

    private func lowerReturn(_ statement: Cursor) {
        let span = span(of: statement)
        var value = statement.children.first.map(operand)
        if !cleanups.isEmpty, let computed = value, computed.place != nil {
            // The value is fixed before the cleanups run.
            let kept = temporary(context.type(statement.children[0].type))
            emit(.assign(.variable(kept), .use(computed)), span)
            value = .load(.variable(kept))
        }
        if case .void = context.type(declaration.resultType) { value = nil }
        runCleanups(downTo: 0, span)
        terminate(.return_(value), span)
    }

    // MARK: Assembly

    private func lowerAssembly(_ statement: Cursor) {
        let span = span(of: statement)
        let start = statement.spellingStart
        let head = context.texts.bytes(ofFile: start.file).dropFirst(start.offset)
            .prefix { $0 != UInt8(ascii: "(") }
        if String(decoding: head, as: UTF8.self).contains("goto") {
            // The labels are not in libclang's tree, so the edges are not known.
            emitOpaque("asm goto", span)
            return
        }
        var writes: [Place] = []
        var reads: [Operand] = []
        for child in statement.children where child.kind.isExpression {
            // libclang does not tell outputs from inputs; an input that is read as a value has a conversion on it.
            if isPlace(child) { writes.append(place(child)) } else { reads.append(operand(child)) }
        }
        emit(.assembly(writes: writes, reads: reads), span)
    }
}

extension ForParts {
    /// How many parts are written.
    var count: Int { [hasInit, hasCondition, hasStep].count { $0 } }
}
