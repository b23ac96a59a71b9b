import ExampleTree
import Foundation
import Testing

/// What the parser does not survive costs one file, and never the run.
@Suite struct WorkerTests {
    /// Each macro says the one before it ten times: a line of text, and more tokens than anybody has time or memory for.
    static let laughs =
        ["#define L0(x) x x x x x x x x x x"]
        + (1..<14).map { "#define L\($0)(x) " + Array(repeating: "L\($0 - 1)(x)", count: 10).joined(separator: " ") } + ["int laughs = 0 L13(+ 1);"]
    /// The parser goes one call deeper for each sign.
    private static let deep = ["int deep = " + String(repeating: "- ", count: 3_000_000) + "1;"]

    /// The three faults of the example patch, with a file beside them that the parser does not survive.
    private func withStrange<Result>(_ lines: [String], _ body: (TreeOnDisk) throws -> Result) throws -> Result {
        try withFaults { tree in
            try tree.write(lines.joined(separator: "\n") + "\n", to: "fs/fuse/strange.c")
            let makefile = try #require(ExampleTree.files["fs/fuse/Makefile"])
            try tree.write(String(decoding: makefile, as: UTF8.self) + "fuse-y += strange.o\n", to: "fs/fuse/Makefile")
            return try body(tree)
        }
    }

    static let ends: [(lines: [String], options: [String], reason: String)] = [
        (laughs, ["--file-timeout", "1"], "not parsed: libclang was not done after 1 s"),
        (laughs, ["--file-memory", "300"], "not parsed: libclang needed more than 300 MB"),
        (deep, [], "not parsed: libclang crashed on it (it was stopped by signal 11)"),
    ]

    @Test(arguments: ends.indices) func theOtherFilesAreLookedAt(index: Int) throws {
        let end = Self.ends[index]
        try withStrange(end.lines) { tree in
            let result = try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"] + end.options)
            let report = try result.report()
            #expect(result.status == 1 && result.errors == "" && report.findings.count == 3)
            #expect(report.incomplete.map(\.file) == ["fs/fuse/strange.c"])
            #expect(report.incomplete.allSatisfy { $0.reason.hasPrefix(end.reason) }, "\(report.incomplete)")
        }
    }

    @Test func aPatchIsReviewedWithoutIt() throws {
        try withTree(git: true) { tree in
            let function = Self.laughs.dropLast() + ["int laugh(void)", "{", "\treturn 0 L13(+ 1);", "}"]
            let mail = try Mail.patch("[PATCH] a", Mail.insertion(of: Array(function), into: "fs/fuse/passthrough.c", after: 2))
            let result = try tree.run("review", "-", "--format", "json", "--file-timeout", "1", input: mail)
            let report = try result.report()
            #expect(result.status == 0 && report.findings.isEmpty, "\(result.errors)")
            #expect(report.incomplete.contains { $0.file == "fs/fuse/passthrough.c" && $0.reason.contains("was not done after 1 s") }, "\(report.incomplete)")
        }
    }

    @Test func noWorkerOutlivesTheRun() throws {
        try withStrange(Self.laughs) { tree in
            try withTemporaryDirectory { mark in
                let process = Process()
                process.executableURL = URL(fileURLWithPath: Fuselint.path)
                process.arguments = ["check", "--tree", tree.root.path, "--file-timeout", "300"]
                process.environment = ["TMPDIR": mark.path, "XDG_CACHE_HOME": mark.path]
                process.standardOutput = FileHandle.nullDevice
                try process.run()
                let limit = Date(timeIntervalSinceNow: 30)
                while Self.processes(marked: mark.path) < 2, Date() < limit { usleep(20_000) }
                #expect(Self.processes(marked: mark.path) >= 2, "the program, and a worker that is busy")
                process.terminate()
                process.waitUntilExit()
                while Self.processes(marked: mark.path) > 0, Date() < limit { usleep(20_000) }
                #expect(Self.processes(marked: mark.path) == 0)
            }
        }
    }

    /// How many processes have the text in their environment.
    private static func processes(marked mark: String) -> Int {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { $0.allSatisfy(\.isNumber) }.count { name in
            guard let file = fopen("/proc/\(name)/environ", "r") else { return false }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let count = fread(&bytes, 1, bytes.count, file)
            return String(decoding: bytes[..<count], as: UTF8.self).contains(mark)
        }
    }

    @Test(arguments: [["--file-timeout", "0"], ["--file-timeout", "x"], ["--file-memory", "1"]]) func limitsThatCannotBeAreRefused(options: [String]) throws {
        let result = try Fuselint.run(["check"] + options)
        #expect(result.status == 2 && result.output == "" && result.errors.contains(options[0]))
    }
}
