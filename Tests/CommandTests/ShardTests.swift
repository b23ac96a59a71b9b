import Foundation
import Testing

/// `check --shard` on machines that share nothing, and `merge`.
@Suite struct ShardTests {
    /// Those that need no patch.
    private static let formats = Commands.formats.filter { $0 != "mail" }

    /// The example tree with faults in three directories of different size.
    private func withDirectories<Result>(_ body: (TreeOnDisk) throws -> Result) throws -> Result {
        try withFaults { tree in
            for (name, function) in [("other", "other_mmap"), ("third", "third_mmap")] {
                for file in ["passthrough.c", "fuse_i.h"] {
                    try tree.write(
                        try tree.read("fs/fuse/\(file)").replacing("fuse_passthrough_mmap", with: function), to: "fs/\(name)/\(file)")
                }
                try tree.write(
                    """
                    #include <linux/fs.h>
                    #include <linux/mm.h>
                    #include "fuse_i.h"
                    static int own_mmap(struct file *file, struct vm_area_struct *vma)
                    {
                    \treturn \(function)(file, vma);
                    }
                    const struct file_operations \(name)_operations = {
                    \t.mmap\t\t= own_mmap,
                    };

                    """, to: "fs/\(name)/ops.c")
                try tree.write("obj-y += passthrough.o ops.o\n", to: "fs/\(name)/Makefile")
            }
            try tree.commit("more of them")
            return try body(tree)
        }
    }

    /// The reports of all shards, as files.
    private func shards(_ count: Int, of tree: TreeOnDisk, in directory: URL, _ arguments: [String] = ["fs"]) throws -> [String] {
        try (1...count).map { number in
            let file = directory.appendingPathComponent("\(number).json").path
            let result = try Fuselint.run(
                ["check", "--tree", tree.root.path, "--shard", "\(number)/\(count)", "--format", "json", "--output", file] + arguments)
            try #require(result.status != 2, "\(result.errors)")
            return file
        }
    }

    @Test func theJoinedAnswerIsThatOfOneMachine() throws {
        try withDirectories { tree in
            try withTemporaryDirectory { directory in
                let whole = try tree.check("fs")
                #expect(whole.findings.count > 5 && Set(whole.findings.map { $0.file.split(separator: "/")[1] }).count == 3)
                for count in [1, 2, 5] {
                    let files = try shards(count, of: tree, in: directory)
                    #expect(Set(Self.formats).isSuperset(of: ["json", "terminal"]))
                    for format in Self.formats {
                        let expected = try tree.run("check", "fs", "--format", format)
                        let merged = try Fuselint.run(
                            ["merge"] + files.reversed() + [files[0], "--tree", tree.root.path, "--format", format])
                        #expect(merged.output == expected.output && merged.status == expected.status, "\(count) \(merged.errors)")
                    }
                }
            }
        }
    }

    @Test func eachFindingIsSeenByOneShardAndSparesAreEmpty() throws {
        try withDirectories { tree in
            try withTemporaryDirectory { directory in
                let reports = try shards(5, of: tree, in: directory).map {
                    try JSONDecoder().decode(ReportDocument.self, from: Data(contentsOf: URL(fileURLWithPath: $0)))
                }
                let whole = try tree.check("fs").places
                #expect(reports.flatMap(\.places).sorted() == whole.sorted())
                #expect(reports.count { $0.findings.isEmpty } == 2)
            }
        }
    }

    @Test func whatIsLetPassIsDecidedOnTheWhole() throws {
        try withDirectories { tree in
            let findings = try tree.check("fs").findings
            // One that holds, one whose file has moved to another directory, one that is dead.
            try tree.suppress(findings.first { $0.file == "fs/third/passthrough.c" }!)
            try tree.suppress(findings.first { $0.file == "fs/fuse/passthrough.c" && $0.rule == "vm-file-ref-balance" }!)
            try tree.git("mv", "fs/fuse/passthrough.c", "fs/other/backing.c")
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "")
            try tree.edit("fs/other/Makefile", "passthrough.o", "backing.o passthrough.o")
            let dead = "- {rule: mmap-timestamps, file: fs/fuse/file.c, fingerprint: \"0123456789abcdef0123456789abcdef\", reason: old}\n"
            try tree.write(try tree.read(".fuselint-suppressions.yml") + dead, to: ".fuselint-suppressions.yml")
            try withTemporaryDirectory { directory in
                let files = try shards(3, of: tree, in: directory)
                for format in Self.formats {
                    let expected = try tree.run("check", "fs", "--format", format)
                    let merged = try Fuselint.run(["merge"] + files + ["--tree", tree.root.path, "--format", format])
                    #expect(merged.output == expected.output && merged.status == expected.status, "\(merged.errors)")
                    if format == "terminal" { #expect(merged.output.words.contains("dead suppression: no mmap-timestamps in fs/fuse/file.c")) }
                }
            }
        }
    }

