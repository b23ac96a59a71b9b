import ArgumentParser
import ExampleTree
import Foundation
import KernelTree
import SourceTree

/// Which tree, and how it is configured.
struct TreeOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The kernel tree; default: the one that holds the current folder.", valueName: "dir"))
    var tree: String?

    @Option(name: .long, help: ArgumentHelp("Set a configuration symbol, for example CONFIG_FUSE_DAX=n.", valueName: "CONFIG_X=value"))
    var config: [String] = []

    /// The directory of the tree.
    ///
    /// - Parameter fallsBackToExample: where no kernel is at hand, the example tree that the program carries will do.
    /// - Throws: `KernelTreeError` where there is no tree.
    func directory(fallsBackToExample: Bool) throws -> String {
        if let tree { return tree }
        do {
            return try KernelTree.search(upwardFrom: FileManager.default.currentDirectoryPath)
        } catch {
            guard fallsBackToExample else { throw error }
            return try exampleDirectory()
        }
    }

    func open(_ snapshot: Snapshot) throws -> KernelTree {
        try KernelTree.open(snapshot, configOverrides: config.map { try ConfigOverride($0) })
    }

    /// The embedded example tree on disk, since a compiler wants real directories: in the user's cache, or in a
    /// temporary directory where there is none to write to.
    private func exampleDirectory() throws -> String {
        if let cache = StandInDirectory.defaultCache {
            let directory = cache + "/../example-tree"
            do {
                try ExampleTree.write(to: directory)
                return directory
            } catch {
                // A cache that cannot be written is no reason to fail.
            }
        }
        atexit { try? FileManager.default.removeItem(atPath: temporaryTree) }  // Left over in the temporary directory at worst.
        try ExampleTree.write(to: temporaryTree)
        return temporaryTree
    }
}

/// Where the example tree goes for the time of this process when there is no cache.
private let temporaryTree = FileManager.default.temporaryDirectory.path + "/fuselint-\(UUID().uuidString)"
