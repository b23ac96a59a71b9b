import ArgumentParser
import Foundation
import Reports
import Review

/// The command line: each command reads its arguments, asks the library, and prints.
struct FuselintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuselint",
        abstract: "Reviews Linux filesystem patches as a maintainer would.",
        discussion: """
            Run it in a kernel tree, or name one with --tree. The tree needs neither a configuration nor a build.

              fuselint review 0001-my.patch     what does this patch bring in?
              fuselint review HEAD~3..          and these commits?
              fuselint check fs/fuse            what is in the tree now?
              fuselint explain mmap-timestamps  why is that wrong, and what to write instead?

            Exit status: 0 nothing to report, 1 findings, 2 the job could not be done; then standard error says in one line why, \
            and what to do.
            """,
        version: "fuselint \(Version.current)",
        subcommands: [
            ReviewCommand.self, CheckCommand.self, BrowseCommand.self, MergeCommand.self, BaselineCommand.self, SuppressCommand.self,
            ConfigCommand.self, KbuildCommand.self, InstallHookCommand.self, RulesCommand.self, ExplainCommand.self, DoctorCommand.self,
            CacheCommand.self,
        ])

    /// Runs a command with the exit statuses that scripts rely on.
    static func main() {
        Termination.handle()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitCode {
            Foundation.exit(status.rawValue)
        } catch {
            let code = exitCode(for: error)
            if code == .success { exit(withError: error) }
            let hint = code == .validationFailure ? "; see `fuselint help`" : ""
            StandardStreams.tell("fuselint: \(oneLine(error).printable)\(hint)\n")
            Foundation.exit(2)
        }
    }

    /// What went wrong in one line, whatever it is: scripts log it.
    static func oneLine(_ error: any Error) -> String {
        message(for: error).split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
    }
}
