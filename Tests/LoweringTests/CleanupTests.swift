import Program
import Testing

@Suite struct CleanupTests {
    private let prelude = """
        void put(int **p);
        int *get(void);
        int use(int *p);
        #define __free __attribute__((cleanup(put)))

        """

    /// The calls on the way through the blocks from the entry, taking `choose` at each branch.
    private func calls(_ source: String, _ choose: (String) -> Bool) throws -> [String] {
        let function = try lower(prelude + source)
        var names: [String] = []
        var block = 0
        for _ in 0..<50 {
            for statement in function.blocks[block].statements {
                if case .call(let call) = statement.kind { names.append(call.name ?? "?") }
            }
            switch function.blocks[block].terminator.kind {
            case .jump(let next): block = next
            case .branch(let value, let then, let otherwise):
                block = choose(function.describe(value)) ? then : otherwise
            default: return names
            }
        }
        return names
    }

    @Test func runsAtTheEndOfTheScope() throws {
        let source = "void f(void) { { int *p __free = get(); use(p); } get(); }"
        #expect(try calls(source) { _ in true } == ["get", "use", "put", "get"])
    }

    @Test func runsInnermostFirstOnReturn() throws {
        let source = "int f(int a) { int *p __free = get(); { int *q __free = 0; if (a) return use(q); } return 0; }"
        #expect(try calls(source) { _ in true } == ["get", "use", "put", "put"])
        #expect(try calls(source) { _ in false } == ["get", "put", "put"])
    }

    @Test func returnedValueIsReadBeforeTheCleanup() throws {
        let function = try lower(prelude + "int *f(void) { int *p __free = get(); return p; }")
        let lines = function.blocks[0].statements.map { function.describe($0.kind) }
        #expect(lines == ["declare p", "t1 = get()", "p = t1", "t2 = p", "put(&p)"])
    }

    @Test func gotoOutRunsAndGotoInsideDoesNot() throws {
        let source = """
            int f(int a) {
                if (a == 1) goto out;
                { int *p __free = get();
                  again: use(p);
                  if (a == 2) goto again;
                  if (a == 3) goto out;
                  use(p); }
            out:
                return 0;
            }
            """
        #expect(try calls(source) { $0 == "a == 3" } == ["get", "use", "put"])
        #expect(try calls(source) { _ in false } == ["get", "use", "use", "put"])
        var rounds = 0
        let twice = try calls(source) { condition in
            if condition == "a == 2" { rounds += 1; return rounds == 1 }
            return false
        }
        #expect(twice == ["get", "use", "use", "use", "put"])
    }

    @Test func breakAndContinueLeaveTheBody() throws {
        let source = "void f(int a) { while (a) { int *p __free = get(); if (a == 1) break; use(p); } get(); }"
        #expect(try calls(source) { $0 == "a" || $0 == "a == 1" } == ["get", "put", "get"])
        var round = 0
        let once = try calls(source) { condition in
            if condition == "a" { round += 1; return round == 1 }
            return false
        }
        #expect(once == ["get", "use", "put", "get"])
    }

    @Test func guardsAsTheKernelWritesThem() throws {
        let source = """
            struct lock { int held; };
            void lock(struct lock *l); void unlock(struct lock *l);
            static inline void guard_exit(struct lock **l) { if (*l) unlock(*l); }
            static inline struct lock *guard_enter(struct lock *l) { lock(l); return l; }
            #define guard(l) struct lock *scope __attribute__((cleanup(guard_exit))) = guard_enter(l)
            #define scoped_guard(l) \\
                for (struct lock *scope __attribute__((cleanup(guard_exit))) = guard_enter(l), *done = 0; \\
                     !done; done = (void *)1)
            int f(struct lock *l, int a) { scoped_guard(l) { if (a) return 1; use(0); } return 0; }
            """
        let function = try lower(prelude + source)
        let returns = function.blocks.filter { if case .return_ = $0.terminator.kind { true } else { false } }
        #expect(returns.count == 2)
        let exits = function.blocks.flatMap(\.statements).filter {
            if case .call(let call) = $0.kind { call.name == "guard_exit" && call.isCleanup } else { false }
        }
        // One on the early return, one where the loop ends.
        #expect(exits.count == 2)
    }

    /// The form since 6.13: the step jumps to a label in a branch that is never taken.
    @Test func scopedGuardsThatLeaveByALabel() throws {
        let source = """
            struct lock { int held; };
            void lock(struct lock *l); void unlock(struct lock *l);
            static inline void guard_exit(struct lock **l) { if (*l) unlock(*l); }
            static inline struct lock *guard_enter(struct lock *l) { lock(l); return l; }
            #define paste(a, b) a##b
            #define unique(a, b) paste(a, b)
            #define scoped(label, l) \\
                for (struct lock *scope __attribute__((cleanup(guard_exit))) = guard_enter(l); \\
                     scope || !0; ({ goto label; })) \\
                    if (0) { label: break; } else
            #define scoped_guard(l) scoped(unique(label, __COUNTER__), l)
            int f(struct lock *l, int a) { scoped_guard(l) { if (a) return 1; use(0); } return use(0); }
            """
        #expect(try calls(source) { $0 == "a" } == ["guard_enter", "guard_exit"])
        #expect(try calls(source) { $0 != "a" } == ["guard_enter", "use", "guard_exit", "use"])
        let function = try lower(prelude + source)
        #expect(function.opaqueNodes.isEmpty)
    }
}
