import MutationMeter
import Testing

/// Edits of RCU walk, of what is shown to others, and of what is asked again.
struct OrderTests {
    private func sites(_ statements: String, walk: String = "") throws -> Sites {
        try Sites("""
            #define LOOKUP_RCU 64
            struct inode { int i_flags; };
            struct dentry { int d_time; struct inode *inode; };
            void ihold(struct inode *inode);
            void dget(struct dentry *dentry);
            void list_add(struct lock *entry, struct lock *head);
            int obj_id_alloc(struct obj *in, struct obj *o);
            int f(struct obj *o, struct obj *in, int before)
            {
                \(statements)
                return 0;
            }
            int g(struct dentry *dentry, unsigned int flags)
            {
                \(walk)
                return 0;
            }
            """)
    }

    private static let kinds: Set<MutationKind> = [.dropWalkTest, .takeInWalk, .storeInWalk, .publishEarly, .dropRecheck]

    @Test func walkIsNotLeft() throws {
        let sites = try sites(";", walk: "if (flags & LOOKUP_RCU)\n        return -10;")
        #expect(sites.mutants(.dropWalkTest).map(\.new) == [["    ;"]])
        #expect(sites.mutants(.takeInWalk).map(\.new.first) == ["    dget(dentry);"])
        #expect(sites.mutants(.storeInWalk).map(\.new.first) == ["    dentry->d_time = 0;"])
        for mutant in sites.mutants where Self.kinds.contains(mutant.kind) { _ = try Sites(sites.after(mutant)) }
    }

    @Test(arguments: ["if (flags & 64)\n        return -10;", "if (flags & LOOKUP_RCU)\n        return -10;\n    else\n        work(1);", "flags &= LOOKUP_RCU;"])
    func otherTestsAreLeftAlone(_ walk: String) throws {
        #expect(try sites(";", walk: walk).mutants.filter { Self.kinds.contains($0.kind) } == [])
    }

    @Test func aStoreComesBehindTheList() throws {
        let sites = try sites("o->count = 1;\n    mutex_lock(&in->lock);\n    list_add(&o->lock, &in->lock);\n    mutex_unlock(&in->lock);")
        let mutant = try #require(sites.mutants(.publishEarly).first)
        #expect(mutant.new.map { $0.drop { $0 == " " } } == [
            "mutex_lock(&in->lock);", "list_add(&o->lock, &in->lock);", "mutex_unlock(&in->lock);", "o->count = 1;",
        ])
        _ = try Sites(sites.after(mutant))
    }

    @Test func aStoreComesBehindTheTable() throws {
        let sites = try sites("o->count = 1;\n    o->flag = 2;\n    before = obj_id_alloc(in, o);")
        #expect(sites.mutants(.publishEarly).map(\.new.last) == ["    o->count = 1;", "    o->flag = 2;"])
    }

    @Test(arguments: [
        "in->count = 1;\n    list_add(&o->lock, &in->lock);", "o->count = 1;\n    if (before)\n        list_add(&o->lock, &in->lock);",
        "before = 1;\n    list_add(&o->lock, &in->lock);", "o->count = 1;\n    note(o, 1);",
    ])
    func otherStoresStay(_ statements: String) throws {
        #expect(try sites(statements).mutants(.publishEarly) == [])
    }

    @Test func nobodyAsksAgain() throws {
        let sites = try sites("before = o->count;\n    mutex_unlock(&o->lock);\n    if (o->flag != 1 || o->count != before ||\n        work(1))\n        return 1;")
        let mutant = try #require(sites.mutants(.dropRecheck).first)
        #expect(mutant.old.count == 3 && mutant.new == ["    ;"])
        _ = try Sites(sites.after(mutant))
    }

    @Test(arguments: [
        "before = o->count;\n    if (o->count != before)\n        return 1;", "mutex_unlock(&o->lock);\n    if (o->count != before)\n        return 1;",
        "before = o->count;\n    mutex_unlock(&o->lock);\n    if (o->count == before)\n        return 1;",
    ])
    func otherComparisonsStay(_ statements: String) throws {
        #expect(try sites(statements).mutants(.dropRecheck) == [])
    }
}
