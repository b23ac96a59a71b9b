import Analysis
import Program

/// Which lock guards which member, one line each:
///
///     struct.member   struct.lock [or struct.lock ...]   # where it is written down
///
/// A variable with static storage is named without a struct. Members that only some versions have may stand here as well.
enum GuardTable {
    static let text = """
        fuse_inode.nlookup               fuse_inode.lock           # fs/fuse/inode.c, fuse_iget()
        fuse_inode.attr_version          fuse_inode.lock           # fs/fuse/inode.c, fuse_change_attributes_common()
        fuse_inode.write_files           fuse_inode.lock           # fs/fuse/fuse_i.h, struct fuse_inode
        fuse_inode.queued_writes         fuse_inode.lock           # fs/fuse/fuse_i.h, struct fuse_inode
        fuse_inode.writectr              fuse_inode.lock           # fs/fuse/dir.c, fuse_set_nowrite()
        fuse_inode.iocachectr            fuse_inode.lock           # fs/fuse/iomode.c
        fuse_inode.writepages            fuse_inode.lock           # fs/fuse/file.c, fuse_page_is_writeback()
        fuse_file.write_entry            fuse_inode.lock           # fs/fuse/fuse_i.h, struct fuse_inode
        fuse_writepage_args.queue_entry  fuse_inode.lock           # fs/fuse/file.c, fuse_flush_writepages()
        fuse_writepage_args.writepages_entry fuse_inode.lock       # fs/fuse/file.c, tree_insert()
        dentry.d_flags                   dentry.d_lock             # include/linux/dcache.h, struct dentry
        inode.i_size                     inode.i_rwsem or fuse_inode.lock   # fs/fuse/inode.c, fuse_change_attributes()
        fuse_inode.rdc.cached            fuse_inode.rdc.lock       # fs/fuse/fuse_i.h: protects above fields
        fuse_inode.rdc.size              fuse_inode.rdc.lock       # fs/fuse/fuse_i.h: protects above fields
        fuse_inode.rdc.pos               fuse_inode.rdc.lock       # fs/fuse/fuse_i.h: protects above fields
        fuse_inode.rdc.version           fuse_inode.rdc.lock       # fs/fuse/fuse_i.h: protects above fields
        fuse_inode.rdc.mtime             fuse_inode.rdc.lock       # fs/fuse/fuse_i.h: protects above fields
        fuse_inode.rdc.iversion          fuse_inode.rdc.lock       # fs/fuse/fuse_i.h: protects above fields
        fuse_conn.max_background         fuse_conn.bg_lock         # fs/fuse/fuse_i.h, struct fuse_conn
        fuse_conn.congestion_threshold   fuse_conn.bg_lock         # fs/fuse/fuse_i.h, struct fuse_conn
        fuse_conn.num_background         fuse_conn.bg_lock         # fs/fuse/fuse_i.h, struct fuse_conn
        fuse_conn.active_background      fuse_conn.bg_lock         # fs/fuse/fuse_i.h, struct fuse_conn
        fuse_conn.bg_queue               fuse_conn.bg_lock         # fs/fuse/fuse_i.h, struct fuse_conn
        fuse_conn.blocked                fuse_conn.bg_lock         # fs/fuse/fuse_i.h, struct fuse_conn
        fuse_conn.connected              fuse_conn.lock            # fs/fuse/dev.c, fuse_abort_conn()
        fuse_conn.polled_files           fuse_conn.lock            # fs/fuse/file.c, fuse_register_polled_file()
        fuse_conn.devices                fuse_conn.lock            # fs/fuse/inode.c, fuse_dev_install()
        fuse_conn.backing_files_map      fuse_conn.lock            # fs/fuse/passthrough.c
        fuse_conn.mounts                 fuse_conn.killsb          # fs/fuse/fuse_i.h, struct fuse_conn
        fuse_file.polled_node            fuse_conn.lock            # fs/fuse/file.c, fuse_register_polled_file()
        fuse_dev.entry                   fuse_conn.lock            # fs/fuse/inode.c, fuse_dev_install()
        fuse_mount.fc_entry              fuse_conn.killsb          # fs/fuse/fuse_i.h, struct fuse_mount
        fuse_conn.entry                  fuse_mutex                # fs/fuse/inode.c, fuse_fill_super_common()
        fuse_conn_list                   fuse_mutex                # fs/fuse/fuse_i.h
        fuse_control_sb                  fuse_mutex                # fs/fuse/control.c, fuse_ctl_fill_super()
        fuse_iqueue.connected            fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue
        fuse_iqueue.pending              fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue
        fuse_iqueue.interrupts           fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue
        fuse_iqueue.forget_list_head     fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue
        fuse_iqueue.forget_list_tail     fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue
        fuse_iqueue.forget_batch         fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue
        fuse_iqueue.reqctr               fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue
        fuse_req.intr_entry              fuse_iqueue.lock          # fs/fuse/fuse_i.h, struct fuse_iqueue: interrupts
        fuse_pqueue.connected            fuse_pqueue.lock          # fs/fuse/fuse_i.h, struct fuse_pqueue
        fuse_pqueue.processing           fuse_pqueue.lock          # fs/fuse/fuse_i.h, struct fuse_pqueue
        fuse_pqueue.io                   fuse_pqueue.lock          # fs/fuse/fuse_i.h, struct fuse_pqueue
        fuse_conn_dax.nr_busy_ranges     fuse_conn_dax.lock        # fs/fuse/dax.c, struct fuse_conn_dax
        fuse_conn_dax.busy_ranges        fuse_conn_dax.lock        # fs/fuse/dax.c, struct fuse_conn_dax
        fuse_conn_dax.nr_free_ranges     fuse_conn_dax.lock        # fs/fuse/dax.c, struct fuse_conn_dax
        fuse_conn_dax.free_ranges        fuse_conn_dax.lock        # fs/fuse/dax.c, struct fuse_conn_dax
        fuse_dax_mapping.busy_list       fuse_conn_dax.lock        # fs/fuse/dax.c, struct fuse_dax_mapping
        fuse_inode_dax.tree              fuse_inode_dax.sem        # fs/fuse/dax.c, struct fuse_inode_dax
        fuse_inode_dax.nr                fuse_inode_dax.sem        # fs/fuse/dax.c, struct fuse_inode_dax
        fuse_io_priv.reqs                fuse_io_priv.lock         # fs/fuse/file.c, fuse_aio_complete()
        fuse_io_priv.err                 fuse_io_priv.lock         # fs/fuse/file.c, fuse_aio_complete()
        fuse_io_priv.bytes               fuse_io_priv.lock         # fs/fuse/file.c, fuse_aio_complete()
        virtio_fs_vq.connected           virtio_fs_vq.lock         # fs/fuse/virtio_fs.c, struct virtio_fs_vq
        virtio_fs_forget.list            virtio_fs_vq.lock         # fs/fuse/virtio_fs.c, virtio_fs_hiprio_dispatch_work()
        virtio_fs_vq.in_flight           virtio_fs_vq.lock         # fs/fuse/virtio_fs.c, struct virtio_fs_vq
        virtio_fs_vq.queued_reqs         virtio_fs_vq.lock         # fs/fuse/virtio_fs.c, struct virtio_fs_vq
        virtio_fs_vq.end_reqs            virtio_fs_vq.lock         # fs/fuse/virtio_fs.c, struct virtio_fs_vq
        virtio_fs_instances              virtio_fs_mutex           # fs/fuse/virtio_fs.c
        virtio_fs.list                   virtio_fs_mutex           # fs/fuse/virtio_fs.c
        cuse_conntbl                     cuse_lock                 # fs/fuse/cuse.c
        cuse_conn.list                   cuse_lock                 # fs/fuse/cuse.c
        ovl_inode.version                inode.i_rwsem             # fs/overlayfs/util.c, ovl_dir_modified()
        """

