import Foundation
import Testing

@Suite struct DoctorTests {
    private func examine(_ tree: TreeOnDisk, _ arguments: String...) throws -> (status: Int32, document: DoctorDocument) {
        let result = try Fuselint.run(["doctor", "--tree", tree.root.path, "--format", "json"] + arguments)
        #expect(result.errors == "")
        return (result.status, try JSONDecoder().decode(DoctorDocument.self, from: Data(result.output.utf8)))
    }

    @Test func tellsTreeFlagsAndLibclang() throws {
        try withTree { tree in
            let (status, doctor) = try examine(tree)
            #expect(status == 0)
            #expect(doctor.version == 1)
            #expect(doctor.tree.directory == tree.root.path)
            #expect(doctor.tree.version == "6.12.0")
            #expect(doctor.tree.flags == "unconfigured" && doctor.tree.flagsSource == nil)
            let standIns = try #require(doctor.tree.standIns)
            #expect(FileManager.default.fileExists(atPath: standIns + "/include/generated/autoconf.h"))
            #expect(doctor.libclang.version.contains("clang version"))
            let library = try #require(doctor.libclang.path)
            #expect(FileManager.default.fileExists(atPath: library) && library.contains("libclang"))
            let headers = try #require(doctor.libclang.headers)
            #expect(FileManager.default.fileExists(atPath: headers + "/stdarg.h"))
        }
    }

    /// Counted by hand in examples/tree.
    @Test func countsWhatTheExampleTreeHolds() throws {
        try withTree { tree in
            let (_, doctor) = try examine(tree)
            #expect(doctor.files.map(\.path) == ["fs/fuse/file.c", "fs/fuse/inode.c", "fs/fuse/passthrough.c"])
            #expect(doctor.files.map(\.lines) == [135, 59, 59])
            #expect(doctor.files.map(\.functions) == [8, 5, 4])
            #expect(doctor.totals.lines == 253 && doctor.totals.functions == 17)
            #expect(doctor.totals.headers == 1 && doctor.totals.headerLines == 90)
            #expect(doctor.totals.opaqueNodes == 0 && doctor.totals.errors == 0 && doctor.totals.failures == 0)
            // file_inode(), inode_get_mtime() and others that the files call; each file counts its own.
            #expect(doctor.totals.headerBodies == doctor.files.map(\.headerBodies).reduce(0, +))
            #expect(doctor.files.allSatisfy { $0.headerBodies > 0 })
        }
    }

