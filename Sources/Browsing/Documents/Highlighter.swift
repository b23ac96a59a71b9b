import Patches

/// Tells what is what in lines of C.
enum Highlighter {
    /// The ranges of each line that are more than plain text.
    static func ranges(_ lines: [String]) -> [[StyledRange]] {
        let bytes = lines.map { Array($0.utf8) }
        var ranges = lines.map { _ in [StyledRange]() }
        /// Where the last token has ended.
        var line = 0, column = 0
        // What lies between tokens and is not blank is a comment.
        func comment(to nextLine: Int, _ nextColumn: Int) {
            while line < nextLine || (line == nextLine && column < nextColumn) {
                guard line < bytes.count else { return }
                let end = line == nextLine ? min(nextColumn, bytes[line].count) : bytes[line].count
                if let first = bytes[line][min(column, end)..<end].firstIndex(where: { $0 != 0x20 && $0 != 9 }) {
                    ranges[line].append(StyledRange(start: first, end: end, style: .comment))
                }
                if line == nextLine {
                    column = nextColumn
                    return
                }
                line += 1
                column = 0
            }
        }
        for token in CLexer.tokens(of: bytes) {
            comment(to: token.line, token.column)
            if let style = style(of: token) {
                for index in token.line...token.endLine {
                    let start = index == token.line ? token.column : 0
                    let end = index == token.endLine ? token.endColumn : bytes[index].count
                    if end > start { ranges[index].append(StyledRange(start: start, end: end, style: style)) }
                }
            }
            (line, column) = (token.endLine, token.endColumn)
        }
        comment(to: bytes.count, 0)
        return ranges
    }

    private static func style(of token: CToken) -> Style? {
        switch token.kind {
        case .identifier: keywords.contains(token.text) ? .keyword : nil
        case .number, .literal: .literal
        case .directive: .directive
        case .punctuation: nil
        }
    }

    static let keywords: Set<String> = [
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for",
        "goto", "if", "inline", "int", "long", "register", "return", "short", "signed", "sizeof", "static", "struct", "switch",
        "typedef", "typeof", "union", "unsigned", "void", "volatile", "while", "bool", "__always_inline", "_Static_assert",
        "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "__u8", "__u16", "__u32", "__u64", "size_t", "ssize_t", "loff_t",
        "gfp_t", "umode_t", "dev_t", "pid_t", "sector_t", "pgoff_t",
    ]

    /// Whether a file is C.
    static func isC(_ file: String) -> Bool { file.hasSuffix(".c") || file.hasSuffix(".h") }
}
