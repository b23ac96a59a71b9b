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
            if let plain = plainLines(part, width: wrapping.margin) { return plain }
            let wrapped = wrapping.lines("", part)
            return wrapped.isEmpty ? [""] : wrapped
        }
        return lines.flatMap { $0.utf8.count <= width ? [$0] : chopped($0, width: max(width, 8)) }
    }

    /// The same for text of ASCII alone, byte by byte: long lists have little else, and a key waits for all of their rows.
    ///
    /// - Returns: nil where the text has other characters.
    private static func plainLines(_ text: String, width: Int) -> [String]? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return nil }
            var lines: [String] = []
            var line: [UInt8] = []
            for word in bytes.split(separator: 0x20) {
                if !line.isEmpty, line.count + 1 + word.count > width {
                    lines.append(String(decoding: line, as: UTF8.self))
                    line.removeAll(keepingCapacity: true)
                }
                if !line.isEmpty { line.append(0x20) }
                line += word
            }
            return lines + [String(decoding: line, as: UTF8.self)]
        }
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
