/// Reads the text of one expression of the dump, whose parts are mostly references to earlier elements.
///
/// What is not understood is `nil`, which the tests count: nothing is passed over in silence.
struct ElementParser {
    enum Token: Hashable {
        case reference(block: Int, element: Int)
        case word(String)
        case number(Int64?)
        case string
        case sign(String)
    }

    private let tokens: [Token]
    private var position = 0
    private let resolve: (Int, Int) -> Form
    private let enumerators: [String: Int64]
    /// The side effect of the outermost operation.
    private(set) var effect: Effect?

    enum Effect {
        case call(callee: Form, arguments: [Form])
        case assign(target: Form, value: Form)
    }

    init?(_ text: String, enumerators: [String: Int64], resolve: @escaping (Int, Int) -> Form) {
        guard let tokens = Self.tokens(of: text) else { return nil }
        self.tokens = tokens
        self.enumerators = enumerators
        self.resolve = resolve
    }

    /// The whole text as one expression.
    mutating func parse() -> Form? {
        guard let form = expression(0), position == tokens.count else { return nil }
        return form
    }

    // MARK: Grammar

    private var next: Token? { position < tokens.count ? tokens[position] : nil }

    private mutating func take(_ sign: String) -> Bool {
        guard next == .sign(sign) else { return false }
        position += 1
        return true
    }

    private static let precedence: [String: Int] = [
        "*": 10, "/": 10, "%": 10, "+": 9, "-": 9, "<<": 8, ">>": 8, "<": 7, ">": 7, "<=": 7, ">=": 7, "==": 6,
        "!=": 6, "&": 5, "^": 4, "|": 3,
    ]

    private mutating func expression(_ floor: Int) -> Form? {
        guard var left = unary() else { return nil }
        while case .sign(let sign)? = next {
            if let precedence = Self.precedence[sign] {
                guard precedence >= max(floor, 1) else { return left }
                position += 1
                guard let right = expression(precedence + 1) else { return nil }
                left = .makeOperation(sign, [left, right])
            } else if sign == "&&" || sign == "||" || sign == "?" || sign == "?:" {
                guard floor <= 1 else { return left }
                skipRest()
                return .unknown
            } else if sign == "," {
                guard floor == 0, position > 0 else { return left }
                position += 1
                guard let right = expression(0) else { return nil }
                return right
            } else if sign.hasSuffix("=") {
                guard floor <= 1 else { return left }
                position += 1
                guard let right = expression(1) else { return nil }
                let value = sign == "=" ? right : .makeOperation(String(sign.dropLast()), [left, right])
                effect = .assign(target: left, value: value)
                return left
            } else {
                return left
            }
        }
        return left
    }

    /// `?:`, `&&` and their kin join values; what they join has been looked at where it was computed. Goes on
    /// behind them, at the bracket or comma that ends what they stand in.
    private mutating func skipRest() {
        var depth = 0
        while let token = next {
            if [.sign("("), .sign("["), .sign("{")].contains(token) { depth += 1 }
            if [.sign(")"), .sign("]"), .sign("}")].contains(token) { depth -= 1 }
            if depth < 0 || depth == 0 && token == .sign(",") { return }
            position += 1
        }
    }

    private mutating func unary() -> Form? {
        guard case .sign(let sign)? = next else {
            if case .word("__extension__")? = next {
                position += 1
                return unary()
            }
            return postfix()
        }
        switch sign {
        case "-", "~", "!", "+":
            position += 1
            guard let inner = unary() else { return nil }
            return sign == "+" ? inner : .makeOperation(sign, [inner])
        case "*":
            position += 1
            return unary().map(Form.makeDereference)
        case "&":
            position += 1
            return unary().map(Form.makeAddress)
        case "&&":
            // The address of a label.
            position += 2
            return .unknown
        case "++", "--":
            position += 1
            guard let inner = unary() else { return nil }
            step(inner, sign)
            return inner
        default: return postfix()
        }
    }

    private mutating func step(_ place: Form, _ sign: String) {
        effect = .assign(
            target: place, value: .makeOperation(sign == "++" ? "+" : "-", [place, .integer(1)]))
    }

    private mutating func postfix() -> Form? {
        guard var form = primary() else { return nil }
        while let token = next {
            switch token {
            case .sign("->"):
                position += 1
                form = member(.makeDereference(form))
            case .sign("."):
                position += 1
                form = member(form)
            case .word(let name):
                // A field behind an unnamed member, which is printed as nothing.
                position += 1
                form = .field(form, name)
            case .sign("["):
                position += 1
                guard let index = expression(0), take("]") else { return nil }
                form = .index(.makeDereference(form), index)
            case .sign("("):
                position += 1
                var arguments: [Form] = []
                while !take(")") {
                    guard let argument = expression(1) else { return nil }
                    arguments.append(argument)
                    guard take(",") || next == .sign(")") else { return nil }
                }
                effect = .call(callee: form, arguments: arguments)
                form = .result(form.functionName ?? "(*)")
            case .sign("++"), .sign("--"):
                position += 1
                step(form, token == .sign("++") ? "++" : "--")
            default: return form
            }
        }
        return form
    }