    @Test func aBaselineIsComparedWithTheWhole() throws {
        try withDirectories { tree in
            try withTemporaryDirectory { directory in
                let baseline = directory.appendingPathComponent("baseline").path
                _ = try tree.run("baseline", "fs", "--output", baseline)
                try tree.edit("fs/third/passthrough.c", "\t\tinode_set_ctime_to_ts(inode, inode_get_ctime(backing_inode));\n", "")
                let files = try shards(2, of: tree, in: directory)
                for strict in [[], ["--strict"]] {
                    let options = ["--tree", tree.root.path, "--baseline", baseline] + strict
                    let expected = try Fuselint.run(["check", "fs"] + options)
                    let merged = try Fuselint.run(["merge"] + files + options)
                    #expect(merged.output == expected.output && merged.status == (strict.isEmpty ? 0 : 1), "\(merged.errors)")
                    #expect(merged.status == expected.status && merged.output.contains("gone"))
                }
            }
        }
    }

    @Test func shardsThatDoNotBelongTogetherAreRefused() throws {
        try withDirectories { tree in
            try withTemporaryDirectory { directory in
                let two = try shards(2, of: tree, in: directory)
                func merge(_ files: [String], _ arguments: String...) throws -> Fuselint.Result {
                    try Fuselint.run(["merge"] + files + ["--tree", tree.root.path] + arguments)
                }
                RefusalTests.expectRefused(try merge([two[1]]), naming: ["shard 1/2 is missing"])
                RefusalTests.expectRefused(try merge(two, "--config", "CONFIG_FUSE_DAX=n"), naming: ["--config"])
                let whole = directory.appendingPathComponent("whole.json").path
                _ = try tree.run("check", "--format", "json", "--output", whole)
                RefusalTests.expectRefused(try merge(two + [whole]), naming: [whole, "merge them apart"])
                let other = directory.appendingPathComponent("other.json").path
                _ = try tree.run("check", "fs/fuse", "--shard", "1/2", "--format", "json", "--output", other)
                RefusalTests.expectRefused(try merge([two[1], other]), naming: ["different checks"])
                let text = try String(contentsOfFile: two[0], encoding: .utf8)
                try Data(text.replacing("\"line\": 9", with: "\"line\": 8").replacing("\"incomplete\": [", with: "\"incomplete\": [{\"file\": \"a\", \"reason\": \"r\"}")
                    .replacing("}\n    {", with: "},\n    {").utf8).write(to: URL(fileURLWithPath: other))
                RefusalTests.expectRefused(try merge(two + [other]), naming: [other])
                try tree.edit("fs/fuse/inode.c", "#include \"fuse_i.h\"", "#include  \"fuse_i.h\"")
                RefusalTests.expectRefused(try merge(two), naming: ["same commit"])
            }
        }
        for wrong in ["0/2", "3/2", "1", "1/", "-1/2", "1/2/3", "1/99999999999999999999", "a/b", "1/20000"] {
            RefusalTests.expectRefused(try Fuselint.run(["check", "--shard=" + wrong]), naming: ["'\(wrong)' is no share"])
        }
    }
}

/// `merge` of whole reports, which may be a stranger's.
@Suite struct MergeTests {
    private func report(_ findings: String = "[]", version: Int = 1, tool: String = "0.1.0", more: String = "") -> String {
        "{\"version\": \(version), \"tool\": {\"name\": \"fuselint\", \"version\": \"\(tool)\"}, \"findings\": \(findings),"
            + " \"resolved\": [], \"incomplete\": []\(more)}"
    }

    private func finding(_ rule: String = "mmap-timestamps", file: String = "fs/fuse/file.c", line: String = "7") -> String {
        "{\"rule\": \"\(rule)\", \"severity\": \"error\", \"file\": \"\(file)\", \"line\": \(line), \"column\": 3, \"function\": \"f\","
            + " \"message\": \"m\", \"state\": \"existing\", \"fingerprint\": \"f\", \"path\": []}"
    }

