import Analysis
import Testing

/// Functions that lead back to each other: what they do is known from the ways out that come back.
struct RecursionTests {
    private static let descending = """
        void drop_rest(struct obj *o);
        void drop_one(struct obj *o)
        {
            if (o->next)
                drop_rest(o);
            note(o->count);
        }
        void drop_rest(struct obj *o)
        {
            drop_one(o->next);
        }

        """

    @Test func whatIsOnlyLookedAtIsStillClaimed() throws {
        let told = try Summarised(Self.descending + """
            int forget(int how)
            {
                struct obj *o = alloc(1);
                if (!o)
                    return -12;
                drop_one(o);
                if (how)
                    return -22;
                free(o);
                return 0;
            }
            """)
        #expect(told.effects(of: "drop_one") == ["...": [[]]])
        #expect(told.violations.map { $0.contains("leak") } == [true])
    }

    @Test func whatIsReleasedDeepDownIsReleased() throws {
        let told = try Summarised("""
            void drop_if(struct obj *o, int depth);
            void drop_later(struct obj *o, int depth) { drop_if(o, depth - 1); }
            void drop_if(struct obj *o, int depth)
            {
                if (depth > 0)
                    drop_later(o, depth);
                else
                    put(o);
            }
            void user(int depth)
            {
                struct obj *o = find(1);
                if (o)
                    drop_if(o, depth);
            }
            """)
        #expect(told.effects(of: "drop_if").values.allSatisfy { $0.allSatisfy { $0 == ["-1 ref p0"] } })
        #expect(told.effects(of: "drop_later").values.allSatisfy { $0.allSatisfy { $0 == ["-1 ref p0"] } })
        #expect(told.violations == [])
    }

    /// Of a function that never comes back by itself nothing is known, rather than that it does nothing.
    @Test func whatNeverComesBackIsNotFollowed() throws {
        let told = try Summarised("""
            void other(struct obj *o);
            void one(struct obj *o) { other(o); }
            void other(struct obj *o) { one(o); }
            int user(void)
            {
                struct obj *o = alloc(1);
                if (!o)
                    return -12;
                one(o);
                return 0;
            }
            """)
        #expect(told.violations == [])
    }

    @Test func itIsTheSameWhoeverIsFollowedFirst() throws {
        for seed in UInt64(0)..<4 {
            let source = GeneratedProgram.source(seed: seed)
            #expect(try Summarised(source, threads: 1).everything == Summarised(source, memory: FlowMemory(), threads: 4).everything)
        }
    }
}