    private mutating func member(_ base: Form) -> Form {
        guard case .word(let name)? = next else { return base }
        position += 1
        return .field(base, name)
    }

    private mutating func primary() -> Form? {
        guard let token = next else { return nil }
        position += 1
        switch token {
        case .reference(let block, let element): return resolve(block, element)
        case .number(let value): return .integer(value)
        case .string: return .string
        case .word("_Generic"), .word("__builtin_choose_expr"): return chosen()
        case .word("sizeof"), .word("_Alignof"), .word("__alignof"), .word("__builtin_offsetof"),
            .word("__builtin_types_compatible_p"), .word("__builtin_va_arg"):
            guard skipParenthesised() != nil else { return nil }
            return token == .word("__builtin_va_arg") ? .unknown : .integer(nil)
        case .word("__func__"), .word("__FUNCTION__"), .word("__PRETTY_FUNCTION__"): return .string
        case .word(let name): return enumerators[name].map { .integer($0) } ?? .name(name)
        case .sign("("): return parenthesised()
        case .sign("..."): return .unknown
        case .sign("{"):
            position -= 1
            skipRest()
            return .list
        default: return nil
        }
    }

    /// `(expression)`, or the `(type)` of a compound literal.
    private mutating func parenthesised() -> Form? {
        let start = position
        position -= 1
        guard skipParenthesised() != nil else { return nil }
        let end = position
        switch next {
        case .reference?:
            _ = primary()
            return .list
        case .sign("{")?:
            skipRest()
            return .list
        default: break
        }
        position = start
        guard let form = expression(0), position == end - 1 else { return nil }
        position = end
        return form
    }

    /// `_Generic(x, int: [B1.2], long: g(1))`: the one choice that is an element was taken.
    private mutating func chosen() -> Form? {
        guard let inside = skipParenthesised() else { return nil }
        for case .reference(let block, let element) in inside { return resolve(block, element) }
        return .unknown
    }

    private mutating func skipParenthesised() -> ArraySlice<Token>? {
        if next != .sign("(") {
            // `sizeof [B1.2]`
            position += 1
            return []
        }
        let start = position
        var depth = 0
        while let token = next {
            position += 1
            if token == .sign("(") { depth += 1 }
            if token == .sign(")") {
                depth -= 1
                if depth == 0 { return tokens[start..<position] }
            }
        }
        return nil
    }

    // MARK: Tokens

    private static let signs = [
        "...", "<<=", ">>=", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "?:", "+=", "-=",
        "*=", "/=", "%=", "&=", "|=", "^=",
    ]

    private static func tokens(of text: String) -> [Token]? {
        var rest = text.utf8[...]
        var tokens: [Token] = []
        func isWord(_ byte: UInt8) -> Bool {
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
        }
        while let byte = rest.first {
            if byte == 32 || byte == 10 || byte == 9 {
                rest.removeFirst()
            } else if byte == UInt8(ascii: "["), let (token, length) = reference(rest) {
                tokens.append(token)
                rest = rest.dropFirst(length)
            } else if isWord(byte) {
                let isNumber = (48...57).contains(byte)
                let word = String(decoding: rest.prefix { isWord($0) || isNumber && $0 == 46 }, as: UTF8.self)
                rest = rest.dropFirst(word.utf8.count)
                if rest.first == UInt8(ascii: "\""), ["L", "u", "U", "u8"].contains(word) { continue }
                tokens.append(isNumber ? .number(value(word)) : .word(word))
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                rest.removeFirst()
                while let inner = rest.first, inner != byte { rest = rest.dropFirst(inner == UInt8(ascii: "\\") ? 2 : 1) }
                guard !rest.isEmpty else { return nil }
                rest.removeFirst()
                tokens.append(byte == UInt8(ascii: "\"") ? .string : .number(nil))
            } else if let sign = signs.first(where: { rest.starts(with: $0.utf8) }) {
                tokens.append(.sign(sign))
                rest = rest.dropFirst(sign.utf8.count)
            } else {
                tokens.append(.sign(String(decoding: [byte], as: UTF8.self)))
                rest.removeFirst()
            }
        }
        return tokens
    }

    private static func reference(_ text: Substring.UTF8View) -> (Token, Int)? {
        guard text.starts(with: "[B".utf8), let end = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let inside = String(decoding: text[..<end].dropFirst(2), as: UTF8.self).split(separator: ".")
        guard inside.count == 2, let block = Int(inside[0]), let element = Int(inside[1]) else { return nil }
        return (.reference(block: block, element: element), text.distance(from: text.startIndex, to: end) + 1)
    }

    /// The value of `4096UL`; clang prints literals in decimal, whatever their spelling.
    private static func value(_ word: String) -> Int64? {
        let digits = word.prefix { $0.isNumber }
        guard word.dropFirst(digits.count).allSatisfy({ "uUlL".contains($0) }) else { return nil }
        return UInt64(digits).map { Int64(bitPattern: $0) }
    }
}

extension Form {
    var functionName: String? { if case .function(let name) = self { name } else { nil } }
}
