import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

@Suite struct RecognitionTests {
    @Test func aSmallTreeIsAKernelTree() throws {
        let tree = try TemporaryTree()
        #expect(KernelTree.isKernelTree(tree.path))
        let kernel = try tree.open()
        #expect(kernel.version == KernelVersion(major: 6, minor: 12, patch: 3, extra: "-rc1"))
        #expect(kernel.version.description == "6.12.3-rc1")
        #expect(kernel.origin == .unconfigured)
    }

    @Test func whatIsNoneIsRefusedWithAdvice() throws {
        for files in [
            [:], ["Makefile": "all:\n\techo\n", "include/linux/a.h": ""], ["Makefile": "VERSION = 6\nPATCHLEVEL = x\n", "include/linux/a.h": ""],
            ["Makefile": "VERSION = 6\nPATCHLEVEL = 1\n"],
        ] {
            let tree = try TemporaryTree(files)
            #expect(!KernelTree.isKernelTree(tree.path))
            let error = #expect(throws: KernelTreeError.self) { try tree.open() }
            #expect(error?.description.contains("--tree") == true && error?.description.contains("\n") == false)
        }
        #expect(!KernelTree.isKernelTree("/does/not/exist"))
    }

    @Test func theTreeAroundADirectoryIsFound() throws {
        let tree = try TemporaryTree(adding: ["fs/fuse/file.c": ""])
        #expect(try KernelTree.search(upwardFrom: tree.path + "/fs/fuse") == tree.path)
        #expect(try KernelTree.search(upwardFrom: tree.path) == tree.path)
        let empty = try TemporaryTree([:])
        #expect(throws: KernelTreeError.noneAbove(start: empty.path)) { try KernelTree.search(upwardFrom: empty.path) }
    }

    @Test func versionsCannotCarryCode() throws {
        let tree = try TemporaryTree(adding: ["Makefile": "VERSION = 6\nPATCHLEVEL = 1\nEXTRAVERSION = \"\\n#include </etc/passwd>\n"])
        #expect(try tree.open().version.description == "6.1.0")
    }
}
