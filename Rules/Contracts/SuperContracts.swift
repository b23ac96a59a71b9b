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
        super_operations.statfs          sleeps                                  # locking.rst
        super_operations.remount_fs      1->s_umount write; sleeps               # locking.rst
        super_operations.umount_begin    sleeps                                  # locking.rst
        super_operations.show_options    sleeps                                  # locking.rst
        export_operations.encode_fh      sleeps                                  # exporting.rst
        export_operations.fh_to_dentry   sleeps                                  # exporting.rst
        export_operations.fh_to_parent   sleeps                                  # exporting.rst
        export_operations.get_parent     sleeps                                  # exporting.rst
        fs_context_operations.free       sleeps                                  # mount_api.rst
        fs_context_operations.dup        sleeps                                  # mount_api.rst
        fs_context_operations.parse_param sleeps                                 # mount_api.rst
        fs_context_operations.get_tree   sleeps                                  # mount_api.rst
        fs_context_operations.reconfigure sleeps                                 # mount_api.rst: s_umount for writing
        file_system_type.kill_sb         1->s_umount write; sleeps               # locking.rst
        """
}
