import Analysis
import Clang
import Lowering
import Program
import Rules
import Synchronization

extension FuzzTarget {
    /// What following functions has shown as the cache holds it, where damage goes past the hash before it.
    static func flowTarget() throws -> FuzzTarget {
        let path = "/fuselint-fuzz/fs/fixture/seed.c"
        let parsed = try ClangIndex().parse(
            path, arguments: ["-std=gnu11", "-w", "-nostdinc"], unsaved: [UnsavedFile(path: path, contents: Array(seedSource.utf8))])
        let unit = ProgramUnit(lowering: parsed, file: "fs/fixture/seed.c", headerBodies: .mentioned) { $0 == path ? "fs/fixture/seed.c" : nil }
        let store = OneEntry()
        let sound = findings(unit, store)
        guard let seed = store.kept, !sound.isEmpty else { throw PropertyFailure("nothing is kept of the seed, or nothing found in it") }
        return FuzzTarget("flows", seeds: [seed], words: ["\u{0}", "\u{1}", "\u{7F}"]) { bytes in
            // Damage may read as something else, which the hash is there against; what is sound says what it said.
            let said = findings(unit, OneEntry(bytes))
            try require(bytes != seed || said == sound, "what was kept says something else: \(said)")
        }
    }

    private static func findings(_ unit: ProgramUnit, _ store: OneEntry) -> [String] {
        let analysis = ProgramAnalysis(WholeProgram([unit]), memory: FlowMemory(store: store)) { _ in [] }
        return RuleRegistry.run(on: analysis).findings.map { "\($0.position.line): \($0.message)" }
    }

    private static let seedSource = """
        typedef unsigned int gfp_t;
        typedef unsigned long size_t;
        void *kmalloc(size_t size, gfp_t flags);
        void kfree(const void *p);
        struct mutex { int x; };
        void mutex_lock(struct mutex *lock);
        void mutex_unlock(struct mutex *lock);
        struct thing { struct mutex lock; char *name; int count; };
        static char *make(struct thing *thing, int n)
        {
            char *p = kmalloc(n, 0);
            if (!p)
                return (void *)-12L;
            mutex_lock(&thing->lock);
            if (thing->count > n)
                return p;
            thing->name = p;
            mutex_unlock(&thing->lock);
            return p;
        }
        int again(struct thing *thing, int n)
        {
            char *p = n ? make(thing, n) : (char *)0;
            if (n > 3)
                return again(thing, n - 1);
            if (n < 0) {
                kfree(p);
                return p[0];
            }
            return 0;
        }
        """
}

/// A cache with one entry, whatever it is asked for.
private final class OneEntry: FlowStore {
    private let entry: Mutex<[UInt8]?>

    init(_ bytes: [UInt8]? = nil) { entry = Mutex(bytes) }

    var kept: [UInt8]? { entry.withLock(\.self) }

    func bytes(_ name: String) -> [UInt8]? { kept }

    func keep(_ bytes: [UInt8], as name: String) { entry.withLock { $0 = bytes } }
}
