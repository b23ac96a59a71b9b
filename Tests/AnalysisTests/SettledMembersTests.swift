import Program
import Testing

@testable import Analysis

/// Which members nobody writes once their struct is made.
struct SettledMembersTests {
    private func settled(_ code: String) throws -> Set<String> {
        let declarations = """
            struct inner { int deep; };
            struct ctl { int mode; int index; struct inner inner; int *where; };
            int look(struct ctl *c) { return c->mode + c->index + c->inner.deep + *c->where; }
            """
        return SettledMembers.find(in: try callGraph(["a.c": declarations + "\n" + code]).program)
    }

    @Test func whatIsWrittenInTheVariableItselfIsSettled() throws {
        #expect(try settled("int run(int mode) { struct ctl c = { .index = 1 }; c.mode = mode; return look(&c); }") == ["ctl.mode", "ctl.index", "inner.deep"])
    }

    @Test func whatIsWrittenThroughAPointerIsNot() throws {
        #expect(try settled("void set(struct ctl *c) { c->index++; }") == ["ctl.mode", "inner.deep"])
        #expect(try settled("void set(struct ctl *c) { c->inner.deep = 3; }") == ["ctl.mode", "ctl.index"])
        #expect(try settled("int get(void); void set(struct ctl *c) { c->mode = get(); }") == ["ctl.index", "inner.deep"])
    }

    @Test func aStructThatIsWrittenAsAWholeHasNothingSettled() throws {
        #expect(try settled("void set(struct ctl *c, struct ctl *d) { *c = *d; }").isEmpty)
        #expect(try settled("void set(struct ctl *c, struct inner *i) { c->inner = *i; }") == ["ctl.mode", "ctl.index"])
        #expect(try settled("void *memset(void *, int, unsigned long); void set(struct ctl *c) { memset(c, 0, sizeof(*c)); }").isEmpty)
    }

    @Test func aNumberWhoseAddressIsGivenAwayIsNot() throws {
        #expect(try settled("void fill(int *); void set(struct ctl *c) { fill(&c->mode); }") == ["ctl.index", "inner.deep"])
    }

    @Test func aStaticVariableIsOthersToo() throws {
        #expect(try settled("static struct ctl c; void set(void) { c.mode = 1; }") == ["ctl.index", "inner.deep"])
    }
}
