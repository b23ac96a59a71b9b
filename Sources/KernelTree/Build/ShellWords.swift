/// Splits a command line into words as a POSIX shell does, without expanding anything.
enum ShellWords {
    /// The words, or nil when a quote is left open.
    static func split(_ command: String) -> [String]? {
        var words: [String] = []
        var word: [UInt8] = []
        var hasWord = false
        var quote: UInt8?
        var bytes = command.utf8.makeIterator()
        while let byte = bytes.next() {
            switch (quote, byte) {
            case (nil, UInt8(ascii: " ")), (nil, UInt8(ascii: "\t")), (nil, UInt8(ascii: "\n")), (nil, UInt8(ascii: "\r")):
                if hasWord { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
                hasWord = false
                continue
            case (nil, UInt8(ascii: "'")), (nil, UInt8(ascii: "\"")):
                quote = byte
            case (let open?, byte) where open == byte:
                quote = nil
            case (nil, UInt8(ascii: "\\")):
                // A backslash at the very end stands for itself; one before a line's end joins the lines.
                let next = bytes.next() ?? byte
                if next != UInt8(ascii: "\n") { word.append(next) }
            case (UInt8(ascii: "\""), UInt8(ascii: "\\")):
                guard let next = bytes.next() else { return nil }
                let isEscaped = [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`")].contains(next)
                if !isEscaped { word.append(byte) }
                word.append(next)
            default:
                word.append(byte)
            }
            hasWord = true
        }
        guard quote == nil else { return nil }
        if hasWord { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }
}