    /// - Throws: `FactTable.Malformed` for a line without a lock or without a source.
    static func read() throws -> [LockFacts.Guard] {
        try text.split(separator: "\n").map { raw in
            let halves = raw.split(separator: "#", maxSplits: 1).map { $0.split(separator: " ").map(String.init) }
            guard halves.count == 2, !halves[1].isEmpty, halves[0].count.isMultiple(of: 2),
                stride(from: 2, to: halves[0].count, by: 2).allSatisfy({ halves[0][$0] == "or" })
            else { throw FactTable.Malformed(line: String(raw), part: "a member, its locks, and a source are wanted") }
            let locks = stride(from: 1, to: halves[0].count, by: 2).map { halves[0][$0] }
            return LockFacts.Guard(subject: halves[0][0], locks: locks, source: halves[1].joined(separator: " "))
        }
    }
}

/// What the rules on locks know of the kernel's functions and macros beside `LockTable`.
enum LockWays {
    static let facts: LockFacts = {
        do {
            return LockFacts(
                guards: try GuardTable.read(), orders: try LockOrderTable.read(), waits: LockOrderTable.waits, linkers: linkers,
                writers: ["i_size_write": LockFacts.Writer(argument: 0, field: FieldRef(record: "inode", name: "i_size"))],
                initialisers: initialisers, makers: ["new_inode", "new_inode_pseudo"],
                finders: ["iget5_locked", "iget_locked", "iget5_locked_rcu", "inode_insert5"], publishers: ["unlock_new_inode", "d_instantiate_new"],
                soleOwners: soleOwners, parts: ["fuse_inode.dax", "fuse_pqueue.processing"], deliberate: DeliberateStores.names,
                assertions: ["lockdep_assert_held", "lockdep_assert_held_write", "lockdep_assert_held_once"])
        } catch {
            // A table that is wrong is a fault of the program itself; a test reads them all.
            fatalError("\(error)")
        }
    }()

    /// include/linux/list.h, rbtree.h, interval_tree_generic.h, idr.h, xarray.h.
    private static let linkers: Set<String> = [
        "list_add", "list_add_tail", "list_del", "list_del_init", "list_move", "list_move_tail", "list_replace", "list_replace_init", "list_splice",
        "list_splice_init", "list_splice_tail", "list_splice_tail_init", "list_cut_position", "list_bulk_move_tail", "hlist_add_head", "hlist_del",
        "hlist_del_init", "rb_erase", "rb_erase_cached", "rb_insert_color", "rb_insert_color_cached", "rb_link_node", "rb_replace_node",
        "interval_tree_insert", "interval_tree_remove", "idr_alloc", "idr_alloc_cyclic", "idr_remove", "idr_replace",
    ]

    private static let initialisers: Set<String> = [
        "__mutex_init", "mutex_init_generic", "__init_rwsem", "__raw_spin_lock_init", "__rwlock_init", "mutex_init", "init_rwsem", "spin_lock_init",
    ]

    /// An inode that is being made or goes is nobody else's; a superblock is not found before it is filled.
    private static let soleOwners: Set<String> = [
        "super_operations.alloc_inode", "super_operations.free_inode", "super_operations.destroy_inode", "super_operations.evict_inode",
    ]
}
