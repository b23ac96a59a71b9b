import Findings
import Foundation
import RuleFixtures
import Rules
import Testing

/// Rules from other packages.
struct AddedRulesTests {
    private struct Taken: Rule {
        static let id = "double-release"
        func check(_ pass: RulePass) {}
    }

    private struct Silent: Rule {
        static let id = "silent"
        func check(_ pass: RulePass) {}
    }

    private static let words = RuleDocumentation.Entry(rule: "a", why: "b", instead: "c", knownLimits: "d", said: "e")

    @Test(arguments: [[Taken.self], [Silent.self, Silent.self]] as [[any Rule.Type]]) func oneIdIsOneRules(_ rules: [any Rule.Type]) {
        let error = #expect(throws: RuleClash.self) { try RuleRegistry.add(rules.map { DocumentedRule($0, Self.words) }) }
        #expect(error?.id == rules[0].id && "\(error!)".hasPrefix("two rules have the id '\(rules[0].id)'"))
        #expect(RuleRegistry.added.isEmpty && RuleDocumentation.entry(of: "silent") == nil)
    }

    /// What a fixture is for is told when the rule does not do it.
    @Test func fixturesHaveProblemsWhereTheRuleIsSilent() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fuselint-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let own = folder.appendingPathComponent("silent")
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        for (name, text) in [
            ("bad_a.c", "int f(void) { return 1; } // want silent \"f\"\n"), ("bad_b.c", "int f(void) { return 1; }\n"),
            ("bad_c.c", "int f(void) { return g; } // want other\n"), ("ok_a.c", "int f(void) { return 1; } // ok silent\n"),
            ("worse.c", "int f(void) { return 1; }\n"),
        ] { try Data(text.utf8).write(to: own.appendingPathComponent(name)) }
        let fixtures = try Fixture.all(in: folder)
        #expect(fixtures.map(\.description) == ["silent/bad_a.c", "silent/bad_b.c", "silent/bad_c.c", "silent/ok_a.c", "silent/worse.c"])
        let problems = try fixtures.map { try $0.problems(with: [Silent.self]) }
        #expect(problems[0] == ["fs/fixture/bad_a.c:1: no finding of silent that says \"f\""])
        #expect(problems[1] == ["silent/bad_b.c: bad_ fixtures have `want` marks, and ok_ fixtures have none"])
        #expect(problems[2].contains { $0.contains("the mark is about another rule") } && problems[2].contains { $0.contains("the compiler says") })
        #expect(problems[3] == [])
        #expect(problems[4] == ["silent/worse.c: a fixture is called bad_... or ok_..."])
        #expect(try fixtures[3].problems(with: []) == ["silent/ok_a.c: no rule is called 'silent'"])
        #expect(throws: (any Error).self) { try Fixture.all(in: folder.appendingPathComponent("none")) }
    }
}
