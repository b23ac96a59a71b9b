import Foundation
import SourceTree
import Testing

@Suite struct SnapshotTests {
    /// A tree with `fs/a.c`, a link inside and a link that leads out.
    private func makeTree() throws -> Snapshot {
        let files = FileManager.default
        let root = files.temporaryDirectory.appendingPathComponent("snapshot-\(UUID().uuidString)").path
        try files.createDirectory(atPath: root + "/fs", withIntermediateDirectories: true)
        try Data("int a;\n".utf8).write(to: URL(fileURLWithPath: root + "/fs/a.c"))
        try files.createSymbolicLink(atPath: root + "/inside.c", withDestinationPath: "fs/a.c")
        try files.createSymbolicLink(atPath: root + "/outside", withDestinationPath: "/etc")
        return try Snapshot(directory: root)
    }

    @Test func overridesHideTheDisk() throws {
        var tree = try makeTree()
        let path = try TreePath("fs/a.c")
        #expect(try tree.text(of: path) == "int a;\n")
        tree.replace(path, with: Array("int b;\n".utf8))
        #expect(try tree.text(of: path) == "int b;\n")
        tree.delete(path)
        #expect(try tree.contents(of: path) == nil)
        #expect(try tree.files(in: TreePath("fs")).isEmpty)
        #expect(try String(contentsOfFile: tree.root + "/fs/a.c", encoding: .utf8) == "int a;\n")
    }

    @Test func addedFilesAreListed() throws {
        var tree = try makeTree()
        tree.replace(try TreePath("fs/b.c"), with: [])
        #expect(try tree.files(in: TreePath("fs")).map(\.name) == ["a.c", "b.c"])
        tree.replace(try TreePath("new/c.c"), with: [])
        #expect(try tree.exists(TreePath("new")))
    }

    @Test func refusesLinksThatLeadOut() throws {
        let tree = try makeTree()
        #expect(try tree.text(of: TreePath("inside.c")) == "int a;\n")
        #expect(throws: SnapshotError.self) { try tree.contents(of: TreePath("outside/passwd")) }
    }

    @Test func tellsWhatStandsBeforeAName() throws {
        var tree = try makeTree()
        #expect(try tree.obstacle(before: TreePath("fs/a.c")) == nil)
        #expect(try tree.obstacle(before: TreePath("fs/new/b.c")) == nil)
        #expect(try tree.obstacle(before: TreePath("inside.c")) == TreePath("inside.c"))
        #expect(try tree.obstacle(before: TreePath("outside/passwd")) == TreePath("outside"))
        #expect(try tree.obstacle(before: TreePath("fs/a.c/b.c")) == TreePath("fs/a.c"))
        tree.replace(try TreePath("fs/new"), with: [])
        #expect(try tree.obstacle(before: TreePath("fs/new/b.c")) == TreePath("fs/new"))
    }

    @Test func aDirectoryIsListedByKind() throws {
        var tree = try makeTree()
        tree.replace(try TreePath("fs/b.c"), with: [])
        #expect(try tree.files(in: .root).map(\.name) == ["inside.c"])
        #expect(try tree.directories(in: .root).map(\.name).contains("fs"))
        #expect(try tree.files(in: TreePath("fs/a.c")).isEmpty)
        #expect(try tree.files(in: TreePath("nowhere")).isEmpty)
    }

    @Test(.enabled(if: getuid() != 0, "root reads every directory"))
    func aDirectoryThatCannotBeReadIsNoEmptyOne() throws {
        let tree = try makeTree()
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: tree.root + "/fs")
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tree.root + "/fs") }
        #expect(throws: SnapshotError.self) { try tree.files(in: TreePath("fs")) }
    }
}
