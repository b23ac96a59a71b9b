/// Lays out running text between a first label and a right margin.
package struct TextWrapping {
    /// The last column that may be used.
    package var margin = 78

    package init() {}

    /// `label` and the words of `text`, wrapped, with later lines indented to stand under the first word.
    ///
    /// White space is folded; an empty line in the text starts a new line. A word that is longer than a line
    /// stands alone on one.
    package func lines(_ label: String, _ text: String) -> [String] {
        let indent = String(repeating: " ", count: PrintableText(label).width)
        var lines: [String] = []
        for paragraph in Self.paragraphs(of: text) {
            var line = lines.isEmpty ? label : indent
            var width = PrintableText(line).width
            let start = width
            for word in paragraph {
                let shown = PrintableText(word)
                if width > start, width + 1 + shown.width > margin {
                    lines.append(line)
                    line = indent
                    width = start
                }
                let space = width > start ? " " : ""
                line += space + shown.text
                width += space.utf8.count + shown.width
            }
            lines.append(line)
        }
        return lines
    }

    /// The words of each paragraph; paragraphs without words are dropped.
    static func paragraphs(of text: String) -> [[String]] {
        // By scalars: a space with an invisible mark on it is one Character, and would take the mark along.
        var paragraphs: [[String]] = [[]]
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(whereSeparator: \.properties.isWhitespace).map { String($0) }
            if words.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1] += words }
        }
        return paragraphs.filter { !$0.isEmpty }
    }
}
