import Clang
import Lowering
import Program

extension FuzzTarget {
    /// A unit as the cache holds it, where damage goes past the hash before it.
    static func unitTarget() throws -> FuzzTarget {
        let path = "/fuselint-fuzz/fs/fixture/seed.c"
        let parsed = try ClangIndex().parse(
            path, arguments: ["-std=gnu11", "-w", "-nostdinc"], unsaved: [UnsavedFile(path: path, contents: Array(seedSource.utf8))])
        let seed = ProgramUnit(lowering: parsed, file: "fs/fixture/seed.c", headerBodies: .mentioned) { $0 == path ? "fs/fixture/seed.c" : nil }
        return FuzzTarget("unit", seeds: [seed.bytes], words: ["\u{0}", "\u{1}", "\u{7F}"]) { bytes in
            let unit = try ProgramUnit(bytes: bytes)
            try require(try ProgramUnit(bytes: unit.bytes) == unit, "the unit is another one when it has been written and read again")
            for function in unit.functions { try requireWhole(function) }
        }
    }

    private static let seedSource = """
        struct ops { int (*run)(struct ops *ops, int n); char *name[4]; unsigned bits:3; };
        #define TWICE(n) ((n) + (n))
        static int run(struct ops *ops, int n)
        {
            switch (n) {
            case 1 ... 3: return TWICE(ops->bits);
            case -7: asm volatile("nop" : "=r"(n) : "r"(ops)); break;
            }
            while (n-- && ops->name[n][2] != 'x')
                ops->bits |= !n ? ~1 : -ops->run(ops, n);
            return ops->name[0] == (char *)"text" ? n << 2 : (long long)ops;
        }
        const struct ops all[2] = { [1] = { .run = run } };
        """
}
