import Foundation
import SourceTree
import Synchronization

/// A place for what is kept between runs to save work: entries, each a directory with files that never change.
///
/// Any number of processes may share it: an entry is filled aside and renamed into place, so it is there whole or not at
/// all. Whoever reads one checks it, and says so where it is damaged. The entries used longest ago go first.
public struct CacheFolder: Sendable {
    /// Absolute. It need not exist yet.
    public let path: String
    /// How many bytes may stay when an entry is added.
    private let limit: Int

    /// What is kept.
    public enum Kind: String, CaseIterable, Sendable {
        /// Headers that a build of the kernel would generate, one directory a tree and configuration.
        case standIns = "stand-ins"
        /// What the Kconfig files of a tree came to.
        case configurations
        /// Headers that the files of a directory share, parsed.
        case precompiled
        /// What C files came to, parsed and lowered.
        case units
        /// What following the functions of a directory has shown.
        case flows
        /// What the rules said of a directory.
        case answers

        /// In bytes. A precompiled header takes 10 to 25 MB, a unit 300 KB to 1 MB, the flows of a directory 1 to 10 MB, an answer
        /// 100 KB, a configuration 100 KB.
        fileprivate var limit: Int {
            switch self {
            case .standIns: .max
            case .precompiled, .units: 1 << 30
            case .flows: 256 << 20
            case .answers: 128 << 20
            case .configurations: 16 << 20
            }
        }
    }

    /// - Returns: nil where the environment names no place (`$XDG_CACHE_HOME`, else `$HOME/.cache`).
    public init?(_ kind: Kind) {
        guard let place = Self.place else { return nil }
        self.init(path: place + "/" + kind.rawValue, limit: kind.limit)
    }

    /// - Parameters:
    ///   - path: absolute.
    ///   - limit: in bytes.
    public init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    private static var place: String? {
        let environment = ProcessInfo.processInfo.environment
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/fuselint" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.cache/fuselint" }
        return nil
    }

    /// The absolute path of an entry that is there and ours, marked as used now; nil where there is none.
    public func entry(_ name: String) -> String? {
        let entry = path + "/" + name
        var status = stat()
        guard lstat(entry, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else { return nil }
        utimes(entry, nil)  // One that cannot be marked goes sooner.
        return entry
    }

    /// Puts an entry in place of one that may be there.
    ///
    /// - Parameter fill: writes the files of the entry into the directory that it is given.
    /// - Returns: its absolute path; nil where nothing can be written here.
    /// - Throws: what `fill` throws; nothing stays then.
    public func put(_ name: String, _ fill: (String) throws -> Void) throws -> String? {
        let files = FileManager.default
        let entry = path + "/" + name
        let staging = TemporaryPlaces.hold { path + "/.\(UUID().uuidString)" }
        defer { TemporaryPlaces.remove(staging) }
        do {
            try files.createDirectory(atPath: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            return nil
        }
        try fill(staging)
        let isThere = TemporaryPlaces.whole {
            if rename(staging, entry) == 0 { return true }
            // A directory with something in it is not replaced: it goes aside first, to be removed with the staging one.
            let old = path + "/.\(UUID().uuidString)"
            defer { try? files.removeItem(atPath: old) }  // What stays is taken away with the entries used longest ago.
            return rename(entry, old) == 0 && rename(staging, entry) == 0
        }
        guard isThere || self.entry(name) != nil else { return nil }
        // To look at all entries each time would take longer than making one.
        let bytes = Self.known.withLock { known in
            known[path] = known[path].map { $0 + Self.bytes(below: entry) }
            return known[path]
        }
        if bytes ?? .max > limit { shrink(keeping: name) }
        return entry
    }

    /// About how many bytes there are in each folder that this process has added to.
    private static let known = Mutex<[String: Int]>([:])

    /// Removes an entry, such as a damaged one; where it stays, it is found to be damaged again.
    public func remove(_ name: String) { try? FileManager.default.removeItem(atPath: path + "/" + name) }

    /// Removes all of them.
    /// - Throws: the system's error for the first that stays.
    public func clear() throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    /// How many entries there are, and how many bytes they take.
    public var size: (entries: Int, bytes: Int) {
        let all = entries
        return (all.count, all.reduce(0) { $0 + $1.bytes })
    }

    private struct Entry {
        var name: String
        var bytes: Int
        /// In seconds since 1970.
        var used: Int
    }

    private var entries: [Entry] {
        let files = FileManager.default
        // A folder that cannot be listed holds nothing that could be used.
        return ((try? files.contentsOfDirectory(atPath: path)) ?? []).map { name in
            let entry = path + "/" + name
            return Entry(name: name, bytes: Self.bytes(below: entry), used: Self.status(of: entry)?.st_mtim.tv_sec ?? 0)
        }
    }

    private static func bytes(below entry: String) -> Int {
        // What cannot be listed, since another process has just removed it, takes no place.
        let below = (try? FileManager.default.subpathsOfDirectory(atPath: entry)) ?? []
        return below.reduce(0) { $0 + (status(of: entry + "/" + $1)?.regularSize ?? 0) }
    }

    /// Foundation's attributes ask who the owner is, and that asks a daemon.
    private static func status(of path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    /// Takes away what was used longest ago until the rest fits.
    private func shrink(keeping kept: String) {
        let all = entries.sorted { $0.used > $1.used }
        var (bytes, staying) = (0, 0)
        for entry in all {
            bytes += entry.bytes
            // What another process is filling at the moment is left to it for an hour.
            let isBeingFilled = entry.name.hasPrefix(".") && entry.used > time(nil) - 3600
            if bytes > limit, entry.name != kept, !isBeingFilled { remove(entry.name) } else { staying += entry.bytes }
        }
        Self.known.withLock { $0[path] = staying }
    }
}

extension stat {
    fileprivate var regularSize: Int { st_mode & S_IFMT == S_IFREG ? Int(st_size) : 0 }
}
