/// Reads one hunk's new side as C: which functions and declarations it adds, and what it calls where.
struct HunkCode {
    private(set) var material = DetachedMaterial()

    private let lines: [Hunk.Line]
    private let tokens: [CToken]
    private let section: [CToken]
    private let keepsColumns: Bool

    /// What an open brace belongs to.
    private enum Brace { case function, block, doLoop, initializer, type, expression }

    /// A declaration with more tokens than this before its body or end is no function's.
    private static let headLimit = 512

    private var braces: [(kind: Brace, token: Int, parens: Int)] = []
    private var parens = 0
    /// First token of the statement or declaration at hand.
    private var start = 0
    private var hasQuestionMark = false
    /// The function whose body is being read.
    private var function: (name: String, start: Int, open: Int)?
    /// The function around lines that stand in no function the hunk shows: first the header's.
    private var outer: String?
    /// The table whose initialisers stand in no braces the hunk shows.
    private var outerTable: (type: String, variable: String)?
    /// Whether the place is known to be outside of all functions.
    private var isFileLevel = false
    private var changed: Set<String> = []
    private var pendingCalls: [(token: Int, caller: String?)] = []
    private var conditions = Conditions()

    init(_ hunk: Hunk, keepsColumns: Bool) {
        lines = hunk.newLines
        tokens = CLexer.tokens(of: lines.map(\.bytes))
        section = CLexer.tokens(of: [Array(hunk.section.utf8)])
        self.keepsColumns = keepsColumns
        outerTable = CDeclarator.table(section[...])
        outer = outerTable == nil ? CDeclarator.functionName(ofSection: section) : nil
    }

    mutating func read() {
        for index in tokens.indices { read(index) }
        if let open = function { endFunction(open, at: nil) }
        flushCalls()
        // Lines added to the header's function that call nothing change it all the same.
        if let name = outer, changed.isEmpty, material.functions.isEmpty, material.declarations.isEmpty,
            lines.contains(where: { $0.kind == .added })
        {
            noteChanged(name)
        }
    }

    private func isAdded(_ token: CToken) -> Bool { lines[token.line].kind == .added }

    private mutating func read(_ index: Int) {
        let token = tokens[index]
        switch token.kind {
        case .directive:
            conditions.read(token.text, depth: braces.count)
            readDirective(token)
            if start == index { start = index + 1 }
        case .identifier:
            readIdentifier(index)
        case .punctuation(let byte):
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["): parens += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): parens = max(parens - 1, braces.last?.parens ?? 0)
            case UInt8(ascii: "{"): if !conditions.isAlternative { openBrace(index) }
            case UInt8(ascii: "}"): if !conditions.isAlternative { closeBrace(index) }
            case UInt8(ascii: "?"): hasQuestionMark = true
            case UInt8(ascii: ":"):
                // A label or case: what follows is a statement of its own.
                if parens == (braces.last?.parens ?? 0), !hasQuestionMark, braces.last?.kind != .type { beginStatement(after: index) }
            case UInt8(ascii: ";"):
                if parens == (braces.last?.parens ?? 0) { endStatement(index) }
            default: break
            }
        case .number, .literal: break
        }
    }

    private mutating func beginStatement(after index: Int) {
        start = index + 1
        hasQuestionMark = false
    }

    // MARK: braces

    private mutating func openBrace(_ index: Int) {
        let before = index > 0 ? tokens[index - 1] : nil
        let head = tokens[min(start, index)..<index]
        func push(_ kind: Brace) {
            braces.append((kind, index, parens))
        }
        if parens == (braces.last?.parens ?? 0), head.count <= Self.headLimit, beginsAtFileLevel(head),
            let (name, first) = CDeclarator.function(head)
        {
            // A function inside a function: the braces of the outer one were lost.
            if let open = function { endFunction(open, at: nil) }
            braces = []
            parens = 0
            dropCalls(from: start)
            function = (name, first, index)
            push(.function)
            beginStatement(after: index)
            return
        }
        if let top = braces.last?.kind, top == .initializer {
            push(.initializer)
        } else if before?.is("=") == true {
            push(.initializer)
        } else if parens > (braces.last?.parens ?? 0) {
            push(before?.is("(") == true ? .expression : .initializer)
            if before?.is("(") == true { beginStatement(after: index) }
        } else if opensType(head) {
            push(.type)
        } else {
            push(before?.text == "do" ? .doLoop : .block)
            beginStatement(after: index)
        }
    }

