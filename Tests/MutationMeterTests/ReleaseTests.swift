import MutationMeter
import Testing

/// Edits of a release by itself: dropped, made twice, a return before it.
struct ReleaseTests {
    @Test(arguments: [
        ("kfree(o);", MutationKind.dropFree), ("kmem_cache_free(cache, o);", .dropFree), ("kfree_rcu(o, lock);", .dropFree),
        ("free_page((unsigned long)o);", .dropFree), ("revert_creds(o);", .dropRevert), ("mutex_unlock(&o->lock);", .dropUnlock),
        ("up_read(&o->lock);", .dropUnlock), ("rcu_read_unlock();", .dropUnlock), ("obj_put(o);", .dropPut), ("put_obj(o);", .dropPut),
        ("obj_put_locked(o, 1);", .dropPut), ("put_user_ns(o);", .dropPut),
    ])
    func aReleaseIsDroppedByItsKind(_ release: String, _ kind: MutationKind) throws {
        let sites = try Sites("""
            void f(void *cache, struct obj *o)
            {
                work(1);
                \(release)
            }
            """)
        let drops = sites.mutants.filter { $0.kind.rawValue.hasPrefix("drop-") }
        #expect(drops.map(\.kind) == [kind] && drops.map(\.line) == [4])
        #expect(sites.after(try #require(drops.first)) == """
            void f(void *cache, struct obj *o)
            {
                work(1);
                ;
            }
            """)
    }

    @Test(arguments: [
        "obj_input(o);", "seq_put_number(o, 1);", "put_user(1, o);", "mutex_lock(&o->lock);", "note(o, 1);", "(void)obj_input(o);",
        "n = obj_input(o);", "if (n) kfree(o);", "kfree(o); kfree(o->next);", "return obj_put(o);", "void (*release)(const void *) = kfree;",
    ])
    func nothingElseIsARelease(_ statement: String) throws {
        let sites = try Sites("""
            void f(int n, struct obj *o)
            {
                \(statement)
            }
            """)
        #expect(sites.mutants == [])
    }

    @Test func whatIsNotCompiledIsLeftAlone() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
            #ifdef CONFIG_NEVER
                kfree(o->next);
            #endif
                /*
                kfree(o);
                 */
                kfree(o);
            }
            void kfree_all(struct obj *o);
            """)
        #expect(sites.places(.dropFree) == [9])
    }

    @Test func whatIsNeverReachedIsLeftAlone() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
                kfree(o->next);
                return;
                kfree(o);
            }
            """)
        #expect(sites.places(.dropFree) == [3])
    }

    @Test func aReleaseIsMadeTwiceAsOneStatement() throws {
        let sites = try Sites("""
            void f(struct obj *o, int n)
            {
                if (n)
                    obj_put(o);
            }
            """)
        #expect(sites.places(.duplicateRelease) == [4])
        #expect(sites.after(try #require(sites.mutants(.duplicateRelease).first)) == """
            void f(struct obj *o, int n)
            {
                if (n)
                    do { obj_put(o); obj_put(o); } while (0);
            }
            """)
    }

    @Test(arguments: [
        ("void", "return;"), ("int", "return -5;"), ("_Bool", "return -5;"), ("struct obj *", "return NULL;"),
    ])
    func aReturnComesBeforeAReleaseWithTheTypesFailure(_ type: String, _ early: String) throws {
        let sites = try Sites("""
            \(type) f(struct obj *o)
            {
                mutex_unlock(&o->lock);
                \(type == "void" ? "return;" : "return 0;")
            }
            """)
        let mutant = try #require(sites.mutants(.returnBetween).first)
        #expect(sites.places(.returnBetween) == [3])
        #expect(mutant.new == ["    do { if (current->flags) \(early) mutex_unlock(&o->lock); } while (0);"])
        _ = try Sites(sites.after(mutant))
    }

    @Test func aStructIsNoFailure() throws {
        let sites = try Sites("""
            struct inner f(struct obj *o)
            {
                obj_put(o);
                return (struct inner){};
            }
            """)
        #expect(sites.mutants(.returnBetween) == [])
        #expect(sites.places(.dropPut) == [3])
    }

    @Test func eachMutantSaysWhoseItIs() throws {
        let sites = try Sites("""
            void f(struct obj *o) {
                kfree(o);
            }
            void g(struct obj *o) {
                kfree(o);
            }
            """)
        #expect(sites.mutants(.dropFree).map(\.function) == ["f", "g"])
        #expect(sites.mutants(.dropFree).map(\.title) == ["drop-free main.c:2 f()", "drop-free main.c:5 g()"])
        #expect(sites.mutants(.dropFree)[0].diff == ["    -    kfree(o);", "    +    ;"])
        #expect(sites.mutants(.dropFree)[0].statement == "kfree(o);")
    }
}
