/// The heads of texts that are no mails: archive pages and the output of `git log`.
enum PageHeader {
    /// Reads what an archive's page shows of a message above its text: the subject as the page's first line, then
    /// `From:` and `Date:`. Returns the lines below.
    static func readPage(_ lines: ArraySlice<InputLine>, title: String?, into patch: inout Patch) -> [InputLine] {
        let body = lines.drop(while: \.isBlank)
        if let title { setSubject(title, &patch) }
        var end: Int?
        // Navigation may stand above the fields; once they have begun, the first other line is the message's.
        for index in body.indices.prefix(40) {
            let line = body[index]
            if line.bytes.first == UInt8(ascii: ">") || line.starts(with: "diff ") || line.starts(with: "--- ") { break }
            if line.isBlank { continue }
            let text = line.text.trimmingBlanks()
            if let (name, value) = field(line), end != nil || ["from", "date", "subject", "re", "list"].contains(name) {
                switch name {
                case "from": if patch.author == nil { setAuthor(value, &patch) }
                case "date": if patch.date == nil { patch.date = value }
                case "to": if patch.to.isEmpty { patch.to = MailAddress.list(value.utf8) }
                case "cc": if patch.cc.isEmpty { patch.cc = MailAddress.list(value.utf8) }
                case "subject": setSubject(value, &patch)
                case "re": setSubject(text, &patch)
                default: break
                }
                end = index + 1
            } else if index == body.startIndex, patch.rawSubject.isEmpty, text.hasPrefix("["), text.contains("PATCH") {
                setSubject(text, &patch)
                end = index + 1
            } else if end != nil {
                break
            }
        }
        return Array(body[(end ?? body.startIndex)...])
    }

    /// `Name: value`, or with a tab in place of the colon, as some archives have it.
    private static func field(_ line: InputLine) -> (name: String, value: String)? {
        let bytes = line.bytes.drop { $0 == .space }
        guard let end = MailHeader.fieldName(bytes) ?? bytes.prefix(8).firstIndex(of: .tab) else { return nil }
        let name = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
        if bytes[end] == .tab, !["from", "date", "subject", "to", "cc"].contains(name) { return nil }
        return (name, String(decoding: bytes[(end + 1)...], as: UTF8.self).trimmingBlanks())
    }

    /// lore writes `From: Name @ 2021-01-25 15:30 UTC (permalink / raw)`.
    private static func setAuthor(_ value: String, _ patch: inout Patch) {
        guard let mark = value.range(of: " @ ") else {
            patch.author = value
            return
        }
        patch.author = String(value[..<mark.lowerBound])
        let date = value[mark.upperBound...]
        patch.date = (date.range(of: " (").map { date[..<$0.lowerBound] } ?? date).trimmingBlanks()
    }

    private static func setSubject(_ text: String, _ patch: inout Patch) {
        guard patch.rawSubject.isEmpty else { return }
        let subject = Subject(text)
        patch.rawSubject = subject.raw
        patch.subject = subject.title
        patch.series = subject.series
    }

    /// Reads one commit of `git log -p`: its fields, the indented message. Returns what follows.
    static func readLog(_ lines: ArraySlice<InputLine>, into patch: inout Patch) -> [InputLine] {
        var at = lines.startIndex + 1
        while at < lines.endIndex, !lines[at].isBlank {
            let text = lines[at].text
            if text.hasPrefix("Author:") { patch.author = text.dropFirst(7).trimmingBlanks() }
            if text.hasPrefix("Date:") { patch.date = text.dropFirst(5).trimmingBlanks() }
            if text.hasPrefix("AuthorDate:") { patch.date = text.dropFirst(11).trimmingBlanks() }
            at += 1
        }
        var body: [InputLine] = []
        var isBelowDiff = false
        for line in lines[min(at + 1, lines.endIndex)...] {
            isBelowDiff = isBelowDiff || line.starts(with: "diff ")
            let isMessage = !isBelowDiff && line.starts(with: "    ")
            if isMessage, patch.rawSubject.isEmpty { setSubject(line.text.trimmingBlanks(), &patch) }
            body.append(isMessage ? InputLine(bytes: line.bytes.dropFirst(4), number: line.number) : line)
        }
        return body
    }
}
