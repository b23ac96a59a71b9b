/// Works out the value of every symbol as the kernel's `conf` tool does: what the user chose where the symbol is
/// visible, else its defaults, raised by `select` and `imply`, bounded by `depends on`.
struct KconfigEvaluator {
    /// What was chosen before the Kconfig files are asked.
    struct Choices {
        /// Wanted on where the dependencies hold.
        var wanted: Set<Int> = []
        /// Values of int, hex and string symbols, used where the symbol is defined.
        var values: [Int: String] = [:]
        /// Values that win over everything, dependencies and selects included.
        var forced: [Int: String] = [:]
    }

    private enum State { case unknown, working, known }

    private let model: KconfigModel
    private(set) var choices: Choices
    private var states: [State]
    /// `y`, `n`, or the text of an int, hex or string symbol.
    private var results: [String]
    private var depth = 0

    /// Deeper than any chain of symbols in a kernel; beyond it a symbol counts as off.
    private static let maximumDepth = 600

    private var beingTurnedOn: Set<Int> = []

    init(_ model: KconfigModel, choices: Choices) {
        self.model = model
        self.choices = choices
        states = Array(repeating: .unknown, count: model.symbols.count)
        results = Array(repeating: "n", count: model.symbols.count)
    }

    private mutating func forgetResults() {
        states = Array(repeating: .unknown, count: model.symbols.count)
    }

    // MARK: Wanted symbols

    /// Turns on what the wanted symbols depend on, as far as it can be chosen, until nothing more changes.
    mutating func satisfyDependenciesOfWanted() {
        // Every round adds at least one symbol; chains in real trees end after four or five.
        for _ in 0..<12 {
            let before = choices.wanted
            for index in before.sorted() where !isOn(index) { want(index, depth: 0) }
            forgetResults()
            if choices.wanted == before { return }
        }
    }

    private mutating func want(_ index: Int, depth: Int) {
        // What is being turned on already, as where a symbol's menu is visible only with the symbol, is not begun again.
        guard depth < 12, choices.forced[index] == nil, beingTurnedOn.insert(index).inserted else { return }
        defer { beingTurnedOn.remove(index) }
        choices.wanted.insert(index)
        let symbol = model.symbols[index]
        guard let dependency = symbol.dependencies.first else { return }
        if !symbol.dependencies.contains(where: { holds($0) }) { satisfy(dependency, depth: depth + 1) }
        if let prompt = symbol.prompts.first, !symbol.prompts.contains(where: { holds($0) }) { satisfy(prompt, depth: depth + 1) }
    }

    private mutating func satisfy(_ expression: KconfigExpression, depth: Int) {
        guard depth < 40, !holds(expression) else { return }
        switch expression {
        case .and(let left, let right):
            satisfy(left, depth: depth + 1)
            satisfy(right, depth: depth + 1)
        case .or(let left, let right):
            satisfy(canBeChosen(left) ? left : right, depth: depth + 1)
        case .symbol(let index), .compare(.symbol(let index), .equal, .text("y")):
            let symbol = model.symbols[index]
            if !symbol.prompts.isEmpty {
                want(index, depth: depth / 2)
            } else if let first = symbol.defaults.first, first.value == .expression(.yes) {
                satisfy(first.condition, depth: depth + 1)
            }
        case .yes, .no, .not, .compare:
            break
        }
    }

    /// Whether turning symbols on may make the condition hold.
    private mutating func canBeChosen(_ expression: KconfigExpression) -> Bool {
        if holds(expression) { return true }
        return switch expression {
        case .and(let left, let right): canBeChosen(left) && canBeChosen(right)
        case .or(let left, let right): canBeChosen(left) || canBeChosen(right)
        case .symbol(let index), .compare(.symbol(let index), .equal, .text("y")):
            model.symbols[index].isDefined && model.symbols[index].isBoolean && choices.forced[index] == nil
                && (!model.symbols[index].prompts.isEmpty || !model.symbols[index].defaults.isEmpty)
        case .yes: true
        case .no, .not, .compare: false
        }
    }

    // MARK: Values

    mutating func isOn(_ index: Int) -> Bool { value(of: index) == "y" }

