import Clang
import Program

extension FunctionLowering {
    /// Gives a place its first value.
    func initialize(_ target: Place, _ type: ClangType, with initializer: Cursor, _ span: Span) {
        guard initializer.kind == .initializerList, type.isAggregate else {
            if type.isAggregate, initializer.kind == .stringLiteral {
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
                case .field(let field): context.step(to: field).map { place.appending(.field($0)) } ?? place
                case .index(let index): place.appending(.index(.integer(index)))
                }
            }
            initialize(place, element.type, with: element.value, self.span(of: element.value))
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

/// The elements of a list, with designators resolved and left-out braces supplied (C11 6.7.9).
func initializerElements(_ list: Cursor, _ type: ClangType, context: UnitContext) -> [InitializerElement] {
    var reader = InitializerListReader(context: context, queue: list.children.filter { $0.kind.isExpression }[...])
    reader.fill(type, path: [], isBraced: true)
    return reader.elements
}

/// Deals the expressions of one braced list out to the members of an aggregate.
private struct InitializerListReader {
    let context: UnitContext
    var queue: ArraySlice<Cursor>
    var elements: [InitializerElement] = []

    init(context: UnitContext, queue: ArraySlice<Cursor>) {
        self.context = context
        self.queue = queue
    }

    /// Fills the members of `type` in order, from `start` on.
    ///
    /// - Parameter isBraced: false inside an aggregate whose braces are left out: it takes what it has members
    ///   for, and leaves designators to the list around it.
    mutating func fill(_ type: ClangType, path: [InitializerElement.Step], isBraced: Bool, from start: Int = 0) {
        let fields = type.members
        var position = start
        while let next = queue.first {
            let parts = next.children
            if isDesignated(next, parts) {
                guard isBraced else { return }
                queue.removeFirst()
                position = designate(parts, in: type, fields: fields) ?? position
            } else if let (step, member) = self.member(position, of: type, fields) {
                if member.isAggregate, !fitsWhole(next, member) {
                    fill(member, path: path + [step], isBraced: false)
                } else {
                    queue.removeFirst()
                    elements.append(InitializerElement(path: path + [step], type: member, value: next))
                }
            } else {
                guard isBraced else { return }
                // More values than members: the compiler has said so.
                queue.removeFirst()
            }
            position += 1
        }
    }

    /// Takes `.a.b[3] = value` and what follows it inside `.a.b` and `.a`; gives the position of the first step.
    private mutating func designate(_ parts: [Cursor], in type: ClangType, fields: [Cursor]) -> Int? {
        var path: [InitializerElement.Step] = []
        var types = [type]
        for part in parts.dropLast() {
            if part.kind == .memberReference, let field = part.referenced {
                path.append(.field(field))
                types.append(field.type)
            } else if let index = part.constantValue {
                path.append(.index(index))
                if case .array(let element, _) = types.last!.shape { types.append(element) }
            }
        }
        guard let value = parts.last, path.count + 1 == types.count else { return nil }
        elements.append(InitializerElement(path: path, type: types.last!, value: value))
        for depth in (1..<max(path.count, 1)).reversed() {
            guard let position = position(of: path[depth], in: types[depth]) else { continue }
            fill(types[depth], path: Array(path[..<depth]), isBraced: false, from: position + 1)
        }
        return path.first.flatMap { position(of: $0, in: type) }
    }

    private func position(of step: InitializerElement.Step, in type: ClangType) -> Int? {
        switch step {
        case .field(let field):
            type.members.firstIndex { member in
                if member.kind == .field { return member == field }
                // A designator refers to the field without a name that holds the record.
                if case .record(let declaration) = field.type.shape { return declaration == member }
                return false
            }
        case .index(let index): Int(index)
        }
    }

    private func member(_ position: Int, of type: ClangType, _ fields: [Cursor])
        -> (step: InitializerElement.Step, type: ClangType)?
    {
        switch type.shape {
        case .array(let element, let count):
            return position < count ?? .max ? (.index(Int64(position)), element) : nil
        default:
            if position > 0, context.isUnion(type) { return nil }
            return position < fields.count ? (.field(fields[position]), fields[position].type) : nil
        }
    }

    /// Whether an expression gives a whole aggregate rather than its first scalar.
    private func fitsWhole(_ value: Cursor, _ type: ClangType) -> Bool {
        switch value.kind {
        case .initializerList, .stringLiteral: return true
        default: break
        }
        if value.type.isDependentOrInvalid { return true }
        return value.type.isAggregate
    }

    /// Whether an element is `.field = value` or `[index] = value`: libclang has no kind for it, but only it has
    /// a member reference, or text that starts with a bracket.
    private func isDesignated(_ child: Cursor, _ parts: [Cursor]) -> Bool {
        guard child.kind == .otherExpression, parts.count >= 2 else { return false }
        if parts[0].kind == .memberReference { return true }
        let start = child.spellingStart
        let bytes = context.texts.bytes(ofFile: start.file)
        return start.offset < bytes.count && bytes[start.offset] == UInt8(ascii: "[")
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
                    if case .field(let field) = step { context.step(to: field) } else { nil }
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
