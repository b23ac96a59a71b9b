import Analysis

/// Functions that may sleep, by their own comments or might_sleep() in them: one name a line, with `gfp 2` behind it where
/// they do only if argument 2 has ___GFP_DIRECT_RECLAIM, or with `last` where only dropping the last share may sleep;
/// `server` behind it says that what is waited for is an answer of the filesystem's server.
///
/// Functions whose bodies are at hand need no line. What takes a lock that may be waited for is in `LockTable` too.
enum SleepTable {
    /// ___GFP_DIRECT_RECLAIM of include/linux/gfp_types.h: bit 10 since 4.4.
    private static let directReclaim: Int64 = 0x400

    static func read() throws -> [String: FunctionFacts.Sleep] {
        var found: [String: FunctionFacts.Sleep] = [:]
        for raw in text.split(separator: "\n") {
            let line = String(raw.prefix { $0 != "#" })
            let words = line.split(whereSeparator: \.isWhitespace)
            switch words.count {
            case 0: continue
            case 1: found[String(words[0])] = FunctionFacts.Sleep()
            case 2 where words[1] == "server": found[String(words[0])] = FunctionFacts.Sleep(asksServer: true)
            case 2 where words[1] == "last": found[String(words[0])] = FunctionFacts.Sleep(isForLast: true)
            case 3 where words[1] == "gfp":
                guard let argument = Int(words[2]), argument > 0 else { fallthrough }
                found[String(words[0])] = FunctionFacts.Sleep(flag: .init(argument: argument - 1, mask: directReclaim))
            default: throw FactTable.Malformed(line: line, part: words.dropFirst().joined(separator: " "))
            }
        }
        return found
    }

