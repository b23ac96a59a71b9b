extension StringProtocol {
    /// Without white space at its ends.
    var stripped: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }

    /// The white space that it starts with.
    var indentation: String { String(prefix { $0 == "\t" || $0 == " " }) }

    /// The letters, digits and underscores that it starts with.
    var firstWord: String { String(prefix(while: \.isNamePart)) }

    /// What stands between the parenthesis that it starts with and the one that closes it, if that is its end.
    var parenthesised: String? {
        guard first == "(", let close = SourceText.closingParenthesis(Substring(self)), index(after: close) == endIndex else { return nil }
        return self[index(after: startIndex)..<close].stripped
    }
}

extension String {
    /// Whether it is `name`, `name->member` and the like: something that has a value and needs no computing.
    var isPath: Bool {
        let names = replacing("->", with: ".").split(separator: ".", omittingEmptySubsequences: false)
        return names.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNamePart) && !$0.first!.isNumber }
    }
}

extension Character {
    var isNamePart: Bool { isLetter || isNumber || self == "_" }
}

/// How a line of C reads, as far as the meter has to know.
enum SourceText {
    /// Where the parenthesis that a text starts with is closed.
    static func closingParenthesis(_ text: Substring) -> String.Index? {
        var depth = 0
        var found: String.Index?
        walk(text) { index, character in
            if character == "(" { depth += 1 }
            if character == ")" {
                depth -= 1
                if depth == 0 { found = found ?? index }
            }
        }
        return found
    }

    /// The arguments of a call, from what stands between its parentheses.
    static func arguments(_ text: String) -> [String] {
        guard !text.stripped.isEmpty else { return [] }
        var depth = 0
        var start = text.startIndex
        var found: [String] = []
        walk(text[...]) { index, character in
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            if character == ",", depth == 0 {
                found.append(text[start..<index].stripped)
                start = text.index(after: index)
            }
        }
        return found + [text[start...].stripped]
    }

    /// Whether a line, without its indentation, is one statement and nothing else, and goes on with the next line.
    static func isSimple(_ text: String) -> Bool {
        guard text.hasSuffix(";"), text.count > 1, !["* ", "*/", "/*", "//", "#", "{", "}"].contains(where: text.hasPrefix) else { return false }
        guard !controlWords.contains(text.firstWord) else { return false }
        var depth = 0
        var semicolons = 0
        walk(text[...]) { _, character in
            if "({".contains(character) { depth += 1 }
            if ")}".contains(character) { depth -= 1 }
            if character == ";" { semicolons += 1 }
        }
        let isLabelled = text.dropFirst(text.firstWord.count).hasPrefix(":")
        return depth == 0 && semicolons == 1 && !isLabelled
    }

    /// Whether a line, without its indentation, is a comment of its own.
    static func isComment(_ text: String) -> Bool {
        text.hasPrefix("//") || text.hasPrefix("/*") && text.hasSuffix("*/") && text.ranges(of: "*/").count == 1
    }

    /// Whether a line, without its indentation, leaves the block: `goto out;`, `return err;`.
    static func isExit(_ text: String) -> Bool { ["goto", "return"].contains(text.firstWord) && text.hasSuffix(";") }

    /// Whether a text follows the pointer: `object->` that is no end of a longer name.
    static func uses(_ text: String, _ object: String) -> Bool {
        text.ranges(of: object + "->").contains { range in
            guard let before = text[..<range.lowerBound].last else { return true }
            return !before.isNamePart && before != "." && !text[..<range.lowerBound].hasSuffix("->")
        }
    }

    private static let controlWords: Set<String> = [
        "return", "goto", "break", "continue", "if", "else", "for", "while", "do", "case", "default", "switch",
    ]

    /// Visits the characters that are in no string or character literal.
    private static func walk(_ text: Substring, _ visit: (String.Index, Character) -> Void) {
        var quote: Character?
        var isEscaped = false
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open, !isEscaped { quote = nil }
                isEscaped = character == "\\" && !isEscaped
            } else if character == "\"" || character == "'" {
                quote = character
            } else {
                visit(index, character)
            }
        }
    }
}