    @Test func namesTheSettingThatBringsLinesIn() throws {
        try withTree { tree in
            let text = try tree.read("fs/fuse/inode.c")
            // Three parts that are left out; the first begins on line 61.
            try tree.write(
                text + "\n#ifdef CONFIG_NOT_SET_HERE\nint one;\n#endif\n#if 0\nint two;\n#endif\n#ifdef CONFIG_FUSE_FS\nint in;\n#else\nint three;\n#endif\n",
                to: "fs/fuse/inode.c")
            let (status, doctor) = try examine(tree, "fs/fuse/inode.c")
            #expect(status == 0)
            let skipped = try #require(doctor.files.first).skipped
            #expect(
                skipped == [
                    .init(first: 61, last: 63, settings: ["CONFIG_NOT_SET_HERE=y"]), .init(first: 64, last: 66, settings: []),
                    .init(first: 69, last: 71, settings: ["CONFIG_FUSE_FS=n"]),
                ])
            #expect(doctor.totals.skippedLines == 9)
            // What it names does bring them in.
            let (_, with) = try examine(tree, "fs/fuse/inode.c", "--config", "CONFIG_NOT_SET_HERE=y")
            #expect(with.files.first?.skipped.map(\.first) == [64, 69])
            let (_, without) = try examine(tree, "fs/fuse/inode.c", "--config", "CONFIG_FUSE_FS=n")
            #expect(without.files.first?.skipped.map(\.first) == [61, 64, 67])
            let shown = try Fuselint.run(["doctor", "--tree", tree.root.path])
            #expect(shown.output.contains("  left out: 61-63: CONFIG_NOT_SET_HERE=y\n"))
            #expect(shown.output.contains("  left out: 64-66: no CONFIG symbol brings them in\n"))
        }
    }

    @Test func tellsErrorsAndEndsWithStatusTwo() throws {
        try withTree { tree in
            try tree.edit("fs/fuse/inode.c", "\treturn &fi->inode;", "\treturn &fi->no_such_member;")
            let (status, doctor) = try examine(tree)
            #expect(status == 2)
            let file = doctor.files[1]
            #expect(file.errors.map { "\($0.file):\($0.line)" } == ["fs/fuse/inode.c:14"])
            #expect(file.errors.first?.message?.contains("no_such_member") == true)
            #expect(doctor.totals.errors == 1)
            let shown = try Fuselint.run(["doctor", "--tree", tree.root.path])
            #expect(shown.status == 2 && shown.errors == "")
            #expect(shown.output.contains("  error: fs/fuse/inode.c:14: "))
            // The others are well.
            #expect(try examine(tree, "fs/fuse/file.c").status == 0)
        }
    }

    @Test func countsWhatCannotBeLoweredByItsReason() throws {
        try withTree { tree in
            let text = try tree.read("fs/fuse/inode.c")
            try tree.write(
                text + "\nint jump(int a)\n{\n\tvoid *where[] = { &&one, &&two };\n\tgoto *where[a];\none:\n\treturn 1;\ntwo:\n\treturn 2;\n}\n",
                to: "fs/fuse/inode.c")
            let (status, doctor) = try examine(tree, "fs/fuse/inode.c")
            #expect(status == 0, "it is C all the same")
            let gotos = try #require(doctor.files.first?.opaque.first { $0.reason == "computed goto" })
            #expect(gotos.count == 1)
            #expect(gotos.places.map { "\($0.file):\($0.line) \($0.function ?? "")" } == ["fs/fuse/inode.c:64 jump"])
            let shown = try Fuselint.run(["doctor", "--tree", tree.root.path])
            #expect(shown.output.contains("  opaque, computed goto: fs/fuse/inode.c:64 in jump()"))
        }
    }

    @Test func tellsWhereFlagsComeFrom() throws {
        try withTree { tree in
            // As a build in the tree's own directory would record it, with a flag that only gcc knows.
            let root = tree.root.path
            let entries = ["file", "inode", "passthrough"].map {
                """
                {"directory": "\(root)", "file": "fs/fuse/\($0).c", "command": "gcc -fconserve-stack -nostdinc -I./include \
                -include ./include/linux/kconfig.h -D__KERNEL__ -DFROM_DATABASE=1 -c -o fs/fuse/\($0).o fs/fuse/\($0).c"}
                """
            }
            try tree.write("[\(entries.joined(separator: ",\n"))]\n", to: "compile_commands.json")
            // Without the headers that a build generates it is of no use, and the doctor says so.
            let before = try examine(tree).document.tree
            #expect(before.flags == "unconfigured" && before.unusedDatabase == root + "/compile_commands.json")
            try tree.write("#define CONFIG_FUSE_FS 1\n", to: "include/generated/autoconf.h")
            try tree.write("CONFIG_FUSE_FS=y\n", to: "include/config/auto.conf")
            let (status, doctor) = try examine(tree)
            #expect(status == 0 && doctor.tree.unusedDatabase == nil)
            #expect(doctor.tree.flags == "compile-commands" && doctor.tree.flagsSource == root + "/compile_commands.json")
            #expect(doctor.tree.standIns == nil)
            let flags = try Fuselint.run(["doctor", "--flags", "fs/fuse/file.c", "--tree", root])
            #expect(flags.status == 0)
            let lines = flags.output.split(separator: "\n")
            #expect(lines.contains("-DFROM_DATABASE=1") && !lines.contains("-fconserve-stack"))
        }
    }

    @Test func printsTheFlagsOfOneFile() throws {
        try withTree { tree in
            let result = try Fuselint.run(["doctor", "--flags", "fs/fuse/file.c", "--tree", tree.root.path])
            #expect(result.status == 0 && result.errors == "")
            let lines = result.output.split(separator: "\n").map(String.init)
            #expect(lines.contains("-D__KERNEL__") && lines.contains("-nostdinc") && lines.contains("-I\(tree.root.path)/include"))
            RefusalTests.expectRefused(
                try Fuselint.run(["doctor", "--flags", "fs/fuse/none.c", "--tree", tree.root.path]), naming: ["fs/fuse/none.c"])
        }
    }

    @Test func aFileThatCannotBeReadIsTold() throws {
        try withTree { tree in
            try FileManager.default.createSymbolicLink(
                atPath: tree.root.appendingPathComponent("fs/fuse/out.c").path, withDestinationPath: "/etc/hostname")
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "passthrough.o out.o")
            let (status, doctor) = try examine(tree)
            #expect(status == 2)
            #expect(doctor.totals.failures == 1 && doctor.files.count == 4)
            #expect(doctor.files[2].path == "fs/fuse/out.c" && doctor.files[2].failure?.contains("leads out of the tree") == true)
        }
    }

    @Test func sourcesThatOthersIncludeAreNotReadAlone() throws {
        try withTree { tree in
            try tree.write("int fuse_part(void)\n{\n\treturn only_the_includer_knows;\n}\n", to: "fs/fuse/part.c")
            try tree.write(
                "static int only_the_includer_knows;\n#include \"part.c\"\n" + (try tree.read("fs/fuse/inode.c")), to: "fs/fuse/inode.c")
            let (status, doctor) = try examine(tree)
            #expect(status == 0)
            #expect(doctor.includedSources == ["fs/fuse/part.c"])
            #expect(doctor.files.count == 3)
        }
    }
}
