import Browsing
import CNcurses
import Foundation
import Reports

/// The terminal of this process, through ncurses: draws screens, and tells what is typed.
///
/// One at a time, and from one thread.
package final class Terminal {
    private let palette: Palette
    private let isUTF8: Bool
    private var needsClearing = true
    private var lastClick: (row: Int, column: Int, time: ContinuousClock.Instant)?

    /// Takes the terminal over.
    /// - Throws: `TerminalError` where it cannot be: its type is not known.
    package init(isColored: Bool) throws {
        setlocale(LC_ALL, "")
        isUTF8 = nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
        guard fl_open() != nil else {
            throw TerminalError(type: ProcessInfo.processInfo.environment["TERM"] ?? "")
        }
        raw()
        noecho()
        nonl()
        // A lone Esc is known as such after this many milliseconds.
        set_escdelay(25)
        keypad(fl_window(), true)
        nodelay(fl_window(), true)
        mousemask(fl_click() | fl_double_click() | fl_wheel_up() | fl_wheel_down(), nil)
        // Clicks are told at once; double ones are told apart here.
        mouseinterval(0)
        palette = Palette(isColored: isColored)
    }

    /// Gives the terminal back as it was.
    package func close() { endwin() }

    package var size: Size { Size(columns: Int(getmaxx(fl_window())), rows: Int(getmaxy(fl_window()))) }

    /// The next screen is drawn on a cleared terminal: something else has written to it.
    package func forget() { needsClearing = true }

    // MARK: Drawing

    package func draw(_ screen: Screen) {
        if needsClearing { clear() } else { erase() }
        needsClearing = false
        for (row, line) in screen.lines.enumerated() {
            move(Int32(row), 0)
            for span in line.spans {
                wattrset(fl_window(), Int32(bitPattern: UInt32(truncatingIfNeeded: palette.attribute(of: span.style))))
                waddnstr(fl_window(), shown(span), -1)
            }
        }
        wattrset(fl_window(), 0)
        if let cursor = screen.cursor {
            curs_set(1)
            move(Int32(cursor.row), Int32(cursor.column))
        } else {
            curs_set(0)
        }
        refresh()
    }

    /// The text as this terminal has it: what it would give other columns than we count is replaced.
    private func shown(_ span: StyledLine.Span) -> String {
        if span.text.utf8.count == span.width { return span.text }
        var text = ""
        for cell in PrintableText(span.text).cells {
            let scalar = cell.text.unicodeScalars.first
            let columns = scalar.map { Int(fl_width($0.value)) } ?? 0
            if cell.text.utf8.count == cell.width || (isUTF8 && columns == cell.width) {
                text += cell.text
            } else if cell.width > 0 {
                text += Self.plain[cell.text] ?? String(repeating: "?", count: cell.width)
            }
        }
        return text
    }

    /// Our own signs where the locale has ASCII only.
    private static let plain = ["\u{2500}": "-", "\u{2502}": "|", "\u{258E}": "|", "\u{2026}": "."]

    // MARK: Typing

    /// What was typed since the last call; does not wait.
    package func read() -> [Message] {
        var messages: [Message] = []
        while true {
            var character: wint_t = 0
            switch wget_wch(fl_window(), &character) {
            case ERR: return messages
            case KEY_CODE_YES:
                if let message = message(code: Int32(bitPattern: character)) { messages.append(message) }
            default:
                if let key = Self.key(character) { messages.append(.key(key)) }
            }
        }
    }

    private func message(code: Int32) -> Message? {
        switch code {
        case KEY_RESIZE:
            needsClearing = true
            return .resized(size)
        case KEY_MOUSE: return mouse().map { .mouse($0) }
        default: return Self.codes[code].map { .key($0) }
        }
    }

    private static let codes: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_HOME: .home,
        KEY_END: .end, KEY_ENTER: .enter, KEY_BTAB: .backTab, KEY_BACKSPACE: .backspace, KEY_DC: .delete,
    ]

    private static func key(_ character: wint_t) -> Key? {
        switch character {
        case 9: .tab
        case 10, 13: .enter
        case 27: .escape
        case 8, 127: .backspace
        case 0..<32: Unicode.Scalar(character < 27 ? character + 96 : character + 64).map { .control($0) }
        default: Unicode.Scalar(character).map { .character($0) }
        }
    }

    private func mouse() -> MouseEvent? {
        var event = MEVENT()
        guard getmouse(&event) == OK else { return nil }
        let column = Int(event.x), row = Int(event.y)
        if event.bstate & fl_wheel_up() != 0 { return MouseEvent(.wheelUp, column: column, row: row) }
        if event.bstate & fl_wheel_down() != 0 { return MouseEvent(.wheelDown, column: column, row: row) }
        guard event.bstate & (fl_click() | fl_double_click()) != 0 else { return nil }
        let now = ContinuousClock.now
        let isDouble = lastClick.map { $0.row == row && $0.column == column && now - $0.time < .milliseconds(400) } ?? false
        lastClick = isDouble ? nil : (row, column, now)
        return MouseEvent(isDouble ? .doubleClick : .click, column: column, row: row)
    }

    /// Gives the terminal back for the time of `body`.
    package func outside<Result>(_ body: () throws -> Result) rethrows -> Result {
        endwin()
        defer {
            refresh()
            needsClearing = true
        }
        return try body()
    }
}

/// The terminal's type is not known here.
package struct TerminalError: Error, CustomStringConvertible {
    package var type: String

    package var description: String {
        type.isEmpty ? "TERM is not set, so the terminal's type is not known" : "the terminal type '\(type)' is not known here; set TERM"
    }
}
