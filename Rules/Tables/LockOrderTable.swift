import Analysis

/// The order of locks, the outermost first, one line for each that is known:
///
///     struct.lock > struct.lock ...          # where it is written down, or done
enum LockOrderTable {
    static let text = """
        fuse_mutex > fuse_conn.lock                                       # fs/fuse/inode.c, fuse_conn_destroy()
        fuse_conn.lock > fuse_pqueue.lock > fuse_req.waitq.lock           # fs/fuse/dev.c, fuse_abort_conn()
        fuse_conn.lock > fuse_conn.bg_lock > fuse_iqueue.lock             # fs/fuse/dev.c, fuse_abort_conn()
        fuse_inode.lock > fuse_conn.bg_lock                               # fs/fuse/file.c, fuse_send_writepage()
        fuse_conn.bg_lock > virtio_fs_vq.lock > fuse_pqueue.lock          # fs/fuse/virtio_fs.c, virtio_fs_enqueue_req()
        fuse_conn.killsb > inode.i_rwsem                                  # fs/fuse/dev.c, fuse_notify_inval_entry()
        inode.i_rwsem > fuse_inode.mutex                                  # fs/fuse/dir.c, fuse_lookup(); locking.rst
        inode.i_rwsem > address_space.invalidate_lock > fuse_inode_dax.sem > fuse_conn_dax.lock   # fs/fuse/dax.c, struct fuse_inode_dax
        inode.i_rwsem > folio-lock > nowrite > fuse_inode.lock            # 2fdbb8dd0155; fs/fuse/file.c, fuse_launder_folio()
        address_space.invalidate_lock > nowrite                           # fs/fuse/dir.c, fuse_do_setattr()
        folio-lock > fuse_inode.rdc.lock                                  # fs/fuse/readdir.c, fuse_add_dirent_to_cache()
        """

    /// Functions that wait for a folio's lock, or for writeback of one, which fuse_set_nowrite() stops: mm/truncate.c, mm/filemap.c.
    static let waits: [String: String] = [
        "truncate_pagecache": "folio-lock", "truncate_pagecache_range": "folio-lock", "truncate_inode_pages": "folio-lock",
        "truncate_inode_pages_range": "folio-lock", "truncate_setsize": "folio-lock", "invalidate_inode_pages2": "folio-lock",
        "invalidate_inode_pages2_range": "folio-lock", "filemap_write_and_wait_range": "folio-lock", "filemap_write_and_wait": "folio-lock",
        "fuse_wait_on_page_writeback": "nowrite", "fuse_wait_on_folio_writeback": "nowrite", "fuse_sync_writes": "nowrite",
    ]

    /// - Throws: `FactTable.Malformed` for a line with fewer than two locks or without a source.
    static func read() throws -> [LockFacts.Order] {
        try text.split(separator: "\n").map { raw in
            let halves = raw.split(separator: "#", maxSplits: 1).map { $0.split(separator: " ").map(String.init) }
            guard halves.count == 2, !halves[1].isEmpty else { throw FactTable.Malformed(line: String(raw), part: "a source is wanted") }
            let locks = halves[0].filter { $0 != ">" }
            guard locks.count > 1, halves[0].count == 2 * locks.count - 1 else {
                throw FactTable.Malformed(line: String(raw), part: "locks with > between them are wanted")
            }
            return LockFacts.Order(locks: locks, source: halves[1].joined(separator: " "))
        }
    }
}
