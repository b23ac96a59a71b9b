import Browsing
import CNcurses

/// How styles look on this terminal.
struct Palette {
    private var attributes: [Style: attr_t] = [:]

    /// - Parameter isColored: false leaves it to bold, dim, underlined and reverse.
    init(isColored: Bool) {
        var colors = 0
        if isColored, has_colors() {
            start_color()
            use_default_colors()
            colors = Int(fl_colors())
        }
        var pairs: [Int16: Int16] = [:]
        for style in Style.allCases {
            let look = Self.look(of: style)
            var attribute = look.attribute
            if colors >= 8 {
                // -1 is the terminal's own: dark on light stays so.
                let color = colors >= 256 ? look.fine : look.coarse
                if color >= 0 {
                    let pair = pairs[color] ?? Int16(pairs.count + 1)
                    if pairs[color] == nil { init_pair(pair, color, -1) }
                    pairs[color] = pair
                    attribute |= fl_pair(Int32(pair))
                    if colors >= 256, look.isPlainWhenFine { attribute &= ~(fl_dim() | fl_bold()) }
                }
            }
            attributes[style] = attribute
        }
    }

    func attribute(of style: Style) -> attr_t { attributes[style] ?? 0 }

    private struct Look {
        var attribute: attr_t = 0
        /// Of the eight that all have; -1 for none.
        var coarse: Int16 = -1
        /// Of 256: of middle brightness, so that they can be read on white and on black.
        var fine: Int16 = -1
        /// Whether the colour of 256 tells enough.
        var isPlainWhenFine = false
    }

    private static func look(of style: Style) -> Look {
        let red: Int16 = 1, green: Int16 = 2, yellow: Int16 = 3, magenta: Int16 = 5, cyan: Int16 = 6
        return switch style {
        case .plain: Look()
        case .faint, .hint, .rule, .dismissed: Look(attribute: fl_dim(), fine: 245, isPlainWhenFine: true)
        case .strong, .file, .selected: Look(attribute: fl_bold())
        case .title, .current: Look(attribute: fl_reverse())
        case .problem, .error: Look(attribute: fl_bold(), coarse: red, fine: 160)
        case .match: Look(attribute: fl_reverse() | fl_bold(), coarse: yellow, fine: 172)
        case .hunk: Look(coarse: cyan, fine: 37)
        case .added: Look(coarse: green, fine: 71)
        case .removed: Look(coarse: red, fine: 167)
        case .keyword: Look(attribute: fl_bold(), fine: 67, isPlainWhenFine: true)
        case .comment: Look(attribute: fl_dim(), fine: 245, isPlainWhenFine: true)
        case .literal: Look(coarse: yellow, fine: 136)
        case .directive: Look(coarse: magenta, fine: 133)
        case .warning: Look(attribute: fl_bold(), coarse: yellow, fine: 172)
        case .note, .question: Look(coarse: cyan, fine: 37)
        case .accepted: Look(coarse: green, fine: 71)
        case .remark: Look(coarse: magenta, fine: 133)
        }
    }
}
