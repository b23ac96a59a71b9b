import SourceTree
import Testing

@Suite struct TreePathTests {
    @Test(arguments: [
        ("fs//fuse/./file.c", "fs/fuse/file.c"), ("fs/../mm/mmap.c", "mm/mmap.c"), (".", ""), ("fs/fuse/", "fs/fuse"),
        ("fs/.../a.c", "fs/.../a.c"), ("fs/..a/.c", "fs/..a/.c"), ("fs/\u{301}a", "fs/\u{301}a"),
    ])
    func normalises(text: String, expected: String) throws {
        #expect(try TreePath(text).description == expected)
    }

    @Test(arguments: [
        "../etc/passwd", "fs/../../x", "/etc/passwd", "a\0b", "..",
        // The system does not care that `/` and an accent are one character.
        "/\u{301}etc", "../\u{301}x", "fs/../..\u{2f}\u{301}x",
    ])
    func refusesWhatLeavesTheTree(text: String) {
        #expect(throws: TreePathError.self) { try TreePath(text) }
    }

    @Test func knowsItsParts() throws {
        let path = try TreePath("fs/fuse/file.c")
        #expect(path.name == "file.c")
        #expect(path.fileExtension == "c")
        #expect(path.parent.description == "fs/fuse")
        #expect(path.isInside(try TreePath("fs")))
        #expect(!path.isInside(try TreePath("fs/fu")))
    }
}
