import ArgumentParser
import Findings
import Foundation
import Reports
import SourceTree

extension ReportFormat: ExpressibleByArgument {}
extension ColorMode: ExpressibleByArgument {}

/// How and where the answer goes.
struct OutputOptions: ParsableArguments {
    @Option(name: .long, help: "The form of the answer.")
    var format: ReportFormat = .terminal

    @Option(name: .long, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(name: .long, help: "Colours on the terminal; NO_COLOR is honoured.")
    var color: ColorMode = .auto

    /// Writes the report, and gives the exit status that goes with it.
    func write(_ report: Report) throws -> ExitCode {
        let isTerminal = output == nil && isatty(STDOUT_FILENO) == 1
        let isColored = color.isOn(isTerminal: isTerminal, environment: ProcessInfo.processInfo.environment)
        let text = format.text(of: report, color: isColored)
        if let output {
            // Written aside and renamed, so that a reader never sees half of it.
            try TemporaryPlaces.whole { try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic) }
        } else {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        }
        return report.findings.isEmpty ? .success : ExitCode(1)
    }
}
