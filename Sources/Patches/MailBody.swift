/// The readable parts of a mail: MIME unpacked, transfer encodings undone, flowed text joined.
struct MailBody {
    /// Text to be read as the mail's body, in the order of the parts.
    var lines: [InputLine] = []
    /// Parts that are mails or format-patch files of their own.
    var enclosed: [[InputLine]] = []
    /// The charset of the first text part, for the message above the diff.
    var charset: String?

    /// Parts nested deeper or more numerous than this are not looked at.
    private static let depthLimit = 8
    private static let partLimit = 500
    private var parts = 0

    init(header: MailHeader, lines: ArraySlice<InputLine>) {
        read(header, lines, depth: 0)
    }

    private mutating func read(_ header: MailHeader, _ lines: ArraySlice<InputLine>, depth: Int) {
        parts += 1
        guard depth <= Self.depthLimit, parts <= Self.partLimit else { return }
        let type = header.structured("content-type")
        if type.value.hasPrefix("multipart/"), let boundary = type.parameters["boundary"], !boundary.isEmpty {
            for part in Self.split(lines, at: boundary) {
                let (partHeader, body) = MailHeader.parse(part)
                // A part may start with its blank line: no fields, all defaults.
                read(partHeader, part[body...], depth: depth + 1)
            }
            return
        }
        let encoding = header.raw("content-transfer-encoding").map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
        if type.value == "message/rfc822" {
            enclosed.append(Array(lines))
            return
        }
        guard Self.mayHoldPatch(type: type.value, name: Self.fileName(header, type.parameters)) else { return }
        var decoded = TransferEncoding.decode(lines, encoding: encoding)
        if let name = type.parameters["charset"] {
            if Charset.hidesASCII(name) {
                let whole = Array(decoded.map(\.bytes).joined(separator: [UInt8.lineFeed]))
                let text = Charset.decode(whole, from: name)
                let isOneToOne = encoding != "base64" && !name.lowercased().hasPrefix("utf-16")
                decoded = [InputLine](splitting: Array(text.utf8), from: lines.first?.number ?? 1, counts: isOneToOne)
            } else if charset == nil {
                charset = name
            }
        }
        if type.parameters["format"]?.lowercased() == "flowed" {
            decoded = FlowedText.join(decoded, deletesSpace: type.parameters["delsp"]?.lowercased() == "yes")
        }
        if depth > 0, Mailbox.startsWithMail(decoded) {
            enclosed.append(decoded)
        } else {
            self.lines += decoded
        }
    }

    private static func fileName(_ header: MailHeader, _ parameters: [String: String]) -> String {
        (header.structured("content-disposition").parameters["filename"] ?? parameters["name"] ?? "").lowercased()
    }

    private static func mayHoldPatch(type: String, name: String) -> Bool {
        if name.hasSuffix(".patch") || name.hasSuffix(".diff") || name.hasSuffix(".eml") { return true }
        if type == "text/html" || type == "text/calendar" { return false }
        return type.isEmpty || type.hasPrefix("text/") || type == "application/x-patch" || type == "application/x-diff"
    }

    /// The parts between the boundary's lines; what stands before the first and after the closing one is no part.
    private static func split(_ lines: ArraySlice<InputLine>, at boundary: String) -> [ArraySlice<InputLine>] {
        var result: [ArraySlice<InputLine>] = []
        let mark = Array("--".utf8) + Array(boundary.utf8)
        var start: Int?
        for index in lines.indices where lines[index].bytes.starts(with: mark) {
            let rest = lines[index].bytes.dropFirst(mark.count)
            let closes = rest.starts(with: "--".utf8)
            let tail = closes ? rest.dropFirst(2) : rest
            guard tail.allSatisfy({ $0 == .space || $0 == .tab || $0 == .carriageReturn }) else { continue }
            if let start { result.append(lines[start..<index]) }
            start = closes ? nil : index + 1
            if result.count > partLimit { return result }
        }
        if let start { result.append(lines[min(start, lines.endIndex)...]) }
        return result
    }
}

/// Text with `format=flowed` (RFC 3676): lines that end in a space go on in the next one.
enum FlowedText {
    static func join(_ lines: [InputLine], deletesSpace: Bool) -> [InputLine] {
        var result: [InputLine] = []
        var pending: InputLine?
        var pendingDepth = 0
        func unstuffed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> { bytes.first == .space ? bytes.dropFirst() : bytes }
        for line in lines {
            var bytes = line.bytes
            if bytes.last == .carriageReturn { bytes.removeLast() }
            let depth = bytes.prefix { $0 == UInt8(ascii: ">") }.count
            let content = bytes.dropFirst(depth)
            let isSignature = content.elementsEqual("-- ".utf8)
            if let waiting = pending, isSignature || depth != pendingDepth {
                result.append(waiting)
                pending = nil
            }
            if isSignature {
                result.append(InputLine(bytes: bytes, number: line.number))
                continue
            }
            let text = unstuffed(content)
            let isFlowed = text.last == .space
            let kept = isFlowed && deletesSpace ? text.dropLast() : text
            if var waiting = pending {
                waiting.bytes += kept
                pending = waiting
            } else {
                // The space after the quote marks stays: it tells quoted text from text that begins with `>`.
                let prefix = depth == 0 ? [] : Array(bytes.prefix(depth)) + (content.first == .space ? [.space] : [])
                pending = InputLine(bytes: (prefix + kept)[...], number: line.number)
                pendingDepth = depth
            }
            if !isFlowed, let done = pending {
                result.append(done)
                pending = nil
            }
        }
        if let pending { result.append(pending) }
        return result
    }
}
