import Glibc

/// Conversion of mail text to UTF-8.
enum Charset {
    /// Decodes `bytes` from the charset that a mail names; where there is no such charset or the bytes break
    /// its rules, they are taken as UTF-8 if they are that, else as Latin-1, so that text is never lost.
    static func decode(_ bytes: some Sequence<UInt8>, from name: String?) -> String {
        let bytes = Array(bytes)
        let name = name?.lowercased() ?? "utf-8"
        if ["utf-8", "utf8", "us-ascii", "ascii"].contains(name) { return guess(bytes) }
        return convert(bytes, from: name).map { String(decoding: $0, as: UTF8.self) } ?? guess(bytes)
    }

    /// Whether a diff in this charset cannot be read byte by byte.
    static func hidesASCII(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["utf-16", "utf16", "utf-32", "utf32", "utf-7", "ucs-", "iso-2022"].contains(where: name.hasPrefix)
    }

    /// The bytes in UTF-8, or nil when the charset is unknown or the bytes break its rules.
    static func convert(_ bytes: [UInt8], from name: String) -> [UInt8]? {
        guard name.utf8.count < 64, name.utf8.allSatisfy({ $0.isDigit || $0.isLetter || "-_.:+".utf8.contains($0) }) else {
            return nil
        }
        let descriptor = iconv_open("UTF-8", name)
        // iconv_open answers (iconv_t)-1 for a charset it does not know.
        guard let descriptor, Int(bitPattern: descriptor) != -1 else { return nil }
        defer { iconv_close(descriptor) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // No charset's character takes more than 4 bytes of UTF-8 for one of its own, save a few that expand.
        var output = [CChar](repeating: 0, count: bytes.count * 6 + 16)
        var inputLeft = input.count
        var outputLeft = output.count
        let failed = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                return iconv(descriptor, &from, &inputLeft, &to, &outputLeft) == -1
            }
        }
        guard !failed, inputLeft == 0 else { return nil }
        return output.prefix(output.count - outputLeft).map { UInt8(bitPattern: $0) }
    }

    private static func guess(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
