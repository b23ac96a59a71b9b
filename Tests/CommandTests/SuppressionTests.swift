import Foundation
import Testing

/// Findings that are let pass, by a file and by comments.
@Suite struct SuppressionCommandTests {
    @Test func whatIsSuppressedIsNeitherListedNorCounted() throws {
        try withFaults { tree in
            let before = try tree.check().findings
            for finding in before { try tree.suppress(finding, reason: "known \(finding.line)") }
            let shown = try tree.run("check")
            #expect(shown.status == 0 && shown.output == "no findings; 3 suppressed\n", "\(shown.output)")
            let report = try tree.check()
            #expect(report.findings == [])
            #expect(report.suppressed?.map(\.fingerprint) == before.map(\.fingerprint))
            #expect(report.suppressed?.map(\.suppression.justification) == ["known 83", "known 90", "known 91"])
            #expect(report.suppressed?.map(\.suppression.line) == [1, 2, 3])
            #expect(
                report.suppressed?.allSatisfy {
                    $0.suppression.kind == "external" && $0.suppression.file == ".fuselint-suppressions.yml"
                } == true)
            #expect(try tree.check("--no-config").findings.count == 3)
            // It moves with the code, and follows a file to its new name.
            try tree.edit(
                "fs/fuse/passthrough.c", "\nint fuse_passthrough_mmap(", "\n/* One\n   more. */\nint fuse_passthrough_mmap(")
            #expect(try tree.run("check").output == "no findings; 3 suppressed\n")
            try tree.git("mv", "fs/fuse/passthrough.c", "fs/fuse/backing.c")
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "backing.o")
            #expect(try tree.run("check").output == "no findings; 3 suppressed\n")
        }
    }

    @Test func deadSuppressionsAreTold() throws {
        try withFaults { tree in
            let findings = try tree.check().findings
            for finding in findings { try tree.suppress(finding) }
            try tree.edit("fs/fuse/passthrough.c", "\t\tfput(backing_file);\n\t\treturn ret;", "\t\treturn ret;")
            let result = try tree.run("check")
            let words = result.output.words
            #expect(
                words.contains(
                    "note: .fuselint-suppressions.yml:1: dead suppression: no vm-file-ref-balance in fs/fuse/passthrough.c matches it any more; remove it"
                ),
                "\(result.output)")
            #expect(!words.contains("suppressions.yml:2"))
            // Only what was looked for can be dead.
            #expect(try !tree.run("check", "fs/fuse/file.c").output.contains("dead"))
            try tree.write("rules: {vm-file-ref-balance: off}\n", to: ".fuselint.yml")
            #expect(try !tree.run("check").output.contains("dead"))
            try tree.write("exclude: fs/fuse/passthrough.c\n", to: ".fuselint.yml")
            #expect(try !tree.run("check").output.contains("dead"))
            try tree.write("", to: ".fuselint.yml")
            try tree.edit(
                "fs/fuse/passthrough.c", "\nint fuse_passthrough_mmap(",
                "\nint wrong(void) { return no_such_name; }\nint fuse_passthrough_mmap(")
            #expect(try !tree.run("check").output.contains("dead"))
        }
    }

    @Test func theChangeThatEndsAFaultIsToldOfTheSuppression() throws {
        try withFaults { tree in
            try tree.write("*.yml\n", to: ".git/info/exclude")
            let findings = try tree.check().findings
            for finding in findings { try tree.suppress(finding) }
            try tree.edit("fs/fuse/passthrough.c", "\t\tinode_set_ctime_to_ts(inode, inode_get_ctime(backing_inode));\n", "")
            let mending = try tree.run("review")
            #expect(mending.status == 0)
            #expect(mending.output.contains(".fuselint-suppressions.yml:3: dead suppression"), "\(mending.output)")
            #expect(!mending.output.contains("yml:2:") && !mending.output.contains("yml:1:"))
            // Another change is not told.
            try tree.commit("mended")
            try tree.edit("fs/fuse/inode.c", "NULL", "(void *)0")
            #expect(try !tree.run("review").output.contains("dead"))
        }
    }

    @Test func aChangeCannotSuppressItsOwnFindings() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", ExampleTests.faulty)
            let findings = try tree.check().findings
            for finding in findings { try tree.suppress(finding) }
            try tree.commit("the faults, and what hides them")
            let result = try tree.run("review", "HEAD")
            #expect(result.status == 1 && result.output.contains("3 findings introduced"))
            #expect(result.output.contains("'.fuselint-suppressions.yml' is part of the change under review"))
            #expect(try tree.run("check").status == 0)
            // The same as a mail, on the tree before it.
            let mail = try tree.git("format-patch", "-1", "--stdout")
            try tree.git("checkout", "--quiet", "HEAD~1")
            #expect(try tree.run("review", "-", input: mail).status == 1)
            // Those of the reviewer count.
            for finding in findings { try tree.suppress(finding) }
            let own = try tree.run("review", ExampleTests.faulty)
            #expect(own.status == 0 && own.output == "no findings; 3 suppressed\n", "\(own.output)\(own.errors)")
        }
    }

    @Test func commentsInTheCodeCountAndAreNamedToTheReviewer() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", ExampleTests.faulty)
            try tree.edit(
                "fs/fuse/passthrough.c", "\t\tinode_set_mtime_to_ts(",
                "\t\t/* fuselint: allow mmap-timestamps: the server\n\t\t * asked for it */\n\t\tinode_set_mtime_to_ts(")
            try tree.edit(
                "fs/fuse/passthrough.c", "\t\tfput(backing_file);\n\t\treturn ret;",
                "\t\tfput(backing_file); // fuselint: allow vm-file-ref-balance: \u{1B}[2Jtrust me\n\t\treturn ret;")
            let checked = try tree.check()
            #expect(checked.findings.map(\.line) == [93])
            #expect(checked.suppressed?.map(\.suppression.kind) == ["inSource", "inSource"])
            #expect(checked.suppressed?.map(\.suppression.justification) == ["\u{1B}[2Jtrust me", "the server asked for it"])
            for arguments in [[], ["HEAD"]] {
                let result = try Fuselint.run(["review", "--tree", tree.root.path] + arguments)
                let words = result.output.words
                #expect(result.status == 1 && words.contains("1 finding introduced by 1 patch; 2 suppressed"), "\(result.output)")
                #expect(
                    words.contains(
                        "fs/fuse/passthrough.c:90: a comment lets mmap-timestamps pass in fuse_passthrough_mmap(): the server asked for it"
                    ))
                #expect(
                    words.contains(
                        "fs/fuse/passthrough.c:83: a comment lets vm-file-ref-balance pass in fuse_passthrough_mmap(): <U+001B>[2Jtrust me"
                    ))
                if arguments == [] { try tree.commit("with comments") }
            }
        }
    }

    @Test func commentsThatDoNothingAreTold() throws {
        try withTree(git: true) { tree in
            let comments = [
                "/* fuselint: allow mmap-timestamps */", "/* fuselint: allow mmap-timestamp: x */",
                "/* fuselint: allow mmap-timestamps: nothing here */",
            ]
            try tree.write(try tree.read("fs/fuse/inode.c") + comments.joined(separator: "\n") + "\n", to: "fs/fuse/inode.c")
            for command in ["check", "review"] {
                let result = try tree.run(command)
                let words = result.output.words
                #expect(result.status == 0)
                for remark in [
                    "fs/fuse/inode.c:60: comment ignored: not understood",
                    "fs/fuse/inode.c:61: comment ignored: there is no rule 'mmap-timestamp'; did you mean",
                    "fs/fuse/inode.c:62: dead suppression: no mmap-timestamps here",
                ] { #expect(words.contains(remark), "\(result.output)") }
            }
            // A change elsewhere has nothing to do with them.
            try tree.commit("comments")
            try tree.edit("fs/fuse/file.c", "file_accessed(file);", "file_accessed(file); ")
            #expect(try !tree.run("review").output.contains("inode.c"))
        }
    }

    @Test func commentsOfAQuotedPatchCountToo() throws {
        let lines = QuotedReply.lines.flatMap { line in
            line == "> + inode->i_mtime = below->i_mtime;"
                ? ["> + /* fuselint: allow mmap-timestamps: it is ours */", line]
                : line == "> + int err;" ? [line, "> + /* fuselint: allow x */"] : [line]
        }
        let result = try Fuselint.run(["review", "-"], input: lines.joined(separator: "\n"))
        #expect(
            result.status == 1 && result.output.contains("2 findings introduced by 1 patch; 1 suppressed"),
            "\(result.output)\(result.errors)")
        let allowed = try #require(lines.firstIndex { $0.contains("it is ours") }) + 1
        let ignored = try #require(lines.firstIndex { $0.contains("allow x") }) + 1
        #expect(result.output.contains("<stdin>:\(allowed): a comment lets mmap-timestamps pass"))
        #expect(result.output.contains("<stdin>:\(ignored): comment ignored"))
    }

    @Test(arguments: [
        (
            "- {rule: mmap-timestamps, file: fs/fuse/passthrough.c, fingerprint: \"0\", reason: x}\n",
            [".fuselint-suppressions.yml:1", "no fingerprint"]
        ),
        ("- rule: mmap-timestamps\n  file: a.c\n", [".fuselint-suppressions.yml:1", "fingerprint"]),
        ("nonsense", [".fuselint-suppressions.yml:1", "list"]),
    ])
    func aFileThatIsWrongStopsTheRun(text: String, words: [String]) throws {
        try withTree { tree in
            try tree.write(text, to: ".fuselint-suppressions.yml")
            RefusalTests.expectRefused(try tree.run("check"), naming: words)
        }
    }

    /// An entry that names one finding to its reader and hides another.
    @Test func anEntryThatSaysAnotherFileHidesNothing() throws {
        try withFaults { tree in
            for var finding in try tree.check().findings {
                finding.file = "fs/fuse/inode.c"
                try tree.suppress(finding)
            }
            let result = try tree.run("check")
            #expect(
                result.status == 1 && result.output.contains("3 findings") && result.output.contains("yml:3: dead suppression"))
        }
    }
}
