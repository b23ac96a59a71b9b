/// Stores of which the author says that others look on: include/asm-generic/rwonce.h, barrier.h, include/linux/compiler.h, rcupdate.h.
enum DeliberateStores {
    static let names: Set<String> = ["WRITE_ONCE", "data_race", "smp_store_release", "rcu_assign_pointer"]

    /// Those, and the store of what nobody has to be told of.
    static let orInitialising: Set<String> = names.union(["RCU_INIT_POINTER"])
}
