import CLibclang

/// A node of the syntax tree.
public struct Cursor: Hashable {
    let raw: CXCursor
    /// Unretained, since cursors are made by the million; the unit outlives them.
    unowned(unsafe) let unit: TranslationUnit

    init(_ raw: CXCursor, _ unit: TranslationUnit) {
        self.raw = raw
        self.unit = unit
    }

    public static func == (left: Cursor, right: Cursor) -> Bool { clang_equalCursors(left.raw, right.raw) != 0 }

    public func hash(into hasher: inout Hasher) { hasher.combine(clang_hashCursor(raw)) }

    /// What the node is.
    public var kind: CursorKind { CursorKind(clang_getCursorKind(raw)) }

    /// The name of what is declared or referred to; empty for an unnamed member, which libclang would describe
    /// by its type and absolute path.
    public var spelling: String {
        let text = clang_getCursorSpelling(raw).take()
        return clang_getCursorKind(raw) == CXCursor_FieldDecl && text.contains("(") ? "" : text
    }

    /// The nodes directly below, in source order.
    public var children: [Cursor] {
        var found: [CXCursor] = []
        withUnsafeMutablePointer(to: &found) { pointer in
            _ = clang_visitChildren(
                raw,
                { child, _, data in
                    data!.assumingMemoryBound(to: [CXCursor].self).pointee.append(child)
                    return CXChildVisit_Continue
                }, pointer)
        }
        return found.map { Cursor($0, unit) }
    }

    /// The declaration that a reference means; for a declaration, itself.
    public var referenced: Cursor? { existing(clang_getCursorReferenced(raw)) }

    /// The definition of what is declared or referred to, where this unit has it.
    public var definition: Cursor? { existing(clang_getCursorDefinition(raw)) }

    /// The declaration this one stands in: the record of a field, the unit of a function.
    public var semanticParent: Cursor? { existing(clang_getCursorSemanticParent(raw)) }

    private func existing(_ cursor: CXCursor) -> Cursor? {
        clang_Cursor_isNull(cursor) != 0 ? nil : Cursor(cursor, unit)
    }

    /// The statement that the cursor stands for, for comparison only. A label that a `goto` refers to and the same
    /// label met in the tree are unequal cursors (libclang gives them different parents) with equal nodes.
    public var statementNode: UnsafeRawPointer? { raw.data.1 }

    // MARK: Places

    /// Where a person would edit: the macro's use for code from a macro.
    public var expansionStart: SourcePlace { unit.table.expansion(of: clang_getRangeStart(clang_getCursorExtent(raw))) }

    /// Where a person would edit, macro arguments where they are written.
    public var fileStart: SourcePlace { unit.table.file(of: clang_getRangeStart(clang_getCursorExtent(raw))) }

    /// The first place behind the node, as a person sees it.
    public var fileEnd: SourcePlace { unit.table.file(of: clang_getRangeEnd(clang_getCursorExtent(raw))) }

    /// The node's own place (the operator of a binary expression, the name of a declaration) as a person sees it.
    public var fileLocation: SourcePlace { unit.table.file(of: clang_getCursorLocation(raw)) }

    /// Where the node's first characters stand, inside the macro's definition if they come from its body.
    public var spellingStart: SourcePlace { unit.table.spelling(of: clang_getRangeStart(clang_getCursorExtent(raw))) }

    /// The first place behind the node's characters.
    public var spellingEnd: SourcePlace { unit.table.spelling(of: clang_getRangeEnd(clang_getCursorExtent(raw))) }

    // MARK: Types and values

    public var type: ClangType { ClangType(clang_getCursorType(raw), unit) }

    public var resultType: ClangType { ClangType(clang_getCursorResultType(raw), unit) }

    /// The value of an enumerator, as the bits of a 64-bit integer.
    public var enumeratorValue: Int64 { clang_getEnumConstantDeclValue(raw) }

    /// The value of a constant integer expression, as the bits of a 64-bit integer; nil where it is no constant.
    ///
    /// Not for expressions with errors: libclang evaluates outside its crash recovery.
    public var constantValue: Int64? {
        guard let result = clang_Cursor_Evaluate(raw) else { return nil }
        defer { clang_EvalResult_dispose(result) }
        guard clang_EvalResult_getKind(result) == CXEval_Int else { return nil }
        return clang_EvalResult_isUnsignedInt(result) != 0
            ? Int64(bitPattern: clang_EvalResult_getAsUnsigned(result)) : clang_EvalResult_getAsLongLong(result)
    }

    public var binaryOperator: BinaryOperatorKind? { BinaryOperatorKind(clang_getCursorBinaryOperatorKind(raw)) }

    public var unaryOperator: UnaryOperatorKind? { UnaryOperatorKind(clang_getCursorUnaryOperatorKind(raw)) }

    // MARK: Declarations

    /// The arguments of a call, without the callee.
    public var arguments: [Cursor] {
        (0..<max(clang_Cursor_getNumArguments(raw), 0)).map { Cursor(clang_Cursor_getArgument(raw, UInt32($0)), unit) }
    }

    /// What a variable starts with.
    public var initializer: Cursor? { existing(clang_Cursor_getVarDeclInitializer(raw)) }

    public var isDefinition: Bool { clang_isCursorDefinition(raw) != 0 }

    /// Declared `static`: a function of this file only, or a variable that outlives the call.
    public var isStatic: Bool { clang_Cursor_getStorageClass(raw) == CX_SC_Static }

    /// Whether the declaration is local to a function.
    public var isLocal: Bool { clang_getCursorLinkage(raw) == CXLinkage_NoLinkage }

    /// Whether a record is an unnamed member of another: C reaches its fields as the outer record's own.
    public var isUnnamedMember: Bool { clang_Cursor_isAnonymousRecordDecl(raw) != 0 }

    /// The width in bits of a bit-field, nil for other fields.
    public var bitFieldWidth: Int? {
        clang_Cursor_isBitField(raw) != 0 ? Int(clang_getFieldDeclBitWidth(raw)) : nil
    }

    /// The declaration as C, macros expanded; for a function with its body.
    public var prettyPrinted: String { clang_getCursorPrettyPrinted(raw, nil).take() }
}
