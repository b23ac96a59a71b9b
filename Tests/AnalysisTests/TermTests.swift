import Program
import Testing

@testable import Analysis

/// Terms and cells: what is the same has one spelling.
struct TermTests {
    private let terms: TermTable
    private let state = FlowState()
    private let p: Term
    private let q: Term

    init() throws {
        // The layouts known are those of structs of which some member is used. Offsets: base.low 0, base.high 4; whole.base 0, count 8, link 16, all 32, mid 56, mid.flags 56, mid.list 64, plain 80.
        let graph = try callGraph([
            "a.c": """
            struct list_head { struct list_head *next, *prev; };
            struct base { int low; int high; };
            struct mid { long flags; struct list_head list; };
            struct whole { struct base base; long count; struct list_head link; struct base all[3]; struct mid mid; struct whole *peer; unsigned bit : 3; };
            int f(struct whole *w) { return w->count++ + w->base.high + w->mid.flags + (w->mid.list.next == 0); }
            """
        ])
        let context = FlowContext(graph, facts: KernelFacts(stableFields: ["mid.flags"]), slots: [:])
        let function = try #require(graph.program.sortedFunctions.first)
        terms = TermTable(context.layouts(in: function))
        p = terms.symbol(.parameter(0), .pointer)
        q = terms.symbol(.result(site: 7), .pointer)
    }

    private func field(_ name: String, of record: String = "whole") -> CellStep { .field(FieldRef(record: record, name: name)) }

    /// The cell that `pointer->first.second` names.
    private func cell(_ pointer: Term, _ path: CellStep...) -> Cell { path.reduce(terms.object(pointer)) { terms.step($0, $1) } }

    private func add(_ term: Term, _ number: Int64) -> Term { state.compute(.add, term, terms.integer(number), terms) }

    // MARK: One spelling

    @Test func whatIsBuiltTheSameWayIsTheSame() {
        #expect(terms.integer(5) == terms.integer(5) && terms.integer(5) != terms.integer(6))
        #expect(terms.symbol(.parameter(0)) == p && terms.symbol(.parameter(1)) != p)
        #expect(cell(p, field("count")) == cell(p, field("count")) && cell(p, field("count")) != cell(q, field("count")))
        #expect(terms.address(cell(p, field("count"))) == terms.address(cell(p, field("count"))))
        #expect(terms.object(terms.address(cell(p, field("mid")))) == cell(p, field("mid")))
        #expect(terms.address(terms.object(p)) == p)
        #expect(terms.string("a") != terms.string("b") && terms.function(FunctionRef(name: "f")) != terms.function(FunctionRef(name: "f", file: "a.c")))
    }

    @Test func aStructAtTheStartHasTheAddressOfTheWhole() {
        #expect(terms.address(cell(p, field("base"))) == p)
        #expect(cell(p, field("base"), field("high", of: "base")) == cell(p, field("high", of: "base")))
        #expect(terms.address(cell(p, field("mid"))) != p && terms.address(cell(p, field("link"))) != p)
        // In a variable, too.
        #expect(terms.step(terms.variable(3), field("base")) == terms.variable(3))
    }

    @Test func aNumberAtTheStartIsNotTheWhole() {
        #expect(cell(p, field("low", of: "base")) != terms.object(p))
        #expect(cell(p, field("low", of: "base")) != cell(p, field("high", of: "base")))
    }

    @Test func subtractingAMembersOffsetLeadsBack() {
        #expect(add(terms.address(cell(p, field("link"))), -16) == p)
        #expect(add(terms.address(cell(p, field("count"))), -8) == p)
        #expect(add(terms.address(cell(p, field("base"), field("high", of: "base"))), -4) == p)
        let list = cell(p, field("mid"), field("list", of: "mid"))
        #expect(add(terms.address(list), -64) == p)
        #expect(add(terms.address(list), -8) == terms.address(cell(p, field("mid"))))
        // In two steps, too.
        #expect(add(add(terms.address(list), -8), -56) == p)
    }

    @Test func anotherDistanceLeadsNowhereElse() {
        let link = terms.address(cell(p, field("link")))
        for distance: Int64 in [-15, -17, -8, -24, 8, 16] {
            let moved = add(link, distance)
            #expect(moved != p && moved != link)
            #expect(terms.displaced(moved)?.0 == link && terms.displaced(moved)?.1 == Int(distance))
        }
        #expect(add(link, 0) == link)
        #expect(add(add(link, 5), -5) == link && add(add(link, 5), 3) == add(link, 8))
    }

