import Clang
import Program

extension FunctionLowering {
    /// Gives a place its first value.
    func initialize(_ target: Place, _ type: ClangType, with initializer: Cursor, _ span: Span) {
        guard initializer.kind == .initializerList, isAggregate(type) else {
            if isAggregate(type), initializer.kind == .stringLiteral {
                emit(.assign(target, .use(.string(initializer.spelling))), self.span(of: initializer))
            } else {
                assign(target, type, from: initializer, span)
            }
            return
        }
        emit(.assign(target, .zero), span)
        for element in initializerElements(initializer, type, context: context) {
            let place = element.path.reduce(target) { place, step in
                switch step {
                case .field(let field): place.appending(.field(context.field(field)))
                case .index(let index): place.appending(.index(.integer(index)))
                }
            }
            initialize(place, element.type, with: element.value, self.span(of: element.value))
        }
    }

    private func isAggregate(_ type: ClangType) -> Bool {
        switch type.shape {
        case .record, .array: true
        default: false
        }
    }
}

/// One element of an initialiser list.
struct InitializerElement {
    enum Step {
        case field(Cursor)
        case index(Int64)
    }

    /// From the aggregate to the element; more than one step for `.a.b =` and for unnamed members.
    var path: [Step]
    var type: ClangType
    var value: Cursor
}

/// The elements of a list, with designators resolved; positional ones count on from the last.
func initializerElements(_ list: Cursor, _ type: ClangType, context: UnitContext) -> [InitializerElement] {
    let fields = context.fieldsInOrder(type)
    var position = 0
    var elements: [InitializerElement] = []
    for child in list.children where child.kind.isExpression {
        let parts = child.children
        let isDesignated = child.kind == .otherExpression && isDesignator(child, parts, context: context)
        if isDesignated, let value = parts.last {
            let path: [InitializerElement.Step] = parts.dropLast().compactMap { part in
                if part.kind == .memberReference { return part.referenced.map(InitializerElement.Step.field) }
                return part.constantValue.map(InitializerElement.Step.index)
            }
            if case .field(let first)? = path.first, let index = fields.firstIndex(of: first) { position = index }
            if case .index(let index)? = path.first { position = Int(index) }
            elements.append(
                InitializerElement(path: path, type: elementType(path.last, type) ?? value.type, value: value))
        } else if fields.isEmpty {
            let path = InitializerElement.Step.index(Int64(position))
            elements.append(
                InitializerElement(path: [path], type: elementType(path, type) ?? child.type, value: child))
        } else if position < fields.count {
            elements.append(
                InitializerElement(path: [.field(fields[position])], type: fields[position].type, value: child))
        }
        position += 1
    }
    return elements
}

/// Whether an element is `.field = value` or `[index] = value`: libclang has no kind for it, but only it has
/// a member reference, or text that starts with a bracket.
private func isDesignator(_ child: Cursor, _ parts: [Cursor], context: UnitContext) -> Bool {
    guard parts.count >= 2 else { return false }
    if parts[0].kind == .memberReference { return true }
    let start = child.spellingStart
    let bytes = context.texts.bytes(ofFile: start.file)
    return start.offset < bytes.count && bytes[start.offset] == UInt8(ascii: "[")
}

private func elementType(_ step: InitializerElement.Step?, _ type: ClangType) -> ClangType? {
    switch step {
    case .field(let field): return field.type
    case .index:
        if case .array(let element, _) = type.shape { return element }
        return nil
    case nil: return nil
    }
}

/// Reads the initialiser of a variable with static storage; nil where there is none.
func lowerGlobal(_ declared: Cursor, context: UnitContext) -> Global? {
    guard let initializer = declared.initializer else { return nil }
    let place = declared.fileLocation
    var reader = GlobalInitializerReader(context: context)
    reader.read(initializer, declared.type, path: [])
    return Global(
        name: context.globalName(declared), type: context.type(declared.type), file: context.path(ofFile: place.file),
        line: place.line, isStatic: declared.isStatic, values: reader.values, files: reader.files)
}

/// Collects the scalars of a constant initialiser.
private struct GlobalInitializerReader {
    let context: UnitContext
    var values: [Global.InitialValue] = []
    var files: [String] = []

    init(context: UnitContext) { self.context = context }

    mutating func read(_ value: Cursor, _ type: ClangType, path: [FieldRef]) {
        if value.kind == .initializerList {
            for element in initializerElements(value, type, context: context) {
                let fields = element.path.compactMap { step -> FieldRef? in
                    if case .field(let field) = step { context.field(field) } else { nil }
                }
                read(element.value, element.type, path: path + fields)
            }
            return
        }
        values.append(Global.InitialValue(path: path, value: constant(value), span: span(of: value)))
    }

    private func constant(_ value: Cursor) -> Operand {
        switch value.kind {
        case .stringLiteral: return .string(value.spelling)
        case .declarationReference:
            guard let declared = value.referenced else { return .unknown }
            if declared.kind == .function { return .function(context.reference(to: declared)) }
            if declared.kind == .enumerator { return .integer(declared.enumeratorValue) }
            return .address(Place(.global(context.globalName(declared))))
        case .unary where value.unaryOperator == .addressOf, .parentheses, .cast:
            if let inner = value.children.last(where: { $0.kind.isExpression }) {
                let operand = constant(inner)
                if operand != .unknown { return operand }
            }
        case .otherExpression:
            let children = value.children.filter { $0.kind.isExpression }
            if children.count == 1 {
                let operand = constant(children[0])
                if operand != .unknown { return operand }
            }
        default: break
        }
        if value.type.isDependentOrInvalid { return .unknown }
        return value.constantValue.map(Operand.integer) ?? .unknown
    }

    private mutating func span(of value: Cursor) -> Span {
        let start = value.fileStart
        let end = value.fileEnd
        let file = context.path(ofFile: start.file)
        let number = files.firstIndex(of: file) ?? files.count
        if number == files.count { files.append(file) }
        let isOrdered = end.file == start.file && end.offset > start.offset
        return Span(
            file: number, line: start.line, column: start.column, endLine: isOrdered ? end.line : start.line,
            endColumn: isOrdered ? end.column : start.column + 1)
    }
}
