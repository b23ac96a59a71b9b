import ArgumentParser
import Foundation
import Review

/// The command line: each command reads its arguments, asks the library, and prints.
@main
struct Fuselint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuselint",
        abstract: "Reviews Linux filesystem patches as a maintainer would.",
        discussion: """
            Exit status: 0 nothing to report, 1 findings, 2 the job could not be done.
            """,
        version: "fuselint \(Version.current)",
        subcommands: [
            ReviewCommand.self, CheckCommand.self, RulesCommand.self, ExplainCommand.self, DoctorCommand.self,
        ])

    /// Runs a command with the exit statuses that scripts rely on.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitCode {
            Foundation.exit(status.rawValue)
        } catch {
            let code = exitCode(for: error)
            if code == .success { exit(withError: error) }
            // A question about usage is answered in ArgumentParser's own words, everything else in one line.
            let message = fullMessage(for: error)
            FileHandle.standardError.write(Data((message.hasPrefix("Error: ") ? "fuselint: " + message.dropFirst(7) : message).utf8 + [10]))
            Foundation.exit(2)
        }
    }
}
