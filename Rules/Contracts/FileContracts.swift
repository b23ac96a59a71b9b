/// file_operations, vm_operations_struct and the callbacks of file locks.
enum FileContracts {
    static let text = """
        file_operations.llseek           sleeps                                  # locking.rst: no lock since 2.6
        file_operations.read             sleeps                                  # locking.rst
        file_operations.write            sleeps                                  # locking.rst
        file_operations.read_iter        sleeps; first checks unchecked                                  # locking.rst; IOCB_NOWAIT asks not to
        file_operations.write_iter       sleeps; first checks unchecked                                  # locking.rst
        file_operations.iterate_shared   1->f_inode->i_rwsem read; sleeps; first checks unchecked        # locking.rst; porting.rst, 4.7
        file_operations.poll             sleeps                                  # vfs.rst
        file_operations.unlocked_ioctl   sleeps; first checks unchecked                                  # locking.rst
        file_operations.compat_ioctl     sleeps                                  # locking.rst
        file_operations.mmap             2->vm_mm->mmap_lock write; sleeps       # mm/mmap.c, mmap_region()
        file_operations.open             sleeps; first checks unchecked                                  # locking.rst
        file_operations.flush            sleeps; first checks unchecked                                  # locking.rst
        file_operations.release          sleeps                                  # locking.rst
        file_operations.fsync            sleeps; first checks unchecked                                  # locking.rst; porting.rst, 3.1: no i_rwsem
        file_operations.fasync           sleeps                                  # locking.rst
        file_operations.lock             sleeps                                  # locking.rst
        file_operations.flock            sleeps                                  # locking.rst
        file_operations.fallocate        sleeps                                  # locking.rst
        file_operations.copy_file_range  sleeps                                  # locking.rst
        file_operations.remap_file_range sleeps                                  # locking.rst
        file_operations.splice_read      sleeps                                  # locking.rst
        file_operations.splice_write     sleeps                                  # locking.rst
        vm_operations_struct.open        1->vm_mm->mmap_lock write; sleeps       # locking.rst
        vm_operations_struct.close       sleeps                                  # locking.rst: mmap_lock
        vm_operations_struct.fault       sleeps                                  # locking.rst: mmap_lock, or the VMA's own lock
        vm_operations_struct.huge_fault  sleeps                                  # locking.rst
        vm_operations_struct.page_mkwrite sleeps                                 # locking.rst
        vm_operations_struct.pfn_mkwrite sleeps                                  # locking.rst
        vm_operations_struct.map_pages   never sleeps: in an RCU read section    # locking.rst
        file_lock_operations.fl_copy_lock        never sleeps: with flc_lock held   # locking.rst
        file_lock_operations.fl_release_private  sleeps                          # locking.rst: with flc_lock held for leases only
        lock_manager_operations.lm_notify        never sleeps: with the blocked lock's list locked   # locking.rst
        lock_manager_operations.lm_break         never sleeps: with flc_lock held   # locking.rst
        lock_manager_operations.lm_change        never sleeps: with flc_lock held   # locking.rst
        """
}
