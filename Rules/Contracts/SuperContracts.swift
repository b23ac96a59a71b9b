/// super_operations, export_operations, fs_context_operations and file_system_type.
enum SuperContracts {
    static let text = """
        super_operations.alloc_inode     sleeps                                  # locking.rst
        super_operations.free_inode      never sleeps: from an RCU callback      # locking.rst; porting.rst, 5.2
        super_operations.destroy_inode   sleeps                                  # locking.rst
        super_operations.dirty_inode     sleeps                                  # locking.rst
        super_operations.write_inode     sleeps                                  # locking.rst
        super_operations.drop_inode      1->i_lock spin                          # locking.rst
        super_operations.evict_inode     never asks the server: from reclaim, which the server may be in   # 42fbb31310b2; porting.rst
        super_operations.put_super       1->s_umount write; sleeps               # locking.rst
        super_operations.sync_fs         1->s_umount read; sleeps                # locking.rst
        super_operations.freeze_fs       1->s_umount write; sleeps               # locking.rst
        super_operations.unfreeze_fs     1->s_umount write; sleeps               # locking.rst
        super_operations.freeze_super    sleeps                                  # include/linux/fs.h: takes s_umount itself
        super_operations.thaw_super      sleeps                                  # include/linux/fs.h: takes s_umount itself
        super_operations.statfs          sleeps                                  # locking.rst
        super_operations.remount_fs      1->s_umount write; sleeps               # locking.rst
        super_operations.umount_begin    sleeps                                  # locking.rst
        super_operations.show_options    sleeps                                  # locking.rst
        super_operations.show_devname    sleeps                                  # vfs.rst
        super_operations.show_path       sleeps                                  # vfs.rst
        super_operations.show_stats      sleeps                                  # vfs.rst
        super_operations.quota_read      sleeps                                  # locking.rst
        super_operations.quota_write     sleeps                                  # locking.rst
        super_operations.get_dquots      never sleeps: with i_lock held          # fs/quota/dquot.c, add_dquot_ref()
        super_operations.nr_cached_objects   never asks the server: from reclaim, which the server may be in   # fs/super.c, super_cache_count()
        super_operations.free_cached_objects 1->s_umount read; never asks the server: from reclaim, which the server may be in   # fs/super.c, super_cache_scan()
        super_operations.shutdown        1->s_umount read; sleeps                # fs/super.c, fs_bdev_mark_dead(); since 6.6
        export_operations.encode_fh      sleeps                                  # exporting.rst
        export_operations.fh_to_dentry   sleeps                                  # exporting.rst
        export_operations.fh_to_parent   sleeps                                  # exporting.rst
        export_operations.get_parent     sleeps                                  # exporting.rst
        export_operations.get_name       sleeps                                  # exporting.rst
        export_operations.commit_metadata sleeps                                 # exporting.rst
        export_operations.get_uuid       sleeps                                  # include/linux/exportfs.h
        export_operations.map_blocks     sleeps                                  # include/linux/exportfs.h
        export_operations.commit_blocks  sleeps                                  # include/linux/exportfs.h
        export_operations.fetch_iversion sleeps                                  # include/linux/exportfs.h, until 6.2
        fs_context_operations.free       sleeps                                  # mount_api.rst
        fs_context_operations.dup        sleeps                                  # mount_api.rst
        fs_context_operations.parse_param sleeps                                 # mount_api.rst
        fs_context_operations.parse_monolithic sleeps                            # mount_api.rst
        fs_context_operations.get_tree   sleeps                                  # mount_api.rst
        fs_context_operations.reconfigure sleeps                                 # mount_api.rst: s_umount for writing
        file_system_type.kill_sb         1->s_umount write; sleeps               # locking.rst
        file_system_type.init_fs_context sleeps                                  # mount_api.rst
        file_system_type.mount           sleeps                                  # locking.rst
        """
}
