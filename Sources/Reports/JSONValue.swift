/// A JSON document whose keys stay in the order given, so that its text depends on nothing but its content.
///
/// Foundation's encoders sort keys or leave their order open; a reader of a report wants `version` first.
package indirect enum JSONValue {
    case string(String)
    case number(Int)
    case bool(Bool)
    case array([JSONValue])
    case object([(key: String, value: JSONValue)])

    /// The document, indented by two spaces a level, without a newline at the end.
    package var text: String {
        var text = ""
        write(to: &text, indent: "")
        return text
    }

    /// The document on one line.
    package var line: String {
        var text = ""
        write(to: &text, indent: nil)
        return text
    }

    /// - Parameter indent: what stands before the closing bracket; nil for all on one line.
    private func write(to text: inout String, indent: String?) {
        let inner = indent.map { $0 + "  " }
        let (first, next, last) = (
            inner.map { "\n" + $0 } ?? "", "," + (inner.map { "\n" + $0 } ?? " "), indent.map { "\n" + $0 } ?? ""
        )
        switch self {
        case .string(let string): Self.write(string, to: &text)
        case .number(let number): text += String(number)
        case .bool(let bool): text += String(bool)
        case .array(let values) where values.isEmpty: text += "[]"
        case .object(let members) where members.isEmpty: text += "{}"
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                text += index == 0 ? first : next
                value.write(to: &text, indent: inner)
            }
            text += last + "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                text += index == 0 ? first : next
                Self.write(member.key, to: &text)
                text += ": "
                member.value.write(to: &text, indent: inner)
            }
            text += last + "}"
        }
    }

    /// A string literal; what a terminal might obey is escaped too, for people look at JSON there.
    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case " "..."~": text.unicodeScalars.append(scalar)
            default:
                if scalar.actsOnTerminal {
                    for unit in UTF16.encode(scalar)! {
                        let digits = String(unit, radix: 16)
                        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    }
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
