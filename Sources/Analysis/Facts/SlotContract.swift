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

    public var locks: [Lock] = []
    /// Why the function must never sleep, as in "dentry_operations.d_prune is called with d_lock held"; nil where it may.
    public var atomic: String?
    /// Why the function must not wait for an answer of the filesystem's server; nil where it may.
    public var noServer: String?
    /// What has to be settled before the function asks the server; nil for nothing.
    public var asksFirst: Resource?
    /// When the call comes from RCU walk: it must not sleep, and no reference may be taken. Nil where it never does.
    public var walk: Condition?
    /// Where that is written down.
    public var source = ""

    public init() {}
}
