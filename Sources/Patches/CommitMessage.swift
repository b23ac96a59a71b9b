/// The text above a patch's diff.
enum CommitMessage {
    /// Reads in-body fields, the message down to `---`, and the base commit.
    static func read(_ lines: ArraySlice<InputLine>, charset: String?, into patch: inout Patch) {
        var lines = lines
        if let scissors = lines.lastIndex(where: isScissors) { lines = lines[(scissors + 1)...] }
        lines = lines.drop(while: \.isBlank)
        // A patch sent for someone else names its author in the body's first lines.
        var field: (name: String, value: String)?
        func take() {
            guard let (name, value) = field else { return }
            switch name {
            case "from": patch.author = value
            case "date": patch.date = value
            default:
                let subject = Subject(value)
                patch.rawSubject = value
                patch.subject = subject.title
            }
        }
        var sawField = false
        while let line = lines.first, !patch.isQuoted {
            if let colon = MailHeader.fieldName(line.bytes) {
                let name = String(decoding: line.bytes[..<colon], as: UTF8.self).lowercased()
                guard ["from", "date", "subject"].contains(name) else { break }
                take()
                let value = EncodedWords.decode(Charset.decode(line.bytes[(colon + 1)...], from: charset).utf8.map(\.self)[...])
                field = (name, value.trimmingBlanks())
                sawField = true
            } else if field != nil, line.bytes.first == .space, !line.isBlank {
                field?.value += " " + EncodedWords.decode(line.bytes).trimmingBlanks()
            } else {
                break
            }
            lines = lines.dropFirst()
        }
        take()
        if sawField { lines = lines.drop(while: \.isBlank) }
        for line in lines where line.starts(with: "base-commit: ") {
            patch.baseCommit = line.text.dropFirst("base-commit: ".count).trimmingBlanks()
        }
        let end = lines.firstIndex { $0.starts(with: "---") && $0.bytes.dropFirst(3).allSatisfy { $0 == .space } } ?? lines.endIndex
        let bytes = Array(lines[lines.startIndex..<end].map(\.bytes).joined(separator: [UInt8.lineFeed]))
        patch.message = Charset.decode(bytes, from: charset).trimmingBlanks()
    }

    /// The number in ` 3 files changed, 45 insertions(+)`, nil where there is no such line.
    static func filesByDiffstat(_ lines: ArraySlice<InputLine>) -> Int? {
        for line in lines.reversed() {
            let words = line.bytes.prefix(200).split(separator: .space)
            if words.count >= 3, words[1].starts(with: "file".utf8), words[2].starts(with: "changed".utf8) {
                return Int(String(decoding: words[0], as: UTF8.self))
            }
        }
        return nil
    }

    /// `-- >8 --`: what stands above is not part of the message.
    private static func isScissors(_ line: InputLine) -> Bool {
        let bytes = line.bytes.prefix(200)
        guard bytes.first == UInt8(ascii: "-"), line.bytes.count < 200 else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return [">8", "8<", ">%", "%<"].contains(where: text.contains)
            && text.filter { "->8<% ".contains($0) }.count * 3 >= text.count * 2 && text.contains("--")
    }
}

/// A mail's subject: `Re: [PATCH v3 2/8] fuse: title`.
struct Subject {
    let raw: String
    var title: String
    var series: SeriesPosition?
    var isReply = false

    init(_ text: String) {
        raw = text.trimmingBlanks()
        var rest = raw[...]
        var tags: [Substring] = []
        while true {
            rest = rest.drop(while: \.isWhitespace)
            if rest.prefix(3).lowercased() == "re:" {
                rest = rest.dropFirst(3)
                isReply = true
            } else if rest.first == "[", let close = rest.firstIndex(of: "]") {
                tags.append(rest[rest.index(after: rest.startIndex)..<close])
                rest = rest[rest.index(after: close)...]
            } else {
                break
            }
        }
        title = rest.trimmingBlanks()
        var version: Int?
        for word in tags.flatMap({ $0.split(separator: " ") }) {
            let numbers = word.split(separator: "/", omittingEmptySubsequences: false)
            // "v3", and "PATCHv3"
            let mark = word.lowercased().dropPrefix("patch").map(String.init) ?? word.lowercased()
            if mark.count < 6, mark.hasPrefix("v"), let number = Int(mark.dropFirst()), number > 0 {
                version = number
            } else if word.count < 12, numbers.count == 2, let index = Int(numbers[0]), let count = Int(numbers[1]),
                index >= 0, count > 0
            {
                series = SeriesPosition(version: 1, index: index, count: count)
            }
        }
        if let version {
            series?.version = version
            // A single patch has a version, and is the first of one.
            if series == nil { series = SeriesPosition(version: version, index: 1, count: 1) }
        }
    }
}
