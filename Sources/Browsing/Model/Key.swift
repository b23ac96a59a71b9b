/// A key as a terminal tells it.
package enum Key: Hashable, Sendable {
    case character(Unicode.Scalar)
    /// With Ctrl: the lower case letter or the sign.
    case control(Unicode.Scalar)
    case up, down, left, right, pageUp, pageDown, home, end
    case enter, tab, backTab, backspace, delete, escape

    /// How help shows it.
    package var name: String {
        switch self {
        case .character(" "): "Space"
        case .character(let scalar): String(scalar)
        case .control(let scalar): "Ctrl-" + String(scalar).uppercased()
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .home: "Home"
        case .end: "End"
        case .enter: "Enter"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .escape: "Esc"
        }
    }
}

/// What the mouse did, at a place counted from 0.
package struct MouseEvent: Equatable, Sendable {
    package enum Action: Equatable, Sendable { case click, doubleClick, wheelUp, wheelDown }

    package var action: Action
    package var column: Int
    package var row: Int

    package init(_ action: Action, column: Int, row: Int) {
        self.action = action
        self.column = column
        self.row = row
    }
}
