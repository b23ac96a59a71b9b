/// How bad a finding is.
public enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
    case note, warning, error

    public static func < (left: Severity, right: Severity) -> Bool {
        allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
}

/// A place in a file of the tree: path relative to its root, line and column counted from 1, columns in bytes.
public struct Position: Hashable, Codable, Sendable, Comparable {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public static func < (left: Position, right: Position) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// One step of the way that leads to a finding: "acquired here", "this branch taken", "reached from ->mmap".
public struct PathStep: Hashable, Codable, Sendable {
    public var position: Position
    public var message: String

    public init(_ message: String, at position: Position) {
        self.message = message
        self.position = position
    }
}

/// What a rule has to say about one program, before anyone knows who brought it in.
public struct Finding: Hashable, Codable, Sendable {
    /// The rule's id, kebab-case.
    public var rule: String
    public var severity: Severity
    public var position: Position
    /// The function that holds the position.
    public var function: String
    /// Lower case, no full stop.
    public var message: String
    /// The steps that lead there, in order.
    public var path: [PathStep]
    /// The source of the statement as written, for the fingerprint; white space is folded when it is used.
    public var statement: String

    public init(
        rule: String, severity: Severity, position: Position, function: String, message: String, path: [PathStep],
        statement: String
    ) {
        self.rule = rule
        self.severity = severity
        self.position = position
        self.function = function
        self.message = message
        self.path = path
        self.statement = statement
    }
}

/// Something that was not analysed, and why: shown to the user, never swallowed.
public struct Incomplete: Hashable, Codable, Sendable, Comparable {
    public var file: String
    public var line: Int?
    public var function: String?
    public var reason: String

    public init(file: String, line: Int? = nil, function: String? = nil, reason: String) {
        self.file = file
        self.line = line
        self.function = function
        self.reason = reason
    }

    public static func < (left: Incomplete, right: Incomplete) -> Bool {
        (left.file, left.line ?? 0, left.function ?? "", left.reason)
            < (right.file, right.line ?? 0, right.function ?? "", right.reason)
    }
}
