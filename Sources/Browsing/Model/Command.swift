/// What keys do, and which: the table that both the dispatch and the help are made of.
package enum Command: CaseIterable, Sendable {
    case down, up, pageDown, pageUp, halfDown, halfUp, top, bottom, left, right
    case otherPane, open, close, quit, nextFinding, previousFinding, nextHunk, previousHunk, nextPatch, previousPatch
    case search, searchNext, searchPrevious, openFile, definition, references, goToLine, explain
    case accept, edit, dismiss, question, comment, undo, write, leftovers
    case again, redraw, suspend, help

    /// A part of the help.
    package enum Group: String, CaseIterable, Sendable {
        case moving = "Moving"
        case acting = "Acting on a finding"
        case code = "Code"
        case others = "Others"
    }

    package struct Binding: Sendable {
        package var command: Command
        package var group: Group
        package var keys: [Key]
        package var help: String
    }

    private static func binding(_ command: Command, _ group: Group, _ keys: [Key], _ help: String) -> Binding {
        Binding(command: command, group: group, keys: keys, help: help)
    }

    package static let bindings: [Binding] = [
        binding(.down, .moving, [.character("j"), .down], "a row down"),
        binding(.up, .moving, [.character("k"), .up], "a row up"),
        binding(.pageDown, .moving, [.character(" "), .pageDown, .control("f")], "a page down"),
        binding(.pageUp, .moving, [.character("b"), .pageUp, .control("b")], "a page up"),
        binding(.halfDown, .moving, [.control("d")], "half a page down"),
        binding(.halfUp, .moving, [.control("u")], "half a page up"),
        binding(.top, .moving, [.character("g"), .home], "to the top"),
        binding(.bottom, .moving, [.character("G"), .end], "to the end"),
        binding(.right, .moving, [.character("l"), .right], "unfold the patch; in code, to the right"),
        binding(.left, .moving, [.character("h"), .left], "fold the patch; in code, to the left"),
        binding(.otherPane, .moving, [.tab, .backTab], "to the other pane"),
        binding(.nextFinding, .moving, [.character("]")], "to the next finding"),
        binding(.previousFinding, .moving, [.character("[")], "to the finding before"),
        binding(.nextHunk, .moving, [.character("}"), .character("@")], "to the next hunk"),
        binding(.previousHunk, .moving, [.character("{")], "to the hunk before"),
        binding(.nextPatch, .moving, [.character("J")], "to the next patch"),
        binding(.previousPatch, .moving, [.character("K")], "to the patch before"),
        binding(.open, .moving, [.enter], "open: the patch, the way to a finding, the code at a step"),
        binding(.close, .moving, [.character("q"), .escape, .control("o"), .control("t")], "back; quit where there is no way back"),
        binding(.accept, .acting, [.character("a")], "accept it into the reply"),
        binding(.edit, .acting, [.character("e")], "edit its words in $EDITOR, and accept it"),
        binding(.question, .acting, [.character("m")], "ask instead of telling"),
        binding(.dismiss, .acting, [.character("d")], "let it pass, with a reason"),
        binding(.undo, .acting, [.character("u")], "undo the last of these"),
        binding(.comment, .acting, [.character("c")], "comment on any line, or edit the comment there"),
        binding(.write, .acting, [.character("w")], "write the reply, b4 review files, or the suppressions"),
        binding(.leftovers, .acting, [.character("L")], "what was decided, and has no place any more"),
        binding(.explain, .acting, [.character("i")], "the rule: what, why, and who said so"),
        binding(.search, .code, [.character("/")], "search"),
        binding(.searchNext, .code, [.character("n")], "the next match"),
        binding(.searchPrevious, .code, [.character("N")], "the match before"),
        binding(.definition, .code, [.control("]"), .character("t")], "go to a definition"),
        binding(.references, .code, [.character("r")], "who uses a name: callers, ops tables"),
        binding(.openFile, .code, [.character("o")], "open a file of the tree"),
        binding(.goToLine, .code, [.character(":")], "go to a line"),
        binding(.again, .others, [.character("R")], "review again"),
        binding(.redraw, .others, [.control("l")], "draw the screen anew"),
        binding(.suspend, .others, [.control("z")], "suspend"),
        binding(.help, .others, [.character("?"), .character("H")], "these keys"),
        binding(.quit, .others, [.character("Q"), .control("c")], "quit; everything decided is kept"),
    ]

    private static let byKey: [Key: Command] = Dictionary(
        uniqueKeysWithValues: bindings.flatMap { binding in binding.keys.map { ($0, binding.command) } })

    init?(_ key: Key) {
        guard let command = Self.byKey[key] else { return nil }
        self = command
    }
}
