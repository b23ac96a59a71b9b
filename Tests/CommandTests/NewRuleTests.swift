import Foundation
import Testing

/// `fuselint rules --new`. What it writes stands in examples/own-rules, which is built and whose fixtures are tried.
@Suite struct NewRuleTests {
    private static let package = repositoryRoot.appendingPathComponent("examples/own-rules")
    private static let written = ["Sources/OwnRules/NoDelayInMmap.swift", "Tests/OwnRulesTests/Fixtures/mmap-delay"]

    /// The package before the rule was begun.
    private func withPackage(_ body: (URL) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let copy = directory.appendingPathComponent("package")
            try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
            for name in ["Package.swift", "Sources", "Tests"] {
                try FileManager.default.copyItem(at: Self.package.appendingPathComponent(name), to: copy.appendingPathComponent(name))
            }
            for path in Self.written { try FileManager.default.removeItem(at: copy.appendingPathComponent(path)) }
            try body(copy)
        }
    }

    private func files(in directory: URL) throws -> [String: Data] {
        var found: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) where !path.hasPrefix(".build") {
            let url = directory.appendingPathComponent(path)
            if !url.hasDirectoryPath, let data = FileManager.default.contents(atPath: url.path) { found[path] = data }
        }
        return found
    }

    @Test func writesTheRuleThatTheExampleHas() throws {
        try withPackage { package in
            let folder = package.appendingPathComponent("Sources/OwnRules")
            let result = try Fuselint.run(["rules", "--new", "mmap-delay", "--type", "NoDelayInMmap"], in: folder)
            #expect(result.status == 0 && result.errors == "")
            #expect(result.output == "wrote \(Self.written[0])\nwrote \(Self.written[1]), 6 fixtures\nnext: swift test\n")
            let expected = try files(in: Self.package).filter { !$0.key.hasSuffix("Package.resolved") }
            #expect(try files(in: package) == expected)
        }
    }

    @Test func overwritesNothing() throws {
        try withPackage { package in
            for path in Self.written {
                let file = package.appendingPathComponent(path)
                try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "/nowhere")
                let before = try files(in: package)
                let result = try Fuselint.run(["rules", "--new", "mmap-delay", "--type", "NoDelayInMmap"], in: package)
                RefusalTests.expectRefused(result, naming: [path, "there already"])
                #expect(try files(in: package) == before)
                try FileManager.default.removeItem(at: file)
            }
        }
    }

    @Test(arguments: [
        (["--new", "Mmap Delay"], "kebab-case"), (["--new", "../x"], "kebab-case"), (["--new", "mmap-timestamps"], "already"),
        (["--new", "rule-pass"], "RulePass"), (["--new", "any"], "Any"), (["--new", "x-y", "--type", "../X"], "../X"),
        (["--type", "X"], "--new"),
    ])
    func refusesNamesThatARuleCannotHave(arguments: [String], word: String) throws {
        try withPackage { package in
            let before = try files(in: package)
            RefusalTests.expectRefused(try Fuselint.run(["rules"] + arguments, in: package), naming: [word])
            #expect(try files(in: package) == before)
        }
    }

    @Test func findsNoPackageWhereThereIsNone() throws {
        RefusalTests.expectRefused(try Fuselint.run(["rules", "--new", "x-y"]), naming: ["no Swift package"])
        try withPackage { package in
            try FileManager.default.removeItem(at: package.appendingPathComponent("Sources/OwnRules"))
            RefusalTests.expectRefused(try Fuselint.run(["rules", "--new", "x-y"], in: package), naming: ["imports FuselintKit"])
        }
    }

    /// In fuselint's own repository a rule stands with the others, and there is one import for each module.
    @Test func aBuiltInRuleStandsWithTheOthers() throws {
        try withTemporaryDirectory { directory in
            for path in ["Package.swift", "Rules/Generated/RuleDocumentation.swift"] {
                let copy = directory.appendingPathComponent(path)
                try FileManager.default.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(at: repositoryRoot.appendingPathComponent(path), to: copy)
            }
            let result = try Fuselint.run(["rules", "--new", "mmap-delay", "--type", "NoDelayInMmap"], in: directory)
            #expect(result.status == 0 && result.output.contains("make rules-docs"))
            let example = try String(contentsOf: Self.package.appendingPathComponent(Self.written[0]), encoding: .utf8)
            let rule = try String(contentsOf: directory.appendingPathComponent("Rules/NoDelayInMmap.swift"), encoding: .utf8)
            #expect(rule == example.replacing("import FuselintKit\n", with: "import Analysis\nimport Findings\nimport Program\n"))
            let fixtures = directory.appendingPathComponent("Tests/RulesTests/Fixtures/mmap-delay")
            #expect(try files(in: fixtures) == files(in: Self.package.appendingPathComponent(Self.written[1])))
        }
    }
}
