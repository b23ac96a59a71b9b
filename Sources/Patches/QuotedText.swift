/// Quote marks of mail replies (`> `), at any depth.
enum QuotedText {
    /// Marks deeper than this are text.
    private static let depthLimit = 64

    /// How many `>` begin the line, and what follows them and one space.
    static func strip(_ bytes: ArraySlice<UInt8>, upTo limit: Int = depthLimit) -> (depth: Int, rest: ArraySlice<UInt8>) {
        var depth = 0
        var rest = bytes
        while depth < limit {
            // One space may stand between two marks.
            let inner = depth > 0 && rest.first == .space ? rest.dropFirst() : rest
            guard inner.first == UInt8(ascii: ">") else { break }
            rest = inner.dropFirst()
            depth += 1
        }
        if depth > 0, rest.first == .space { rest = rest.dropFirst() }
        return (depth, rest)
    }

    /// The depth at which a quoted diff stands, nil where there is none.
    ///
    /// That is the least depth with a diff's header; other depths are older or newer text around it.
    static func depthOfDiff(in lines: [InputLine]) -> Int? {
        var found: Int?
        for line in lines where line.bytes.first == UInt8(ascii: ">") {
            let (depth, rest) = strip(line.bytes)
            guard depth < found ?? .max else { continue }
            if rest.starts(with: "diff --git ".utf8) || HunkHeader(rest) != nil { found = depth }
        }
        return found
    }

    /// The lines quoted at exactly that depth, without the marks; comments between them are left out.
    static func lines(at depth: Int, of lines: [InputLine]) -> [InputLine] {
        lines.compactMap { line in
            // A quoted line that itself begins with `>` is deeper quoted text, never a part of the diff.
            let (found, rest) = strip(line.bytes)
            return found == depth ? InputLine(bytes: rest, number: line.number) : nil
        }
    }

    /// Whom the reply quotes, from its last attribution line above the first quoted line of the diff
    /// (`On Mon, Jan 25, 2021, Name <address> wrote:`).
    static func quotedAuthor(in lines: [InputLine], depth: Int) -> String? {
        var author: String?
        var previous = ""
        for line in lines.prefix(20_000) {
            let (found, rest) = strip(line.bytes.prefix(2_000))
            if found == depth, rest.starts(with: "diff --git ".utf8) || HunkHeader(rest) != nil { break }
            let text = String(decoding: rest, as: UTF8.self).trimmingBlanks()
            if found == depth - 1, text.hasSuffix("wrote:") { author = attributed(text, previous) ?? author }
            previous = text
        }
        return author
    }

    /// `16:31`, `2021`, `+0100`, `2021/1/25`
    private static func isOfDate(_ word: Substring) -> Bool {
        let digits = word.filter(\.isNumber).count
        return digits == 4 && word.count <= 5 || digits > 0 && word.contains { ":/".contains($0) }
    }

    /// The `Name <address>` before `wrote:`; a long attribution is wrapped onto a second line.
    private static func attributed(_ line: String, _ previous: String) -> String? {
        var text = line.hasPrefix("On ") || line.hasPrefix("* ") ? line : previous + " " + line
        text = text.dropLast("wrote:".count).trimmingBlanks()
        guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else {
            let name = text.split(separator: ",").last.map { $0.trimmingBlanks() } ?? ""
            return name.isEmpty || name.contains(where: \.isNumber) ? nil : name
        }
        let address = text[open...]
        // The name follows the date: after the time of day, the time zone, or the last comma.
        var words: [Substring] = []
        for word in text[..<open].split(separator: " ").reversed() {
            if word.hasSuffix(",") || ["AM", "PM", "UTC"].contains(word) || isOfDate(word) { break }
            words.insert(word, at: 0)
        }
        return (words + [address]).joined(separator: " ")
    }
}
