/// A word or sign of a Kconfig line.
enum KconfigToken: Equatable {
    /// An unquoted name or number.
    case word(String)
    /// What stood between quotes.
    case quoted(String)
    case sign(Sign)

    enum Sign: Equatable { case and, or, not, open, close, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }
}

/// Splits one logical line (continuations joined) into tokens, expanding macros on the way.
struct KconfigLexer {
    let macros: KconfigMacros

    func tokens(of line: ArraySlice<UInt8>) -> [KconfigToken] {
        var tokens: [KconfigToken] = []
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                index += 1
            case UInt8(ascii: "#"):
                return tokens
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                tokens.append(.quoted(quoted(line, &index, by: byte)))
            case UInt8(ascii: "("):
                tokens.append(.sign(.open))
                index += 1
            case UInt8(ascii: ")"):
                tokens.append(.sign(.close))
                index += 1
            case UInt8(ascii: "&"), UInt8(ascii: "|"):
                tokens.append(.sign(byte == UInt8(ascii: "&") ? .and : .or))
                index += index + 1 < line.endIndex && line[index + 1] == byte ? 2 : 1
            case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
                let orEqual = index + 1 < line.endIndex && line[index + 1] == UInt8(ascii: "=")
                tokens.append(.sign(Self.comparison(byte, orEqual: orEqual)))
                index += orEqual ? 2 : 1
            default:
                tokens.append(.word(word(line, &index)))
            }
        }
        return tokens
    }

    private static func comparison(_ byte: UInt8, orEqual: Bool) -> KconfigToken.Sign {
        switch byte {
        case UInt8(ascii: "!"): orEqual ? .notEqual : .not
        case UInt8(ascii: "<"): orEqual ? .lessOrEqual : .less
        case UInt8(ascii: ">"): orEqual ? .greaterOrEqual : .greater
        default: .equal
        }
    }

    private func quoted(_ line: ArraySlice<UInt8>, _ index: inout Int, by quote: UInt8) -> String {
        var bytes: [UInt8] = []
        index += 1
        while index < line.endIndex, line[index] != quote {
            if line[index] == UInt8(ascii: "$"), index + 1 < line.endIndex, line[index + 1] == UInt8(ascii: "(") {
                bytes += macro(line, &index).utf8
                continue
            }
            if line[index] == UInt8(ascii: "\\"), index + 1 < line.endIndex { index += 1 }
            bytes.append(line[index])
            index += 1
        }
        index += 1
        return String(decoding: bytes, as: UTF8.self)
    }

    private func word(_ line: ArraySlice<UInt8>, _ index: inout Int) -> String {
        var text = ""
        var start = index
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "$") where index + 1 < line.endIndex && line[index + 1] == UInt8(ascii: "("):
                text += String(decoding: line[start..<index], as: UTF8.self) + macro(line, &index)
                start = index
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "#"), UInt8(ascii: "\""),
                UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "&"), UInt8(ascii: "|"),
                UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
                return text + String(decoding: line[start..<min(index, line.endIndex)], as: UTF8.self)
            default:
                index += 1
            }
        }
        index = min(index, line.endIndex)
        return start < index ? text + String(decoding: line[start..<index], as: UTF8.self) : text
    }

    /// The value of the `$(...)` that starts at `index`, which moves behind it.
    private func macro(_ line: ArraySlice<UInt8>, _ index: inout Int) -> String {
        let start = index
        var open = 0
        index += 1
        while index < line.endIndex {
            if line[index] == UInt8(ascii: "(") { open += 1 }
            if line[index] == UInt8(ascii: ")") { open -= 1 }
            index += 1
            if open == 0 { break }
        }
        return macros.expand(String(decoding: line[start..<index], as: UTF8.self))
    }
}
