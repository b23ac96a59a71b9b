import Foundation
import Testing

/// Which forms of the answer there are, and where each goes.
@Suite struct FormatsTests {
    private let faulty = ExampleTests.faulty
    static let names = ["terminal", "json", "terse", "gcc", "sarif", "github", "gitlab", "rdjsonl", "b4-check", "html"]

    private func read(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

    @Test(arguments: names) func everyFormatNamesTheFindings(name: String) throws {
        let result = try Fuselint.run(["review", faulty, "--format", name])
        #expect(result.status == 1 && result.errors == "")
        for rule in ["mmap-timestamps", "vm-file-ref-balance"] { #expect(result.output.contains(rule)) }
        #expect(result.output.contains("fs/fuse/passthrough.c") && result.output.hasSuffix("\n"))
    }

    @Test func severalFormatsAtOnce() throws {
        try withTemporaryDirectory { directory in
            let files = Self.names.dropFirst().map { (name: $0, file: directory.appendingPathComponent("out.\($0)")) }
            let requests = files.flatMap { ["--format", "\($0.name)=\($0.file.path)"] }
            let result = try Fuselint.run(["review", faulty] + requests + ["--format", "terminal"])
            #expect(result.status == 1 && result.errors == "")
            #expect(try result.output == Fuselint.run(["review", faulty]).output)
            for (name, file) in files { #expect(try read(file) == Fuselint.run(["review", faulty, "--format", name]).output, "\(name)") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).count == files.count)
        }
    }

    @Test func onlyFilesLeaveStandardOutputEmpty() throws {
        try withTemporaryDirectory { directory in
            let result = try Fuselint.run(["review", faulty, "--format", "json=a.json", "--format", "sarif=b.sarif"], in: directory)
            #expect(result.status == 1 && result.output == "" && result.errors == "")
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: directory.path)) == ["a.json", "b.sarif"])
        }
    }

    @Test(arguments: ["terse", "github"]) func nothingIsPrintedForAPatchWithoutFaults(name: String) throws {
        let result = try Fuselint.run(["review", example("v2-0001-fuse-passthrough-mmap.patch"), "--format", name])
        #expect(result.status == 0 && result.output == "" && result.errors == "")
    }

    // MARK: Refused before any work

    @Test(arguments: [
        (["--format", "sarrif"], ["'sarrif'", "did you mean sarif?", "terminal, json, terse"]),
        (["--format", "jsonl=x"], ["'jsonl'", "did you mean json?"]), (["--format", "SARIF"], ["did you mean sarif?"]),
        (["--format", "b4check"], ["did you mean b4-check?"]), (["--format", "xml"], ["'xml'", "only terminal"]),
        (["--format", "json", "--format", "gcc"], ["only one format", "json and gcc", "--format gcc=FILE"]),
        (["--format", "json="], ["no file follows"]),
        (["--format", "json=a", "--output", "b"], ["--output", "NAME=FILE"]),
        (["--format", "json=a", "--format", "gcc", "--output", "b"], ["--output"]),
        (["--format", "json=a", "--format", "gcc=./a"], ["two formats", "'./a'"]),
        (["--format", "json=none/a"], ["'none/a'", "no folder"]), (["--output", "none/a"], ["'none/a'", "no folder"]),
        (["--format", "json=."], ["'.'", "is a folder"]),
    ]) func whatCannotBeAskedFor(arguments: [String], words: [String]) throws {
        try withTemporaryDirectory { directory in
            // A patch that would be refused too, and later.
            let result = try Fuselint.run(["review", "no-such.patch"] + arguments, in: directory)
            RefusalTests.expectRefused(result, naming: words)
            #expect(!result.errors.contains("no-such.patch"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
        }
    }

    @Test func nothingNearIsNoSuggestion() throws {
        #expect(try !Fuselint.run(["review", faulty, "--format", "xml"]).errors.contains("did you mean"))
    }

    // MARK: A folder of files

