/// Something that is acquired and has to be released: a reference, memory, a lock, a state to be ended.
public struct Resource: Hashable, Sendable {
    /// What letting go of the resource means for the object.
    public enum Family: String, Hashable, Sendable {
        /// One holder's share of an object that others may hold too: gone for us, not for them.
        case reference
        /// The object itself: nobody may touch it after.
        case memory
        /// The object stays as it is; nobody else could have what it guards.
        case lock
        /// Something begun that has to be ended: a copy state, a mode, a write access, a request in the making.
        case state
    }

    /// As the tables spell it: `inode`, `mutex`.
    public var id: String
    public var family: Family
    /// As messages name it, with its article: "a reference to an inode", "the mutex".
    public var noun: String
    /// Whether one holder may acquire it on the same object again before releasing it.
    public var nests: Bool
    /// Beginning what has begun, and ending what has ended, changes nothing.
    public var isIdempotent: Bool

    /// The object is a struct that holds references, as struct path does: releasing them leaves the struct.
    public var isEmbedded: Bool
    /// The object has any number of users, and a share is dropped on behalf of one of them: that one path drops two proves nothing.
    public var isPooled: Bool
    /// Whoever is given the object may end it: a state that goes with the object rather than with the one who began it.
    public var isHandedOn: Bool
    /// Whoever holds it must not sleep: Documentation/locking/locktypes.rst, Documentation/RCU/whatisRCU.rst.
    public var forbidsSleep: Bool
    /// Whoever holds it must not wait for an answer of the filesystem's server.
    public var forbidsServer: Bool

    public init(
        id: String, family: Family, noun: String, nests: Bool, isIdempotent: Bool = false, isEmbedded: Bool = false, isPooled: Bool = false,
        isHandedOn: Bool = false, forbidsSleep: Bool = false, forbidsServer: Bool = false
    ) {
        self.id = id
        self.family = family
        self.noun = noun
        self.nests = nests
        self.isIdempotent = isIdempotent
        self.isEmbedded = isEmbedded
        self.isPooled = isPooled
        self.forbidsSleep = forbidsSleep
        self.forbidsServer = forbidsServer
        self.isHandedOn = isHandedOn || family == .reference || family == .memory
    }

    public static func == (left: Resource, right: Resource) -> Bool { left.id == right.id }
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
