import CLibclang

/// A C type.
public struct ClangType {
    private let raw: CXType
    private unowned(unsafe) let unit: TranslationUnit

    init(_ raw: CXType, _ unit: TranslationUnit) {
        self.raw = raw
        self.unit = unit
    }

    /// What the type is once typedefs, qualifiers and `typeof` are looked through.
    public enum Shape {
        case void, bool
        case integer(bits: Int, isSigned: Bool)
        case floating(bits: Int)
        case pointer(ClangType)
        /// The count is nil for `[]` and for arrays whose length is known at run time only.
        case array(ClangType, count: Int?)
        case record(Cursor)
        case enumeration(Cursor)
        case function
        /// The type of an expression with errors, or one C hardly has (vectors, complex numbers).
        case unknown
    }

    public var shape: Shape {
        let canonical = clang_getCanonicalType(raw)
        switch canonical.kind {
        case CXType_Void: return .void
        case CXType_Bool: return .bool
        case CXType_Char_U, CXType_UChar, CXType_UShort, CXType_UInt, CXType_ULong, CXType_ULongLong, CXType_UInt128:
            return .integer(bits: bits(of: canonical), isSigned: false)
        case CXType_Char_S, CXType_SChar, CXType_Short, CXType_Int, CXType_Long, CXType_LongLong, CXType_Int128,
            CXType_WChar:
            return .integer(bits: bits(of: canonical), isSigned: true)
        case CXType_Float, CXType_Double, CXType_LongDouble: return .floating(bits: bits(of: canonical))
        case CXType_Pointer: return .pointer(ClangType(clang_getPointeeType(canonical), unit))
        case CXType_ConstantArray:
            return .array(ClangType(clang_getArrayElementType(canonical), unit), count: Int(clang_getArraySize(canonical)))
        case CXType_IncompleteArray, CXType_VariableArray:
            return .array(ClangType(clang_getArrayElementType(canonical), unit), count: nil)
        case CXType_Record: return .record(Cursor(clang_getTypeDeclaration(canonical), unit))
        case CXType_Enum: return .enumeration(Cursor(clang_getTypeDeclaration(canonical), unit))
        case CXType_FunctionProto, CXType_FunctionNoProto: return .function
        default: return .unknown
        }
    }

    /// Whether the type has parts that an initialiser list fills one by one.
    public var isAggregate: Bool {
        switch shape {
        case .record, .array: true
        default: false
        }
    }

    /// Equal for equal canonical types of one unit.
    public var identity: UnsafeMutableRawPointer? { clang_getCanonicalType(raw).data.0 }

    /// The type as C writes it.
    public var spelling: String { clang_getTypeSpelling(raw).take() }

    /// The type as C writes it once typedefs are looked through.
    public var canonicalSpelling: String { clang_getTypeSpelling(clang_getCanonicalType(raw)).take() }

    /// Whether the type belongs to an expression that the compiler could not make sense of.
    public var isDependentOrInvalid: Bool { raw.kind == CXType_Dependent || raw.kind == CXType_Invalid }

    /// The size in bytes, nil where the type is incomplete.
    public var size: Int? {
        let size = clang_Type_getSizeOf(raw)
        return size < 0 ? nil : Int(size)
    }

    /// The offset in bits of a record's field, fields of unnamed members included; nil where it is not known.
    public func bitOffset(ofField name: String) -> Int? {
        let offset = clang_Type_getOffsetOf(raw, name)
        return offset < 0 ? nil : Int(offset)
    }

    /// The members of a record as they are declared: fields, and the records of unnamed members in place of theirs. Bit-fields
    /// without a name are padding, and left out.
    ///
    /// The record's children are not in that order where they come from a precompiled header.
    public var members: [Cursor] {
        var found: [CXCursor] = []
        withUnsafeMutablePointer(to: &found) { pointer in
            _ = clang_Type_visitFields(
                clang_getCanonicalType(raw),
                { field, data in
                    data!.assumingMemoryBound(to: [CXCursor].self).pointee.append(field)
                    return CXVisit_Continue
                }, pointer)
        }
        return found.compactMap { raw in
            let field = Cursor(raw, unit)
            if !field.spelling.isEmpty { return field }
            guard case .record(let record) = field.type.shape, record.isUnnamedMember else { return nil }
            return record
        }
    }

    private func bits(of type: CXType) -> Int { max(Int(clang_Type_getSizeOf(type)), 0) * 8 }
}
