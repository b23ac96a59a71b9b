/// The logical lines of a makefile: continuations joined, comments and recipes left out.
struct MakefileLines {
    let lines: [String]

    private static let maximumLines = 200_000

    init(_ text: String) {
        var lines: [String] = []
        var pending = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).prefix(Self.maximumLines) {
            if pending.isEmpty, line.first == "\t" { continue }
            let plain = Self.withoutComment(line)
            if plain.count == line.count, line.last == "\\" {
                pending += line.dropLast() + " "
                continue
            }
            lines.append(pending + plain)
            pending = ""
        }
        if !pending.isEmpty { lines.append(pending) }
        self.lines = lines
    }

    private static func withoutComment(_ line: Substring) -> Substring {
        var isEscaped = false
        for index in line.indices {
            if line[index] == "#", !isEscaped { return line[..<index] }
            isEscaped = line[index] == "\\"
        }
        return line.last == "\r" ? line.dropLast() : line
    }
}

/// `name = value`, `:=`, `::=`, `?=` or `+=`.
struct MakefileAssignment {
    let name: String
    let value: String
    let appends: Bool

    /// nil when the line is no assignment.
    init?(_ line: String) {
        // The sign must come before anything of a rule or a call: names are letters, digits and $(...).
        var open = 0
        var end: String.Index?
        for index in line.indices {
            let character = line[index]
            if character == "(" || character == "{" { open += 1 }
            if character == ")" || character == "}" { open -= 1 }
            if character == "=", open == 0 {
                end = index
                break
            }
        }
        guard let equals = end else { return nil }
        var left = line[..<equals]
        var appends = false
        while let last = left.last, last == ":" || last == "+" || last == "?" || last == "!" {
            if last == "+" { appends = true }
            left = left.dropLast()
        }
        var name = left.trimmed(while: \.isWhitespace)
        for prefix in ["export ", "override "] where name.hasPrefix(prefix) { name = String(name.dropFirst(prefix.count)) }
        guard !name.isEmpty, !name.contains(where: { $0 == " " || $0 == "\t" || $0 == ":" }) else { return nil }
        self.name = name
        value = line[line.index(after: equals)...].trimmed(while: \.isWhitespace)
        self.appends = appends
    }
}
