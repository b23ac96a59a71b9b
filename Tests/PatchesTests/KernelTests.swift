import Foundation
import Patches
import SourceTree
import Testing

private let kernels = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"]

/// Real sources as patches that add them. Set FUSELINT_KERNELS to the directory with linux-source-6.1 and
/// linux-source-6.12 (`make check` does).
@Suite(.enabled(if: kernels != nil, "FUSELINT_KERNELS names no unpacked kernels")) struct KernelTests {
    /// In the kernel's style a closing brace alone on its line in the first column ends a function, except in
    /// macros: each such line must be the last line of a function that was found, and lie inside of none.
    @Test(arguments: ["linux-source-6.1", "linux-source-6.12"], ["fs/fuse", "fs/overlayfs", "fs/nfs", "fs/ext4"])
    func findsEveryFunction(kernel: String, directory: String) throws {
        let tree = try Snapshot(directory: try #require(kernels) + "/" + kernel)
        for path in try tree.files(in: TreePath(directory)) where path.fileExtension == "c" {
            let text = try #require(try tree.text(of: path))
            let lines = text.fileLines
            let ends = Set(lines.indices.dropFirst().filter { lines[$0] == "}" && !lines[$0 - 1].hasSuffix("\\") })
            func read(_ lines: [String], quote: String) throws -> DetachedMaterial {
                let diff = (["--- /dev/null", "+++ b/\(path)", "@@ -0,0 +1,\(lines.count) @@"] + lines.map { "+" + $0 }).map { quote + $0 }
                return DetachedMaterial(of: try series(diff.joined(separator: "\n") + "\n").patches[0].files[0])
            }
            let whole = try read(lines, quote: "")
            // Three lines of header stand above the file's own.
            let found = whole.functions.map { $0.source.inputLines.map { $0 - 4 } }
            #expect(Set(found.compactMap(\.last)).isSuperset(of: ends), "\(path)")
            #expect(found.allSatisfy { ends.isDisjoint(with: $0.dropLast()) }, "\(path)")
            #expect(whole.functions.allSatisfy { !$0.isCutShort }, "\(path)")
            // The same as a page shows it: quoted, white space collapsed.
            let collapsed = lines.map { line in
                (line.first?.isWhitespace == true ? " " : "") + line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            let damaged = try read(collapsed, quote: "> ")
            #expect(damaged.functions.map(\.name) == whole.functions.map(\.name), "\(path)")
            #expect(damaged.functions.map(\.declaration) == whole.functions.map(\.declaration), "\(path)")
        }
    }

    /// What `diff -ruN` finds between two kernels, applied to the older, gives the newer, file by file.
    @Test func appliesThePlainDiffOfTwoKernels() throws {
        let root = try #require(kernels)
        let diff = try run(
            ["diff", "-ruN", "linux-source-6.1/fs/fuse", "linux-source-6.12/fs/fuse"], in: root, accepted: 0...1)
        let patch = try series(diff).patches[0]
        #expect(patch.isComplete)
        let old = try Snapshot(directory: root + "/linux-source-6.1")
        let new = try Snapshot(directory: root + "/linux-source-6.12")
        let result = try PatchApplier().apply(patch, to: old)
        let directory = try TreePath("fs/fuse")
        #expect(try result.snapshot.files(in: directory) == new.files(in: directory))
        for path in try new.files(in: directory) {
            #expect(try result.snapshot.contents(of: path) == new.contents(of: path), "\(path)")
        }
        let input = String(decoding: diff, as: UTF8.self).fileLines
        for (path, added) in result.addedLines {
            let lines = try #require(try new.text(of: path)).fileLines
            #expect(added.allSatisfy { "+" + lines[$0.key - 1] == input[$0.value - 1] }, "\(path)")
        }
        #expect(result.addedLines.values.reduce(0) { $0 + $1.count } == patch.added.count)
    }
}