    private func merge(_ text: String, _ arguments: String...) throws -> Fuselint.Result {
        try withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("a.json")
            try Data(text.utf8).write(to: file)
            return try Fuselint.run(["merge", file.path] + arguments)
        }
    }

    @Test func reviewsOfSeveralSeriesAreJoined() throws {
        try withTemporaryDirectory { directory in
            let files = ["1.json", "2.json"].map { directory.appendingPathComponent($0).path }
            _ = try Fuselint.run(["review", ExampleTests.faulty, "--format", "json", "--output", files[0]])
            _ = try Fuselint.run(["review", ExampleTests.series[1], "--format", "json", "--output", files[1]])
            let one = try Fuselint.run(["merge", files[0], files[0], "--format", "json"])
            let alone = try String(contentsOfFile: files[0], encoding: .utf8)
            #expect(one.status == 1 && one.output == alone, "\(one.errors)")
            let both = try Fuselint.run(["merge"] + files + ["--format", "json"]).report()
            #expect(both.findings.count == 5 && Set(both.findings.compactMap(\.commit)).count == 2)
            let shown = try Fuselint.run(["merge"] + files)
            #expect(shown.status == 1 && shown.output.contains("why:") && shown.output.contains("5 findings introduced by 2 patches"))
        }
    }

    @Test func sourceLinesComeFromTheTree() throws {
        try withFaults { tree in
            try withTemporaryDirectory { directory in
                let file = directory.appendingPathComponent("a.json").path
                _ = try tree.run("check", "--format", "json", "--output", file)
                let expected = try tree.run("check")
                #expect(try tree.run("merge", file).output == expected.output)
                let without = try Fuselint.run(["merge", file])
                #expect(without.status == 1 && !without.output.contains("inode_get_mtime(backing_inode));"))
            }
        }
    }

    @Test func whatIsNoReportIsRefused() throws {
        let deep = String(repeating: "[", count: 100_000)
        for (text, words) in [
            ("", ["is no report"]), ("{}", ["version"]), ("[]", ["is no report"]), (deep, ["is no report"]), ("\u{0}", ["is no report"]),
            (report(version: 2), ["version 2"]), (report(tool: "9.9"), ["9.9"]), (report(tool: "\\u001b[31m"), ["<U+001B>"]),
            (report("[\(finding("no-such-rule"))]"), ["no-such-rule"]), (report("[\(finding(line: "-1"))]"), ["findings.0.line"]),
            (report("[\(finding(line: "9223372036854775807"))]"), ["findings.0.line"]), (report("[\(finding(line: "1e400"))]"), ["is no report"]),
            (report("[{}]"), ["findings.0"]), (report("7"), ["findings"]),
            (report(more: ", \"shard\": {\"number\": 2, \"of\": 1, \"paths\": [], \"plan\": \"\", \"settings\": \"\", \"findings\": []}"), ["shard"]),
        ] {
            RefusalTests.expectRefused(try merge(text), naming: ["a.json"] + words, "\(text.prefix(80))")
        }
        RefusalTests.expectRefused(try Fuselint.run(["merge", "/dev/zero"]), naming: ["/dev/zero"])
        RefusalTests.expectRefused(try Fuselint.run(["merge", "/nonexistent"]), naming: ["/nonexistent"])
        RefusalTests.expectRefused(try Fuselint.run(["merge"]), naming: ["report.json"])
        try withTemporaryDirectory { directory in
            let large = directory.appendingPathComponent("large.json")
            try #require(FileManager.default.createFile(atPath: large.path, contents: nil))
            let handle = try FileHandle(forWritingTo: large)
            try handle.truncate(atOffset: 65 << 20)
            RefusalTests.expectRefused(try Fuselint.run(["merge", large.path]), naming: ["64 MiB"])
        }
    }

    @Test func aStrangersNamesReachNothing() throws {
        try withTree { tree in
            let outside = tree.root.deletingLastPathComponent().appendingPathComponent("secret")
            try Data("secret_4711\n".utf8).write(to: outside)
            for name in ["../secret", outside.path, "fs/\\u001b]0;t\\u0007/a.c", "fs/../../secret"] {
                let result = try merge(report("[\(finding(file: name, line: "1"))]"), "--tree", tree.root.path)
                #expect(result.status == 1 && !result.output.contains("4711") && !result.output.contains("\u{1B}"))
            }
            // A shard's paths as well.
            let shard = ", \"shard\": {\"number\": 1, \"of\": 1, \"paths\": [\"../\"], \"plan\": \"\", \"settings\": \"\", \"findings\": []}"
            RefusalTests.expectRefused(try merge(report(more: shard), "--tree", tree.root.path), naming: [".."])
        }
    }

    @Test func nothingToReportIsStatusNull() throws {
        let result = try merge(report())
        #expect(result.status == 0 && result.output == "no findings\n")
        #expect(try merge(report("[\(finding())]")).status == 1)
    }
}