    @Test func aMemberOfTheStructAroundIsTheMember() {
        // container_of(q, struct whole, link)->link is *q.
        let around = add(q, -16)
        #expect(around != q)
        #expect(terms.step(terms.object(around), field("link")) == terms.object(q))
        #expect(terms.address(cell(around, field("link"))) == q)
        #expect(cell(around, field("link"), field("next", of: "list_head")) == cell(q, field("next", of: "list_head")))
        #expect(cell(around, field("count")) != terms.object(q))
        // Two structs deep: container_of(q, struct whole, mid.list).
        #expect(terms.address(cell(add(q, -64), field("mid"), field("list", of: "mid"))) == q)
    }

    @Test func thereAndBackAgainIsTheSame() {
        for path in [[field("link")], [field("mid"), field("list", of: "mid")], [field("mid")]] {
            let member = terms.address(path.reduce(terms.object(q)) { terms.step($0, $1) })
            let offset: Int64 = path.count == 2 ? 64 : path == [field("link")] ? 16 : 56
            #expect(add(member, -offset) == q)
            #expect(terms.address(path.reduce(terms.object(add(member, -offset))) { terms.step($0, $1) }) == member)
        }
    }

    @Test func aBitFieldHasNoAddressToLeadBackFrom() {
        #expect(terms.layouts.offset(of: FieldRef(record: "whole", name: "bit")) == nil)
        #expect(terms.layouts.range(of: FieldRef(record: "whole", name: "bit")) == Range64(lower: 0, upper: 7))
    }

    // MARK: Elements

    @Test func anElementStandsForAnyOther() {
        let all = cell(p, field("all"))
        let first = terms.address(terms.step(all, .index(terms.integer(0))))
        let some = terms.address(terms.step(all, .index(q)))
        let member = terms.address(terms.step(terms.step(all, .index(q)), field("high", of: "base")))
        #expect(first != some)
        #expect(terms.anyElement(first) == terms.anyElement(some))
        #expect(terms.anyElement(first) != first && terms.anyElement(terms.anyElement(first)) == terms.anyElement(first))
        #expect(terms.anyElement(member) != terms.anyElement(first))
        #expect(terms.anyElement(p) == p && terms.anyElement(terms.address(cell(p, field("link")))) == terms.address(cell(p, field("link"))))
        let other = terms.address(terms.step(cell(q, field("all")), .index(q)))
        #expect(terms.anyElement(other) != terms.anyElement(first))
    }

    @Test func elementsThatCannotBeToldApartAreKnown() {
        let all = cell(p, field("all"))
        #expect(terms.isElement(terms.step(all, .index(terms.integer(1)))) && terms.isElement(terms.step(terms.step(all, .index(q)), field("high", of: "base"))))
        #expect(!terms.isElement(all) && !terms.isElement(cell(p, field("link"))))
        // Those of a local array can be told apart by a number.
        #expect(!terms.isElement(terms.step(terms.variable(1), .index(terms.integer(1)))))
        #expect(terms.isElement(terms.step(terms.variable(1), .index(q))))
    }

    // MARK: Time

    @Test func whatOthersChangeIsKnownByItsTime() {
        let count = cell(p, field("count"))
        #expect(terms.load(count, epoch: 1) != terms.load(count, epoch: 2))
        #expect(terms.timeless(terms.load(count, epoch: 1)) == terms.load(count, epoch: 0))
        #expect(terms.timeless(terms.load(count, epoch: 1)) == terms.timeless(terms.load(count, epoch: 2)))
        #expect(terms.timeless(terms.load(count, epoch: 0)) == terms.load(count, epoch: 0))
    }

    @Test func whatStaysIsTheSameAtAllTimes() {
        for stable in [cell(p, field("peer")), cell(p, field("mid"), field("flags", of: "mid")), terms.variable(2)] {
            #expect(terms.load(stable, epoch: 1) == terms.load(stable, epoch: 2))
        }
        for unstable in [cell(p, field("link"), field("next", of: "list_head")), cell(p, field("count")), terms.global("g")] {
            #expect(terms.load(unstable, epoch: 1) != terms.load(unstable, epoch: 2))
        }
    }

