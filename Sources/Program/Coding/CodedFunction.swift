// Bodies as bytes. Lines of a function's own file are counted from the writer's `firstLine`.

extension Function: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(ref)
        writer.write(file)
        writer.write(lines.lowerBound - writer.firstLine)
        writer.write(lines.count)
        writer.write(nameSpan)
        writer.write(returnType)
        writer.write(parameterCount)
        writer.write(variables)
        writer.write(blocks)
        writer.write(files)
        writer.write(macros)
        writer.write(opaqueNodes)
        writer.write(lockContracts)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let (ref, file): (FunctionRef, String) = (try reader.read(), try reader.readString())
        let first = try reader.readInt()
        let count = try reader.readInt()
        // No file has more lines, and no sum overflows.
        guard 1...(1 << 40) ~= count, abs(first) < 1 << 40 else { throw .damaged }
        let start = first + reader.firstLine
        let (nameSpan, returnType): (Span, CType) = (try reader.read(), try reader.read())
        let (parameterCount, variables): (Int, [Variable]) = (try reader.readInt(), try reader.read())
        reader.variableCount = variables.count
        self.init(
            ref: ref, file: file, lines: start...(start + count - 1), nameSpan: nameSpan, returnType: returnType,
            parameterCount: parameterCount, variables: variables, blocks: try reader.read(), files: try reader.read(),
            macros: try reader.read(), opaqueNodes: try reader.read())
        reader.variableCount = .max
        lockContracts = try reader.read()
        guard 0...variables.count ~= parameterCount, isClosed else { throw .damaged }
    }

    /// Whether no jump leads out of the body, no span to a file or a macro that is not there.
    private var isClosed: Bool {
        let isThere = { (span: Span) in files.indices.contains(span.file) && span.macro.map(macros.indices.contains) ?? true }
        return isThere(nameSpan) && opaqueNodes.allSatisfy { isThere($0.span) }
            && macros.allSatisfy { files.indices.contains($0.file) } && !blocks.isEmpty
            && blocks.allSatisfy { block in
                isThere(block.terminator.span) && block.terminator.successors.allSatisfy(blocks.indices.contains)
                    && block.statements.allSatisfy { isThere($0.span) && refersToWhatIsThere($0.kind) }
            }
    }

    private func refersToWhatIsThere(_ kind: Statement.Kind) -> Bool {
        switch kind {
        case .opaque(let number): opaqueNodes.indices.contains(number)
        case .declare(let number): variables.indices.contains(number)
        case .assign, .call, .evaluate, .assembly: true
        }
    }
}

extension Variable: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(name)
        writer.write(type)
        writer.write(kind)
        writer.write(cleanup)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(name: try reader.readString(), type: try reader.read(), kind: try reader.readRaw(), cleanup: try reader.read())
    }
}

extension Block: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(statements)
        writer.write(terminator)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(statements: try reader.read(), terminator: try reader.read())
    }
}

extension Statement: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(kind)
        writer.write(span)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(try reader.read(), try reader.read()) }
}

extension Statement.Kind: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch self {
        case .assign(let place, let value):
            writer.write(0)
            writer.write(place)
            writer.write(value)
        case .call(let call):
            writer.write(1)
            writer.write(call)
        case .declare(let number):
            writer.write(2)
            writer.write(number)
        case .evaluate(let operand):
            writer.write(3)
            writer.write(operand)
        case .assembly(let writes, let reads):
            writer.write(4)
            writer.write(writes)
            writer.write(reads)
        case .opaque(let number):
            writer.write(5)
            writer.write(number)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.readIndex(below: 6) {
        case 0: self = .assign(try reader.read(), try reader.read())
        case 1: self = .call(try reader.read())
        case 2: self = .declare(try reader.readInt())
        case 3: self = .evaluate(try reader.read())
        case 4: self = .assembly(writes: try reader.read(), reads: try reader.read())
        default: self = .opaque(try reader.readInt())
        }
    }
}

extension Call: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch callee {
        case .direct(let ref):
            writer.write(0)
            writer.write(ref)
        case .indirect(let operand):
            writer.write(1)
            writer.write(operand)
        }
        writer.write(arguments)
        writer.write(result)
        writer.write(isCleanup)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let callee: Callee = try reader.readIndex(below: 2) == 0 ? .direct(try reader.read()) : .indirect(try reader.read())
        self.init(callee: callee, arguments: try reader.read(), result: try reader.read(), isCleanup: try reader.readBool())
    }
}

extension Terminator: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch kind {
        case .jump(let block):
            writer.write(0)
            writer.write(block)
        case .branch(let value, let then, let otherwise):
            writer.write(1)
            writer.write(value)
            writer.write(then)
            writer.write(otherwise)
        case .switch_(let operand, let cases, let default_):
            writer.write(2)
            writer.write(operand)
            writer.write(cases)
            writer.write(default_)
        case .return_(let operand):
            writer.write(3)
            writer.write(operand)
        case .unreachable: writer.write(4)
        }
        writer.write(span)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let kind: Kind =
            switch try reader.readIndex(below: 5) {
            case 0: .jump(try reader.readInt())
            case 1: .branch(try reader.read(), then: try reader.readInt(), otherwise: try reader.readInt())
            case 2: .switch_(try reader.read(), cases: try reader.read(), default_: try reader.readInt())
            case 3: .return_(try reader.read())
            default: .unreachable
            }
        self.init(kind, try reader.read())
    }
}

extension SwitchCase: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(first)
        writer.write(last)
        writer.write(target)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(first: try reader.readInt64(), last: try reader.readInt64(), target: try reader.readInt())
    }
}

extension Span: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(file)
        writer.write(file == 0 ? line - writer.firstLine : line)
        writer.write(column)
        writer.write(endLine - line)
        writer.write(endColumn)
        writer.write(macro)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let file = try reader.readInt()
        let (line, column, height) = (try reader.readInt(), try reader.readInt(), try reader.readInt())
        guard abs(line) < 1 << 40, abs(height) < 1 << 40 else { throw .damaged }
        let first = file == 0 ? line + reader.firstLine : line
        self.init(
            file: file, line: first, column: column, endLine: first + height, endColumn: try reader.readInt(),
            macro: try reader.read())
    }
}

extension MacroUse: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(name)
        writer.write(file)
        writer.write(file == 0 ? line - writer.firstLine : line)
        writer.write(column)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let (name, file, line) = (try reader.readString(), try reader.readInt(), try reader.readInt())
        guard abs(line) < 1 << 40 else { throw .damaged }
        self.init(name: name, file: file, line: file == 0 ? line + reader.firstLine : line, column: try reader.readInt())
    }
}

extension OpaqueNode: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(reason)
        writer.write(span)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(reason: try reader.readString(), span: try reader.read())
    }
}

extension LockContract: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(kind)
        writer.write(lock)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(try reader.readRaw(), lock: try reader.readString()) }
}
