/// Who is answerable for a finding.
public enum FindingState: String, Codable, Sendable {
    /// The change under review brought it in; `check` reports all of its findings as `existing`.
    case introduced
    case existing
    /// Brought in by one commit of the series and removed by a later one.
    case fixedLater = "fixed-later"
}

/// A finding with its place in the history under review.
public struct ReportedFinding: Hashable, Sendable {
    public var finding: Finding
    public var state: FindingState
    /// Subject or id of the patch that brought it in, where there is one.
    public var commit: String?
    /// Rule, file (renames followed), function, normalised statement and occurrence index, hashed; never the line.
    public var fingerprint: String

    public init(_ finding: Finding, state: FindingState, commit: String? = nil, fingerprint: String) {
        self.finding = finding
        self.state = state
        self.commit = commit
        self.fingerprint = fingerprint
    }
}

/// A finding that somebody has let pass, with the reason.
public struct SuppressedFinding: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// By a comment in the code.
        case inSource
        /// By an entry of a file beside it.
        case external
    }

    public var reported: ReportedFinding
    public var kind: Kind
    /// The reason as it was given; never blank.
    public var justification: String
    /// The file that holds the comment or the entry, as the user knows it.
    public var file: String
    /// Where the comment or the entry begins, counted from 1.
    public var line: Int
    public var author: String?
    /// `YYYY-MM-DD`
    public var date: String?

    public init(
        _ reported: ReportedFinding, kind: Kind, justification: String, file: String, line: Int, author: String? = nil,
        date: String? = nil
    ) {
        self.reported = reported
        self.kind = kind
        self.justification = justification
        self.file = file
        self.line = line
        self.author = author
        self.date = date
    }
}

/// What reports show of a rule.
public struct RuleFacts: Hashable, Sendable {
    public var id: String
    /// The obligation, one sentence.
    public var summary: String
    /// Why the obligation exists, in a sentence or two.
    public var why: String
    /// Where the rule is written down: kernel document, commit or mail.
    public var said: String

    public init(id: String, summary: String, why: String, said: String) {
        self.id = id
        self.summary = summary
        self.why = why
        self.said = said
    }
}

/// Everything that one run has to tell, ready for any output format.
public struct Report: Sendable {
    /// The tool's version, for example `0.1.0`.
    public var toolVersion: String
    /// Sorted by position, then rule; hidden states already left out.
    public var findings: [ReportedFinding]
    /// Findings of the base that the change removes.
    public var resolved: [ReportedFinding]
    /// Findings that were let pass: neither listed nor counted, and none of `findings`. Sorted as those.
    public var suppressed: [SuppressedFinding]
    public var incomplete: [Incomplete]
    /// Remarks on the review as a whole, such as "reviewed detached: the patch does not apply to this tree".
    public var remarks: [String]
    /// What is good to know although nothing was left out for it, for people only.
    public var asides: [String] = []
    /// The facts of each rule that has a finding, suppressed or not, by id.
    public var rules: [String: RuleFacts]
    /// The text of the source lines that findings and their steps stand on, without line ends.
    public var sourceLines: [Line: String]
    /// The patches that brought findings in, in the order of their series, for answers in their own words.
    public var patches: [ReviewedPatch]
    /// What the shards of a check are joined by; nil for a report of its own.
    public var shard: Shard?

    /// One line of one file.
    public struct Line: Hashable, Sendable {
        public var file: String
        public var line: Int

        public init(file: String, line: Int) {
            self.file = file
            self.line = line
        }
    }

    public init(
        toolVersion: String, findings: [ReportedFinding] = [], resolved: [ReportedFinding] = [],
        suppressed: [SuppressedFinding] = [], incomplete: [Incomplete] = [], remarks: [String] = [], rules: [String: RuleFacts] = [:],
        sourceLines: [Line: String] = [:], patches: [ReviewedPatch] = []
    ) {
        self.toolVersion = toolVersion
        self.findings = findings
        self.resolved = resolved
        self.suppressed = suppressed
        self.incomplete = incomplete
        self.remarks = remarks
        self.rules = rules
        self.sourceLines = sourceLines
        self.patches = patches
    }
}
