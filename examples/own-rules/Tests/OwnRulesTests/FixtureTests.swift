import Foundation
import RuleFixtures
import Testing

@testable import OwnRules

/// Each rule does on each fixture what the fixture's marks say.
struct FixtureTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    @Test func agreeWithTheirMarks() throws {
        let fixtures = try Fixture.all(in: Self.folder)
        for rule in documentedRules {
            let own = fixtures.filter { $0.rule == rule.type.id }
            #expect(own.contains(where: \.isBad) && own.contains(where: \.isOK), "\(rule.type.id) has no fixtures of both kinds")
        }
        for fixture in fixtures { #expect(try fixture.problems(with: documentedRules.map(\.type)) == []) }
    }
}
