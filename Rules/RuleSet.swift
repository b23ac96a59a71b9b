import Analysis
import Findings

/// The rules that a run asks, how bad their findings are, and what they know of functions.
public struct RuleSet: Sendable {
    /// In the order in which they run.
    public var rules: [any Rule.Type]
    /// Severities that take the place of the rules' own, by the rule's id.
    public var severities: [String: Severity]
    /// The ids of rules that run in every directory, also where their findings have not been judged.
    public var everywhere: Set<String> = []
    public var facts: KernelFacts

    public init(
        _ rules: [any Rule.Type] = RuleRegistry.byDefault, severities: [String: Severity] = [:], facts: KernelFacts = KernelTables.all
    ) {
        self.rules = rules
        self.severities = severities
        self.facts = facts
    }

    /// The rules that are run in a directory, and why others are not.
    public func rules(in directory: String) -> (run: [any Rule.Type], leftOut: String?) {
        RuleRegistry.rules(rules, in: directory, everywhere: everywhere)
    }

    /// The ids of the rules that are run in a directory.
    public func ids(in directory: String) -> Set<String> { Set(rules(in: directory).run.map { $0.id }) }
}
