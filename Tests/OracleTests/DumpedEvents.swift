extension EventGraph {
    /// The events of a function as clang's control-flow graph has it.
    ///
    /// - Parameters:
    ///   - enumerators: the values of the names that the dump shows.
    ///   - unread: gets the elements whose text was not understood.
    init(_ function: DumpedFunction, enumerators: [String: Int64], unread: inout [String]) {
        var builder = DumpedEvents(function, enumerators: enumerators)
        entry = 0
        let start = builder.node(function.entry, .none)
        self = builder.graph
        entry = start
        unread += builder.unread
    }
}

/// Makes nodes of clang's blocks.
private struct DumpedEvents {
    /// What is known about the `&&` or `||` that a block starts with, from the edge that leads into it.
    ///
    /// clang computes `!(a && b)` and `__builtin_expect(a && b, 1)` as values where they are conditions, so that
    /// its graph joins after `a && b` and branches on the joined value; the lowering branches straight on. Both
    /// are right, and the same once the joined value is followed along each edge.
    enum Joined: Hashable {
        case none
        /// The truth that the edge stands for, or the operand computed last, which decides.
        case value(Form)
    }

    private struct Key: Hashable {
        var block: Int
        var joined: Joined
    }

    private struct Element {
        var form: Form = .unknown
        var effect: ElementParser.Effect?
        var initialized: String?
        var isCleanup = false
        var isAssembly = false
        var returned: Form??
        /// The element's value is the truth, or the negated truth, of the element before in this chain.
        var source: Int?
    }

    let function: DumpedFunction
    let enumerators: [String: Int64]
    var graph = EventGraph()
    private(set) var unread: [String] = []
    private var made: [Key: Int] = [:]
    private var elements: [Int: [Element]] = [:]

    init(_ function: DumpedFunction, enumerators: [String: Int64]) {
        self.function = function
        self.enumerators = enumerators
    }

    // MARK: Blocks

    mutating func node(_ number: Int, _ joined: Joined) -> Int {
        let key = Key(block: number, joined: joined)
        if let known = made[key] { return known }
        let start = graph.add(.silent(nil))
        made[key] = start
        guard let block = function.blocks[number] else { return start }
        let elements = self.elements(of: number)
        var next = end(of: number, block, elements, joined)
        for element in elements.reversed() { next = events(element, next: next) }
        graph.nodes[start] = .silent(next)
        return start
    }

    private mutating func events(_ element: Element, next: Int) -> Int {
        if element.isAssembly { return graph.add(.event(.assembly, next: next)) }
        if let declaration = element.initialized {
            // A list's elements are stored one by one in the lowering.
            if element.form == .list { return next }
            return graph.add(.event(.initialize(declaration: declaration, value: element.form), next: next))
        }
        switch element.effect {
        case .call(let callee, let arguments):
            if let name = callee.functionName, isSilentBuiltin(name) { return next }
            return graph.add(
                .event(.call(callee: callee, arguments: arguments, isCleanup: element.isCleanup), next: next))
        case .assign(let target, let value): return graph.add(.event(.assign(target: target, value: value), next: next))
        case nil: return next
        }
    }

    private mutating func end(
        of number: Int, _ block: DumpedFunction.Block, _ elements: [Element], _ joined: Joined
    ) -> Int {
        if block.isNoReturn { return graph.add(.end) }
        let successors = block.successors
        if number == 0 { return graph.add(.exit(nil)) }
        let terminator = block.terminator ?? ""
        if terminator.hasPrefix("switch") { return choice(successors, elements.last?.form ?? .unknown) }
        if terminator.hasPrefix("asm goto") {
            return graph.add(.assemblyGoto(successors.map { $0.block.map { node($0, .none) } ?? 0 }))
        }
        if terminator.hasPrefix("goto *") { return graph.add(.opaque("computed goto")) }
        if let returned = elements.lazy.compactMap(\.returned).first { return graph.add(.exit(returned)) }
        let taken = successors.filter { $0.isReachable && $0.block != nil }
        if taken.count == 1 || terminator.hasPrefix("static init") {
            let truth = successors.count == 2 ? successors[0].isReachable : nil
            let value = condition(of: number, elements, joined)
            return enter(taken[0].block!, from: block, truth: truth, value)
        }
        guard successors.count == 2, taken.count == 2 else { return graph.add(.silent(nil)) }
        let condition = condition(of: number, elements, joined)
        let then = enter(successors[0].block!, from: block, truth: true, condition)
        let otherwise = enter(successors[1].block!, from: block, truth: false, condition)
        return graph.addBranch(condition, then: then, otherwise: otherwise)
    }

