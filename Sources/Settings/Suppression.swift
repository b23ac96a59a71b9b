import Findings

/// What a file beside the code says of a finding: which one it is, whatever line it has moved to.
public protocol FindingEntry: Sendable {
    var rule: String { get }
    /// Relative to the tree's root, as it was when the entry was written.
    var file: String { get }
    var function: String? { get }
    var fingerprint: String { get }
    /// The line of the entry itself, counted from 1.
    var line: Int { get }
}

/// A finding that somebody has looked at and lets pass, with the reason.
public struct Suppression: FindingEntry, Hashable {
    public var rule: String
    public var file: String
    public var function: String?
    public var fingerprint: String
    /// Never blank.
    public var reason: String
    public var author: String?
    /// `YYYY-MM-DD`
    public var date: String?
    public var line: Int

    public init(
        rule: String, file: String, function: String? = nil, fingerprint: String, reason: String, author: String? = nil,
        date: String? = nil, line: Int = 0
    ) {
        self.rule = rule
        self.file = file
        self.function = function
        self.fingerprint = fingerprint
        self.reason = reason
        self.author = author
        self.date = date
        self.line = line
    }
}
