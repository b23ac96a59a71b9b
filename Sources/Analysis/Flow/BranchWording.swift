import Program

/// What taking a branch one way assumes, in words: `assuming 'fc' is NULL`.
struct BranchWording {
    private let function: Function
    private let layouts: Layouts
    /// Where temporaries get their values.
    private var definitions: [Int: Statement.Kind] = [:]

    init(_ function: Function, layouts: Layouts) {
        self.function = function
        self.layouts = layouts
        for statement in function.blocks.lazy.flatMap(\.statements) {
            switch statement.kind {
            case .assign(let place, _): note(statement, place)
            case .call(let call): if let place = call.result { note(statement, place) }
            default: break
            }
        }
    }

    private mutating func note(_ statement: Statement, _ place: Place) {
        guard place.projections.isEmpty, case .variable(let number) = place.root, isHidden(number) else { return }
        definitions[number] = statement.kind
    }

    /// Temporaries, and the variables of the kernel's own macros.
    private func isHidden(_ number: Int) -> Bool {
        let name = function.variables[number].name
        return name.isEmpty || name.hasPrefix("__")
    }

    /// The operands that the source tests in a condition, whatever temporaries it goes through.
    func tested(_ condition: Rvalue, depth: Int = 0) -> [Operand] {
        condition.operands.flatMap { operand -> [Operand] in
            guard depth < 8, case .load(let place) = operand, let number = hidden(place) else { return [operand] }
            switch definitions[number] {
            case .assign(_, let inner)?: return tested(inner, depth: depth + 1)
            case .call(let call)? where call.name == "__builtin_expect": return call.arguments.first.map { tested(.use($0), depth: depth + 1) } ?? []
            default: return [operand]
            }
        }
    }

    func text(_ condition: Rvalue, isTrue: Bool) -> String {
        "assuming " + (words(condition, isTrue, depth: 0) ?? (isTrue ? "this holds" : "this does not hold"))
    }

    private func words(_ value: Rvalue, _ isTrue: Bool, depth: Int) -> String? {
        guard depth < 8 else { return nil }
        switch value {
        case .unary(.not, let operand): return words(.use(operand), !isTrue, depth: depth + 1)
        case .cast(let operand, _): return words(.use(operand), isTrue, depth: depth + 1)
        case .use(.load(let place)):
            if let number = hidden(place) {
                switch definitions[number] {
                case .assign(_, let inner)?: return words(inner, isTrue, depth: depth + 1)
                case .call(let call)?: return words(call, isTrue, depth)
                default: return nil
                }
            }
            return "'\(function.describe(place))' is " + state(of: layouts.type(of: place, in: function), isTrue)
        case .binary(let operation, let left, let right):
            guard operation.isComparison, let first = name(left, depth), let second = name(right, depth) else { return nil }
            if operation == .equal || operation == .notEqual, second == "0", case .load(let place) = left {
                return words(.use(.load(place)), isTrue == (operation == .notEqual), depth: depth + 1)
            }
            return "\(first) \((isTrue ? operation : operation.opposite).rawValue) \(second)"
        default: return nil
        }
    }

    private func words(_ call: Call, _ isTrue: Bool, _ depth: Int) -> String? {
        if call.name == "__builtin_expect", let first = call.arguments.first { return words(.use(first), isTrue, depth: depth + 1) }
        guard let name = call.name else { return nil }
        let arguments = call.arguments.map { self.name($0, depth) ?? "..." }
        return "\(name)(\(arguments.joined(separator: ", "))) is \(isTrue ? "true" : "false")"
    }

    private func name(_ operand: Operand, _ depth: Int) -> String? {
        guard case .load(let place) = operand, let number = hidden(place) else { return function.describe(operand) }
        guard depth < 8 else { return nil }
        switch definitions[number] {
        case .assign(_, .use(let inner))?, .assign(_, .cast(let inner, _))?: return name(inner, depth + 1)
        case .assign(_, .binary(let operation, let left, let right))?:
            guard let first = name(left, depth + 1), let second = name(right, depth + 1) else { return nil }
            return "\(first) \(operation.rawValue) \(second)"
        case .call(let call)?:
            guard let callee = call.name else { return nil }
            if callee == "__builtin_expect", let first = call.arguments.first { return name(first, depth + 1) }
            return "\(callee)(\(call.arguments.map { name($0, depth + 1) ?? "..." }.joined(separator: ", ")))"
        default: return nil
        }
    }

    private func hidden(_ place: Place) -> Int? {
        guard place.projections.isEmpty, case .variable(let number) = place.root, isHidden(number) else { return nil }
        return number
    }

    private func state(of type: CType?, _ isTrue: Bool) -> String {
        switch type {
        case .pointer?: isTrue ? "not NULL" : "NULL"
        case .bool?: isTrue ? "true" : "false"
        default: isTrue ? "not 0" : "0"
        }
    }
}

extension BinaryOperation {
    /// The comparison that holds where this one does not.
    var opposite: BinaryOperation {
        switch self {
        case .equal: .notEqual
        case .notEqual: .equal
        case .less: .greaterOrEqual
        case .greaterOrEqual: .less
        case .greater: .lessOrEqual
        case .lessOrEqual: .greater
        default: self
        }
    }
}