    @Test func allThatATermIsMadeOfGoesBack() {
        let next = cell(p, field("link"), field("next", of: "list_head"))
        let (early, late) = (terms.load(next, epoch: 1), terms.load(next, epoch: 3))
        func made(_ pointer: Term) -> [Term] {
            [
                terms.address(cell(pointer, field("count"))), terms.load(cell(pointer, field("count")), epoch: 5), state.compute(.not, pointer, terms),
                state.compute(.or, pointer, p, terms), add(pointer, 24), terms.address(terms.step(cell(p, field("all")), .index(pointer))),
            ]
        }
        for (first, second) in zip(made(early), made(late)) {
            #expect(first != second)
            #expect(terms.timeless(first) == terms.timeless(second))
            #expect(terms.timeless(terms.timeless(first)) == terms.timeless(first))
        }
        for same in [p, q, terms.integer(3), terms.string("s"), terms.function(FunctionRef(name: "f"))] { #expect(terms.timeless(same) == same) }
    }

    // MARK: Leaves

    @Test func whatCallersCanNameHasNoLeaves() {
        let named = [
            p, terms.integer(4), terms.string("s"), terms.function(FunctionRef(name: "f")), terms.load(cell(p, field("count")), epoch: 2),
            terms.address(cell(p, field("link"))), terms.load(terms.global("g"), epoch: 0), terms.address(terms.global("g")), add(p, -16),
            terms.load(cell(terms.load(cell(p, field("peer")), epoch: 0), field("count")), epoch: 0), state.compute(.or, p, terms.load(terms.global("g"), epoch: 0), terms),
        ]
        for term in named { #expect(terms.leaves(of: term) == [], "\(terms.describe(term))") }
        #expect(terms.leaves(of: cell(p, field("mid"), field("list", of: "mid"))) == [] && terms.leaves(of: terms.variable(1)) == [])
    }

    @Test func unknownsAreTheLeaves() {
        #expect(terms.leaves(of: q) == [q])
        #expect(terms.leaves(of: terms.load(cell(q, field("count")), epoch: 0)) == [q])
        #expect(terms.leaves(of: terms.address(cell(q, field("link")))) == [q])
        #expect(terms.leaves(of: add(q, 8)) == [q])
        #expect(terms.leaves(of: state.compute(.not, q, terms)) == [q])
        #expect(Set(terms.leaves(of: state.compute(.or, q, terms.symbol(.result(site: 8)), terms))) == [q, terms.symbol(.result(site: 8))])
        #expect(terms.leaves(of: terms.part(q, .index(terms.symbol(.result(site: 9))))) == [q, terms.symbol(.result(site: 9))])
        #expect(terms.leaves(of: terms.address(terms.step(cell(p, field("all")), .index(q)))) == [q])
    }

    @Test func theFunctionsOwnVariablesAreLeaves() {
        let address = terms.address(terms.variable(4))
        #expect(terms.leaves(of: address) == [address])
        let load = terms.load(terms.step(terms.variable(4), field("count")), epoch: 0)
        #expect(terms.leaves(of: load) == [load])
    }

    // MARK: Taking apart

    @Test func anAddressLiesInItsObject() {
        let inner = terms.address(cell(p, field("mid"), field("list", of: "mid")))
        #expect(terms.container(of: inner) == p && terms.container(of: p) == p)
        #expect(terms.lastField(of: inner) == FieldRef(record: "mid", name: "list") && terms.lastField(of: p) == nil)
        #expect(terms.base(of: cell(p, field("mid"))) == p && terms.base(of: terms.variable(1)) == nil && terms.base(of: terms.global("g")) == nil)
        #expect(terms.isInside(cell(p, field("mid"), field("list", of: "mid")), cell(p, field("mid"))))
        #expect(!terms.isInside(cell(p, field("mid")), cell(p, field("mid"))) && !terms.isInside(cell(p, field("link")), cell(p, field("mid"))))
        #expect(terms.firstField(of: cell(p, field("mid"), field("list", of: "mid")), in: terms.object(p)) == FieldRef(record: "whole", name: "mid"))
    }

    @Test func aTermMentionsWhatItIsMadeFrom() {
        let load = terms.load(cell(q, field("count")), epoch: 0)
        let sum = state.compute(.or, load, p, terms)
        #expect([load, q, p, sum].allSatisfy { terms.mentions(sum, $0) })
        #expect(!terms.mentions(load, p) && !terms.mentions(q, load))
    }

    @Test func partsOfWholesAreKnownByTheWhole() {
        let whole = terms.load(cell(p, field("mid")), epoch: 0)
        #expect(terms.part(whole, field("flags", of: "mid")) == terms.load(cell(p, field("mid"), field("flags", of: "mid")), epoch: 0))
        #expect(terms.part(terms.integer(0), field("flags", of: "mid")) == terms.integer(0))
        #expect(terms.part(q, field("count")) == terms.part(q, field("count")) && terms.part(q, field("count")) != terms.part(q, field("peer")))
    }

    @Test func whatIsBuiltWithoutEndIsCutOff() {
        var pointer = p
        var seen: Set<Term> = [p]
        for _ in 0..<500 {
            pointer = terms.load(cell(pointer, field("peer")), epoch: 0)
            seen.insert(pointer)
        }
        // Each is a value of its own, and none is deep.
        #expect(seen.count == 501)
        #expect(terms.describe(pointer).count < 2000)
    }
}
