import Foundation
import Testing

/// The system calls of a run, as strace saw them: what was opened, written, run and connected to, by fuselint and by what it runs.
struct Witness {
    /// One call that succeeded, or, for those that only look, that was made.
    struct Event: CustomStringConvertible {
        var call: String
        /// The absolute paths that it was given, and the one that the kernel opened.
        var paths: [String]
        var succeeded: Bool
        var line: String

        var description: String { line }

        var writes: Bool {
            if call == "open" || call == "openat" { return ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].contains { line.contains($0) } }
            return Self.writing.contains(call)
        }

        private static let writing: Set<String> = [
            "creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "link", "linkat", "symlink", "symlinkat",
            "chmod", "fchmodat", "fchmodat2", "chown", "lchown", "fchownat", "truncate", "utime", "utimes", "utimensat", "futimesat", "mknod",
            "mknodat", "mount", "umount2", "pivot_root", "chroot", "swapon", "setxattr", "lsetxattr", "removexattr", "acct",
        ]
    }

    let result: Fuselint.Result
    let events: [Event]

    static let strace = findTool("strace")

    /// Whether strace may watch at all; containers can forbid it.
    static let isPossible: Bool = {
        guard let strace, let program = findTool("true") else { return false }
        let run = try? Fuselint.launch(strace, ["-o", "/dev/null", program.path], in: Scratch.shared.empty)
        return run?.status == 0
    }()

    /// Runs fuselint, watched.
    /// - Parameter logs: an empty directory for what strace writes.
    init(_ arguments: [String], in directory: URL, input: String?, environment: [String: String], logs: URL) throws {
        let strace = try #require(Self.strace)
        // A file for each thread: no call is cut in two by another's.
        let options = ["-ff", "-y", "-qq", "--seccomp-bpf", "-s", "4096", "-e", "trace=%file,%process,%network", "-o", logs.path + "/call", Fuselint.path]
        result = try Fuselint.launch(strace, options + arguments, in: directory, input: input, environment: environment, timeLimit: 120)
        events = try FileManager.default.contentsOfDirectory(atPath: logs.path).sorted().flatMap { name in
            try String(contentsOf: logs.appendingPathComponent(name), encoding: .utf8).split(separator: "\n").compactMap { Self.event($0, in: directory) }
        }
    }

    /// `openat(AT_FDCWD</there>, "name", O_RDONLY) = 3</real/name>`
    private static func event(_ line: Substring, in directory: URL) -> Event? {
        let bytes = Array(line.utf8)
        guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), let equals = bytes.lastRange(of: Array(" = ".utf8)) else { return nil }
        let call = String(decoding: bytes[..<open], as: UTF8.self)
        var base = directory.path
        var paths: [String] = []
        var at = open
        while at < equals.lowerBound {
            switch bytes[at] {
            case UInt8(ascii: "<") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "/"):
                // A directory's descriptor stands before the name that is taken from it.
                let end = bytes[at...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.endIndex
                base = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
                at = end
            case UInt8(ascii: "\""):
                var end = at + 1
                while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
                paths.append(absolute(String(decoding: bytes[(at + 1)..<min(end, bytes.count)], as: UTF8.self), from: base))
                at = end
                if call.hasPrefix("execve") { at = equals.lowerBound }
            default: break
            }
            at += 1
        }
        let outcome = bytes[equals.upperBound...]
        if let begin = outcome.firstIndex(of: UInt8(ascii: "<")), begin + 1 < bytes.count, bytes[begin + 1] == UInt8(ascii: "/"),
            let end = outcome.lastIndex(of: UInt8(ascii: ">"))
        {
            paths.append(String(decoding: bytes[(begin + 1)..<end], as: UTF8.self))
        }
        return Event(call: call, paths: paths, succeeded: outcome.first != UInt8(ascii: "-"), line: String(line))
    }

    /// The path without `.` and `..`, by its words alone.
    private static func absolute(_ name: String, from base: String) -> String {
        var parts: [Substring] = []
        for part in (name.hasPrefix("/") ? name : base + "/" + name).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}

extension [UInt8] {
    fileprivate func lastRange(of pattern: [UInt8]) -> Range<Int>? {
        guard count >= pattern.count else { return nil }
        return (0...(count - pattern.count)).last { self[$0..<($0 + pattern.count)].elementsEqual(pattern) }.map { $0..<($0 + pattern.count) }
    }
}
