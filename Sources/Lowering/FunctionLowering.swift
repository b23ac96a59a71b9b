import Clang
import Program

/// Lowers one function body to a control-flow graph.
///
/// The statement, expression, place and call parts are extensions in files of their own. All of them append to
/// the current block; where control cannot go on, the current block becomes a fresh one that nothing reaches,
/// and `finish` drops it.
final class FunctionLowering {
    /// A block under construction.
    struct OpenBlock {
        var statements: [Statement] = []
        var terminator: Terminator?
    }

    /// A `goto` that waits for its label, with the cleanups that are alive where it stands.
    struct PendingGoto {
        var block: Int
        /// The label's statement: names do not do, since `__label__` makes them local and macros repeat them.
        var label: UnsafeRawPointer?
        var name: String
        var cleanups: [Int]
        var span: Span
    }

    /// Where `break` or `continue` goes, and how many cleanups stay alive there.
    struct JumpTarget {
        var block: Int
        var cleanupCount: Int
    }

    /// The cases of a `switch` that have been met so far.
    struct OpenSwitch {
        var cases: [SwitchCase] = []
        var default_: Int?
    }

    let context: UnitContext
    let declaration: Cursor
    var blocks: [OpenBlock] = [OpenBlock()]
    var current = 0
    var variables: [Variable] = []
    var numbers: [Cursor: Int] = [:]
    /// Variables with a cleanup function that are in scope, outermost first, and the function of each.
    var cleanups: [Int] = []
    var cleanupFunctions: [Int: FunctionRef] = [:]
    var labels: [UnsafeRawPointer: (block: Int, cleanups: [Int])] = [:]
    var pendingGotos: [PendingGoto] = []
    var breakTargets: [JumpTarget] = []
    var continueTargets: [JumpTarget] = []
    var switches: [OpenSwitch] = []
    var opaqueNodes: [OpaqueNode] = []
    var globals: [Global] = []
    /// Branches that constants decide.
    var branchesNotTaken: [BranchNotTaken] = []
    private var nesting = 0
    private var files: [String] = []
    private var fileNumbers: [Int: Int] = [:]
    private(set) var macros: [MacroUse] = []
    private var macroNumbers: [MacroUse: Int] = [:]
    /// The compiler's errors, as far as they are in this function.
    let errors: [ClangDiagnostic]

    init(_ declaration: Cursor, context: UnitContext, errors: [ClangDiagnostic] = []) {
        self.declaration = declaration
        self.context = context
        let start = declaration.fileStart
        let end = declaration.fileEnd
        self.errors = errors.filter { start <= $0.place && $0.place < end }
    }

    /// Lowers the body; nil for a declaration without one.
    func lower() -> Function? {
        guard let body = declaration.children.last(where: { $0.kind == .compound }) else { return nil }
        let start = declaration.fileStart
        _ = file(start.file)
        let name = declaration.fileLocation
        let nameLength = declaration.spelling.utf8.count
        let parameters = declaration.children.filter { $0.kind == .parameter }
        for parameter in parameters {
            _ = addVariable(parameter, kind: .parameter)
        }
        lowerCompound(body)
        terminate(.return_(nil), span(of: body, at: declaration.fileEnd))
        resolveGotos()
        var function = Function(
            ref: context.reference(to: declaration), file: context.path(ofFile: start.file),
            lines: start.line...max(start.line, declaration.fileEnd.line),
            nameSpan: Span(
                file: file(name.file), line: name.line, column: name.column, endLine: name.line,
                endColumn: name.column + nameLength),
            returnType: context.type(declaration.resultType), parameterCount: parameters.count,
            variables: variables, blocks: finishedBlocks(), files: files, macros: macros, opaqueNodes: opaqueNodes)
        function.lockContracts = context.texts.lockContracts(from: name, to: body.fileStart)
        return function
    }

    // MARK: Nesting

    /// Lowering follows the nesting of the source, which a stranger chooses; the stack must not.
    private static let nestingLimit = 600

    /// Runs one level of the descent, or gives `fallback` and an opaque node where the nesting is too deep.
    func descend<Result>(into cursor: Cursor, orElse fallback: Result, _ lower: () -> Result) -> Result {
        guard nesting < Self.nestingLimit else {
            emitOpaque("nested too deeply", span(of: cursor))
            return fallback
        }
        nesting += 1
        defer { nesting -= 1 }
        return lower()
    }

    // MARK: Blocks

    func newBlock() -> Int {
        blocks.append(OpenBlock())
        return blocks.count - 1
    }

    func emit(_ kind: Statement.Kind, _ span: Span) {
        blocks[current].statements.append(Statement(kind, span))
    }

    /// Ends the current block; what follows is unreachable until someone sets `current`.
    func terminate(_ kind: Terminator.Kind, _ span: Span) {
        blocks[current].terminator = Terminator(kind, span)
        current = newBlock()
    }

    /// Goes on in `block`.
    func jump(to block: Int, _ span: Span) {
        terminate(.jump(block), span)
        current = block
    }

