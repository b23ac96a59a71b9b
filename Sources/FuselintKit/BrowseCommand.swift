import ArgumentParser
import Foundation
import Reports

struct BrowseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "browse", abstract: "Shows in the terminal what is wrong in the tree as it is now.",
        discussion: """
            What `check` finds, file by file in the source, with the way that leads to each. Its key ? shows the keys; what is \
            dismissed there with a reason goes to the file of suppressions. `review --interactive` is the same for patches.

              fuselint browse fs/fuse

            Exit status: 0 it was shown, 2 the job could not be done.
            """)

    @Argument(help: ArgumentHelp("Files or directories of the tree; default: the paths of .fuselint.yml, or fs/fuse.", valueName: "path"))
    var paths: [String] = []

    @Flag(name: .long, help: "Check again whenever the files change.")
    var watch = false

    @Option(name: .long, help: "Colours on the terminal; NO_COLOR is honoured.")
    var color: ColorMode = .auto

    @OptionGroup var treeOptions: TreeOptions

    func run() throws {
        try InteractiveSession.requireTerminal(inputIsRead: false, instead: "use `fuselint check`")
        let directory = try treeOptions.directory(fallsBackToExample: false)
        let job = TreeJob(paths, in: directory, treeOptions)
        throw try InteractiveSession(job, treeOptions, in: directory, color: color, watches: watch).run()
    }
}
