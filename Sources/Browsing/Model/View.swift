import Findings

/// A part of the screen with rows of its own.
struct Pane: Sendable {
    var rows: [Row] = []
    /// The row that keys act on.
    var cursor = 0
    /// The first row in sight.
    var top = 0
    /// Columns out of sight at the left.
    var left = 0

    /// The rows below the cursor, or those above it, the nearest first.
    func others(_ direction: Int) -> [Int] {
        direction > 0 ? Array(rows.indices.dropFirst(cursor + 1)) : rows.indices.prefix(cursor).reversed()
    }

    var current: Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }

    /// Takes other rows; the cursor stays on what it was on, at the height where it was.
    mutating func replace(_ new: [Row]) {
        let offset = cursor - top
        let target = current?.target ?? .none
        rows = new
        if target != .none, let index = new.firstIndex(where: { $0.target == target }) { cursor = index }
        cursor = max(0, min(cursor, new.count - 1))
        top = max(0, cursor - offset)
    }

    /// Puts the cursor on a row, and the row where it is seen with what is around it.
    mutating func go(to row: Int, height: Int, atTop: Bool = false) {
        guard !rows.isEmpty else { return }
        cursor = max(0, min(row, rows.count - 1))
        if atTop {
            top = cursor
        } else if cursor < top || cursor >= top + height {
            top = cursor - height / 3
        }
        clamp(height: height)
    }

    mutating func move(by count: Int, height: Int) {
        cursor = max(0, min(cursor + count, rows.count - 1))
        clamp(height: height)
    }

    /// Scrolls without leaving the cursor out of sight.
    mutating func scroll(by count: Int, height: Int) {
        top = max(0, min(top + count, rows.count - height))
        cursor = max(0, min(max(top, min(cursor, top + height - 1)), rows.count - 1))
    }

    mutating func clamp(height: Int) {
        cursor = max(0, min(cursor, rows.count - 1))
        if cursor < top { top = cursor }
        if cursor >= top + max(height, 1) { top = cursor - max(height, 1) + 1 }
        top = max(0, min(top, rows.count - height))
    }
}

/// What fills the screen between the bars: a list and what it leads to, or one pane alone. Views lie on one another.
struct View: Sendable {
    enum Kind: Equatable, Sendable {
        /// What is under review.
        case home
        /// The way to a finding.
        case path(fingerprint: String)
        /// Answers to a question about a name.
        case places(CodeAnswer)
        case source(SourceRequest)
        case explanation(RuleFacts)
        case help
        /// Decisions and comments without a place.
        case leftovers
    }

    enum Focus: Sendable { case list, main }

    var kind: Kind
    var title = ""
    /// Nil where there is no list.
    var list: Pane?
    /// The width that the rows of a list of places were made for. They may be many, and are made again for another width only.
    var placesWidth: Int?
    var main = Pane()
    var focus = Focus.main
    /// The file in the main pane, where it is one.
    var file: SourceRequest?

    var focused: Pane {
        get { focus == .list ? list ?? main : main }
        set { if focus == .list, list != nil { list = newValue } else { main = newValue } }
    }
}
