import ExampleTree
import Foundation
import Testing

private let git = findTool(["git"])
private let clang = findTool(["clang-19", "clang-20", "clang-21", "clang"])

/// The patches under examples/ apply to the example tree, and what comes out is C without a complaint.
@Suite struct ExamplePatchTests {
    static let sets: [[String]] = [
        [],
        ["0001-fuse-passthrough-mmap.patch"],
        ["v2-0001-fuse-passthrough-mmap.patch"],
        ["series/0001-fuse-passthrough-mmap.patch"],
        ["series/0001-fuse-passthrough-mmap.patch", "series/0002-fuse-leave-mtime-and-ctime-alone-in-mmap.patch"],
    ]

    @Test(.enabled(if: git != nil, "git is not installed"), .enabled(if: clang != nil, "no clang is installed"), arguments: sets)
    func appliesAndParses(patches: [String]) throws {
        let git = try #require(git), clang = try #require(clang)
        try withTemporaryDirectory { tree in
            try ExampleTree.write(to: tree.path)
            for patch in patches {
                let path = repositoryRoot.appendingPathComponent("examples/patches/\(patch)").path
                let applied = try run(git, ["apply", "--verbose", path], in: tree)
                #expect(applied.status == 0, "\(applied.output)")
                // Each lies exactly where the patch says: an example with offsets would be a poor one.
                #expect(!applied.output.contains("offset"), "\(applied.output)")
            }
            #expect(try !patches.isEmpty == defines("fuse_passthrough_mmap", in: tree))
            for file in ["file.c", "inode.c", "passthrough.c"] {
                let arguments = [
                    "-fsyntax-only", "-std=gnu11", "-nostdinc", "-Iinclude", "-Wall", "-Wextra",
                    "-Wno-unused-parameter", "fs/fuse/\(file)",
                ]
                let parsed = try run(clang, arguments, in: tree)
                #expect(parsed.status == 0 && parsed.output.isEmpty, "\(parsed.output)")
            }
        }
    }

    private func defines(_ function: String, in tree: URL) throws -> Bool {
        let text = try String(contentsOf: tree.appendingPathComponent("fs/fuse/passthrough.c"), encoding: .utf8)
        return text.contains("int \(function)(")
    }
}
