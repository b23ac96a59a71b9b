import Analysis
import Program
import Testing

/// Which slots a function is in, and which it is reached from.
struct ContextsTests {
    private static let operations = """
        struct file { int flags; };
        struct operations { int (*open)(struct file *); int (*mmap)(struct file *); int (*release)(struct file *); };
        struct args { int opcode; void (*end)(struct args *); };
        """

    private static let files = [
        "ops.h": operations,
        "file.c": """
        #include "ops.h"
        int passthrough_mmap(struct file *file);
        static void touch(struct file *file) { }
        static int plain_mmap(struct file *file) { touch(file); return 0; }
        static int do_mmap(struct file *file) { return file->flags ? passthrough_mmap(file) : plain_mmap(file); }
        static int do_open(struct file *file) { touch(file); return 0; }
        static void unused(struct file *file) { touch(file); }
        const struct operations file_ops = { .open = do_open, .mmap = do_mmap };
        const struct operations dir_ops = { .open = do_open };
        """,
        "passthrough.c": """
        #include "ops.h"
        static void touch(struct file *file) { }
        static void ended(struct args *args) { }
        int passthrough_mmap(struct file *file) { touch(file); return 0; }
        void prepare(struct args *args) { args->end = ended; }
        """,
    ]

    private func contexts(_ files: [String: String] = files, elsewhere: [String: String] = [:]) throws -> Contexts {
        Contexts(try callGraph(files, elsewhere: elsewhere))
    }

    /// A context as text: the slot, then the functions from its entry on.
    private func texts(_ contexts: [Context]) -> [String] {
        contexts.map { context in
            "\(context.slot): " + ([context.entry] + context.chain.map(\.callee)).map(\.name).joined(separator: " > ")
        }
    }

    @Test func initialisersFillSlots() throws {
        let entries = try contexts().entries
        #expect(entries[.ops("operations", "mmap")] == [function("do_mmap", in: "file.c")])
        // In two tables, and one function still.
        #expect(entries[.ops("operations", "open")] == [function("do_open", in: "file.c")])
        #expect(entries[.ops("operations", "release")] == nil)
    }

    @Test func assignmentsFillSlots() throws {
        let entries = try contexts().entries
        #expect(entries[.ops("args", "end")] == [function("ended", in: "passthrough.c")])
    }

    @Test func aCallbackOfAFunctionWithoutBodyIsASlot() throws {
        let contexts = try contexts([
            "a.c": """
            struct timer { int at; };
            void timer_setup(struct timer *timer, void (*expired)(struct timer *), int flags);
            static void mine(struct timer *timer) { }
            void f(struct timer *timer) { timer_setup(timer, mine, 0); }
            """
        ])
        let slot = Slot.argument(function: "timer_setup", index: 1)
        #expect(contexts.entries[slot] == [function("mine", in: "a.c")])
        #expect(slot.description == "argument 2 of timer_setup()")
    }

