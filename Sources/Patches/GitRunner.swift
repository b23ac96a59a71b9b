import Foundation
import SourceTree

/// Runs git, with nothing of the caller's environment but where programs and the home directory are.
///
/// Commands read and write through unlinked temporary files, so that no amount of output can block and nothing
/// stays behind.
struct GitRunner: Sendable {
    struct Output {
        var status: Int32
        var stdout: [UInt8]
        var stderr: String
    }

    /// Where git runs; for scratch repositories `environment` names them.
    let directory: String
    let environment: [String: String]
    private let executable: URL

    /// Seconds after which a command is stopped; git needs a fraction of one for any honest patch.
    private static let timeLimit = 300.0

    /// Settings that keep git from running anything that a repository asks for, taking locks, or fetching.
    static let safeSettings: [(String, String)] = [
        ("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null"), ("core.attributesFile", "/dev/null"),
        ("core.untrackedCache", "false"), ("core.pager", "cat"), ("protocol.allow", "never"), ("gc.auto", "0"),
        ("maintenance.auto", "false"), ("submodule.recurse", "false"), ("core.quotePath", "true"),
        ("diff.external", ""), ("diff.suppressBlankEmpty", "false"), ("core.precomposeUnicode", "false"),
    ]

    /// - Parameters:
    ///   - settings: configuration beside `safeSettings`.
    ///   - isolated: whether the user's own configuration is left out too.
    /// - Throws: `GitError.notInstalled`.
    init(
        directory: String, settings: [(String, String)] = [], variables: [String: String] = [:], isolated: Bool
    ) throws {
        let caller = ProcessInfo.processInfo.environment
        let path = caller["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        // A relative entry of PATH would let the tree under review bring its own git.
        let places = path.split(separator: ":").filter { $0.hasPrefix("/") }.map { String($0) + "/git" }
        guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { throw GitError.notInstalled }
        executable = URL(fileURLWithPath: found)
        self.directory = directory
        var environment = [
            "PATH": path, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat",
            "GIT_NO_LAZY_FETCH": "1", "GIT_ATTR_NOSYSTEM": "1", "TZ": "UTC",
        ]
        if isolated {
            environment["GIT_CONFIG_NOSYSTEM"] = "1"
            environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
            environment["HOME"] = "/nonexistent"
        } else {
            // The user's configuration says which foreign repositories are trusted (safe.directory).
            for name in ["HOME", "XDG_CONFIG_HOME"] { environment[name] = caller[name] }
        }
        let all = Self.safeSettings + settings
        environment["GIT_CONFIG_COUNT"] = String(all.count)
        for (index, setting) in all.enumerated() {
            environment["GIT_CONFIG_KEY_\(index)"] = setting.0
            environment["GIT_CONFIG_VALUE_\(index)"] = setting.1
        }
        self.environment = environment.merging(variables) { $1 }
    }

    /// Runs `git` with `arguments` and `input` on its standard input.
    /// - Throws: `GitError` when git cannot be started; a failing command is told by `Output.status`.
    func run(_ arguments: [String], input: [UInt8] = []) throws -> Output {
        let stdin = try TemporaryFile(holding: input)
        let stdout = try TemporaryFile()
        let stderr = try TemporaryFile()
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: directory, isDirectory: true)
        process.standardInput = stdin.handle
        process.standardOutput = stdout.handle
        process.standardError = stderr.handle
        // waitUntilExit() looks every 50 ms whether the process has ended, which is ten times as long as git takes.
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw GitError.cannotRun(arguments.first ?? "", error.localizedDescription)
        }
        if ended.wait(timeout: .now() + Self.timeLimit) == .timedOut {
            kill(process.processIdentifier, SIGTERM)
            ended.wait()
        }
        guard process.terminationReason == .exit else {
            throw GitError.cannotRun(arguments.first ?? "", "it was stopped by signal \(process.terminationStatus)")
        }
        return Output(
            status: process.terminationStatus, stdout: try stdout.contents(), stderr: String(decoding: try stderr.contents(), as: UTF8.self))
    }

    /// The output of a command that must succeed.
    /// - Throws: `GitError.failed` with git's own first message when it does not.
    func output(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        let result = try run(arguments, input: input)
        guard result.status == 0 else { throw GitError.failed(command: arguments, message: Self.firstMessage(result)) }
        return result.stdout
    }

    /// The contents of blobs, in the order asked for; nil for ids that the repository does not have.
    func blobs(_ ids: [String]) throws -> [[UInt8]?] {
        guard !ids.isEmpty else { return [] }
        let bytes = try output(["cat-file", "--batch"], input: Array((ids.joined(separator: "\n") + "\n").utf8))
        var result: [[UInt8]?] = []
        var at = 0
        while at < bytes.count, let end = bytes[at...].firstIndex(of: .lineFeed) {
            let words = String(decoding: bytes[at..<end], as: UTF8.self).split(separator: " ")
            at = end + 1
            guard words.count == 3, let size = Int(words[2]), at + size <= bytes.count else {
                result.append(nil)
                continue
            }
            result.append(Array(bytes[at..<(at + size)]))
            at += size + 1
        }
        guard result.count == ids.count else {
            throw GitError.failed(command: ["cat-file", "--batch"], message: "\(result.count) answers to \(ids.count) questions")
        }
        return result
    }

    static func firstMessage(_ result: Output) -> String {
        result.stderr.split(separator: "\n").first.map(String.init) ?? "exit status \(result.status)"
    }
}

