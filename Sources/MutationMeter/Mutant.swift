/// One edit of one function, on whole lines.
public struct Mutant: Hashable, Sendable {
    /// What the edit does.
    public var kind: MutationKind
    /// Tree-relative.
    public var file: String
    /// The name of the function that is broken.
    public var function: String
    /// The first line of the edit, counted from 1.
    public var line: Int
    /// What stood there, and what stands there now.
    public var old: [String]
    public var new: [String]

    /// An edit that puts `new` in place of `old`, from `line` on.
    public init(kind: MutationKind, file: String, function: String, line: Int, old: [String], new: [String]) {
        self.kind = kind
        self.file = file
        self.function = function
        self.line = line
        self.old = old
        self.new = new
    }

    /// The statement that was edited, for the list of equivalent mutants.
    public var statement: String { old.map(\.stripped).joined(separator: " ") }

    /// The file's lines with the edit made.
    public func apply(to lines: [String]) -> [String] {
        var lines = lines
        lines.replaceSubrange((line - 1)..<(line - 1 + old.count), with: new)
        return lines
    }

    /// Kind and place, on one line.
    public var title: String { "\(kind.rawValue) \(file):\(line) \(function)()" }

    /// The edit as a diff shows it.
    public var diff: [String] { old.map { "    -\($0)" } + new.map { "    +\($0)" } }
}
