import Analysis
import Program
import Testing

/// Direct calls, across files and into other directories.
struct DirectCallTests {
    @Test func callsComeInSourceOrderWithTheirPlaces() throws {
        let graph = try callGraph([
            "a.c": """
            void first(void);
            int second(int);
            void f(int x)
            {
                if (second(x))
                    first();
                second(second(1));
            }
            """
        ])
        #expect(graph.callees(of: function("f")) == ["second", "first", "second", "second"])
        #expect(graph.calls(from: function("f")).map(\.position.line) == [5, 6, 7, 7])
        #expect(graph.calls(from: function("f")).allSatisfy { $0.through == nil })
    }

    @Test func aCallReachesTheBodyInAnotherFile() throws {
        let graph = try callGraph([
            "a.c": "void g(void); void f(void) { g(); }",
            "b.c": "void h(void); void g(void) { h(); }",
        ])
        #expect(graph.callees(of: function("f")) == ["g"])
        #expect(graph.callees(of: function("g")) == ["h"])
        #expect(graph.body(of: function("h")) == nil)
        #expect(graph.callees(of: function("h")) == [])
    }

    @Test func staticFunctionsOfOneNameAreTwo() throws {
        let graph = try callGraph([
            "a.c": "void one(void); static void g(void) { one(); } void f(void) { g(); }",
            "b.c": "void two(void); static void g(void) { two(); } void k(void) { g(); }",
        ])
        #expect(graph.calls(from: function("f")).map(\.callee) == [function("g", in: "a.c")])
        #expect(graph.calls(from: function("k")).map(\.callee) == [function("g", in: "b.c")])
        #expect(graph.callees(of: function("g", in: "a.c")) == ["one"])
        #expect(graph.callees(of: function("g", in: "b.c")) == ["two"])
    }

    @Test func aHeadersInlineFunctionIsWalkedInto() throws {
        let graph = try callGraph([
            "g.h": "void h(void); static inline void g(void) { h(); }",
            "a.c": "#include \"g.h\"\nvoid f(void) { g(); }",
            "b.c": "#include \"g.h\"\nvoid k(void) { g(); }",
        ])
        let fromF = try #require(graph.calls(from: function("f")).first?.callee)
        let fromK = try #require(graph.calls(from: function("k")).first?.callee)
        #expect(fromF == fromK)
        #expect(graph.callees(of: fromF) == ["h"])
    }

    @Test func recursionEnds() throws {
        let graph = try callGraph(["a.c": "void g(void); void f(void) { f(); g(); } void g(void) { f(); }"])
        #expect(graph.callees(of: function("f")) == ["f", "g"])
        #expect(graph.callees(of: function("g")) == ["f"])
    }

    @Test func bodiesOfOtherDirectoriesAreFetchedOnce() throws {
        let asked = Asked()
        let graph = try callGraph(
            ["a.c": "void g(void); void nowhere(void); void f(void) { g(); nowhere(); }"],
            elsewhere: ["g.c": "void h(void); void g(void) { h(); }"], asked: asked)
        #expect(asked.names == [])
        #expect(graph.callees(of: function("g")) == ["h"])
        #expect(graph.callees(of: function("g")) == ["h"])
        #expect(graph.body(of: function("nowhere")) == nil)
        #expect(graph.body(of: function("nowhere")) == nil)
        #expect(asked.names.filter { $0 == "g" } == ["g"])
        #expect(asked.names.filter { $0 == "nowhere" } == ["nowhere"])
    }

    @Test func aForeignBodyIsNotOurOwn() throws {
        let graph = try callGraph(
            ["a.c": "void g(void); void f(void) { g(); }"], elsewhere: ["g.c": "void g(void) { }"])
        let own = try #require(graph.body(of: function("f")))
        let foreign = try #require(graph.body(of: function("g")))
        #expect(graph.program.isOwn(own))
        #expect(!graph.program.isOwn(foreign))
    }

    @Test func givenEdgesComeBesideTheBodysOwn() throws {
        let files = ["a.c": "void g(void); void f(void) { g(); }"]
        var edge = try #require(try callGraph(files).calls(from: function("f")).first)
        edge.callee = function("patched")
        let graph = try callGraph(files, extraEdges: [edge])
        #expect(Set(graph.callees(of: function("f"))) == ["patched", "g"])
        #expect(graph.calls(from: function("f")).contains(edge))
    }
}

/// Function pointers that a caller chooses and a callee calls.
struct CallbackTests {
    /// What is called through a helper, by the helper's name.
    private func handedDown(_ graph: CallGraph, from caller: String) -> [String: String] {
        Dictionary(
            graph.calls(from: function(caller)).filter { $0.through != nil }.map { ($0.callee.name, $0.through!.name) }
        ) { first, _ in first }
    }

