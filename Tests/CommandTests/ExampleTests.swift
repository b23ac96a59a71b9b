import Foundation
import Testing

/// The patches under examples/, reviewed where no kernel is at hand: on the tree that the program carries.
@Suite struct ExampleTests {
    static let faulty = example("0001-fuse-passthrough-mmap.patch")
    static let series = [
        "0000-cover-letter.patch", "0001-fuse-passthrough-mmap.patch", "0002-fuse-leave-mtime-and-ctime-alone-in-mmap.patch",
    ].map { example("series/" + $0) }
    static let faults = [
        "vm-file-ref-balance fs/fuse/passthrough.c:83", "mmap-timestamps fs/fuse/passthrough.c:90",
        "mmap-timestamps fs/fuse/passthrough.c:91",
    ]

    @Test func findsTheThreeFaultsAndNoMore() throws {
        let result = try Fuselint.run(["review", Self.faulty, "--format", "json"])
        #expect(result.status == 1)
        #expect(result.errors == "")
        let report = try result.report()
        #expect(report.places == Self.faults)
        #expect(report.resolved == [] && report.incomplete == [])
        for finding in report.findings {
            #expect(finding.state == "introduced")
            #expect(finding.commit == "[PATCH] fuse: passthrough mmap")
            #expect(finding.function == "fuse_passthrough_mmap")
            #expect(!finding.path.isEmpty)
        }
    }

    @Test func theTerminalShowsLineCaretWayAndReason() throws {
        let result = try Fuselint.run(["review", Self.faulty])
        #expect(result.status == 1 && result.errors == "")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let gcc = /^fs\/fuse\/passthrough\.c:(\d+):(\d+): (error|warning|note): .+ \[([a-z-]+)\]$/
        let heads = try lines.compactMap { try gcc.wholeMatch(in: $0) }
        #expect(heads.map { "\($0.4) fs/fuse/passthrough.c:\($0.1)" } == Self.faults)
        #expect(lines.contains { $0.contains("inode_set_mtime_to_ts(inode, inode_get_mtime(backing_inode));") })
        #expect(lines.contains { $0.contains("^") })
        // The way from the slot: the ops table's handler calls the new function.
        #expect(lines.contains { $0.contains("fs/fuse/file.c:") })
        #expect(lines.contains { $0.contains("why:") })
        #expect(lines.contains("3 findings introduced by 1 patch"))
    }

    @Test func theCorrectedVersionIsSilent() throws {
        let result = try Fuselint.run(["review", example("v2-0001-fuse-passthrough-mmap.patch")])
        #expect(result.status == 0 && result.errors == "")
        #expect(result.output == "no findings\n")
    }

    @Test(arguments: [false, true]) func aSeriesHidesWhatItFixesItself(reversed: Bool) throws {
        let files = reversed ? Self.series.reversed() : Self.series
        let hidden = try Fuselint.run(["review"] + files + ["--format", "json"])
        #expect(hidden.status == 0 && hidden.errors == "")
        #expect(try hidden.report().findings == [])

        let shown = try Fuselint.run(["review"] + files + ["--fixed-later", "--format", "json"])
        #expect(shown.status == 1)
        let report = try shown.report()
        #expect(report.findings.map(\.rule) == ["mmap-timestamps", "mmap-timestamps"])
        for finding in report.findings {
            #expect(finding.state == "fixed-later")
            #expect(finding.commit == "[PATCH 1/2] fuse: passthrough mmap")
            // The lines of the tree in which they stood, as the first patch leaves it.
            #expect(finding.function == "fuse_passthrough_copy_times")
            #expect(finding.line == 65 || finding.line == 66)
        }
    }

    @Test func theFirstHalfOfTheSeriesAloneIsAtFault() throws {
        let result = try Fuselint.run(["review", Self.series[1], "--format", "json"])
        #expect(result.status == 1)
        #expect(try result.report().places == ["mmap-timestamps fs/fuse/passthrough.c:65", "mmap-timestamps fs/fuse/passthrough.c:66"])
    }

    @Test func readsAMailFromStandardInput() throws {
        let mail = try String(contentsOfFile: Self.faulty, encoding: .utf8)
        let result = try Fuselint.run(["review", "-", "--format", "json"], input: mail)
        #expect(result.status == 1)
        #expect(try result.report().places == Self.faults)
        // CRLF, as mail programs save it.
        let saved = try Fuselint.run(["review", "-", "--format", "json"], input: mail.replacing("\n", with: "\r\n"))
        #expect(try saved.report().places == Self.faults)
    }

    @Test func nothingOnStandardInputIsNoPatch() throws {
        let result = try Fuselint.run(["review", "-"], input: "")
        #expect(result.status == 2 && result.output == "")
        #expect(result.errors.hasPrefix("fuselint: ") && result.errors.split(separator: "\n").count == 1)
    }

    @Test func theTreeThatHoldsTheFolderIsTaken() throws {
        try withTree { tree in
            // Seen from below the root, and told from the embedded tree by its own fault.
            try tree.edit("fs/fuse/file.c", "\tfile_accessed(file);\n\tvma->vm_ops", "\tfile_update_time(file);\n\tvma->vm_ops")
            let result = try Fuselint.run(["check", "--format", "json"], in: tree.root.appendingPathComponent("fs/fuse"))
            #expect(result.status == 1)
            #expect(try result.report().places == ["mmap-timestamps fs/fuse/file.c:119"])
            #expect(try result.report().findings.map(\.state) == ["existing"])
        }
    }

    @Test func checksFilesAndDirectoriesOfTheTree() throws {
        try withTree { tree in
            try tree.edit("fs/fuse/file.c", "\tfile_accessed(file);\n\tvma->vm_ops", "\tfile_update_time(file);\n\tvma->vm_ops")
            for (path, expected) in [("fs/fuse/file.c", 1), ("fs/fuse", 1), ("fs", 1), ("fs/fuse/inode.c", 0), ("./fs//fuse/", 1)] {
                let result = try Fuselint.run(["check", path, "--tree", tree.root.path, "--format", "json"])
                #expect(try result.report().findings.count == expected, "\(path)")
                #expect(result.status == Int32(expected))
            }
            for path in ["fs/fuse/none.c", "fs/none", "include", "../tree/fs", "/etc"] {
                let result = try Fuselint.run(["check", path, "--tree", tree.root.path])
                #expect(result.status == 2 && result.output == "", "\(path)")
                #expect(result.errors.contains(path), "\(result.errors)")
            }
        }
    }

    @Test func configDecidesWhatIsSeen() throws {
        try withTree { tree in
            try tree.edit(
                "fs/fuse/file.c", "\tfile_accessed(file);\n\tvma->vm_ops",
                "#ifdef CONFIG_FUSE_DAX\n\tfile_update_time(file);\n#endif\n\tvma->vm_ops")
            func findings(_ arguments: String...) throws -> Int {
                try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"] + arguments).report().findings.count
            }
            #expect(try findings("--config", "CONFIG_FUSE_DAX=n") == 0)
            #expect(try findings("--config", "CONFIG_FUSE_DAX=y") == 1)
            for wrong in ["CONFIG_FUSE_DAX", "=y", "CONFIG_FUSE-DAX=y", "CONFIG_FUSE_DAX=\"a\nb\""] {
                let result = try Fuselint.run(["check", "--tree", tree.root.path, "--config", wrong])
                #expect(result.status == 2 && result.output == "" && result.errors.contains("--config"), "\(wrong)")
            }
        }
    }
}
