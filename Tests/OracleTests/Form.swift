/// The shape of a C expression, as far as the lowering and clang's dump both show it.
///
/// Left out on both sides: casts and parentheses (they do not decide where control goes), which of `->` and `.`
/// was written (a dereference is a step of its own), and the values of enumerators and `sizeof`, which the dump
/// names without giving a number.
indirect enum Form: Hashable {
    /// A constant, its value where both sides print one.
    case integer(Int64?)
    case string
    case name(String)
    case function(String)
    case field(Form, String)
    case index(Form, Form)
    case dereference(Form)
    case address(Form)
    case operation(String, [Form])
    /// What a call gave.
    case result(String)
    /// A braced list: the lowering stores its elements one by one, clang initialises the whole at once.
    case list
    /// A value that comes together from several places (`?:`, `&&` as a value): matches anything.
    case unknown

    static func makeDereference(_ inner: Form) -> Form {
        switch inner {
        case .address(let place): place
        case .function: inner
        default: .dereference(inner)
        }
    }

    static func makeAddress(_ inner: Form) -> Form {
        switch inner {
        case .dereference(let pointer): pointer
        case .function: inner
        default: .address(inner)
        }
    }

    static func makeOperation(_ name: String, _ operands: [Form]) -> Form {
        let isConstant = operands.allSatisfy { if case .integer = $0 { true } else { $0 == .unknown } }
        guard isConstant else { return .operation(name, operands) }
        // `8 | (sizeof(x) > 4 ? 1 : 2)` folds for one side and not for the other.
        if operands.contains(.unknown) {
            return operands.count > 1 && operands.contains { $0 != .unknown } ? .unknown : .operation(name, operands)
        }
        if operands.count == 1, case .integer(let value?) = operands[0] {
            switch name {
            case "-": return .integer(0 &- value)
            case "~": return .integer(~value)
            case "!": return .integer(value == 0 ? 1 : 0)
            default: break
            }
        }
        return .integer(nil)
    }

    /// Whether two forms may be the same expression.
    func matches(_ other: Form) -> Bool {
        switch (self, other) {
        case (.unknown, _), (_, .unknown), (.list, .list): true
        // The dump does not say whether the name behind `&` is a function's.
        case (.function(let name), .address(.name(let other))): name == other
        case (.integer(let left), .integer(let right)): left == nil || right == nil || left == right
        case (.field(let left, let leftName), .field(let right, let rightName)):
            leftName == rightName && left.matches(right)
        case (.index(let left, let leftIndex), .index(let right, let rightIndex)):
            left.matches(right) && leftIndex.matches(rightIndex)
        case (.dereference(let left), .dereference(let right)): left.matches(right)
        case (.address(let left), .address(let right)): left.matches(right)
        case (.operation(let leftName, let left), .operation(let rightName, let right)):
            leftName == rightName && left.count == right.count && zip(left, right).allSatisfy { $0.matches($1) }
        default: self == other
        }
    }
}

extension Form: CustomStringConvertible {
    var description: String {
        switch self {
        case .integer(let value): value.map(String.init) ?? "#"
        case .string: "\"\""
        case .name(let name): name
        case .function(let name): "\(name)"
        case .field(.dereference(let base), let name): "\(base)->\(name)"
        case .field(let base, let name): "\(base).\(name)"
        case .index(let base, let index): "\(base)[\(index)]"
        case .dereference(let inner): "*\(inner)"
        case .address(let inner): "&\(inner)"
        case .operation(let name, let operands) where operands.count == 1: "\(name)(\(operands[0]))"
        case .operation(let name, let operands): "(" + operands.map(\.description).joined(separator: " \(name) ") + ")"
        case .result(let name): "\(name)()"
        case .list: "{}"
        case .unknown: "?"
        }
    }
}
