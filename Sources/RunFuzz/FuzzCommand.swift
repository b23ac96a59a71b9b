import ArgumentParser
import Foundation
import Fuzzing

/// Feeds what fuselint reads with inputs that are made by damage and by chance, and tells what it trips over.
@main
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz", abstract: "Looks for inputs at which a reader crashes, hangs or breaks a promise.",
        discussion: """
            The inputs depend on the seed and their number alone. One that is found is made smaller and written to a file, for --run.

            Exit status: 0 nothing found, 1 something found, 2 the job could not be done.
            """)

    @Argument(help: "The targets; default: all but those that fail on purpose, self-test-...")
    var targets: [String] = []

    @Option(name: .long, help: "How long each target is fed.")
    var seconds = 10.0

    @Option(name: .long, help: "What the inputs depend on.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "Seconds of processor time that an input may take before it counts as a hang.")
    var limit = 10

    @Option(name: .long, help: "The number of the first input.")
    var first = 0

    @Option(name: .long, help: ArgumentHelp("The folder for inputs that are found.", valueName: "dir"))
    var output = "."

    @Option(name: .long, help: ArgumentHelp("The repository, for its examples and fixtures.", valueName: "dir"))
    var root = FileManager.default.currentDirectoryPath

    @Option(name: .customLong("run"), help: ArgumentHelp("Read this one file with the target.", valueName: "file"))
    var file: String?

    @Flag(name: .long, help: .hidden)
    var worker = false

    @Option(name: .long, help: .hidden)
    var progress = "/dev/null"

    func validate() throws {
        guard seconds > 0, seconds < 1e7, limit > 0, first >= 0 else { throw ValidationError("--seconds and --limit are above 0, --first is not below") }
        guard file == nil && !worker || targets.count == 1 else { throw ValidationError("--run goes with one target") }
    }

    func run() throws {
        let known = try FuzzTarget.all(root: root)
        let chosen = try targets.isEmpty ? known.filter { !$0.isSelfTest } : targets.map { name in
            guard let target = known.first(where: { $0.name == name }) else {
                throw ValidationError("there is no target '\(name)', only \(known.map(\.name).joined(separator: ", "))")
            }
            return target
        }
        if let file {
            Worker.read([UInt8](try Data(contentsOf: URL(fileURLWithPath: file))), with: chosen[0], limit: limit)
        }
        if worker {
            Worker(target: chosen[0], seed: seed, first: first, seconds: seconds, progress: progress, limit: limit).run()
        }
        var found = 0
        for target in chosen {
            found += try FuzzRun(target: target, seed: seed, seconds: seconds, root: root, output: output, limit: limit).run(from: first)
        }
        if found > 0 { throw ExitCode(1) }
    }
}
