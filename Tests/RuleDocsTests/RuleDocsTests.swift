import Foundation
import RuleDocs
import Testing

private let repositoryRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// A rule file in the form that CONTRIBUTING.md asks for.
private let sample = """
    import Analysis

    /// A table that is no rule.
    struct Slots: Sendable {
        let id = "not-a-rule"
    }

    /// **Rule** Nothing reached from `mmap` changes
    /// mtime | ctime.
    ///
    /// The atime may change.
    ///
    /// **Why** mmap(2) "does not", see C:\\path.
    ///
    /// **Instead** call this:
    ///
    ///     file_accessed(file);
    ///
    /// **Known limits** none known
    ///
    /// **Said** Somebody, 2021
    @frozen
    public struct TimestampsUnchangedByMmap: Sendable, Rule {
        public static let id = "mmap-timestamps"
    }
    """

private func problems(_ sources: String...) -> [String] {
    do {
        _ = try RuleDocReader.read(sources.enumerated().map { ("Rules/\($0.offset).swift", $0.element) })
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

@Suite struct RuleDocReaderTests {
    @Test func readsTheParts() throws {
        let docs = try RuleDocReader.read([("Rules/A.swift", sample)])
        let doc = try #require(docs.first)
        #expect(docs.count == 1)
        #expect(doc.id == "mmap-timestamps")
        #expect(doc.typeName == "TimestampsUnchangedByMmap")
        #expect(doc.file == "Rules/A.swift")
        #expect(doc.line == 23)
        #expect(doc[.rule] == "Nothing reached from `mmap` changes\nmtime | ctime.\n\nThe atime may change.")
        #expect(doc.summary == "Nothing reached from `mmap` changes mtime | ctime.")
        #expect(doc[.why] == "mmap(2) \"does not\", see C:\\path.")
        #expect(doc[.instead] == "call this:\n\n    file_accessed(file);")
        #expect(doc[.knownLimits] == "none known")
        #expect(doc[.said] == "Somebody, 2021")
    }

    @Test func sortsByID() throws {
        let other = sample.replacing("mmap-timestamps", with: "a-rule")
        let docs = try RuleDocReader.read([("Rules/A.swift", sample), ("Rules/B.swift", other)])
        #expect(docs.map(\.id) == ["a-rule", "mmap-timestamps"])
    }

    @Test(arguments: RuleDocPart.allCases) func missingHeading(part: RuleDocPart) {
        let found = problems(sample.replacing("/// \(part.heading) ", with: "/// "))
        let message = "Rules/0.swift:23: error: TimestampsUnchangedByMmap: heading \(part.heading) is missing in its doc comment"
        #expect(found.contains(message))
    }

    @Test func missingComment() {
        let found = problems("struct A: Rule {\n    static let id = \"a\"\n}")
        #expect(found.count == RuleDocPart.allCases.count)
        #expect(found.first == "Rules/0.swift:1: error: A: heading **Rule** is missing in its doc comment")
    }

    @Test func unknownHeading() {
        let found = problems(sample.replacing("**Known limits**", with: "**Limits**"))
        #expect(found.first?.hasPrefix("Rules/0.swift:19: error: unknown heading **Limits**; a rule has **Rule**, ") == true)
    }

    @Test func headingTwice() {
        #expect(
            problems(sample.replacing("/// **Said**", with: "/// **Why** again\n///\n/// **Said**")).first
                == "Rules/0.swift:21: error: heading **Why** stands on line 13 already")
    }

    @Test func headingOutOfOrder() {
        let swapped = sample.replacing("**Why**", with: "**X**").replacing("**Instead**", with: "**Why**")
            .replacing("**X**", with: "**Instead**")
        #expect(problems(swapped) == ["Rules/0.swift:15: error: heading **Why** belongs before **Instead**"])
    }

    @Test func nothingUnderAHeading() {
        #expect(
            problems(sample.replacing("**Known limits** none known", with: "**Known limits**"))
                == ["Rules/0.swift:19: error: nothing stands under heading **Known limits**"])
    }

    @Test func textBeforeTheFirstHeading() {
        #expect(
            problems(sample.replacing("/// **Rule**", with: "/// Hello.\n/// **Rule**"))
                == ["Rules/0.swift:8: error: text before the heading **Rule**"])
    }

    @Test func duplicateID() {
        #expect(
            problems(sample, sample) == [
                "Rules/1.swift:23: error: id \"mmap-timestamps\" is TimestampsUnchangedByMmap's already, Rules/0.swift:23"
            ])
    }

    @Test func noID() {
        #expect(
            problems(sample.replacing("static let id", with: "static let name"))
                == ["Rules/0.swift:23: error: TimestampsUnchangedByMmap: no `static let id = \"...\"`"])
    }

    @Test(arguments: ["MmapTimestamps", "mmap_timestamps", "mmap--x", "-x", "", "x-"]) func idNotInKebabCase(id: String) {
        #expect(
            problems(sample.replacing("mmap-timestamps", with: id))
                == ["Rules/0.swift:24: error: id \"\(id)\" is not in kebab-case"])
    }

    @Test func documentationAwayFromItsRule() {
        #expect(
            problems(sample.replacing("@frozen\n", with: "\n")).contains(
                "Rules/0.swift:8: error: a rule's documentation stands directly above a type that conforms to Rule"))
    }
}

