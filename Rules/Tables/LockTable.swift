/// Locks: include/linux/spinlock.h, mutex.h, rwsem.h, pagemap.h, seqlock.h.
enum LockTable {
    static let text = """
        spin_lock                 1: +spin
        spin_is_locked            1: tells spin
        mutex_is_locked           1: tells mutex
        rwsem_is_locked           1: tells write
        folio_test_locked         1: tells folio-lock
        buffer_locked             1: tells bit
        spin_lock_bh              1: +spin
        spin_lock_irq             1: +spin
        spin_trylock              1: +spin if not 0
        spin_unlock               1: -spin
        spin_unlock_bh            1: -spin
        spin_unlock_irq           1: -spin
        spin_unlock_irqrestore    1: -spin
        spinlock_check            result: argument 1
        _raw_spin_lock            1: +spin
        _raw_spin_lock_nested     1: +spin
        _raw_spin_lock_bh         1: +spin
        _raw_spin_lock_irq        1: +spin
        _raw_spin_lock_irqsave    1: +spin
        _raw_spin_trylock         1: +spin if not 0
        _raw_spin_unlock          1: -spin
        _raw_spin_unlock_bh       1: -spin
        _raw_spin_unlock_irq      1: -spin
        _raw_spin_unlock_irqrestore 1: -spin
        _raw_read_lock            1: +rwread
        _raw_read_unlock          1: -rwread
        _raw_write_lock           1: +rwlock
        _raw_write_unlock         1: -rwlock
        __raw_spin_unlock         1: -spin
        __raw_spin_unlock_irq     1: -spin
        __raw_spin_unlock_bh      1: -spin
        __raw_spin_unlock_irqrestore 1: -spin
        _raw_read_lock_irq        1: +rwread
        _raw_read_lock_bh         1: +rwread
        _raw_read_lock_irqsave    1: +rwread
        _raw_read_unlock_irqrestore 1: -rwread
        _raw_read_unlock_bh       1: -rwread
        _raw_write_lock_irq       1: +rwlock
        _raw_write_lock_bh        1: +rwlock
        _raw_write_lock_irqsave   1: +rwlock
        _raw_write_unlock_irqrestore 1: -rwlock
        _raw_write_unlock_bh      1: -rwlock
        __raw_read_unlock         1: -rwread
        __raw_read_unlock_irq     1: -rwread
        __raw_write_unlock        1: -rwlock
        __raw_write_unlock_irq    1: -rwlock
        dax_read_lock             result: +srcu
        dax_read_unlock           1: -srcu
        pipe_lock                 1: +mutex
        pipe_unlock               1: -mutex
        mutex_lock                1: +mutex
        mutex_lock_nested         1: +mutex
        mutex_lock_io             1: +mutex
        mutex_lock_interruptible  result: 0 or -errno; 1: +mutex if 0
        mutex_lock_killable       result: 0 or -errno; 1: +mutex if 0
        mutex_trylock             1: +mutex if not 0
        mutex_unlock              1: -mutex
        down_read                 1: +read
        down_read_nested          1: +read
        down_read_interruptible   result: 0 or -errno; 1: +read if 0
        down_read_killable        result: 0 or -errno; 1: +read if 0
        down_read_trylock         1: +read if not 0
        up_read                   1: -read
        down_write                1: +write
        down_write_nested         1: +write
        down_write_killable       result: 0 or -errno; 1: +write if 0
        down_write_trylock        1: +write if not 0
        up_write                  1: -write
        downgrade_write           1: -write; 1: +read
        bit_spin_lock             2: +bit
        bit_spin_unlock           2: -bit
        rht_lock                  2: +bit
        rht_lock_nested           2: +bit
        rht_unlock                2: -bit
        rht_assign_unlock         2: -bit
        hlist_bl_lock             1: +bit
        hlist_bl_unlock           1: -bit
        write_seqlock             1: +seq
        write_sequnlock           1: -seq
        rcu_read_lock             context: +rcu
        rcu_read_unlock           context: -rcu
        rcu_read_lock_bh          context: +rcu
        rcu_read_unlock_bh        context: -rcu
        rcu_read_lock_sched       context: +rcu
        rcu_read_unlock_sched     context: -rcu
        pagefault_disable         context: +no-fault
        pagefault_enable          context: -no-fault
        srcu_read_lock            1: +srcu
        srcu_read_unlock          1: -srcu
        lock_page                 1: +folio-lock
        folio_lock                1: +folio-lock
        __folio_lock              1: +folio-lock
        folio_lock_killable       result: 0 or -errno; 1: +folio-lock if 0
        lock_page_killable        result: 0 or -errno; 1: +folio-lock if 0
        trylock_page              1: +folio-lock if not 0
        folio_trylock             1: +folio-lock if not 0
        unlock_page               1: -folio-lock
        folio_unlock              1: -folio-lock
        folio_end_read            1: -folio-lock
        netfs_read_folio          2: consumes folio-lock
        lock_buffer               1: +bit
        unlock_buffer             1: -bit
        submit_bh                 2: consumes bit; 2: kept   # b_end_io unlocks it and drops what was taken for it
        set_bit                   2: bits changed
        clear_bit                 2: bits changed
        change_bit                2: bits changed
        __set_bit                 2: bits changed
        __clear_bit               2: bits changed
        ___set_bit                2: bits changed; 2: followed
        ___clear_bit              2: bits changed; 2: followed
        ___change_bit             2: bits changed; 2: followed
        _test_bit                 2: followed
        _test_bit_acquire         2: followed
        test_and_set_bit          2: bits tested
        test_and_clear_bit        2: bits tested
        test_and_set_bit_lock     2: bits tested
        _atomic_dec_and_lock      2: +spin if not 0
        _atomic_dec_and_lock_irqsave 2: +spin if not 0
        atomic_dec_and_mutex_lock 2: +mutex if not 0
        lock_two_nondirectories   1: +write; 2: +write
        unlock_two_nondirectories 1: -write; 2: -write
        """
}
