import SourceTree

/// Reads the Kconfig files of a tree into a `KconfigModel`.
///
/// Tolerant by design: what it does not understand it passes over, files that a `source` line names and the tree
/// does not have are skipped, and every loop and recursion is bounded, because the files may be a stranger's.
struct KconfigReader {
    private let snapshot: Snapshot
    private var lexer: KconfigLexer
    private(set) var model = KconfigModel()
    private(set) var filesRead = 0
    /// Those that were read, and those that were looked for and are not there.
    private(set) var filesAsked: Set<TreePath> = []
    /// Some files were found by a pattern.
    private(set) var hasPatterns = false
    private var blocks: [Block] = []
    private var entry = Entry.none
    private var open: Set<TreePath> = []

    private static let maximumFiles = 20_000
    private static let maximumFileSize = 4 << 20
    private static let maximumNesting = 40

    /// An open `menu`, `if` or `choice`.
    private struct Block {
        enum Kind: Equatable { case menu, condition, choice(Int) }
        let kind: Kind
        var dependency: KconfigExpression
        var visibility: KconfigExpression
        /// A choice's own prompt conditions, joined to the dependency when it ends.
        var defaults: [(String, KconfigExpression)] = []
    }

    /// What the attribute lines that follow belong to.
    private enum Entry {
        case none
        case block
        case config(Definition)
    }

    /// One `config` entry, kept until the next begins because `depends on` may follow the lines it governs.
    private struct Definition {
        let symbol: Int
        var kind: KconfigSymbol.Kind?
        var dependency: KconfigExpression
        var prompts: [KconfigExpression] = []
        var defaults: [KconfigSymbol.Default] = []
        var selects: [(Int, KconfigExpression)] = []
        var implies: [(Int, KconfigExpression)] = []
    }

    init(snapshot: Snapshot, version: KernelVersion) {
        self.snapshot = snapshot
        lexer = KconfigLexer(macros: KconfigMacros(version: version))
    }

    /// Reads everything that hangs on the top-level `Kconfig` of the tree.
    /// - Throws: `SnapshotError` when a Kconfig file leads out of the tree or cannot be read.
    static func read(_ snapshot: Snapshot, version: KernelVersion) throws -> KconfigReader {
        var reader = KconfigReader(snapshot: snapshot, version: version)
        // The architecture's file is sourced by the top one (through scripts of all ages); reading it is idempotent.
        try reader.read(TreePath("Kconfig"))
        reader.finishEntry()
        return reader
    }

    private mutating func read(_ path: TreePath) throws {
        guard open.count < Self.maximumNesting, filesRead < Self.maximumFiles, open.insert(path).inserted else { return }
        defer { open.remove(path) }
        filesAsked.insert(path)
        guard let text = try snapshot.contents(of: path), text.count <= Self.maximumFileSize else { return }
        filesRead += 1
        let height = blocks.count
        var lines = KconfigLines(text)
        while let line = lines.next() {
            if try readLine(line, of: path) == .help { lines.skipHelp() }
        }
        finishEntry()
        // A block that its own file leaves open ends with the file.
        while blocks.count > height { closeBlock() }
    }

    private enum LineKind { case ordinary, help }

    private mutating func readLine(_ line: ArraySlice<UInt8>, of path: TreePath) throws -> LineKind {
        if let (name, value) = Self.assignment(line) {
            lexer = KconfigLexer(macros: with(lexer.macros) { $0.assign(name, value) })
            return .ordinary
        }
        let tokens = lexer.tokens(of: line)
        guard case .word(let keyword)? = tokens.first else { return .ordinary }
        switch keyword {
        case "help", "---help---":
            return .help
        case "config", "menuconfig":
            finishEntry()
            if case .word(let name)? = tokens.dropFirst().first { beginConfig(name) }
        case "if":
            finishEntry()
            var parser = KconfigExpressionParser(tokens, from: 1)
            push(.condition, dependency: parser.expression(in: &model))
            entry = .none
        case "menu":
            finishEntry()
            push(.menu, dependency: .yes)
            entry = .block
        case "choice":
            finishEntry()
            model.choices.append(KconfigChoice())
            push(.choice(model.choices.count - 1), dependency: .yes)
            entry = .block
        case "endif", "endmenu", "endchoice":
            finishEntry()
            closeBlock()
        case "comment", "mainmenu":
            finishEntry()
        case "source", "rsource", "osource", "orsource":
            finishEntry()
            if case .quoted(let name)? = tokens.dropFirst().first {
                try source(name, relativeTo: keyword.contains("r") && keyword != "source" && keyword != "osource" ? path.parent : .root)
            }
        default:
            readAttribute(keyword, tokens)
        }
        return .ordinary
    }

