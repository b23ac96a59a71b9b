import MutationMeter
import Testing

/// Uses that come behind a release: the one directly before it, and those further up.
struct UseTests {
    @Test func theUseDirectlyBeforeChangesPlaces() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
                o->count = 1;
                kfree(o);
                work(2);
            }
            """)
        #expect(sites.places(.useAfterRelease) == [3])
        #expect(sites.mutants(.moveUse) == [])
        #expect(sites.after(try #require(sites.mutants(.useAfterRelease).first)) == """
            void f(struct obj *o)
            {
                kfree(o);
                o->count = 1;
                work(2);
            }
            """)
    }

    @Test func aUseFurtherUpComesBehindTheRelease() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
                work(0);
                note(o->next, o->count);
                work(1);

                /* by now nobody else has it */
                work(2);
                obj_put(o);
                work(3);
            }
            """)
        #expect(sites.places(.moveUse) == [4])
        #expect(sites.mutants(.useAfterRelease) == [])
        #expect(sites.after(try #require(sites.mutants(.moveUse).first)) == """
            void f(struct obj *o)
            {
                work(0);
                work(1);

                /* by now nobody else has it */
                work(2);
                obj_put(o);
                note(o->next, o->count);
                work(3);
            }
            """)
    }

    @Test func oneReleaseCanHaveBoth() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
                o->count = 1;
                o->flag = 2;
                kfree(o);
            }
            """)
        #expect(sites.places(.useAfterRelease) == [4])
        #expect(sites.places(.moveUse) == [3])
        #expect(sites.mutants(.moveUse).map(\.new) == [["    o->flag = 2;", "    kfree(o);", "    o->count = 1;"]])
    }

    /// Only a statement that is no release is swapped, but one that is can be moved.
    @Test func aReleaseOfAMemberIsMoved() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
                kfree(o->next);
                kfree(o);
            }
            """)
        #expect(sites.mutants(.useAfterRelease) == [])
        #expect(sites.mutants(.moveUse).map(\.new) == [["    kfree(o);", "    kfree(o->next);"]])
    }

    @Test func theObjectMayBeAMember() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
                o->next->count = 1;
                work(1);
                kfree(o->next);
            }
            """)
        #expect(sites.places(.moveUse) == [3])
    }

    @Test(arguments: [
        // Another block, or control flow between.
        "if (n)\n        o->count = 1;\n    work(1);", "o->count = 1;\n    if (n)\n        work(1);", "o->count = 1;\nout:\n    work(1);",
        "o->count = 1;\n    for (n = 0; n < 2; n++)\n        work(n);", "{\n        o->count = 1;\n    }\n    work(1);",
        "o->count = 1;\n    do { work(1); } while (n);", "if (n) o->count = 1;\n    work(1);",
        "o->count = 1;\n    out: work(1);", "o->count = 1;\n#if 1\n    work(1);\n#endif",
        // Not one statement on one line.
        "note(o,\n    o->count);\n    work(1);", "n =\n    o->count;\n    work(1);", "o->count = 1; o->flag = 1;\n    work(1);",
        "o->count = 1;\n    work(1\n        + 2);",
        // Not the object.
        "oo->count = 1;\n    work(1);", "oo->o->count = 1;\n    work(1);", "oo->in.o->count = 1;\n    work(1);", "note(o, 1);\n    work(1);", "/* o->count; */\n    work(1);",
    ])
    func nothingElseIsMoved(_ before: String) throws {
        let sites = try Sites("""
            void f(struct obj *o, struct obj *oo, int n)
            {
                \(before)
                kfree(o);
            }
            """)
        #expect(sites.mutants(.moveUse) == [] && sites.mutants(.useAfterRelease) == [])
        #expect(sites.mutants(.dropFree).count == 1)
    }

    @Test func whatIsFarAwayStays() throws {
        func source(_ between: Int) -> String {
            "void f(struct obj *o)\n{\n    o->count = 1;\n" + String(repeating: "    work(1);\n", count: between) + "    kfree(o);\n}"
        }
        #expect(try Sites(source(7)).places(.moveUse) == [3])
        #expect(try Sites(source(8)).places(.moveUse) == [])
    }

    @Test func anUnlockIsNoEndOfTheObject() throws {
        let sites = try Sites("""
            void f(struct obj *o)
            {
                o->count = 1;
                mutex_unlock(&o->lock);
            }
            """)
        #expect(sites.mutants(.moveUse) == [] && sites.mutants(.useAfterRelease) == [])
        #expect(sites.places(.dropUnlock) == [4])
    }
}
