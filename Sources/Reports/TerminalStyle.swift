import Findings

/// The colours of terminal output (SGR), or none.
struct TerminalStyle {
    enum Role: String {
        case place = "1"
        case message = "0;1"
        case error = "1;31"
        case warning = "1;35"
        case note = "1;36"
        case mark = "1;32"
        case label = "36"
        case faint = "2"
    }

    var isOn: Bool

    /// `text`, coloured where colours are on; it must hold nothing that acts on the terminal.
    func paint(_ text: String, _ role: Role) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
    }

    func paint(_ severity: Severity) -> String {
        switch severity {
        case .error: paint("error:", .error)
        case .warning: paint("warning:", .warning)
        case .note: paint("note:", .note)
        }
    }
}
