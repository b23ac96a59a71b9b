/// What the kernel hands to the functions of an ops table, and expects them to give up on every way out:
/// Documentation/filesystems/locking.rst and vfs.rst.
enum SlotTable {
    static let text = """
        address_space_operations.read_folio   2: +folio-lock    # unlocked when the read is done, or has failed
        address_space_operations.readpage     2: +folio-lock    # until 5.19
        address_space_operations.writepage    1: +folio-lock    # until 6.14
        address_space_operations.write_end    6: +folio-lock; 6: +folio
        write_cache_pages(3)                  1: +folio-lock
        fuse_args.end                         2: +heap          # the request's arguments are part of it
        fuse_iqueue_ops.send_forget           2: +heap          # the link is the queue's, or the transport's to free
        """
}
