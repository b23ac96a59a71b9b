/// address_space_operations. What else is handed to them is in `SlotTable`.
enum MappingContracts {
    static let text = """
        address_space_operations.read_folio       sleeps      # locking.rst
        address_space_operations.readahead        sleeps; first checks unchecked      # locking.rst
        address_space_operations.writepage        sleeps      # locking.rst
        address_space_operations.writepages       sleeps      # locking.rst
        address_space_operations.write_begin      2->host->i_rwsem write; sleeps   # locking.rst
        address_space_operations.write_end        2->host->i_rwsem write; sleeps   # locking.rst
        address_space_operations.dirty_folio      never sleeps: where it must not, for instance with the page table's lock held   # locking.rst
        address_space_operations.bmap             sleeps      # locking.rst
        address_space_operations.invalidate_folio sleeps      # locking.rst
        address_space_operations.release_folio    never asks the server: from reclaim, which the server may be in   # locking.rst
        address_space_operations.free_folio       never sleeps: with the folio on its way out of the page cache   # vfs.rst, free_folio
        address_space_operations.launder_folio    sleeps      # locking.rst
        address_space_operations.migrate_folio    sleeps      # locking.rst
        address_space_operations.direct_IO        sleeps      # locking.rst
        address_space_operations.is_partially_uptodate sleeps   # locking.rst: with the folio locked
        address_space_operations.is_dirty_writeback never asks the server: from reclaim, which the server may be in   # vfs.rst, is_dirty_writeback
        address_space_operations.error_remove_folio sleeps      # locking.rst: with the folio locked; since 6.8
        address_space_operations.error_remove_page sleeps       # likewise, until 6.7
        address_space_operations.swap_activate    2->f_inode->i_rwsem write; sleeps   # mm/swapfile.c, swapon()
        address_space_operations.swap_deactivate  sleeps      # locking.rst
        address_space_operations.swap_rw          sleeps      # locking.rst
        """
}
