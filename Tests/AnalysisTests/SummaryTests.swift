import Analysis
import Testing

/// References and memory: what a function is found to leave to its callers, and to take from them.
struct SummaryTests {
    // MARK: What is returned

    @Test func aGetterReturnsAMembersObjectCounted() throws {
        let told = try Summarised("""
            struct obj *get(struct table *t)
            {
                struct obj *o = t->obj;
                if (!o)
                    return NULL;
                hold(o);
                return o;
            }
            struct obj *locked_get(struct table *t)
            {
                lock(&t->lock);
                struct obj *o = t->obj;
                if (o)
                    hold(o);
                unlock(&t->lock);
                return o;
            }
            void pair(struct table *t) { struct obj *o = locked_get(t); if (o) put(o); }
            """)
        #expect(told.effects(of: "get") == ["0": [[]], "1...": [["+1 ref p0->obj"]]])
        #expect(told.effects(of: "locked_get") == ["0": [[]], "1...": [["+1 ref p0->obj"]]])
        #expect(try told.only("get", "1...").result == "p0->obj")
        #expect(told.effects(of: "pair") == ["...": [[]]])
        #expect(told.violations == [])
    }

    @Test func aFreshObjectIsReturnedOnSuccessOnly() throws {
        let told = try Summarised("""
            struct obj *make(void)
            {
                struct obj *o = find(1);
                if (!o)
                    return NULL;
                if (work(1)) {
                    put(o);
                    return NULL;
                }
                return o;
            }
            struct obj *make_or_error(void)
            {
                struct obj *o = alloc(1);
                if (!o)
                    return ERR_PTR(-12);
                int err = work(1);
                if (err) {
                    free(o);
                    return ERR_PTR(err);
                }
                return o;
            }
            int balanced(void) { struct obj *o = make_or_error(); if (IS_ERR(o)) return PTR_ERR(o); free(o); return 0; }
            int forgets(void) { struct obj *o = make(); return o ? 0 : -2; }
            """)
        #expect(told.effects(of: "make") == ["0": [[]], "1...": [["+1 ref result fresh"]]])
        #expect(told.effects(of: "make_or_error") == ["-4095...-1": [[]], "1...": [["+1 heap result fresh"]]])
        #expect(told.effects(of: "balanced") == ["-4095...0": [[]]])
        #expect(told.violations == ["leak in forgets"])
    }

    @Test func whatAFreshObjectOwnsComesWithIt() throws {
        let told = try Summarised("""
            struct obj *make(void)
            {
                struct obj *o = alloc(1);
                if (!o)
                    return NULL;
                o->next = find(1);
                if (!o->next) {
                    free(o);
                    return NULL;
                }
                return o;
            }
            """)
        #expect(told.effects(of: "make") == ["0": [[]], "1...": [["+1 heap result fresh", "+1 ref result fresh"]]])
        #expect(try told.only("make", "1...").writes == ["result->next := result"])
        #expect(told.violations == [])
    }

    @Test func anArgumentIsReturnedCounted() throws {
        let told = try Summarised("""
            struct obj *again(struct obj *o) { if (o) hold(o); return o; }
            struct obj *give_up(struct obj *o) { if (work(1)) { put(o); return NULL; } return o; }
            void right(struct obj *o) { o = give_up(o); if (o) put(o); }
            void wrong(struct obj *o) { if (!give_up(o)) put(o); }
            """)
        #expect(told.effects(of: "again") == ["0": [[]], "1...": [["+1 ref p0"]]])
        #expect(try told.only("again", "1...").result == "p0")
        #expect(told.effects(of: "give_up") == ["0": [["-1 ref p0"]], "-4095...": [[]]])
        #expect(told.violations == ["doubleRelease in wrong"])
    }

    @Test func anOutParameterIsGivenAnObjectOnSuccess() throws {
        let told = try Summarised("""
            int get(struct obj **out)
            {
                struct obj *o = find(1);
                if (!o)
                    return -2;
                *out = o;
                return 0;
            }
            int right(void) { struct obj *o; int err = get(&o); if (err) return err; put(o); return 0; }
            int forgets(void) { struct obj *o; return get(&o); }
            """)
        #expect(told.effects(of: "get") == ["-2": [[]], "0": [["+1 ref result fresh"]]])
        #expect(try told.only("get", "0").writes == ["*p0 := result"] && told.only("get", "-2").writes == [])
        #expect(told.effects(of: "right") == ["-2": [[]], "0": [[]]])
        #expect(told.violations == ["leak in forgets"])
    }