    /// Records code that is not understood.
    func emitOpaque(_ reason: String, _ span: Span) {
        emit(.opaque(opaqueNodes.count), span)
        opaqueNodes.append(OpaqueNode(reason: reason, span: span))
    }

    // MARK: Variables

    func addVariable(_ cursor: Cursor, kind: Variable.Kind) -> Int {
        var type = context.type(cursor.type)
        if kind == .parameter {
            // `int a[]` and `int f(int)` are pointers; libclang shows the type as written.
            if case .array(let element, _) = type { type = .pointer(element) }
            if case .function = type { type = .pointer(.function) }
        }
        variables.append(Variable(name: cursor.spelling, type: type, kind: kind))
        numbers[cursor] = variables.count - 1
        return variables.count - 1
    }

    func temporary(_ type: CType) -> Int {
        variables.append(Variable(name: "", type: type, kind: .temporary))
        return variables.count - 1
    }

    // MARK: Cleanups

    /// Calls the cleanup functions of all variables above the first `count`, innermost first.
    func runCleanups(downTo count: Int, _ span: Span) {
        for number in cleanups[count...].reversed() { emitCleanup(of: number, span) }
    }

    private func emitCleanup(of number: Int, _ span: Span) {
        guard let function = cleanupFunctions[number] else { return }
        emit(
            .call(
                Call(
                    callee: .direct(function), arguments: [.address(.variable(number))], result: nil, isCleanup: true)),
            span)
    }

    /// Leads each `goto` to its label through the cleanups of the scopes that it leaves.
    private func resolveGotos() {
        for pending in pendingGotos {
            current = pending.block
            guard let label = pending.label.flatMap({ labels[$0] }) else {
                emitOpaque("goto to a label that is not there: \(pending.name)", pending.span)
                terminate(.unreachable, pending.span)
                continue
            }
            let shared = zip(pending.cleanups, label.cleanups).prefix { $0 == $1 }.count
            for number in pending.cleanups[shared...].reversed() { emitCleanup(of: number, pending.span) }
            terminate(.jump(label.block), pending.span)
        }
    }

    /// The blocks that the entry reaches, renumbered in the order in which they were made.
    private func finishedBlocks() -> [Block] {
        var isReached = Array(repeating: false, count: blocks.count)
        var work = [0]
        isReached[0] = true
        while let number = work.popLast() {
            for next in blocks[number].terminator?.successors ?? [] where !isReached[next] {
                isReached[next] = true
                work.append(next)
            }
        }
        for branch in branchesNotTaken where isReached[branch.block] { keepMentions(in: branch, isReached) }
        var newNumbers: [Int: Int] = [:]
        for number in blocks.indices where isReached[number] { newNumbers[number] = newNumbers.count }
        return blocks.indices.filter { isReached[$0] }.map { number in
            let block = blocks[number]
            let terminator = block.terminator!
            let renumbered: Terminator.Kind =
                switch terminator.kind {
                case .jump(let target): .jump(newNumbers[target]!)
                case .branch(let value, let then, let otherwise):
                    .branch(value, then: newNumbers[then]!, otherwise: newNumbers[otherwise]!)
                case .switch_(let value, let cases, let default_):
                    .switch_(
                        value,
                        cases: cases.map {
                            SwitchCase(first: $0.first, last: $0.last, target: newNumbers[$0.target]!)
                        }, default_: newNumbers[default_]!)
                case .return_, .unreachable: terminator.kind
                }
            return Block(statements: block.statements, terminator: Terminator(renumbered, terminator.span))
        }
    }

    // MARK: Places in the source

    /// The function's own number for a file of the unit.
    func file(_ unitNumber: Int) -> Int {
        if let known = fileNumbers[unitNumber] { return known }
        files.append(context.path(ofFile: unitNumber))
        fileNumbers[unitNumber] = files.count - 1
        return files.count - 1
    }

    func span(of cursor: Cursor) -> Span { span(of: cursor, from: cursor.fileStart, to: cursor.fileEnd) }

    /// A span of no length.
    func span(of cursor: Cursor, at place: SourcePlace) -> Span { span(of: cursor, from: place, to: place) }

    private func span(of cursor: Cursor, from start: SourcePlace, to end: SourcePlace) -> Span {
        let isOrdered = end.file == start.file && end.offset > start.offset
        return Span(
            file: file(start.file), line: start.line, column: start.column,
            endLine: isOrdered ? end.line : start.line, endColumn: isOrdered ? end.column : start.column + 1,
            macro: macro(of: cursor))
    }

    private func macro(of cursor: Cursor) -> Int? {
        let spelling = cursor.spellingStart
        let expansion = cursor.expansionStart
        guard spelling != expansion, expansion.file >= 0 else { return nil }
        let use = MacroUse(
            name: context.texts.identifier(at: expansion), file: file(spelling.file), line: spelling.line,
            column: spelling.column)
        if let known = macroNumbers[use] { return known }
        macros.append(use)
        macroNumbers[use] = macros.count - 1
        return macros.count - 1
    }
}
