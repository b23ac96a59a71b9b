import ArgumentParser
import Reports
import Rules

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rules", abstract: "Lists the rules: the id of each, and what it demands.")

    func run() {
        let width = RuleRegistry.all.map { $0.id.count }.max() ?? 0
        for rule in RuleRegistry.all {
            let padding = String(repeating: " ", count: width - rule.id.count)
            print("\(rule.id)\(padding)  \(RuleDocumentation.facts(of: rule.id)?.summary ?? "")")
        }
    }
}

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tells what a rule demands, why, and what to write instead.")

    @Argument(help: "The rule's id, as findings and `fuselint rules` show it.")
    var rule: String

    func run() throws {
        guard let entry = RuleDocumentation.byID[rule] else {
            throw ValidationError("there is no rule '\(rule)'; `fuselint rules` lists them")
        }
        print(rule)
        for (heading, text) in [
            ("Rule", entry.rule), ("Why", entry.why), ("Instead", entry.instead), ("Known limits", entry.knownLimits),
            ("Said", entry.said),
        ] {
            print("\n\(heading)")
            for paragraph in text.split(separator: "\n\n") {
                print(TextWrapping().lines("  ", String(paragraph)).joined(separator: "\n"))
            }
        }
    }
}