    private mutating func choice(_ successors: [DumpedFunction.Successor], _ value: Form) -> Int {
        guard let default_ = successors.last?.block else { return graph.add(.silent(nil)) }
        let reachable = successors.filter { $0.isReachable }
        // The value is a constant: one way is left. An unreachable default alone says that all enumerators have a
        // case; an enumeration can still hold another value, and the lowering has that way, too.
        if reachable.count == 1, case .integer = value {
            return node(reachable[0].block!, .none)
        }
        let cases = inSourceOrder(successors.dropLast().reversed().map { $0.block ?? 0 }).map { block in
            let (first, last) = values(function.blocks[block]?.label ?? "")
            return EventGraph.Case(first: first, last: last, target: node(block, .none))
        }
        return graph.add(.choice(value, cases: cases, default_: node(default_, .none)))
    }

    /// The blocks of a switch's cases as they stand in the source: clang's list has labels in a row,
    /// `case 1: case 2:`, the other way round.
    private func inSourceOrder(_ blocks: [Int]) -> [Int] {
        var ordered: [Int] = []
        var row: [Int] = []
        for block in blocks {
            let falls = function.blocks[block].map { $0.elements.isEmpty && $0.successors.count == 1 } ?? false
            if let before = row.last, !falls || function.blocks[block]!.successors[0].block != before {
                ordered += row.reversed()
                row = []
            }
            row.append(block)
        }
        return ordered + row.reversed()
    }

    /// The numbers in `case 1 ... 4`.
    private func values(_ label: String) -> (Int64?, Int64?) {
        guard label.hasPrefix("case ") else { return (nil, nil) }
        let numbers = label.dropFirst(5).split(separator: " ... ").map { text -> Int64? in
            var parser = ElementParser(String(text), enumerators: enumerators) { _, _ in .unknown }
            if case .integer(let value)? = parser?.parse() { return value }
            return nil
        }
        return (numbers.first ?? nil, numbers.last ?? nil)
    }

    /// The node of a block that is entered from another, whose last value is known.
    private mutating func enter(_ target: Int, from block: DumpedFunction.Block, truth: Bool?, _ value: Form) -> Int {
        guard decidesOnJoinedValue(target) else { return node(target, .none) }
        let isLogical = block.terminator.map { $0.hasSuffix("&& ...") || $0.hasSuffix("|| ...") } ?? false
        if isLogical, let truth { return node(target, .value(.integer(truth ? 1 : 0))) }
        return node(target, .value(value))
    }

    // MARK: Joined values

    /// Whether the block starts with the value of a `&&` or `||` and does nothing but decide on it where to go, or
    /// hand it on to another such block.
    private mutating func decidesOnJoinedValue(_ number: Int) -> Bool {
        guard let block = function.blocks[number], let first = block.elements.first, Self.isLogicalValue(first),
            block.terminator?.hasPrefix("switch") != true
        else { return false }
        let elements = self.elements(of: number)
        for element in elements {
            switch element.effect {
            case nil: continue
            case .call(let callee, _):
                guard let name = callee.functionName, isSilentBuiltin(name) else { return false }
            case .assign: return false
            }
        }
        guard source(of: elements.count - 1, in: elements) == 0 else { return false }
        if block.successors.count == 2 { return true }
        return block.successors.first?.block.map { decidesOnJoinedValue($0) } ?? false
    }

