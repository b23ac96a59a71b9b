import Foundation
import Rules
import Testing

@testable import Settings

/// docs/configuration.md says what is so.
@Suite struct DocumentationTests {
    private let text: String

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(contentsOf: root.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
    }

    /// The blocks of YAML, in order.
    private var examples: [[UInt8]] {
        text.components(separatedBy: "```yaml\n").dropFirst().map { Array($0.components(separatedBy: "```")[0].utf8) }
    }

    @Test func itsExamplesAreUnderstood() throws {
        try #require(examples.count == 2)
        let ids = RuleRegistry.all.map { $0.id }
        let file = try ConfigurationFile(examples[0], place: .outside("f.yml"), rules: ids)
        #expect(file.rules.count == 2 && file.paths.count == 2 && file.exclude.count == 2 && file.overrides.count == 2)
        #expect(file.table?.lines.count == 2 && file.suppressions != nil)
        let entries = try SuppressionFile.read(examples[1], name: "s.yml", rules: ids)
        #expect(entries.count == 1 && entries[0].author != nil && entries[0].date != nil && entries[0].function != nil)
        #expect(InlineSuppressions(Array(text.utf8), rules: ids).allowed.isEmpty == false)
    }

    @Test func itNamesEveryResource() {
        for name in UserTable.resources { #expect(text.contains("`\(name)`") || text.contains("`+\(name)`"), "\(name)") }
    }
}
