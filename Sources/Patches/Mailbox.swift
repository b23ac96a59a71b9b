/// Takes an input apart into messages.
enum Mailbox {
    /// One mail, commit or bare diff of an input.
    struct Message {
        /// With the header's lines; a page's or diff's lines as they are.
        var lines: ArraySlice<InputLine>
        var form: Form
        /// The commit that the mbox line or `commit` line names.
        var commitID: String?
        /// The title that a thread page shows above the message.
        var title: String?
    }

    enum Form {
        /// Header and body, RFC 2822.
        case mail
        /// A message as `git log -p` and `git show` print commits.
        case log
        /// An archive's page, or a plain diff with whatever stands above it.
        case page
    }

    static func messages(in lines: [InputLine]) -> [Message] {
        guard let first = lines.firstIndex(where: { !$0.isBlank }) else { return [] }
        if isFromLine(lines[first].bytes) { return splitMbox(lines, from: first) }
        if isMail(lines[first...]) { return [Message(lines: lines[first...], form: .mail)] }
        if let thread = splitThreadPage(lines) { return thread }
        if let log = splitLog(lines) { return log }
        return [Message(lines: lines[...], form: .page)]
    }

    /// Whether the text is a mail or an mbox, as an attached format-patch file is.
    static func startsWithMail(_ lines: [InputLine]) -> Bool {
        guard let first = lines.firstIndex(where: { !$0.isBlank }) else { return false }
        return isFromLine(lines[first].bytes)
    }

    // MARK: mbox

    /// Whether the line begins a message of an mbox: `From `, and a time and a year at the end, as git has it.
    static func isFromLine(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.count >= 20, line.count < 1_000, line.starts(with: "From ".utf8) else { return false }
        let line = Array(line)
        guard let colon = line.lastIndex(of: UInt8(ascii: ":")), colon >= 9, colon + 3 < line.count,
            line[colon - 4].isDigit, line[colon - 2].isDigit, line[colon - 1].isDigit,
            line[colon + 1].isDigit, line[colon + 2].isDigit
        else { return false }
        let year = String(decoding: line[(colon + 3)...].drop { $0 == .space }.prefix { $0.isDigit }.prefix(6), as: UTF8.self)
        return Int(year) ?? 0 > 90
    }

    private static func splitMbox(_ lines: [InputLine], from first: Int) -> [Message] {
        var starts: [Int] = []
        for index in first..<lines.count where isFromLine(lines[index].bytes) {
            // Text may hold such a line too: a header's field follows the real ones.
            let next = index + 1
            if index == first || (next < lines.count && MailHeader.fieldName(lines[next].bytes) != nil) { starts.append(index) }
        }
        return starts.enumerated().map { order, start in
            let end = order + 1 < starts.count ? starts[order + 1] : lines.count
            let id = lines[start].bytes.dropFirst(5).prefix { $0.hexValue != nil }
            let isCommit = id.count >= 40 && id.contains { $0 != UInt8(ascii: "0") }
            let body = lines[(start + 1)..<end].map(unescaped)
            return Message(lines: body[...], form: .mail, commitID: isCommit ? String(decoding: id, as: UTF8.self) : nil)
        }
    }

    /// Takes off one `>` of `>From `, which mboxes add before lines that begin so.
    private static func unescaped(_ line: InputLine) -> InputLine {
        guard line.bytes.first == UInt8(ascii: ">"),
            line.bytes.drop(while: { $0 == UInt8(ascii: ">") }).starts(with: "From ".utf8)
        else { return line }
        return InputLine(bytes: line.bytes.dropFirst(), number: line.number)
    }

    // MARK: a single mail

    private static func isMail(_ lines: ArraySlice<InputLine>) -> Bool {
        guard let first = lines.first, MailHeader.fieldName(first.bytes) != nil else { return false }
        let (header, _) = MailHeader.parse(lines.prefix(1_000))
        let names = Set(header.fields.map(\.name))
        return !names.isDisjoint(with: ["subject", "message-id", "received", "return-path"])
            && !names.isDisjoint(with: ["from", "sender", "received", "date"])
    }

    // MARK: a thread as lore shows it

    /// Splits a thread's page at its `From: ... (permalink / raw)` lines; nil when there are none.
    private static func splitThreadPage(_ lines: [InputLine]) -> [Message]? {
        func isStart(_ line: InputLine) -> Bool {
            line.starts(with: "From: ") && line.bytes.count < 1_000 && line.text.contains("(permalink / raw)")
        }
        let starts = lines.indices.filter { isStart(lines[$0]) }
        guard !starts.isEmpty else { return nil }
        return starts.enumerated().map { order, start in
            var end = order + 1 < starts.count ? starts[order + 1] : lines.count
            // The next message's title and the thread's overview stand above its `From:` line.
            if let footer = lines[start..<end].lastIndex(where: { $0.starts(with: "^ permalink ") }) { end = footer }
            let above = order == 0 ? 0 : starts[order - 1]
            let title = lines[max(above, start - 200)..<start].last { $0.starts(with: "* ") }
            return Message(lines: lines[start..<end], form: .page, title: title.map { String($0.text.dropFirst(2)) })
        }
    }

    // MARK: git log -p, git show

    private static func splitLog(_ lines: [InputLine]) -> [Message]? {
        func commitID(_ index: Int) -> String? {
            guard lines[index].starts(with: "commit ") else { return nil }
            let id = lines[index].bytes.dropFirst(7).prefix { $0.hexValue != nil }
            guard id.count >= 7, id.count <= 64, index + 1 < lines.count,
                ["Author:", "Merge:", "AuthorDate:"].contains(where: lines[index + 1].starts)
            else { return nil }
            return String(decoding: id, as: UTF8.self)
        }
        let starts = lines.indices.compactMap { index in commitID(index).map { (index, $0) } }
        guard let first = starts.first, lines[..<first.0].allSatisfy(\.isBlank) else { return nil }
        let messages = starts.enumerated().map { order, start in
            let end = order + 1 < starts.count ? starts[order + 1].0 : lines.count
            return Message(lines: lines[start.0..<end], form: .log, commitID: start.1)
        }
        // git log tells the newest first.
        return messages.reversed()
    }
}
