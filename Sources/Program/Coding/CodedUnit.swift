extension ProgramUnit: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(file)
        writer.write(functions)
        writer.write(digests)
        writer.write(records.count)
        for (name, record) in records.sorted(by: { $0.key < $1.key }) {
            writer.write(name)
            writer.write(record)
        }
        writer.write(globals)
        writer.write(includedFiles)
        writer.write(errors)
        writer.write(skippedLines)
        writer.write(declaredFunctions)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(file: try reader.readString(), functions: try reader.read())
        digests = try reader.read()
        for _ in 0..<(try reader.readCount()) {
            let (name, record): (String, Record) = (try reader.readString(), try reader.read())
            records[name] = record
        }
        globals = try reader.read()
        includedFiles = try reader.read()
        errors = try reader.read()
        skippedLines = try reader.read()
        declaredFunctions = try reader.read()
    }
}

extension Record: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(name)
        writer.write(isUnion)
        writer.write(size)
        writer.write(fields)
        writer.write(file)
        writer.write(line)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            name: try reader.readString(), isUnion: try reader.readBool(), size: try reader.read(), fields: try reader.read(),
            file: try reader.readString(), line: try reader.readInt())
    }
}

extension Record.Field: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(name)
        writer.write(type)
        writer.write(bitOffset)
        writer.write(bitWidth)
        writer.write(line)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            name: try reader.readString(), type: try reader.read(), bitOffset: try reader.read(), bitWidth: try reader.read(),
            line: try reader.readInt())
    }
}

extension Global: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(name)
        writer.write(type)
        writer.write(file)
        writer.write(line)
        writer.write(isStatic)
        writer.write(values)
        writer.write(files)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            name: try reader.readString(), type: try reader.read(), file: try reader.readString(), line: try reader.readInt(),
            isStatic: try reader.readBool(), values: try reader.read(), files: try reader.read())
        guard values.allSatisfy({ files.indices.contains($0.span.file) }) else { throw .damaged }
    }
}

extension Global.InitialValue: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(path)
        writer.write(value)
        writer.write(span)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(path: try reader.read(), value: try reader.read(), span: try reader.read())
    }
}

extension ParseError: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(file)
        writer.write(line)
        writer.write(message)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(file: try reader.readString(), line: try reader.readInt(), message: try reader.readString())
    }
}