    private mutating func source(_ name: String, relativeTo directory: TreePath) throws {
        // A name that leaves the tree is no file of it: passed over like a missing one.
        guard let path = try? directory.appending(name.hasPrefix("./") ? String(name.dropFirst(2)) : name) else { return }
        guard name.contains(where: { $0 == "*" || $0 == "?" || $0 == "[" }) else { return try read(path) }
        hasPatterns = true
        for match in try TreeGlob(path).matches(in: snapshot) { try read(match) }
    }

    // MARK: Blocks

    private mutating func push(_ kind: Block.Kind, dependency: KconfigExpression) {
        // Beyond the bound nothing more is pushed; the matching ends then close outer blocks, which is harmless.
        guard blocks.count < 256 else { return }
        blocks.append(
            Block(
                kind: kind, dependency: .both(blocks.last?.dependency ?? .yes, dependency),
                visibility: blocks.last?.visibility ?? .yes))
    }

    private mutating func closeBlock() {
        guard let block = blocks.popLast() else { return }
        entry = .none
        guard case .choice(let index) = block.kind else { return }
        for (name, condition) in block.defaults {
            model.choices[index].defaults.append((model.index(of: name), condition))
        }
        // A choice is asked for unless its dependencies fail; old trees give prompts `if EXPERT` and the like, whose
        // members still follow the default.
        model.choices[index].prompt = block.dependency
    }

    // MARK: Entries

    private mutating func beginConfig(_ name: String) {
        let index = model.index(of: name)
        entry = .config(Definition(symbol: index, dependency: .yes))
    }

    private mutating func finishEntry() {
        defer { entry = .none }
        guard case .config(let definition) = entry else { return }
        let index = definition.symbol
        let dependency = KconfigExpression.both(blocks.last?.dependency ?? .yes, definition.dependency)
        let visibility = KconfigExpression.both(dependency, blocks.last?.visibility ?? .yes)
        model.symbols[index].isDefined = true
        if let kind = definition.kind { model.symbols[index].kind = kind }
        model.symbols[index].dependencies.append(dependency)
        model.symbols[index].prompts += definition.prompts.map { .both(visibility, $0) }
        model.symbols[index].defaults += definition.defaults.map {
            .init(value: $0.value, condition: .both(dependency, $0.condition))
        }
        for (target, condition) in definition.selects {
            model.symbols[target].selectedBy.append(.both(.symbol(index), condition))
        }
        for (target, condition) in definition.implies {
            model.symbols[target].impliedBy.append(.both(.symbol(index), condition))
        }
        if case .choice(let choice)? = blocks.last(where: { $0.kind != .condition })?.kind, !definition.prompts.isEmpty,
            model.symbols[index].choice == nil
        {
            model.symbols[index].choice = choice
            model.choices[choice].members.append(index)
        }
    }

    private mutating func readAttribute(_ keyword: String, _ tokens: [KconfigToken]) {
        switch entry {
        case .none: break
        case .block: readBlockAttribute(keyword, tokens)
        case .config(var definition):
            readAttribute(keyword, tokens, of: &definition)
            entry = .config(definition)
        }
    }

