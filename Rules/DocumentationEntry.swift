import Findings

/// What is written down about each rule.
public enum RuleDocumentation {
    /// The documentation of one rule, line breaks as in its source.
    public struct Entry: Sendable {
        public let rule: String
        public let why: String
        public let instead: String
        public let knownLimits: String
        public let said: String

        public init(rule: String, why: String, instead: String, knownLimits: String, said: String) {
            self.rule = rule
            self.why = why
            self.instead = instead
            self.knownLimits = knownLimits
            self.said = said
        }
    }

    /// The documentation of the rule with that id; nil where there is no such rule.
    public static func entry(of id: String) -> Entry? {
        builtIn[id] ?? RuleRegistry.added.first { $0.type.id == id }?.documentation
    }

    /// What reports show of the rule with that id; nil where there is no such rule.
    public static func facts(of id: String) -> RuleFacts? {
        guard let entry = entry(of: id) else { return nil }
        let obligation = entry.rule.split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
        return RuleFacts(id: id, summary: obligation.joined(separator: " "), why: entry.why, said: entry.said)
    }
}