    /// The element whose truth, or its opposite, this element's is in the end.
    private func source(of index: Int, in elements: [Element]) -> Int? {
        var at = index
        while at > 0 {
            guard let earlier = elements[at].source, earlier < at else { return nil }
            at = earlier
        }
        return at
    }

    private static func isLogicalValue(_ text: String) -> Bool {
        guard text.hasPrefix("["), !text.hasSuffix("...") else { return false }
        return text.contains(" && ") || text.contains(" || ")
    }

    private mutating func condition(of number: Int, _ elements: [Element], _ joined: Joined) -> Form {
        guard let last = elements.last else { return .unknown }
        guard case .value(let base) = joined else { return last.form }
        // Negations between the joined value and the condition.
        var form = base
        var chain: [Int] = []
        var at: Int? = elements.count - 1
        while let index = at, index > 0 {
            chain.append(index)
            at = elements[index].source
        }
        for index in chain.reversed() where isNegation(number, index) { form = .makeOperation("!", [form]) }
        return form
    }

    private func isNegation(_ block: Int, _ index: Int) -> Bool {
        function.blocks[block]!.elements[index].hasPrefix("!")
    }

    // MARK: Elements

    private mutating func elements(of number: Int) -> [Element] {
        if let known = elements[number] { return known }
        // Entered before it is filled: an element refers to earlier ones only, here or in other blocks.
        elements[number] = []
        let texts = function.blocks[number]?.elements ?? []
        for text in texts {
            let element = read(text, in: number)
            elements[number]!.append(element)
        }
        for index in texts.indices {
            guard case .call(.function("__builtin_constant_p"), _) = elements[number]![index].effect else { continue }
            // The dump shows the argument as if it were computed; it never is.
            Self.references(in: texts[index]).dropFirst().forEach { dropEffects(of: $0, in: number) }
        }
        return elements[number]!
    }

    private mutating func dropEffects(of reference: (Int, Int), in block: Int) {
        guard reference.0 == block, reference.1 <= elements[block]!.count else { return }
        elements[block]![reference.1 - 1].effect = nil
        Self.references(in: function.blocks[block]!.elements[reference.1 - 1]).forEach { dropEffects(of: $0, in: block) }
    }

    private mutating func read(_ text: String, in block: Int) -> Element {
        var element = Element()
        if text.hasPrefix("CleanupFunction (") {
            element.isCleanup = true
            element.effect = .call(callee: .function(String(text.dropFirst(17).dropLast())), arguments: [])
        } else if text.hasPrefix("asm ") {
            element.isAssembly = true
        } else if text == "return;" {
            element.returned = .some(nil)
        } else if text.hasPrefix("return "), text.hasSuffix(";") {
            element.returned = .some(expression(String(text.dropFirst(7).dropLast()), block).form)
        } else if text.hasSuffix(";") || text.hasPrefix("static_assert") || text.hasPrefix("_Static_assert") {
            if !text.hasPrefix("static "), let end = Self.assignment(in: text) {
                element.initialized = String(text[..<end])
                element.form = elements[block]!.last?.form ?? .unknown
            }
        } else if text.hasPrefix("({") {
            if let (inBlock, number) = Self.lastReference(in: text), text.hasSuffix("; [B\(inBlock).\(number)] })") {
                element.form = form(inBlock, number)
            }
        } else {
            element = expression(text, block)
        }
        return element
    }

