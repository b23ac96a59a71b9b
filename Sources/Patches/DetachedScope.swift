/// A run of tokens of a hunk, to be given out as text.
struct DetachedScope {
    let lines: [Hunk.Line]
    /// At least one.
    let tokens: [CToken]

    /// Whether every line from the first token's to the last's is added.
    var isAllAdded: Bool {
        guard let first = tokens.first, let last = tokens.last else { return false }
        return lines[first.line...last.endLine].allSatisfy { $0.kind == .added }
    }

    /// The text from the first token to the last; columns are kept.
    var text: DetachedText { text(upTo: tokens.count - 1) }

    private func text(upTo end: Int) -> DetachedText {
        let first = tokens[0]
        let last = tokens[end]
        var result = DetachedText(text: "", inputLines: [])
        for index in first.line...last.endLine {
            var bytes = lines[index].bytes[...]
            if index == last.endLine { bytes = bytes.prefix(last.endColumn) }
            if index == first.line {
                // What stands before on the same line belongs to something else.
                bytes = (Array(repeating: .space, count: first.column) + bytes.dropFirst(first.column))[...]
            }
            while bytes.last == .carriageReturn { bytes.removeLast() }
            result.text += String(decoding: bytes, as: UTF8.self) + "\n"
            result.inputLines.append(lines[index].inputLine)
        }
        return result
    }

    /// The function that the tokens are; a missing end is supplied.
    /// - Parameter opening: the index of its body's brace.
    func function(named name: String, opening: Int, isCutShort: Bool) -> AddedFunction {
        var function = AddedFunction(
            name: name, source: DetachedText(text: "", inputLines: []), isCutShort: isCutShort, droppedInputLines: [],
            declaration: declaration(upTo: opening))
        guard isCutShort else {
            function.source = text
            return function
        }
        let cut = Cut(tokens, opening: opening)
        function.source = text(upTo: cut.last)
        let kept = tokens[cut.last].endLine
        function.droppedInputLines = lines[(kept + 1)...].map(\.inputLine)
        for line in cut.closing {
            function.source.text += line + "\n"
            function.source.inputLines.append(lines[kept].inputLine)
        }
        return function
    }

    private func declaration(upTo opening: Int) -> String {
        guard opening > 0 else { return "" }
        let head = DetachedScope(lines: lines, tokens: Array(tokens[..<opening])).text.text
        return head.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// Where a function that lost its end is cut, and what closes it.
private struct Cut {
    /// The last token that is kept: the end of the last whole statement.
    private(set) var last: Int
    /// The lines with the `#endif`s and braces that are missing.
    private(set) var closing: [String]

    private enum Brace { case block, doLoop, initializer }

    init(_ tokens: [CToken], opening: Int) {
        last = opening
        var braces: [Brace] = []
        var parens = 0
        var conditions = 0
        var kept: (braces: [Brace], conditions: Int) = ([.block], 0)
        for index in opening..<tokens.count {
            let token = tokens[index]
            var endsStatement = false
            switch token.kind {
            case .directive:
                if token.text.hasPrefix("if") { conditions += 1 }
                if token.text == "endif" { conditions -= 1 }
                // A directive between statements; one within is cut with its statement.
                endsStatement = index == last + 1
            case .punctuation(let byte):
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): parens += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): parens -= 1
                case UInt8(ascii: "{") where parens == 0:
                    let isInitializer = tokens[index - 1].is("=") || braces.last == .initializer
                    braces.append(isInitializer ? .initializer : tokens[index - 1].text == "do" ? .doLoop : .block)
                    endsStatement = !isInitializer
                case UInt8(ascii: "}") where parens == 0:
                    let closed = braces.popLast()
                    // After a loop's or initialiser's brace its statement still goes on.
                    endsStatement = closed == .block && braces.last != .initializer
                case UInt8(ascii: ";"): endsStatement = parens == 0 && braces.last != .initializer
                default: break
                }
            case .identifier, .number, .literal: break
            }
            if endsStatement {
                last = index
                kept = (braces, conditions)
            }
        }
        closing = Array(repeating: "#endif", count: max(0, min(kept.conditions, 64)))
        closing.append(kept.braces.reversed().map { $0 == .doLoop ? "} while (0);" : "}" }.joined(separator: " "))
    }
}
