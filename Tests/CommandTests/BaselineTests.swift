import Foundation
import Testing

/// `fuselint baseline`, and `check` beside one.
@Suite struct BaselineCommandTests {
    @Test func onlyWhatIsNewIsTold() throws {
        try withFaults { tree in
            let file = tree.root.deletingLastPathComponent().appendingPathComponent("baseline.txt").path
            let written = try tree.run("baseline", "--output", file)
            #expect(written.status == 0 && written.output == "" && written.errors == "")
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(
                text.split(separator: "\n").count == 4
                    && text.contains("\tvm-file-ref-balance\tfs/fuse/passthrough.c\tfuse_passthrough_mmap\t"))
            #expect(try tree.run("baseline", "fs/fuse").output == text)
            for strict in [[], ["--strict"]] {
                let known = try Fuselint.run(["check", "--tree", tree.root.path, "--baseline", file] + strict)
                #expect(known.status == 0 && known.output == "no findings\n", "\(known.output)\(known.errors)")
            }
            // Lines move, a fault is added.
            try tree.edit(
                "fs/fuse/passthrough.c", "\nint fuse_passthrough_mmap(", "\n/* One\n   more. */\nint fuse_passthrough_mmap(")
            #expect(try tree.run("baseline").output == text)
            try tree.edit("fs/fuse/file.c", "\tfile_accessed(file);\n\tvma", "\tfile_update_time(file);\n\tvma")
            let new = try Fuselint.run(["check", "--tree", tree.root.path, "--baseline", file, "--format", "json", "--strict"])
            #expect(new.status == 1)
            #expect(try new.report().places == ["mmap-timestamps fs/fuse/file.c:122"])
        }
    }

    @Test func renamedFilesAreFollowed() throws {
        try withFaults { tree in
            let file = tree.root.deletingLastPathComponent().appendingPathComponent("baseline.txt").path
            _ = try tree.run("baseline", "--output", file)
            try tree.git("mv", "fs/fuse/passthrough.c", "fs/fuse/backing.c")
            try tree.edit("fs/fuse/Makefile", "passthrough.o", "backing.o")
            let moved = try tree.run("check", "--baseline", file, "--strict")
            #expect(moved.status == 0 && moved.output == "no findings\n", "\(moved.output)")
            // A copy beside the original is new.
            try tree.git("checkout", "--quiet", "HEAD", "--", "fs/fuse/passthrough.c")
            try tree.write(
                try tree.read("fs/fuse/backing.c").replacing("fuse_passthrough", with: "fuse_backing"), to: "fs/fuse/backing.c")
            try tree.edit("fs/fuse/Makefile", "backing.o", "backing.o passthrough.o")
            try tree.edit(
                "fs/fuse/file.c", "\t\treturn fuse_passthrough_mmap(file, vma);",
                "\t\treturn fuse_passthrough_mmap(file, vma) + fuse_backing_mmap(file, vma);")
            try tree.edit(
                "fs/fuse/fuse_i.h", "int fuse_passthrough_mmap(",
                "int fuse_backing_mmap(struct file *file, struct vm_area_struct *vma);\nint fuse_passthrough_mmap(")
            let copied = try tree.run("check", "--baseline", file, "--format", "json")
            #expect(copied.status == 1)
            let files = try copied.report().findings.map(\.file)
            #expect(files.count { $0 == "fs/fuse/backing.c" } == 3 && !files.contains("fs/fuse/passthrough.c"), "\(files)")
        }
    }

    @Test func strictFailsWhereAFindingIsGone() throws {
        try withFaults { tree in
            let file = tree.root.deletingLastPathComponent().appendingPathComponent("base\tline.txt").path
            _ = try tree.run("baseline", "--output", file)
            try tree.edit("fs/fuse/passthrough.c", "\t\tinode_set_ctime_to_ts(inode, inode_get_ctime(backing_inode));\n", "")
            let lax = try tree.run("check", "--baseline", file)
            #expect(lax.status == 0 && lax.output.contains("1 finding is gone since"), "\(lax.output)")
            let strict = try tree.run("check", "--baseline", file, "--strict")
            let words = strict.output.words
            #expect(
                strict.status == 1 && words.contains("gone: mmap-timestamps in fs/fuse/passthrough.c, fuse_passthrough_mmap():"),
                "\(strict.output)")
            #expect(!strict.output.contains("base\tline"))
            // What was not looked at is not gone.
            #expect(try tree.run("check", "fs/fuse/file.c", "--baseline", file, "--strict").status == 0)
            // What is suppressed is not gone either.
            for finding in try tree.check().findings { try tree.suppress(finding) }
            let suppressed = try tree.run("check", "--baseline", file)
            #expect(suppressed.output.contains("1 finding is gone since"))
        }
    }

    @Test func whatIsNoBaselineIsRefused() throws {
        try withTree { tree in
            let patch = ExampleTests.faulty
            RefusalTests.expectRefused(try tree.run("check", "--baseline", patch), naming: [patch + ":1", "fuselint baseline"])
            RefusalTests.expectRefused(try tree.run("check", "--baseline", "/nonexistent"), naming: ["/nonexistent"])
            RefusalTests.expectRefused(try tree.run("check", "--baseline", "/dev/zero"), naming: ["/dev/zero", "regular"])
            RefusalTests.expectRefused(try tree.run("check", "--strict"), naming: ["--baseline"])
        }
    }
}
