import Analysis

/// The kinds of things that are acquired and released, by the names that the tables use.
enum Resources {
    static let all: [Resource] = [
        reference("inode", "a reference to an inode"), reference("dentry", "a reference to a dentry"),
        reference("file", "a reference to a file"),
        Resource(id: "path", family: .reference, noun: "a reference to a path", nests: true, isEmbedded: true),
        reference("mount", "a reference to a mount"), reference("cred", "a reference to credentials"),
        reference("pid", "a reference to a pid"), reference("namespace", "a reference to a namespace"),
        reference("folio", "a reference to a folio"), reference("count", "a counted reference"),
        reference("kobject", "a reference to a kobject"), reference("device", "a reference to a device"),
        Resource(id: "module", family: .reference, noun: "a reference to a module", nests: true, isPooled: true),
        reference("bdev", "a reference to a block device"),
        reference("buffer", "a reference to a buffer head"), reference("super", "a reference to a superblock"),
        reference("task", "a reference to a task"), reference("net", "a reference to a network namespace"),
        reference("context", "a filesystem context"), reference("acl", "a reference to an ACL"),
        reference("bio", "a bio"), reference("dax", "a reference to a DAX device"), reference("bdi", "a reference to a backing device"), reference("class", "a device class"), reference("fd", "a reserved file descriptor"),
        Resource(id: "heap", family: .memory, noun: "memory", nests: false),
        Resource(id: "kiocb", family: .memory, noun: "the kiocb", nests: false),
        Resource(id: "pages", family: .memory, noun: "pages", nests: false),
        Resource(id: "name", family: .memory, noun: "a file name", nests: false),
        atomic("spin", "the spinlock"), lock("mutex", "the mutex"), lock("write", "the semaphore for writing"),
        Resource(id: "read", family: .lock, noun: "the semaphore for reading", nests: true),
        Resource(id: "folio-lock", family: .lock, noun: "the folio lock", nests: false, isHandedOn: true), lock("bit", "the bit lock"), atomic("seq", "the sequence lock"),
        atomic("rwlock", "the lock"), atomic("rwread", "the lock for reading", nests: true), atomic("rcu", "the RCU read lock", nests: true),
        Resource(id: "no-fault", family: .state, noun: "page faults switched off", nests: true),
        Resource(id: "srcu", family: .lock, noun: "the SRCU read lock", nests: true),
        lock("request-lock", "the request lock"),
        state("creds", "the caller's credentials"), 
        Resource(id: "copy", family: .state, noun: "the copy state", nests: true, isIdempotent: true, isHandedOn: true), state("write-access", "write access to the mount"),
        state("freeze", "protection against freezing"), state("nowrite", "the stop of writepages"),
        passed("kmap", "a mapping of a page"), state("io-mode", "the io mode"), passed("writeback", "the writeback of a folio"),
        state("idr-preload", "the preloaded idr"), passed("completion", "the completion"), passed("lookup-count", "a lookup count of the server's"),
        Resource(
            id: "unchecked", family: .state, noun: "an inode that may be bad", nests: false, isIdempotent: true, forbidsServer: true),
        state("plug", "the block plug"), passed("new-inode", "the state of a new inode"),
    ]

    static let byID: [String: Resource] = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    private static func reference(_ id: String, _ noun: String) -> Resource {
        Resource(id: id, family: .reference, noun: noun, nests: true)
    }
    private static func lock(_ id: String, _ noun: String) -> Resource { Resource(id: id, family: .lock, noun: noun, nests: false) }
    private static func atomic(_ id: String, _ noun: String, nests: Bool = false) -> Resource {
        Resource(id: id, family: .lock, noun: noun, nests: nests, forbidsSleep: true)
    }
    private static func passed(_ id: String, _ noun: String) -> Resource {
        Resource(id: id, family: .state, noun: noun, nests: true, isHandedOn: true)
    }
    private static func state(_ id: String, _ noun: String) -> Resource { Resource(id: id, family: .state, noun: noun, nests: true) }
}
