import Program
import Testing

@testable import Analysis

/// A function's blocks in order, its loops, and which variables matter where.
struct FlowGraphTests {
    /// A lowered function and its graph; blocks are known by what they call.
    private struct Subject {
        let function: Function
        let graph: FlowGraph

        init(_ source: String) throws {
            let unit = try lowerUnits(["a.c": "void at(int); int ask(int); int *get(void); void take(int *);\n" + source])[0]
            function = try #require(unit.functions.last { $0.file == "a.c" })
            graph = FlowGraph(function)
        }

        /// The block that has `at(number)` or `ask(number)`.
        func block(_ number: Int64) throws -> Int {
            try #require(
                function.blocks.firstIndex { block in
                    block.statements.contains { if case .call(let call) = $0.kind { call.arguments.first == .integer(number) } else { false } }
                })
        }

        var heads: [Int] { graph.isHead.indices.filter { graph.isHead[$0] } }

        func variable(_ name: String) throws -> Int { try #require(function.variables.firstIndex { $0.name == name }) }

        /// Whether a variable is live where a block starts.
        func isLive(_ name: String, _ block: Int64) throws -> Bool { try graph.live[self.block(block)].contains(variable(name)) }

        var edges: [(from: Int, to: Int)] {
            function.blocks.indices.flatMap { block in function.blocks[block].terminator.successors.map { (block, $0) } }
        }
    }

    // MARK: Order

    private static let shapes = [
        "void f(void) { at(1); }", "void f(int a) { if (a) at(1); else at(2); at(3); }", "void f(int a) { while (ask(a)) at(2); at(3); }",
        "void f(int a) { do { at(1); } while (ask(a)); }", "void f(int a) { for (;;) { if (ask(a)) break; at(2); } }",
        "void f(int a) { switch (a) { case 1: at(1); case 2: at(2); break; default: at(3); } at(4); }",
        "void f(int a) { again: at(1); if (ask(a)) goto again; at(2); }",
        "void f(int a) { while (ask(1)) { while (ask(2)) at(3); at(4); } }", "void f(int a) { if (a) goto in; while (ask(1)) { in: at(2); } at(3); }",
        "void f(int a) { for (;;) ; }",
    ]

