import Foundation
import Synchronization

/// What has to go when the process is told to end: files and directories that nobody needs after it.
///
/// Objects that own one remove it themselves when they are done; this is for the end that comes between.
public enum TemporaryPlaces {
    private static let places = Mutex<Set<String>>([])
    /// Held while something is written that must not be left half done. A lock that one thread may take twice.
    private static let work = NSRecursiveLock()

    /// Makes a temporary place, and holds it for removal.
    ///
    /// - Parameter make: makes it, and tells its absolute path.
    public static func hold(_ make: () throws -> String) rethrows -> String {
        try whole {
            let path = try make()
            places.withLock { _ = $0.insert(path) }
            return path
        }
    }

    /// Removes a place that was held.
    public static func remove(_ path: String) {
        // What cannot be removed is of no further use and harms nobody.
        try? FileManager.default.removeItem(atPath: path)
        places.withLock { _ = $0.remove(path) }
    }

    /// Does something short that leaves things behind where it is cut off, such as writing a file aside and renaming it: the
    /// process does not end within it.
    public static func whole<Result>(_ body: () throws -> Result) rethrows -> Result {
        work.lock()
        defer { work.unlock() }
        return try body()
    }

    /// Removes all that is held, for a process that ends now: nothing can be made any more, and `whole` waits for ever.
    public static func removeAll() {
        work.lock()
        for path in places.withLock({ $0 }).sorted() {
            // Others may still write there; the second time they have nowhere to.
            for _ in 0..<2 where FileManager.default.fileExists(atPath: path) { try? FileManager.default.removeItem(atPath: path) }
        }
    }
}
