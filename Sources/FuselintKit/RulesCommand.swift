import ArgumentParser
import Foundation
import Reports
import Rules
import Settings
import SourceTree

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Lists the rules: the id of each, whether it is on, and what it demands.",
        discussion: """
            With --new it begins a rule instead: a Swift file with documentation, and fixtures, in the package that holds the current \
            folder. Nothing that is there is overwritten.

              fuselint rules --new mmap-delay --type NoDelayInMmap

            Exit status: 0 done, 2 the job could not be done.
            """)

    @Option(name: .long, help: ArgumentHelp("Begin a rule with this id: what is wrong, in-kebab-case.", valueName: "id"))
    var new: String?

    @Option(name: .long, help: ArgumentHelp("The Swift type of the new rule: what it demands; default: made from the id.", valueName: "name"))
    var type: String?

    @OptionGroup var treeOptions: TreeOptions

    func run() throws {
        guard type == nil || new != nil else { throw ValidationError("--type is about a new rule; give --new ID") }
        if let new {
            let rule = try NewRule(id: new, type: type)
            let package = try RulePackage(upwardFrom: FileManager.default.currentDirectoryPath)
            for line in try package.add(rule) { print(line.printable) }
        } else {
            try list()
        }
    }

    private func list() throws {
        let snapshot = try Snapshot(directory: treeOptions.directory(fallsBackToExample: true))
        let settings = try treeOptions.settings(SettingsFiles(snapshot))
        let rules = RuleRegistry.all.map { (id: $0.id, state: settings.state(of: $0).description) }
        let widths = (rules.map(\.id.count).max() ?? 0, rules.map(\.state.count).max() ?? 0)
        for rule in rules {
            let summary = RuleDocumentation.facts(of: rule.id)?.summary ?? ""
            print("\(Self.padded(rule.id, widths.0))  \(Self.padded(rule.state, widths.1))  \(summary)")
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: width - text.count) }
}

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tells what a rule demands, why, and what to write instead.")

    @Argument(help: "The rule's id, as findings and `fuselint rules` show it.")
    var rule: String

    func run() throws {
        guard let entry = RuleDocumentation.entry(of: rule) else {
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
