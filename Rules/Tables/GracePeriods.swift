import Analysis

/// RCU's grace periods: Documentation/RCU/whatisRCU.rst, Documentation/RCU/rcubarrier.rst, include/linux/rcupdate.h.
enum GracePeriods {
    static let all = GracePeriodFacts(
        deferring: [
            "call_rcu": 1, "call_rcu_hurry": 1, "call_rcu_tasks": 1, "call_rcu_tasks_trace": 1,
            // Since 3.19 and until 5.1.
            "call_rcu_sched": 1, "call_rcu_bh": 1,
            "call_srcu": 2,
        ],
        // What kfree_rcu() and kvfree_rcu() expand to; kfree_call_rcu() until 5.8.
        freeing: ["kvfree_call_rcu", "kfree_call_rcu"],
        waiting: [
            "synchronize_rcu", "synchronize_rcu_expedited", "synchronize_srcu", "synchronize_srcu_expedited", "synchronize_net",
            "synchronize_rcu_tasks", "synchronize_sched", "cond_synchronize_rcu", "kern_unmount",
        ],
        barriers: ["rcu_barrier", "srcu_barrier", "rcu_barrier_tasks", "rcu_barrier_sched"],
        // Documentation/filesystems/vfs.rst: ->free_inode() is called from an RCU callback, ->destroy_inode() is not.
        slots: ["super_operations.free_inode"],
        lookups: ["idr_remove", "idr_find", "xa_erase", "__xa_erase", "xa_load", "radix_tree_delete", "radix_tree_lookup"])
}
