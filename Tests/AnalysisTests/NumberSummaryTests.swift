import Testing

/// Numbers that decide: which ways through a function there are.
struct NumberSummaryTests {
    private let released: Set<Set<String>> = [[], ["-1 ref p0"]]

    @Test func bothSidesOfAComparisonAreWays() throws {
        let told = try Summarised("""
            void less(struct obj *o, int n) { if (n < 5) put(o); }
            void unsign(struct obj *o, unsigned n) { if (n >= 4000000000u) put(o); }
            void small(struct obj *o, unsigned char n) { if (n > 200) put(o); }
            void mask(struct obj *o, int n) { if (n & 8) put(o); }
            void wide(struct obj *o, long n) { if (n == 1L << 40) put(o); }
            """)
        for name in ["less", "unsign", "small", "mask", "wide"] { #expect(told.effects(of: name) == ["...": released], "\(name)") }
    }

    @Test func whatCannotBeIsNoWay() throws {
        let told = try Summarised("""
            void unsign(struct obj *o, unsigned n) { if (n < 0) put(o); }
            void small(struct obj *o, unsigned char n) { if (n > 255) put(o); }
            void twice(struct obj *o, int n) { if (n > 5 && n < 3) put(o); }
            void flag(struct obj *o, _Bool b) { if (b > 1) put(o); }
            void shifted(struct obj *o, int n) { if (n > 5) { int m = n - 5; if (m == 0) put(o); } }
            void masked(struct obj *o, int n) { if ((n & 7) == 8) put(o); }
            """)
        for name in ["unsign", "small", "twice", "flag", "shifted", "masked"] { #expect(told.effects(of: name) == ["...": [[]]], "\(name)") }
    }

    @Test func numbersBeyondTheSignedOnesAreAWay() throws {
        let told = try Summarised("""
            void negative(struct obj *o, unsigned n) { if ((int)n < 0) put(o); }
            void large(struct obj *o, unsigned long n) { if (n > 0x7fffffffffffffffUL) put(o); }
            void value(struct obj *o, unsigned long n) { if (n >= -4095UL) put(o); }
            void wraps(struct obj *o, unsigned n) { if (n - 1 > n) put(o); }
            """)
        withKnownIssue("a cast to signed is looked through, so that nothing unsigned becomes negative") {
            #expect(told.effects(of: "negative") == ["...": released])
        }
        withKnownIssue("unsigned numbers beyond the largest signed one are taken for impossible") {
            #expect(told.effects(of: "large") == ["...": released])
        }
        withKnownIssue("IS_ERR_VALUE() of an unsigned long is taken for impossible") {
            #expect(told.effects(of: "value") == ["...": released])
        }
        #expect(told.effects(of: "wraps") == ["...": released])
    }

    @Test func aCheckOfAnUnsignedNumberIsOneOfBothEnds() throws {
        let told = try Summarised("void f(struct obj *o, int n) { if ((unsigned)n > 10u) return; if (n < 0) put(o); }")
        withKnownIssue("a cast to unsigned is looked through, so that a negative number passes for a small one") {
            #expect(told.effects(of: "f") == ["...": [[]]])
        }
    }
}
