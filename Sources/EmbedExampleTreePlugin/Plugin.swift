import Foundation
import PackagePlugin

/// Turns examples/tree into Swift source while the package is built, so that the tree has no second copy
/// in the repository that could go stale, and the program needs no files beside it.
@main
struct EmbedExampleTreePlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let tree = context.package.directoryURL.appending(path: "examples/tree")
        let tool = try context.tool(named: "embed-example-tree").url
        let output = context.pluginWorkDirectoryURL.appending(path: "ExampleTreeFiles.swift")
        let paths = try files(below: tree)
        guard !paths.isEmpty else { throw NoExampleTree(path: tree.path) }
        return [
            .buildCommand(
                displayName: "Embedding examples/tree", executable: tool, arguments: [tree.path, output.path] + paths,
                inputFiles: paths.map { tree.appending(path: $0) }, outputFiles: [output])
        ]
    }

    /// The files below `tree` as paths from there, sorted; hidden ones (an editor's swap file) are no part of it.
    private func files(below tree: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: tree.path).sorted().filter { path in
            !path.split(separator: "/").contains { $0.hasPrefix(".") } && isFile(tree.appending(path: path))
        }
    }

    private func isFile(_ url: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
}

struct NoExampleTree: Error, CustomStringConvertible {
    var path: String
    var description: String { "no files under \(path): the example tree is part of the program; check it out again" }
}
