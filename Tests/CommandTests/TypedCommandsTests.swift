import Foundation
import Testing

/// What the documentation has people type is there, and does what is said.
@Suite struct TypedCommandsTests {
    private static let docs = repositoryRoot.appendingPathComponent("docs")

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: docs.appendingPathComponent(name), encoding: .utf8)
    }

    /// The tutorial's commands, run from the top of the repository as its reader does.
    @Test func theTutorialRuns() throws {
        let commands = try Self.text("tutorial.md").split(separator: "\n").compactMap { $0.hasPrefix("$ ") ? String($0.dropFirst(2)) : nil }
        #expect(commands.count >= 10)
        let path = URL(fileURLWithPath: Fuselint.path).deletingLastPathComponent().path + ":" + (Scratch.shared.environment["PATH"] ?? "")
        for command in commands {
            let result = try Fuselint.launch(
                #require(findTool("sh")), ["-c", command], in: repositoryRoot, environment: ["PATH": path])
            #expect(result.status <= 1 && result.errors == "" && !result.output.isEmpty, "\(command): \(result.errors)")
        }
        let first = try Fuselint.run(["review", ExampleTests.faulty]).output
        #expect(first.contains("3 findings introduced"), "as the tutorial says")
    }

    @Test(arguments: ["ci.md", "configuration.md", "how-it-works.md", "../README.md"])
    func commandsOfThePageExist(page: String) throws {
        let commands = try Self.text(page).split(separator: "\n").compactMap { line in
            try /^ {4}fuselint ([a-z-]+(?: {1,2}\S+)*)/.firstMatch(in: line).map { String($0.1) }
        }
        #expect(!commands.isEmpty)
        for command in commands { try Commands.expectExists(command) }
    }

    /// `fuselint help` and the names of all commands that it lists.
    private func commands() throws -> [String] {
        let help = try Fuselint.run(["--help"]).output
        let list = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
        return list.split(separator: "\n").compactMap { try? /^ {2}([a-z-]+)\s/.firstMatch(in: $0).map { String($0.1) } }
    }

    private func options(in text: String) -> Set<String> {
        Set(text.matches(of: /--[a-z][a-z-]+[a-z]/).map { String($0.0) })
    }

    @Test func theManualHasEveryCommandAndOptionAndNoOther() throws {
        let manual = try Self.text("fuselint.1").replacing("\\-", with: "-")
        let commands = try commands()
        #expect(Set(commands).isSuperset(of: ["review", "check", "merge", "doctor"]))
        var known: Set<String> = ["--generate-completion-script"]
        for command in commands {
            #expect(manual.contains(try Regex("(?m)^\\.BR? \(command)( |$)")), "\(command)")
            known.formUnion(options(in: try Fuselint.run([command, "--help"]).output.components(separatedBy: "OPTIONS:").last ?? ""))
        }
        let told = options(in: manual)
        #expect(known.subtracting(told) == [], "not in docs/fuselint.1")
        #expect(told.subtracting(known) == [], "in docs/fuselint.1 only")
    }

    @Test(.enabled(if: findTool("groff") != nil, "groff is not installed")) func theManualIsSoundRoff() throws {
        let page = Self.docs.appendingPathComponent("fuselint.1").path
        let result = try Fuselint.launch(#require(findTool("groff")), ["-man", "-ww", "-Tascii", "-z", page], in: Scratch.shared.empty)
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
    }

    @Test(arguments: [("bash", "complete"), ("zsh", "#compdef fuselint"), ("fish", "complete -c")])
    func completionsAreThere(shell: String, mark: String) throws {
        let result = try Fuselint.run(["--generate-completion-script", shell])
        #expect(result.status == 0 && result.output.contains(mark) && result.output.contains("merge"))
        guard shell == "bash", let bash = findTool("bash") else { return }
        let read = try Fuselint.launch(bash, ["-n"], in: Scratch.shared.empty, input: result.output)
        #expect(read.status == 0, "\(read.errors)")
    }

    /// A new user is told by each command how it ends or what it shows.
    @Test func helpAnswers() throws {
        for command in ["review", "check", "browse", "merge", "baseline", "suppress", "doctor"] {
            #expect(try Fuselint.run([command, "--help"]).output.contains("Exit status: 0"), "\(command)")
        }
        #expect(try Fuselint.run(["--help"]).output.contains("fuselint review 0001-my.patch"))
    }
}
