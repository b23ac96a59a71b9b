import ArgumentParser
import Foundation
import Reports
import Review
import Settings
import SourceTree

extension DoctorFormat: ExpressibleByArgument {}

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Tells with what the sources are read, and how well that goes.",
        discussion: """
            Shows the tree, where the compiler's flags came from, the libclang in use, and for each file the compiler's errors, \
            the functions lowered, what could not be lowered, and the lines that the preprocessor left out, with the setting that \
            would bring them in.

            Exit status: 0 all files were parsed without errors; 2 some were not, or the job could not be done.
            """)

    @Argument(help: ArgumentHelp("Files or directories of the tree; default: fs/fuse.", valueName: "path"))
    var paths: [String] = []

    @Option(name: .long, help: ArgumentHelp("Print only the compiler's arguments for one C file, one a line.", valueName: "file"))
    var flags: String?

    @Option(name: .long, help: "The form of the answer.")
    var format: DoctorFormat = .terminal

    @Option(name: .long, help: "Colours on the terminal; NO_COLOR is honoured.")
    var color: ColorMode = .auto

    @OptionGroup var treeOptions: TreeOptions

    func run() throws {
        let directory = try treeOptions.directory(fallsBackToExample: paths.isEmpty && flags == nil)
        let snapshot = try Snapshot(directory: directory)
        let settings = try treeOptions.settings(SettingsFiles(snapshot))
        let doctor = try Doctor { try treeOptions.open(snapshot, settings) }
        if let flags {
            let arguments = try doctor.flags(for: TreePath(flags))
            try write(arguments.map { $0 + "\n" }.joined())
            return
        }
        var diagnosis = try doctor.examine((paths.isEmpty ? ["fs/fuse"] : paths).map { try TreePath($0) })
        if treeOptions.hasNoTree { diagnosis.tree.remark = "no kernel tree holds this folder: this is the example that fuselint carries" }
        let isColored = color.isOn(isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
        try write(format.text(of: diagnosis, color: isColored))
        if !diagnosis.isHealthy { throw ExitCode(2) }
    }

    private func write(_ text: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
