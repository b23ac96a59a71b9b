import Testing

/// Variables with a cleanup function: what it releases, it releases on every way out of their scope.
struct CleanupSummaryTests {
    private let prelude = """
        static inline void unlock_guard(struct mutex **m) { if (*m) unlock(*m); }
        static inline void free_obj(struct obj **o) { free(*o); }
        static inline void put_obj(struct obj **o) { if (*o) put(*o); }
        static inline struct mutex *locked(struct mutex *m) { lock(m); return m; }
        #define __guard __attribute__((cleanup(unlock_guard)))
        #define __free __attribute__((cleanup(free_obj)))
        #define __put __attribute__((cleanup(put_obj)))
        #define no_free_ptr(p) ({ __auto_type v = (p); (p) = NULL; v; })

        """

    @Test func aGuardUnlocksOnAllWaysOut() throws {
        let told = try Summarised(prelude + """
            int plain(struct obj *o)
            {
                struct mutex *g __guard = locked(&o->lock);
                if (work(1))
                    return -5;
                return 0;
            }
            int loop(struct obj *o, int n)
            {
                for (int i = 0; i < n; i++) {
                    struct mutex *g __guard = locked(&o->lock);
                    if (work(i))
                        return -5;
                    if (o->count)
                        break;
                    if (o->next)
                        continue;
                    note(1);
                }
                return 0;
            }
            int scoped(struct obj *o)
            {
                for (struct mutex *g __guard = locked(&o->lock), *done = NULL; !done; done = (void *)1)
                    if (work(1))
                        return -5;
                return 0;
            }
            void jump(struct obj *o)
            {
                {
                    struct mutex *g __guard = locked(&o->lock);
                    if (work(1))
                        goto out;
                    note(1);
                }
                note(2);
            out:
                note(3);
            }
            """)
        for name in ["plain", "loop", "scoped"] { #expect(told.effects(of: name) == ["-5": [[]], "0": [[]]], "\(name)") }
        #expect(told.effects(of: "jump") == ["...": [[]]])
        #expect(told.violations == [])
    }

    @Test func aGuardOnDemandUnlocksOnDemand() throws {
        let told = try Summarised(prelude + """
            void maybe(struct obj *o, _Bool want)
            {
                struct mutex *g __guard = NULL;
                if (want)
                    g = locked(&o->lock);
                note(1);
            }
            void taken(struct obj *o) { struct mutex *g __guard = &o->lock; note(1); }
            """)
        #expect(told.effects(of: "maybe") == ["...": [[]]])
        #expect(told.effects(of: "taken") == ["...": [["-1 mutex &p0->lock"]]])
        #expect(told.violations == [])
    }

    @Test func unlockingByHandIsOnceTooMany() throws {
        let told = try Summarised(prelude + """
            void hand(struct obj *o) { struct mutex *g __guard = locked(&o->lock); note(1); unlock(&o->lock); }
            int ref(void) { struct obj *o __put = find(1); if (!o) return -2; put(o); return 0; }
            int memory(void) { struct obj *o __free = alloc(1); if (!o) return -12; free(o); return 0; }
            """)
        #expect(told.violations == ["doubleRelease in hand", "doubleRelease in ref", "doubleRelease in memory"])
    }

    @Test func whatIsTakenOutIsTheCallers() throws {
        let told = try Summarised(prelude + """
            struct obj *make(void)
            {
                struct obj *o __free = alloc(1);
                if (!o)
                    return NULL;
                if (work(1))
                    return ERR_PTR(-5);
                return no_free_ptr(o);
            }
            struct obj *get(struct table *t)
            {
                struct obj *o __put = find(1);
                if (!o || work(1))
                    return NULL;
                t->size++;
                return no_free_ptr(o);
            }
            int attach(struct table *t)
            {
                struct obj *o __free = alloc(1);
                if (!o)
                    return -12;
                t->obj = no_free_ptr(o);
                return 0;
            }
            """)
        #expect(told.effects(of: "make") == ["-5": [[]], "0": [[]], "1...": [["+1 heap result fresh"]]])
        #expect(told.effects(of: "get") == ["0": [[]], "1...": [["+1 ref result fresh"]]])
        #expect(told.effects(of: "attach") == ["-12": [[]], "0": [[]]])
        #expect(try told.only("attach", "0").writes == ["p0->obj := result"])
        #expect(told.violations == [])
    }

    @Test func whatIsNotTakenOutIsGone() throws {
        let told = try Summarised(prelude + """
            struct obj *make(void) { struct obj *o __free = alloc(1); if (!o) return NULL; return o; }
            int use(void) { struct obj *o; { struct obj *p __free = alloc(1); if (!p) return 0; o = p; } return o->count; }
            """)
        #expect(told.effects(of: "make").values.allSatisfy { $0 == [[]] })
        #expect(told.violations == ["useAfterRelease in use"])
    }

    @Test func severalGoInTheOppositeOrder() throws {
        let told = try Summarised(prelude + """
            int f(struct table *t)
            {
                struct obj *o __put = find(1);
                if (!o)
                    return -2;
                struct mutex *g __guard = locked(&o->lock);
                return work(1);
            }
            int wrong(struct table *t)
            {
                struct mutex *g __guard = NULL;
                struct obj *o __free = alloc(1);
                if (!o)
                    return -2;
                g = locked(&o->lock);
                return 0;
            }
            """)
        #expect(told.effects(of: "f").values.allSatisfy { $0 == [[]] } && told.outcomes(of: "f")?.isEmpty == false)
        #expect(told.violations == ["useAfterRelease in wrong"])
    }
}
