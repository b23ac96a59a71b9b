/// A token of C, with its place in the lines that were given.
package struct CToken {
    package enum Kind: Equatable {
        case identifier, number, literal
        /// One byte of punctuation; what is longer comes as several.
        case punctuation(UInt8)
        /// A whole preprocessor line with its continuations; the text is the directive's name.
        case directive
    }

    package var kind: Kind
    /// Empty for literals, numbers and punctuation.
    package var text: String
    /// Index of the line it begins on, and of the line it ends on.
    package var line: Int
    package var endLine: Int
    /// Offsets in bytes in those lines.
    package var column: Int
    package var endColumn: Int

    func `is`(_ character: Unicode.Scalar) -> Bool { kind == .punctuation(UInt8(ascii: character)) }
}

/// Splits lines of C into tokens; comments, strings and preprocessor lines are seen as what they are.
///
/// The lines may begin and end anywhere, as a hunk does.
package struct CLexer {
    private let lines: [[UInt8]]
    private var tokens: [CToken] = []
    private var line = 0
    private var at = 0

    package static func tokens(of lines: [[UInt8]]) -> [CToken] {
        var lexer = CLexer(lines: lines)
        if lexer.beginsInComment() { lexer.skipComment() }
        lexer.run()
        return lexer.tokens
    }

    private init(lines: [[UInt8]]) { self.lines = lines }

    /// Whether a comment ends in the lines before any begins.
    private func beginsInComment() -> Bool {
        for line in lines {
            for index in line.indices.dropLast() {
                if line[index] == UInt8(ascii: "/"), line[index + 1] == UInt8(ascii: "*") { return false }
                if line[index] == UInt8(ascii: "*"), line[index + 1] == UInt8(ascii: "/") { return true }
            }
        }
        return false
    }

    private mutating func run() {
        while line < lines.count {
            let bytes = lines[line]
            guard at < bytes.count else {
                line += 1
                at = 0
                continue
            }
            let byte = bytes[at]
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            switch byte {
            case .space, .tab, .carriageReturn, 0x0b, 0x0c: at += 1
            case UInt8(ascii: "/") where next == UInt8(ascii: "/"): at = bytes.count
            case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
                at += 2
                skipComment()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): literal(quote: byte)
            case UInt8(ascii: "#") where bytes[..<at].allSatisfy({ $0 == .space || $0 == .tab }): directive()
            case UInt8(ascii: "\\") where at == bytes.count - 1: at += 1
            default:
                if byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") {
                    word(.identifier)
                } else if byte.isDigit {
                    word(.number)
                } else {
                    tokens.append(CToken(kind: .punctuation(byte), text: "", line: line, endLine: line, column: at, endColumn: at + 1))
                    at += 1
                }
            }
        }
    }

    /// Goes behind the next `*/`, or to the end.
    private mutating func skipComment() {
        while line < lines.count {
            let bytes = lines[line]
            while at + 1 < bytes.count {
                if bytes[at] == UInt8(ascii: "*"), bytes[at + 1] == UInt8(ascii: "/") {
                    at += 2
                    return
                }
                at += 1
            }
            line += 1
            at = 0
        }
    }

    /// A string or character; one without its end ends with the line.
    private mutating func literal(quote: UInt8) {
        let bytes = lines[line]
        let start = at
        at += 1
        while at < bytes.count, bytes[at] != quote { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        at = min(at + 1, bytes.count)
        tokens.append(CToken(kind: .literal, text: "", line: line, endLine: line, column: start, endColumn: at))
    }

    private mutating func word(_ kind: CToken.Kind) {
        let bytes = lines[line]
        let start = at
        let isNumber = kind == .number
        while at < bytes.count,
            bytes[at].isLetter || bytes[at].isDigit || bytes[at] == UInt8(ascii: "_") || bytes[at] == UInt8(ascii: "$")
                || (isNumber && bytes[at] == UInt8(ascii: "."))
        {
            at += 1
        }
        let text = isNumber ? "" : String(decoding: bytes[start..<at], as: UTF8.self)
        tokens.append(CToken(kind: kind, text: text, line: line, endLine: line, column: start, endColumn: at))
    }

    private mutating func directive() {
        let bytes = lines[line]
        let name = bytes[(at + 1)...].drop { $0 == .space || $0 == .tab }.prefix { $0.isLetter || $0 == UInt8(ascii: "_") }
        let start = (line, at)
        func continues(_ index: Int) -> Bool {
            lines[index].last { $0 != .carriageReturn && $0 != .space } == UInt8(ascii: "\\")
        }
        while line + 1 < lines.count, continues(line) { line += 1 }
        at = lines[line].count
        tokens.append(
            CToken(
                kind: .directive, text: String(decoding: name, as: UTF8.self), line: start.0, endLine: line,
                column: start.1, endColumn: at))
    }
}
