import Program
import Testing

@Suite struct StatementTests {
    @Test func ifAndElseJoin() throws {
        #expect(
            try listing("int f(int a) { int r; if (a > 0) r = 1; else r = 2; return r; }") == [
                "0:", "declare r", "if a > 0 then 1 else 2",
                "1:", "r = 1", "jump 3",
                "2:", "r = 2", "jump 3",
                "3:", "return r",
            ])
    }

    @Test func shortCircuitIsBranches() throws {
        #expect(
            try listing("int g(void); int f(int *p) { if (p && (*p || !g())) return 1; return 0; }") == [
                "0:", "if p then 3 else 2",
                "1:", "return 1",
                "2:", "return 0",
                "3:", "if *p then 1 else 4",
                "4:", "t1 = g()", "if t1 then 2 else 1",
            ])
    }

    @Test func truthAsAValue() throws {
        #expect(
            try listing("int f(int a, int b) { return a && b; }") == [
                "0:", "if a then 4 else 2",
                "1:", "t2 = 1", "jump 3",
                "2:", "t2 = 0", "jump 3",
                "3:", "return t2",
                "4:", "if b then 1 else 2",
            ])
    }

    @Test func switchFallsThroughAndKnowsRanges() throws {
        #expect(
            try listing(
                """
                int f(int a) {
                    switch (a) {
                    case 1 ... 4: a++; __attribute__((fallthrough));
                    case 7: return a;
                    default: break;
                    }
                    return 0;
                }
                """) == [
                    "0:", "switch a 1...4:2 7:3 default:4",
                    "1:", "return 0",
                    "2:", "a = a + 1", "jump 3",
                    "3:", "return a",
                    "4:", "jump 1",
                ])
    }

    @Test func switchWithoutDefaultCanPassBy() throws {
        #expect(
            try listing("enum e { A = 3 }; int f(enum e a) { switch (a) { case A: return 1; } return 0; }") == [
                "0:", "switch a 3:2 default:1",
                "1:", "return 0",
                "2:", "return 1",
            ])
    }

    @Test(arguments: [
        ("for (;;) { if (a) break; }", ["jump 1", "jump 2", "if a then 5 else 6"]),
        ("for (; a;) g();", ["jump 1", "if a then 2 else 4"]),
        ("for (a = 1;;) { if (g()) break; }", ["a = 1", "jump 1"]),
        ("for (;; a++) { if (a) break; }", ["jump 1", "jump 2"]),
        ("for (; a; a--) g();", ["jump 1", "if a then 2 else 4", "a = a - 1"]),
        ("for (a = 3; a; ) g();", ["a = 3", "if a then 2 else 4"]),
        ("for (a = 3; ; a--) { if (a) break; }", ["a = 3", "a = a - 1"]),
        ("#define EACH(x) for (; x ; x--)\nEACH(a) g();", ["if a then 2 else 4", "a = a - 1"]),
        ("#define EVER for (;\\\n /* ; */ ;)\nEVER { if (a) break; }", ["jump 2", "if a then 5 else 6"]),
    ])
    func forPartsAreToldApart(loop: String, expected: [String]) throws {
        let lines = try listing("int g(void);\nint f(int a) {\n\(loop)\nreturn 0; }")
        for line in expected { #expect(lines.contains(line), "\(line) not in \(lines)") }
    }

    @Test func doWhileZeroIsNoLoop() throws {
        #expect(
            try listing("int g(void); void f(void) { do { if (g()) break; g(); } while (0); g(); }") == [
                "0:", "jump 1",
                "1:", "t0 = g()", "if t0 then 4 else 5",
                "2:", "jump 3",
                "3:", "t2 = g()", "return",
                "4:", "jump 3",
                "5:", "t1 = g()", "jump 2",
            ])
    }

    @Test func continueOfAForRunsTheStep() throws {
        let lines = try listing("int g(int); void f(int n) { for (int i = 0; i < n; i++) { if (g(i)) continue; g(n); } }")
        #expect(lines.count { $0 == "i = i + 1" } == 1)
        let function = try lower("int g(int); void f(int n) { for (int i = 0; i < n; i++) { if (g(i)) continue; g(n); } }")
        let step = function.blocks.firstIndex { block in
            block.statements.contains { function.describe($0.kind) == "i = i + 1" }
        }!
        #expect(function.blocks.count { $0.terminator.successors == [step] } == 2)
    }

    @Test func deadCodeIsDropped() throws {
        #expect(try listing("void g(void); int f(void) { if (0) g(); return 1; g(); }") == ["0:", "jump 1", "1:", "return 1"])
    }

    @Test func noReturnEndsThePath() throws {
        #expect(
            try listing("void die(void) __attribute__((noreturn)); int f(int a) { if (a) die(); return 0; }") == [
                "0:", "if a then 1 else 2",
                "1:", "die()", "unreachable",
                "2:", "return 0",
            ])
    }

    @Test func assemblyKeepsOutputsAndInputs() throws {
        #expect(
            try listing(#"int f(int a) { int r; asm volatile("" : "=r"(r) : "r"(a) : "memory"); return r; }"#) == [
                "0:", "declare r", #"asm ["r"] <- ["a"]"#, "return r",
            ])
    }

    @Test func assemblyGotoIsOpaque() throws {
        let function = try lower(#"int f(int a) { asm goto("" :::: out); return 0; out: return 1; }"#)
        #expect(function.opaqueNodes.map(\.reason) == ["asm goto"])
    }

    @Test func localLabelsOfOneNameStayApart() throws {
        let source = """
            #define WAIT(c) ({ __label__ out; int v = 1; if (c) goto out; v = 2; out: v; })
            int f(int a) { int r = WAIT(a); r = r + WAIT(a > 1); return r; }
            """
        let function = try lower(source)
        #expect(function.opaqueNodes.isEmpty)
        // Each goto leads to the label behind it: from `if a` both ways meet before `if a > 1`.
        let second = function.blocks.firstIndex { function.describe($0.terminator.kind).hasPrefix("if a > 1") }!
        let first = function.blocks.firstIndex { function.describe($0.terminator.kind).hasPrefix("if a then") }!
        for start in function.blocks[first].terminator.successors {
            var at = start
            while at != second, case .jump(let next) = function.blocks[at].terminator.kind { at = next }
            #expect(at == second)
        }
    }

    @Test func switchOnAConstantGoesOneWay() throws {
        let source = "int f(long a) { switch (sizeof(a)) { case 4: return 1; case 8: return 2; } return 3; }"
        #expect(try listing(source) == ["0:", "jump 1", "1:", "return 2"])
        let none = "int f(long a) { switch (sizeof(a)) { case 4: return 1; default: return 2; } }"
        #expect(try listing(none) == ["0:", "jump 1", "1:", "return 2"])
    }
}
