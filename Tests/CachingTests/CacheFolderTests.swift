import Foundation
import Testing

@testable import Caching

@Suite struct CacheFolderTests {
    private func withFolder(limit: Int = 1 << 20, _ body: (CacheFolder) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.path + "/fuselint-test-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(CacheFolder(path: path, limit: limit))
    }

    private func put(_ text: String, as name: String, in folder: CacheFolder) throws -> String? {
        try folder.put(name) { try Data(text.utf8).write(to: URL(fileURLWithPath: $0 + "/file")) }
    }

    private func read(_ name: String, in folder: CacheFolder) -> String? {
        folder.entry(name).flatMap { FileManager.default.contents(atPath: $0 + "/file") }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func anEntryIsThereUntilAnotherTakesItsPlace() throws {
        try withFolder { folder in
            #expect(read("a", in: folder) == nil)
            #expect(try put("one", as: "a", in: folder) == folder.path + "/a")
            #expect(read("a", in: folder) == "one")
            _ = try put("two", as: "a", in: folder)
            #expect(read("a", in: folder) == "two")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"], "nothing else is left there")
        }
    }

    @Test func whatFailsLeavesTheOldEntryAndNothingElse() throws {
        struct Failure: Error {}
        try withFolder { folder in
            _ = try put("one", as: "a", in: folder)
            #expect(throws: Failure.self) {
                try folder.put("a") { place in
                    try Data("half".utf8).write(to: URL(fileURLWithPath: place + "/file"))
                    throw Failure()
                }
            }
            #expect(read("a", in: folder) == "one")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
        }
    }

    @Test func whatWasUsedLongestAgoGoes() throws {
        try withFolder(limit: 250) { folder in
            for name in ["a", "b"] { _ = try put(String(repeating: "x", count: 100), as: name, in: folder) }
            for (name, age) in [("a", 100.0), ("b", 200.0)] {
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: folder.path + "/" + name)
            }
            _ = try put(String(repeating: "x", count: 100), as: "c", in: folder)
            #expect(["a", "b", "c"].filter { folder.entry($0) != nil } == ["a", "c"])
            #expect(folder.size == (2, 200))
        }
    }

    @Test func anEntryThatIsALinkIsNotTaken() throws {
        try withFolder { folder in
            _ = try put("one", as: "a", in: folder)
            try FileManager.default.createSymbolicLink(atPath: folder.path + "/b", withDestinationPath: "a")
            #expect(folder.entry("b") == nil)
        }
    }

    @Test func aPlaceThatCannotBeWrittenHoldsNothing() throws {
        let folder = CacheFolder(path: "/dev/null/cache", limit: 100)
        #expect(try put("one", as: "a", in: folder) == nil)
        #expect(folder.entry("a") == nil && folder.size == (0, 0))
    }

    @Test func manyWritersLeaveOneWholeEntry() throws {
        try withFolder { folder in
            let texts = (0..<8).map { String(repeating: "\($0)", count: 5_000) }
            let group = DispatchGroup()
            for text in texts {
                DispatchQueue.global().async(group: group) { for _ in 0..<20 { _ = try? put(text, as: "a", in: folder) } }
            }
            group.wait()
            let found = try #require(read("a", in: folder))
            #expect(texts.contains(found))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
            try folder.clear()
            #expect(!FileManager.default.fileExists(atPath: folder.path))
        }
    }
}
