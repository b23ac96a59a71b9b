import Foundation
import Testing
import Yams

/// examples/ci: what CI systems are given holds by their schemas, and uses only what there is.
@Suite struct CITemplateTests {
    private static let folder = repositoryRoot.appendingPathComponent("examples/ci")

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    private static let checker = ProcessInfo.processInfo.environment["FUSELINT_READERS"]
        .map { URL(fileURLWithPath: "\($0)/bin/check-jsonschema") }
        .flatMap { FileManager.default.isExecutableFile(atPath: $0.path) ? $0 : nil }

    @Test(
        .enabled(if: checker != nil, "FUSELINT_READERS names no directory with check-jsonschema of .ci/readers.txt"),
        arguments: [("github-workflows", "github-actions.yml"), ("gitlab-ci", "gitlab-ci.yml")])
    func theSchemaOfTheSystemHolds(schema: String, file: String) throws {
        func check(_ path: String) throws -> Fuselint.Result {
            try Fuselint.launch(#require(Self.checker), ["--builtin-schema", "vendor.\(schema)", path], in: Scratch.shared.empty)
        }
        let result = try check(Self.folder.appendingPathComponent(file).path)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        // The checker does check.
        try withTemporaryDirectory { directory in
            let broken = directory.appendingPathComponent(file)
            try Data(try Self.text(file).replacing("  script:", with: "  scripts:").replacing("runs-on:", with: "run-on:").utf8).write(to: broken)
            #expect(try check(broken.path).status == 1)
        }
    }

    // MARK: What they run

    /// The shell scripts in a template, each as the system would run it.
    private static func scripts(in name: String) throws -> [String] {
        let text = try text(name)
        if name == "Jenkinsfile" {
            return text.matches(of: /'''\n((?:.|\n)*?)'''/).map { String($0.1) } + text.matches(of: /sh '([^'\n]+)'/).map { String($0.1) }
        }
        func scripts(in node: Any?) -> [String] {
            switch node {
            case let map as [String: Any]:
                return map.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
                    switch (key, value) {
                    case ("run", let script as String): [script]
                    case ("script", let lines as [String]), ("before_script", let lines as [String]): [lines.joined(separator: "\n")]
                    default: scripts(in: value)
                    }
                }
            case let list as [Any]: return list.flatMap(scripts)
            default: return []
            }
        }
        return scripts(in: try Yams.load(yaml: text)).map { $0.replacing(/\$\{\{.*?\}\}/, with: "expression") }
    }

    private static let templates = ["github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"]

    @Test(.enabled(if: findTool("shellcheck") != nil, "shellcheck is not installed"), arguments: templates)
    func shellcheckAgrees(template: String) throws {
        let scripts = try Self.scripts(in: template)
        #expect(scripts.count >= 3, "the scripts are found: \(scripts)")
        for script in scripts {
            let result = try Fuselint.launch(
                #require(findTool("shellcheck")), ["--shell=sh", "-"], in: Scratch.shared.empty, input: "set -e\n" + script + "\n")
            #expect(result.status == 0, "\(script)\n\(result.output)")
        }
    }

    @Test(.enabled(if: findTool("shellcheck") != nil, "shellcheck is not installed")) func theInstallerIsSound() throws {
        let path = Self.folder.appendingPathComponent("install-fuselint").path
        let result = try Fuselint.launch(#require(findTool("shellcheck")), [path], in: Scratch.shared.empty)
        #expect(result.status == 0, "\(result.output)")
        #expect(FileManager.default.isExecutableFile(atPath: path))
    }

    /// Each command with its options is one that this program has.
    @Test(arguments: templates) func onlyCommandsThatExistAreUsed(template: String) throws {
        let commands = try Self.scripts(in: template).flatMap { script in
            script.split(separator: "\n").compactMap { try? /(?:^|\s)fuselint ([a-z].*)/.firstMatch(in: $0).map { String($0.1) } }
        }
        #expect(commands.count >= 2)
        for command in commands { try Commands.expectExists(command) }
    }

    @Test(.enabled(if: Commands.formats.contains("sarif"), "this build has no other formats than terminal and json"), arguments: templates)
    func onlyFormatsThatExistAreUsed(template: String) throws {
        let used = try Self.text(template).matches(of: /--format[ =]([a-z0-9-]+)/).map { String($0.1) }
        #expect(!used.isEmpty && Set(used).subtracting(Commands.formats) == [])
    }
}

/// What the program says of its own commands.
enum Commands {
    /// What `--format` takes.
    static let formats: [String] = {
        let help = (try? Fuselint.run(["check", "--help"]).output) ?? ""
        let text = help.components(separatedBy: "--format <").last?.components(separatedBy: "--output").first ?? ""
        let names: Set = ["terminal", "json", "terse", "gcc", "sarif", "github", "gitlab", "rdjsonl", "b4-check", "html", "mail"]
        return names.intersection(text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)).sorted()
    }()

    /// Checks that a command line's command and long options are there.
    static func expectExists(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let words = line.split(separator: " ").map(String.init)
        let help = try Fuselint.run([words[0], "--help"])
        #expect(help.status == 0 && help.output.contains("USAGE: fuselint \(words[0])"), "\(line)", sourceLocation: sourceLocation)
        for option in words where option.hasPrefix("--") {
            let name = option.prefix { $0 != "=" }
            #expect(help.output.split { !$0.isLetter && $0 != "-" }.contains(name), "\(line): \(option)", sourceLocation: sourceLocation)
        }
    }
}
