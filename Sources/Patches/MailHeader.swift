/// The header of a mail or MIME part: unfolded fields in order.
struct MailHeader {
    private(set) var fields: [(name: String, value: ArraySlice<UInt8>)] = []
    /// Fields beyond this many are dropped; no honest mail comes near.
    private static let limit = 2_000

    /// Reads fields up to the blank line that ends the header.
    /// - Returns: the header and the index of the first line of the body.
    static func parse(_ lines: ArraySlice<InputLine>) -> (header: MailHeader, body: Int) {
        var header = MailHeader()
        var at = lines.startIndex
        var name: String?
        var value: [UInt8] = []
        func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            var bytes = bytes.drop { $0 == .space || $0 == .tab }
            while let last = bytes.last, last == .space || last == .tab || last == .carriageReturn { bytes.removeLast() }
            return bytes
        }
        func flush() {
            if let name, header.fields.count < limit { header.fields.append((name, value[...])) }
        }
        while at < lines.endIndex {
            let line = lines[at]
            if line.isBlank { break }
            if line.bytes.first == .space || line.bytes.first == .tab {
                value.append(.space)
                value += trimmed(line.bytes)
            } else if let colon = fieldName(line.bytes) {
                flush()
                name = String(decoding: line.bytes[..<colon], as: UTF8.self).lowercased()
                value = Array(trimmed(line.bytes[(colon + 1)...]))
            } else if at != lines.startIndex || !line.starts(with: "From ") {
                // Text without a blank line above it: the header is over.
                flush()
                return (header, at)
            }
            at += 1
        }
        flush()
        return (header, min(at + 1, lines.endIndex))
    }

    /// Where the colon of `Name: value` stands, or nil when the line is no field.
    static func fieldName(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let colon = bytes.prefix(80).firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex,
            bytes[..<colon].allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
        else { return nil }
        return colon
    }

    /// The first field of that name (lower case), as written.
    func raw(_ name: String) -> ArraySlice<UInt8>? { fields.first { $0.name == name }?.value }

    /// All fields of that name, as written, as one list.
    func all(_ name: String) -> some Sequence<UInt8> {
        fields.lazy.filter { $0.name == name }.map(\.value).joined(separator: [UInt8(ascii: ",")])
    }

    /// The first field of that name, with its encoded words decoded.
    func text(_ name: String) -> String? { raw(name).map { EncodedWords.decode($0) } }

    /// The message ids (`<...>`) of a field.
    func messageIDs(_ name: String) -> [String] {
        guard let value = raw(name) else { return [] }
        var ids: [String] = []
        var start: Int?
        for (index, byte) in zip(value.indices, value) {
            if byte == UInt8(ascii: "<") {
                start = index
            } else if byte == UInt8(ascii: ">"), let from = start {
                ids.append(String(decoding: value[from...index], as: UTF8.self))
                start = nil
            }
        }
        return ids
    }

    /// The value of a structured field before its first `;`, lower case, and its parameters.
    func structured(_ name: String) -> (value: String, parameters: [String: String]) {
        guard let raw = raw(name) else { return ("", [:]) }
        var pieces: [String] = []
        var current: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        for byte in raw.prefix(10_000) {
            if isEscaped {
                current.append(byte)
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ";"), !isQuoted {
                pieces.append(String(decoding: current, as: UTF8.self))
                current = []
            } else {
                current.append(byte)
            }
        }
        pieces.append(String(decoding: current, as: UTF8.self))
        var parameters: [String: String] = [:]
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let key = piece[..<equals].trimmingBlanks().lowercased()
            if parameters[key] == nil { parameters[key] = piece[piece.index(after: equals)...].trimmingBlanks() }
        }
        return (pieces[0].trimmingBlanks().lowercased(), parameters)
    }
}

/// RFC 2047: `=?charset?Q?text?=` in header fields.
enum EncodedWords {
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var result = ""
        var plain: [UInt8] = []
        var lastWasEncoded = false
        var at = bytes.startIndex
        func flush(beforeEncoded: Bool) {
            // White space between two encoded words belongs to neither.
            let isGap = lastWasEncoded && beforeEncoded && plain.allSatisfy { $0 == .space || $0 == .tab }
            if !isGap { result += Charset.decode(plain, from: nil) }
            plain = []
        }
        while at < bytes.endIndex {
            if bytes[at] == UInt8(ascii: "="), let word = encodedWord(bytes[at...]) {
                flush(beforeEncoded: true)
                result += word.text
                at = word.end
                lastWasEncoded = true
            } else {
                plain.append(bytes[at])
                at += 1
            }
        }
        flush(beforeEncoded: false)
        return result
    }

    /// The encoded word at the start of `bytes`; RFC 2047 allows 75 bytes, mailers write longer ones.
    private static func encodedWord(_ bytes: ArraySlice<UInt8>) -> (text: String, end: Int)? {
        let window = bytes.prefix(1_000)
        guard window.starts(with: "=?".utf8) else { return nil }
        let question = UInt8(ascii: "?")
        guard let charsetEnd = window.dropFirst(2).firstIndex(of: question), charsetEnd + 2 < window.endIndex,
            window[charsetEnd + 2] == question
        else { return nil }
        let textStart = charsetEnd + 3
        var end = textStart
        while end + 1 < window.endIndex, !(window[end] == question && window[end + 1] == UInt8(ascii: "=")) { end += 1 }
        guard end + 1 < window.endIndex else { return nil }
        let text = window[textStart..<end]
        // A language may follow the charset after a star (RFC 2231).
        let charset = String(decoding: window[(window.startIndex + 2)..<charsetEnd], as: UTF8.self)
            .split(separator: "*", omittingEmptySubsequences: false)[0]
        let decoded: [UInt8]
        switch window[charsetEnd + 1] | 0x20 {
        case UInt8(ascii: "q"): decoded = TransferEncoding.quotedPrintableBytes(text, underscoreIsSpace: true)
        case UInt8(ascii: "b"): decoded = TransferEncoding.base64(text)
        default: return nil
        }
        return (Charset.decode(decoded, from: String(charset)), end + 2)
    }
}

extension StringProtocol {
    func trimmingBlanks() -> String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
