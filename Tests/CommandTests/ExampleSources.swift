import ExampleTree
import Foundation
import Testing

/// The example tree on disk, changed as a test needs it.
struct TreeOnDisk {
    let root: URL

    init(at root: URL) throws {
        self.root = root
        try ExampleTree.write(to: root.path)
    }

    func read(_ path: String) throws -> String { try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8) }

    func write(_ text: String, to path: String) throws {
        let file = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Replaces text that stands in the file once.
    func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try read(path)
        try #require(text.components(separatedBy: old).count == 2, "'\(old)' is not once in \(path)")
        try write(text.replacing(old, with: new), to: path)
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String {
        let result = try Fuselint.launch(#require(findTool("git")), ["-c", "init.defaultBranch=main"] + arguments, in: root)
        try #require(result.status == 0, "git \(arguments): \(result.errors)")
        return result.output
    }

    /// Puts the tree under git with one commit.
    func initialise() throws {
        try git("init", "--quiet")
        try commit("fuse: the example tree")
    }

    /// Commits everything that is there.
    func commit(_ subject: String) throws {
        try git("add", "--all")
        try git("commit", "--quiet", "--message", subject)
    }

    func review(_ arguments: String..., input: String? = nil) throws -> Fuselint.Result {
        try Fuselint.run(["review"] + arguments + ["--tree", root.path, "--format", "json"], input: input)
    }
}

/// The example tree in a temporary directory of its own.
func withTree<Result>(git: Bool = false, _ body: (TreeOnDisk) throws -> Result) throws -> Result {
    try withTemporaryDirectory { directory in
        let tree = try TreeOnDisk(at: directory.appendingPathComponent("tree"))
        if git { try tree.initialise() }
        return try body(tree)
    }
}

/// Patches made for the example tree, as mails.
enum Mail {
    /// The diff that puts lines into a file of the example tree.
    /// - Parameter after: the line that they follow; nil for the end of the file.
    static func insertion(of lines: [String], into path: String, after given: Int? = nil) throws -> String {
        let text = String(decoding: try #require(ExampleTree.files[path]), as: UTF8.self)
        let old = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let after = given ?? old.count
        let before = old[max(0, after - 3)..<after], behind = old[after..<min(old.count, after + 3)]
        let first = before.startIndex + 1, count = before.count + behind.count
        let body = before.map { " " + $0 } + lines.map { "+" + $0 } + behind.map { " " + $0 }
        return """
            diff --git a/\(path) b/\(path)
            --- a/\(path)
            +++ b/\(path)
            @@ -\(first),\(count) +\(first),\(count + lines.count) @@
            \(body.joined(separator: "\n"))

            """
    }

    /// The diff that adds a file.
    static func addition(of path: String, _ lines: [String], mode: String = "100644") -> String {
        """
        diff --git a/\(path) b/\(path)
        new file mode \(mode)
        --- /dev/null
        +++ b/\(path)
        @@ -0,0 +1,\(lines.count) @@
        \(lines.map { "+" + $0 }.joined(separator: "\n"))

        """
    }

    static func patch(_ subject: String, _ diffs: String...) -> String {
        """
        From: A. Developer <dev@example.org>
        Date: Tue, 3 Mar 2026 09:30:00 +0000
        Subject: \(subject)

        For a test.
        ---
        \(diffs.joined())
        """
    }
}