    private mutating func readBlockAttribute(_ keyword: String, _ tokens: [KconfigToken]) {
        guard !blocks.isEmpty else { return }
        let top = blocks.count - 1
        switch keyword {
        case "depends":
            var parser = KconfigExpressionParser(tokens, from: 2)
            blocks[top].dependency = .both(blocks[top].dependency, parser.expression(in: &model))
        case "visible":
            var parser = KconfigExpressionParser(tokens, from: 2)
            blocks[top].visibility = .both(blocks[top].visibility, parser.expression(in: &model))
        case "default":
            if case .word(let name)? = tokens.dropFirst().first {
                var parser = KconfigExpressionParser(tokens, from: 2)
                blocks[top].defaults.append((name, parser.trailingCondition(in: &model)))
            }
        case "optional":
            if case .choice(let index) = blocks[top].kind { model.choices[index].isOptional = true }
        default: break
        }
    }

    private mutating func readAttribute(_ keyword: String, _ tokens: [KconfigToken], of definition: inout Definition) {
        switch keyword {
        case "bool", "boolean", "tristate", "int", "hex", "string":
            definition.kind = Self.kinds[keyword]
            readPrompt(tokens, of: &definition)
        case "prompt":
            readPrompt(tokens, of: &definition)
        case "def_bool", "def_tristate":
            definition.kind = keyword == "def_bool" ? .bool : .tristate
            readDefault(tokens, of: &definition)
        case "default":
            readDefault(tokens, of: &definition)
        case "depends":
            var parser = KconfigExpressionParser(tokens, from: 2)
            definition.dependency = .both(definition.dependency, parser.expression(in: &model))
        case "select", "imply":
            guard case .word(let name)? = tokens.dropFirst().first else { return }
            var parser = KconfigExpressionParser(tokens, from: 2)
            let target = (model.index(of: name), parser.trailingCondition(in: &model))
            if keyword == "select" { definition.selects.append(target) } else { definition.implies.append(target) }
        default:
            // range, option, modules, transitional, ...: without influence on what fuselint asks.
            break
        }
    }

    private static let kinds: [String: KconfigSymbol.Kind] = [
        "bool": .bool, "boolean": .bool, "tristate": .tristate, "int": .int, "hex": .hex, "string": .string,
    ]

    private mutating func readPrompt(_ tokens: [KconfigToken], of definition: inout Definition) {
        guard tokens.count > 1 else { return }
        var parser = KconfigExpressionParser(tokens, from: 2)
        definition.prompts.append(parser.trailingCondition(in: &model))
    }

    private mutating func readDefault(_ tokens: [KconfigToken], of definition: inout Definition) {
        guard tokens.count > 1 else { return }
        var parser = KconfigExpressionParser(tokens, from: 1)
        let value: KconfigValue
        if case .quoted(let text) = tokens[1], tokens.count == 2 || tokens[2] == .word("if") {
            value = .text(text)
            parser = KconfigExpressionParser(tokens, from: 2)
        } else if case .word(let text) = tokens[1], tokens.count == 2 || tokens[2] == .word("if"),
            text.utf8.first.map({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-") }) ?? false
        {
            value = .text(text)
            parser = KconfigExpressionParser(tokens, from: 2)
        } else {
            value = .expression(parser.expression(in: &model))
        }
        definition.defaults.append(.init(value: value, condition: parser.trailingCondition(in: &model)))
    }

    // MARK: Macro assignments

    /// The two sides of `name := value`, `name = value` or `name += value`; nil for any other line.
    private static func assignment(_ line: ArraySlice<UInt8>) -> (String, String)? {
        guard let first = line.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t"), first != UInt8(ascii: "#")
        else { return nil }
        var index = line.startIndex
        while index < line.endIndex, isNameByte(line[index]) { index += 1 }
        guard index > line.startIndex else { return nil }
        let name = line[line.startIndex..<index]
        while index < line.endIndex, line[index] == UInt8(ascii: " ") || line[index] == UInt8(ascii: "\t") { index += 1 }
        if index < line.endIndex, line[index] == UInt8(ascii: ":") || line[index] == UInt8(ascii: "+") { index += 1 }
        guard index < line.endIndex, line[index] == UInt8(ascii: "=") else { return nil }
        let value = String(decoding: line[(index + 1)...], as: UTF8.self)
        return (String(decoding: name, as: UTF8.self), value[...].trimmed(while: \.isWhitespace))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// The value after `change` was made to it.
private func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
}
