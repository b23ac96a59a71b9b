import Foundation
import RuleDocs

// generate-rule-docs [ROOT]: brings the generated rule documentation of the checkout at ROOT (default: the current
// directory) up to date.

let root = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? FileManager.default.currentDirectoryPath)
do {
    let generated = try GeneratedFiles(root: root)
    let written = try generated.write(to: root)
    for path in written { print("wrote \(path)") }
    if written.isEmpty { print("rule documentation is up to date (rules: \(generated.docs.count))") }
} catch let problems as RuleDocProblems {
    FileHandle.standardError.write(Data("\(problems)\n".utf8))
    exit(1)
} catch {
    FileHandle.standardError.write(Data("generate-rule-docs: error: \(error.localizedDescription)\n".utf8))
    exit(1)
}