    @Test func contextsGiveTheChainFromEachSlot() throws {
        let contexts = try contexts()
        #expect(
            texts(contexts.contexts(of: function("touch", in: "file.c"))) == [
                "operations.mmap: do_mmap > plain_mmap > touch", "operations.open: do_open > touch",
            ])
        #expect(
            texts(contexts.contexts(of: function("touch", in: "passthrough.c"))) == [
                "operations.mmap: do_mmap > passthrough_mmap > touch"
            ])
    }

    @Test func aSlotsOwnFunctionHasAnEmptyChain() throws {
        let found = try contexts().contexts(of: function("do_mmap", in: "file.c"))
        #expect(texts(found) == ["operations.mmap: do_mmap"])
        #expect(found.allSatisfy { $0.chain.isEmpty })
    }

    @Test func whatNoSlotReachesHasNoContext() throws {
        #expect(try contexts().contexts(of: function("unused", in: "file.c")) == [])
        #expect(try contexts().contexts(of: function("no_such_function")) == [])
    }

    @Test func theShortestChainIsGiven() throws {
        let found = try contexts([
            "ops.h": Self.operations,
            "a.c": """
            #include "ops.h"
            static void goal(void) { }
            static void far(void) { goal(); }
            static int do_mmap(struct file *file) { far(); goal(); return 0; }
            const struct operations ops = { .mmap = do_mmap };
            """,
        ]).contexts(of: function("goal", in: "a.c"))
        #expect(texts(found) == ["operations.mmap: do_mmap > goal"])
    }

    @Test func aCallbackHandedDownIsInTheCallersContext() throws {
        let found = try contexts(
            [
                "ops.h": Self.operations + "\nstruct ctx { struct file *file; void (*accessed)(struct file *); };",
                "a.c": """
                #include "ops.h"
                int helper(struct ctx *ctx);
                static void touch(struct file *file) { }
                static int do_mmap(struct file *file)
                {
                    struct ctx ctx = { .file = file, .accessed = touch };
                    return helper(&ctx);
                }
                const struct operations ops = { .mmap = do_mmap };
                """,
            ],
            elsewhere: [
                "helper.c": "#include \"ops.h\"\nint helper(struct ctx *ctx) { ctx->accessed(ctx->file); return 0; }"
            ]
        ).contexts(of: function("touch", in: "a.c"))
        #expect(texts(found).contains("operations.mmap: do_mmap > touch"))
        #expect(found.first { $0.slot == .ops("operations", "mmap") }?.chain.first?.through == function("helper"))
    }

    @Test func aStoredCallbackIsNotInTheStoringFunctionsContext() throws {
        let found = try contexts([
            "ops.h": Self.operations,
            "a.c": """
            #include "ops.h"
            void send(struct args *args);
            static void goal(void) { }
            static void ended(struct args *args) { goal(); }
            static int do_mmap(struct file *file) { struct args args = { .end = ended }; send(&args); return 0; }
            const struct operations ops = { .mmap = do_mmap };
            """,
        ]).contexts(of: function("goal", in: "a.c"))
        #expect(texts(found) == ["args.end: ended > goal"])
    }

    @Test func aForeignUnitsTablesAreNotOurs() throws {
        let contexts = try contexts(
            [
                "ops.h": Self.operations,
                "a.c": """
                #include "ops.h"
                int helper(struct file *file);
                static int do_mmap(struct file *file) { return helper(file); }
                const struct operations ops = { .mmap = do_mmap };
                """,
            ],
            elsewhere: [
                "helper.c": """
                #include "ops.h"
                int helper(struct file *file) { return 0; }
                static int foreign_mmap(struct file *file) { return helper(file); }
                const struct operations foreign_ops = { .mmap = foreign_mmap };
                """
            ])
        // The helper's body is fetched by this.
        #expect(!contexts.reachable(from: function("do_mmap", in: "a.c")).isEmpty)
        #expect(contexts.entries[.ops("operations", "mmap")] == [function("do_mmap", in: "a.c")])
    }

    @Test func reachableStopsWhereItIsTold() throws {
        let contexts = try contexts()
        let all = contexts.reachable(from: function("do_mmap", in: "file.c")).map(\.function.name)
        #expect(all.first == "do_mmap")
        #expect(Set(all) == ["do_mmap", "plain_mmap", "passthrough_mmap", "touch"])
        let some = contexts.reachable(from: function("do_mmap", in: "file.c")) { $0.name == "passthrough_mmap" }
        #expect(some.contains { $0.function == function("passthrough_mmap") })
        #expect(!some.contains { $0.function == function("touch", in: "passthrough.c") })
    }

    @Test func reachableEndsOnRecursion() throws {
        let contexts = try contexts(["a.c": "void g(void); void f(void) { g(); } void g(void) { f(); g(); }"])
        #expect(contexts.reachable(from: function("f")).map(\.function.name) == ["f", "g"])
    }
}
