/// fs/fuse itself, where a body does not tell: pseudo-locks and hand-overs.
enum FuseTable {
    static let text = """
        fuse_is_bad               context: checks unchecked
        is_bad_inode              context: checks unchecked   # until 5.11
        lock_request              result: 0 or -errno; 1: +request-lock if 0
        unlock_request            result: 0 or -errno; 1: -request-lock
        fuse_copy_one             1: +copy; result: 0 or -errno
        fuse_copy_args            1: +copy; result: 0 or -errno
        fuse_copy_page            1: +copy; result: 0 or -errno
        fuse_copy_pages           1: +copy; result: 0 or -errno
        fuse_copy_fill            1: +copy; result: 0 or -errno
        fuse_copy_finish          1: -copy
        fuse_set_nowrite          1: +nowrite
        fuse_release_nowrite      1: -nowrite
        __fuse_release_nowrite    1: -nowrite
        fuse_iget                 result: +inode, NULL on failure; 2: +lookup-count if 0, from fuse_entry_out.nodeid
        fuse_queue_forget         2: consumes heap; 3: -lookup-count
        fuse_force_forget         2: -lookup-count
        fuse_simple_background    result: 0 or -errno; 2: kept if 0
        fuse_simple_request       result: count or -errno; 2: changed   # waits for the answer: the arguments are the caller's again
        __fuse_simple_request     result: count or -errno; 3: changed   # since 6.12
        fuse_simple_idmap_request result: count or -errno; 3: changed
        fuse_simple_notify_reply  result: 0 or -errno; 2: kept if 0
        write_cache_pages         4: changed; 4: filled; result: 0 or -errno
        virtqueue_add_sgs         5: kept; result: 0 or -errno
        virtqueue_add_outbuf      4: kept; result: 0 or -errno
        """
}
