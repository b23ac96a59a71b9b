/// What the kernel promises to the functions in a slot of an ops table, and asks of them.
public struct SlotContract: Hashable, Sendable {
    /// A lock that is held when the function is entered, and still when it has returned.
    public struct Lock: Hashable, Sendable {
        /// `write`, `read`, `spin`: a resource's id.
        public var resource: Resource
        /// The argument, counted from 0, and the way from there, as members' names: `1->d_inode->i_rwsem`.
        public var argument: Int
        public var members: [String]

        public init(_ resource: Resource, argument: Int, members: [String]) {
            self.resource = resource
            self.argument = argument
            self.members = members
        }
    }

    /// What says that a call comes with a restriction.
    public enum Condition: Hashable, Sendable {
        case always
        /// An argument, counted from 0, or from the end with -1 for the last, is null or 0.
        case null(Int)
        /// An argument is not 0.
        case notNull(Int)
        /// An argument has all of these bits.
        case bits(Int, [Int64])
    }

    /// Results that the function must not return.
    public struct Ban: Hashable, Sendable {
        public enum Results: Hashable, Sendable {
            case exactly(Int64)
            /// Anything from 1 to what is no error pointer.
            case positive
            /// Anything from -4095 to -1.
            case errors
        }

        public enum Condition: Hashable, Sendable {
            case always
            /// Where the call does not come from RCU walk.
            case outOfWalk
            /// Where the function's ops table has one of these members, too.
            case beside(Set<String>)
        }

        public var results: Results
        public var condition: Condition
        /// What becomes of it, as in "the VFS takes it for an error pointer".
        public var reason: String

        public init(_ results: Results, _ condition: Condition, reason: String) {
            self.results = results
            self.condition = condition
            self.reason = reason
        }
    }

    public var locks: [Lock] = []
    /// Why the function must never sleep, as in "dentry_operations.d_prune is called with d_lock held"; nil where it may.
    public var atomic: String?
    /// Why the function must not wait for an answer of the filesystem's server; nil where it may.
    public var noServer: String?
    /// What has to be settled before the function asks the server; nil for nothing.
    public var asksFirst: Resource?
    /// When the call comes from RCU walk: it must not sleep, and no reference may be taken. Nil where it never does.
    public var walk: Condition?
    public var bans: [Ban] = []
    /// Whether nobody looks at what the function returns.
    public var isResultUnused = false
    /// Where that is written down.
    public var source = ""

    public init() {}
}
