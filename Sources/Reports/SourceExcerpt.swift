/// A source line as it is shown under a finding: tabs expanded, and the column of the mark known.
package struct SourceExcerpt {
    /// The line to print.
    package var text: String { parts.before + parts.marked + parts.after }
    /// Blanks up to the marked column, a caret, and tildes under the rest of the word that starts there.
    package let mark: String
    /// The same text in three: what stands before the marked word, the word (empty behind the end), and the rest.
    package let parts: (before: String, marked: String, after: String)

    /// The distance of tab stops in the kernel.
    private static let tabWidth = 8
    /// The most columns of a line that are shown; a longer one is cut to what stands around the mark.
    private static let mostColumns = 160

    /// - Parameters:
    ///   - line: the source line without its line end.
    ///   - column: counted in bytes from 1, as compilers do; past the end of the line means behind its end.
    package init(_ line: String, column: Int) {
        let ended = line.hasSuffix("\r") ? String(line.dropLast()) : line
        let cells = PrintableText(ended, tabWidth: Self.tabWidth).cells
        let marked = cells.lastIndex { $0.offset <= max(column, 1) - 1 }
            .flatMap { column > ended.utf8.count ? nil : $0 } ?? cells.count

        let window = Self.window(of: cells, around: marked)
        let ellipses = (window.lowerBound > 0 ? "..." : "", window.upperBound < cells.count ? "..." : "")

        let blanks = ellipses.0.count + Self.width(cells[window.lowerBound..<marked])
        var tildes = 0
        if marked < cells.count, cells[marked].isWord {
            tildes = cells[marked..<window.upperBound].prefix { $0.isWord }.count - 1
        }
        mark = String(repeating: " ", count: blanks) + "^" + String(repeating: "~", count: tildes)

        let end = min(marked + 1 + tildes, window.upperBound)
        func text(_ range: Range<Int>) -> String { cells[range].map(\.text).joined() }
        parts = (
            ellipses.0 + text(window.lowerBound..<marked), text(marked..<end), text(end..<window.upperBound) + ellipses.1
        )
    }

    /// The cells to show: all, or as many on both sides of the mark as fit.
    private static func window(of cells: [PrintableText.Cell], around marked: Int) -> Range<Int> {
        if width(cells[...]) <= mostColumns { return 0..<cells.count }
        var start = marked
        var end = marked
        var width = 0
        while width < mostColumns, start > 0 || end < cells.count {
            if end < cells.count {
                width += cells[end].width
                end += 1
            }
            if start > 0, width < mostColumns {
                start -= 1
                width += cells[start].width
            }
        }
        return start..<end
    }

    private static func width(_ cells: ArraySlice<PrintableText.Cell>) -> Int { cells.reduce(0) { $0 + $1.width } }
}
