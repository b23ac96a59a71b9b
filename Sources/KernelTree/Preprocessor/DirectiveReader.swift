/// A preprocessor directive as it stands in a text: splices joined, comments taken out, nothing expanded.
struct Directive: Equatable {
    /// The line of its `#`, counted from 1.
    let line: Int
    /// `include`, `ifdef`, ...; empty for a lone `#`.
    let name: String
    /// What follows the name, without blanks at the ends.
    let text: String
}

/// Finds the preprocessor directives of a C text, those in skipped branches included.
///
/// Lines end where clang ends them (`\n`, `\r`, `\r\n`); a backslash splices also when blanks follow it; `%:` is `#`.
struct DirectiveReader {
    private let bytes: [UInt8]
    private let readsTrigraphs: Bool

    /// - Parameter readsTrigraphs: whether `??=` is `#` and `??/` a backslash, as without GNU extensions.
    init(_ bytes: [UInt8], readsTrigraphs: Bool = false) {
        self.bytes = bytes
        self.readsTrigraphs = readsTrigraphs
    }

    private static let newline = UInt8(ascii: "\n")
    private static let backslash = UInt8(ascii: "\\")

    /// All directives, in order.
    func directives() -> [Directive] {
        bytes.withUnsafeBufferPointer { bytes in
            var directives: [Directive] = []
            var scanner = Scanner(bytes: bytes, readsTrigraphs: readsTrigraphs)
            while let line = scanner.nextLine() {
                if let directive = Self.directive(line) { directives.append(directive) }
            }
            return directives
        }
    }

    private static func directive(_ line: Scanner.Line) -> Directive? {
        guard line.isDirective else { return nil }
        var rest = line.text[...]
        rest = rest.first == UInt8(ascii: "#") ? rest.dropFirst() : rest.dropFirst(2)
        rest = rest.drop(while: isBlank)
        let name = rest.prefix { ConfigOverride.isNameByte($0) }
        rest = rest[name.endIndex...].drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        return Directive(
            line: line.number, name: String(decoding: name, as: UTF8.self), text: String(decoding: rest, as: UTF8.self))
    }

