import MutationMeter
import Testing

/// Edits of what is held.
struct LockTests {
    private func sites(_ statements: String) throws -> Sites {
        try Sites("""
            #define GFP_KERNEL 1
            void spin_lock(struct lock *lock);
            void spin_unlock(struct lock *lock);
            void *kzalloc(int size, int flags);
            int fuse_is_bad(struct obj *o);
            int f(struct obj *o, struct obj *in, void *p)
            {
                \(statements)
                return 0;
            }
            """)
    }

    private static let kinds: Set<MutationKind> = [.dropLock, .swapLocks, .sleepUnderLock, .dropBadCheck]

    private func compiles(_ sites: Sites) throws {
        for mutant in sites.mutants where Self.kinds.contains(mutant.kind) { _ = try Sites(sites.after(mutant)) }
    }

    private func code(_ mutant: Mutant) -> [String] { mutant.new.map { String($0.drop { $0 == " " }) } }

    @Test func nobodyTakesTheLock() throws {
        let sites = try sites("spin_lock(&o->lock);\n    if (o->flag)\n        o->count++;\n    spin_unlock(&o->lock);")
        #expect(try #require(sites.mutants(.dropLock).first).new == ["    ;", "    if (o->flag)", "        o->count++;", "    ;"])
        try compiles(sites)
    }

    @Test(arguments: [
        "spin_lock(&o->lock);\n    work(o->count);\n    spin_unlock(&o->lock);", "spin_lock(&o->lock);\n    o->count++;\n    spin_unlock(&in->lock);",
        "spin_lock(&o->lock);\n    o->count++;\n    if (o->flag)\n        return 1;\n    spin_unlock(&o->lock);", "o->count++;\n    spin_unlock(&o->lock);",
    ])
    func otherSectionsStay(_ statements: String) throws {
        #expect(try sites(statements).mutants(.dropLock) == [])
    }

    @Test func twoLocksChangePlaces() throws {
        let sites = try sites("mutex_lock(&o->lock);\n    o->count++;\n    spin_lock(&in->lock);\n    spin_unlock(&in->lock);\n    mutex_unlock(&o->lock);")
        #expect(sites.mutants(.swapLocks).map(code) == [["spin_lock(&in->lock);", "o->count++;", "mutex_lock(&o->lock);"]])
        try compiles(sites)
    }

    @Test(arguments: [
        "mutex_lock(&o->lock);\n    mutex_unlock(&o->lock);\n    spin_lock(&in->lock);", "mutex_lock(&o->lock);\n    if (p)\n        spin_lock(&in->lock);",
        "mutex_lock(&o->lock);\n    spin_lock(&o->lock);",
    ])
    func otherLocksKeepTheirOrder(_ statements: String) throws {
        #expect(try sites(statements).mutants(.swapLocks) == [])
    }

    @Test func somethingSleepsUnderTheLock() throws {
        let sites = try sites("p = kzalloc(8, GFP_KERNEL);\n    o->count = 1;\n    spin_lock(&o->lock);\n    o->flag = 1;\n    spin_unlock(&o->lock);\n    work(1);\n    mutex_lock(&in->lock);")
        #expect(sites.mutants(.sleepUnderLock).map(code) == [
            ["spin_lock(&o->lock);", "p = kzalloc(8, GFP_KERNEL);", "o->count = 1;"],
            ["work(1);", "mutex_lock(&in->lock);", "spin_unlock(&o->lock);"],
        ])
        try compiles(sites)
    }

    @Test(arguments: [
        "p = kzalloc(8, 2);\n    spin_lock(&o->lock);", "p = kzalloc(8, GFP_KERNEL);\n    mutex_lock(&o->lock);",
        "p = kzalloc(8, GFP_KERNEL);\n    if (!p)\n        return 1;\n    spin_lock(&o->lock);",
    ])
    func nothingSleepsThere(_ statements: String) throws {
        #expect(try sites(statements).mutants(.sleepUnderLock) == [])
    }

    @Test func nobodyAsksForBadInodes() throws {
        let sites = try sites("if (fuse_is_bad(o))\n        return -5;\n    if (!fuse_is_bad(in))\n        return 1;")
        #expect(sites.mutants(.dropBadCheck).map(\.new) == [["    if (0)"]])
        try compiles(sites)
    }
}
