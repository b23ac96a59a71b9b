import Analysis

/// What shows objects to others: include/linux/list.h, rculist.h, idr.h, xarray.h, radix-tree.h, rbtree.h, dcache.h, file.h.
enum PublishTable {
    static let facts = PublishFacts(
        inserters: inserters, removers: ["_del", "remove", "erase", "unhash", "_drop", "destroy", "free", "_put", "put_"],
        initialisers: [
            "__mutex_init", "mutex_init_generic", "__init_rwsem", "__raw_spin_lock_init", "__rwlock_init", "mutex_init", "init_rwsem", "spin_lock_init",
            "INIT_LIST_HEAD", "INIT_HLIST_HEAD", "refcount_set", "atomic_set", "atomic64_set", "kref_init", "init_completion", "__init_waitqueue_head",
            "init_waitqueue_head", "idr_init", "xa_init", "xa_init_flags",
        ],
        publishing: ["rcu_assign_pointer", "smp_store_release"],
        deliberate: DeliberateStores.orInitialising.union(["smp_store_mb"]),
        waits: ["wait_", "__wait_", "prepare_to_wait", "synchronize_", "flush_", "schedule_timeout", "io_schedule"],
        beginnings: [
            "fs_context_operations", "file_system_type.init_fs_context", "file_system_type.mount", "super_operations.alloc_inode",
            "dentry_operations.d_init",
        ])

    private static let inserters: [String: PublishFacts.Inserter] = {
        typealias Inserter = PublishFacts.Inserter
        var found: [String: Inserter] = [:]
        for name in ["list_add", "list_add_tail", "list_add_rcu", "list_add_tail_rcu", "hlist_add_head", "hlist_add_head_rcu", "hlist_add_tail_rcu", "hlist_bl_add_head",
            "hlist_bl_add_head_rcu", "rb_insert_color", "rb_insert_color_cached", "interval_tree_insert", "llist_add"]
        {
            found[name] = Inserter(object: 0, place: 1)
        }
        for name in ["idr_alloc", "idr_alloc_cyclic", "idr_alloc_u32", "idr_replace"] { found[name] = Inserter(object: 1, place: 0) }
        for name in ["xa_store", "xa_store_irq", "xa_store_bh", "xa_insert", "xa_insert_irq", "xa_insert_bh", "radix_tree_insert"] {
            found[name] = Inserter(object: 2, place: 0)
        }
        for name in ["d_instantiate", "d_instantiate_new", "d_add", "fd_install"] { found[name] = Inserter(object: 1, place: nil) }
        for name in ["unlock_new_inode", "insert_inode_hash", "d_splice_alias"] { found[name] = Inserter(object: 0, place: nil) }
        return found
    }()
}