    /// A declaration can open a function here if none is open, or (with columns) if it starts its line.
    private func beginsAtFileLevel(_ head: ArraySlice<CToken>) -> Bool {
        guard let first = head.first(where: { $0.kind != .directive }) else { return false }
        return keepsColumns ? first.column == 0 : braces.isEmpty
    }

    /// `struct tag {`, with no function around it; the parentheses of an attribute may follow a definition, not precede.
    private func opensType(_ head: ArraySlice<CToken>) -> Bool {
        let head = head.suffix(16)
        return head.contains { ["struct", "union", "enum"].contains($0.text) } && !head.contains { $0.is("(") }
    }

    private mutating func closeBrace(_ index: Int) {
        guard let brace = braces.popLast() else {
            // The end of something that began above the hunk.
            parens = 0
            if keepsColumns, tokens[index].column == 0 {
                outer = nil
                outerTable = nil
                isFileLevel = true
            }
            beginStatement(after: index)
            return
        }
        parens = brace.parens
        switch brace.kind {
        case .function:
            if let open = function { endFunction(open, at: index) }
            beginStatement(after: index)
        case .block: beginStatement(after: index)
        case .doLoop, .initializer, .type, .expression: break
        }
    }

    // MARK: functions

    private mutating func endFunction(_ open: (name: String, start: Int, open: Int), at end: Int?) {
        function = nil
        outer = nil
        outerTable = nil
        isFileLevel = true
        let last = end ?? tokens.count - 1
        let body = tokens[open.open...last]
        let bodyLines = Set(body.map(\.line))
        let added = bodyLines.filter { lines[$0].kind == .added }
        let isNew = isAdded(tokens[open.open]) && tokens[open.start..<open.open].contains { $0.text == open.name && isAdded($0) }
            && added.count * 2 >= bodyLines.count
        if isNew { dropCalls(from: open.start) }
        flushCalls()
        guard isNew else {
            noteChanged(open.name)
            return
        }
        let scope = DetachedScope(lines: lines, tokens: Array(tokens[open.start...last]))
        material.functions.append(scope.function(named: open.name, opening: open.open - open.start, isCutShort: end == nil))
    }

    private mutating func noteChanged(_ name: String) {
        if changed.insert(name).inserted { material.changedFunctions.append(name) }
    }

    // MARK: calls and initialisers

    private mutating func readIdentifier(_ index: Int) {
        let token = tokens[index]
        let isInside = function != nil || (!isFileLevel && outerTable == nil)
        guard isAdded(token) else { return }
        if index + 1 < tokens.count, tokens[index + 1].is("("), isInside, CDeclarator.isCallable(token.text), !isPointerDeclarator(index + 1) {
            pendingCalls.append((index, function?.name ?? outer))
        }
        readInitializer(index)
    }

    /// `(*name)(` after a type.
    private func isPointerDeclarator(_ open: Int) -> Bool {
        open + 4 < tokens.count && tokens[open + 1].is("*") && tokens[open + 2].kind == .identifier && tokens[open + 3].is(")")
            && tokens[open + 4].is("(")
    }

    /// `.field = value` followed by a comma, a brace or the hunk's end.
    private mutating func readInitializer(_ index: Int) {
        guard index > 0, tokens[index - 1].is("."), index + 2 < tokens.count, tokens[index + 1].is("=") else { return }
        // How deep within the table: at depth 1 its own fields stand.
        let nesting = braces.suffix(2).reversed().prefix { $0.kind == .initializer }.count
        guard nesting > 0 || (braces.isEmpty && outerTable != nil) || (braces.isEmpty && !keepsColumns) else { return }
        let value = tokens[index + 2].is("&") ? index + 3 : index + 2
        guard value < tokens.count, tokens[value].kind == .identifier else { return }
        if value + 1 < tokens.count, !tokens[value + 1].is(","), !tokens[value + 1].is("}"), !(tokens[value + 1].is(".")) { return }
        let table = nesting == 1 ? CDeclarator.table(tokens[start..<index].prefix(32)) : nesting == 0 ? outerTable : nil
        material.initializers.append(
            AddedInitializer(
                structType: table?.type, variable: table?.variable, field: tokens[index].text, value: tokens[value].text,
                inputLine: lines[tokens[index].line].inputLine))
    }

    /// Takes back the calls from a token on: what looked like them was a declaration, or the body of a new function.
    private mutating func dropCalls(from token: Int) {
        while let last = pendingCalls.last, last.token >= token { pendingCalls.removeLast() }
    }

