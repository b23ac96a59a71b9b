import Foundation
import Testing

/// The built program, run as a process of its own.
enum Fuselint {
    /// The program's absolute path.
    static var path: String { executable.path }

    /// What a run left behind.
    struct Result {
        var status: Int32
        var output: String
        var errors: String
        var seconds: Double

        /// The report, where the run was asked for `--format json`.
        func report() throws -> ReportDocument { try JSONDecoder().decode(ReportDocument.self, from: Data(output.utf8)) }
    }

    /// No run on the small tree may take longer: one that reads a device or waits for input would never end.
    static let timeLimit = 60.0

    /// The program stands beside the test bundle, in debug and release builds alike.
    private static let executable: URL = {
        let starts = [Bundle.main.executableURL, URL(fileURLWithPath: CommandLine.arguments[0])].compactMap { $0 }
        for start in starts {
            var directory = start.resolvingSymlinksInPath().deletingLastPathComponent()
            // A bundle, where the platform has them, is some directories deep.
            for _ in 0..<4 {
                let candidate = directory.appendingPathComponent("fuselint")
                var isDirectory: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory), !isDirectory.boolValue { return candidate }
                directory.deleteLastPathComponent()
            }
        }
        preconditionFailure("no fuselint beside \(starts.map(\.path)); build the package")
    }()

    /// - Parameters:
    ///   - directory: where it runs; one without a kernel above it if not given.
    ///   - input: its standard input.
    ///   - environment: added to a small one that has neither the user's cache nor the user's git settings.
    static func run(
        _ arguments: [String], in directory: URL? = nil, input: String? = nil, environment: [String: String] = [:],
        timeLimit: Double = timeLimit
    ) throws -> Result {
        try launch(
            executable, arguments, in: directory ?? Scratch.shared.empty, input: input, environment: environment, timeLimit: timeLimit)
    }

    static func launch(
        _ program: URL, _ arguments: [String], in directory: URL, input: String? = nil, environment: [String: String] = [:],
        timeLimit: Double = timeLimit
    ) throws -> Result {
        try withTemporaryDirectory { files in
            let process = Process()
            process.executableURL = program
            process.arguments = arguments
            process.currentDirectoryURL = directory
            process.environment = Scratch.shared.environment.merging(environment) { $1 }
            // Files rather than pipes: no output is so long that it would block.
            let output = files.appendingPathComponent("output"), errors = files.appendingPathComponent("errors")
            for file in [output, errors] { try Data().write(to: file) }
            var handles = [try FileHandle(forWritingTo: output), try FileHandle(forWritingTo: errors)]
            // Foundation's Process reads past its list of open files when there are more than a thousand, and crashes.
            defer { for handle in handles { try? handle.close() } }
            process.standardOutput = handles[0]
            process.standardError = handles[1]
            process.standardInput = FileHandle.nullDevice
            if let input {
                let file = files.appendingPathComponent("input")
                try Data(input.utf8).write(to: file)
                handles.append(try FileHandle(forReadingFrom: file))
                process.standardInput = handles[2]
            }
            let start = ContinuousClock.now
            // waitUntilExit() looks only every 50 ms.
            let ended = DispatchSemaphore(value: 0)
            process.terminationHandler = { _ in ended.signal() }
            try process.run()
            if ended.wait(timeout: .now() + timeLimit) == .timedOut {
                kill(process.processIdentifier, SIGKILL)
                ended.wait()
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            #expect(process.terminationReason == .exit, "\(arguments) ended by signal \(process.terminationStatus) after \(seconds) s")
            return Result(
                status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
                errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self), seconds: seconds)
        }
    }
}

/// What all tests of a process share, removed when it ends.
final class Scratch: Sendable {
    static let shared: Scratch = {
        let scratch = Scratch()
        // Left over in the system's temporary directory at worst.
        atexit { try? FileManager.default.removeItem(at: Scratch.shared.root) }
        return scratch
    }()

    private let root: URL
    /// A directory that no kernel tree holds.
    let empty: URL
    let environment: [String: String]

    private init() {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("fuselint-commands-\(UUID().uuidString)")
        empty = root.appendingPathComponent("empty")
        let home = root.appendingPathComponent("home")
        for directory in [empty, home] {
            do { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) } catch {
                preconditionFailure("\(error)")
            }
        }
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": home.path,
            "XDG_CACHE_HOME": root.appendingPathComponent("cache").path, "LC_ALL": "C", "TZ": "UTC",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A. Developer", "GIT_AUTHOR_EMAIL": "dev@example.org",
            "GIT_COMMITTER_NAME": "A. Developer", "GIT_COMMITTER_EMAIL": "dev@example.org",
            "GIT_AUTHOR_DATE": "2026-03-03T09:30:00Z", "GIT_COMMITTER_DATE": "2026-03-03T09:30:00Z",
        ]
    }
}

/// The root of the repository that these tests were built from.
let repositoryRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A patch of examples/patches, as an absolute path.
func example(_ name: String) -> String { repositoryRoot.appendingPathComponent("examples/patches/\(name)").path }

/// The first of the programs that stands in a directory of PATH.
func findTool(_ name: String) -> URL? {
    (Scratch.shared.environment["PATH"] ?? "").split(separator: ":").map { URL(fileURLWithPath: "\($0)/\(name)") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}

/// Calls `body` with a new empty directory, which is removed afterwards.
func withTemporaryDirectory<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let directory = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        .appendingPathComponent("fuselint-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer {
        do { try FileManager.default.removeItem(at: directory) } catch { print("left behind: \(directory.path)") }
    }
    return try body(directory)
}
