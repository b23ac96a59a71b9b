import MutationMeter
import Testing

/// Edits of what takes the place of -ENOSYS.
struct AnswerTests {
    /// A function that asks what was answered, and does something then.
    private func sites(_ condition: String, _ body: String) throws -> Sites {
        try Sites("""
            #define ENOSYS 38
            int f(struct obj *o, int err)
            {
                if (\(condition))\(body)
                if (o->count)
                    work(2);
            out:
                return err;
            }
            """)
    }

    @Test func theValueGoes() throws {
        let sites = try sites("err == -ENOSYS", " {\n        o->flag = 1;\n        err = -95;\n        goto out;\n    }")
        let mutant = try #require(sites.mutants(.returnENOSYS).first)
        #expect(sites.mutants(.returnENOSYS).count == 1 && mutant.line == 6)
        #expect(mutant.old == ["        err = -95;"] && mutant.new == ["        ;"])
        _ = try Sites(sites.after(mutant))
    }

    @Test func theJumpGoesWhereThereIsNoValue() throws {
        let sites = try sites("err == -ENOSYS", " {\n        o->flag = 1;\n        goto out;\n    }")
        let mutant = try #require(sites.mutants(.returnENOSYS).first)
        #expect(mutant.line == 6 && mutant.statement == "goto out;")
        _ = try Sites(sites.after(mutant))
    }

    @Test func aSingleStatementCountsToo() throws {
        #expect(try sites("err == -ENOSYS", "\n        err = 0;").places(.returnENOSYS) == [5])
        #expect(try sites("o->count == -ENOSYS", "\n        o->count = 0;").places(.returnENOSYS) == [5])
    }

    @Test(arguments: [
        ("err == -38", "\n        err = 0;"), ("err == -ENOSYS && o->flag", "\n        err = 0;"), ("err != -ENOSYS", "\n        err = 0;"),
        ("-err == -ENOSYS", "\n        err = 0;"), ("err == -ENOSYS", "\n        o->flag = 1;"), ("err == -ENOSYS", "\n        return 0;"),
        // What comes behind the statement is not its body.
        ("err == -ENOSYS", "\n        o->flag = 1;\n    err = 0;"),
        ("err == -ENOSYS", " {\n        o->flag = 1;\n    } else\n        err = 0;"),
    ])
    func allElseIsLeftAlone(_ condition: String, _ body: String) throws {
        #expect(try sites(condition, body).mutants(.returnENOSYS) == [])
    }
}
