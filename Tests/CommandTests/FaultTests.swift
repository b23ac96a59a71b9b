import ExampleTree
import Foundation
import Testing

/// Machines with faults of their own: each ends in a complete answer, or in a clear line and status 2, and nothing is left behind.
@Suite(.enabled(if: findTool("sh") != nil, "sh is not installed")) struct FaultTests {
    /// Runs fuselint from a shell line in which `"$@"` is the command.
    private func shell(_ line: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Fuselint.Result {
        try Fuselint.launch(
            #require(findTool("sh")), ["-c", line, "sh", Fuselint.path] + arguments, in: Scratch.shared.empty, environment: environment)
    }

    /// With a cache and temporary files of its own; nothing of the latter may stay.
    private func alone<Result>(_ body: ([String: String]) throws -> Result) throws -> Result {
        try withTemporaryDirectory { place in
            let temporary = place.appendingPathComponent("tmp")
            try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
            defer { #expect((try? FileManager.default.contentsOfDirectory(atPath: temporary.path)) == []) }
            return try body(["TMPDIR": temporary.path, "XDG_CACHE_HOME": place.appendingPathComponent("cache").path])
        }
    }

    private func expectRefusal(_ result: Fuselint.Result, _ words: String...) {
        #expect(result.status == 2 && result.output == "")
        #expect(result.errors.hasPrefix("fuselint: ") && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        for word in words { #expect(result.errors.contains(word), "\(result.errors)") }
    }

    private func expectFaults(_ result: Fuselint.Result, _ comment: Comment? = nil) throws {
        #expect(result.status == 1 && result.errors == "", comment)
        #expect(try result.report().findings.count == 3, comment)
    }

    // MARK: Places to write

    @Test func aReadOnlyTreeIsEnough() throws {
        try withFaults { tree in
            let before = try tree.check().places
            for path in try FileManager.default.subpathsOfDirectory(atPath: tree.root.path).reversed() {
                let file = tree.root.appendingPathComponent(path).path
                var status = stat()
                if lstat(file, &status) == 0, status.st_mode & S_IFMT != S_IFLNK { chmod(file, status.st_mode & S_IFMT == S_IFDIR ? 0o555 : 0o444) }
            }
            defer { _ = try? shell("chmod -R u+w \"$2\"", [tree.root.path]) }
            #expect(try tree.check().places == before)
        }
    }

    /// Writes fail after so many bytes in one file, as on a disk that is full.
    @Test(arguments: [1, 8, 512, 4096]) func aDiskThatIsFullCostsTheCacheOnly(blocks: Int) throws {
        try withFaults { tree in
            try withTemporaryDirectory { cache in
                let arguments = ["check", "--tree", tree.root.path, "--format", "json"]
                // Output goes through a pipe, which has no limit.
                let line = "out=$(trap '' XFSZ; ulimit -f \(blocks); exec \"$@\"); status=$?; printf %s \"$out\"; exit $status"
                for _ in 0..<2 {
                    let result = try shell(line, arguments, environment: ["XDG_CACHE_HOME": cache.path])
                    // Without the headers that a build would generate there is no answer.
                    if result.status == 2 { expectRefusal(result, "XDG_CACHE_HOME") } else { try expectFaults(result, "\(blocks) blocks") }
                }
                // What was cut off is not taken for whole.
                try expectFaults(try Fuselint.run(arguments, environment: ["XDG_CACHE_HOME": cache.path]), "after \(blocks) blocks")
            }
        }
    }

    @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm"), "no /dev/shm")) func theCacheMayBeOnAnotherFilesystem() throws {
        let cache = "/dev/shm/fuselint-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: cache) }
        try withFaults { tree in
            for _ in 0..<2 {
                try expectFaults(try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"], environment: ["XDG_CACHE_HOME": cache]))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: cache + "/fuselint").contains("answers"))
        }
    }

    @Test func withFewFilesItSaysSo() throws {
        try withFaults { tree in
            try alone { environment in
                for count in [4, 6, 8, 10, 12, 16, 24, 40] {
                    let result = try shell(
                        "ulimit -n \(count); exec \"$@\"", ["check", "--tree", tree.root.path, "--format", "json"], environment: environment)
                    guard result.status != 2 else {
                        #expect(result.output == "" && result.errors.split(separator: "\n").count == 1, "\(count): \(result.errors)")
                        continue
                    }
                    let report = try result.report()
                    #expect(report.findings.count == 3 || !report.incomplete.isEmpty, "\(count) files")
                }
                // What was seen with too few is not kept.
                try expectFaults(try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"], environment: environment))
            }
        }
    }

    @Test func nobodyReadsTheAnswer() throws {
        try withFaults { tree in
            try alone { environment in
                let result = try shell("{ \"$@\"; echo $? >\"$TMPDIR/../status\"; } | true", ["check", "--tree", tree.root.path], environment: environment)
                #expect(result.errors.split(separator: "\n").count <= 1, "\(result.errors)")
            }
        }
    }

    // MARK: Sources

    /// Adds a file to the directory under analysis.
    private func withFile<Result>(_ bytes: Data, _ body: (TreeOnDisk) throws -> Result) throws -> Result {
        try withFaults { tree in
            try bytes.write(to: tree.root.appendingPathComponent("fs/fuse/strange.c"))
            try tree.write(try tree.read("fs/fuse/Makefile") + "fuse-y += strange.o\n", to: "fs/fuse/Makefile")
            return try body(tree)
        }
    }

    @Test(arguments: [
        ("it includes itself", "#include \"strange.c\"\n"), ("a header that is not there", "#include \"none.h\"\nint a;\n"),
        ("deep", "int a = " + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000) + ";\n"),
        ("deep blocks", "void f(void)\n" + String(repeating: "{", count: 10_000) + String(repeating: "}", count: 10_000) + "\n"),
    ])
    func oddFilesAreListed(name: String, text: String) throws {
        try withFile(Data(text.utf8)) { tree in
            let report = try tree.check()
            #expect(report.findings.count == 3)
            #expect(report.incomplete.contains { $0.file == "fs/fuse/strange.c" }, "\(name): \(report.incomplete)")
        }
    }

    @Test func bytesThatAreNoTextAreRead() throws {
        try withFile(Data("/* \u{e9}t\u{e9} ".utf8) + Data([0xE9, 0xFF, 0xFE, 0x80]) + Data(" */\nint strange(void)\n{\n\treturn 0;\n}\n".utf8)) { tree in
            let report = try tree.check()
            #expect(report.findings.count == 3 && report.incomplete.isEmpty, "\(report.incomplete)")
        }
    }

    @Test func aNameThatIsNoTextIsNoTrouble() throws {
        try withFaults { tree in
            let path = Array(tree.root.appendingPathComponent("fs/fuse/").path.utf8) + [UInt8(ascii: "/"), 0xE9, 0xFF] + Array(".c".utf8) + [0]
            let descriptor = path.withUnsafeBytes { open($0.baseAddress!.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o644) }
            // Some filesystems refuse such names.
            guard descriptor >= 0 else { return }
            close(descriptor)
            let result = try tree.run("check", "--format", "json")
            #expect(result.status == 1 || result.status == 2 && result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        }
    }

    @Test func aHugeFileEndsInAnAnswer() throws {
        let line = "static inline int f%d(int a) { return a + %d; }\n"
        var text = Data()
        var number = 0
        while text.count < 50 << 20 {
            // Mostly what is skipped fast: the parser's own speed is not the matter.
            text += Data(String(format: line, number, number).utf8)
            text += Data(("/*" + String(repeating: " lorem ipsum", count: 8000) + " */\n").utf8)
            number += 1
        }
        try withFile(text) { tree in
            // Tests are compiled without optimisation, and others run beside this one.
            let result = try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"], timeLimit: 300)
            #expect(try result.report().findings.count == 3)
        }
    }

    @Test func aPatchOfTenThousandFilesEndsInAnAnswer() throws {
        try withTree { tree in
            let diffs = (0..<10_000).map { Mail.addition(of: "fs/fuse/made/f\($0).c", ["int f\($0);"]) }.joined()
            let result = try Fuselint.run(
                ["review", "-", "--tree", tree.root.path, "--format", "json"], input: Mail.patch("[PATCH] many", diffs), timeLimit: 300)
            if result.status == 2 { expectRefusal(result) } else { #expect(try result.report().findings.isEmpty) }
        }
    }

    @Test func aTreeThatChangesMeanwhileIsNotMixedUp() throws {
        try withFaults { tree in
            try alone { environment in
                let sound = try tree.read("fs/fuse/passthrough.c")
                let path = tree.root.appendingPathComponent("fs/fuse/passthrough.c").path
                let writer = Process()
                writer.executableURL = findTool("sh")
                writer.arguments = ["-c", "while :; do printf 'int broken(' > \"$0\"; cp \"$1\" \"$0\"; done", path, path + ".sound"]
                try tree.write(sound, to: "fs/fuse/passthrough.c.sound")
                try writer.run()
                for _ in 0..<4 {
                    let result = try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"], environment: environment)
                    if result.status == 2 { expectRefusal(result) } else { _ = try result.report() }
                }
                writer.terminate()
                writer.waitUntilExit()
                try tree.write(sound, to: "fs/fuse/passthrough.c")
                // Nothing of what was seen in between is believed.
                try expectFaults(try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"], environment: environment))
            }
        }
    }
}
