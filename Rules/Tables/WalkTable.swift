import Analysis

/// What changes an object that others may look at in RCU walk.
enum WalkTable {
    /// Objects of which RCU walk holds none: Documentation/filesystems/path-lookup.rst. References to pages are taken there, and
    /// credentials, which the mount holds, are as well.
    private static let resources: Set<String> = ["inode", "dentry", "file", "path", "mount", "super", "count", "task", "pid", "namespace"]

    /// What a function takes a reference to, whatever becomes of the object meanwhile; nil for none.
    ///
    /// Those that find out whether there still is an object, as refcount_inc_not_zero() does, are made for RCU.
    static func taken(by name: String, _ facts: KernelFacts) -> Resource? {
        facts[name]?.effects.first { effect in
            guard effect.verb == .acquire, let resource = effect.resource, resources.contains(resource.id) else { return false }
            return effect.condition != .notZero
        }?.resource
    }

    /// include/linux/bitops.h: all of them change a bit of what their second argument points to.
    static let bits: Set<String> = [
        "set_bit", "clear_bit", "change_bit", "test_and_set_bit", "test_and_clear_bit", "test_and_change_bit", "__set_bit", "__clear_bit",
        "__change_bit", "__test_and_set_bit", "__test_and_clear_bit",
    ]

    /// What RCU walk comes by holding no reference to it; and so is all that these lead to.
    static let objects: Set<String> = ["inode", "dentry", "super_block", "vfsmount", "path"]
}
