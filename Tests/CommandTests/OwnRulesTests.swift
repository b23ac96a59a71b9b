import Foundation
import Testing

private let ownRules = ProcessInfo.processInfo.environment["FUSELINT_OWN_RULES"].map { URL(fileURLWithPath: $0) }

/// fuselint with the rules of examples/own-rules, which `make check` builds.
@Suite(.enabled(if: ownRules != nil, "FUSELINT_OWN_RULES does not name the program of examples/own-rules"))
struct OwnRulesTests {
    private func run(_ arguments: [String], in tree: TreeOnDisk? = nil) throws -> Fuselint.Result {
        let at = tree.map { ["--tree", $0.root.path] } ?? []
        return try Fuselint.launch(#require(ownRules), arguments + at, in: Scratch.shared.empty)
    }

    /// A tree whose evict_inode() has a way out without clear_inode().
    private func withUnclearedInode(_ body: (TreeOnDisk) throws -> Void) throws {
        try withTree(git: true) { tree in
            try tree.edit("fs/fuse/inode.c", "{\n\tclear_inode(inode);", "{\n\tif (!inode->i_size)\n\t\treturn;\n\tclear_inode(inode);")
            try body(tree)
        }
    }

    @Test func theirFindingsComeLikeAllOthers() throws {
        try withUnclearedInode { tree in
            let review = try run(["review", "--format", "json"], in: tree)
            #expect(review.status == 1 && review.errors == "")
            let finding = try #require(review.report().findings.first)
            #expect(try review.report().findings.count == 1)
            #expect(finding.rule == "evict-clears-inode" && finding.file == "fs/fuse/inode.c" && finding.line == 25)
            #expect(finding.state == "introduced")
            #expect(finding.path.map(\.message).first == "super_operations.evict_inode is fuse_evict_inode()")
            let shown = try run(["review"], in: tree).output
            #expect(shown.contains("why: A filesystem that has the method") && shown.contains("said: Documentation/filesystems/porting.rst"))
            let sarif = try run(["check", "--format", "sarif"], in: tree).output
            #expect(sarif.contains(#""id": "evict-clears-inode""#) && sarif.contains("on every way out"))
            // Plain fuselint does not know the rule.
            #expect(try tree.review().status == 0)
        }
    }

    @Test func theyAreSetLikeAllOthers() throws {
        try withUnclearedInode { tree in
            try tree.write("rules:\n  evict-clears-inode: warning\n", to: ".fuselint.yml")
            #expect(try run(["check", "--format", "json"], in: tree).report().findings.map(\.severity) == ["warning"])
            #expect(try run(["rules"], in: tree).output.contains("\nevict-clears-inode   warning  An `->evict_inode()`"))
            try tree.write("rules:\n  evict-clears-inode: off\n", to: ".fuselint.yml")
            #expect(try run(["check"], in: tree).status == 0)
            // The name is no rule's where the package is not.
            RefusalTests.expectRefused(try tree.run("check"), naming: [".fuselint.yml:2", "evict-clears-inode"])
        }
    }

    @Test func theyAreListedAndExplained() throws {
        let listed = try run(["rules"]).output
        #expect(listed.contains("\nevict-clears-inode ") && listed.contains("\nmmap-delay ") && listed.contains("mmap-timestamps "))
        let explained = try run(["explain", "evict-clears-inode"])
        #expect(explained.status == 0 && explained.output.contains("\nKnown limits\n  Methods that call through a pointer"))
        #expect(try Fuselint.run(["explain", "evict-clears-inode"]).status == 2)
    }
}
