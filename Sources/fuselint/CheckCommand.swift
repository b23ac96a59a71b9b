import ArgumentParser
import Review
import SourceTree

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Looks for what is wrong in the tree as it is now.")

    @Argument(help: "Files or directories of the tree; default: fs/fuse.")
    var paths: [String] = []

    @OptionGroup var treeOptions: TreeOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try output.requireNoPatch() }

    func run() throws {
        let snapshot = try Snapshot(directory: treeOptions.directory(fallsBackToExample: false))
        let tree = try treeOptions.open(snapshot)
        let wanted = try (paths.isEmpty ? ["fs/fuse"] : paths).map { try TreePath($0) }
        throw try output.write(TreeCheck(tree).check(wanted))
    }
}