    @Test func whatIsStoredIsNobodysClaim() throws {
        let told = try Summarised("""
            int attach(struct table *t)
            {
                struct obj *o = find(1);
                if (!o)
                    return -2;
                t->obj = o;
                return 0;
            }
            void replace(struct table *t, struct obj *o)
            {
                struct obj *old = t->obj;
                hold(o);
                t->obj = o;
                if (old)
                    put(old);
            }
            void detach(struct table *t) { struct obj *old = t->obj; t->obj = NULL; put(old); }
            """)
        #expect(told.effects(of: "attach") == ["-2": [[]], "0": [[]]])
        #expect(try told.only("attach", "0").writes == ["p0->obj := result"])
        #expect(told.effects(of: "replace") == ["...": [["+1 ref p1 stored"], ["+1 ref p1 stored", "-1 ref p0->obj"]]])
        #expect(told.effects(of: "detach") == ["...": [["-1 ref p0->obj"]]])
        #expect(try told.only("detach", "...").writes == ["p0->obj := 0"])
        #expect(told.violations == [])
    }

    // MARK: What is taken

    @Test func aFunctionFreesOnErrorOnly() throws {
        let told = try Summarised("""
            int use(struct obj *o)
            {
                int err = work(1);
                if (err) {
                    free(o);
                    return err;
                }
                return 0;
            }
            int right(struct obj *o) { int err = use(o); if (!err) free(o); return err; }
            int twice(struct obj *o) { int err = use(o); if (err) free(o); return err; }
            int late(struct obj *o) { if (use(o)) return o->count; return 0; }
            int fine(struct obj *o) { if (use(o)) return -5; return o->count; }
            """)
        #expect(told.effects(of: "use") == ["-2147483648...-1": [["-1 heap p0"]], "0": [[]]])
        #expect(told.effects(of: "right") == ["-2147483648...-1": [["-1 heap p0"]], "0": [["-1 heap p0"]]])
        #expect(told.violations == ["doubleRelease in twice", "useAfterRelease in late"])
    }

    @Test func aChainOfLabelsUndoesWhatWasDone() throws {
        let told = try Summarised("""
            int build(struct table *t)
            {
                int err = -12;
                struct obj *a = alloc(1);
                if (!a)
                    goto out;
                struct obj *b = alloc(2);
                if (!b)
                    goto out_a;
                err = work(1);
                if (err)
                    goto out_b;
                t->obj = a;
                free(b);
                return 0;
            out_b:
                free(b);
            out_a:
                free(a);
            out:
                return err;
            }
            """)
        #expect(told.effects(of: "build") == ["-2147483648...-1": [[]], "0": [[]]])
        #expect(try told.only("build", "0").writes == ["p0->obj := result"] && told.only("build", "-2147483648...-1").writes == [])
        #expect(told.violations == [])
    }

