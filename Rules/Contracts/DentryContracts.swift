/// dentry_operations. LOOKUP_RCU is 0x40 in 6.1 to 6.12 and BIT(8) since the flags were numbered anew; the other of the two
/// is a flag that may be set in RCU walk as well, so that asking for both holds for all of them: include/linux/namei.h.
enum DentryContracts {
    static let text = """
        dentry_operations.d_revalidate   walk if last has 0x40 0x100              # locking.rst; vfs.rst, d_revalidate
        dentry_operations.d_weak_revalidate sleeps                               # locking.rst
        dentry_operations.d_hash         walk                                    # locking.rst; vfs.rst, d_hash
        dentry_operations.d_compare      walk                                    # locking.rst; vfs.rst, d_compare
        dentry_operations.d_delete       never sleeps: with d_lock held          # locking.rst; vfs.rst, d_delete
        dentry_operations.d_prune        never sleeps: with d_lock held          # locking.rst
        dentry_operations.d_init         sleeps                                  # locking.rst
        dentry_operations.d_release      sleeps                                  # locking.rst
        dentry_operations.d_iput         sleeps                                  # locking.rst
        dentry_operations.d_dname        sleeps                                  # locking.rst
        dentry_operations.d_automount    sleeps                                  # locking.rst
        dentry_operations.d_manage       walk if last                            # locking.rst; vfs.rst, d_manage
        dentry_operations.d_real         sleeps                                  # locking.rst
        """
}
