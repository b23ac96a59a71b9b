import MutationMeter
import Testing

/// Edits of what is to be done before a change, and afterwards.
struct DutyTests {
    private func sites(_ statements: String) throws -> Sites {
        try Sites("""
            #define FATTR_KILL_SUIDGID 2048
            int setattr_prepare(struct obj *o, int how);
            int file_remove_privs(struct obj *o);
            int filemap_write_and_wait_range(struct obj *o, int from, int to);
            void fuse_set_nowrite(struct obj *o);
            void truncate_pagecache_range(struct obj *o, int from, int to);
            int invalidate_inode_pages2(struct obj *o);
            _Bool fuse_allow_current_process(struct obj *o);
            int f(struct obj *o, int err)
            {
                \(statements)
                return err;
            }
            """)
    }

    @Test(arguments: [
        ("err = setattr_prepare(o, 1);", MutationKind.dropPrepare, "    err = 0;"),
        ("err = file_remove_privs(o->next);", .dropPrivileges, "    err = 0;"),
        ("o->flag |= FATTR_KILL_SUIDGID;", .dropPrivileges, "    ;"),
        ("int ret = filemap_write_and_wait_range(o, 1, work(2));", .dropWriteBack, "    int ret = 0;"),
        ("fuse_set_nowrite(o);", .dropWriteBack, "    ;"),
        ("invalidate_inode_pages2(o);", .dropInvalidate, "    ;"),
    ])
    func theCallGoes(_ statement: String, _ kind: MutationKind, _ left: String) throws {
        let sites = try sites(statement)
        let mutant = try #require(sites.mutants(kind).first)
        #expect(sites.mutants.map(\.kind) == [kind] && mutant.old == ["    " + statement] && mutant.new == [left])
        _ = try Sites(sites.after(mutant))
    }

    @Test func aStatementMayTakeSomeLines() throws {
        let sites = try sites("truncate_pagecache_range(o, 1,\n                             o->count - 1);")
        let mutant = try #require(sites.mutants(.dropInvalidate).first)
        #expect(mutant.old.count == 2 && mutant.new == ["    ;"])
        _ = try Sites(sites.after(mutant))
    }

    @Test func nobodyIsRefused() throws {
        let sites = try sites("if (!fuse_allow_current_process(o)) {\n        work(1);\n        return -13;\n    }\n    if (!fuse_allow_current_process(o->next))\n        return -13;")
        #expect(sites.mutants(.dropCallerCheck).map(\.new) == [["    if (0) {"], ["    if (0)"]])
        for mutant in sites.mutants(.dropCallerCheck) { _ = try Sites(sites.after(mutant)) }
    }

    @Test(arguments: [
        "err = -file_remove_privs(o);", "o->count = file_remove_privs(o);", "err = file_remove_privs(o) + 1;", "return file_remove_privs(o);",
        "if (file_remove_privs(o)) return 1;", "if (fuse_allow_current_process(o)) return 1;", "work(file_remove_privs(o));",
        "if (!fuse_allow_current_process(o) && err) return 1;", "err = work(1);", "o->flag = FATTR_KILL_SUIDGID;", "o->flag |= 1;",
        "truncate_pagecache_range(o,\n\n\n\n        1, 2);",
    ])
    func allElseIsLeftAlone(_ statement: String) throws {
        let kinds: [MutationKind] = [.dropPrepare, .dropPrivileges, .dropWriteBack, .dropInvalidate, .dropCallerCheck]
        #expect(try sites(statement).mutants.filter { kinds.contains($0.kind) } == [])
    }
}
