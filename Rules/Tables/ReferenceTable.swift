/// References: include/linux/fs.h, dcache.h, file.h, mount.h, path.h, cred.h, pid.h, pagemap.h, refcount.h, kref.h.
enum ReferenceTable {
    static let text = """
        iget5_locked              result: +inode, NULL on failure
        iget_locked               result: +inode, NULL on failure
        ilookup5                  result: +inode, NULL on failure
        ilookup5_nowait           result: +inode, NULL on failure
        ilookup                   result: +inode, NULL on failure
        find_inode_nowait         result: +inode, NULL on failure
        igrab                     result: argument 1 or NULL; 1: +inode if valid
        new_inode                 result: +inode, NULL on failure
        new_inode_pseudo          result: +inode, NULL on failure
        inode_insert5             result: NULL on failure; 1: kept
        ihold                     1: +inode
        iput                      1: -inode, NULL ok
        iget_failed               1: -inode
        discard_new_inode         1: -inode
        unlock_new_inode          1: -new-inode
        alloc_dax                 result: +dax, ERR_PTR on failure
        put_dax                   1: -dax, NULL ok
        dget                      result: argument 1; 1: +dentry
        dget_parent               result: +dentry, never NULL
        d_lookup                  result: +dentry, NULL on failure
        d_hash_and_lookup         result: +dentry, NULL or ERR_PTR on failure
        d_find_alias              result: +dentry, NULL on failure
        d_find_any_alias          result: +dentry, NULL on failure
        d_alloc                   result: +dentry, NULL on failure
        d_alloc_name              result: +dentry, NULL on failure
        d_alloc_anon              result: +dentry, NULL on failure
        d_alloc_parallel          result: +dentry, ERR_PTR on failure
        d_obtain_alias            1: consumes inode, NULL ok, ERR_PTR ok; result: +dentry, ERR_PTR on failure
        d_obtain_root             1: consumes inode, NULL ok, ERR_PTR ok; result: +dentry, ERR_PTR on failure
        d_make_root               1: consumes inode, NULL ok; result: +dentry, NULL on failure
        d_splice_alias            1: consumes inode, NULL ok, ERR_PTR ok; result: +dentry if 1 is given, NULL or ERR_PTR on failure
        d_add                     2: consumes inode, NULL ok
        d_instantiate             2: consumes inode, NULL ok
        d_instantiate_new         2: consumes inode
        d_instantiate_anon        1: consumes dentry; 2: consumes inode; result: +dentry, ERR_PTR on failure
        lookup_one_len            result: +dentry, ERR_PTR on failure
        lookup_one                result: +dentry, ERR_PTR on failure
        lookup_one_unlocked       result: +dentry, ERR_PTR on failure
        lookup_one_len_unlocked   result: +dentry, ERR_PTR on failure
        lookup_one_positive_unlocked result: +dentry, ERR_PTR on failure
        lookup_positive_unlocked  result: +dentry, ERR_PTR on failure
        dput                      1: -dentry, NULL ok
        finish_no_open            2: consumes dentry, NULL ok, ERR_PTR ok
        get_file                  result: argument 1; 1: +file
        fget                      result: +file, NULL on failure
        fget_raw                  result: +file, NULL on failure
        dentry_open               result: +file, ERR_PTR on failure
        kernel_file_open          result: +file, ERR_PTR on failure
        filp_open                 result: +file, ERR_PTR on failure
        file_open_root            result: +file, ERR_PTR on failure
        backing_file_open         result: +file, ERR_PTR on failure
        backing_tmpfile_open      result: +file, ERR_PTR on failure
        alloc_file_pseudo         result: +file, ERR_PTR on failure; 1: consumes inode if valid
        anon_inode_getfile        result: +file, ERR_PTR on failure
        shmem_file_setup          result: +file, ERR_PTR on failure
        fput                      1: -file
        __fput_sync               1: -file
        fd_install                2: consumes file
        get_unused_fd_flags       result: count or -errno
        put_unused_fd
        path_get                  1: +path
        path_put                  1: -path
        kern_path                 result: 0 or -errno; 3: +path if 0
        user_path_at              result: 0 or -errno; 4: +path if 0
        vfs_path_lookup           result: 0 or -errno; 5: +path if 0
        mntget                    result: argument 1; 1: +mount
        mntput                    1: -mount, NULL ok
        kern_unmount              1: -mount, NULL ok
        fc_mount                  result: +mount, ERR_PTR on failure
        vfs_create_mount          result: +mount, ERR_PTR on failure
        clone_private_mount       result: +mount, ERR_PTR on failure
        get_cred                  result: argument 1; 1: +cred
        get_new_cred              result: argument 1; 1: +cred
        get_cred_many             result: argument 1; 1: +cred
        prepare_creds             result: +cred, NULL on failure
        prepare_kernel_cred       result: +cred, NULL on failure
        put_cred                  1: -cred, NULL ok
        put_cred_many             1: -cred, NULL ok
        abort_creds               1: -cred
        commit_creds              1: consumes cred
        get_pid                   result: argument 1; 1: +pid
        get_task_pid              result: +pid
        find_get_pid              result: +pid, NULL on failure
        posix_acl_clone           result: +acl, NULL on failure
        kernel_tmpfile_open       result: +file, ERR_PTR on failure
        __put_cred                1: -cred
        put_pid                   1: -pid, NULL ok
        get_pid_ns                result: argument 1; 1: +namespace
        put_pid_ns                1: -namespace
        get_user_ns               result: argument 1; 1: +namespace
        put_user_ns               1: -namespace
        get_net                   result: argument 1; 1: +net
        maybe_get_net             result: argument 1 or NULL; 1: +net if valid
        put_net                   1: -net
        get_task_struct           result: argument 1; 1: +task
        put_task_struct           1: -task
        get_pid_task              result: +task, NULL on failure
        folio_get                 1: +folio
        folio_attach_private      1: kept             # the private flag has a share
        attach_page_private       1: kept
        folio_detach_private
        detach_page_private
        get_page                  1: +folio
        folio_put                 1: -folio
        put_page                  1: -folio
        __folio_put               1: -folio
        __free_page               1: -folio
        __free_pages              1: -folio
        alloc_page                result: +folio, NULL on failure
        alloc_pages               result: +folio, NULL on failure
        __alloc_pages             result: +folio, NULL on failure
        folio_alloc               result: +folio, NULL on failure
        filemap_alloc_folio       result: +folio, NULL on failure
        __filemap_get_folio       result: +folio, NULL or ERR_PTR on failure; result: +folio-lock if 3 has 0x2   # FGP_LOCK; NULL until 6.3
        find_get_page             result: +folio, NULL on failure
        find_lock_page            result: +folio, NULL on failure; result: +folio-lock
        find_or_create_page       result: +folio, NULL on failure; result: +folio-lock
        grab_cache_page           result: +folio, NULL on failure; result: +folio-lock
        grab_cache_page_write_begin result: +folio, NULL on failure; result: +folio-lock
        grab_cache_page_nowait    result: +folio, NULL on failure; result: +folio-lock
        pagecache_get_page        result: +folio, NULL on failure; result: +folio-lock if 3 has 0x2
        find_get_page_flags       result: +folio, NULL on failure; result: +folio-lock if 3 has 0x2
        _compound_head            result: argument 1
        read_mapping_page         result: +folio, ERR_PTR on failure
        read_cache_page           result: +folio, ERR_PTR on failure
        read_cache_folio          result: +folio, ERR_PTR on failure
        read_mapping_folio        result: +folio, ERR_PTR on failure
        unpin_user_page
        refcount_set
        refcount_inc              1: +count
        refcount_inc_not_zero     1: +count if not 0
        refcount_dec_and_test     1: -count if 0; 1: -count if not 0, last
        refcount_dec              1: -count, never last
        refcount_dec_and_lock     1: -count if 0; 1: -count if not 0, last; 2: +spin if not 0
        refcount_dec_and_mutex_lock 1: -count if 0; 1: -count if not 0, last; 2: +mutex if not 0
        refcount_read
        kref_init
        kref_get                  1: +count
        kref_get_unless_zero      1: +count if not 0
        kref_put                  1: -count
        kref_put_mutex            1: -count
        kobject_create_and_add    result: +kobject, NULL on failure   # the new one counts its parent itself
        kobject_get               result: argument 1; 1: +kobject
        kobject_put               1: -kobject, NULL ok
        kobject_init_and_add      1: kept; 1: +kobject if <0; result: 0 or -errno   # to be put even if it fails
        kobject_init              1: kept; 1: +kobject
        kobject_add               result: 0 or -errno
        kobject_del
        kset_create_and_add       result: +kobject, NULL on failure
        kset_unregister           1: -kobject, NULL ok
        class_create              result: +class, ERR_PTR on failure
        class_destroy             1: -class, NULL ok, ERR_PTR ok
        bdi_alloc                 result: +bdi, NULL on failure
        bdi_get                   result: argument 1; 1: +bdi
        bdi_put                   1: -bdi
        get_device                result: argument 1; 1: +device
        put_device                1: -device, NULL ok
        device_initialize
        device_add                result: 0 or -errno; 1: kept if 0
        cdev_add                  result: 0 or -errno; 1: kept if 0
        device_del
        misc_register             result: 0 or -errno; 1: kept if 0
        super_setup_bdi_name      result: 0 or -errno
        simple_fill_super         result: 0 or -errno
        get_anon_bdev             result: 0 or -errno
        __register_virtio_driver  result: 0 or -errno
        finish_open               result: 0 or -errno
        device_unregister         1: -device
        cdev_alloc                result: +kobject, NULL on failure
        cdev_del                  1: -kobject
        try_module_get            1: +module if not 0
        __module_get              1: +module
        module_put                1: -module, NULL ok
        sb_bread                  result: +buffer, NULL on failure
        sb_getblk                 result: +buffer, NULL on failure
        __bread                   result: +buffer, NULL on failure
        __getblk                  result: +buffer, NULL on failure
        __bread_gfp               result: +buffer, NULL on failure
        bdev_getblk               result: +buffer, NULL on failure
        sb_find_get_block         result: +buffer, NULL on failure
        __find_get_block          result: +buffer, NULL on failure
        get_bh                    1: +buffer
        brelse                    1: -buffer, NULL ok
        __brelse                  1: -buffer
        put_bh                    1: -buffer
        bforget                   1: -buffer, NULL ok
        __bforget                 1: -buffer
        bio_alloc                 result: +bio, never NULL
        bio_alloc_bioset          result: +bio, never NULL  # it waits for one of the reserve wherever gfp lets it; others ask
        bio_put                   1: -bio
        submit_bio                1: consumes bio
        posix_acl_dup             result: argument 1; 1: +acl
        posix_acl_release         1: -acl, NULL ok
        get_inode_acl             result: +acl, NULL or ERR_PTR on failure
        posix_acl_from_xattr      result: +acl, NULL or ERR_PTR on failure
        posix_acl_alloc           result: +acl, NULL on failure
        fs_context_for_submount   result: +context, ERR_PTR on failure
        fs_context_for_mount      result: +context, ERR_PTR on failure
        put_fs_context            1: -context
        sget_fc                   result: ERR_PTR on failure; 1: changed
        getname                   result: +name, ERR_PTR on failure
        getname_kernel            result: +name, ERR_PTR on failure
        putname                   1: -name, ERR_PTR ok, NULL ok
        """
}
