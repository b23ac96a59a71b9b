/// What one parsed file gives: plain values, so that it can be cached and sent around.
public struct ProgramUnit: Sendable, Hashable {
    /// The main file, tree-relative.
    public var file: String
    /// Bodies from the main file and, where they were asked for, from headers; in source order.
    public var functions: [Function]
    /// Of the functions, in their order; none where nobody has worked them out.
    public var digests: [Digest] = []
    /// The structs and unions that functions and globals mention, by name.
    public var records: [String: Record]
    /// Variables with static storage that have an initialiser.
    public var globals: [Global]
    /// All files that were read, tree-relative; files of the compiler and stand-ins are not among them.
    public var includedFiles: [String]
    /// The compiler's errors.
    public var errors: [ParseError]
    /// Lines of the main file that the preprocessor left out.
    public var skippedLines: [ClosedRange<Int>]
    /// Every function that is declared or defined, whatever the file.
    public var declaredFunctions: Set<String>

    /// Of the function with that number; nil where nobody has worked it out.
    public func digest(ofFunction number: Int) -> Digest? { digests.indices.contains(number) ? digests[number] : nil }

    public init(
        file: String, functions: [Function] = [], records: [String: Record] = [:], globals: [Global] = [],
        includedFiles: [String] = [], errors: [ParseError] = [], skippedLines: [ClosedRange<Int>] = [],
        declaredFunctions: Set<String> = []
    ) {
        self.file = file
        self.functions = functions
        self.records = records
        self.globals = globals
        self.includedFiles = includedFiles
        self.errors = errors
        self.skippedLines = skippedLines
        self.declaredFunctions = declaredFunctions
    }
}

/// An error of the compiler.
public struct ParseError: Sendable, Hashable {
    /// Tree-relative, or the bare name of a file outside the tree.
    public var file: String
    public var line: Int
    public var message: String

    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }
}

/// A variable with static storage and what it starts with.
public struct Global: Sendable, Hashable {
    /// One scalar of an initialiser.
    public struct InitialValue: Sendable, Hashable {
        /// The way from the variable to the scalar: `.vm_ops.fault`, `[3].name`. Array subscripts are nil
        /// where a list gives them by position.
        public var path: [FieldRef]
        public var value: Operand
        public var span: Span

        public init(path: [FieldRef], value: Operand, span: Span) {
            self.path = path
            self.value = value
            self.span = span
        }
    }

    public var name: String
    public var type: CType
    /// Tree-relative.
    public var file: String
    public var line: Int
    public var isStatic: Bool
    public var values: [InitialValue]
    /// The files that spans refer to.
    public var files: [String]

    public init(
        name: String, type: CType, file: String, line: Int, isStatic: Bool, values: [InitialValue], files: [String]
    ) {
        self.name = name
        self.type = type
        self.file = file
        self.line = line
        self.isStatic = isStatic
        self.values = values
        self.files = files
    }
}
