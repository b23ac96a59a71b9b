import Foundation
import Synchronization
import Testing

/// Answers of earlier runs: the same as new ones, and gone with what they stood on.
@Suite struct CacheTests {
    /// A tree with faults, a place for the cache, and a check of the tree with that cache.
    private func withCache(_ body: (TreeOnDisk, URL, () throws -> String) throws -> Void) throws {
        try withFaults { tree in
            try withTemporaryDirectory { cache in
                // What has just been written is not kept.
                Thread.sleep(forTimeInterval: 0.1)
                try body(tree, cache) {
                    let result = try Fuselint.run(
                        ["check", "--tree", tree.root.path, "--format", "json"], environment: ["XDG_CACHE_HOME": cache.path])
                    #expect(result.status < 2 && result.errors == "")
                    return result.output
                }
            }
        }
    }

    private func answers(_ cache: URL) throws -> [URL] {
        let folder = cache.appendingPathComponent("fuselint/answers")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .map { $0.appendingPathComponent("sealed") }
    }

    @Test func theSecondAnswerIsTheFirst() throws {
        try withCache { _, cache, check in
            let first = try check()
            #expect(first.contains("mmap-timestamps"))
            #expect(try answers(cache).count == 1)
            #expect(try check() == first)
        }
    }

    @Test func itIsNotWorkedOutTwice() throws {
        func identity(_ cache: URL) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: #require(answers(cache).first).path)[.systemFileNumber] as? Int
        }
        try withCache { tree, cache, check in
            _ = try check()
            let kept = try identity(cache)
            _ = try check()
            #expect(try identity(cache) == kept)
            let header = "include/linux/fs.h"
            try tree.write(tree.read(header) + "\n", to: header)
            Thread.sleep(forTimeInterval: 0.1)
            _ = try check()
            #expect(try identity(cache) != kept)
        }
    }

    /// Also where the file has the same size and time as before.
    @Test func anEditIsSeen() throws {
        try withCache { tree, _, check in
            let first = try check()
            let file = "fs/fuse/passthrough.c"
            let path = tree.root.appendingPathComponent(file).path
            let date = try #require(FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date)
            let text = try tree.read(file)
            let edited = text.replacing("inode_set_mtime", with: "inode_set_atime")
            try #require(edited != text)
            try tree.write(edited, to: file)
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
            #expect(try check() != first)
            try tree.write(text, to: file)
            #expect(try check() == first)
        }
    }

    @Test func damagedAnswersAreWorkedOutAgain() throws {
        try withCache { _, cache, check in
            let first = try check()
            let file = try #require(answers(cache).first)
            let whole = try Data(contentsOf: file)
            for damage in [Data(), whole.prefix(whole.count - 5), Data("\u{0}\n{}".utf8), whole + Data("x".utf8)] {
                try damage.write(to: file)
                #expect(try check() == first)
                #expect(try Data(contentsOf: file) == whole, "made anew")
            }
            // One that says something else does not pass for ours.
            let forged = String(decoding: whole, as: UTF8.self).replacing("mmap-timestamps", with: "mmap-somethings")
            try Data(forged.utf8).write(to: file)
            #expect(try check() == first)
        }
    }

    @Test func withoutAPlaceForItAllIsAsWithOne() throws {
        try withCache { tree, _, check in
            let first = try check()
            let without = try Fuselint.run(
                ["check", "--tree", tree.root.path, "--format", "json"], environment: ["XDG_CACHE_HOME": "/dev/null/cache"])
            #expect(without.output == first && without.errors == "")
        }
    }

    @Test func itIsShownAndCleared() throws {
        try withCache { _, cache, check in
            let first = try check()
            let environment = ["XDG_CACHE_HOME": cache.path]
            let shown = try Fuselint.run(["cache"], environment: environment)
            #expect(shown.status == 0 && shown.output.contains("answers: 1 entry, "))
            #expect(shown.output.split(separator: "\n").count == 6)
            #expect(try Fuselint.run(["cache", "--clear"], environment: environment).output.contains("removed answers: 1 entry"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path + "/fuselint") == [])
            #expect(try Fuselint.run(["cache"], environment: environment).output.contains("answers: 0 entries"))
            #expect(try check() == first)
        }
    }

    @Test func manyAtOnceAgree() throws {
        try withCache { _, _, check in
            let outputs = withoutActuallyEscaping(check) { check in
                nonisolated(unsafe) let check = check
                let outputs = Mutex<Set<String>>([])
                DispatchQueue.concurrentPerform(iterations: 4) { _ in
                    if let output = try? check() { outputs.withLock { _ = $0.insert(output) } }
                }
                return outputs.withLock { $0 }
            }
            #expect(outputs.count == 1)
        }
    }
}