    fileprivate static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0x0b || byte == 0x0c || byte == 0
    }

    /// Goes over the text once, giving its logical lines.
    private struct Scanner {
        struct Line {
            var number: Int
            /// Kept for directives only.
            var text: [UInt8] = []
            var isDirective = false
        }

        /// Valid as long as the scanner is in use.
        let bytes: UnsafeBufferPointer<UInt8>
        let readsTrigraphs: Bool
        private var position = 0
        private var lineNumber = 1

        init(bytes: UnsafeBufferPointer<UInt8>, readsTrigraphs: Bool) {
            self.bytes = bytes
            self.readsTrigraphs = readsTrigraphs
            if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
        }

        /// The next byte after splices and trigraphs, not consumed; nil at the end.
        private mutating func peek() -> UInt8? {
            while position < bytes.count {
                let byte = bytes[position]
                if byte == DirectiveReader.backslash, let next = splice(from: position + 1) {
                    position = next
                    lineNumber += 1
                    continue
                }
                guard byte == UInt8(ascii: "?"), readsTrigraphs, position + 2 < bytes.count, bytes[position + 1] == UInt8(ascii: "?")
                else { return byte }
                if bytes[position + 2] == UInt8(ascii: "=") { return UInt8(ascii: "#") }
                if bytes[position + 2] == UInt8(ascii: "/") {
                    guard let next = splice(from: position + 3) else { return DirectiveReader.backslash }
                    position = next
                    lineNumber += 1
                    continue
                }
                return byte
            }
            return nil
        }

        /// Where the text goes on when a line ends at `start`, blanks aside; nil when it does not.
        private func splice(from start: Int) -> Int? {
            var index = start
            while index < bytes.count, DirectiveReader.isBlank(bytes[index]) { index += 1 }
            guard index < bytes.count else { return nil }
            if bytes[index] == DirectiveReader.newline { return index + 1 }
            guard bytes[index] == UInt8(ascii: "\r") else { return nil }
            return index + 1 < bytes.count && bytes[index + 1] == DirectiveReader.newline ? index + 2 : index + 1
        }

        /// Moves behind the byte that `peek` gave.
        private mutating func advance() {
            let isTrigraph =
                readsTrigraphs && bytes[position] == UInt8(ascii: "?") && position + 2 < bytes.count
                && bytes[position + 1] == UInt8(ascii: "?")
                && (bytes[position + 2] == UInt8(ascii: "=") || bytes[position + 2] == UInt8(ascii: "/"))
            position += isTrigraph ? 3 : 1
        }

        /// Whether the byte ends a line; consumes it (and the `\n` of a `\r\n`) when it does.
        private mutating func takeLineEnd(_ byte: UInt8) -> Bool {
            guard byte == DirectiveReader.newline || byte == UInt8(ascii: "\r") else { return false }
            position += 1
            if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == DirectiveReader.newline { position += 1 }
            lineNumber += 1
            return true
        }

        mutating func nextLine() -> Line? {
            guard peek() != nil else { return nil }
            var line = Line(number: lineNumber)
            var hasText = false
            while true {
                // Headers are long and most of them is plain text or comment.
                if hasText, !line.isDirective { skipPlainText() }
                guard let byte = peek(), !takeLineEnd(byte) else { break }
                if DirectiveReader.isBlank(byte) {
                    if line.isDirective { line.text.append(byte) }
                    advance()
                    continue
                }
                if byte == UInt8(ascii: "/") {
                    advance()
                    switch peek() {
                    case UInt8(ascii: "/"): skipLineComment()
                    case UInt8(ascii: "*"):
                        advance()
                        skipBlockComment()
                        if line.isDirective { line.text.append(UInt8(ascii: " ")) }
                    default:
                        hasText = true
                        if line.isDirective { line.text.append(byte) }
                    }
                    continue
                }
                if !hasText {
                    hasText = true
                    line.number = lineNumber
                    line.isDirective = byte == UInt8(ascii: "#") || startsDigraph(byte)
                }
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    takeLiteral(quote: byte, into: &line)
                    continue
                }
                if line.isDirective { line.text.append(byte) }
                advance()
            }
            return line
        }

        /// Moves to the next byte that could end the line or begin a comment, a literal, a splice or a trigraph.
        private mutating func skipPlainText() {
            while position < bytes.count {
                let byte = bytes[position]
                if byte == 0x0a || byte == 0x0d || byte == 0x22 || byte == 0x27 || byte == 0x2f || byte == 0x3f || byte == 0x5c { return }
                position += 1
            }
        }

        /// Moves to the next byte of a block comment that could end it or its line, or begin a splice or a trigraph.
        private mutating func skipCommentText() {
            while position < bytes.count {
                let byte = bytes[position]
                if byte == 0x0a || byte == 0x0d || byte == 0x2a || byte == 0x2f || byte == 0x3f || byte == 0x5c { return }
                position += 1
            }
        }

        private mutating func startsDigraph(_ byte: UInt8) -> Bool {
            guard byte == UInt8(ascii: "%") else { return false }
            var ahead = self
            ahead.advance()
            return ahead.peek() == UInt8(ascii: ":")
        }

        private mutating func skipLineComment() {
            while let byte = peek(), byte != DirectiveReader.newline, byte != UInt8(ascii: "\r") { advance() }
        }

        private mutating func skipBlockComment() {
            var wasStar = false
            while true {
                if !wasStar { skipCommentText() }
                guard let byte = peek() else { return }
                if takeLineEnd(byte) {
                    wasStar = false
                    continue
                }
                advance()
                if wasStar, byte == UInt8(ascii: "/") { return }
                wasStar = byte == UInt8(ascii: "*")
            }
        }

        /// A string or character literal, up to its end or that of the line: comment signs in it are none.
        private mutating func takeLiteral(quote: UInt8, into line: inout Line) {
            var isFirst = true
            while let byte = peek(), byte != DirectiveReader.newline, byte != UInt8(ascii: "\r") {
                if line.isDirective { line.text.append(byte) }
                advance()
                if byte == quote, !isFirst { return }
                isFirst = false
                if byte == DirectiveReader.backslash, let escaped = peek(), escaped != DirectiveReader.newline, escaped != UInt8(ascii: "\r") {
                    if line.isDirective { line.text.append(escaped) }
                    advance()
                }
            }
        }
    }
}
