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
            standard input; or nothing: the tree's uncommitted change. Nothing is written to the tree.

              fuselint review 0001-my.patch --tree ~/linux
              git format-patch --stdout HEAD~3.. | fuselint review -

            A patch that does not apply to the tree is refused, with the line that comes nearest. One that is quoted in a mail or \
            cut short is reviewed in the functions that it adds whole.

            Exit status: 0 nothing to report, 1 findings, 2 the job could not be done.
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
        throw try output.write(
            ProgressLine.shown { observer in
                let run = ReviewRun(
                    treeOptions: treeOptions, snapshot: snapshot, showsFixedLater: fixedLater, observer: observer)
                return try review(files, revisions, run, repository: repository, directory: directory)
            })
    }

    private func review(
        _ files: [PatchInput], _ revisions: [String], _ run: ReviewRun, repository: GitRepository?, directory: String
    ) throws -> Report {
        switch (files.isEmpty, revisions.count) {
        case (false, 0): return try run.review(PatchReader.read(files), in: directory)
        case (true, 0):
            guard let repository else {
                throw ValidationError("'\(directory)' is not in git, so there is no uncommitted change; give patches")
            }
            return try run.reviewUncommitted(of: repository)
        case (true, 1):
            // Only a repository knows revisions.
            return try run.review(repository!.commits(in: revisions[0]), of: repository!)
        default: throw ValidationError("give patches, or one revision range, not both or several")
        }
    }
}

extension PatchInput {
    static func standardInput() throws -> PatchInput {
        PatchInput(name: "<stdin>", bytes: try [UInt8](FileHandle.standardInput.readToEnd() ?? Data()))
    }
}