@Suite struct RuleDocWriterTests {
    @Test func markdown() throws {
        let text = RuleDocWriter.markdown(try RuleDocReader.read([("Rules/A.swift", sample)]))
        #expect(text.contains("| [mmap-timestamps](#mmap-timestamps) | Nothing reached from `mmap` changes mtime \\| ctime. |\n"))
        #expect(text.contains("\n## mmap-timestamps\n\n**Rule** Nothing reached"))
        #expect(text.contains("\n**Instead** call this:\n\n    file_accessed(file);\n\n**Known limits** none known\n"))
        #expect(text.hasSuffix("\nSource: [Rules/A.swift](../Rules/A.swift)\n"))
    }

    @Test func swiftSource() throws {
        let text = RuleDocWriter.swiftSource(try RuleDocReader.read([("Rules/A.swift", sample)]))
        #expect(text.contains("            why: \"mmap(2) \\\"does not\\\", see C:\\\\path.\",\n"))
        let instead = """
                        instead: \"\"\"
                            call this:

                                file_accessed(file);
                            \"\"\",

            """
        #expect(text.contains(instead))
    }
}

@Suite struct RuleListTests {
    @Test func namesTypesAndDocumentation() throws {
        let text = RuleDocWriter.listSource(try RuleDocReader.read([("Sources/A.swift", sample)]))
        #expect(text.contains("import FuselintKit\n"))
        #expect(text.contains("public let documentedRules: [DocumentedRule] = [\n    DocumentedRule(\n        TimestampsUnchangedByMmap.self,\n"))
        #expect(text.contains("            why: \"mmap(2) \\\"does not\\\", see C:\\\\path.\",\n"))
        #expect(RuleDocWriter.listSource([]).contains("= [\n]\n"))
    }
}

@Suite struct GeneratedFilesTests {
    /// Fails when a doc comment was changed without `make rules-docs`.
    @Test func areUpToDate() throws {
        let stale = try GeneratedFiles(root: repositoryRoot).stale(in: repositoryRoot)
        #expect(stale == [], "run `make rules-docs`")
    }

    @Test func areWrittenOnceAndAgainAfterAChange() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("fuselint-\(UUID().uuidString)")
        let rules = root.appendingPathComponent("Rules")
        try FileManager.default.createDirectory(at: rules, withIntermediateDirectories: true)
        defer {
            do { try FileManager.default.removeItem(at: root) } catch { print("left behind: \(root.path)") }
        }
        let rule = rules.appendingPathComponent("A.swift")
        try Data(sample.utf8).write(to: rule)
        let both = ["Rules/Generated/RuleDocumentation.swift", "docs/rules.md"]
        #expect(try GeneratedFiles(root: root).write(to: root) == both)
        #expect(try GeneratedFiles(root: root).write(to: root) == [])
        try Data(sample.replacing("Somebody", with: "Someone else").utf8).write(to: rule)
        #expect(try GeneratedFiles(root: root).stale(in: root) == both)
    }
}
