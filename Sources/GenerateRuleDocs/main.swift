import Foundation
import RuleDocs

// generate-rule-docs [ROOT]             brings the generated rule documentation of the checkout at ROOT (default: the
//                                       current directory) up to date
// generate-rule-docs --list OUT FILE... writes OUT, Swift source with a list of the rules in the FILEs

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    exit(1)
}

let arguments = Array(CommandLine.arguments.dropFirst())
do {
    if arguments.first == "--list" {
        guard arguments.count >= 2 else { fail("generate-rule-docs: error: usage: generate-rule-docs --list OUT FILE...") }
        let docs = try RuleDocReader.read(arguments.dropFirst(2).map { ($0, try String(contentsOfFile: $0, encoding: .utf8)) })
        try Data(RuleDocWriter.listSource(docs).utf8).write(to: URL(fileURLWithPath: arguments[1]), options: .atomic)
    } else {
        let root = URL(fileURLWithPath: arguments.first ?? FileManager.default.currentDirectoryPath)
        let generated = try GeneratedFiles(root: root)
        let written = try generated.write(to: root)
        for path in written { print("wrote \(path)") }
        if written.isEmpty { print("rule documentation is up to date (rules: \(generated.docs.count))") }
    }
} catch let problems as RuleDocProblems {
    fail("\(problems)")
} catch {
    fail("generate-rule-docs: error: \(error.localizedDescription)")
}
