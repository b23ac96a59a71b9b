/// One mailbox of a mail's From, Reply-To, To or Cc field.
public struct MailAddress: Sendable, Hashable {
    /// The display name, decoded; empty where there is none.
    public var name: String
    /// `local@domain`, printable ASCII without any of RFC 5322's special characters.
    public var address: String

    /// Nil for what no mail can be sent to, and for domains that an archive has crossed out (`name@xxxxxxxx`).
    public init?(name: String, address: String) {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard address.utf8.count <= 254, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            parts[0].utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"(),:;<>[\\]".utf8.contains($0) }),
            parts[1].utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }),
            !parts[1].allSatisfy({ $0 == "x" || $0 == "." })
        else { return nil }
        self.name = name
        self.address = address
    }

    /// Reads `Name <address>` as commits have it: no quoting, and commas are part of the name.
    public init?(author: String) {
        guard let open = author.lastIndex(of: "<"), author.hasSuffix(">") else { return nil }
        let address = author[author.index(after: open)...].dropLast()
        self.init(name: author[..<open].trimmingBlanks(), address: address.trimmingBlanks())
    }

    /// More recipients than this are dropped; no honest mail comes near.
    private static let limit = 500

    /// The mailboxes of a field, as it stands in the mail; groups are their members.
    static func list(_ field: some Sequence<UInt8>) -> [MailAddress] {
        var result: [MailAddress] = []
        var current = Parts()
        var (isQuoted, isEscaped, isAddress, comments) = (false, false, false, 0)
        func flush() {
            // Decoded only now: an encoded comma or bracket is part of the name.
            if result.count < limit, let found = current.mailbox { result.append(found) }
            current = Parts()
        }
        for byte in field {
            if isEscaped {
                current.append(byte, isAddress, comments)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), isQuoted || comments > 0 {
                isEscaped = true
            } else if byte == UInt8(ascii: "\""), comments == 0 {
                isQuoted.toggle()
            } else if isQuoted {
                current.append(byte, isAddress, comments)
            } else if byte == UInt8(ascii: "(") {
                comments += 1
            } else if byte == UInt8(ascii: ")") {
                comments = max(0, comments - 1)
            } else if comments > 0 {
                current.append(byte, isAddress, comments)
            } else {
                switch byte {
                case UInt8(ascii: "<"): (isAddress, current.address) = (true, [])
                case UInt8(ascii: ">"): isAddress = false
                case UInt8(ascii: ","), UInt8(ascii: ";"):
                    isAddress = false
                    flush()
                case UInt8(ascii: ":") where !isAddress: current = Parts()
                default: current.append(byte, isAddress, comments)
                }
            }
        }
        flush()
        return result
    }

    /// What stands between two commas.
    private struct Parts {
        var phrase: [UInt8] = []
        var address: [UInt8]?
        var comment: [UInt8] = []

        mutating func append(_ byte: UInt8, _ isAddress: Bool, _ comments: Int) {
            if comments > 0 { comment.append(byte) } else if isAddress { address?.append(byte) } else { phrase.append(byte) }
        }

        /// `Name <address>`, or the older `address (Name)`.
        var mailbox: MailAddress? {
            let name = EncodedWords.decode((address == nil ? comment : phrase)[...]).trimmingBlanks()
            return MailAddress(name: name, address: String(decoding: address ?? phrase, as: UTF8.self).trimmingBlanks())
        }
    }
}