    @Test(arguments: shapes) func everyEdgeGoesOnOrLeadsBackToAHead(_ source: String) throws {
        let subject = try Subject(source)
        let graph = subject.graph
        #expect(graph.order.first == 0 && graph.order.sorted() == Array(subject.function.blocks.indices))
        #expect(graph.order.map { graph.position[$0] } == Array(graph.order.indices))
        for (from, to) in subject.edges {
            #expect(graph.leadsBack(from: from, to: to) == (graph.position[to] <= graph.position[from]))
            if graph.leadsBack(from: from, to: to) { #expect(graph.isHead[to] && graph.loops[to]?.contains(from) == true) }
        }
        for block in graph.order { #expect(graph.predecessorCount[block] == subject.edges.filter { $0.to == block }.count) }
        #expect(Set(graph.loops.keys) == Set(subject.heads))
        // A block comes after all that lead to it but those that lead back.
        for head in subject.heads { #expect(subject.edges.contains { $0.to == head && graph.leadsBack(from: $0.from, to: head) }) }
    }

    @Test func codeWithoutLoopsHasNone() throws {
        for source in [Self.shapes[0], Self.shapes[1], Self.shapes[5]] { #expect(try Subject(source).heads == []) }
    }

    @Test func aFunctionWithoutBlocksHasNoOrder() throws {
        var function = try Subject("void f(void) { }").function
        function.blocks = []
        let graph = FlowGraph(function)
        #expect(graph.order == [] && graph.loops == [:] && graph.live == [])
    }

    // MARK: Loops

    @Test func aLoopIsWhatLeadsBack() throws {
        let subject = try Subject("void f(int a) { at(1); while (ask(2)) { if (ask(3)) { at(4); continue; } at(5); } at(6); }")
        let head = try subject.block(2)
        #expect(subject.heads == [head])
        let loop = try #require(subject.graph.loops[head])
        for inside: Int64 in [2, 3, 4, 5] { #expect(try loop.contains(subject.block(inside)), "\(inside)") }
        for outside: Int64 in [1, 6] { #expect(try !loop.contains(subject.block(outside)), "\(outside)") }
    }

    @Test func whatLeavesIsNoPartOfTheLoop() throws {
        let subject = try Subject("int f(int a) { for (;;) { at(1); if (ask(2)) { at(3); return 1; } if (ask(4)) { at(5); break; } at(6); } at(7); return 0; }")
        #expect(subject.heads.count == 1)
        let loop = try #require(subject.graph.loops.values.first)
        for inside: Int64 in [1, 2, 4, 6] { #expect(try loop.contains(subject.block(inside)), "\(inside)") }
        for outside: Int64 in [3, 5, 7] { #expect(try !loop.contains(subject.block(outside)), "\(outside)") }
    }

    @Test func anInnerLoopLiesInTheOuterOne() throws {
        let subject = try Subject("void f(int a) { while (ask(1)) { at(2); while (ask(3)) at(4); at(5); } }")
        let (outer, inner) = (try subject.block(1), try subject.block(3))
        #expect(Set(subject.heads) == [outer, inner])
        let loops = subject.graph.loops
        #expect(loops[inner]?.isStrictSubset(of: loops[outer] ?? []) == true)
        #expect(try loops[inner]?.contains(subject.block(4)) == true && loops[inner]?.contains(subject.block(2)) == false)
        #expect(try loops[outer]?.contains(subject.block(5)) == true && loops[outer]?.contains(subject.block(4)) == true)
    }

    @Test func loopsOneAfterTheOtherAreTwo() throws {
        let subject = try Subject("void f(int a) { while (ask(1)) at(2); while (ask(3)) at(4); }")
        let (first, second) = (try subject.block(1), try subject.block(3))
        #expect(Set(subject.heads) == [first, second])
        #expect(subject.graph.loops[first]?.isDisjoint(with: subject.graph.loops[second] ?? []) == true)
    }

    @Test func gotosToOneLabelAreOneLoop() throws {
        let subject = try Subject("void f(int a) { again: at(1); if (ask(2)) { at(3); goto again; } if (ask(4)) goto again; at(5); }")
        #expect(subject.heads == [try subject.block(1)])
        let loop = try #require(subject.graph.loops.values.first)
        for inside: Int64 in [1, 2, 3, 4] { #expect(try loop.contains(subject.block(inside)), "\(inside)") }
        #expect(try !loop.contains(subject.block(5)))
    }

    // MARK: Liveness

    @Test func whatIsReadLaterIsLiveUntilThen() throws {
        let subject = try Subject("int f(int a, int b) { at(1); if (ask(2)) at(3); else at(4); at(a); return b; }")
        for block: Int64 in [1, 3, 4] { #expect(try subject.isLive("a", block) && subject.isLive("b", block)) }
        let early = try Subject("void f(int a) { if (a) at(1); else at(2); at(3); }")
        for block: Int64 in [1, 2, 3] { #expect(try !early.isLive("a", block)) }
        #expect(try early.graph.live[0].contains(early.variable("a")))
    }

    @Test func whatIsWrittenFirstIsNotLiveBefore() throws {
        let subject = try Subject("int f(int a) { int x; if (a) { at(1); x = 1; } else { at(2); x = 2; } at(3); return x; }")
        #expect(try subject.isLive("x", 3) && !subject.isLive("x", 1) && !subject.isLive("x", 2))
        #expect(try !subject.graph.live[0].contains(subject.variable("x")))
        let half = try Subject("int f(int a) { int x = 0; at(0); if (ask(1)) { at(2); x = 1; } else { at(3); } return x; }")
        #expect(try !half.isLive("x", 2) && half.isLive("x", 3))
    }

    @Test func aLoopKeepsWhatItReadsNextTime() throws {
        let subject = try Subject("int f(int n) { int sum = 0; int last = 0; while (ask(1)) { at(2); last = n; sum = sum + last; } at(3); return sum; }")
        #expect(try subject.isLive("n", 1) && subject.isLive("n", 2) && !subject.isLive("n", 3))
        #expect(try subject.isLive("sum", 2) && subject.isLive("sum", 3))
        #expect(try !subject.isLive("last", 1) && !subject.isLive("last", 2) && !subject.isLive("last", 3))
    }

    @Test func whoseAddressIsTakenIsAlwaysLive() throws {
        let subject = try Subject("void f(int a) { int x; int y = 0; take(&x); if (ask(1)) at(2); at(3); y = a; }")
        #expect(try subject.isLive("x", 2) && subject.isLive("x", 3))
        #expect(try !subject.isLive("y", 2) && !subject.isLive("y", 3))
        #expect(try subject.graph.live[0].contains(subject.variable("x")))
    }

    @Test func placesReadWhatLeadsToThem() throws {
        let subject = try Subject("void f(int *p, int *q, int i, int v) { if (ask(1)) at(2); at(3); *p = v; q[i] = 1; }")
        for name in ["p", "q", "i", "v"] { #expect(try subject.isLive(name, 2) && subject.isLive(name, 3), "\(name)") }
    }

    @Test func aPartWrittenLeavesTheRest() throws {
        let subject = try Subject("struct s { int a, b; }; int f(struct s s) { if (ask(1)) at(2); at(3); s.a = 1; return s.b; }")
        #expect(try subject.isLive("s", 2) && subject.isLive("s", 3))
        let whole = try Subject("struct s { int a, b; }; int f(struct s s, struct s t) { if (ask(1)) at(2); at(3); s = t; return s.b; }")
        #expect(try !whole.isLive("s", 3) && whole.isLive("t", 3))
    }

    @Test func callsReadTheirPointerAndArgumentsBeforeTheResult() throws {
        let subject = try Subject("int f(int (*call)(int), int x, int y) { if (ask(1)) at(2); at(3); x = call(x); y = ask(x); return y; }")
        #expect(try subject.isLive("call", 3) && subject.isLive("x", 3) && !subject.isLive("y", 3))
    }
}