    private mutating func expression(_ text: String, _ block: Int) -> Element {
        var element = Element()
        var text = text
        var conversion = ""
        if let start = Self.conversion(in: text) {
            conversion = String(text[start...].dropFirst(2))
            text = String(text[..<start])
        }
        if conversion.hasPrefix("CStyleCastExpr"), let operand = Self.behindParentheses(text) { text = operand }
        // Forms that the parser asks for are computed first: it cannot reach back into this builder.
        var known: [String: Form] = [:]
        for (inBlock, number) in Self.references(in: text) {
            known["\(inBlock).\(number)"] = form(inBlock, number)
        }
        let forms = known
        guard var parser = ElementParser(text, enumerators: enumerators, resolve: { forms["\($0).\($1)"] ?? .unknown }), let form = parser.parse()
        else {
            unread.append(text)
            return element
        }
        element.form = form
        element.effect = parser.effect
        if conversion.contains("FunctionToPointerDecay") || conversion.contains("BuiltinFnToFnPtr"), case .name(let name) = form {
            element.form = .function(name)
        } else if conversion.contains("FunctionToPointerDecay") {
            element.form = .makeAddress(form)
        } else if conversion.contains("ArrayToPointerDecay"), form != .string {
            element.form = .makeAddress(form)
        } else if conversion.contains("IntegralCast") || conversion.contains("NullToPointer") {
            element.form = form.withoutValue
        }
        if case .call(.function(let name), let arguments) = parser.effect {
            if name.hasPrefix("__builtin_expect") { element.form = arguments.first ?? .unknown }
            if name.hasSuffix("_object_size") { element.form = .unknown }
            // A builtin over constants is a constant, for the lowering: `__builtin_clz(64)`.
            let isConstant = arguments.allSatisfy { if case .integer = $0 { true } else { false } }
            if name.hasPrefix("__builtin_"), isConstant, !arguments.isEmpty {
                element.form = .integer(nil)
                element.effect = nil
            }
            // Where clang does not fold it, it is not constant.
            if name == "__builtin_constant_p" { element.form = .integer(0) }
        }
        element.source = Self.truthSource(text, conversion, block)
        return element
    }

    private mutating func form(_ block: Int, _ number: Int) -> Form {
        let known = elements(of: block)
        return number <= known.count ? known[number - 1].form : .unknown
    }

    /// The earlier element of the block whose truth this one's is, or is the opposite of.
    private static func truthSource(_ text: String, _ conversion: String, _ block: Int) -> Int? {
        let references = references(in: text)
        var bare = text.filter { !"()! ".contains($0) }
        if references.count == 3, text.hasPrefix("["), text.hasSuffix(")") {
            // __builtin_expect(value, constant), which is the only call that the caller lets pass.
            return references[1].0 == block ? references[1].1 - 1 : nil
        }
        guard references.count == 1, references[0].0 == block else { return nil }
        bare = bare.replacing("[B\(block).\(references[0].1)]", with: "")
        return bare.isEmpty && !conversion.contains("LValueToRValue") ? references[0].1 - 1 : nil
    }

    // MARK: Texts

    private static func references(in text: String) -> [(Int, Int)] {
        text.matches(of: /\[B(\d+)\.(\d+)\]/).compactMap { match in
            guard let block = Int(match.1), let number = Int(match.2) else { return nil }
            return (block, number)
        }
    }

    private static func lastReference(in text: String) -> (Int, Int)? { references(in: text).last }

    /// Where ` (ImplicitCastExpr, kind, type)` or ` (CStyleCastExpr, kind, type)` starts.
    private static func conversion(in text: String) -> String.Index? {
        let starts = [" (ImplicitCastExpr, ", " (CStyleCastExpr, "].compactMap { text.ranges(of: $0).last?.lowerBound }
        return starts.max()
    }

    /// What stands behind the `(type)` of a cast.
    private static func behindParentheses(_ text: String) -> String? {
        guard text.hasPrefix("(") else { return nil }
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return String(text[text.index(after: index)...]) }
            }
        }
        return nil
    }

    /// Where the ` = ` of a declaration stands, outside of all brackets.
    private static func assignment(in text: String) -> String.Index? {
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "=" where depth == 0: return index
            default: break
            }
        }
        return nil
    }
}