/// Why git could not do what was asked of it.
public enum GitError: Error, CustomStringConvertible, Equatable, Sendable {
    case notInstalled
    case cannotRun(String, String)
    case failed(command: [String], message: String)
    case noTemporaryFile(String)
    /// The argument names no commits of the repository.
    case badRevision(String, message: String)
    /// The work tree is so far from the commit that the difference does not fit in memory.
    case tooFar(commit: String, files: Int, limit: Int)

    public var description: String {
        switch self {
        case .notInstalled: "git is not on PATH: install it (apt-get install git)"
        case .cannotRun(let command, let reason): "cannot run git \(command): \(reason)"
        case .failed(let command, let message): "git \(command.prefix(2).joined(separator: " ")) failed: \(message)"
        case .noTemporaryFile(let reason): "cannot make a temporary file: \(reason)"
        case .badRevision(let text, let message): "'\(text)' names no commits of this repository: \(message)"
        case .tooFar(let commit, let files, let limit):
            "commit \(commit.prefix(12)) differs from the work tree in \(files) source files (limit \(limit)):"
                + " check out a commit near it (git worktree add) and give that tree"
        }
    }
}

/// A file without a name, gone when it is closed.
private struct TemporaryFile {
    let handle: FileHandle

    init(holding bytes: [UInt8] = []) throws {
        var template = Array((NSTemporaryDirectory() + "/fuselint-XXXXXX").utf8CString)
        let descriptor = TemporaryPlaces.whole {
            let descriptor = mkstemp(&template)
            if descriptor >= 0 { unlink(template) }
            return descriptor
        }
        guard descriptor >= 0 else { throw GitError.noTemporaryFile(String(cString: strerror(errno))) }
        // Only the child that it is meant for inherits it.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        if !bytes.isEmpty {
            try handle.write(contentsOf: Data(bytes))
            try handle.seek(toOffset: 0)
        }
    }

    func contents() throws -> [UInt8] {
        try handle.seek(toOffset: 0)
        return [UInt8](try handle.readToEnd() ?? Data())
    }
}

/// A directory of our own below `parent`, removed when `body` is over, however it ends.
func withTemporaryDirectory<Result>(in parent: String, _ body: (String) throws -> Result) throws -> Result {
    let path = try TemporaryPlaces.hold {
        var template = Array((parent + "/fuselint-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw GitError.noTemporaryFile(String(cString: strerror(errno))) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    defer { TemporaryPlaces.remove(path) }
    return try body(path)
}
