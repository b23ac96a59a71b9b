import Findings

/// Header fields of a mail (RFC 5322, RFC 2047) out of what strangers wrote: whatever it holds, it stays one field.
enum MailField {
    /// Lines of a header are folded here, where there is a place to fold.
    private static let margin = 78
    /// A longer text is cut; a header's line may have 998 bytes.
    private static let longest = 500

    /// A field of running text, folded, with a line feed at the end.
    static func text(_ name: String, _ text: String) -> String {
        let shown = printable(text)
        guard isPlain(shown) else {
            return "\(name): \(encodedWords(shown, after: name.utf8.count + 2).joined(separator: "\n "))\n"
        }
        var (lines, line) = ([String](), name + ":")
        for word in shown.split(separator: " ") {
            // Words are short enough for the first one to fit.
            if line.utf8.count + 1 + word.utf8.count > margin {
                lines.append(line)
                line = ""
            }
            line += " " + word
        }
        return (lines + [line]).joined(separator: "\n") + "\n"
    }

    /// A field of addresses, one a line; nothing where there are none.
    static func people(_ name: String, _ people: [ReviewedPatch.Person]) -> String {
        people.isEmpty ? "" : "\(name): \(people.map(mailbox).joined(separator: ",\n "))\n"
    }

    /// A field of message ids, one a line; nothing where there are none.
    static func ids(_ name: String, _ ids: [String]) -> String { ids.isEmpty ? "" : "\(name): \(ids.joined(separator: "\n "))\n" }

    /// Whether it is `<something>` that can stand in a header.
    static func isMessageID(_ id: String) -> Bool {
        id.utf8.count <= 250 && id.utf8.count > 2 && id.hasPrefix("<") && id.hasSuffix(">")
            && id.dropFirst().dropLast().utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>".utf8.contains($0) }
    }

    private static func mailbox(_ person: ReviewedPatch.Person) -> String {
        let name = printable(person.name)
        if name.isEmpty { return person.address }
        guard isPlain(name) else { return "\(encodedWords(name, after: 1).joined(separator: "\n "))\n <\(person.address)>" }
        let isAtoms = name.unicodeScalars.allSatisfy { $0.isWord || " -'+!#$%&*/=?^`{|}~".unicodeScalars.contains($0) }
        let quoted = "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        return "\(isAtoms ? name : quoted) <\(person.address)>"
    }

    /// On one line, of bearable length, with nothing that acts on a terminal.
    private static func printable(_ text: String) -> String {
        let shown = text.printable
        return shown.utf8.count <= longest ? shown : String(shown.prefix(longest / 4)) + "..."
    }

    /// Whether the text may stand in a header as it is: a reader would decode what looks encoded, and long words do not fold.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?")
            && text.split(separator: " ").allSatisfy { $0.utf8.count < margin - 20 }
    }

    /// RFC 2047's words of at most 75 characters, none of which splits a character.
    private static func encodedWords(_ text: String, after used: Int) -> [String] {
        let start = "=?UTF-8?q?"
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let code = encoded(scalar)
            if start.utf8.count + word.utf8.count + code.utf8.count + 2 > 75 - (words.isEmpty ? used : 1) {
                words.append(start + word + "?=")
                word = ""
            }
            word += code
        }
        return words + [start + word + "?="]
    }

    private static func encoded(_ scalar: Unicode.Scalar) -> String {
        if scalar == " " { return "_" }
        // RFC 2047, 5 (3): no others may stand in a display name.
        if scalar.isASCII, scalar.isWord && scalar != "_" || "!*+-/".unicodeScalars.contains(scalar) { return String(scalar) }
        return Array(String(scalar).utf8).map { byte in
            "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
