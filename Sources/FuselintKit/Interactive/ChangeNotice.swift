import Foundation
import Synchronization

/// Waits for something to happen in directories, without a look at them in the meantime.
///
/// inotify tells (`man 7 inotify`). Where the system gives no more of it, it is looked every second.
final class ChangeNotice: Sendable {
    private let events: Int32
    private let isBlind: Mutex<Bool>

    /// What is written to, comes, goes or changes its name.
    private static let wanted = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE)

    init() {
        events = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        isBlind = Mutex(events < 0)
    }

    deinit { if events >= 0 { close(events) } }

    /// From now on these count too. From any thread; a directory that counts already is none the worse for it.
    func cover(_ directories: Set<String>) {
        for directory in directories where inotify_add_watch(events, directory, Self.wanted) < 0 && errno != ENOENT {
            isBlind.withLock { $0 = true }
        }
    }

    /// Returns when something may have happened since the last call.
    func wait() {
        var place = pollfd(fd: events, events: Int16(POLLIN), revents: 0)
        _ = poll(&place, 1, isBlind.withLock(\.self) ? 1000 : -1)
        // What follows at once belongs to it.
        usleep(100_000)
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        while read(events, &bytes, bytes.count) > 0 {}
    }
}
