/// What is begun and has to be ended: include/linux/cred.h, fs.h, mount.h, highmem.h.
enum StateTable {
    static let text = """
        kiocb.ki_complete         1: consumes kiocb
        override_creds            result: +creds, never NULL; context: changed
        ovl_override_creds        result: +creds, never NULL; context: changed
        revert_creds              1: -creds; context: changed
        ovl_revert_creds          1: -creds; context: changed
        revert_creds_light        1: -creds; context: changed
        override_creds_light      result: +creds, never NULL; context: changed
        mnt_want_write            result: 0 or -errno; 1: +write-access if 0
        mnt_get_write_access      result: 0 or -errno; 1: +write-access if 0
        mnt_put_write_access      1: -write-access
        mnt_want_write_file       result: 0 or -errno; 1: +write-access if 0
        mnt_drop_write            1: -write-access
        mnt_drop_write_file       1: -write-access
        sb_start_pagefault        1: +freeze
        sb_end_pagefault          1: -freeze
        sb_start_write            1: +freeze
        sb_end_write              1: -freeze
        sb_start_intwrite         1: +freeze
        sb_end_intwrite           1: -freeze
        file_start_write          1: +freeze
        file_end_write            1: -freeze
        kmap_local_folio          result: never NULL
        kmap_local_page           result: never NULL
        blk_start_plug            1: +plug
        blk_finish_plug           1: -plug
        """
}
