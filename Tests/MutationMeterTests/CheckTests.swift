import MutationMeter
import Testing

/// Edits of conditions on error paths: dropped with what they guard, or turned round.
struct CheckTests {
    /// A function that checks something, with what is done then.
    private func sites(_ condition: String, _ body: String = "\n        return -1;", _ rest: String = "work(2);") throws -> Sites {
        try Sites("""
            int f(struct obj *o, int err, unsigned int ret, _Bool res, int n)
            {
                struct obj *p = obj_get(1);
                if (\(condition))\(body)
                \(rest)
            out:
                return 0;
            }
            """)
    }

    @Test(arguments: [
        "!p", "!o->next", "!o->in.peer", "!o->hidden", "p == NULL", "IS_ERR(p)", "IS_ERR(o->next)", "unlikely(!p)", "unlikely(IS_ERR(p))",
    ])
    func aPointersCheckIsDropped(_ condition: String) throws {
        let sites = try sites(condition)
        #expect(sites.mutants.map(\.kind) == [.dropPointerCheck, .invertCondition])
        #expect(sites.mutants.map(\.line) == [4, 4])
        #expect(sites.mutants.map(\.new) == [["    ;"], ["    if (!(\(condition)))", "        return -1;"]])
    }

    @Test(arguments: ["err", "err < 0", "err != 0", "unlikely(err)", "ret"])
    func anErrorsCheckIsDropped(_ condition: String) throws {
        let sites = try sites(condition, "\n        goto out;")
        #expect(sites.mutants.map(\.kind) == [.dropErrorGoto, .invertCondition])
        #expect(sites.mutants.map(\.new) == [["    ;"], ["    if (!(\(condition)))", "        goto out;"]])
        #expect(sites.mutants.allSatisfy { $0.old == ["    if (\(condition))", "        goto out;"] })
    }

    @Test(arguments: [
        "n", "n < 0", "!n", "!o->count", "!o->in.depth", "!o->plain", "res", "err > 0", "err == -11", "err && n", "p", "p != NULL", "o->next",
        "(err) || work(n)", "!work(n)",
    ])
    func otherConditionsAreLeftAlone(_ condition: String) throws {
        #expect(try sites(condition).mutants == [])
        #expect(try sites(condition, " {\n        work(1);\n        return -1;\n    }").mutants == [])
    }

    @Test func aBlockGoesAsAWhole() throws {
        let sites = try sites("!p", " {\n        work(1);\n        note(o, 1);\n        goto out;\n    }")
        let drop = try #require(sites.mutants(.dropPointerCheck).first)
        #expect(sites.after(drop) == """
            int f(struct obj *o, int err, unsigned int ret, _Bool res, int n)
            {
                struct obj *p = obj_get(1);
                ;
                work(2);
            out:
                return 0;
            }
            """)
        #expect(drop.statement == "if (!p) { work(1); note(o, 1); goto out; }")
    }

    @Test func aBlockIsTurnedRoundAtItsHead() throws {
        let sites = try sites("err", " {\n        /* too late */\n        return -1;\n    }")
        #expect(sites.mutants.map(\.kind) == [.dropErrorGoto, .invertCondition])
        #expect(sites.after(try #require(sites.mutants(.invertCondition).first)) == """
            int f(struct obj *o, int err, unsigned int ret, _Bool res, int n)
            {
                struct obj *p = obj_get(1);
                if (!(err)) {
                    /* too late */
                    return -1;
                }
                work(2);
            out:
                return 0;
            }
            """)
    }

    @Test func aReleaseInABlockHasItsOwnEdits() throws {
        let sites = try sites("err", " {\n        kfree(o);\n        return -1;\n    }")
        #expect(sites.mutants.map(\.kind) == [.dropErrorGoto, .invertCondition, .dropFree, .duplicateRelease, .returnBetween])
        #expect(sites.mutants.map(\.line) == [4, 4, 5, 5, 5])
    }

    @Test(arguments: [
        "\n        work(1);", " {\n        work(1);\n    }", " {\n        if (n)\n            return 1;\n        return -1;\n    }",
        " {\n        return -1;\n        work(1);\n    }", " {\n        return -1;\n        goto out;\n    }", " {\n        while (n)\n            work(1);\n        goto out;\n    }",
        " {\n    }", " {\n        work(1);\n        { return -1; }\n    }", " return -1;", " { return -1; }",
        "\n        return work(1) +\n            2;",
        // With something for the other case.
        "\n        return -1;\n    else\n        work(3);", " {\n        return -1;\n    } else {\n        work(3);\n    }",
        " {\n        return -1;\n    }\n    else\n        work(3);", "\n        return -1;\n\n    else\n        work(3);",
    ])
    func otherBodiesAreLeftAlone(_ body: String) throws {
        #expect(try sites("err", body).mutants == [])
        #expect(try sites("!p", body).mutants == [])
    }

    @Test func aLongBlockIsLeftAlone() throws {
        func body(_ count: Int) -> String { " {\n" + String(repeating: "        work(1);\n", count: count) + "        return -1;\n    }" }
        #expect(try sites("err", body(11)).places(.dropErrorGoto) == [4])
        #expect(try sites("err", body(12)).mutants == [])
    }

    @Test func everyMutantIsStillC() throws {
        for condition in ["!p", "unlikely(IS_ERR(p))", "err < 0"] {
            for body in ["\n        return -1;", " {\n        work(1);\n        goto out;\n    }"] {
                let sites = try sites(condition, body)
                #expect(sites.mutants.count == 2)
                for mutant in sites.mutants { _ = try Sites(sites.after(mutant)) }
            }
        }
    }
}
