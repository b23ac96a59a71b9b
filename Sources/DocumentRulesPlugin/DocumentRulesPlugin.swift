import Foundation
import PackagePlugin

/// Makes the list `documentedRules` of the rules in a target, with what their doc comments say, while the target is built.
@main
struct DocumentRulesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let target = target.sourceModule else { return [] }
        let sources = target.sourceFiles(withSuffix: "swift").map(\.url).sorted { $0.path < $1.path }
        let output = context.pluginWorkDirectoryURL.appending(path: "DocumentedRules.swift")
        return [
            .buildCommand(
                displayName: "Listing the rules of \(target.name)", executable: try context.tool(named: "generate-rule-docs").url,
                arguments: ["--list", output.path] + sources.map(\.path), inputFiles: sources, outputFiles: [output])
        ]
    }
}