    @Test func aFunctionPassedAsArgumentAndCalledMakesAnEdge() throws {
        let graph = try callGraph([
            "a.c": """
            void each(int n, void (*visit)(int)) { for (int i = 0; i < n; i++) visit(i); }
            static void mine(int i) { }
            void f(void) { each(3, mine); }
            void g(void) { each(3, &mine); }
            """
        ])
        #expect(handedDown(graph, from: "f") == ["mine": "each"])
        #expect(handedDown(graph, from: "g") == ["mine": "each"])
    }

    @Test func aFieldOfAStructOnTheStackMakesAnEdge() throws {
        let graph = try callGraph([
            "ctx.h": "struct ctx { void *file; void (*accessed)(void *); void (*ended)(void *); };",
            "a.c": """
            #include "ctx.h"
            int helper(struct ctx *ctx);
            static void touch(void *file) { }
            static void finish(void *file) { }
            int by_initialiser(void *file)
            {
                struct ctx ctx = { .file = file, .accessed = touch, .ended = finish };
                return helper(&ctx);
            }
            int by_assignment(void *file)
            {
                struct ctx ctx = { .file = file };
                ctx.accessed = touch;
                return helper(&ctx);
            }
            """,
            "b.c": """
            #include "ctx.h"
            int helper(struct ctx *ctx) { if (ctx->accessed) ctx->accessed(ctx->file); return 0; }
            """,
        ])
        // `ended` is handed down as well, but helper() does not call it.
        #expect(handedDown(graph, from: "by_initialiser") == ["touch": "helper"])
        #expect(handedDown(graph, from: "by_assignment") == ["touch": "helper"])
    }

    @Test func aHelperOfAnotherDirectoryCallsBack() throws {
        let graph = try callGraph(
            [
                "ctx.h": "struct ctx { void *file; void (*accessed)(void *); };",
                "a.c": """
                #include "ctx.h"
                int helper(struct ctx *ctx);
                static void touch(void *file) { }
                int f(void *file) { struct ctx ctx = { .file = file, .accessed = touch }; return helper(&ctx); }
                """,
            ],
            elsewhere: [
                "helper.c": """
                #include "ctx.h"
                int helper(struct ctx *ctx) { struct ctx *same = ctx; same->accessed(same->file); return 0; }
                """
            ])
        #expect(handedDown(graph, from: "f") == ["touch": "helper"])
        #expect(graph.calls(from: function("f")).first { $0.through != nil }?.callee == function("touch", in: "a.c"))
    }

    @Test func aPointerHandedOnTwiceIsFollowed() throws {
        let graph = try callGraph([
            "a.c": """
            struct ctx { void (*done)(int); };
            static void innermost(void (*done)(int)) { done(1); }
            static void inner(struct ctx *ctx) { innermost(ctx->done); }
            static void outer(struct ctx *ctx, int unused) { inner(ctx); }
            static void mine(int x) { }
            void f(void) { struct ctx ctx = { .done = mine }; outer(&ctx, 0); }
            """
        ])
        #expect(handedDown(graph, from: "f") == ["mine": "outer"])
    }

    @Test func aStructInsideAnotherIsFollowed() throws {
        let graph = try callGraph([
            "a.c": """
            struct args { void (*end)(int); };
            struct request { int number; struct args args; };
            static void send(struct args *args) { args->end(0); }
            static void submit(struct request *request) { send(&request->args); }
            static void mine(int error) { }
            void f(void) { struct request request = { .args.end = mine }; submit(&request); }
            """
        ])
        #expect(handedDown(graph, from: "f") == ["mine": "submit"])
    }

    @Test func aPointerThatIsOnlyStoredMakesNoEdge() throws {
        let graph = try callGraph([
            "a.c": """
            struct work { void (*func)(struct work *); };
            struct args { void (*end)(int); };
            void schedule(struct work *);
            static void queue(struct args *args) { extern struct args *pending; pending = args; }
            static void later(struct work *work) { }
            static void ended(int error) { }
            void f(struct work *work, struct args *args)
            {
                work->func = later;
                schedule(work);
                args->end = ended;
                queue(args);
            }
            """
        ])
        #expect(graph.callees(of: function("f")) == ["schedule", "queue"])
    }

    @Test func anotherCallersCallbackIsNotOurs() throws {
        let graph = try callGraph([
            "a.c": """
            struct ctx { void (*done)(int); };
            static void run(struct ctx *ctx) { ctx->done(1); }
            static void mine(int x) { }
            static void theirs(int x) { }
            void f(void) { struct ctx ctx = { .done = mine }; run(&ctx); }
            void g(void) { struct ctx ctx = { .done = theirs }; run(&ctx); }
            """
        ])
        #expect(handedDown(graph, from: "f") == ["mine": "run"])
        #expect(handedDown(graph, from: "g") == ["theirs": "run"])
    }

    @Test func aHelperThatHandsOnToItselfEnds() throws {
        let graph = try callGraph([
            "a.c": """
            void walk(int n, void (*visit)(int)) { if (n) walk(n - 1, visit); visit(n); }
            static void mine(int i) { }
            void f(void) { walk(3, mine); }
            """
        ])
        #expect(handedDown(graph, from: "f") == ["mine": "walk"])
    }
}
