import SourceTree

/// A compile_commands.json of the tree.
struct CompileCommands: Sendable {
    let path: String
    static func load(from snapshot: Snapshot) throws -> CompileCommands? { nil }
    func flags(for file: TreePath, in snapshot: Snapshot) -> [String]? { nil }
}
