import Foundation
import Testing

/// A tree with a secret beside it, and all that a run may touch: the tree and a cache to read, and the cache and a directory for
/// temporary files to write.
struct Confinement {
    static let mark = "SECRET-4711"

    let tree: TreeOnDisk
    let secret: URL
    private let directory: URL
    private var cache: URL { directory.appendingPathComponent("cache") }
    private var temporary: URL { directory.appendingPathComponent("tmp") }
    private var home: URL { directory.appendingPathComponent("home") }

    init(in directory: URL) throws {
        self.directory = directory
        let names = ["tree", "cache", "tmp", "home", "logs"]
        for name in names { try FileManager.default.createDirectory(at: directory.appendingPathComponent(name), withIntermediateDirectories: true) }
        tree = try TreeOnDisk(at: directory.appendingPathComponent("tree"))
        secret = directory.appendingPathComponent("secret.h")
        try Data("#error \"\(Self.mark)\"\nint secret_4711 = ;\n\(Self.mark)\n".utf8).write(to: secret)
    }

    /// Runs fuselint under strace, and tells what it did that it may not: one line each.
    func run(_ arguments: [String], input: String? = nil) throws -> (result: Fuselint.Result, breaches: [String]) {
        let logs = directory.appendingPathComponent("logs/\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: logs, withIntermediateDirectories: true)
        let environment = ["HOME": home.path, "XDG_CACHE_HOME": cache.path, "TMPDIR": temporary.path]
        let before = try files()
        let witness = try Witness(arguments, in: tree.root, input: input, environment: environment, logs: logs)
        var breaches = witness.events.compactMap(breach)
        // Nothing is left behind, nothing of the tree is changed.
        let after = try files()
        breaches += Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted().map { "changed or left behind: \($0)" }
        let texts = witness.result.output + witness.result.errors
        breaches += [Self.mark, "root:x:", "HOME=", "secret_4711"].filter(texts.contains).map { "shown: \($0)" }
        return (witness.result, breaches)
    }

    /// All files but those of the cache, by what they hold.
    private func files() throws -> [String: Data] {
        var found: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
            if path.hasPrefix("cache") || path.hasPrefix("logs") { continue }
            let absolute = directory.path + "/" + path
            found[path] = FileManager.default.contents(atPath: absolute) ?? Data((try? FileManager.default.destinationOfSymbolicLink(atPath: absolute))?.utf8 ?? "".utf8)
        }
        return found
    }

    /// What the programs themselves need: the loader's and the compiler's files, and the devices that hold nothing.
    private static let system = ["/usr", "/lib", "/lib64", "/sys/devices/system", "/sys/fs/cgroup", "/proc/self", "/proc/sys/vm", "/proc/meminfo", "/proc/cpuinfo"]
    private static let systemFiles: Set<String> = [
        "/etc/ld.so.cache", "/etc/gitconfig", "/etc/os-release", "/etc/debian_version", "/etc/lsb-release", "/dev/null", "/dev/urandom", "/etc/localtime",
        "/proc/stat", "/etc/ld.so.preload", "/proc/filesystems",
    ]
    /// The only programs that fuselint runs: git, and itself.
    private static let programs = Set(["git"].compactMap { findTool($0)?.path } + [Fuselint.path, "/proc/self/exe"])

    private func breach(_ event: Witness.Event) -> String? {
        switch event.call {
        case "execve", "execveat":
            // A search of PATH tries names that are not there.
            return event.succeeded && !Self.programs.isSuperset(of: event.paths) && !isInGit(event.paths) ? "runs: \(event)" : nil
        case "connect", "bind", "sendto", "sendmsg", "sendmmsg":
            // Foundation wakes its own thread by a socket on the loopback device.
            return event.line.contains("sa_family") && !event.line.contains("inet_addr(\"127.0.0.1\")") ? "network: \(event)" : nil
        case "socket":
            return event.line.contains("AF_INET, SOCK_DGRAM") || event.line.contains("AF_UNIX") ? nil : "network: \(event)"
        default: break
        }
        // Whoever so much as asks whether a file is there can tell the answer in another way.
        if let path = event.paths.first(where: isForbidden) { return "asks about \(path): \(event)" }
        guard event.succeeded else { return nil }
        // The first name of a symbolic link is what it holds.
        if event.call.hasPrefix("symlink") { return event.paths.suffix(1).allSatisfy(isWritable) ? nil : "writes: \(event)" }
        if event.writes { return event.paths.allSatisfy(isWritable) ? nil : "writes: \(event)" }
        guard event.call.hasPrefix("open") else { return nil }
        return event.paths.allSatisfy(isReadable) ? nil : "opens: \(event)"
    }

    /// What hostile patches name.
    private func isForbidden(_ path: String) -> Bool {
        path == secret.path || ["/etc/passwd", "/etc/shadow", "/dev/zero", "/dev/stdin", "/proc/self/environ"].contains(path)
    }

    private func isInGit(_ paths: [String]) -> Bool { paths.allSatisfy { $0.hasPrefix("/usr/lib/git-core/") } }

    private func isWritable(_ path: String) -> Bool { path == "/dev/null" || [cache, temporary].contains { isInside(path, $0.path) } }

    private func isReadable(_ path: String) -> Bool {
        if isWritable(path) || Self.systemFiles.contains(path) || isOwnProcess(path) { return true }
        let programs = URL(fileURLWithPath: Fuselint.path).deletingLastPathComponent().path
        return (Self.system + Self.swift + [tree.root.path, home.path, programs]).contains { isInside(path, $0) }
    }

    /// What a process reads of itself: its descriptors, libraries and limits.
    private func isOwnProcess(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count >= 3 && parts[0] == "proc" && Int(parts[1]) != nil && ["maps", "fd", "status", "stat", "task", "mountinfo", "cgroup"].contains(parts[2])
    }

    /// Where Swift's libraries are.
    private static let swift: [String] = ["/opt/swift"] + (findTool("swift").map { [$0.resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent().path] } ?? [])

    private func isInside(_ path: String, _ directory: String) -> Bool { path == directory || path.hasPrefix(directory + "/") }
}

/// Calls `body` with a confinement in a new directory, which is removed afterwards.
func withConfinement<Result>(_ body: (Confinement) throws -> Result) throws -> Result {
    try withTemporaryDirectory { try body(Confinement(in: $0)) }
}
