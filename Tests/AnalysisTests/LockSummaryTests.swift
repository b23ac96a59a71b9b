import Testing

/// Locks that functions leave held, or release for their callers.
struct LockSummaryTests {
    @Test func anOutParameterTellsWhetherALockIsHeld() throws {
        let told = try Summarised("""
            void begin(struct obj *o, _Bool *exclusive, int n)
            {
                if (n > 5) {
                    lock(&o->lock);
                    *exclusive = 1;
                } else {
                    *exclusive = 0;
                }
            }
            void right(struct obj *o, int n) { _Bool x; begin(o, &x, n); note(1); if (x) unlock(&o->lock); }
            """)
        let outcomes = try #require(told.outcomes(of: "begin"))
        let held = try #require(outcomes.first { $0.effects == ["+1 mutex &p0->lock"] })
        let free = try #require(outcomes.first { $0.effects == [] })
        #expect(outcomes.count == 2)
        #expect(held.writes == ["*p1 := 1"] && held.known.isSuperset(of: ["p2 in 6...2147483647"]))
        #expect(free.writes == ["*p1 := 0"] && free.known.isSuperset(of: ["p2 in -2147483648...5"]))
        #expect(told.effects(of: "right") == ["...": [[]]])
        #expect(told.violations == [])
    }

    @Test func anOutParameterThatIsNotHeededTellsNothing() throws {
        let told = try Summarised("""
            void begin(struct obj *o, _Bool *exclusive)
            {
                if (work(1)) {
                    lock(&o->lock);
                    *exclusive = 1;
                } else {
                    *exclusive = 0;
                }
            }
            void right(struct obj *o) { _Bool x; begin(o, &x); if (x) unlock(&o->lock); }
            void wrong(struct obj *o) { _Bool x; begin(o, &x); if (!x) unlock(&o->lock); }
            void forgets(struct obj *o) { _Bool x; begin(o, &x); }
            """)
        #expect(told.effects(of: "right") == ["...": [[]]])
        #expect(told.violations == ["leak in wrong", "leak in forgets"])
    }

    @Test func anErrorAndAnOutParameterTellTogether() throws {
        let told = try Summarised("""
            int begin(struct obj *o, _Bool *locked)
            {
                *locked = 0;
                if (work(1))
                    return -5;
                if (o->count) {
                    lock(&o->lock);
                    *locked = 1;
                }
                return 0;
            }
            int right(struct obj *o) { _Bool l; int err = begin(o, &l); if (l) unlock(&o->lock); return err; }
            """)
        #expect(told.effects(of: "begin") == ["-5": [[]], "0": [[], ["+1 mutex &p0->lock"]]])
        #expect(told.outcomes(of: "begin")?.allSatisfy { $0.writes == [$0.effects == [] ? "*p1 := 0" : "*p1 := 1"] } == true)
        #expect(told.effects(of: "right") == ["-5...0": [[]]])
        #expect(told.violations == [])
    }

    @Test func theLockItselfIsGivenBack() throws {
        let told = try Summarised("""
            int begin(struct obj *o, struct mutex **held) { lock(&o->lock); *held = &o->lock; return 0; }
            void right(struct obj *o) { struct mutex *m; begin(o, &m); unlock(m); }
            """)
        #expect(told.effects(of: "begin") == ["0": [["+1 mutex &p0->lock"]]])
        #expect(try told.only("begin", "0").writes == ["*p1 := &p0->lock"])
        #expect(told.effects(of: "right") == ["...": [[]]])
        #expect(told.violations == [])
    }

    @Test func theResultTellsWhetherALockIsHeld() throws {
        let told = try Summarised("""
            int same(struct obj *o) { return trylock(&o->lock); }
            int inverse(struct obj *o) { return !trylock(&o->lock); }
            int error(struct obj *o) { return trylock(&o->lock) ? 0 : -11; }
            _Bool both(struct obj *o) { return o && trylock(&o->lock); }
            int killable(struct obj *o) { int err = lock_killable(&o->lock); if (err) return err; return 0; }
            int not(struct obj *o) { int locked = trylock(&o->lock); note(1); if (locked) unlock(&o->lock); return locked; }
            int right(struct obj *o) { if (error(o)) return -4; unlock(&o->lock); return 0; }
            int wrong(struct obj *o) { if (error(o)) return -4; return 0; }
            int mixed(struct obj *o) { if (inverse(o)) unlock(&o->lock); return 0; }
            """)
        let held: Set<String> = ["+1 mutex &p0->lock"]
        #expect(told.effects(of: "same") == ["0": [[]], "-2147483648...2147483647 but 0": [held]])
        #expect(told.effects(of: "inverse") == ["0": [held], "1": [[]]])
        #expect(told.effects(of: "error") == ["0": [held], "-11": [[]]])
        #expect(told.effects(of: "both") == ["0": [[]], "1": [held]])
        #expect(told.effects(of: "killable") == ["0": [held], "-2147483648...-1": [[]]])
        #expect(told.effects(of: "not").values.flatMap { $0 } == [[]])
        #expect(told.effects(of: "right") == ["-4...0": [[]]])
        #expect(told.violations.contains("leak in mixed") && !told.violations.contains("leak in right"))
    }

