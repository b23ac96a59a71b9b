/// A terminal's size in characters.
package struct Size: Equatable, Sendable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// All that a terminal shows at one moment, as values.
package struct Screen: Equatable, Sendable {
    package var size: Size
    /// As many as the size has rows, each as wide as it has columns.
    package var lines: [StyledLine]
    /// Where the next character is typed, counted from 0; nil where none is.
    package var cursor: (row: Int, column: Int)?

    package static func == (left: Screen, right: Screen) -> Bool {
        left.size == right.size && left.lines == right.lines && left.cursor?.row == right.cursor?.row
            && left.cursor?.column == right.cursor?.column
    }

    /// The screen as text, without blanks at the ends of lines.
    package var text: String {
        lines.map { line in
            var text = line.text
            while text.last == " " { text.removeLast() }
            return text + "\n"
        }.joined()
    }
}
