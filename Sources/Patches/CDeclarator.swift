/// Tells what a run of tokens at file level declares.
enum CDeclarator {
    /// Words that begin statements or expressions, never a declaration.
    private static let statementWords: Set<String> = [
        "if", "else", "for", "while", "do", "switch", "case", "default", "return", "goto", "break", "continue", "sizeof",
        "__asm__", "asm",
    ]

    /// Words that stand before parentheses and call nothing.
    private static let uncallable: Set<String> = statementWords.union([
        "typeof", "__typeof__", "__auto_type", "_Alignof", "alignof", "__alignof__", "offsetof", "defined", "void", "int", "char",
        "long", "short", "unsigned", "signed", "bool", "struct", "union", "enum", "const", "volatile", "static", "__attribute__",
        "_Generic", "_Static_assert",
    ])

    /// Attributes that take arguments and may stand where a function's name does.
    private static let attributes: Set<String> = [
        "__attribute__", "__printf", "__scanf", "__aligned", "__section", "__acquires", "__releases", "__must_hold",
        "__cond_acquires", "__cond_releases", "__alloc_size", "__assume_aligned", "__malloc", "__nonstring", "__counted_by",
        "typeof", "__typeof__", "__alias", "__no_sanitize", "__acquires_shared", "__releases_shared",
    ]

    /// Whether an identifier before `(` names something that is called.
    static func isCallable(_ name: String) -> Bool { !uncallable.contains(name) && !attributes.contains(name) }

    /// The function that the tokens before a `{` or `;` declare: `type name(parameters) attributes`. Nil where
    /// they are anything else, above all `if (...)`, `list_for_each(...)` and expressions.
    static func functionName(_ tokens: ArraySlice<CToken>) -> String? { function(tokens)?.name }

    /// As `functionName`, with the index of the declaration's first token: macros that stand alone on their lines
    /// above it, such as `DEFINE_FREE(...)`, are not part of it.
    static func function(_ tokens: ArraySlice<CToken>) -> (name: String, first: Int)? {
        var rest = tokens
        while true {
            if let name = nameOfDeclared(rest) { return (name, rest.startIndex) }
            guard let end = endOfLoneMacro(rest) else { return nil }
            rest = rest[(end + 1)...]
        }
    }

    /// The closing parenthesis of `NAME(...)` at the start, if what follows stands on a further line.
    private static func endOfLoneMacro(_ tokens: ArraySlice<CToken>) -> Int? {
        let tokens = tokens.drop { $0.kind == .directive }
        guard tokens.count > 3, let first = tokens.first, first.kind == .identifier, isCallable(first.text),
            tokens[tokens.startIndex + 1].is("(")
        else { return nil }
        var depth = 0
        for index in tokens.indices.dropFirst() {
            if tokens[index].is("(") { depth += 1 }
            if tokens[index].is(")") { depth -= 1 }
            if depth == 0 {
                return index + 1 < tokens.endIndex && tokens[index + 1].line > tokens[index].line ? index : nil
            }
        }
        return nil
    }

    private static func nameOfDeclared(_ tokens: ArraySlice<CToken>) -> String? {
        let tokens = tokens.filter { $0.kind != .directive }
        guard let first = tokens.first, first.kind == .identifier, !statementWords.contains(first.text), first.text != "typedef" else {
            return nil
        }
        var depth = 0
        var name: String?
        for (index, token) in tokens.enumerated() {
            if token.is("(") {
                depth += 1
                guard depth == 1, name == nil, index > 0, tokens[index - 1].kind == .identifier else { continue }
                let candidate = tokens[index - 1].text
                if attributes.contains(candidate) { continue }
                // A type stands before the name; only these macros bring their own.
                let bringsType = ["SYSCALL_DEFINE", "COMPAT_SYSCALL_DEFINE", "BPF_CALL_"].contains(where: candidate.hasPrefix)
                guard index > 1 || bringsType else { return nil }
                name = candidate
            } else if token.is(")") {
                depth -= 1
                if depth < 0 { return nil }
            } else if depth == 0 {
                switch token.kind {
                case .identifier:
                    if statementWords.contains(token.text) { return nil }
                case .punctuation(let byte):
                    // A pointer in the return type; nothing else stands outside parentheses.
                    guard byte == UInt8(ascii: "*"), name == nil else { return nil }
                case .number, .literal, .directive: return nil
                }
            }
        }
        return depth == 0 ? name : nil
    }

    /// The function that a hunk header's section opens; it may be cut after some 80 bytes.
    static func functionName(ofSection tokens: [CToken]) -> String? {
        var tokens = tokens[...]
        if let last = tokens.last, last.is("{") { tokens = tokens.dropLast() }
        var depth = 0
        for token in tokens { depth += token.is("(") ? 1 : token.is(")") ? -1 : 0 }
        guard depth >= 0, let end = tokens.last else { return nil }
        let closing = CToken(
            kind: .punctuation(UInt8(ascii: ")")), text: "", line: end.line, endLine: end.line, column: end.endColumn, endColumn: end.endColumn)
        return functionName(tokens + Array(repeating: closing, count: min(depth, 16)))
    }

    /// The struct type and name of `static const struct TYPE NAME = {`; nil where it is no such variable.
    static func table(_ tokens: ArraySlice<CToken>) -> (type: String, variable: String)? {
        guard let keyword = tokens.firstIndex(where: { $0.text == "struct" }), keyword + 3 < tokens.endIndex,
            tokens[keyword + 1].kind == .identifier, tokens[keyword + 2].kind == .identifier,
            tokens[(keyword + 3)...].contains(where: { $0.is("=") })
        else { return nil }
        return (tokens[keyword + 1].text, tokens[keyword + 2].text)
    }
}
