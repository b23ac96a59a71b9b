import Foundation
import Testing

/// `review --interactive` and `browse` as somebody uses them, in a terminal.
@Suite(.enabled(if: Tmux.isThere, Tmux.absent)) struct InteractiveTests {
    private static let reviewed = "3 findings"

    /// An editor that puts a text in the place of the first line, and takes away the rest of the words.
    private static func editor(in directory: URL, _ text: String) throws -> String {
        let file = directory.appendingPathComponent("editor")
        let script = """
            #!/bin/sh
            sed -n '/^# ---/,$p' "$1" >"$1.rest"
            { echo '\(text)'; cat "$1.rest"; } >"$1"
            """
        try Data(script.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        return file.path
    }

    /// Accept, edit, dismiss, undo, along the path, search, kill -9, go on, resize, write.
    @Test func aReviewFromTheFirstKeyToTheReply() throws {
        try withTemporaryDirectory { directory in
            let editor = ["EDITOR": try Self.editor(in: directory, "Who drops vm_file then?")]
            let arguments = ["review", "-i", ExampleTests.faulty]
            var terminal = try Tmux(arguments, in: directory, environment: editor)
            try terminal.wait(for: Self.reviewed)
            try expectGolden(terminal.screen(), "interactive-opened.txt")

            try terminal.press("]")
            try terminal.wait(for: "Enter path")
            try terminal.press("e")
            try expectGolden(terminal.wait(for: "3 findings, 1 accepted"), "interactive-edited.txt")
            try terminal.press("]", "a")
            try terminal.wait(for: "2 accepted")
            try terminal.press("]", "d")
            try terminal.wait(for: "it may pass because:")
            try terminal.type("stat() shows it anyway")
            try terminal.press("Enter")
            try expectGolden(terminal.wait(for: "1 dismissed"), "interactive-dismissed.txt")
            try terminal.press("u")
            try terminal.wait("2 accepted without the dismissal") { $0.contains("3 findings, 2 accepted ") || $0.contains("3 findings, 2 accepted\n") }

            // Step by step, into files that the patch does not touch at that place.
            try terminal.press("Enter")
            try terminal.wait(for: "1. file_operations.mmap is fuse_file_mmap()")
            try terminal.press("j")
            try expectGolden(terminal.wait(for: "\u{258E} 2. fuse_file_mmap() calls fuse_passthrough_mmap()"), "interactive-path.txt")
            try terminal.press("Tab")
            try terminal.type("/FOPEN_DIRECT")
            try terminal.press("Enter", "t")
            try terminal.wait(for: "definition of: ")
            try terminal.press("Escape", "q")
            try terminal.wait(for: "Enter path")

            try terminal.signal(SIGKILL)
            try terminal.wait(for: "status 137")
            terminal = try Tmux(arguments, in: directory, columns: 160, rows: 48, environment: editor)
            try terminal.wait(for: "3 findings, 2 accepted")
            try expectGolden(terminal.screen(), "interactive-resumed.txt")
            try terminal.resize(columns: 60, rows: 16)
            try terminal.wait("the smaller screen") { $0.split(separator: "\n").allSatisfy { $0.count <= 60 } && $0.contains("\u{2500}\u{2500} fs/fuse") }
            try terminal.resize(columns: 80, rows: 24)

            try terminal.press("w", "m")
            try terminal.wait(for: "write the reply to: reply.mbox")
            try terminal.press("Enter")
            try terminal.wait(for: "written: reply.mbox")
            try expectGolden(try String(contentsOf: directory.appendingPathComponent("reply.mbox"), encoding: .utf8), "interactive-reply.mbox")
            try terminal.press("w", "b")
            try terminal.wait(for: "write b4 review files into: b4-review")
            try terminal.press("Enter")
            try terminal.wait(for: "written: b4-review/")
            let notes = try String(contentsOf: directory.appendingPathComponent("b4-review/0001.txt"), encoding: .utf8)
            #expect(notes.hasPrefix("2 comments\n") && notes.contains("\nWho drops vm_file then?\n"))
            try terminal.press("q")
            let after = try terminal.wait(for: "status 0")
            #expect(after.contains("fuselint: 2 accepted; kept for the next time"))
        }
    }

    /// The series as it stands has no fault left; one that was mended on the way can be seen.
    @Test func aSeriesPatchByPatch() throws {
        try withTemporaryDirectory { directory in
            let terminal = try Tmux(["review", "-i", "--fixed-later"] + ExampleTests.series, in: directory, columns: 100, rows: 30)
            try terminal.wait(for: "2 findings")
            try terminal.press("]")
            try expectGolden(terminal.wait(for: "a later patch of the series takes it back"), "interactive-series.txt")
            try terminal.press("J")
            try terminal.wait(for: "Mapping a file does not change it.")
            try terminal.press("?")
            try terminal.wait(for: "to the next finding")
            try terminal.press("C-c")
            try terminal.wait(for: "status 0")
        }
    }

    /// What is dismissed lands in the file of suppressions, and is let pass from then on.
    @Test func theTreeIsBrowsedAndAFindingDismissed() throws {
        try withFaults { tree in
            try withTemporaryDirectory { directory in
                let terminal = try Tmux(["browse", "--tree", tree.root.path, "fs/fuse"], in: directory)
                try terminal.wait(for: Self.reviewed)
                try terminal.press("]")
                try expectGolden(terminal.wait(for: "Enter path"), "interactive-tree.txt")
                try terminal.press("d")
                try terminal.wait(for: "it may pass because:")
                try terminal.type("known")
                try terminal.press("Enter", "w", "s")
                try terminal.wait(for: "written: .fuselint-suppressions.yml")
                #expect(try tree.read(".fuselint-suppressions.yml").contains("reason: \"known\""))
                #expect(try tree.check().findings.count == 2)
                try terminal.press("R")
                try terminal.wait(for: "2 findings")
            }
        }
    }

    @Test func watchedCommitsAreReviewedAnew() throws {
        try withFaults { tree in
            try withTemporaryDirectory { directory in
                let terminal = try Tmux(["review", "-i", "--watch", "--tree", tree.root.path, "HEAD~1.."], in: directory)
                try terminal.wait(for: Self.reviewed)
                try terminal.press("]", "]", "a")
                try terminal.wait(for: "3 findings, 1 accepted")
                // The one below goes; what was decided of the other stays with it.
                try tree.edit("fs/fuse/passthrough.c", "\t\tinode_set_ctime_to_ts(inode, inode_get_ctime(backing_inode));\n", "")
                try tree.git("commit", "--quiet", "--all", "--amend", "--no-edit")
                let shown = try terminal.wait(for: "2 findings, 1 accepted")
                #expect(shown.contains("accepted: ->mmap() calls inode_set_mtime_to_ts()"), "the place is kept")
            }
        }
    }

    /// A tracked file anywhere in fs/, neither staged nor beside what is under review.
    @Test func anyFileOfTheChangeIsWatched() throws {
        try withTree { tree in
            try tree.write("int other;\n", to: "fs/other/deep/other.c")
            try tree.initialise()
            try tree.edit("fs/fuse/file.c", "#include \"fuse_i.h\"\n", "#include \"fuse_i.h\"\nint one;\n")
            try withTemporaryDirectory { directory in
                let terminal = try Tmux(["review", "-i", "--watch", "--tree", tree.root.path], in: directory)
                try terminal.wait(for: "int one;")
                try terminal.wait(for: "no findings")
                try tree.write("int other;\nint two;\n", to: "fs/other/deep/other.c")
                try terminal.wait(for: "fs/other/deep/other.c")
            }
        }
    }

    /// As ed and others do: Ctrl-C is something that the editor knows what to do with.
    @Test(arguments: ["C-c", "C-\\"]) func whatIsTypedInTheEditorIsForTheEditor(key: String) throws {
        try withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("editor")
            let script = """
                #!/bin/sh
                asked=
                trap 'asked=yes' INT QUIT
                echo 'the editor runs'
                while [ -z "$asked" ]; do sleep 0.1; done
                sed -n '/^# ---/,$p' "$1" >"$1.rest"
                { echo 'Asked.'; cat "$1.rest"; } >"$1"
                """
            try Data(script.utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            let terminal = try Tmux(["review", "-i", ExampleTests.faulty], in: directory, environment: ["EDITOR": file.path])
            try terminal.wait(for: Self.reviewed)
            try terminal.press("]", "e")
            try terminal.wait(for: "the editor runs")
            try terminal.press(key)
            #expect(try terminal.wait(for: "3 findings, 1 accepted").contains("Asked."))
            try terminal.press("C-c")
            try terminal.wait(for: "status 0")
        }
    }

    @Test(arguments: [("exit 3", "ended with status 3: nothing changed"), ("kill -9 $$", "ended by signal 9"), ("", "could not be run: set GIT_EDITOR")])
    func anEditorThatFailsIsTold(script: String, told: String) throws {
        try withTemporaryDirectory { directory in
            let file = directory.appendingPathComponent("editor")
            if !script.isEmpty {
                try Data("#!/bin/sh\n\(script)\n".utf8).write(to: file)
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
            }
            let terminal = try Tmux(["review", "-i", ExampleTests.faulty], in: directory, columns: 200, rows: 24, environment: ["EDITOR": file.path])
            try terminal.wait(for: Self.reviewed)
            try terminal.press("]")
            try terminal.wait(for: "Enter path")
            try terminal.press("e")
            try terminal.wait(for: told)
            #expect(try !terminal.screen().contains("accepted"))
        }
    }

    @Test(arguments: [(SIGTERM, "status 143"), (SIGHUP, "status 129")]) func aSignalEndsItAndNothingIsLost(number: Int32, status: String) throws {
        try withTemporaryDirectory { directory in
            let arguments = ["review", "-i", ExampleTests.faulty]
            let terminal = try Tmux(arguments, in: directory)
            try terminal.wait(for: Self.reviewed)
            try terminal.press("]", "a")
            try terminal.wait(for: "1 accepted")
            try terminal.signal(number)
            try terminal.wait(for: status)
            let next = try Tmux(arguments, in: directory)
            try next.wait(for: "3 findings, 1 accepted")
            // Two at once would write over each other's decisions.
            let other = try Tmux(arguments, in: directory)
            try other.wait(for: "status 2")
            #expect(try other.screen().words.contains("this is being reviewed in another terminal already"))
        }
    }

    @Test func theScreenSuitsTheTerminal() throws {
        try withTemporaryDirectory { directory in
            func shown(_ environment: [String: String], _ name: String) throws -> (plain: String, colored: String) {
                let own = directory.appendingPathComponent(name)
                try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
                let terminal = try Tmux(["review", "-i", ExampleTests.faulty], in: own, environment: environment)
                try terminal.wait(for: Self.reviewed)
                try terminal.press("]")
                return (try terminal.wait(for: "Enter path"), try terminal.coloredScreen())
            }
            let colors = /\u{1B}\[[0-9;]*3[0-8]/
            let fine = try shown([:], "fine")
            #expect(fine.colored.contains("38;5;71") && fine.plain.contains("\u{258E}"))
            let coarse = try shown(["TERM": "screen"], "coarse")
            #expect(coarse.colored.contains(colors) && !coarse.colored.contains("38;5;"))
            for (name, environment) in [("none", ["NO_COLOR": "1"]), ("vt100", ["TERM": "vt100"])] {
                let plain = try shown(environment, name)
                #expect(!plain.colored.contains(/\u{1B}\[[0-9;]*3[1-8]/), "\(name)")
                #expect(plain.plain == fine.plain, "\(name)")
            }
            let ascii = try shown(["LC_ALL": "C"], "ascii").plain
            #expect(ascii.utf8.allSatisfy { $0 < 0x80 } && ascii.contains("| 6 steps lead here"))
        }
    }

    /// Names, subjects and code that would act on the terminal are shown for what they are.
    @Test func aHostileMailActsOnNothing() throws {
        try withTemporaryDirectory { directory in
            let mail = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
                .replacing("Subject: [PATCH] fuse: passthrough mmap", with: "Subject: [PATCH] \u{1B}]0;owned\u{7}\u{202E}\u{6F22}\u{5B57}")
                .replacing("/* Follow the backing file", with: "/* \u{202E}\u{1B}[2J e\u{301} \u{6F22} Follow the backing file")
            let file = directory.appendingPathComponent("hostile.patch")
            try Data(mail.utf8).write(to: file)
            let terminal = try Tmux(["review", "-i", file.path], in: directory, columns: 120, rows: 40)
            let shown = try terminal.wait(for: Self.reviewed)
            #expect(shown.contains("<U+001B>]0;owned<U+0007><U+202E>\u{6F22}\u{5B57}"))
            try terminal.press("]", "]")
            #expect(try terminal.wait(for: "Follow the backing file").contains("/* <U+202E><U+001B>[2J e\u{301} \u{6F22} Follow"))
        }
    }

    @Test func withoutATerminalItSaysSo() throws {
        for arguments in [["review", "-i", ExampleTests.faulty], ["browse"], ["review", "-i", "--format", "json", ExampleTests.faulty], ["review", "--watch"]] {
            let result = try Fuselint.run(arguments)
            #expect(result.status == 2 && result.output == "" && result.errors.split(separator: "\n").count == 1, "\(arguments): \(result.errors)")
        }
        #expect(try Fuselint.run(["browse"]).errors.contains("there is no terminal to review in"))
    }

    @Test func whatCannotBeReviewedIsToldAndFails() throws {
        try withTemporaryDirectory { directory in
            let tree = try TreeOnDisk(at: directory.appendingPathComponent("tree"))
            try tree.write("int x;\n", to: "fs/fuse/passthrough.c")
            let terminal = try Tmux(["review", "-i", "--tree", tree.root.path, ExampleTests.faulty], in: directory)
            try terminal.wait(for: "does not apply")
            #expect(try terminal.screen().contains("fuse: passthrough mmap"), "the patch can be read all the same")
            try terminal.press("q")
            try terminal.wait(for: "status 2")
        }
    }

    // MARK: A real kernel

    @Test(.enabled(if: Kernels.directory != nil, Kernels.absent)) func aSeriesOnARealKernel() throws {
        let tree = try #require(Kernels.directory) + "/linux-source-6.12"
        try withTemporaryDirectory { directory in
            let patches = [
                try Self.patch(
                    "[PATCH 1/2] fuse: show the backing file's times", to: "fs/fuse/passthrough.c", of: tree, in: directory,
                    replacing: "\treturn backing_file_mmap(backing_file, vma, &ctx);\n",
                    with: "\tinode_set_mtime_to_ts(file_inode(file), inode_get_mtime(file_inode(backing_file)));\n"
                        + "\treturn backing_file_mmap(backing_file, vma, &ctx);\n"),
                try Self.patch(
                    "[PATCH 2/2] fuse: simplify the way out of create", to: "fs/fuse/dir.c", of: tree, in: directory,
                    replacing: "\tfuse_file_free(ff);\nout_put_forget_req:\n\tkfree(forget);\nout_err:\n\treturn err;\n}\n",
                    with: "\tfuse_file_free(ff);\nout_put_forget_req:\nout_err:\n\treturn err;\n}\n"),
            ]
            let arguments = ["review", "-i", "--tree", tree] + patches
            let editor = ["EDITOR": try Self.editor(in: directory, "stat() on the FUSE file would show it.")]
            var terminal = try Tmux(arguments, in: directory, columns: 160, rows: 50, environment: editor)
            terminal.patience = 300
            // The series is there long before the review is done.
            let early = try terminal.wait(for: "simplify the way out of create")
            #expect(early.contains("reviewing") || early.contains("parsing"))
            try terminal.press("J")
            try terminal.wait(for: "Subject of the change: fs/fuse/dir.c")
            try terminal.press("K")
            try terminal.wait("two findings or more") { $0.contains(/[1-9] findings\s/) }
            try terminal.press("]")
            try terminal.wait(for: "error: ->mmap() calls inode_set_mtime_to_ts()")
            try expectGolden(Self.masked(terminal.screen()), "interactive-kernel-finding.txt")

            // The table that leads there is in a file that no patch touches.
            try terminal.press("Enter")
            try terminal.wait(for: "fuse_file_operations")
            try terminal.press("Tab")
            try terminal.type("/splice_read")
            try terminal.press("Enter")
            try terminal.press("c")
            try expectGolden(Self.masked(terminal.wait(for: "your comment:")), "interactive-kernel-path.txt")

            try terminal.press("q", "e")
            try terminal.wait(for: "1 accepted, 1 comment")
            try terminal.press("]")
            try terminal.wait(for: "[heap-balance]")
            try terminal.press("d")
            try terminal.wait(for: "it may pass because:")
            try terminal.type("it is freed elsewhere")
            try terminal.press("Enter")
            try terminal.wait(for: "1 dismissed")
            try terminal.press("u")
            try terminal.wait("the dismissal to be undone") { !$0.contains("1 dismissed") }
            try terminal.press("m")
            try terminal.wait(for: "1 asked")

            try terminal.signal(SIGKILL)
            try terminal.wait(for: "status 137")
            terminal = try Tmux(arguments, in: directory, columns: 90, rows: 30, environment: editor)
            terminal.patience = 300
            try terminal.wait(for: "1 accepted, 1 asked, 1 comment")
            try terminal.wait("two findings or more") { $0.contains(/[1-9] findings,/) }
            try expectGolden(Self.masked(terminal.screen()), "interactive-kernel-resumed.txt")
            try terminal.resize(columns: 200, rows: 50)
            try terminal.wait("the wider screen") { $0.split(separator: "\n").contains { $0.count > 90 } }
            try terminal.press("w", "m", "Enter")
            try terminal.wait(for: "written: reply.mbox")
            let reply = try String(contentsOf: directory.appendingPathComponent("reply.mbox"), encoding: .utf8)
            try expectGolden(Self.masked(reply), "interactive-kernel-reply.mbox")
        }
    }

    /// Without numbers, most of which are lines that change with every release of the kernel.
    private static func masked(_ text: String) -> String { String(text.map { $0.isNumber ? "#" : $0 }) }

    /// A patch mail made from an edit of a kernel's file.
    private static func patch(
        _ subject: String, to path: String, of tree: String, in directory: URL, replacing old: String, with new: String
    ) throws -> String {
        let name = String(subject.filter { $0.isLetter || $0.isNumber })
        let text = try String(contentsOfFile: tree + "/" + path, encoding: .utf8)
        try #require(text.components(separatedBy: old).count == 2, "'\(old)' is not once in \(path)")
        let work = directory.appendingPathComponent(name)
        for (side, text) in [("a", text), ("b", text.replacing(old, with: new))] {
            let file = work.appendingPathComponent("\(side)/\(path)")
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let diff = try Fuselint.launch(#require(findTool("git")), ["diff", "--no-index", "--no-prefix", "a", "b"], in: work).output
        // The blobs' names are other ones with every release of the kernel.
        let lines = diff.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("index ") }
        let file = directory.appendingPathComponent(name + ".patch")
        let mail = "From: A. Developer <dev@example.org>\nDate: Mon, 9 Mar 2026 08:00:00 +0000\nSubject: \(subject)\nMessage-ID: <\(name)@example.org>\n\n"
            + "Subject of the change: \(path).\n\n---\n" + lines.joined(separator: "\n")
        try Data(mail.utf8).write(to: file)
        return file.path
    }
}
