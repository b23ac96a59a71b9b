import Reports

/// Running text in a given width, each line behind the same lead.
enum Wrapping {
    /// - Parameter keepsLines: whether a line end in the text is one on the screen; else only an empty line is.
    /// - Returns: one empty line at least, and none wider than `width` unless that is hardly any.
    static func lines(_ text: String, width: Int, keepsLines: Bool = false) -> [String] {
        var wrapping = TextWrapping()
        wrapping.margin = max(width, 8)
        let parts = keepsLines ? text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) : [text]
        let lines = parts.flatMap { part -> [String] in
            if isLine(part, width: wrapping.margin) { return [part] }
            let wrapped = wrapping.lines("", part)
            return wrapped.isEmpty ? [""] : wrapped
        }
        return lines.flatMap { chopped($0, width: max(width, 8)) }
    }

    /// Whether a text is a line as it stands. Most rows of long lists are, and a key waits for all of them.
    private static func isLine(_ text: String, width: Int) -> Bool {
        guard text.utf8.count <= width else { return false }
        // Blanks at the ends, and several in a row, are folded.
        var last: UInt8 = 0x20
        for byte in text.utf8 {
            guard (0x20..<0x7F).contains(byte), byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return last != 0x20
    }

    /// A word that is longer than a line goes on in the next.
    private static func chopped(_ line: String, width: Int) -> [String] {
        let whole = StyledLine(line)
        guard whole.width > width else { return [line] }
        return stride(from: 0, to: whole.width, by: width).map { start in
            whole.columns(from: start, width: min(width, whole.width - start)).text
        }
    }
}
