import Program
import Testing

@Suite struct ExpressionTests {
    @Test func placesAreSpelledOut() throws {
        #expect(
            try listing(
                """
                struct in { int a; struct in *next; union { int u; long v; }; int list[4]; };
                int f(struct in *p, int i) { p->next->a = p->u; (*p).list[i] = (&p->list[0])[1]; return p[2].a; }
                """) == [
                    "0:", "p->next->a = p->u", "p->list[i] = p->list[0][1]", "return p[2].a",
                ])
    }

    @Test func readOnceReadsOnce() throws {
        #expect(
            try listing(
                """
                #define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
                struct s { int flags; };
                int f(struct s *p) { return READ_ONCE(p->flags); }
                """) == ["0:", "return p->flags"])
    }

    @Test func elvisEvaluatesOnce() throws {
        #expect(
            try listing("int g(void); int f(int b) { return g() ?: b; }") == [
                "0:", "t2 = g()", "t1 = t2", "if t1 then 2 else 1",
                "1:", "t1 = b", "jump 2",
                "2:", "return t1",
            ])
    }

    @Test func conditionalIsBranches() throws {
        #expect(
            try listing("int g(void); int h(void); int f(int a) { return a ? g() : h(); }") == [
                "0:", "if a then 1 else 2",
                "1:", "t2 = g()", "t1 = t2", "jump 3",
                "2:", "t3 = h()", "t1 = t3", "jump 3",
                "3:", "return t1",
            ])
    }

    @Test func statementExpressionsAreInlined() throws {
        #expect(
            try listing("int g(int); int f(int a) { return ({ int x = g(a); if (x) return -1; x + 1; }); }") == [
                "0:", "declare x", "t2 = g(a)", "x = t2", "if x then 1 else 2",
                "1:", "return -1",
                "2:", "t3 = x + 1", "return t3",
            ])
    }

    @Test func incrementsKeepTheirOrder() throws {
        #expect(try listing("int f(int a) { int b = a++; b += ++a; return b--; }") == [
            "0:", "declare b", "t2 = a", "a = a + 1", "b = t2", "a = a + 1", "b = b + a", "t3 = b", "b = b - 1",
            "return t3",
        ])
    }

    @Test func unevaluatedOperandsLeaveNoTrace() throws {
        #expect(
            try listing(
                """
                int g(void);
                unsigned long f(int a) {
                    unsigned long s = sizeof(g()) + __builtin_choose_expr(1, a, g());
                    s += _Generic((a), int: 5, long: g());
                    typeof(g()) x = 1;
                    return s + __builtin_types_compatible_p(int, long) + x + __builtin_offsetof(struct { int q; int r; }, r);
                }
                """).contains { $0.contains("g()") } == false)
    }

    @Test func assertionsAboutALockLeaveTheLock() throws {
        let source = """
            #define lockdep_assert_held(lock) do { (void)(lock); } while (0)
            struct table { int lock; };
            void f(struct table *table) { lockdep_assert_held(&table->lock); (void)&table->lock; }
            """
        #expect(try listing(source).filter { $0.hasPrefix("evaluate") } == ["evaluate &table->lock"])
        let function = try lower(source)
        let statements = function.blocks.flatMap(\.statements)
        #expect(statements.compactMap { function.macroName($0.span) } == ["lockdep_assert_held"])
    }

    @Test func initializersByNameAndPosition() throws {
        #expect(
            try listing(
                """
                struct in { int a; int b; }; struct out { struct in x; struct in y; int z[3]; };
                void use(struct out *o);
                void f(int v) { struct out o = { .y = { 1, v }, .z[1] = 3, 4, .x.b = 9 }; use(&o); }
                """) == [
                    "0:", "declare o", "o = {}", "o.y = {}", "o.y.a = 1", "o.y.b = v", "o.z[1] = 3", "o.z[2] = 4",
                    "o.x.b = 9", "use(&o)", "return",
                ])
    }

    @Test func leftOutBracesAreSupplied() throws {
        #expect(
            try listing(
                """
                struct in { int a; int b; }; struct out { struct in x[2]; int z; };
                void use(struct out *o);
                void f(int v, struct in *i) { struct out o = { 1, 2, *i, v }; use(&o); }
                """) == [
                    "0:", "declare o", "o = {}", "o.x[0].a = 1", "o.x[0].b = 2", "o.x[1] = *i", "o.z = v", "use(&o)",
                    "return",
                ])
    }

    @Test func compoundLiteralsAreTemporaries() throws {
        #expect(
            try listing("struct s { int a; }; void use(struct s *p); void f(void) { use(&(struct s){ .a = 2 }); }") == [
                "0:", "t0 = {}", "t0.a = 2", "use(&t0)", "return",
            ])
    }

    @Test func callsThroughPointers() throws {
        #expect(
            try listing(
                "struct ops { int (*get)(int); }; int f(struct ops *o, int (*cb)(int)) { return o->get(1) + (*cb)(2); }")
                == ["0:", "t2 = (o->get)(1)", "t3 = (cb)(2)", "t4 = t2 + t3", "return t4"])
    }

    @Test func conversionsThatChangeBitsStay() throws {
        let lines = try listing("unsigned char f(long a) { unsigned int b = a; long c = b; return (unsigned char)300 + c; }")
        #expect(lines.contains("b = (u32)a"))
        #expect(lines.contains("c = b"))
        #expect(lines.contains { $0.contains("44 + c") })
    }

    @Test func spansLandOnArgumentsOfMacros() throws {
        let function = try lower(
            """
            int g(int);
            #define WRAP(x) ({ int t = (x); t; })
            int f(int a) {
                return WRAP(
                    g(a));
            }
            """)
        let call = function.blocks[0].statements.first { if case .call = $0.kind { true } else { false } }!
        #expect(call.span.line == 5)
        #expect(call.span.column == 9)
        #expect(function.macroName(call.span) == "WRAP")
    }

    @Test func unknownMembersKeepTheirNames() throws {
        let unit = try lowerUnit(
            """
            struct in { int a; }; struct ff { struct in *p; };
            int eq(const long *, const long *);
            int f(struct ff *ff, struct in *b) {
                struct in *i = ff->p.filp;
                b->i_mtime = i->i_mtime;
                if (!eq(&b->i_ctime, &i->i_ctime)) {
                    nowhere = 3;
                }
                b->ops->call(i);
                return 0;
            }
            """)
        let function = unit.functions[0]
        let lines = function.listing.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(lines.contains("i = ff->p->filp"))
        #expect(lines.contains("b->i_mtime = i->i_mtime"))
        #expect(lines.contains { $0.hasSuffix("eq(&b->i_ctime, &i->i_ctime)") })
        #expect(lines.contains { $0.contains("(b->ops->call)(i)") })
        // The statement that the compiler drops is not forgotten.
        #expect(function.opaqueNodes.map(\.span.line) == [7])
        #expect(unit.errors.count >= 4)
    }

    @Test func genericTakesTheChoiceOfTheCompiler() throws {
        let source = """
            int with_args(int *a); int plain(long a);
            #define CREATE(x) _Generic((x), int *: with_args, default: plain)(x)
            int f(long a, int *b) { return CREATE(a); }
            """
        #expect(try listing(source) == ["0:", "t2 = plain(a)", "return t2"])
    }

    @Test func genericWithChoicesOfOneTypeIsOpaque() throws {
        let function = try lower("int g(int a); int f(long a) { return _Generic(a, int: g(1), long: g(2)); }")
        #expect(function.opaqueNodes.map(\.reason) == ["_Generic with choices of one type"])
    }

    @Test func unnamedMembersAreNoStep() throws {
        let source = """
            struct s { union { struct { int a; }; long b; }; };
            void f(struct s *p) { p->a = 1; struct s q = { .a = 2 }; struct s r = { { { 3 } } }; q.b = r.a; }
            """
        let lines = try listing(source)
        for line in ["p->a = 1", "q.a = 2", "r.a = 3", "q.b = r.a"] {
            #expect(lines.contains(line), "\(line) not in \(lines)")
        }
    }

    @Test func operandsOfTypeofAreNotRead() throws {
        let source = """
            struct s { int a; int b; };
            void f(struct s *p, unsigned long *r) {
                r[0] = __builtin_offsetof(typeof(*p), b);
                r[1] = __builtin_types_compatible_p(typeof(*p), struct s);
            }
            """
        #expect(try listing(source) == ["0:", "r[0] = 4", "r[1] = 1", "return"])
    }

    @Test func valueComesBeforeTheTarget() throws {
        let source = "int *where(void); int what(void); void f(void) { *where() = what(); }"
        #expect(try listing(source) == ["0:", "t0 = what()", "t1 = where()", "*t1 = t0", "return"])
    }

    @Test func initialisersFillOneMemberOfAUnion() throws {
        let source = """
            struct s { int z; union { int a; long b; }; int : 3; int c; };
            void f(void) { struct s x = { 1, 2, 3 }; struct s y = { 1, { .b = 2 }, 3 }; struct s v = { .b = 4, 5 }; }
            """
        let stores = try listing(source).filter { $0.contains(".") }
        #expect(
            stores == ["x.z = 1", "x.a = 2", "x.c = 3", "y.z = 1", "y.b = 2", "y.c = 3", "v.b = 4", "v.c = 5"])
    }

    @Test func arrayAndFunctionParametersArePointers() throws {
        let source = """
            int g(int *p);
            int f(int a[], int b[4], int h(int *)) { int *q = a; if (b) a[1] = h(b); return *q + g(a); }
            """
        let function = try lower(source)
        #expect(function.parameters.map(\.type.isPointer) == [true, true, true])
        let lines = try listing(source)
        for line in ["q = a", "if b then 1 else 2", "t4 = (h)(b)", "a[1] = t4"] {
            #expect(lines.contains(line), "\(line) not in \(lines)")
        }
    }

    @Test func constantsWithEffectsKeepThem() throws {
        let source = """
            int g(void); void w(void);
            void f(int *p) { if (g() && 0) w(); if (g() || 1) w(); for (; p && ({ g(); 1; });) w(); }
            """
        let function = try lower(source)
        let names = function.blocks.flatMap(\.statements).compactMap { statement -> String? in
            if case .call(let call) = statement.kind { call.name } else { nil }
        }
        #expect(names.count { $0 == "g" } == 3 && names.count { $0 == "w" } == 2)
    }

    @Test func variableSizesAreComputed() throws {
        let source = "int g(void); void f(void) { int a[g()]; a[0] = 1; }"
        #expect(try listing(source) == ["0:", "t1 = g()", "declare a", "a[0] = 1", "return"])
    }
}
