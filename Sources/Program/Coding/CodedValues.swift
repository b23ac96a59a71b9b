// Places, values and types as bytes. The numbers of cases are written, so their order here is part of the form.

extension FieldRef: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(record)
        writer.write(name)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(record: try reader.readString(), name: try reader.readString())
    }
}

extension FunctionRef: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(name)
        writer.write(file)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(name: try reader.readString(), file: try reader.read())
    }
}

extension Place: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(root)
        writer.write(projections)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(try reader.read(), try reader.read()) }
}

extension Place.Root: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch self {
        case .variable(let number):
            writer.write(0)
            writer.write(number)
        case .global(let name):
            writer.write(1)
            writer.write(name)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self = try reader.readIndex(below: 2) == 0 ? .variable(try reader.readIndex(below: reader.variableCount)) : .global(try reader.readString())
    }
}

extension Place.Projection: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch self {
        case .dereference: writer.write(0)
        case .field(let field):
            writer.write(1)
            writer.write(field)
        case .index(let operand):
            writer.write(2)
            writer.write(operand)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.readIndex(below: 3) {
        case 0: self = .dereference
        case 1: self = .field(try reader.read())
        default: self = .index(try reader.read())
        }
    }
}

extension Operand: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch self {
        case .integer(let bits):
            writer.write(0)
            writer.write(bits)
        case .string(let text):
            writer.write(1)
            writer.write(text)
        case .load(let place):
            writer.write(2)
            writer.write(place)
        case .address(let place):
            writer.write(3)
            writer.write(place)
        case .function(let ref):
            writer.write(4)
            writer.write(ref)
        case .unknown: writer.write(5)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self = try reader.nested { (reader) throws(ByteCodingError) in
            switch try reader.readIndex(below: 6) {
            case 0: .integer(try reader.readInt64())
            case 1: .string(try reader.readString())
            case 2: .load(try reader.read())
            case 3: .address(try reader.read())
            case 4: .function(try reader.read())
            default: .unknown
            }
        }
    }
}

extension Rvalue: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch self {
        case .use(let operand):
            writer.write(0)
            writer.write(operand)
        case .unary(let operation, let operand):
            writer.write(1)
            writer.write(operation)
            writer.write(operand)
        case .binary(let operation, let left, let right):
            writer.write(2)
            writer.write(operation)
            writer.write(left)
            writer.write(right)
        case .cast(let operand, let type):
            writer.write(3)
            writer.write(operand)
            writer.write(type)
        case .zero: writer.write(4)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.readIndex(below: 5) {
        case 0: self = .use(try reader.read())
        case 1: self = .unary(try reader.readRaw(), try reader.read())
        case 2: self = .binary(try reader.readRaw(), try reader.read(), try reader.read())
        case 3: self = .cast(try reader.read(), to: try reader.read())
        default: self = .zero
        }
    }
}

extension CType: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        switch self {
        case .void: writer.write(0)
        case .bool: writer.write(1)
        case .integer(let bits, let isSigned):
            writer.write(2)
            writer.write(bits)
            writer.write(isSigned)
        case .floating(let bits):
            writer.write(3)
            writer.write(bits)
        case .pointer(let type):
            writer.write(4)
            writer.write(type)
        case .array(let type, let count):
            writer.write(5)
            writer.write(type)
            writer.write(count)
        case .record(let name):
            writer.write(6)
            writer.write(name)
        case .enumeration(let name):
            writer.write(7)
            writer.write(name)
        case .function: writer.write(8)
        case .unknown: writer.write(9)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self = try reader.nested { (reader) throws(ByteCodingError) in
            switch try reader.readIndex(below: 10) {
            case 0: .void
            case 1: .bool
            case 2: .integer(bits: try reader.readInt(), isSigned: try reader.readBool())
            case 3: .floating(bits: try reader.readInt())
            case 4: .pointer(try reader.read())
            case 5: .array(try reader.read(), count: try reader.read())
            case 6: .record(try reader.readString())
            case 7: .enumeration(try reader.readString())
            case 8: .function
            default: .unknown
            }
        }
    }
}