    @Test func anEarlyReturnForgetsTheLock() throws {
        let told = try Summarised("""
            int f(struct obj *o)
            {
                lock(&o->lock);
                int err = work(1);
                if (err)
                    return err;
                unlock(&o->lock);
                return 0;
            }
            int g(struct obj *o)
            {
                int err = -5;
                if (!o)
                    goto out;
                lock(&o->lock);
                err = work(1);
                unlock(&o->lock);
            out:
                return err;
            }
            """)
        #expect(told.violations == ["leak in f"])
        // What is told here is nothing that callers have to deal with.
        #expect(told.effects(of: "f") == ["-2147483648...-1": [[]], "0": [[]]])
        #expect(told.effects(of: "g") == ["-2147483648...0": [[]]])
    }

    @Test func theSameConditionAskedTwiceIsOne() throws {
        let told = try Summarised("""
            int flags(struct obj *o, unsigned flags)
            {
                if (flags & 4)
                    lock(&o->lock);
                int err = work(1);
                if (flags & 4)
                    unlock(&o->lock);
                return err;
            }
            int number(struct obj *o, int n) { if (n) lock(&o->lock); int err = work(1); if (n) unlock(&o->lock); return err; }
            int member(struct table *t, struct obj *o) { int n = t->size; if (n > 3) lock(&o->lock); int err = work(1); if (n >= 4) unlock(&o->lock); return err; }
            """)
        for name in ["flags", "number", "member"] { #expect(told.effects(of: name) == ["-2147483648...0": [[]]], "\(name)") }
        #expect(told.violations == [])
    }

    @Test func anArgumentTellsCallersWhetherALockIsHeld() throws {
        let told = try Summarised("""
            void begin(struct obj *o, _Bool take) { if (take) lock(&o->lock); }
            void right(struct obj *o, _Bool take) { begin(o, take); note(1); if (take) unlock(&o->lock); }
            void always(struct obj *o) { begin(o, 1); note(1); unlock(&o->lock); }
            int mode(struct table *t, struct obj *o, int m) { switch (m) { case 0: lock(&t->lock); break; case 1: lock(&o->lock); break; default: return -1; } return 0; }
            """)
        #expect(told.effects(of: "begin") == ["...": [[], ["+1 mutex &p0->lock"]]])
        #expect(told.effects(of: "right") == ["...": [[]]])
        #expect(told.effects(of: "always") == ["...": [[]]])
        #expect(told.effects(of: "mode") == ["-1": [[]], "0": [["+1 mutex &p0->lock"], ["+1 mutex &p1->lock"]]])
        #expect(told.violations == [])
    }

    @Test func twoLocksAreTakenInTheOrderOfTheirAddresses() throws {
        let told = try Summarised("""
            void both(struct obj *a, struct obj *b)
            {
                if (a > b) {
                    lock(&b->lock);
                    lock(&a->lock);
                } else {
                    lock(&a->lock);
                    lock(&b->lock);
                }
            }
            void right(struct obj *a, struct obj *b) { both(a, b); unlock(&a->lock); unlock(&b->lock); }
            """)
        #expect(told.effects(of: "both") == ["...": [["+1 mutex &p0->lock", "+1 mutex &p1->lock"]]])
        #expect(told.effects(of: "right") == ["...": [[]]])
        #expect(told.violations == [])
    }

    @Test func droppingALockForAWhileKeepsIt() throws {
        let told = try Summarised("""
            void wait(struct obj *o) { while (o->count) { unlock(&o->lock); work(1); lock(&o->lock); } }
            void whole(struct obj *o) { lock(&o->lock); wait(o); unlock(&o->lock); }
            void loses(struct obj *o) { lock(&o->lock); unlock(&o->lock); unlock(&o->lock); }
            """)
        #expect(told.effects(of: "wait") == ["...": [[]]])
        #expect(told.effects(of: "whole") == ["...": [[]]])
        #expect(told.violations == ["doubleRelease in loses"])
    }

    @Test func aLockGoesWithItsObject() throws {
        let told = try Summarised("""
            void takes(struct obj *o) { free(o); lock(&o->lock); }
            void frees(struct obj *o) { lock(&o->lock); free(o); unlock(&o->lock); }
            int puts(void) { struct obj *o = find(1); if (!o) return 0; lock(&o->lock); put(o); unlock(&o->lock); return 0; }
            void right(struct obj *o) { lock(&o->lock); unlock(&o->lock); free(o); }
            """)
        #expect(told.violations.contains("useAfterRelease in takes") && !told.violations.contains { $0.hasSuffix("right") })
        #expect(told.violations == ["useAfterRelease in takes", "useAfterRelease in frees", "useAfterRelease in puts"])
    }
}
