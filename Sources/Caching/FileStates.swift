import Foundation
import SourceTree
import Synchronization

/// The files of a tree on disk, each looked at once.
public final class FileStates: Sendable {
    private let snapshot: Snapshot
    private let statuses = Mutex<[String: stat?]>([:])
    private let stamps = Mutex<[String: String]>([:])

    public init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    /// What differs when the file has changed: a hash of the contents as the snapshot has them, or size and time.
    ///
    /// - Parameter hashing: whether to go by the contents, for a file that is edited and put back.
    /// - Returns: nil for a file that cannot be read; never empty.
    public func stamp(of file: TreePath, hashing: Bool) -> String? {
        let path = file.description
        if let known = stamps.withLock({ $0[path] }) { return known }
        let made: String
        if hashing {
            guard let contents = (try? snapshot.contents(of: file)) ?? nil else { return nil }
            var hash = StableHash()
            hash.combine(bytes: contents)
            made = hash.digits
        } else {
            guard let status = status(of: path) else { return nil }
            made = "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
        }
        stamps.withLock { $0[path] = made }
        return made
    }

    /// Whether the file was last changed before that moment: one that changes while it is read may have been read before
    /// the change. Times of files are those of the last tick, at most 10 ms ago, and on some filesystems whole seconds.
    public func isOlder(_ path: String, than moment: timespec) -> Bool {
        guard let changed = status(of: path)?.st_ctim else { return false }
        let seconds = Double(moment.tv_sec - changed.tv_sec) + Double(moment.tv_nsec - changed.tv_nsec) / 1e9
        return seconds > (changed.tv_nsec == 0 ? 2 : 0.02)
    }

    /// Nil for a file that is not there.
    private func status(of path: String) -> stat? {
        if let known = statuses.withLock({ $0[path] }) { return known }
        var found = stat()
        let status = stat(snapshot.root + "/" + path, &found) == 0 ? found : nil
        statuses.withLock { $0[path] = .some(status) }
        return status
    }
}

extension timespec {
    /// The present moment, by the clock that files are stamped with.
    public static var now: timespec {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return now
    }
}
