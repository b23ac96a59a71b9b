import Foundation
import SourceTree

/// The stand-ins of a tree on disk: a compiler's -I wants real directories.
///
/// The directory is named by a hash of what it holds and is never changed once it is there, so any number of processes
/// may share it. It is written aside and renamed into place.
public final class StandInDirectory: Sendable {
    /// The absolute path to give to `KernelTree.flags(for:standInDirectory:)`.
    public let path: String
    private let isTemporary: Bool

    /// Puts the stand-ins under `cache` (default: `$XDG_CACHE_HOME/fuselint/stand-ins`, else `~/.cache/...`).
    ///
    /// Where that cannot be written, they go to a temporary directory that is removed with this object.
    /// - Throws: `StandInDirectoryError` when neither can be written.
    public init(_ standIns: [StandIn], cache: String? = nil) throws {
        let name = Self.hash(of: standIns)
        let place = cache ?? Self.defaultCache
        if let place, let path = TemporaryPlaces.whole({ Self.write(standIns, to: place, name: name) }) {
            self.path = path
            isTemporary = false
            return
        }
        let temporary = TemporaryPlaces.hold { FileManager.default.temporaryDirectory.path + "/fuselint-\(UUID().uuidString)" }
        guard let path = TemporaryPlaces.whole({ Self.write(standIns, to: temporary, name: name) }) else {
            throw StandInDirectoryError.cannotWrite([place, temporary].compactMap { $0 })
        }
        self.path = path
        isTemporary = true
    }

    deinit {
        // Left over in the system's temporary directory at worst.
        if isTemporary { TemporaryPlaces.remove(URL(fileURLWithPath: path).deletingLastPathComponent().path) }
    }

    /// Where stand-ins are kept between runs; nil when the environment names no place.
    public static var defaultCache: String? {
        let environment = ProcessInfo.processInfo.environment
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/fuselint/stand-ins" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.cache/fuselint/stand-ins" }
        return nil
    }

    /// The directory with the stand-ins below `place`, written if it is not there; nil when it cannot be.
    private static func write(_ standIns: [StandIn], to place: String, name: String) -> String? {
        let files = FileManager.default
        let path = place + "/" + name
        if holds(standIns, path) { return path }
        let staging = place + "/.\(name).\(UUID().uuidString)"
        do {
            try files.createDirectory(atPath: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            var made: Set<String> = []
            for standIn in standIns {
                let file = staging + "/" + standIn.path
                let directory = URL(fileURLWithPath: file).deletingLastPathComponent().path
                if made.insert(directory).inserted { try files.createDirectory(atPath: directory, withIntermediateDirectories: true) }
                try Data(standIn.contents.utf8).write(to: URL(fileURLWithPath: file))
            }
        } catch {
            // No such place to write: the caller goes on with the next one. What was begun is of no use.
            try? files.removeItem(atPath: staging)
            return nil
        }
        if rename(staging, path) == 0 { return path }
        // Another process was first (then the contents are right), or a damaged one stands in the way: move it aside.
        if !holds(standIns, path) {
            let damaged = staging + ".old"
            _ = rename(path, damaged)
            let renamed = rename(staging, path) == 0
            try? files.removeItem(atPath: damaged)  // Nothing depends on it any more.
            if renamed { return path }
        }
        try? files.removeItem(atPath: staging)  // The other process's copy is used.
        return holds(standIns, path) ? path : nil
    }

    /// Whether the directory has every stand-in with exactly its contents.
    private static func holds(_ standIns: [StandIn], _ path: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else { return false }
        return standIns.allSatisfy { standIn in
            FileManager.default.contents(atPath: path + "/" + standIn.path) == Data(standIn.contents.utf8)
        }
    }

    /// Of paths and contents: it names a cache entry, whose contents are compared anyway.
    private static func hash(of standIns: [StandIn]) -> String {
        var hash = StableHash()
        for standIn in standIns.sorted(by: { $0.path < $1.path }) {
            hash.combine("\(standIn.path)\0\(standIn.contents)\0")
        }
        return hash.digits
    }
}

/// Why the stand-ins could not be put on disk.
public enum StandInDirectoryError: Error, CustomStringConvertible, Equatable {
    case cannotWrite([String])

    public var description: String {
        switch self {
        case .cannotWrite(let places):
            "cannot write generated headers to \(places.joined(separator: " or ")): set XDG_CACHE_HOME or TMPDIR to a writable directory"
        }
    }
}
