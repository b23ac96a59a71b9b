/// Callbacks that are called where nothing may sleep, and those that the server, or what it needs, waits for.
enum CallbackContracts {
    static let text = """
        bio.bi_end_io                    never sleeps: when the device is done, most often from an interrupt   # include/linux/bio.h
        kiocb.ki_complete                never sleeps: when the request is done, perhaps from an interrupt     # include/linux/fs.h
        call_rcu(2)                      never sleeps: from an RCU callback      # Documentation/RCU/whatisRCU.rst
        call_srcu(3)                     never sleeps: from an RCU callback      # Documentation/RCU/whatisRCU.rst
        timer_list.function              never sleeps: from a timer              # include/linux/timer.h
        hrtimer.function                 never sleeps: from a timer              # include/linux/hrtimer.h
        wait_queue_entry.func            never sleeps: with the wait queue's lock held   # include/linux/wait.h
        fuse_args.end                    never asks the server: by whoever reads the server's answers  # fs/fuse/dev.c, fuse_request_end()
        fuse_iqueue_ops.send_req         never sleeps: with fc->bg_lock held     # fs/fuse/dev.c, flush_bg_queue()
        fuse_iqueue_ops.send_forget      sleeps                                  # fs/fuse/dev.c, fuse_queue_forget(), since 6.12
        fuse_iqueue_ops.send_interrupt   sleeps                                  # fs/fuse/dev.c, queue_interrupt(), since 6.12
        fuse_iqueue_ops.release          sleeps                                  # fs/fuse/inode.c, fuse_conn_put()
        fuse_iqueue_ops.wake_pending_and_unlock   1->lock spin; never sleeps: with fc->bg_lock held   # fs/fuse/dev.c, until 6.11
        fuse_iqueue_ops.wake_forget_and_unlock    1->lock spin                   # fs/fuse/dev.c, until 6.11: it releases the lock
        fuse_iqueue_ops.wake_interrupt_and_unlock 1->lock spin                   # fs/fuse/dev.c, until 6.11: it releases the lock
        fuse_dev_do_read                 never asks the server: by the server itself                   # fs/fuse/dev.c
        fuse_dev_do_write                never asks the server: by the server itself                   # fs/fuse/dev.c
        shrinker.count_objects           never asks the server: from reclaim, which the server may be in   # include/linux/shrinker.h
        shrinker.scan_objects            never asks the server: from reclaim, which the server may be in   # include/linux/shrinker.h
        """
}
