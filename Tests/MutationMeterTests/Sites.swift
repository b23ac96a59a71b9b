import Clang
import Lowering
import MutationMeter
import Program

/// What the sources of the tests are about.
private let header = """
    #define NULL ((void *)0)
    #define IS_ERR(p) ((unsigned long)(p) >= (unsigned long)-4095)
    #define unlikely(x) __builtin_expect(!!(x), 0)
    #define kfree_rcu(p, member) kvfree_call(&(p)->member, p)
    struct lock { int count; };
    struct inner { int depth; struct obj *peer; struct obj *o; };
    struct obj { int count; int flag; struct lock lock; struct obj *next; struct obj *o; struct inner in; struct { struct obj *hidden; int plain; }; };
    struct task { int flags; };
    extern struct task *current;
    void kfree(const void *);
    void kmem_cache_free(void *cache, void *);
    void kvfree_call(void *, void *);
    void free_page(unsigned long);
    void revert_creds(struct obj *);
    void mutex_lock(struct lock *);
    void mutex_unlock(struct lock *);
    void up_read(struct lock *);
    void down_read(struct lock *);
    void rcu_read_unlock(void);
    void obj_put(struct obj *);
    void put_obj(struct obj *);
    void obj_put_locked(struct obj *, int);
    int obj_input(struct obj *);
    void seq_put_number(struct obj *, int);
    void put_user(int, struct obj *);
    void put_user_ns(struct obj *);
    struct obj *obj_get(int);
    int work(int);
    void note(struct obj *, int);
    """

/// A file of C as the meter sees it.
struct Sites {
    let lines: [String]
    let unit: ProgramUnit

    /// - Parameter source: C that may use what the header of the tests declares.
    init(_ source: String) throws {
        let root = "/fuselint-test-tree/"
        let files = [
            UnsavedFile(path: root + "kernel.h", contents: Array(header.utf8)), UnsavedFile(path: root + "main.c", contents: Array(source.utf8)),
        ]
        let parsed = try ClangIndex().parse(root + "main.c", arguments: ["-std=gnu11", "-w", "-include", root + "kernel.h"], unsaved: files)
        unit = ProgramUnit(lowering: parsed, file: "main.c") { $0.hasPrefix(root) ? String($0.dropFirst(root.count)) : nil }
        lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard unit.errors.isEmpty else { throw Broken(errors: unit.errors) }
    }

    struct Broken: Error {
        var errors: [ParseError]
    }

    /// All mutants of the file's functions.
    var mutants: [Mutant] {
        let sites = MutationSites(file: "main.c", lines: lines, records: unit.records)
        return unit.functions.filter { $0.file == "main.c" }.flatMap(sites.mutants)
    }

    func mutants(_ kind: MutationKind) -> [Mutant] { mutants.filter { $0.kind == kind } }

    /// The lines at which edits of a kind start.
    func places(_ kind: MutationKind) -> [Int] { mutants(kind).map(\.line) }

    /// The source with an edit made.
    func after(_ mutant: Mutant) -> String { mutant.apply(to: lines).joined(separator: "\n") }
}
