import MutationMeter
import Testing

/// Which mutants are tried.
struct SelectionTests {
    private let mutants = (0..<100).map { number in
        Mutant(kind: number % 3 == 0 ? .dropPut : .dropFree, file: "fs/a.c", function: "f", line: number + 1, old: ["x"], new: [";"])
    }

    @Test func theSameSeedPicksTheSame() {
        let picked = Selection.pick(10, of: mutants, seed: 7)
        #expect(picked == Selection.pick(10, of: mutants, seed: 7))
        // A later build is to pick them, too. Worked out apart from this code, from SplitMix64's definition.
        #expect(picked.map(\.line) == [3, 21, 29, 38, 39, 47, 48, 50, 60, 91])
    }

    @Test func anotherSeedPicksOthers() {
        let picks = (1...5).map { seed in Selection.pick(10, of: mutants, seed: seed).map(\.line) }
        #expect(Set(picks).count == 5)
    }

    @Test func pickedOnesComeOnceAndInOrder() {
        let lines = Selection.pick(30, of: mutants, seed: 1).map(\.line)
        #expect(lines.count == 30 && Set(lines).count == 30)
        #expect(lines == lines.sorted() && lines.allSatisfy { (1...100).contains($0) })
    }

    @Test func thereAreNoMoreThanThereAre() {
        #expect(Selection.pick(1000, of: mutants, seed: 1) == mutants)
        #expect(Selection.pick(0, of: mutants, seed: 1) == [])
        #expect(Selection.pick(5, of: [], seed: 1) == [])
    }
}

/// The list of mutants that change nothing.
struct EquivalentMutantsTests {
    private let known = [
        Mutant(kind: .dropPut, file: "fs/a.c", function: "f", line: 10, old: ["\tobj_put(o);"], new: ["\t;"]),
        Mutant(kind: .dropPut, file: "fs/a.c", function: "f", line: 20, old: ["\t\tobj_put(o);"], new: ["\t\t;"]),
        Mutant(kind: .duplicateRelease, file: "fs/a.c", function: "f", line: 10, old: ["\tobj_put(o);"], new: ["\tobj_put(o); obj_put(o);"]),
        Mutant(kind: .dropPut, file: "fs/a.c", function: "g", line: 30, old: ["\tobj_put(o);"], new: ["\t;"]),
        Mutant(kind: .moveUse, file: "fs/b.c", function: "h", line: 3, old: ["\to->n = 1;", "\tobj_put(o);"], new: ["\tobj_put(o);", "\to->n = 1;"]),
    ]

    @Test func aLineStandsForAnEditOfAStatementWhereverItIs() throws {
        let list = try EquivalentMutants("# comment\n\ndrop-put\tfs/a.c\tf\tobj_put(o);\tthere is another share\n", possible: known)
        #expect(known.map(list.contains) == [true, true, false, false, false])
    }

    @Test func anEditOfSeveralLinesIsOneStatement() throws {
        let list = try EquivalentMutants("move-use\tfs/b.c\th\to->n = 1; obj_put(o);\tthere is another share", possible: known)
        #expect(known.map(list.contains) == [false, false, false, false, true])
    }

    @Test func anEmptyListHasNone() throws {
        #expect(known.contains(where: EquivalentMutants().contains) == false)
        #expect(try known.contains(where: EquivalentMutants("# nothing\n", possible: known).contains) == false)
    }

    @Test(arguments: [
        "drop-free\tfs/a.c\tf\tobj_put(o);\treason", "drop-put\tfs/b.c\tf\tobj_put(o);\treason", "drop-put\tfs/a.c\th\tobj_put(o);\treason",
        "drop-put\tfs/a.c\tf\tobj_put(p);\treason",
    ])
    func aLineThatMatchesNothingIsRefused(_ line: String) throws {
        let refused = #expect(throws: EquivalentMutants.Refused.self) {
            try EquivalentMutants("drop-put\tfs/a.c\tf\tobj_put(o);\treason\n\(line)\n", possible: known)
        }
        #expect(refused?.reason == .matchesNothing && refused?.line == line)
        #expect(refused?.description == "equivalent mutants: matches no mutant: \(line)")
    }

    @Test(arguments: [
        "drop-put\tfs/a.c\tf\tobj_put(o);", "drop-put\tfs/a.c\tf\tobj_put(o);\t ", "drop-put fs/a.c f obj_put(o); reason",
        "drop-put\tfs/a.c\tf\tobj_put(o);\treason\tmore",
    ])
    func aLineWithoutAReasonIsRefused(_ line: String) throws {
        let refused = #expect(throws: EquivalentMutants.Refused.self) { try EquivalentMutants(line, possible: known) }
        #expect(refused?.reason == .notUnderstood && refused?.line == line)
    }
}
