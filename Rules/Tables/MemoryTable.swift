/// Memory: include/linux/slab.h, mm.h, vmalloc.h, string.h, gfp.h.
enum MemoryTable {
    static let text = """
        kmalloc                   result: +heap, NULL on failure
        kzalloc                   result: +heap, NULL on failure, zeroed
        kmalloc_node              result: +heap, NULL on failure
        kzalloc_node              result: +heap, NULL on failure, zeroed
        kmalloc_array             result: +heap, NULL on failure
        kcalloc                   result: +heap, NULL on failure, zeroed
        kmalloc_obj               result: +heap, NULL on failure
        kzalloc_obj               result: +heap, NULL on failure, zeroed
        __kmalloc                 result: +heap, NULL on failure
        kmalloc_trace             result: +heap, NULL on failure
        kmalloc_large             result: +heap, NULL on failure
        __kmalloc_cache           result: +heap, NULL on failure
        kvmalloc                  result: +heap, NULL on failure
        kvzalloc                  result: +heap, NULL on failure, zeroed
        kvmalloc_node             result: +heap, NULL on failure
        __kvmalloc_node           result: +heap, NULL on failure
        kvmalloc_array            result: +heap, NULL on failure
        kvcalloc                  result: +heap, NULL on failure, zeroed
        vmalloc                   result: +heap, NULL on failure
        vzalloc                   result: +heap, NULL on failure, zeroed
        kmem_cache_alloc          result: +heap, NULL on failure
        kmem_cache_zalloc         result: +heap, NULL on failure, zeroed
        kmem_cache_alloc_lru      result: +heap, NULL on failure
        alloc_inode_sb            result: +heap, NULL on failure
        kmemdup                   result: +heap, NULL on failure
        kmemdup_nul               result: +heap, NULL on failure
        kstrdup                   result: +heap, NULL on failure
        kstrndup                  result: +heap, NULL on failure
        kstrdup_const             result: +heap, NULL on failure
        kasprintf                 result: +heap, NULL on failure
        kvasprintf                result: +heap, NULL on failure
        match_strdup              result: +heap, NULL on failure
        memdup_user               result: +heap, ERR_PTR on failure
        vmemdup_user              result: +heap, ERR_PTR on failure
        memdup_user_nul           result: +heap, ERR_PTR on failure
        strndup_user              result: +heap, ERR_PTR on failure
        bitmap_alloc              result: +heap, NULL on failure
        bitmap_zalloc             result: +heap, NULL on failure, zeroed
        kmemdup_array             result: +heap, NULL on failure
        kvmemdup                  result: +heap, NULL on failure
        memdup_array_user         result: +heap, ERR_PTR on failure
        vmemdup_array_user        result: +heap, ERR_PTR on failure
        kcalloc_node              result: +heap, NULL on failure, zeroed
        kmalloc_array_node        result: +heap, NULL on failure
        group_cpus_evenly         result: +heap, NULL on failure   # lib/group_cpus.c: kcalloc()
        devm_kmalloc              result: NULL on failure   # the device frees it
        devm_kzalloc              result: NULL on failure
        devm_kcalloc              result: NULL on failure
        devm_kmalloc_array        result: NULL on failure
        devm_kmemdup              result: NULL on failure
        devm_kstrdup              result: NULL on failure
        devm_kasprintf            result: NULL on failure
        kfree                     1: -heap, NULL ok
        kvfree                    1: -heap, NULL ok
        vfree                     1: -heap, NULL ok
        kfree_sensitive           1: -heap, NULL ok
        kvfree_sensitive          1: -heap, NULL ok
        kfree_const               1: -heap, NULL ok
        bitmap_free               1: -heap, NULL ok
        kmem_cache_free           2: -heap
        kmem_cache_free_bulk
        kfree_rcu_mightsleep      1: consumes heap, NULL ok
        kvfree_call_rcu           2: consumes heap, NULL ok, offset of 1   # kfree_rcu(); until 6.4 with the head's place
        call_rcu                  1: consumes heap
        call_rcu_hurry            1: consumes heap
        __get_free_pages          result: +pages, NULL on failure
        get_free_pages            result: +pages, NULL on failure
        get_zeroed_page           result: +pages, NULL on failure
        __get_free_page           result: +pages, NULL on failure
        free_pages                1: -pages, NULL ok
        free_page                 1: -pages, NULL ok
        __alloc_percpu            result: +heap, NULL on failure
        __alloc_percpu_gfp        result: +heap, NULL on failure
        free_percpu               1: -heap, NULL ok
        krealloc                  1: consumes heap if valid, NULL ok; result: +heap, NULL on failure   # on failure the old memory stays
        kvrealloc                 1: consumes heap if valid, NULL ok; result: +heap, NULL on failure
        kmem_cache_create         result: +heap, NULL on failure
        __kmem_cache_create_args  result: +heap, NULL on failure
        kmem_cache_destroy        1: -heap, NULL ok
        list_add                  1: kept
        list_add_tail             1: kept
        __list_add                1: kept
        list_move                 1: moved
        list_move_tail            1: moved
        list_add_rcu              1: kept
        list_add_tail_rcu         1: kept
        list_del                  1: unlinked
        list_del_init             1: unlinked
        list_del_rcu              1: unlinked
        hlist_del                 1: unlinked
        hlist_del_init            1: unlinked
        hlist_del_rcu             1: unlinked
        hlist_del_init_rcu        1: unlinked
        rb_erase                  1: unlinked
        rb_erase_cached           1: unlinked
        list_splice               1: kept as a list
        list_splice_init          1: kept as a list
        list_splice_tail          1: kept as a list
        list_splice_tail_init     1: kept as a list
        list_replace              2: kept
        list_replace_init         2: kept
        hlist_add_head            1: kept
        hlist_add_head_rcu        1: kept
        hlist_add_behind          1: kept
        hlist_add_before          1: kept
        llist_add                 1: kept
        rb_link_node              1: kept
        rb_insert_color           1: kept
        rb_add                    1: kept
        interval_tree_insert      1: kept
        xa_store                  3: kept
        xa_insert                 3: kept; result: 0 or -errno
        xa_cmpxchg                4: kept
        __xa_store                3: kept
        xas_store                 2: kept
        radix_tree_insert         3: kept; result: 0 or -errno
        rhashtable_insert_fast    2: kept; result: 0 or -errno
        idr_alloc                 2: kept; result: count or -errno
        idr_alloc_cyclic          2: kept; result: count or -errno
        queue_work_on             3: kept
        queue_work                2: kept
        schedule_work             1: kept
        queue_delayed_work_on     3: kept
        mod_delayed_work_on       3: kept
        add_timer                 1: kept
        mod_timer                 1: kept
        kthread_create_on_node    2: kept; result: ERR_PTR on failure
        call_srcu                 2: kept
        task_work_add             2: kept
        security_dentry_init_security result: 0 or -errno; *5: +heap if 0
        memset                    1: followed
        memcpy                    1: followed; 2: followed
        memmove                   1: followed; 2: followed
        __builtin_memset          1: followed
        __builtin_memcpy          1: followed; 2: followed
        __builtin_memmove         1: followed; 2: followed
        strscpy                   1: followed; 2: followed
        sized_strscpy             1: followed; 2: followed
        strlen                    1: followed
        __builtin_strlen          1: followed
        strcmp                    1: followed; 2: followed
        strncmp                   1: followed; 2: followed
        strchr                    1: followed
        strrchr                   1: followed
        __builtin_unreachable     never returns
        panic                     never returns
        do_exit                   never returns
        fortify_panic             never returns
        """
}
