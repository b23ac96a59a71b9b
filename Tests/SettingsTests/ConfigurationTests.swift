import Findings
import Foundation
import KernelTree
import Rules
import SourceTree
import Testing

@testable import Settings

/// What `.fuselint.yml` sets, and what is said where it is wrong.
@Suite struct ConfigurationTests {
    private func refusal(_ text: String) throws -> String {
        let folder = try TemporaryFolder(["tree/.fuselint.yml": text])
        return reason { _ = try folder.settings() }
    }

    @Test func everyKeyTakesEffect() throws {
        let folder = try TemporaryFolder([
            "tree/.fuselint.yml": """
            rules:
              mmap-timestamps: off
              heap-balance: note
              lost-error: on
            paths:
              - fs/fuse
              - fs/overlayfs/
            exclude: "fs/*/test?.c"
            config:
              CONFIG_FUSE_DAX: n
              HZ: 250
              CONFIG_DEFAULT_HOSTNAME: "(none)"
            tables: |
              # ours
              my_get    result: +count, NULL on failure
              my_put    1: -count, NULL ok     # as kfree()
              file_operations.open  1: +inode
            suppressions: allowed.yml
            """,
            "tree/allowed.yml":
                "- {rule: heap-balance, file: fs/fuse/a.c, fingerprint: \"\(print32("0"))\", reason: it is static}\n",
        ])
        let settings = try folder.settings(in: "tree")
        #expect(settings.configuration == .tree(try TreePath(".fuselint.yml")))
        #expect(!settings.ruleSet.rules.contains { $0.id == "mmap-timestamps" })
        #expect(settings.ruleSet.rules.count == RuleRegistry.byDefault.count - 1)
        #expect(settings.ruleSet.severities == ["heap-balance": .note])
        #expect(settings.paths.map(\.value.description) == ["fs/fuse", "fs/overlayfs"])
        #expect(try settings.exclusion(of: TreePath("fs/fuse/test1.c"))?.origin == .file(".fuselint.yml", line: 8))
        #expect(try settings.exclusion(of: TreePath("fs/fuse/dev.c")) == nil)
        #expect(
            settings.overrides.map(\.value) == [
                ConfigOverride(symbol: "FUSE_DAX", value: nil), ConfigOverride(symbol: "HZ", value: .number("250")),
                ConfigOverride(symbol: "DEFAULT_HOSTNAME", value: .text("(none)")),
            ])
        #expect(settings.overrides.map(\.origin) == [10, 11, 12].map { .file(".fuselint.yml", line: $0) })
        #expect(settings.tableLines.map(\.value) == ["my_get", "my_put", "file_operations.open"])
        #expect(settings.tableLines.map(\.origin) == [15, 16, 17].map { .file(".fuselint.yml", line: $0) })
        #expect(settings.ruleSet.facts["my_put"]?.effects.map(\.verb) == [.release])
        #expect(settings.ruleSet.facts.handed["file_operations.open"]?.map(\.verb) == [.acquire])
        #expect(settings.ruleSet.facts["kfree"] == KernelTables.all["kfree"])
        #expect(settings.suppressionsPlace?.value == .tree(try TreePath("allowed.yml")))
        #expect(settings.suppressions.map(\.reason) == ["it is static"])
    }

    @Test func whatIsAskedForEverywhereRunsWhereNobodyHasJudged() throws {
        let folder = try TemporaryFolder(["tree/.fuselint.yml": "rules:\n  heap-balance: everywhere\n  lock-balance: on\n"])
        let settings = try folder.settings()
        let (run, leftOut) = settings.ruleSet.rules(in: "fs/ext4")
        #expect(run.contains { $0.id == "heap-balance" } && !run.contains { $0.id == "lock-balance" })
        #expect(settings.ruleSet.ids(in: "fs/ext4") == Set(run.map { $0.id }))
        #expect(leftOut?.contains("lock-balance") == true && leftOut?.contains("heap-balance") == false)
        #expect(settings.overview(toolVersion: "").groups[0].settings.first { $0.name == "heap-balance" }?.value == "everywhere")
    }

    @Test func withoutAFileAllIsAsItComes() throws {
        for text in [nil, "", "# nothing\n", "rules:\n"] {
            let folder = try TemporaryFolder(text.map { ["tree/.fuselint.yml": $0] } ?? [:])
            let settings = try folder.settings()
            #expect((settings.configuration == nil) == (text == nil))
            #expect(settings.ruleSet.rules.count == RuleRegistry.byDefault.count && settings.ruleSet.severities == [:])
            #expect(settings.paths.map(\.value.description) == ["fs/fuse"] && settings.paths[0].origin == .byDefault)
            #expect(settings.overrides.isEmpty && settings.exclude.isEmpty && settings.suppressions.isEmpty)
        }
    }

    @Test(arguments: [
        ("rule:\n", "1: unknown key 'rule'; did you mean 'rules'?"),
        ("colour: red\n", "1: unknown key 'colour'; there are: rules, paths, exclude, config, tables, suppressions"),
        ("- rules\n", "1: the file must be a map of rules, paths"),
        ("just words\n", "1: the file must be a map of rules, paths"),
        ("rules: [mmap-timestamps]\n", "1: 'rules' must be a map"),
        (
            "rules:\n  heap-balance: on\n  mmap-timestamp: off\n",
            "3: there is no rule 'mmap-timestamp'; did you mean 'mmap-timestamps'?"
        ),
        ("rules:\n  ref-balance: off\n", "2: there is no rule 'ref-balance'; did you mean 'reference-balance'?"),
        ("rules:\n  xyz: off\n", "2: there is no rule 'xyz'; `fuselint rules` lists them"),
        ("rules:\n  heap-balance: fatal\n", "2: 'heap-balance' must be off, on, everywhere, note, warning or error"),
        ("rules:\n  heap-balance:\n    severity: note\n", "3: 'heap-balance' must be off, on, everywhere, note, warning or error"),
        ("paths:\n  - fs/fuse\n  - ../elsewhere\n", "3: path '../elsewhere' leaves the tree"),
        ("paths: /fs\n", "1: path '/fs' is absolute"),
        ("paths: [[fs]]\n", "1: 'paths' must be a list of texts"),
        ("exclude:\n  - /etc\n", "2: path '/etc' is absolute"),
        ("exclude: {a: b}\n", "1: 'exclude' must be a list of texts"),
        ("config:\n  CONFIG_A: yes\n", "2: 'CONFIG_A' must be y, m, n, a number or a text in quotes"),
        ("config:\n  CONFIG-A: y\n", "2: 'CONFIG-A': a symbol has only letters"),
        ("config:\n  CONFIG_A: 'say \"so\"'\n", "2: 'CONFIG_A' must be y, m, n"),
        ("config: CONFIG_A=y\n", "1: 'config' must be a map"),
        ("tables: my_put  1 is freed\n", "1: 'tables' must be a block of lines"),
        ("tables: >\n  my_put 1: -count\n", "1: 'tables' must be a block of lines"),
        (
            "tables: |\n\n  my_put  1: -count\n  my_get  result: +inod\n",
            "4: table line not understood at '+inod'; did you mean 'inode'?"
        ),
        (
            "rules:\n\ntables: |\n  my_put  1: -count\n  my_put  1: -inode\n",
            "5: table line not understood at 'a second line of my_put'"
        ),
        ("tables: |\n  my-put  1: -count\n", "2: table line not understood at 'my-put'"),
        ("tables: |\n  my_put  is wonderful\n", "2: table line not understood at 'is wonderful'; docs/configuration.md"),
        ("suppressions: ../../x.yml\n", "1: path '../../x.yml' leaves the tree"),
        ("suppressions: [a]\n", "1: 'suppressions' must be a text"),
    ])
    func whatIsWrongIsToldWithItsLine(text: String, beginning: String) throws {
        let refusal = try refusal(text)
        #expect(refusal.hasPrefix(".fuselint.yml:" + beginning), "\(refusal)")
        #expect(!refusal.contains("\n"))
    }

    @Test func theCommandLineWinsOverTheFile() throws {
        let folder = try TemporaryFolder(["tree/.fuselint.yml": "config: {CONFIG_A: y, CONFIG_B: n}\n"])
        let settings = try folder.settings(.init(overrides: [ConfigOverride("A=n"), ConfigOverride("C=3")]))
        #expect(
            settings.overrides.map(\.value) == [
                ConfigOverride(symbol: "A", value: nil), ConfigOverride(symbol: "B", value: nil),
                ConfigOverride(symbol: "C", value: .number("3")),
            ])
        #expect(settings.overrides.map(\.origin) == [.commandLine, .file(".fuselint.yml", line: 1), .commandLine])
    }

    @Test func theNearestFileFromTheFolderUpwardCounts() throws {
        let folder = try TemporaryFolder([
            ".fuselint.yml": "unread", "tree/.fuselint.yml": "paths: fs", "tree/fs/fuse/.fuselint.yml": "paths: fs/fuse",
            "tree/fs/fuse/.fuselint-suppressions.yml":
                "- {rule: lost-error, file: a.c, fingerprint: \"\(print32("1"))\", reason: r}",
            "tree/fs/nfs/a.c": "", "elsewhere/a.c": "", "elsewhere/given.yml": "paths: fs/given",
        ])
        func paths(_ place: String, _ commandLine: ReviewSettings.CommandLine = .init()) throws -> [String] {
            try folder.settings(commandLine, in: place).paths.map(\.value.description)
        }
        #expect(try paths("tree") == ["fs"] && paths("tree/fs/nfs") == ["fs"] && paths("elsewhere") == ["fs"])
        #expect(try paths("tree/fs/fuse") == ["fs/fuse"])
        #expect(try folder.settings(in: "tree/fs/fuse").suppressions.count == 1)
        #expect(try paths("elsewhere", .init(configuration: folder.path + "/elsewhere/given.yml")) == ["fs/given"])
        #expect(try paths("tree", .init(configuration: "fs/fuse/.fuselint.yml")) == ["fs/fuse"])
        let none = try folder.settings(.init(ignoresFiles: true), in: "tree/fs/fuse")
        #expect(none.configuration == nil && none.suppressionsPlace == nil && none.suppressions.isEmpty)
        #expect(reason { _ = try paths("tree", .init(configuration: "none.yml")) }.hasPrefix("--config none.yml: no such file"))
    }

    @Test func aFileThatCannotBeReadIsNotPassedOver() throws {
        let folder = try TemporaryFolder(["secret.yml": "paths: fs", "tree/other.yml": "paths: fs"])
        let link = folder.path + "/tree/.fuselint.yml"
        for target in ["../secret.yml", "other.yml", "/dev/zero"] {
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
            let refusal = reason { _ = try folder.settings() }
            #expect(
                refusal.hasPrefix(".fuselint.yml: ") && refusal.contains("--config") && !refusal.contains("secret"), "\(refusal)")
            try FileManager.default.removeItem(atPath: link)
        }
        try FileManager.default.createDirectory(atPath: link, withIntermediateDirectories: true)
        #expect(reason { _ = try folder.settings() } == ".fuselint.yml: is no regular file")
        #expect(reason { _ = try folder.settings(.init(configuration: "/dev/zero")) } == "/dev/zero: is no regular file")
        try FileManager.default.removeItem(atPath: link)
        try folder.write("tree/.fuselint.yml", String(repeating: "#", count: 2 << 20))
        #expect(reason { _ = try folder.settings() } == ".fuselint.yml: is larger than 1024 KiB")
    }

    /// What is reviewed does not set the rules that it is judged by.
    @Test func filesThatTheChangeTouchesAreReadAsTheyWere() throws {
        let folder = try TemporaryFolder([
            "tree/.fuselint.yml": "rules: {heap-balance: off}\n", "tree/.fuselint-suppressions.yml": "nonsense",
        ])
        var asked: [String] = []
        let files = try folder.files { path in
            asked.append(path.description)
            return .contents(path.name == ".fuselint.yml" ? Array("rules: {lost-error: off}\n".utf8) : nil)
        }
        let settings = try ReviewSettings(.init(), files: files, folder: folder.path + "/tree")
        #expect(settings.rules.keys.sorted() == ["lost-error"] && settings.suppressions.isEmpty)
        #expect(Set(asked) == [".fuselint.yml", ".fuselint-suppressions.yml"])
    }

    @Test(arguments: [
        ("fs/fuse", ["fs/fuse/a.c", "fs/fuse/x/b.c", "fs/fuse"], ["fs/fuse2/a.c", "fs", "x/fs/fuse/a.c"]),
        ("fs/*/a.c", ["fs/fuse/a.c"], ["fs/a.c", "fs/fuse/x/a.c", "fs/fuse/b.c"]),
        ("fs/f*", ["fs/fuse/a.c", "fs/f.c"], ["fs/nfs/f.c"]),
        ("**/test?.c", ["test1.c", "fs/test1.c", "fs/fuse/x/test2.c"], ["fs/test.c", "fs/test10.c"]),
        ("fs/**/x", ["fs/x/a.c", "fs/a/b/x"], ["x/a.c", "fs/xx"]),
        ("./fs//fuse/", ["fs/fuse/a.c"], ["fs/a.c"]),
        ("fs/[ab].c", ["fs/a.c"], ["fs/c.c", "fs/[ab].c"]),
    ])
    func patternsNamePathsAndWhatIsBelow(pattern: String, yes: [String], no: [String]) throws {
        let pattern = try PathPattern(pattern)
        for path in yes { #expect(try pattern.matches(TreePath(path)), "\(path)") }
        for path in no { #expect(try !pattern.matches(TreePath(path)), "\(path)") }
    }

    /// Time must not double with each star.
    @Test(.timeLimit(.minutes(1))) func manyStarsTakeNoTime() throws {
        let pattern = try PathPattern(Array(repeating: "**/a*", count: 40).joined(separator: "/") + "/b")
        #expect(try !pattern.matches(TreePath(Array(repeating: "aaaaaaaa", count: 60).joined(separator: "/"))))
    }

    @Test func theOverviewTellsWhereEachComesFrom() throws {
        let folder = try TemporaryFolder(["tree/.fuselint.yml": "rules:\n  heap-balance: off\nconfig: {A: n}\n"])
        let overview = try folder.settings(.init(overrides: [ConfigOverride("B=\"x\"")])).overview(toolVersion: "1.2.3")
        #expect(overview.toolVersion == "1.2.3" && overview.configuration == ".fuselint.yml")
        #expect(overview.groups.map(\.name) == ["rules", "paths", "exclude", "config", "tables", "suppressions"])
        #expect(overview.groups[0].settings.count == RuleRegistry.all.count)
        #expect(overview.groups[0].settings.contains(.init("heap-balance", "off", from: ".fuselint.yml:2")))
        #expect(overview.groups[0].settings.contains(.init("lost-error", "on", from: "default")))
        #expect(
            overview.groups[3].settings == [
                .init("CONFIG_A", "n", from: ".fuselint.yml:3"), .init("CONFIG_B", "\"x\"", from: "command line"),
            ])
        #expect(overview.groups[5].settings == [.init(".fuselint-suppressions.yml", "0 entries", from: "default")])
    }
}
