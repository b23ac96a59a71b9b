/// Reads conditions from the tokens of a Kconfig line.
///
/// Precedence as in the kernel's grammar: comparisons, `!`, `&&`, `||`. What makes no sense reads as `n`.
struct KconfigExpressionParser {
    private let tokens: [KconfigToken]
    private(set) var position: Int
    private var depth = 0

    /// Deeper nesting than any Kconfig file has; the recursion must end for hostile ones too.
    private static let maximumDepth = 64
    /// No condition in a kernel has a tenth of this many operands; evaluation recurses over them.
    private static let maximumOperands = 512
    private var operands = 0

    init(_ tokens: [KconfigToken], from position: Int) {
        self.tokens = tokens
        self.position = position
    }

    private var next: KconfigToken? { position < tokens.count ? tokens[position] : nil }

    /// Takes the keyword `name` if it comes next.
    mutating func take(word name: String) -> Bool {
        guard next == .word(name) else { return false }
        position += 1
        return true
    }

    /// The condition after `if` where the line goes on with one, else `y`.
    mutating func trailingCondition(in model: inout KconfigModel) -> KconfigExpression {
        take(word: "if") ? expression(in: &model) : .yes
    }

    mutating func expression(in model: inout KconfigModel) -> KconfigExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.maximumDepth else {
            position = tokens.count
            return .no
        }
        var result = conjunction(in: &model)
        while next == .sign(.or) {
            position += 1
            result = .or(result, conjunction(in: &model))
        }
        return result
    }

    private mutating func conjunction(in model: inout KconfigModel) -> KconfigExpression {
        var result = term(in: &model)
        while next == .sign(.and) {
            position += 1
            result = .both(result, term(in: &model))
        }
        return result
    }

    private mutating func term(in model: inout KconfigModel) -> KconfigExpression {
        operands += 1
        guard let token = next, operands < Self.maximumOperands else {
            position = tokens.count
            return .no
        }
        position += 1
        switch token {
        case .sign(.not):
            depth += 1
            defer { depth -= 1 }
            guard depth < Self.maximumDepth else {
                position = tokens.count
                return .no
            }
            return .not(term(in: &model))
        case .sign(.open):
            let inner = expression(in: &model)
            if next == .sign(.close) { position += 1 }
            return inner
        case .sign:
            return .no
        case .word, .quoted:
            return comparison(of: token, in: &model)
        }
    }

    private mutating func comparison(of left: KconfigToken, in model: inout KconfigModel) -> KconfigExpression {
        let operation: KconfigExpression.Comparison? =
            switch next {
            case .sign(.equal): .equal
            case .sign(.notEqual): .notEqual
            case .sign(.less): .less
            case .sign(.lessOrEqual): .lessOrEqual
            case .sign(.greater): .greater
            case .sign(.greaterOrEqual): .greaterOrEqual
            default: nil
            }
        guard let operation else { return Self.boolean(left, in: &model) }
        position += 1
        guard let right = next else { return .no }
        position += 1
        return .compare(Self.operand(left, in: &model), operation, Self.operand(right, in: &model))
    }

    private static func boolean(_ token: KconfigToken, in model: inout KconfigModel) -> KconfigExpression {
        switch token {
        case .word("y"), .word("m"), .quoted("y"), .quoted("m"): .yes
        case .word("n"), .word(""), .quoted, .sign: .no
        case .word(let name): .symbol(model.index(of: name))
        }
    }

    private static func operand(_ token: KconfigToken, in model: inout KconfigModel) -> KconfigOperand {
        switch token {
        case .quoted(let text): .text(text)
        case .word(let text) where ["y", "n", "m", ""].contains(text): .text(text)
        case .word(let text) where text.utf8.first.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false: .text(text)
        case .word(let text) where text.hasPrefix("-"): .text(text)
        case .word(let name): .symbol(model.index(of: name))
        case .sign: .text("")
        }
    }
}
