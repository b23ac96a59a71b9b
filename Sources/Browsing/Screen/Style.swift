/// What a piece of text on the screen is; which colour that is, the terminal decides.
package enum Style: String, Sendable, CaseIterable {
    case plain, faint, strong
    /// The bar on top, the rules between panes, the line of hints.
    case title, rule, hint, problem
    /// The row that the next key acts on, and the same in the pane without the keyboard.
    case current, selected
    /// What the last search found.
    case match
    // Patches.
    case file, hunk, added, removed
    // C.
    case keyword, comment, literal, directive
    // Findings and what became of them.
    case error, warning, note, accepted, question, dismissed, remark
}
