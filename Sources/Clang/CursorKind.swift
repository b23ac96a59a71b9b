import CLibclang

/// The kinds of syntax nodes that C has, as far as somebody asks for them.
public enum CursorKind: Hashable, Sendable {
    case function, variable, parameter, field, structure, union, enumeration, enumerator, typedef
    case memberReference, labelReference, typeReference
    case macroExpansion, macroDefinition, inclusion
    case attribute
    // Expressions
    case integerLiteral, floatingLiteral, characterLiteral, stringLiteral
    case declarationReference, memberAccess, call, subscript_, parentheses
    case unary, binary, compoundAssignment, conditional, cast, compoundLiteral, initializerList
    case sizeofOrAlignof, generic, statementExpression, labelAddress
    /// An expression that libclang has no kind for: implicit casts, `a ?: b`, builtins, expressions with errors.
    case otherExpression
    // Statements
    case compound, declarationStatement, null, label, case_, default_, if_, switch_, while_, do_, for_
    case goto_, indirectGoto, continue_, break_, return_, assembly, staticAssertion
    /// A statement that libclang has no kind for, such as one with an attribute.
    case otherStatement
    case other

    init(_ raw: CXCursorKind) { self = Self.table[raw.rawValue] ?? .other }

    private static let table: [UInt32: CursorKind] = [
        CXCursor_FunctionDecl.rawValue: .function,
        CXCursor_VarDecl.rawValue: .variable,
        CXCursor_ParmDecl.rawValue: .parameter,
        CXCursor_FieldDecl.rawValue: .field,
        CXCursor_StructDecl.rawValue: .structure,
        CXCursor_UnionDecl.rawValue: .union,
        CXCursor_EnumDecl.rawValue: .enumeration,
        CXCursor_EnumConstantDecl.rawValue: .enumerator,
        CXCursor_TypedefDecl.rawValue: .typedef,
        CXCursor_MemberRef.rawValue: .memberReference,
        CXCursor_LabelRef.rawValue: .labelReference,
        CXCursor_TypeRef.rawValue: .typeReference,
        CXCursor_MacroExpansion.rawValue: .macroExpansion,
        CXCursor_MacroDefinition.rawValue: .macroDefinition,
        CXCursor_InclusionDirective.rawValue: .inclusion,
        CXCursor_UnexposedAttr.rawValue: .attribute,
        CXCursor_IntegerLiteral.rawValue: .integerLiteral,
        CXCursor_FloatingLiteral.rawValue: .floatingLiteral,
        CXCursor_CharacterLiteral.rawValue: .characterLiteral,
        CXCursor_StringLiteral.rawValue: .stringLiteral,
        CXCursor_DeclRefExpr.rawValue: .declarationReference,
        CXCursor_MemberRefExpr.rawValue: .memberAccess,
        CXCursor_CallExpr.rawValue: .call,
        CXCursor_ArraySubscriptExpr.rawValue: .subscript_,
        CXCursor_ParenExpr.rawValue: .parentheses,
        CXCursor_UnaryOperator.rawValue: .unary,
        CXCursor_BinaryOperator.rawValue: .binary,
        CXCursor_CompoundAssignOperator.rawValue: .compoundAssignment,
        CXCursor_ConditionalOperator.rawValue: .conditional,
        CXCursor_CStyleCastExpr.rawValue: .cast,
        CXCursor_CompoundLiteralExpr.rawValue: .compoundLiteral,
        CXCursor_InitListExpr.rawValue: .initializerList,
        CXCursor_UnaryExpr.rawValue: .sizeofOrAlignof,
        CXCursor_GenericSelectionExpr.rawValue: .generic,
        CXCursor_StmtExpr.rawValue: .statementExpression,
        CXCursor_AddrLabelExpr.rawValue: .labelAddress,
        CXCursor_UnexposedExpr.rawValue: .otherExpression,
        CXCursor_CompoundStmt.rawValue: .compound,
        CXCursor_DeclStmt.rawValue: .declarationStatement,
        CXCursor_NullStmt.rawValue: .null,
        CXCursor_LabelStmt.rawValue: .label,
        CXCursor_CaseStmt.rawValue: .case_,
        CXCursor_DefaultStmt.rawValue: .default_,
        CXCursor_IfStmt.rawValue: .if_,
        CXCursor_SwitchStmt.rawValue: .switch_,
        CXCursor_WhileStmt.rawValue: .while_,
        CXCursor_DoStmt.rawValue: .do_,
        CXCursor_ForStmt.rawValue: .for_,
        CXCursor_GotoStmt.rawValue: .goto_,
        CXCursor_IndirectGotoStmt.rawValue: .indirectGoto,
        CXCursor_ContinueStmt.rawValue: .continue_,
        CXCursor_BreakStmt.rawValue: .break_,
        CXCursor_ReturnStmt.rawValue: .return_,
        CXCursor_GCCAsmStmt.rawValue: .assembly,
        CXCursor_MSAsmStmt.rawValue: .assembly,
        CXCursor_StaticAssert.rawValue: .staticAssertion,
        CXCursor_UnexposedStmt.rawValue: .otherStatement,
    ]
}

