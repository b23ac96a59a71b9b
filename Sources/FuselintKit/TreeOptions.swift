import ArgumentParser
import ExampleTree
import Foundation
import KernelTree
import Parsing
import Settings
import SourceTree

/// Which tree, and how it is configured.
struct TreeOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The kernel tree; default: the one that holds the current folder.", valueName: "dir"))
    var tree: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Set a symbol of the kernel's configuration, for example CONFIG_FUSE_DAX=n; or the file to read in place of .fuselint.yml.",
            valueName: "CONFIG_X=value|file"))
    var config: [String] = []

    @Flag(name: .long, help: "Read neither .fuselint.yml nor .fuselint-suppressions.yml.")
    var noConfig = false

    @Option(name: .long, help: ArgumentHelp("How long the parser may take for one file.", valueName: "seconds"))
    var fileTimeout = ParsingLimits().seconds

    @Option(name: .long, help: ArgumentHelp("How much memory the parser may take for one file.", valueName: "MB"))
    var fileMemory = ParsingLimits().memory

    func validate() throws {
        guard 1...86_400 ~= fileTimeout else { throw ValidationError("--file-timeout \(fileTimeout): give 1 to 86400 seconds") }
        guard 64...(1 << 20) ~= fileMemory else { throw ValidationError("--file-memory \(fileMemory): give 64 to 1048576 MB") }
        ParsingWorkers.start(ParsingLimits(seconds: fileTimeout, memory: fileMemory))
    }

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

    /// Whether no tree is named and none holds the current folder.
    var hasNoTree: Bool { tree == nil && (try? KernelTree.search(upwardFrom: FileManager.default.currentDirectoryPath)) == nil }

    /// What is set for a run on the tree.
    ///
    /// - Throws: `SettingsError` for what is wrong with a file, `ConfigOverrideError`.
    func settings(_ files: SettingsFiles) throws -> ReviewSettings {
        let named = config.filter { !Self.isSymbol($0) }
        guard named.count < 2 else { throw ValidationError("--config names two files, '\(named[0])' and '\(named[1])'; give one") }
        guard named.isEmpty || !noConfig else { throw ValidationError("give --config \(named[0]) or --no-config, not both") }
        let commandLine = ReviewSettings.CommandLine(
            configuration: named.first, ignoresFiles: noConfig,
            overrides: try config.filter(Self.isSymbol).map { try ConfigOverride($0) })
        return try ReviewSettings(commandLine, files: files, folder: FileManager.default.currentDirectoryPath)
    }

    /// `CONFIG_X=y` rather than the name of a file; `./a=b` is a file for sure.
    private static func isSymbol(_ text: String) -> Bool {
        text.firstIndex(of: "=").map { !text[..<$0].contains("/") } ?? false
    }

    func open(_ snapshot: Snapshot, _ settings: ReviewSettings) throws -> KernelTree {
        try KernelTree.open(snapshot, configOverrides: settings.overrides.map(\.value))
    }

    /// The embedded example tree on disk, since a compiler wants real directories: in the user's cache, or in a
    /// temporary directory where there is none to write to.
    private func exampleDirectory() throws -> String {
        if let cache = StandInDirectory.defaultCache {
            let directory = URL(fileURLWithPath: cache).deletingLastPathComponent().path + "/example-tree"
            do {
                try TemporaryPlaces.whole { try ExampleTree.write(to: directory) }
                return directory
            } catch {
                // A cache that cannot be written is no reason to fail.
            }
        }
        atexit { TemporaryPlaces.remove(temporaryTree) }
        return try TemporaryPlaces.hold {
            try ExampleTree.write(to: temporaryTree)
            return temporaryTree
        }
    }
}

/// Where the example tree goes for the time of this process when there is no cache.
private let temporaryTree = FileManager.default.temporaryDirectory.path + "/fuselint-\(UUID().uuidString)"
