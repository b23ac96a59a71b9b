/// What a mutant does to a function.
enum MutationKind: String, CaseIterable {
    case dropFree = "drop-free"
    case dropPut = "drop-put"
    case dropUnlock = "drop-unlock"
    case dropRevert = "drop-revert"
    case duplicateRelease = "duplicate-release"
    case returnBetween = "return-between"
    case useAfterRelease = "use-after-release"
    case dropPointerCheck = "drop-pointer-check"
    case dropErrorGoto = "drop-error-goto"
    case invertCondition = "invert-condition"

    /// Whether the edit breaks what is held, rather than what is checked.
    var isAboutResources: Bool {
        switch self {
        case .dropPointerCheck, .dropErrorGoto, .invertCondition: false
        default: true
        }
    }
}

/// One edit of one function.
struct Mutant {
    var kind: MutationKind
    /// Tree-relative.
    var file: String
    var function: String
    /// The first line of the edit, counted from 1, and what stood there and stands there now.
    var line: Int
    var old: [String]
    var new: [String]

    /// The statement that was edited, for the list of equivalent mutants.
    var statement: String { old.map(\.stripped).joined(separator: " ") }

    /// The file's lines with the edit made.
    func apply(to lines: [String]) -> [String] {
        var lines = lines
        lines.replaceSubrange((line - 1)..<(line - 1 + old.count), with: new)
        return lines
    }
}

extension String {
    /// Without white space at its ends.
    var stripped: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
