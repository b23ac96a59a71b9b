import Findings
import Foundation
import RuleFixtures
import Rules
import Testing

/// Every rule does on every fixture what the fixture's marks say, no more and no less.
struct FixtureTests {
    private static let fixtures: [Fixture] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
        // No such folder is noticed by a test.
        return (try? Fixture.all(in: folder)) ?? []
    }()

    @Test(arguments: fixtures) func agreesWithItsMarks(_ fixture: Fixture) throws {
        let problems = try fixture.problems(with: RuleRegistry.all)
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }

    /// Rules that may speak of one place, each of a fault of its own.
    private static let companions: Set<Set<String>> = [
        // Where a value comes from, and under which lock it is written.
        ["attrs-of-server", "unlocked-write"],
        // Waiting for oneself, and for somebody who waits for us.
        ["lock-balance", "lock-order"],
        // A lock that was perhaps not taken is dropped, and the caller is told of success.
        ["lock-balance", "lost-error"],
        // A lock that is not held is dropped, and it guards what is written.
        ["lock-balance", "unlocked-write"],
        // The other file is written to by hand, and this one keeps its suid bit.
        ["banned-call", "suid-drop"],
        // One fault, told by two: vm-file-ref-balance is the older rule and knows more of what mmap handlers owe.
        ["double-release", "vm-file-ref-balance"],
    ]

    @Test(arguments: fixtures) func noFaultIsToldByTwoRules(_ fixture: Fixture) throws {
        let told = try fixture.placesToldTwice(by: RuleRegistry.all).filter { !Self.companions.contains(Set($0.map(\.rule))) }
        let problems = told.map { $0.map { "\($0.position.line): \($0.rule): \($0.message)" }.joined(separator: "; ") }
        #expect(problems.isEmpty, "\(problems.joined(separator: "\n"))")
    }

    /// Rules run several at a time; what they say, and in which order, does not show it.
    @Test(arguments: fixtures.filter(\.isBad)) func anyNumberOfThreadsSaysTheSame(_ fixture: Fixture) throws {
        let one = try fixture.findings(of: RuleRegistry.all, threads: 1)
        #expect(!one.isEmpty)
        #expect(try fixture.findings(of: RuleRegistry.all, threads: 5) == one)
        #expect(try fixture.findings(of: RuleRegistry.all.reversed(), threads: 2) == one)
    }

    @Test func everyRuleHasFixturesOfBothKinds() {
        #expect(!Self.fixtures.isEmpty)
        for rule in RuleRegistry.all {
            let own = Self.fixtures.filter { $0.rule == rule.id }
            #expect(own.filter(\.isBad).count >= 3, "\(rule.id) has fewer than three bad_ fixtures")
            #expect(own.filter(\.isOK).count >= 3, "\(rule.id) has fewer than three ok_ fixtures")
        }
    }
}

/// The harness itself notices what it is there to notice.
struct MarksTests {
    private let source = """
        line one
        store(); // want some-rule "mtime"
        call(); // note "called here"
        both(); // want some-rule "mtime" want some-rule "ctime"
        fine(); // ok some-rule
        """

    private func marks(_ source: String) throws -> Marks {
        var marks = Marks()
        try marks.add(source, file: "a.c")
        return marks
    }

    private func finding(_ line: Int, _ message: String, rule: String = "some-rule", step: Int? = nil) -> Finding {
        Finding(
            rule: rule, severity: .error, position: Position(file: "a.c", line: line, column: 1), function: "f",
            message: message,
            path: step.map { [PathStep("g is called here", at: Position(file: "a.c", line: $0, column: 1))] } ?? [],
            statement: "")
    }

    private var wanted: [Finding] {
        [finding(2, "mtime changes", step: 3), finding(4, "ctime changes"), finding(4, "mtime changes")]
    }

    @Test func agreesWithExactlyWhatIsWanted() throws {
        #expect(try marks(source).disagreements(with: wanted) == [])
    }

    @Test(arguments: 0..<3) func missesAFindingThatIsNotThere(_ number: Int) throws {
        var findings = wanted
        findings.remove(at: number)
        #expect(try !marks(source).disagreements(with: findings).isEmpty)
    }

    @Test func oneFindingMeetsOneWant() throws {
        let findings = [wanted[0], wanted[2], finding(4, "mtime changes again")]
        let problems = try marks(source).disagreements(with: findings)
        #expect(problems.count == 2)
        #expect(problems.first == #"a.c:4: no finding of some-rule that says "ctime""#)
    }

    @Test func aWantIsForOneRuleAndOneLine() throws {
        let elsewhere = try marks(source).disagreements(with: [finding(1, "mtime", step: 3)] + wanted.dropFirst())
        #expect(elsewhere.contains { $0.hasPrefix("a.c:1:1: finding that no mark wants") })
        let other = try marks(source).disagreements(
            with: [finding(2, "mtime", rule: "other", step: 3)] + wanted.dropFirst())
        #expect(other.count == 2)
    }

    @Test func noticesAFindingOnALineMarkedOK() throws {
        let problems = try marks(source).disagreements(with: wanted + [finding(5, "mtime")])
        #expect(problems == ["a.c:5:1: finding on a line marked ok: some-rule: mtime"])
    }

    @Test func noticesAStepThatIsNotThere() throws {
        let findings = [finding(2, "mtime changes", step: 4)] + wanted.dropFirst()
        #expect(try marks(source).disagreements(with: findings) == [#"a.c:3: no path step that says "called here""#])
    }

    @Test(arguments: [
        "// wnat some-rule", "// want", #"// want "text""#, "// note text", "// ok", #"// want some-rule "open"#,
        "// an ordinary comment",
    ]) func refusesWhatIsNoMark(_ line: String) {
        #expect(throws: MarkError.self) { try marks(line) }
    }
}