    @Test func anArgumentDecides() throws {
        let told = try Summarised("""
            void finish(struct obj *o, _Bool last) { if (last) put(o); }
            void keep(struct obj *o) { finish(o, 0); }
            void drop(struct obj *o) { finish(o, 1); }
            void pass(struct obj *o, _Bool last) { finish(o, !last); }
            """)
        #expect(told.outcomes(of: "finish").map(Set.init) == [
            Summarised.Outcome(result: "-", range: "...", known: ["p1 in 0"]),
            Summarised.Outcome(result: "-", range: "...", effects: ["-1 ref p0"], known: ["p1 in 1"]),
        ])
        #expect(told.effects(of: "keep") == ["...": [[]]])
        #expect(told.effects(of: "drop") == ["...": [["-1 ref p0"]]])
        #expect(told.outcomes(of: "pass")?.first { $0.effects == [] }?.known.contains("p1 in 1") == true)
    }

    @Test func aSwitchDecides() throws {
        let told = try Summarised("""
            void pick(struct obj *o, int n)
            {
                switch (n) {
                case 1: put(o); break;
                case 2: free(o); break;
                default: break;
                }
            }
            void one(struct obj *o) { pick(o, 1); }
            void two(struct obj *o) { pick(o, 2); }
            void three(struct obj *o) { pick(o, 3); }
            void which(struct obj *o, int n) { switch (n) { case 1: put(o); break; case 2: put(o->next); break; default: break; } }
            void second(struct obj *o) { which(o, 2); }
            void range(struct obj *o, int n) { switch (n) { case 1 ... 5: put(o); break; default: break; } }
            void inside(struct obj *o) { range(o, 3); }
            void outside(struct obj *o) { range(o, 6); }
            """)
        #expect(told.effects(of: "one") == ["...": [["-1 ref p0"]]])
        withKnownIssue("where some ways put an object and others free it, the free is taken for a counter's, whatever decides") {
            #expect(told.effects(of: "two") == ["...": [["-1 heap p0"]]])
        }
        #expect(told.effects(of: "second") == ["...": [["-1 ref p0->next"]]])
        #expect(told.effects(of: "three") == ["...": [[]]])
        #expect(told.effects(of: "outside") == ["...": [[]]])
        withKnownIssue("the default of a switch does not leave out the numbers of a case range") {
            #expect(told.effects(of: "inside") == ["...": [["-1 ref p0"]]])
        }
    }

    @Test func takingAndGivingBackIsNothing() throws {
        let told = try Summarised("""
            void both(struct obj *o) { hold(o); put(o); }
            void handed(struct obj *o) { hold(o); consume(o); }
            void given(struct obj *o) { consume(o); }
            void nothing(void) { put(NULL); }
            """)
        #expect(told.effects(of: "both") == ["...": [[]]] && told.effects(of: "handed") == ["...": [[]]] && told.effects(of: "nothing") == ["...": [[]]])
        #expect(told.effects(of: "given") == ["...": [["-1 ref p0"]]])
    }

    @Test func twoNamesOfOneObjectAreOneObject() throws {
        let told = try Summarised("""
            void two(struct obj *a, struct obj *b) { put(a); put(b); }
            void same(struct obj *o) { two(o, o); }
            void part(struct part *p) { put(container_of(p, struct obj, part)); }
            void whole(struct obj *o) { part(&o->part); }
            void number(int *count) { free(container_of(count, struct obj, count)); }
            void first(struct obj *o) { number(&o->count); }
            void twice(struct obj *o) { number(&o->count); free(o); }
            """)
        #expect(told.effects(of: "two") == ["...": [["-1 ref p0", "-1 ref p1"]]])
        #expect(told.effects(of: "same") == ["...": [["-2 ref p0"]]])
        #expect(told.effects(of: "part") == ["...": [["-1 ref (p0 + -16)"]]])
        #expect(told.effects(of: "whole") == ["...": [["-1 ref p0"]]])
        #expect(told.effects(of: "number") == ["...": [["-1 heap p0"]]])
        withKnownIssue("a number at the start of a struct has another address than the struct") {
            #expect(told.effects(of: "first") == ["...": [["-1 heap p0"]]])
        }
        #expect(told.violations == ["doubleRelease in twice"])
    }

    @Test func whatDoesNotReturnIsNoWayOut() throws {
        let told = try Summarised("int f(struct obj *o, int n) { if (n) die(); put(o); return n; } void never(struct obj *o) { put(o); die(); }")
        #expect(told.outcomes(of: "f") == [Summarised.Outcome(result: "p1", range: "0", effects: ["-1 ref p0"], known: ["p1 in 0"])])
        #expect(told.outcomes(of: "never") == [])
    }

    @Test func anOpsTableIsLookedThrough() throws {
        let told = try Summarised("""
            struct ops { struct obj *(*get)(int); void (*drop)(struct obj *); };
            struct obj *my_get(int n) { return find(n); }
            void my_drop(struct obj *o) { put(o); }
            const struct ops my_ops = { .get = my_get, .drop = my_drop };
            void direct(void) { struct obj *o = my_ops.get(1); if (o) my_ops.drop(o); }
            struct obj *through(const struct ops *ops) { return ops->get(1); }
            void forgets(const struct ops *ops) { ops->get(1); }
            """)
        #expect(told.effects(of: "direct") == ["...": [[]]])
        #expect(told.effects(of: "through") == ["0": [[]], "1...": [["+1 ref callee fresh"]]])
        #expect(told.violations == ["leak in forgets"])
    }

    @Test func tooManyPathsAreLeftOut() throws {
        var bounds = FlowBounds()
        bounds.visits = 3
        let told = try Summarised("int f(struct obj *o) { for (int i = 0; i < 9; i++) if (work(i)) return i; put(o); return 0; }", bounds: bounds)
        #expect(told.outcomes(of: "f") == nil)
        #expect(told.analysis.leftOut.map(\.function.name) == ["f"])
    }
}
