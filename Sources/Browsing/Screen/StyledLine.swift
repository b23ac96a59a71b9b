import Reports

/// A line of text in styles. Nothing in it acts on a terminal, whatever it was made from.
package struct StyledLine: Equatable, Sendable {
    /// A piece in one style.
    package struct Span: Equatable, Sendable {
        package var text: String
        /// The terminal's columns that it takes.
        package var width: Int
        package var style: Style
    }

    package private(set) var spans: [Span] = []
    package private(set) var width = 0

    package init() {}
    package init(_ text: String, _ style: Style = .plain) { append(text, style) }

    /// Distance of tab stops in the kernel.
    static let tabWidth = 8

    /// Adds text; a tab becomes a blank, and what would act on a terminal is spelled out.
    package mutating func append(_ text: String, _ style: Style = .plain) {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return add(text, text.utf8.count, style) }
        let printable = PrintableText(text, tabWidth: 1)
        add(printable.text, printable.width, style)
    }

    package mutating func append(_ line: StyledLine) { for span in line.spans { add(span.text, span.width, span.style) } }

    private mutating func add(_ text: String, _ columns: Int, _ style: Style) {
        guard columns > 0 else { return }
        width += columns
        if let last = spans.last, last.style == style {
            spans[spans.count - 1].text += text
            spans[spans.count - 1].width += columns
        } else {
            spans.append(Span(text: text, width: columns, style: style))
        }
    }

    /// Adds a line of source with its tabs expanded from here on.
    ///
    /// - Parameter styles: the style of each stretch of bytes, in order and without overlap; what is between has `base`.
    mutating func append(source text: String, _ styles: [StyledRange], base: Style) {
        var ranges = styles[...]
        func style(at offset: Int) -> Style {
            while let first = ranges.first, first.end <= offset { ranges.removeFirst() }
            return ranges.first.map { $0.start <= offset ? $0.style : base } ?? base
        }
        var text = text
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) || $0 == 9 }) {
            text.withUTF8 { bytes in
                var column = 0, start = 0
                while start < bytes.count {
                    let now = style(at: start)
                    var piece: [UInt8] = []
                    while start < bytes.count, style(at: start) == now {
                        let blanks = bytes[start] == 9 ? Self.tabWidth - column % Self.tabWidth : 0
                        if blanks > 0 { piece += repeatElement(0x20, count: blanks) } else { piece.append(bytes[start]) }
                        column += max(blanks, 1)
                        start += 1
                    }
                    add(String(decoding: piece, as: UTF8.self), piece.count, now)
                }
            }
            return
        }
        for cell in PrintableText(text, tabWidth: Self.tabWidth).cells {
            let now = style(at: cell.offset)
            // A mark goes with the character that it stands on.
            if cell.width == 0, !spans.isEmpty {
                spans[spans.count - 1].text += cell.text
            } else {
                add(cell.text, cell.width, now)
            }
        }
    }

    /// The columns from `start` on, exactly `width` of them: cut or filled up with blanks. A wide character that is cut is blank.
    package func columns(from start: Int = 0, width wanted: Int, fill: Style = .plain) -> StyledLine {
        var result = StyledLine()
        var column = 0
        let end = start + wanted
        for span in spans {
            defer { column += span.width }
            if column >= end { break }
            if column + span.width <= start { continue }
            if column >= start, column + span.width <= end {
                result.add(span.text, span.width, span.style)
                continue
            }
            result.append(Self.cut(span, at: column, start, end))
        }
        if result.width < wanted { result.add(String(repeating: " ", count: wanted - result.width), wanted - result.width, fill) }
        return result
    }

    private static func cut(_ span: Span, at first: Int, _ start: Int, _ end: Int) -> StyledLine {
        var result = StyledLine()
        var column = first
        for cell in PrintableText(span.text).cells {
            let next = column + cell.width
            if cell.width == 0 {
                if column > start, column <= end, !result.spans.isEmpty { result.spans[result.spans.count - 1].text += cell.text }
            } else if column >= start, next <= end {
                result.add(cell.text, cell.width, span.style)
            } else if next > start, column < end {
                let shown = min(next, end) - max(column, start)
                result.add(String(repeating: " ", count: shown), shown, span.style)
            }
            column = next
        }
        return result
    }

    /// The same text in one style.
    package func all(_ style: Style) -> StyledLine {
        var result = StyledLine()
        for span in spans { result.add(span.text, span.width, style) }
        return result
    }

    /// The text without its styles.
    package var text: String { spans.map(\.text).joined() }

    /// The same with what matches shown, as far as it stands within one style or across several.
    func marking(_ search: Search) -> StyledLine {
        let text = Array(self.text.unicodeScalars)
        let found = search.matches(in: text)
        guard !found.isEmpty else { return self }
        var result = StyledLine()
        var offset = 0
        for span in spans {
            var run = String.UnicodeScalarView()
            var isMatch = false
            func flush() {
                let text = String(run)
                if !run.isEmpty { result.add(text, max(PrintableText(text).width, 1), isMatch ? .match : span.style) }
                run = String.UnicodeScalarView()
            }
            for scalar in span.text.unicodeScalars {
                let now = found.contains { $0.contains(offset) }
                // A mark stays with its character.
                if now != isMatch, scalar.properties.canonicalCombiningClass == .notReordered { flush(); isMatch = now }
                run.append(scalar)
                offset += 1
            }
            flush()
        }
        return result.width == width ? result : self
    }
}

/// A stretch of a line's bytes in one style.
struct StyledRange: Equatable, Sendable {
    var start: Int
    var end: Int
    var style: Style
}
