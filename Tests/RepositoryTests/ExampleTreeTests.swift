import ExampleTree
import Foundation
import Testing

@Suite struct ExampleTreeTests {
    /// What is embedded is what examples/tree holds: nothing more, nothing less, nothing older.
    @Test func embeddedFilesAreTheOnesOnDisk() throws {
        let tree = repositoryRoot.appendingPathComponent("examples/tree")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: tree.path).filter {
            var isDirectory: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: tree.appendingPathComponent($0).path, isDirectory: &isDirectory)
            return exists && !isDirectory.boolValue && !$0.split(separator: "/").contains { $0.hasPrefix(".") }
        }
        #expect(paths.contains("fs/fuse/passthrough.c"))
        #expect(Set(paths) == Set(ExampleTree.files.keys))
        for path in paths {
            #expect(try [UInt8](Data(contentsOf: tree.appendingPathComponent(path))) == ExampleTree.files[path], "\(path)")
        }
    }

    @Test func writesEveryFileAndMendsChangedOnes() throws {
        try withTemporaryDirectory { directory in
            let target = directory.appendingPathComponent("made/when/missing")
            try ExampleTree.write(to: target.path)
            let file = target.appendingPathComponent("fs/fuse/file.c")
            try Data("changed".utf8).write(to: file)
            try ExampleTree.write(to: target.path)
            for (path, contents) in ExampleTree.files {
                #expect(try [UInt8](Data(contentsOf: target.appendingPathComponent(path))) == contents, "\(path)")
            }
        }
    }

    @Test func tellsWhichFileCannotBeWritten() throws {
        try withTemporaryDirectory { directory in
            try Data().write(to: directory.appendingPathComponent("fs"))
            #expect {
                try ExampleTree.write(to: directory.path)
            } throws: { error in
                "\(error)".contains("fs/") && "\(error)".hasPrefix("cannot write the example tree's")
            }
        }
    }
}
