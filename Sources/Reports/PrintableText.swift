/// Text from a stranger as a terminal may be given it: one cell for each character, none that acts on the terminal.
///
/// Control characters could move the cursor or retitle the window, and bidirectional ones could show code in an
/// order that the compiler does not read (CVE-2021-42574). They are spelled out as `<U+202E>`, the way clang does.
package struct PrintableText {
    /// What one Unicode scalar of the text looks like.
    package struct Cell {
        package var text: String
        /// Terminal columns taken: 0 for a combining mark, 2 for a wide character.
        package var width: Int
        /// Where the scalar stands in the UTF-8 bytes of the text, counted from 0.
        package var offset: Int
        /// Whether the scalar can be a part of a C identifier.
        package var isWord: Bool
    }

    package var cells: [Cell] = []

    /// - Parameter tabWidth: the distance of tab stops; nil where a tab is spelled out like other control characters.
    package init(_ text: String, tabWidth: Int? = nil) {
        var column = 0
        var offset = 0
        var marks = 0
        for scalar in text.unicodeScalars {
            var cell = Cell(text: String(scalar), width: 1, offset: offset, isWord: scalar.isWord)
            if scalar == "\t", let tabWidth {
                cell.width = tabWidth - column % tabWidth
                cell.text = String(repeating: " ", count: cell.width)
                marks = Self.mostMarks
            } else if scalar.isCombining && marks < Self.mostMarks && !cells.isEmpty {
                cell.width = 0
                marks += 1
            } else if scalar.isCombining || scalar.actsOnTerminal {
                cell.text = scalar.spelledOut
                cell.width = cell.text.utf8.count
                marks = Self.mostMarks
            } else {
                cell.width = scalar.isWide ? 2 : 1
                marks = 0
            }
            cells.append(cell)
            column += cell.width
            offset += UTF8.width(scalar)
        }
    }

    /// Combining marks shown on one character before the rest are spelled out: no living script needs more,
    /// and a tower of them hides the lines above.
    private static let mostMarks = 4

    /// The text to print.
    package var text: String { cells.map(\.text).joined() }
    /// Terminal columns that the text takes.
    package var width: Int { cells.reduce(0) { $0 + $1.width } }
}

extension String {
    /// The string with nothing left in it that acts on a terminal, on one line.
    package var printable: String {
        utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? self : PrintableText(self).text
    }
}

extension Unicode.Scalar {
    /// Whether a terminal might obey this character, or not show it at all.
    ///
    /// These are the general categories control (C0, DEL, C1), format (bidirectional, zero width, tags), line and
    /// paragraph separator, private use, and what Unicode has not assigned.
    package var actsOnTerminal: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        // Blank, although they are letters by category: fillers and the like could hide in an identifier.
        default: properties.isDefaultIgnorableCodePoint && !isCombining
        }
    }

    /// Whether the character is drawn over the one before it.
    var isCombining: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// `<U+001B>`
    var spelledOut: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
    }

    var isWord: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }

    /// Whether a terminal gives the character two columns: East_Asian_Width W and F, and emoji.
    package var isWide: Bool {
        guard value >= 0x1100 else { return false }
        return properties.isEmojiPresentation || Self.wideRanges.contains { $0.contains(value) }
    }

    /// Unicode's EastAsianWidth.txt, W and F, in whole blocks: points that are not assigned are never asked for.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F,  // Hangul initial consonants
        0x2329...0x232A,  // angle brackets
        0x2630...0x2637, 0x268A...0x268F, 0x4DC0...0x4DFF,  // I Ching
        0x2E80...0x303E,  // CJK radicals and punctuation
        0x3041...0x33FF,  // kana, bopomofo, compatibility
        0x3400...0x4DBF, 0x4E00...0x9FFF,  // CJK ideographs
        0xA000...0xA4CF,  // Yi
        0xA960...0xA97F, 0xAC00...0xD7A3,  // Hangul
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,  // CJK compatibility
        0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full width forms
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,  // Tangut, Khitan, historic kana, Nushu
        0x1D300...0x1D376,  // Tai Xuan Jing, counting rods
        0x1F200...0x1F2FF,  // enclosed ideographs
        0x20000...0x3FFFD,  // further CJK ideographs
    ]
}
