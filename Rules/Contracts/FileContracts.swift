/// file_operations, vm_operations_struct and the callbacks of file locks.
enum FileContracts {
    static let text = """
        file_operations.llseek           sleeps                                  # locking.rst: no lock since 2.6
        file_operations.read             sleeps                                  # locking.rst
        file_operations.write            sleeps                                  # locking.rst
        file_operations.read_iter        sleeps; first checks unchecked                                  # locking.rst; IOCB_NOWAIT asks not to
        file_operations.write_iter       sleeps; first checks unchecked                                  # locking.rst
        file_operations.iopoll           sleeps                                  # vfs.rst: the request need not be done when it returns
        file_operations.iterate_shared   1->f_inode->i_rwsem read; sleeps; first checks unchecked        # locking.rst; porting.rst, 4.7
        file_operations.iterate          1->f_inode->i_rwsem write; sleeps       # locking.rst, until 6.5
        file_operations.sendpage         sleeps                                  # locking.rst, until 6.4
        file_operations.poll             sleeps                                  # vfs.rst
        file_operations.unlocked_ioctl   sleeps; first checks unchecked                                  # locking.rst
        file_operations.compat_ioctl     sleeps; first checks unchecked   # locking.rst
        file_operations.mmap             2->vm_mm->mmap_lock write; sleeps       # mm/mmap.c, mmap_region()
        file_operations.open             sleeps; first checks unchecked                                  # locking.rst
        file_operations.flush            sleeps; first checks unchecked                                  # locking.rst
        file_operations.release          sleeps                                  # locking.rst
        file_operations.fsync            sleeps; first checks unchecked                                  # locking.rst; porting.rst, 3.1: no i_rwsem
        file_operations.fasync           sleeps                                  # locking.rst
        file_operations.lock             sleeps                                  # locking.rst
        file_operations.flock            sleeps                                  # locking.rst
        file_operations.get_unmapped_area sleeps                                 # vfs.rst
        file_operations.check_flags      sleeps                                  # vfs.rst
        file_operations.setlease         sleeps                                  # locking.rst: generic_setlease() takes flc_lock
        file_operations.fallocate        sleeps                                  # locking.rst
        file_operations.copy_file_range  sleeps                                  # locking.rst
        file_operations.remap_file_range sleeps                                  # locking.rst
        file_operations.splice_read      sleeps                                  # locking.rst
        file_operations.splice_write     sleeps                                  # locking.rst
        file_operations.splice_eof       sleeps                                  # include/linux/fs.h, since 6.5
        file_operations.show_fdinfo      sleeps                                  # vfs.rst
        file_operations.mmap_capabilities sleeps                                 # include/linux/fs.h: without an MMU
        file_operations.fadvise          sleeps                                  # vfs.rst
        file_operations.uring_cmd        sleeps                                  # include/linux/fs.h; IO_URING_F_NONBLOCK asks not to
        file_operations.uring_cmd_iopoll sleeps                                  # include/linux/fs.h
        vm_operations_struct.open        1->vm_mm->mmap_lock write; sleeps       # locking.rst
        vm_operations_struct.close       sleeps                                  # locking.rst: mmap_lock
        vm_operations_struct.may_split   1->vm_mm->mmap_lock write; sleeps       # mm/mmap.c, __split_vma()
        vm_operations_struct.mremap      1->vm_mm->mmap_lock write; sleeps       # mm/mremap.c, move_vma()
        vm_operations_struct.mprotect    1->vm_mm->mmap_lock write; sleeps       # mm/mprotect.c, do_mprotect_pkey()
        vm_operations_struct.pagesize    sleeps                                  # include/linux/mm.h
        vm_operations_struct.access      sleeps                                  # locking.rst: mmap_lock
        vm_operations_struct.name        sleeps                                  # include/linux/mm.h: from /proc/PID/maps
        vm_operations_struct.set_policy  sleeps                                  # include/linux/mm.h: mmap_lock
        vm_operations_struct.get_policy  sleeps                                  # include/linux/mm.h: mmap_lock
        vm_operations_struct.find_special_page never sleeps: with the page table's lock held   # include/linux/mm.h; mm/memory.c, vm_normal_page()
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
        lock_manager_operations.lm_grant         never sleeps: where the lock manager must not wait   # locking.rst
        lock_manager_operations.lm_get_owner     never sleeps: with flc_lock held   # fs/locks.c, locks_copy_conflock()
        lock_manager_operations.lm_put_owner     sleeps                          # fs/locks.c, locks_release_private()
        lock_manager_operations.lm_setup         never sleeps: with flc_lock held   # fs/locks.c, generic_add_lease()
        lock_manager_operations.lm_breaker_owns_lease never sleeps: with flc_lock held   # locking.rst
        lock_manager_operations.lm_lock_expirable never sleeps: with flc_lock held   # locking.rst
        lock_manager_operations.lm_expire_lock   sleeps                          # locking.rst: it may well wait
        lease_manager_operations.lm_break        never sleeps: with flc_lock held   # locking.rst; lock_manager_operations until 6.8
        lease_manager_operations.lm_change       never sleeps: with flc_lock held   # likewise
        lease_manager_operations.lm_setup        never sleeps: with flc_lock held   # likewise; fs/locks.c, generic_add_lease()
        lease_manager_operations.lm_breaker_owns_lease never sleeps: with flc_lock held   # likewise
        """
}
