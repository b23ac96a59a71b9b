/// The parts of a rule's documentation, in the order in which they must stand in its doc comment.
public enum RuleDocPart: String, CaseIterable, Sendable {
    /// The obligation: the first paragraph states it in a sentence.
    case rule = "Rule"
    /// Why the obligation exists.
    case why = "Why"
    /// What to write in place of the fault.
    case instead = "Instead"
    /// What the rule misses, and where it may be wrong.
    case knownLimits = "Known limits"
    /// Where the obligation is written down: commit, thread or kernel document, in our own words.
    case said = "Said"

    /// The heading as it stands in a doc comment.
    public var heading: String { "**\(rawValue)**" }
}

/// A rule's documentation as read from the doc comment above its type.
public struct RuleDoc: Equatable, Sendable {
    /// The rule's id, kebab-case.
    public var id: String
    /// The name of its Swift type.
    public var typeName: String
    /// The source file, relative to the repository's root.
    public var file: String
    /// The line of the type's declaration, from 1.
    public var line: Int
    /// The text under each heading, line breaks as written, no blank lines at either end; every part is there.
    public var parts: [RuleDocPart: String]

    public init(id: String, typeName: String, file: String, line: Int, parts: [RuleDocPart: String]) {
        self.id = id
        self.typeName = typeName
        self.file = file
        self.line = line
        self.parts = parts
    }

    public subscript(part: RuleDocPart) -> String { parts[part, default: ""] }

    /// The obligation on one line: the first paragraph of the rule.
    public var summary: String {
        self[.rule].split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }.joined(separator: " ")
    }
}

/// A fault in the documentation of a rule.
public struct RuleDocProblem: Equatable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var message: String

    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    /// As compilers write it, so that editors find the place.
    public var description: String { "\(file):\(line): error: \(message)" }
}

/// All faults that were found, in the order of files and lines.
public struct RuleDocProblems: Error, Equatable, CustomStringConvertible {
    public var problems: [RuleDocProblem]

    public init(_ problems: [RuleDocProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
