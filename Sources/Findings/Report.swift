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
    public var incomplete: [Incomplete]
    /// Remarks on the review as a whole, such as "reviewed detached: the patch does not apply to this tree".
    public var remarks: [String]
    /// What is good to know although nothing was left out for it, for people only.
    public var asides: [String] = []
    /// The facts of each rule that has a finding, by id.
    public var rules: [String: RuleFacts]
    /// The text of the source lines that findings and their steps stand on, without line ends.
    public var sourceLines: [Line: String]
    /// The patches that brought findings in, in the order of their series, for answers in their own words.
    public var patches: [ReviewedPatch]

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
        incomplete: [Incomplete] = [], remarks: [String] = [], rules: [String: RuleFacts] = [:],
        sourceLines: [Line: String] = [:], patches: [ReviewedPatch] = []
    ) {
        self.toolVersion = toolVersion
        self.findings = findings
        self.resolved = resolved
        self.incomplete = incomplete
        self.remarks = remarks
        self.rules = rules
        self.sourceLines = sourceLines
        self.patches = patches
    }
}