    /// `y` or `n` of a boolean; the text of another symbol, empty where nothing gives it a value.
    mutating func value(of index: Int) -> String {
        switch states[index] {
        case .known: return results[index]
        // A cycle, which valid Kconfig does not have: counts as off.
        case .working: return "n"
        case .unknown: break
        }
        guard depth < Self.maximumDepth else { return "n" }
        states[index] = .working
        depth += 1
        let symbol = model.symbols[index]
        let result = choices.forced[index] ?? (symbol.isBoolean ? boolean(index, symbol) ? "y" : "n" : text(index, symbol))
        depth -= 1
        results[index] = result
        states[index] = .known
        return result
    }

    private mutating func boolean(_ index: Int, _ symbol: KconfigSymbol) -> Bool {
        // Nothing in the tree says what it is. Wanted all the same: code of a patch may ask for it.
        guard symbol.isDefined else { return choices.wanted.contains(index) }
        if let choice = symbol.choice { return chosenMember(of: choice) == index }
        if symbol.selectedBy.contains(where: { holds($0) }) { return true }
        guard symbol.dependencies.contains(where: { holds($0) }) else { return false }
        let isVisible = symbol.prompts.contains { holds($0) }
        if choices.wanted.contains(index), isVisible || symbol.prompts.isEmpty { return true }
        if symbol.impliedBy.contains(where: { holds($0) }) { return true }
        guard let first = symbol.defaults.first(where: { holds($0.condition) }) else { return false }
        return switch first.value {
        case .expression(let expression): holds(expression)
        case .text(let text): text == "y" || text == "m"
        }
    }

    private mutating func chosenMember(of index: Int) -> Int? {
        let choice = model.choices[index]
        guard holds(choice.prompt) else { return nil }
        let available = choice.members.filter { member in model.symbols[member].prompts.contains { holds($0) } }
        if let forced = available.first(where: { choices.forced[$0] == "y" }) { return forced }
        let open = available.filter { choices.forced[$0] == nil }
        if let wanted = open.first(where: { choices.wanted.contains($0) }) { return wanted }
        if choice.isOptional { return nil }
        for (member, condition) in choice.defaults where open.contains(member) && holds(condition) { return member }
        return open.first
    }

    private mutating func text(_ index: Int, _ symbol: KconfigSymbol) -> String {
        guard symbol.dependencies.contains(where: { holds($0) }) else { return "" }
        if let chosen = choices.values[index] { return chosen }
        guard let first = symbol.defaults.first(where: { holds($0.condition) }) else { return "" }
        switch first.value {
        case .text(let text): return text
        case .expression(.symbol(let other)): return model.symbols[other].isDefined ? value(of: other) : model.symbols[other].name
        case .expression(let expression): return holds(expression) ? "y" : "n"
        }
    }

    private mutating func holds(_ expression: KconfigExpression) -> Bool {
        switch expression {
        case .yes: true
        case .no: false
        case .symbol(let index): value(of: index) == "y"
        case .not(let inner): !holds(inner)
        case .and(let left, let right): holds(left) && holds(right)
        case .or(let left, let right): holds(left) || holds(right)
        case .compare(let left, let operation, let right): compare(left, operation, right)
        }
    }

    private mutating func compare(
        _ left: KconfigOperand, _ operation: KconfigExpression.Comparison, _ right: KconfigOperand
    ) -> Bool {
        let left = text(of: left)
        let right = text(of: right)
        if let left = Self.number(left), let right = Self.number(right) { return Self.compare(left, operation, right) }
        return Self.compare(left, operation, right)
    }

    private mutating func text(of operand: KconfigOperand) -> String {
        switch operand {
        case .text(let text): text
        // An undefined symbol is its own name, as in Kconfig.
        case .symbol(let index): model.symbols[index].isDefined ? value(of: index) : model.symbols[index].name
        }
    }

    private static func number(_ text: String) -> Int? {
        text.hasPrefix("0x") || text.hasPrefix("0X") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    private static func compare<Value: Comparable>(
        _ left: Value, _ operation: KconfigExpression.Comparison, _ right: Value
    ) -> Bool {
        switch operation {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
