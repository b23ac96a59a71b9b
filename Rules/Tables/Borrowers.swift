/// Functions outside of the directories under analysis that keep nothing of what they are given, and release nothing.
///
/// They may sleep, write through their pointers and look as long as they run: a claim on what they were given
/// goes on. Each was judged by its body in 6.12.
enum Borrowers {
    static let names: Set<String> = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))

    private static let text = """
        ___ratelimit __bitmap_weight __builtin_add_overflow __builtin_memcmp __builtin_mul_overflow __cond_resched
        __copy_from_user __copy_overflow __copy_to_user __d_drop __d_lookup_unhash_wake __devm_request_region
        __dynamic_dev_dbg __dynamic_pr_debug __filemap_set_wb_err __folio_mark_dirty __folio_start_writeback
        __folio_swap_cache_index __fs_parse __fsnotify_parent __init_rwsem __init_swait_queue_head __init_waitqueue_head
        __init_work __insert_inode_hash __mark_inode_dirty __might_fault __might_sleep __mnt_is_readonly
        __msecs_to_jiffies __mutex_init __percpu_counter_sum __put_devmap_managed_folio_refs __remove_inode_hash
        __seq_puts __udelay __var_waitqueue __wake_up __wake_up_bit __wake_up_locked __wake_up_sync __warn_printk
        __xa_clear_mark _copy_from_iter _copy_from_user _copy_to_iter _copy_to_user _dev_err _dev_info _dev_notice
        _dev_printk _dev_warn _find_first_bit _find_first_zero_bit _find_next_bit _find_next_zero_bit _printk
        _printk_deferred add_to_pipe add_uevent_var add_wait_queue alloc_chrdev_region backing_file_mmap
        backing_file_read_iter backing_file_splice_read backing_file_splice_write backing_file_write_iter
        balance_dirty_pages_ratelimited balance_dirty_pages_ratelimited_flags bdev_nr_sectors bdi_set_max_ratio bin2hex
        bitmap_weight blkdev_issue_discard blkdev_issue_flush blkdev_issue_zeroout block_write_full_folio bsearch
        cancel_delayed_work_sync capable capable_wrt_inode_uidgid clear_highpage clear_inode clear_nlink clear_user
        complete complete_all cond_resched copy_from_user copy_highpage copy_page_from_iter copy_page_from_iter_atomic
        copy_page_to_iter copy_to_user crc32_le crc32c current_in_userns current_time current_umask d_ancestor d_delete
        d_drop d_exchange d_invalidate d_is_positive d_mark_dontcache d_mark_tmpfile d_move d_path d_rehash d_same_name
        d_set_d_op dax_direct_access dax_finish_sync_fault dax_flush dax_get_private dax_iomap_fault dax_iomap_rw
        dax_layout_busy_page_range dax_writeback_mapping_range dec_node_page_state dentry_path_raw dev_printk_emit
        dev_set_name direct_write_fallback do_splice_direct drop_nlink dump_page dump_stack end_page_writeback
        errseq_check errseq_check_and_advance errseq_sample errseq_set exportfs_decode_fh exportfs_encode_inode_fh
        fasync_helper fatal_signal_pending fault_in_iov_iter_readable file_accessed file_check_and_advance_wb_err
        file_modified file_path file_remove_privs file_update_time file_write_and_wait_range fileattr_fill_flags
        fileattr_fill_xflags filemap_check_errors filemap_dirty_folio filemap_fdatawait filemap_fdatawait_range
        filemap_fdatawrite filemap_fdatawrite_range filemap_flush filemap_invalidate_lock_two filemap_splice_read
        filemap_write_and_wait_range find_first_bit find_first_zero_bit find_next_bit find_pid_ns finish_wait
        flush_dcache_folio flush_dcache_page flush_work folio_account_cleaned folio_add_lru folio_clear_dirty_for_io
        folio_copy folio_end_writeback folio_mark_dirty folio_redirty_for_writepage folio_wait_bit folio_wait_writeback
        forget_all_cached_acls free_anon_bdev from_kgid from_kgid_munged from_kuid from_kuid_munged from_vfsgid
        from_vfsuid fsnotify fsnotify_parent fsverity_get_digest full_name_hash generic_file_direct_write
        generic_file_llseek generic_file_mmap generic_file_open generic_file_read_iter generic_file_write_iter
        generic_fill_statx_attr generic_fillattr generic_permission generic_update_time generic_write_checks
        get_cached_acl_rcu get_next_ino get_random_bytes get_random_u32 get_user group_cpus_evenly hex2bin i_size_write
        idr_destroy idr_find idr_for_each idr_preload idr_remove in_group_or_capable in_group_p inc_nlink
        inc_node_page_state init_completion init_special_inode init_timer_key init_wait_entry init_wait_var_entry
        inode_add_bytes inode_dio_wait inode_init_always inode_init_once inode_init_owner inode_maybe_inc_iversion
        inode_needs_sync inode_newsize_ok inode_nohighmem inode_owner_or_capable inode_permission inode_query_iversion
        inode_sb_list_add inode_set_bytes inode_set_ctime_current inode_set_flags inode_sub_bytes inode_to_bdi
        inode_update_time interval_tree_iter_first interval_tree_iter_next interval_tree_remove invalidate_inode_buffers
        invalidate_inode_pages2 invalidate_inode_pages2_range invalidate_mapping_pages io_schedule iov_iter_advance
        iov_iter_alignment iov_iter_extract_pages iov_iter_get_pages2 iov_iter_init iov_iter_npages iov_iter_revert
        iov_iter_single_seg_count iov_iter_zero is_subdir is_vmalloc_addr iter_file_splice_write iterate_dir
        jiffies_to_msecs kern_unmount_array kill_dax kill_fasync kobject_uevent kstrtoint kstrtouint kstrtoul_from_user
        kstrtoull ktime_get ktime_get_coarse_real_ts64 ktime_get_real_ts64 list_sort lockdep_assert_held
        locks_lock_inode_wait logfc make_kgid make_kuid make_vfsgid make_vfsuid mapping_set_error mark_inode_dirty
        mark_inode_dirty_sync memchr memcmp might_sleep misc_deregister msleep mutex_init nonseekable_open notify_change
        ns_capable_noaudit out_of_line_wait_on_bit out_of_line_wait_on_bit_lock page_get_link_raw
        pagecache_isize_extended param_set_uint percpu_counter_add_batch percpu_counter_set percpu_counter_sum pid_nr_ns
        posix_acl_chmod posix_acl_equiv_mode posix_acl_permission posix_acl_to_xattr posix_acl_update_mode
        posix_acl_valid posix_lock_file posix_test_lock prandom_u32_state prepare_to_wait prepare_to_wait_event
        prepare_to_wait_exclusive printk_ratelimited put_user rb_erase rb_first rb_next rcu_barrier rcuwait_wake_up
        recalc_sigpending refcount_warn_saturate register_chrdev_region register_filesystem release_dentry_name_snapshot
        release_pages remove_wait_queue replace_page_cache_folio rw_verify_area sb_min_blocksize sb_set_blocksize
        schedule schedule_timeout scnprintf security_d_instantiate security_dentry_create_files_as
        security_dentry_init_security security_file_ioctl security_inode_copy_up security_inode_copy_up_xattr
        security_inode_getattr security_inode_init_security security_inode_listsecurity security_inode_permission
        security_inode_setattr seq_dentry seq_escape_mem seq_file_path seq_lseek seq_path seq_printf seq_put_decimal_ull
        seq_putc seq_puts seq_read seq_show_option seq_write set_nlink set_page_dirty_lock setattr_copy setattr_prepare
        setattr_should_drop_suidgid sg_init_one sg_init_table shrink_dcache_parent shrink_dcache_sb signal_pending
        simple_empty simple_inode_init_ts simple_read_from_buffer simple_strtoul sized_strscpy snprintf sort
        splice_file_range sprintf sscanf strcasecmp strcat strchr strchrnul strcmp strcpy stream_open strim strlcpy
        strlen strncmp strncpy strncpy_from_user strnlen strnlen_user strnstr strrchr strscpy strsep strstr
        submit_bio_wait sync_blockdev sync_filesystem sync_inode_metadata sysfs_create_group sysfs_create_link
        sysfs_create_mount_point sysfs_emit sysfs_remove_link sysfs_remove_mount_point take_dentry_name_snapshot
        task_active_pid_ns test_bit timespec64_to_jiffies touch_atime trace_printk truncate_inode_pages
        truncate_inode_pages_final truncate_inode_pages_range truncate_pagecache truncate_pagecache_range
        truncate_setsize udelay unregister_chrdev_region unregister_filesystem unregister_virtio_driver usleep_range
        uuid_gen vfs_clone_file_range vfs_copy_file_range vfs_create vfs_dedupe_file_range_one vfs_fadvise vfs_fallocate
        vfs_fileattr_get vfs_fileattr_set vfs_fsync vfs_fsync_range vfs_get_acl vfs_get_link vfs_getattr
        vfs_getattr_nosec vfs_getxattr vfs_link vfs_listxattr vfs_llseek vfs_mkdir vfs_mknod vfs_remove_acl
        vfs_removexattr vfs_rename vfs_rmdir vfs_set_acl vfs_setpos vfs_setxattr vfs_statfs vfs_symlink vfs_unlink
        vfsgid_in_group_p virtio_reset_device virtqueue_disable_cb virtqueue_enable_cb virtqueue_get_buf
        virtqueue_get_vring_size virtqueue_kick_prepare virtqueue_notify vprintk vsnprintf wait_for_completion
        wait_for_completion_interruptible wait_for_completion_killable wait_on_page_writeback wake_up_bit
        wake_up_process wake_up_state wake_up_var wb_writeout_inc wbc_attach_fdatawrite_inode write_inode_now
        xas_clear_mark xas_find xas_load xas_set_mark xattr_full_name xattr_supported_namespace zero_user_segments
        """
}
