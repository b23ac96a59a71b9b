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
            let wrapped = wrapping.lines("", part)
            return wrapped.isEmpty ? [""] : wrapped
        }
        return lines.flatMap { chopped($0, width: max(width, 8)) }
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