    @Test func aFolderOfReviewFilesIsRewrittenAndOthersAreLeftAlone() throws {
        try withTemporaryDirectory { directory in
            let folder = directory.appendingPathComponent("a/b")
            func names() throws -> Set<String> { Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) }
            func review(_ patch: String) throws -> Fuselint.Result { try Fuselint.run(["review", patch, "--format", "b4-review=\(folder.path)"]) }
            #expect(try review(faulty).status == 1)
            #expect(try names() == ["identity.txt", "series.txt", "0001.txt"])
            #expect(try read(folder.appendingPathComponent("0001.txt")).hasPrefix("2 comments\n\n> diff --git a/fs/fuse/file.c b/fs/fuse/file.c\n"))
            // The next run finds nothing: its files take the place of all of the first's, and no other's.
            try Data("mine".utf8).write(to: folder.appendingPathComponent("notes.txt"))
            let clean = try review(example("v2-0001-fuse-passthrough-mmap.patch"))
            #expect(clean.status == 0 && clean.output == "" && clean.errors == "")
            #expect(try names() == ["identity.txt", "series.txt", "notes.txt"])
            #expect(try read(folder.appendingPathComponent("series.txt")) == "no findings\n")
            // Another reviewer's.
            try Data("Somebody <s@example.org>\n".utf8).write(to: folder.appendingPathComponent("identity.txt"))
            RefusalTests.expectRefused(try review(faulty), naming: [folder.path, "somebody else"])
            #expect(try names() == ["identity.txt", "series.txt", "notes.txt"])
            #expect(try read(folder.appendingPathComponent("identity.txt")) == "Somebody <s@example.org>\n")
            RefusalTests.expectRefused(
                try Fuselint.run(["review", faulty, "--format", "b4-review=\(folder.path)/notes.txt"]), naming: ["notes.txt", "is a file"])
        }
    }

    // MARK: Files and streams

    private func shell(_ script: String, in directory: URL) throws -> Fuselint.Result {
        try Fuselint.launch(#require(findTool("sh")), ["-c", script, "sh", Fuselint.path, faulty], in: directory)
    }

    @Test func filesAreWrittenThoughStandardOutputIsClosed() throws {
        try withTemporaryDirectory { directory in
            let closed = try shell("exec \"$1\" review \"$2\" --format terminal --format json=a.json >&-", in: directory)
            #expect(closed.status == 2 && closed.errors.hasPrefix("fuselint: cannot write to standard output: "))
            #expect(closed.errors.split(separator: "\n").count == 1)
            let plain = try Fuselint.run(["review", faulty, "--format", "json"]).output
            #expect(try read(directory.appendingPathComponent("a.json")) == plain)
            // A reader that has gone before anything is written.
            _ = try shell("\"$1\" review \"$2\" --format terminal --format json=b.json | true", in: directory)
            #expect(try read(directory.appendingPathComponent("b.json")) == plain)
        }
    }

    @Test func allFilesAreTriedBeforeAFailureIsTold() throws {
        try withTemporaryDirectory { directory in
            // No file system takes a name of that length, which nobody can know before.
            let name = String(repeating: "n", count: 300)
            let result = try Fuselint.run(
                ["review", faulty, "--format", "sarif=\(name)", "--format", "json=a.json", "--format", "gcc"], in: directory)
            #expect(result.status == 2)
            #expect(result.errors.hasPrefix("fuselint: cannot write to '\(name)': "))
            #expect(result.errors.split(separator: "\n").count == 1)
            #expect(result.output.contains("[mmap-timestamps]"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["a.json"])
            #expect(try read(directory.appendingPathComponent("a.json")).contains("mmap-timestamps"))
        }
    }

    @Test func closedStandardErrorIsNoCrash() throws {
        try withTemporaryDirectory { directory in
            let refused = try shell("exec \"$1\" review no-such.patch 2>&-", in: directory)
            let reviewed = try shell("exec \"$1\" review \"$2\" 2>&-", in: directory)
            #expect(refused.status == 2 && reviewed.status == 1)
        }
    }

    /// Renaming would replace the device, and the link.
    @Test func whatIsNoPlainFileIsWrittenTo() throws {
        try withTemporaryDirectory { directory in
            let piped = try shell("\"$1\" review \"$2\" --format terse --format gcc=/dev/stdout | cat", in: directory)
            #expect(piped.output.contains(": ERROR: ") && piped.output.contains(": error: "))
            let devices = try Fuselint.run(["review", faulty, "--output", "/dev/null"])
            #expect(devices.status == 1 && devices.output == "")
            #expect(try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType == .typeCharacterSpecial)

            let link = directory.appendingPathComponent("link"), target = directory.appendingPathComponent("target")
            try Data("older".utf8).write(to: target)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
            _ = try Fuselint.run(["review", faulty, "--format", "json=\(link.path)"])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
            #expect(try read(target).contains("mmap-timestamps"))
        }
    }

    // MARK: What was not analysed

    @Test func aFormatWithoutAPlaceForItIsNotTheLastWord() throws {
        try withTree { tree in
            try tree.write("int broken(", to: "fs/fuse/inode.c")
            func check(_ formats: String...) throws -> Fuselint.Result {
                try Fuselint.run(["check", "--tree", tree.root.path] + formats.flatMap { ["--format", $0] })
            }
            let silent = try check("gitlab")
            #expect(silent.output == "[]\n")
            #expect(silent.errors.hasPrefix("fuselint: note: ") && silent.errors.contains("gitlab"))
            #expect(silent.errors.split(separator: "\n").count == 1)
            #expect(try check("gitlab", "terminal=/dev/null").errors == "")
            try tree.initialise()
            let unchanged = try Fuselint.run(["review", "--tree", tree.root.path, "--format", "rdjsonl"])
            #expect(unchanged.status == 0 && unchanged.output == "")
            #expect(unchanged.errors == "fuselint: note: nothing is changed since the last commit\n")
            let terse = try check("terse")
            #expect(terse.errors == "" && terse.output.contains("fs/fuse/inode.c") && !terse.output.contains("ERROR:"))
        }
    }
}
