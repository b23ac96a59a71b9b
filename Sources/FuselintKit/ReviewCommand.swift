import ArgumentParser
import Findings
import Foundation
import KernelTree
import Patches
import Review
import Settings
import SourceTree

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Tells what a change brings in.",
        discussion: """
            Takes mails, mboxes and patch files of one series, in any order; a git revision or range (HEAD~3..); - for \
            standard input; or nothing: the tree's uncommitted change.
            """)

    @Argument(help: ArgumentHelp("Patches or a revision range.", valueName: "patch"))
    var inputs: [String] = []

    @Flag(name: .long, help: "Also tell what a later patch of the series removes again.")
    var fixedLater = false

    @OptionGroup var treeOptions: TreeOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let directory = try treeOptions.directory(fallsBackToExample: !inputs.isEmpty)
        let snapshot = try Snapshot(directory: directory)
        // Patches need no repository, and git may refuse the one that is there (another user's, damaged).
        let needsRepository = inputs.isEmpty || inputs.contains { $0 != "-" && !FileManager.default.fileExists(atPath: $0) }
        let repository = needsRepository ? try GitRepository(containing: directory) : nil
        var files: [PatchInput] = []
        var revisions: [String] = []
        for input in inputs {
            switch try GitRepository.classify(input, in: repository) {
            case .standardInput: files.append(try .standardInput())
            case .file(let path): files.append(try .read(path))
            case .revisions(let text): revisions.append(text)
            case .unknown(let text):
                throw ValidationError("'\(text)' is neither a file nor a revision of the tree in '\(directory)'")
            }
        }
        let run = ReviewRun(treeOptions: treeOptions, snapshot: snapshot, showsFixedLater: fixedLater)
        switch (files.isEmpty, revisions.count) {
        case (false, 0): throw try output.write(run.review(PatchReader.read(files), in: directory))
        case (true, 0):
            guard let repository else {
                throw ValidationError("'\(directory)' is not in git, so there is no uncommitted change; give patches")
            }
            throw try output.write(run.reviewUncommitted(of: repository))
        case (true, 1):
            // Only a repository knows revisions.
            throw try output.write(run.review(repository!.commits(in: revisions[0]), of: repository!))
        default: throw ValidationError("give patches, or one revision range, not both or several")
        }
    }
}

extension PatchInput {
    static func standardInput() throws -> PatchInput {
        PatchInput(name: "<stdin>", bytes: try [UInt8](FileHandle.standardInput.readToEnd() ?? Data()))
    }
}