extension CursorKind {
    /// Whether the node has a value.
    public var isExpression: Bool {
        switch self {
        case .integerLiteral, .floatingLiteral, .characterLiteral, .stringLiteral, .declarationReference,
            .memberAccess, .call, .subscript_, .parentheses, .unary, .binary, .compoundAssignment, .conditional,
            .cast, .compoundLiteral, .initializerList, .sizeofOrAlignof, .generic, .statementExpression,
            .labelAddress, .otherExpression:
            true
        default: false
        }
    }
}

/// C's binary operators; the compound assignments by the operation that they do.
public enum BinaryOperatorKind: Hashable, Sendable {
    case multiply, divide, remainder, add, subtract, shiftLeft, shiftRight
    case less, greater, lessOrEqual, greaterOrEqual, equal, notEqual
    case and, exclusiveOr, or, logicalAnd, logicalOr, assign, comma

    init?(_ raw: CXBinaryOperatorKind) {
        switch raw {
        case CXBinaryOperator_Mul, CXBinaryOperator_MulAssign: self = .multiply
        case CXBinaryOperator_Div, CXBinaryOperator_DivAssign: self = .divide
        case CXBinaryOperator_Rem, CXBinaryOperator_RemAssign: self = .remainder
        case CXBinaryOperator_Add, CXBinaryOperator_AddAssign: self = .add
        case CXBinaryOperator_Sub, CXBinaryOperator_SubAssign: self = .subtract
        case CXBinaryOperator_Shl, CXBinaryOperator_ShlAssign: self = .shiftLeft
        case CXBinaryOperator_Shr, CXBinaryOperator_ShrAssign: self = .shiftRight
        case CXBinaryOperator_LT: self = .less
        case CXBinaryOperator_GT: self = .greater
        case CXBinaryOperator_LE: self = .lessOrEqual
        case CXBinaryOperator_GE: self = .greaterOrEqual
        case CXBinaryOperator_EQ: self = .equal
        case CXBinaryOperator_NE: self = .notEqual
        case CXBinaryOperator_And, CXBinaryOperator_AndAssign: self = .and
        case CXBinaryOperator_Xor, CXBinaryOperator_XorAssign: self = .exclusiveOr
        case CXBinaryOperator_Or, CXBinaryOperator_OrAssign: self = .or
        case CXBinaryOperator_LAnd: self = .logicalAnd
        case CXBinaryOperator_LOr: self = .logicalOr
        case CXBinaryOperator_Assign: self = .assign
        case CXBinaryOperator_Comma: self = .comma
        default: return nil
        }
    }
}

/// C's unary operators.
public enum UnaryOperatorKind: Hashable, Sendable {
    case postIncrement, postDecrement, preIncrement, preDecrement
    case addressOf, dereference, plus, minus, complement, not, extension_, realOrImaginary

    init?(_ raw: CXUnaryOperatorKind) {
        switch raw {
        case CXUnaryOperator_PostInc: self = .postIncrement
        case CXUnaryOperator_PostDec: self = .postDecrement
        case CXUnaryOperator_PreInc: self = .preIncrement
        case CXUnaryOperator_PreDec: self = .preDecrement
        case CXUnaryOperator_AddrOf: self = .addressOf
        case CXUnaryOperator_Deref: self = .dereference
        case CXUnaryOperator_Plus: self = .plus
        case CXUnaryOperator_Minus: self = .minus
        case CXUnaryOperator_Not: self = .complement
        case CXUnaryOperator_LNot: self = .not
        case CXUnaryOperator_Extension: self = .extension_
        case CXUnaryOperator_Real, CXUnaryOperator_Imag: self = .realOrImaginary
        default: return nil
        }
    }
}
