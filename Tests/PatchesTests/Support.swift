import Foundation
import Patches
import SourceTree

/// A directory of a test's own, removed with it.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("patches-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    func write(_ name: String, _ bytes: [UInt8]) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    func snapshot() throws -> Snapshot { try Snapshot(directory: path) }
}

struct CommandFailure: Error, CustomStringConvertible {
    var description: String
}

/// Runs git in `directory` as a user would, with a configuration of the test's own.
@discardableResult
func git(_ arguments: String..., in directory: String, input: [UInt8] = []) throws -> [UInt8] {
    try git(arguments, in: directory, input: input)
}

@discardableResult
func git(_ arguments: [String], in directory: String, input: [UInt8] = []) throws -> [UInt8] {
    try run(["git"] + arguments, in: directory, input: input)
}

/// Runs a program; what it writes.
func run(_ command: [String], in directory: String, input: [UInt8] = [], accepted: ClosedRange<Int32> = 0...0) throws -> [UInt8] {
    let files = FileManager.default
    let scratch = files.temporaryDirectory.appendingPathComponent("git-\(UUID().uuidString)").path
    try files.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: scratch) }
    for name in ["in", "out", "err"] { try Data(name == "in" ? input : []).write(to: URL(fileURLWithPath: scratch + "/" + name)) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    process.environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": scratch, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada Tester", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "1700000000 +0100",
        "GIT_COMMITTER_NAME": "Ada Tester", "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": "1700000000 +0100",
        "LC_ALL": "C",
    ]
    let handles = [
        FileHandle(forReadingAtPath: scratch + "/in"), FileHandle(forWritingAtPath: scratch + "/out"),
        FileHandle(forWritingAtPath: scratch + "/err"),
    ]
    defer { for handle in handles { try? handle?.close() } }
    process.standardInput = handles[0]
    process.standardOutput = handles[1]
    process.standardError = handles[2]
    // waitUntilExit() looks only every 50 ms.
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    ended.wait()
    guard accepted.contains(process.terminationStatus) else {
        throw CommandFailure(description: "\(command): " + ((try? String(contentsOfFile: scratch + "/err", encoding: .utf8)) ?? ""))
    }
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: scratch + "/out")))
}

func series(_ text: String, name: String = "test.mbox") throws -> PatchSeries { try series(Array(text.utf8), name: name) }

func series(_ bytes: [UInt8], name: String = "test.mbox") throws -> PatchSeries {
    try PatchReader.read([PatchInput(name: name, bytes: bytes)])
}

func onePatch(_ text: String) throws -> Patch { try series(text).patches[0] }

extension Patch {
    /// The added lines of all files, with their input lines.
    var added: [Hunk.Line] { files.flatMap(\.hunks).flatMap(\.lines).filter { $0.kind == .added } }
}

extension String {
    /// The lines, a final line feed starting no further one.
    var fileLines: [String] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
