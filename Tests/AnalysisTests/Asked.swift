import Synchronization

/// The names that a source of bodies was asked for, in order.
final class Asked: Sendable {
    private let log = Mutex<[String]>([])

    var names: [String] { log.withLock { $0 } }

    func add(_ name: String) { log.withLock { $0.append(name) } }
}
