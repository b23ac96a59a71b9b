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

    @OptionGroup var interactive: InteractiveOptions
    @OptionGroup var treeOptions: TreeOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let directory = try treeOptions.directory(fallsBackToExample: !inputs.isEmpty)
        let source = try ReviewSource(inputs, in: directory)
        if interactive.isOn { throw try interactive.run(review: source, in: directory, treeOptions, output, showsFixedLater: fixedLater) }
        let snapshot = try Snapshot(directory: directory)
        throw try output.write(
            ProgressLine.shown { observer in
                let run = ReviewRun(
                    treeOptions: treeOptions, snapshot: snapshot, showsFixedLater: fixedLater, observer: observer)
                switch source {
                case .patches(let files): return try run.review(PatchReader.read(files), in: directory)
                case .uncommitted(let repository): return try run.reviewUncommitted(of: repository)
                case .revisions(let text, let repository): return try run.review(repository.commits(in: text), of: repository)
                }
            })
    }
}