    private static let text = """
        # kernel/sched, include/linux/wait.h, completion.h
        schedule
        schedule_timeout
        schedule_timeout_interruptible
        schedule_timeout_killable
        schedule_timeout_uninterruptible
        io_schedule
        io_schedule_timeout
        __cond_resched
        _cond_resched
        msleep
        msleep_interruptible
        usleep_range
        usleep_range_state
        ssleep
        wait_for_completion
        wait_for_completion_timeout
        wait_for_completion_interruptible
        wait_for_completion_killable
        out_of_line_wait_on_bit
        out_of_line_wait_on_bit_lock
        __wait_on_bit
        __wait_on_bit_lock
        bit_wait
        bit_wait_io
        # locks that are waited for
        mutex_lock
        mutex_lock_nested
        mutex_lock_io
        mutex_lock_interruptible
        mutex_lock_killable
        down
        down_interruptible
        down_killable
        down_timeout
        down_read
        down_read_nested
        down_read_interruptible
        down_read_killable
        down_write
        down_write_nested
        down_write_killable
        percpu_down_write
        lock_two_nondirectories
        lock_rename
        pipe_lock
        # kernel/rcu, workqueues, threads
        synchronize_rcu
        synchronize_rcu_expedited
        synchronize_srcu
        rcu_barrier
        flush_work
        flush_delayed_work
        __flush_workqueue
        drain_workqueue
        destroy_workqueue
        cancel_work_sync
        cancel_delayed_work_sync
        kthread_stop
        timer_shutdown_sync
        # memory: the flags say whether it may be waited for
        kmalloc                       gfp 2
        kmalloc_node                  gfp 2
        kzalloc                       gfp 2
        kcalloc                       gfp 3
        kmalloc_array                 gfp 3
        __kmalloc                     gfp 2
        kvmalloc                      gfp 2
        kvzalloc                      gfp 2
        kvmalloc_node                 gfp 2
        kvmalloc_array                gfp 3
        kvcalloc                      gfp 3
        kmem_cache_alloc              gfp 2
        kmem_cache_alloc_lru          gfp 3
        kmem_cache_zalloc             gfp 2
        kstrdup                       gfp 2
        kstrndup                      gfp 3
        kmemdup                       gfp 3
        kmemdup_nul                   gfp 3
        kasprintf                     gfp 1
        alloc_page                    gfp 1
        alloc_pages                   gfp 1
        __alloc_pages                 gfp 1
        folio_alloc                   gfp 1
        __folio_alloc                 gfp 1
        get_zeroed_page               gfp 1
        __get_free_pages              gfp 1
        idr_preload                   gfp 1
        radix_tree_preload            gfp 1
        idr_alloc                     gfp 5
        idr_alloc_cyclic              gfp 5
        idr_alloc_u32                 gfp 5
        ida_alloc_range               gfp 4
        xa_store                      gfp 4
        mempool_alloc                 gfp 2
        bio_alloc_bioset              gfp 4
        alloc_percpu
        vmalloc
        vzalloc
        vfree
        # user memory: unless page faults are switched off
        copy_from_user
        copy_to_user
        _copy_from_user
        _copy_to_user
        clear_user
        strncpy_from_user
        strnlen_user
        memdup_user
        vmemdup_user
        memdup_user_nul
        fault_in_readable
        fault_in_writeable
        fault_in_iov_iter_readable
        fault_in_iov_iter_writeable
        get_user_pages_fast
        pin_user_pages_fast
        iov_iter_get_pages2
        iov_iter_get_pages_alloc2
        iov_iter_extract_pages
        _copy_from_iter
        _copy_to_iter
        copy_page_to_iter
        copy_page_from_iter
        # pages and writeback
        __folio_lock
        __folio_lock_killable
        lock_page
        lock_page_killable
        folio_lock
        folio_lock_killable
        folio_wait_bit
        folio_wait_bit_killable
        folio_wait_writeback
        folio_wait_writeback_killable
        folio_wait_stable
        wait_on_page_writeback
        filemap_write_and_wait_range
        filemap_fdatawait_range
        filemap_fdatawait_keep_errors
        filemap_fdatawrite_range
        filemap_fdatawrite
        filemap_flush
        file_write_and_wait_range
        truncate_inode_pages
        truncate_inode_pages_range
        truncate_inode_pages_final
        truncate_pagecache
        truncate_pagecache_range
        truncate_setsize
        unmap_mapping_range
        invalidate_inode_pages2
        invalidate_inode_pages2_range
        read_cache_page
        read_cache_folio
        write_inode_now
        sync_inode_metadata
        sync_filesystem
        balance_dirty_pages_ratelimited
        # fs: what may drop the last share, or wait for a filesystem
        dput
        d_invalidate
        d_prune_aliases
        shrink_dcache_parent
        shrink_dcache_sb
        d_alloc_parallel
        iput                          last
        iget5_locked
        iget_locked
        ilookup5
        new_inode
        evict_inodes
        clear_inode
        discard_new_inode
        mntput                        last
        path_put
        deactivate_super
        deactivate_locked_super
        kill_anon_super
        kill_block_super
        sget_fc
        kern_path
        user_path_at
        user_path_at_empty
        vfs_path_lookup
        lookup_one_len
        lookup_one
        lookup_positive_unlocked
        notify_change
        vfs_getattr
        vfs_statfs
        vfs_fsync
        vfs_fsync_range
        vfs_create
        vfs_mkdir
        vfs_mknod
        vfs_symlink
        vfs_link
        vfs_unlink
        vfs_rmdir
        vfs_rename
        vfs_setxattr
        vfs_getxattr
        vfs_removexattr
        vfs_listxattr
        vfs_iter_read
        vfs_iter_write
        vfs_fallocate
        vfs_truncate
        kernel_read
        kernel_write
        dentry_open
        filp_open
        filp_close
        file_remove_privs
        file_update_time
        mnt_want_write
        mnt_want_write_file
        sb_start_write
        sb_start_pagefault
        sb_start_intwrite
        iterate_dir
        seq_read
        simple_setattr
        __fput_sync
        # fs/fuse: requests that are answered, and requests in flight that are waited for
        request_wait_answer           server
        fuse_simple_request           server
        fuse_simple_idmap_request     server
        fuse_wait_on_page_writeback   server
        fuse_set_nowrite              server
        """
}
