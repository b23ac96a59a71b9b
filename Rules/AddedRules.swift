import Synchronization

/// A rule from outside of this package, and what its doc comment says.
public struct DocumentedRule: Sendable {
    public var type: any Rule.Type
    public var documentation: RuleDocumentation.Entry

    public init(_ type: any Rule.Type, _ documentation: RuleDocumentation.Entry) {
        self.type = type
        self.documentation = documentation
    }
}

extension RuleRegistry {
    /// What `add` was given, in that order.
    public static var added: [DocumentedRule] { additions.withLock { $0 } }

    /// Adds rules behind the built-in ones, for the whole process; a program does so before anything else.
    ///
    /// - Throws: `RuleClash`, and nothing is added, where two rules have one id.
    public static func add(_ rules: [DocumentedRule]) throws(RuleClash) {
        var known: [String: any Rule.Type] = [:]
        for rule in all { known[rule.id] = rule }
        for rule in rules.map(\.type) {
            if let other = known.updateValue(rule, forKey: rule.id) { throw RuleClash(id: rule.id, types: "\(other) and \(rule)") }
        }
        additions.withLock { $0 += rules }
    }

    private static let additions = Mutex<[DocumentedRule]>([])
}

/// Two rules with one id.
public struct RuleClash: Error, CustomStringConvertible {
    public var id: String
    var types: String

    public var description: String { "two rules have the id '\(id)', \(types); give one another id" }
}
