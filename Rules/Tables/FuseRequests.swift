import Program

/// Requests to a FUSE server that wait for the answer, and what is done with the attributes in it.
enum FuseRequests {
    static let names: Set<String> = ["fuse_simple_request", "__fuse_simple_request", "fuse_simple_idmap_request"]

    static let sample = "fuse_get_attr_version"

    /// Functions that put a reply's attributes into an inode.
    static let takers = ServerAttributes.takers.union(["fuse_read_update_size"])

    /// The parameter of such a function that says when the attributes were asked for, by its name in the function's own body.
    static func version(_ function: Function) -> Int? {
        function.parameters.firstIndex { ["attr_version", "attr_ver"].contains($0.name) }
    }

    static let opcode = FieldRef(record: "fuse_args", name: "opcode")
    static let attributeVersion = FieldRef(record: "fuse_inode", name: "attr_version")
    static let inodeLock = FieldRef(record: "fuse_inode", name: "lock")

    /// Requests whose replies are about an inode that is there already: LOOKUP, GETATTR, SETATTR, READDIRPLUS, STATX.
    static let aboutExisting: Set<Int64> = [1, 3, 4, 44, 52]
}
