/// What a main pane shows: lines, with notes under some of them. Rows are made of it for a width.
struct Document: Sendable {
    /// A paragraph under a line, wrapped when the width is known.
    struct Note: Sendable {
        var target: Target
        /// The first is the headline.
        var paragraphs: [(text: String, style: Style)]
        /// The bar beside it.
        var style: Style
    }

    var lines: [Row] = []
    /// By the index of the line that they stand under; -1 is above the first.
    var notes: [Int: [Note]] = [:]

    /// The widest that running text gets: longer lines read badly.
    private static let mostColumns = 100

    func rows(width: Int) -> [Row] {
        var rows: [Row] = []
        rows.reserveCapacity(lines.count)
        func add(_ notes: [Note]) {
            for note in notes { rows += Self.rows(of: note, width: width) }
        }
        add(notes[-1] ?? [])
        for (index, line) in lines.enumerated() {
            rows.append(line)
            if let notes = notes[index] { add(notes) }
        }
        return rows
    }

    private static func rows(of note: Note, width: Int) -> [Row] {
        let lead = " \u{258E} "
        return note.paragraphs.flatMap { text, style in
            Wrapping.lines(text, width: min(width, mostColumns) - 4, keepsLines: true).map { words in
                var line = StyledLine(lead, note.style)
                line.append(words, style)
                return Row(line, note.target)
            }
        }
    }
}
