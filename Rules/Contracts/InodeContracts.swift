/// inode_operations and xattr_handler. The document is Documentation/filesystems/locking.rst where nothing else is said.
/// Functions have had the idmap, until 6.3 the user namespace, as their first argument since 5.12.
enum InodeContracts {
    static let text = """
        inode_operations.lookup          1->i_rwsem read; sleeps; first checks unchecked                 # locking.rst; vfs.rst, lookup
        inode_operations.create          2->i_rwsem write; sleeps; first checks unchecked                # locking.rst
        inode_operations.link            2->i_rwsem write; sleeps; first checks unchecked                # locking.rst; the old inode's too
        inode_operations.mknod           2->i_rwsem write; sleeps; first checks unchecked                # locking.rst
        inode_operations.symlink         2->i_rwsem write; sleeps; first checks unchecked                # locking.rst
        inode_operations.mkdir           2->i_rwsem write; sleeps; first checks unchecked                # locking.rst
        inode_operations.unlink          1->i_rwsem write; 2->d_inode->i_rwsem write; sleeps; first checks unchecked   # locking.rst
        inode_operations.rmdir           1->i_rwsem write; 2->d_inode->i_rwsem write; sleeps; first checks unchecked   # locking.rst
        inode_operations.rename          2->i_rwsem write; 4->i_rwsem write; sleeps; first checks unchecked            # locking.rst; directory-locking.rst
        inode_operations.atomic_open     sleeps; first checks unchecked                                  # vfs.rst: i_rwsem for writing with O_CREAT, else for reading
        inode_operations.tmpfile         sleeps                                  # locking.rst; porting.rst, 6.1
        inode_operations.get_link        walk if not 1; first checks unchecked                           # vfs.rst, get_link: no dentry in RCU walk
        inode_operations.readlink        sleeps                                  # locking.rst
        inode_operations.permission      walk if last has 0x80; first checks unchecked                   # vfs.rst, permission: MAY_NOT_BLOCK
        inode_operations.get_inode_acl   walk if last; first checks unchecked   # locking.rst; 6.2
        inode_operations.get_acl         sleeps; first checks unchecked   # locking.rst; since 6.2 without RCU walk
        inode_operations.set_acl         2->d_inode->i_rwsem write; sleeps; first checks unchecked   # locking.rst
        inode_operations.setattr         2->d_inode->i_rwsem write; sleeps; first checks unchecked       # locking.rst
        inode_operations.getattr         sleeps; first checks unchecked                                  # locking.rst
        inode_operations.listxattr       sleeps; first checks unchecked                                  # locking.rst
        inode_operations.fiemap          sleeps                                  # locking.rst
        inode_operations.update_time     sleeps                                  # locking.rst
        inode_operations.fileattr_get    sleeps; first checks unchecked   # locking.rst
        inode_operations.fileattr_set    2->d_inode->i_rwsem write; sleeps; first checks unchecked   # locking.rst
        inode_operations.get_offset_ctx  sleeps                                  # locking.rst
        xattr_handler.list               sleeps                                  # locking.rst
        xattr_handler.get                sleeps; first checks unchecked                                  # locking.rst
        xattr_handler.set                4->i_rwsem write; sleeps; first checks unchecked                # locking.rst
        """
}
