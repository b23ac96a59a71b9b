/// A C type with typedefs and qualifiers looked through.
public indirect enum CType: Hashable, Sendable {
    case void, bool
    case integer(bits: Int, isSigned: Bool)
    case floating(bits: Int)
    case pointer(CType)
    /// The count is nil where the compiler does not know it.
    case array(CType, count: Int?)
    /// A struct or union, by its `Record.name`.
    case record(String)
    case enumeration(String)
    case function
    /// The type of an expression with errors, and of the few C types that nobody asks for.
    case unknown

    /// The type pointed to, nil for what is no pointer.
    public var pointee: CType? {
        if case .pointer(let type) = self { type } else { nil }
    }

    /// The name of the record that this type is, points to, or is an array of.
    public var recordName: String? {
        switch self {
        case .record(let name): name
        case .pointer(let type), .array(let type, _): type.recordName
        default: nil
        }
    }

    public var isPointer: Bool { pointee != nil }
}

extension CType: CustomStringConvertible {
    public var description: String {
        switch self {
        case .void: "void"
        case .bool: "bool"
        case .integer(let bits, let isSigned): (isSigned ? "s" : "u") + String(bits)
        case .floating(let bits): "f\(bits)"
        case .pointer(let type): "\(type)*"
        case .array(let type, let count): "\(type)[\(count.map(String.init) ?? "")]"
        case .record(let name): name
        case .enumeration(let name): "enum \(name)"
        case .function: "function"
        case .unknown: "?"
        }
    }
}

/// A field of a struct or union.
///
/// Fields of unnamed members count as fields of the record that C lets one reach them through: `record` is the
/// nearest record around the field that is not itself such a member, and a place has no step for the unnamed ones.
public struct FieldRef: Hashable, Sendable, CustomStringConvertible {
    /// The declaring record's name; empty where the compiler does not know the member.
    public var record: String
    public var name: String

    public init(record: String, name: String) {
        self.record = record
        self.name = name
    }

    public var description: String { name }
}

/// The layout of a struct or union.
public struct Record: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        /// Empty for an unnamed member.
        public var name: String
        public var type: CType
        /// From the start of the record, nil where the compiler does not know.
        public var bitOffset: Int?
        /// For bit-fields only.
        public var bitWidth: Int?
        public var line: Int

        public init(name: String, type: CType, bitOffset: Int?, bitWidth: Int?, line: Int) {
            self.name = name
            self.type = type
            self.bitOffset = bitOffset
            self.bitWidth = bitWidth
            self.line = line
        }
    }

    /// The tag, the typedef's name for a record without tag, or a name made from its place.
    public var name: String
    public var isUnion: Bool
    /// In bytes; nil for an incomplete record.
    public var size: Int?
    public var fields: [Field]
    /// Tree-relative path of the declaring file.
    public var file: String
    public var line: Int

    public init(name: String, isUnion: Bool, size: Int?, fields: [Field], file: String, line: Int) {
        self.name = name
        self.isUnion = isUnion
        self.size = size
        self.fields = fields
        self.file = file
        self.line = line
    }
}
