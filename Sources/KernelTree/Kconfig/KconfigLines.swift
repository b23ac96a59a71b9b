/// The logical lines of a Kconfig file: continuations joined, empty lines and comments left out.
struct KconfigLines {
    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) { self.text = text }

    mutating func next() -> ArraySlice<UInt8>? {
        while position < text.count {
            let start = position
            let end = endOfLine(from: start)
            position = end + 1
            if end > start, text[end - 1] == UInt8(ascii: "\\") { return joined(from: start, to: end) }
            if let first = text[start..<end].first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }),
                first != UInt8(ascii: "#")
            {
                return text[start..<end]
            }
        }
        return nil
    }

    /// Passes over the text that follows a `help` line: all lines indented at least as far as its first one.
    mutating func skipHelp() {
        var indentation: Int?
        while position < text.count {
            let end = endOfLine(from: position)
            if let column = column(ofLineFrom: position, to: end) {
                if column < indentation ?? 1 { return }
                indentation = indentation ?? column
            }
            position = end + 1
        }
    }

    private func endOfLine(from start: Int) -> Int {
        text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    }

    private mutating func joined(from start: Int, to end: Int) -> ArraySlice<UInt8> {
        var line = Array(text[start..<(end - 1)])
        while position < text.count {
            let end = endOfLine(from: position)
            let continues = end > position && text[end - 1] == UInt8(ascii: "\\")
            line += text[position..<(continues ? end - 1 : end)]
            position = end + 1
            if !continues { break }
        }
        return line[...]
    }

    /// The column of the first character that is no blank (tabs to multiples of 8); nil for an empty line.
    private func column(ofLineFrom start: Int, to end: Int) -> Int? {
        var column = 0
        for byte in text[start..<end] {
            switch byte {
            case UInt8(ascii: " "): column += 1
            case UInt8(ascii: "\t"): column = column / 8 * 8 + 8
            case UInt8(ascii: "\r"): continue
            default: return column
            }
        }
        return nil
    }
}
