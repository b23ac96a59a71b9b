/// What a function says about a lock between its parameters and its body, for sparse: `__releases(fiq->lock)`.
///
/// include/linux/compiler_types.h; the compiler itself sees nothing of it.
public struct LockContract: Sendable, Hashable {
    public enum Kind: String, Sendable {
        /// Entered with the lock held, left without it.
        case releases = "__releases"
        /// Entered without the lock, left with it.
        case acquires = "__acquires"
        /// Entered and left with the lock held.
        case holds = "__must_hold"
    }

    public var kind: Kind
    /// The lock as it is written: `fiq->lock`.
    public var lock: String

    public init(_ kind: Kind, lock: String) {
        self.kind = kind
        self.lock = lock
    }
}
