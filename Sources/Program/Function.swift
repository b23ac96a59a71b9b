/// A function body as a control-flow graph.
public struct Function: Sendable, Hashable {
    public var ref: FunctionRef
    /// The file that holds the body, tree-relative.
    public var file: String
    /// The lines of the definition, from the declaration specifiers to the closing brace.
    public var lines: ClosedRange<Int>
    /// Where the name stands.
    public var nameSpan: Span
    public var returnType: CType
    public var parameterCount: Int
    /// Parameters first, then locals and temporaries in the order that they are met.
    public var variables: [Variable]
    /// Block 0 is the entry. Blocks that nothing reaches are not kept.
    public var blocks: [Block]
    /// The files that spans refer to; number 0 is `file`.
    public var files: [String]
    public var macros: [MacroUse]
    /// What could not be lowered, in source order; each also stands in the graph as an opaque statement.
    public var opaqueNodes: [OpaqueNode]
    /// What the function promises of locks, in the order in which it is written.
    public var lockContracts: [LockContract] = []

    public init(
        ref: FunctionRef, file: String, lines: ClosedRange<Int>, nameSpan: Span, returnType: CType,
        parameterCount: Int, variables: [Variable], blocks: [Block], files: [String], macros: [MacroUse],
        opaqueNodes: [OpaqueNode]
    ) {
        self.ref = ref
        self.file = file
        self.lines = lines
        self.nameSpan = nameSpan
        self.returnType = returnType
        self.parameterCount = parameterCount
        self.variables = variables
        self.blocks = blocks
        self.files = files
        self.macros = macros
        self.opaqueNodes = opaqueNodes
    }

    public var name: String { ref.name }
    public var parameters: ArraySlice<Variable> { variables[..<parameterCount] }

    /// The name of the outermost macro whose expansion the span lies in.
    public func macroName(_ span: Span) -> String? { span.macro.map { macros[$0].name } }
}

/// A parameter, local variable or temporary.
public struct Variable: Sendable, Hashable {
    public enum Kind: String, Sendable {
        case parameter, local, temporary
    }

    /// Empty for temporaries and unnamed parameters.
    public var name: String
    public var type: CType
    public var kind: Kind
    /// The function that `__attribute__((cleanup))` names.
    public var cleanup: String?

    public init(name: String, type: CType, kind: Kind, cleanup: String? = nil) {
        self.name = name
        self.type = type
        self.kind = kind
        self.cleanup = cleanup
    }
}

/// Statements that run one after the other, and where it goes on.
public struct Block: Sendable, Hashable {
    public var statements: [Statement]
    public var terminator: Terminator

    public init(statements: [Statement] = [], terminator: Terminator) {
        self.statements = statements
        self.terminator = terminator
    }
}

public struct Statement: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case assign(Place, Rvalue)
        case call(Call)
        /// The variable comes to life with no value.
        case declare(Int)
        /// The value is computed and dropped, as in `*p;`.
        case evaluate(Operand)
        /// Inline assembly: the places that it writes and the values that it reads.
        case assembly(writes: [Place], reads: [Operand])
        /// Not understood: an index into the function's `opaqueNodes`. Anything may have happened.
        case opaque(Int)
    }

    public var kind: Kind
    public var span: Span

    public init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }
}

public struct Call: Sendable, Hashable {
    public enum Callee: Sendable, Hashable {
        case direct(FunctionRef)
        case indirect(Operand)
    }

    public var callee: Callee
    public var arguments: [Operand]
    /// Where the result goes, nil for functions without one.
    public var result: Place?
    /// Made by leaving the scope of a variable with a cleanup function.
    public var isCleanup: Bool

    public init(callee: Callee, arguments: [Operand], result: Place?, isCleanup: Bool = false) {
        self.callee = callee
        self.arguments = arguments
        self.result = result
        self.isCleanup = isCleanup
    }

    /// The function called, where it is called by name.
    public var name: String? {
        if case .direct(let ref) = callee { ref.name } else { nil }
    }
}

public struct Terminator: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case jump(Int)
        /// `then` where the value is not zero.
        case branch(Rvalue, then: Int, otherwise: Int)
        case switch_(Operand, cases: [SwitchCase], default_: Int)
        case return_(Operand?)
        /// Control never comes here or never goes on: after `BUG()`, or a call that does not return.
        case unreachable
    }

    public var kind: Kind
    public var span: Span

    public init(_ kind: Kind, _ span: Span) {
        self.kind = kind
        self.span = span
    }

    /// The blocks that may come next, in a fixed order.
    public var successors: [Int] {
        switch kind {
        case .jump(let block): [block]
        case .branch(_, let then, let otherwise): [then, otherwise]
        case .switch_(_, let cases, let default_): cases.map(\.target) + [default_]
        case .return_, .unreachable: []
        }
    }
}

/// One `case` of a switch; `first` and `last` differ for GNU case ranges.
public struct SwitchCase: Sendable, Hashable {
    public var first: Int64
    public var last: Int64
    public var target: Int

    public init(first: Int64, last: Int64, target: Int) {
        self.first = first
        self.last = last
        self.target = target
    }
}

/// A stretch of source as a person sees it (macros unexpanded).
public struct Span: Sendable, Hashable {
    /// An index into the function's `files`.
    public var file: Int
    public var line: Int
    /// Counted from 1, in bytes.
    public var column: Int
    public var endLine: Int
    /// The first column behind the stretch.
    public var endColumn: Int
    /// An index into the function's `macros`, where the code comes from a macro's expansion.
    public var macro: Int?

    public init(file: Int, line: Int, column: Int, endLine: Int, endColumn: Int, macro: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
        self.macro = macro
    }
}

/// Where code that comes from a macro is spelled.
public struct MacroUse: Sendable, Hashable {
    /// The outermost macro, the name that stands in the function.
    public var name: String
    /// An index into the function's `files`: the file that spells the code.
    public var file: Int
    public var line: Int
    public var column: Int

    public init(name: String, file: Int, line: Int, column: Int) {
        self.name = name
        self.file = file
        self.line = line
        self.column = column
    }
}

/// Code that could not be lowered.
public struct OpaqueNode: Sendable, Hashable {
    public var reason: String
    public var span: Span

    public init(reason: String, span: Span) {
        self.reason = reason
        self.span = span
    }
}
