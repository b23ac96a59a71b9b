/// What the search for objects that are shown to others too early knows of the kernel.
public struct PublishFacts: Sendable {
    /// A function that puts an object where others find it.
    public struct Inserter: Sendable {
        /// The argument, counted from 0, that is the object or points into it.
        public var object: Int
        /// The argument that says where it is put; nil where everybody looks there.
        public var place: Int?

        public init(object: Int, place: Int?) {
            self.object = object
            self.place = place
        }
    }

    public var inserters: [String: Inserter]
    /// Functions that take an object away again, or end it, by a part of their names.
    public var removers: [String]
    /// Functions that initialise what their first argument points to.
    public var initialisers: Set<String>
    /// Macros that store a pointer for readers without a lock.
    public var publishing: Set<String>
    /// Macros that say that others may look on while a member is stored.
    public var deliberate: Set<String>
    /// Functions that wait until others are done with what they were shown, by the beginnings of their names.
    public var waits: [String]
    /// Slots that are called before the filesystem is in use: their work is found by nobody.
    public var beginnings: Set<String>

    public init(
        inserters: [String: Inserter], removers: [String], initialisers: Set<String>, publishing: Set<String>, deliberate: Set<String>,
        waits: [String], beginnings: Set<String>
    ) {
        self.inserters = inserters
        self.removers = removers
        self.initialisers = initialisers
        self.publishing = publishing
        self.deliberate = deliberate
        self.waits = waits
        self.beginnings = beginnings
    }
}
