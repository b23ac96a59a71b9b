import Program

/// What guards the members of structs, and what else the rules on locks know of the kernel.
public struct LockFacts: Sendable {
    /// A member, or a variable with static storage, that is changed under a lock only.
    public struct Guard: Sendable {
        /// `fuse_inode.nlookup`, `fuse_inode.rdc.pos`, `fuse_conn_list`.
        public var subject: String
        /// The locks of which one is enough, spelled likewise.
        public var locks: [String]
        /// Where that is written down.
        public var source: String

        public init(subject: String, locks: [String], source: String) {
            self.subject = subject
            self.locks = locks
            self.source = source
        }
    }

    /// Locks in the order in which they are taken, the outermost first, spelled as in guards.
    public struct Order: Sendable {
        public var locks: [String]
        /// Where that is written down, or done.
        public var source: String

        public init(locks: [String], source: String) {
            self.locks = locks
            self.source = source
        }
    }

    /// A member that a function changes.
    public struct Writer: Sendable {
        /// Counted from 0: the object.
        public var argument: Int
        public var field: FieldRef

        public init(argument: Int, field: FieldRef) {
            self.argument = argument
            self.field = field
        }
    }

    public var guards: [Guard]
    /// The order in which locks are taken where it is known.
    public var orders: [Order]
    /// Functions that wait for what is no lock, by the resource's id: for a folio's lock, or for writeback to go on.
    public var waits: [String: String]
    /// Functions that change what their arguments point to: lists, trees, maps.
    public var linkers: Set<String>
    /// Functions that change a member of an object.
    public var writers: [String: Writer]
    /// Functions that initialise the lock that an argument points to.
    public var initialisers: Set<String>
    /// Functions that make an inode of which nobody else knows.
    public var makers: Set<String>
    /// Functions that find an inode or make one, which is then the caller's alone until it is unlocked.
    public var finders: Set<String>
    /// The functions that unlock it.
    public var publishers: Set<String>
    /// Slots that are given an object which nobody else can find: it is being made, or goes.
    public var soleOwners: Set<String>
    /// Members that point to what is part of the object, `fuse_inode.dax`.
    public var parts: Set<String>
    /// Macros that say that a store outside of the lock is meant: `WRITE_ONCE`.
    public var deliberate: Set<String>
    /// Macros that say that a lock is held.
    public var assertions: Set<String>

    public init(
        guards: [Guard], orders: [Order], waits: [String: String], linkers: Set<String>, writers: [String: Writer], initialisers: Set<String>, makers: Set<String>,
        finders: Set<String>, publishers: Set<String>, soleOwners: Set<String>, parts: Set<String>, deliberate: Set<String>, assertions: Set<String>
    ) {
        self.guards = guards
        self.orders = orders
        self.waits = waits
        self.linkers = linkers
        self.writers = writers
        self.initialisers = initialisers
        self.makers = makers
        self.finders = finders
        self.publishers = publishers
        self.soleOwners = soleOwners
        self.parts = parts
        self.deliberate = deliberate
        self.assertions = assertions
    }
}
