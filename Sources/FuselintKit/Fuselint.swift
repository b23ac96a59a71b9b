// A package with rules of its own imports this module alone: what a rule asks, and what it answers with, comes along.
@_exported import Analysis
@_exported import Findings
@_exported import Program
@_exported import Rules

import Foundation
import Parsing

/// The whole of fuselint as a program: its commands, formats and settings.
public enum Fuselint {
    /// Runs the command line that the process was given, and ends the process with the status that scripts rely on.
    ///
    ///     import FuselintKit
    ///     Fuselint.main(adding: documentedRules)
    ///
    /// - Parameter rules: run after the built-in rules and like them: configuration, suppressions, `explain` and all formats know
    ///   them. The plugin `DocumentRules` makes the list `documentedRules` from the rules' doc comments. An id that a rule has
    ///   already ends the process with status 2.
    public static func main(adding rules: [DocumentedRule] = []) -> Never {
        if CommandLine.arguments.dropFirst().elementsEqual([ParsingWorker.argument]) { ParsingWorker.serve() }
        ParsingWorkers.start()
        StandardStreams.occupyClosed()
        do { try RuleRegistry.add(rules) } catch {
            StandardStreams.tell("fuselint: \(error)\n")
            exit(2)
        }
        FuselintCommand.main()
        exit(0)
    }
}
