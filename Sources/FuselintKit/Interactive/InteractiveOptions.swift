import ArgumentParser
import Foundation

/// A review in the terminal instead of an answer on standard output.
struct InteractiveOptions: ParsableArguments {
    @Flag(name: [.customShort("i"), .long], help: "Review in the terminal: see the findings in the patch, and write the reply there.")
    var interactive = false

    @Flag(name: .long, help: "With --interactive: review again whenever the patches, the files, the index or HEAD change.")
    var watch = false

    var isOn: Bool { interactive }

    func validate() throws {
        guard interactive || !watch else { throw ValidationError("--watch goes with --interactive") }
    }

    /// - Returns: the exit status.
    func run(
        review source: ReviewSource, in directory: String, _ treeOptions: TreeOptions, _ output: OutputOptions, showsFixedLater: Bool
    ) throws -> ExitCode {
        guard output.formats.isEmpty, output.output == nil else {
            throw ValidationError("--interactive writes nothing to standard output; write the reply with its key w")
        }
        try InteractiveSession.requireTerminal(inputIsRead: source.readsStandardInput, instead: "leave out --interactive")
        let job = try SeriesJob(source, in: directory, treeOptions, showsFixedLater: showsFixedLater)
        return try InteractiveSession(job, treeOptions, in: directory, color: output.color, watches: watch).run()
    }
}

extension ReviewSource {
    fileprivate var readsStandardInput: Bool {
        guard case .patches(let inputs) = self else { return false }
        return inputs.contains { $0.name == "<stdin>" }
    }
}
