import Foundation
import Testing

/// Programs that read reports: those of .ci/readers.txt, in the directory that `FUSELINT_READERS` names, and what PATH has.
enum Readers {
    static let areInstalled = directory != nil
    static let whereFrom: Comment = "FUSELINT_READERS names no directory with the programs of .ci/readers.txt; make check does"

    private static let directory = ProcessInfo.processInfo.environment["FUSELINT_READERS"]
        .flatMap { FileManager.default.isExecutableFile(atPath: "\($0)/bin/sarif-kit") ? "\($0)/bin" : nil }

    /// A Chromium in PATH, as an absolute path.
    static let browser = ["chromium", "chromium-browser", "google-chrome"].lazy.flatMap { name in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
    }.first(where: FileManager.default.isExecutableFile)

    /// Runs one of the installed programs.
    static func run(_ name: String, _ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
        try launch(try #require(directory) + "/\(name)", arguments, in: folder)
    }

    /// Runs a program and waits for it.
    /// - Returns: its exit status, and what it wrote to standard output and standard error together.
    static func launch(_ program: String, _ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(["HOME": folder.path]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// Calls `body` with a new directory that holds `text` in a file of that name; it is removed afterwards.
    static func withFile<Result>(_ name: String, _ text: String, _ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fuselint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
        }
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        return try body(folder)
    }
}
