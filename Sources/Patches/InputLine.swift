/// A line of an input on its way through decoding: its bytes without the line feed, and where it stands.
struct InputLine {
    var bytes: ArraySlice<UInt8>
    /// Counted from 1, in the input as the user gave it.
    let number: Int

    func starts(with text: String) -> Bool { bytes.starts(with: text.utf8) }

    /// Whether nothing but white space stands on the line.
    var isBlank: Bool { bytes.allSatisfy { $0 == .space || $0 == .tab || $0 == .carriageReturn } }

    /// The text; what is not UTF-8 becomes replacement characters.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension UInt8 {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")

    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }

    /// The value of a hexadecimal digit, nil for other bytes.
    var hexValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension [InputLine] {
    /// Splits at line feeds; an ending line feed starts no further line.
    /// - Parameters:
    ///   - number: the first line's number.
    ///   - counts: whether numbers rise from line to line; false where all stand for one place of the input.
    init(splitting bytes: [UInt8], from number: Int = 1, counts: Bool = true) {
        self = []
        var start = bytes.startIndex
        var current = number
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.endIndex
            append(InputLine(bytes: bytes[start..<end], number: current))
            start = end + 1
            if counts { current += 1 }
        }
    }

    /// Takes off the carriage returns that the transport added: those of a body whose diff headers have them too.
    ///
    /// A file with CRLF line ends gives carriage returns in the hunks' lines only; these stay.
    func withoutTransportCarriageReturns() -> [InputLine] {
        let headers = filter { line in
            ["diff --git ", "--- ", "+++ ", "@@ -"].contains { line.bytes.drop { $0 == UInt8(ascii: ">") || $0 == .space }.starts(with: $0.utf8) }
        }
        let judged = headers.isEmpty ? self : headers
        guard judged.contains(where: { $0.bytes.last == .carriageReturn }),
            judged.allSatisfy({ $0.bytes.last == .carriageReturn || $0.bytes.isEmpty })
        else { return self }
        return map { line in
            line.bytes.last == .carriageReturn ? InputLine(bytes: line.bytes.dropLast(), number: line.number) : line
        }
    }
}
