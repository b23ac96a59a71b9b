import Findings
import MutationMeter
import Testing

/// What the meter says in the end.
struct ReportTests {
    private func mutant(_ kind: MutationKind, _ line: Int) -> Mutant {
        Mutant(kind: kind, file: "fs/a.c", function: "f", line: line, old: ["\tkfree(p);"], new: ["\t;"])
    }

    private func finding(_ rule: String, in function: String = "f") -> Finding {
        Finding(
            rule: rule, severity: .error, position: Position(file: "fs/a.c", line: 42, column: 1), function: function, message: "it leaks",
            path: [], statement: "")
    }

    private var outcomes: [MutantOutcome] {
        [
            MutantOutcome(mutant: mutant(.dropFree, 1), here: [finding("leaks"), finding("leaks"), finding("uses")]),
            MutantOutcome(mutant: mutant(.dropFree, 2)),
            MutantOutcome(mutant: mutant(.dropFree, 3), elsewhere: [finding("leaks", in: "caller")]),
            MutantOutcome(mutant: mutant(.dropPut, 4), here: [finding("leaks")], elsewhere: [finding("uses", in: "caller")]),
            MutantOutcome(mutant: mutant(.invertCondition, 5)),
            MutantOutcome(mutant: mutant(.dropErrorGoto, 6), failure: "a compiler error"),
        ]
    }

    /// A row as text, so that rows can be compared.
    private func row(_ name: String, _ found: Int, _ elsewhere: Int, _ total: Int) -> String {
        "\(name): \(found), \(elsewhere) of \(total)"
    }

    private func row(_ row: MeterReport.Row) -> String { self.row(row.name, row.found, row.elsewhere, row.total) }

    @Test func eachKindHasItsRow() {
        let report = MeterReport(outcomes: outcomes, sites: 20, excluded: 3)
        #expect(report.rows.map(row) == [
            row("drop-free", 1, 1, 3), row("drop-put", 1, 0, 1), row("invert-condition", 0, 0, 1), row("resources", 2, 1, 4), row("all", 2, 1, 5),
        ])
        // One mutant that a rule finds twice is one.
        #expect(report.rules == ["leaks": 2, "uses": 1])
    }

    @Test func rowsAddUp() throws {
        var many: [MutantOutcome] = []
        for (number, kind) in MutationKind.allCases.enumerated() {
            for round in 0...number {
                let isFound = round % 3 == 0
                let isElsewhere = round % 3 == 1
                many.append(
                    MutantOutcome(
                        mutant: mutant(kind, round + 1), here: isFound ? [finding("leaks")] : [], elsewhere: isElsewhere ? [finding("uses", in: "g")] : []))
            }
        }
        let rows = MeterReport(outcomes: many, sites: many.count, excluded: 0).rows
        #expect(rows.map(\.name) == MutationKind.allCases.map(\.rawValue) + ["resources", "all"])
        func sum(_ kinds: [MutationKind], _ name: String) -> String {
            let names = Set(kinds.map(\.rawValue))
            let own = rows.filter { names.contains($0.name) }
            return row(name, own.reduce(0) { $0 + $1.found }, own.reduce(0) { $0 + $1.elsewhere }, own.reduce(0) { $0 + $1.total })
        }
        #expect(rows.last?.total == many.count)
        #expect(rows.suffix(1).map(row) == [sum(MutationKind.allCases, "all")])
        #expect(rows.dropLast().suffix(1).map(row) == [sum(MutationKind.allCases.filter(\.isAboutResources), "resources")])
    }

    @Test func checksAreNoResources() {
        #expect(MutationKind.allCases.filter { !$0.isAboutResources } == [
            .dropPointerCheck, .dropErrorGoto, .invertCondition, .returnENOSYS, .dropPrepare, .dropPrivileges, .dropWriteBack,
            .dropInvalidate, .dropCallerCheck, .dropWalkTest, .takeInWalk, .storeInWalk, .publishEarly, .dropRecheck,
            .dropLock, .swapLocks, .sleepUnderLock, .dropBadCheck,
        ])
    }

    @Test func theTextTellsOfSurvivors() {
        let text = MeterReport(outcomes: outcomes, sites: 20, excluded: 3).text
        #expect(text == """
            survivor: drop-free fs/a.c:2 f()
                -\tkfree(p);
                +\t;
            survivor: drop-free fs/a.c:3 f() (found elsewhere: caller(): leaks)
                -\tkfree(p);
                +\t;
            survivor: invert-condition fs/a.c:5 f()
                -\tkfree(p);
                +\t;
            not tried: drop-error-goto fs/a.c:6 f(): a compiler error

            kind                   found  elsewhere  of   share
            drop-free              1      1          3    33 %
            drop-put               1      0          1    100 %
            invert-condition       0      0          1    0 %
            resources              2      1          4    50 %
            all                    2      1          5    40 %

            rule
            leaks                  2
            uses                   1

            20 possible edits, 3 of them equivalent; 6 picked, 1 of them did not parse
            """)
    }

    @Test func whatWasFoundIsToldOnRequest() {
        let quiet = MeterReport(outcomes: outcomes, sites: 20, excluded: 3).text
        let verbose = MeterReport(outcomes: outcomes, sites: 20, excluded: 3, isVerbose: true).text
        #expect(!quiet.contains("found: "))
        #expect(verbose.contains("found: drop-put fs/a.c:4 f(): kfree(p);\n    42: it leaks [leaks]\n"))
    }

    @Test func nothingTriedIsNoShare() {
        let report = MeterReport(outcomes: [], sites: 0, excluded: 0)
        #expect(report.rows == [] && report.text.contains("0 picked"))
    }
}
