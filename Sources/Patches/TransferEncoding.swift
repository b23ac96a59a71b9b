/// The transfer encodings of MIME (RFC 2045), undone line by line so that each line keeps its place in the input.
enum TransferEncoding {
    /// Decodes a part's body.
    ///
    /// Quoted-printable: a line's number is that of the input line where it begins. Base64 has no lines of its
    /// own: all get the number of the part's first line. Other encodings are the text itself.
    static func decode(_ lines: ArraySlice<InputLine>, encoding: String) -> [InputLine] {
        switch encoding {
        case "quoted-printable": quotedPrintable(lines)
        case "base64":
            [InputLine](splitting: base64(lines.lazy.map(\.bytes).joined()), from: lines.first?.number ?? 1, counts: false)
        default: Array(lines)
        }
    }

    private static func quotedPrintable(_ lines: ArraySlice<InputLine>) -> [InputLine] {
        var result: [InputLine] = []
        var pending: [UInt8] = []
        var pendingStart: Int?
        for line in lines {
            var bytes = line.bytes
            let hadCarriageReturn = bytes.last == .carriageReturn
            // White space at the end of an encoded line was added by transport.
            while let last = bytes.last, last == .space || last == .tab || last == .carriageReturn { bytes.removeLast() }
            let isSoft = bytes.last == UInt8(ascii: "=")
            if isSoft { bytes.removeLast() }
            let start = pendingStart ?? line.number
            pending += quotedPrintableBytes(bytes)
            if isSoft {
                pendingStart = start
                continue
            }
            if hadCarriageReturn { pending.append(.carriageReturn) }
            // An encoded line feed ends a line too.
            let parts = pending.split(separator: .lineFeed, omittingEmptySubsequences: false)
            let isEndedByCode = parts.count > 1 && parts.last?.isEmpty == true
            for part in isEndedByCode ? parts.dropLast() : parts[...] { result.append(InputLine(bytes: part, number: start)) }
            pending = []
            pendingStart = nil
        }
        if let pendingStart, !pending.isEmpty {
            result += [InputLine](splitting: pending, from: pendingStart, counts: false)
        }
        return result
    }

    /// Undoes `=XX`; an equals sign without two hexadecimal digits stays as it is.
    static func quotedPrintableBytes(_ bytes: ArraySlice<UInt8>, underscoreIsSpace: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            if byte == UInt8(ascii: "="), at + 2 < bytes.endIndex,
                let high = bytes[at + 1].hexValue, let low = bytes[at + 2].hexValue
            {
                result.append(high << 4 | low)
                at += 3
            } else {
                result.append(underscoreIsSpace && byte == UInt8(ascii: "_") ? .space : byte)
                at += 1
            }
        }
        return result
    }

    /// Decodes base64, skipping foreign bytes and tolerating a missing end, as mail readers do.
    static func base64(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "="):
                // Padding ends a group; text encoded in pieces goes on after it.
                bits = 0
                count = 0
                continue
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }
}