    private mutating func flushCalls() {
        for call in pendingCalls {
            if let caller = call.caller { noteChanged(caller) }
            material.calls.append(
                CallSite(caller: call.caller, callee: tokens[call.token].text, inputLine: lines[tokens[call.token].line].inputLine))
        }
        pendingCalls = []
    }

    // MARK: declarations

    private mutating func endStatement(_ index: Int) {
        // Members of a type under definition are part of one declaration.
        if braces.last?.kind == .type || braces.last?.kind == .initializer { return }
        defer { beginStatement(after: index) }
        guard braces.isEmpty, start < index else { return }
        let head = tokens[start..<index]
        guard let first = head.first, first.kind == .identifier else { return }
        if head.count <= Self.headLimit, let name = CDeclarator.functionName(head) {
            // A prototype; one among another function's statements would be odd but harmless.
            dropCalls(from: start)
            if outer != nil, keepsColumns, first.column != 0 { return }
            outer = nil
            isFileLevel = true
            addDeclaration(.prototype, name: name, start...index)
            return
        }
        let isAtFileLevel = keepsColumns ? first.column == 0 : isFileLevel || ["static", "extern", "typedef"].contains(first.text)
        guard let brace = head.firstIndex(where: { $0.is("{") }) else {
            if first.text == "typedef" { addDeclaration(.type, name: head.last?.text, start...index) }
            else if isAtFileLevel, ["static", "extern", "const"].contains(first.text) {
                let equals = head.firstIndex { $0.is("=") } ?? head.endIndex
                addDeclaration(.variable, name: head[..<equals].last { $0.kind == .identifier }?.text, start...index)
            }
            return
        }
        if let equals = head[..<brace].firstIndex(where: { $0.is("=") }) {
            let words = head[..<equals].prefix { !$0.is("[") }
            if isAtFileLevel { addDeclaration(.variable, name: words.last { $0.kind == .identifier }?.text, start...index) }
        } else if let keyword = head[..<brace].firstIndex(where: { ["struct", "union", "enum"].contains($0.text) }) {
            let tag = keyword + 1 < brace && tokens[keyword + 1].kind == .identifier ? tokens[keyword + 1].text : nil
            let alias = first.text == "typedef" ? head.last?.text : nil
            addDeclaration(.type, name: tag ?? alias, start...index)
        }
    }

    private mutating func addDeclaration(_ kind: AddedDeclaration.Kind, name: String?, _ range: ClosedRange<Int>) {
        let scope = DetachedScope(lines: lines, tokens: Array(tokens[range]))
        guard scope.isAllAdded else { return }
        material.declarations.append(AddedDeclaration(kind: kind, name: name.flatMap { $0.isEmpty ? nil : $0 }, source: scope.text))
    }

    private mutating func readDirective(_ token: CToken) {
        guard isAdded(token) else { return }
        let bytes = lines[token.line].bytes
        guard let hash = bytes.firstIndex(of: UInt8(ascii: "#")) else { return }
        let rest = bytes[(hash + 1)...].drop { $0 == .space || $0 == .tab }.dropFirst(token.text.utf8.count)
            .drop { $0 == .space || $0 == .tab }
        if token.text == "include" {
            let close: UInt8 = rest.first == UInt8(ascii: "<") ? UInt8(ascii: ">") : UInt8(ascii: "\"")
            guard let end = rest.dropFirst().firstIndex(of: close) else { return }
            material.includes.append(
                AddedInclude(header: String(decoding: rest[rest.startIndex...end], as: UTF8.self), inputLine: lines[token.line].inputLine))
        } else if token.text == "define" {
            let name = rest.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
            let scope = DetachedScope(lines: lines, tokens: [token])
            guard scope.isAllAdded else { return }
            material.declarations.append(
                AddedDeclaration(kind: .macro, name: String(decoding: name, as: UTF8.self), source: scope.text))
        }
    }
}

/// `#if` branches whose braces would be counted twice.
private struct Conditions {
    private var stack: [(depth: Int, isAlternative: Bool)] = []

    /// Whether the place is in a further branch of a condition whose first branch left braces open or closed.
    var isAlternative: Bool { stack.contains(where: \.isAlternative) }

    mutating func read(_ directive: String, depth: Int) {
        switch directive {
        case "if", "ifdef", "ifndef":
            // No source nests deeper; beyond it the inner conditions are not told apart.
            if stack.count < 64 { stack.append((depth, false)) }
        case "else", "elif":
            if let last = stack.last, last.depth != depth { stack[stack.count - 1].isAlternative = true }
        case "endif": stack.removeLast(stack.isEmpty ? 0 : 1)
        default: break
        }
    }
}
