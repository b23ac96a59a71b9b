import Foundation
import Testing

/// `.fuselint.yml`, as a user of each command meets it.
@Suite struct ConfigurationCommandTests {
    @Test func rulesAreSwitchedOffAndChangedInSeverity() throws {
        try withFaults { tree in
            try tree.write("rules:\n  mmap-timestamps: off\n  vm-file-ref-balance: note\n", to: ".fuselint.yml")
            let report = try tree.check()
            #expect(report.findings.map(\.rule) == ["vm-file-ref-balance"] && report.findings.map(\.severity) == ["note"])
            // A choice is nothing that was left out.
            #expect(report.incomplete == [])
            let shown = try tree.run("check")
            #expect(shown.status == 1 && shown.output.contains("fs/fuse/passthrough.c:83:3: note: "))
            #expect(try tree.check("--no-config").findings.map(\.severity) == ["error", "error", "error"])
            try tree.write("rules: {mmap-timestamps: off, vm-file-ref-balance: off}\n", to: "other.yml")
            let none = try tree.run("check", "--config", tree.root.path + "/other.yml")
            #expect(none.status == 0 && none.output == "no findings\n", "\(none.output)\(none.errors)")
        }
    }

    @Test func pathsAreTheDefaultAndExclusionsAreTold() throws {
        try withFaults { tree in
            try tree.write("paths: fs/fuse/file.c\n", to: ".fuselint.yml")
            #expect(try tree.check().findings == [])
            #expect(try tree.check("fs/fuse").findings.count == 3)
            try tree.write("rules:\npaths:\n  - fs/none\n", to: ".fuselint.yml")
            RefusalTests.expectRefused(try tree.run("check"), naming: [".fuselint.yml:3", "'fs/none' holds no C files"])
            try tree.write("paths: [fs]\nexclude:\n  - fs/*/pass*.c\n", to: ".fuselint.yml")
            for path in [[], ["fs/fuse/passthrough.c"]] {
                let result = try Fuselint.run(["check", "--tree", tree.root.path, "--format", "json"] + path)
                #expect(result.status == 0)
                let report = try result.report()
                #expect(report.findings == [])
                #expect(report.incomplete.map(\.file) == ["fs/fuse/passthrough.c"])
                #expect(report.incomplete.map(\.reason) == ["excluded by .fuselint.yml:3: fs/*/pass*.c"])
            }
            try tree.write("exclude: fs/fuse\n", to: ".fuselint.yml")
            #expect(try tree.check().incomplete.map(\.file) == ["fs/fuse"])
            // A patch to what is excluded is not reviewed, and that is told.
            try tree.git("checkout", "--quiet", "HEAD~1")
            let review = try tree.review(ExampleTests.faulty).report()
            #expect(review.findings == [])
            #expect(review.incomplete.map(\.file) == ["fs/fuse/file.c", "fs/fuse/fuse_i.h", "fs/fuse/passthrough.c"])
        }
    }

    @Test func symbolsOfTheKernelAreSet() throws {
        try withTree { tree in
            try tree.edit(
                "fs/fuse/file.c", "\tfile_accessed(file);\n\tvma->vm_ops",
                "#ifdef CONFIG_FUSE_SHADOW\n\tfile_update_time(file);\n#endif\n\tvma->vm_ops")
            #expect(try tree.check().findings == [])
            try tree.write("config:\n  CONFIG_FUSE_SHADOW: y\n", to: ".fuselint.yml")
            #expect(try tree.check().findings.count == 1)
            #expect(try tree.check("--config", "CONFIG_FUSE_SHADOW=n").findings == [])
        }
    }

    /// Functions that only this tree has, known without a new build of fuselint.
    @Test func tableLinesTeachNewFunctions() throws {
        try withTree { tree in
            try tree.edit(
                "fs/fuse/inode.c", "#include \"fuse_i.h\"\n",
                "#include \"fuse_i.h\"\n\nstruct thing;\nstruct thing *thing_get(int);\nvoid thing_put(struct thing *);\nint thing_use(struct thing *);\n"
            )
            try tree.write(
                try tree.read("fs/fuse/inode.c")
                    + "\nint fuse_thing(int n)\n{\n\tstruct thing *t = thing_get(n);\n\n\tif (!t)\n\t\treturn -12;\n\tif (thing_use(t))\n\t\treturn -22;\n\tthing_put(t);\n\treturn 0;\n}\n",
                to: "fs/fuse/inode.c")
            #expect(try tree.check().findings == [])
            try tree.write(
                "tables: |\n  thing_get   result: +count, NULL on failure\n  thing_put   1: -count\n  thing_use   result: 0 or -errno\n",
                to: ".fuselint.yml")
            let report = try tree.check()
            #expect(report.findings.map(\.rule) == ["reference-balance"], "\(report)")
            #expect(report.findings.first?.function == "fuse_thing")
        }
    }

    @Test(arguments: [
        ("rules:\n  mmap-timestamp: off\n", [".fuselint.yml:2", "did you mean 'mmap-timestamps'?"]),
        ("ruls: {}\n", [".fuselint.yml:1", "did you mean 'rules'?"]),
        ("rules: [\n", [".fuselint.yml:2"]),
        ("rules: \u{1B}[2J\n", [".fuselint.yml:1"]),
        ("\u{202E}x: 1\n", [".fuselint.yml:1", "<U+202E>"]),
        ("tables: |\n  f  1: -inod\n", [".fuselint.yml:2", "did you mean 'inode'?"]),
    ])
    func whatIsWrongStopsEveryCommandInOneLine(text: String, words: [String]) throws {
        try withTree(git: true) { tree in
            try tree.write(text, to: ".fuselint.yml")
            for command in [["check"], ["review"], ["review", ExampleTests.faulty], ["doctor"], ["config"], ["baseline"]] {
                let result = try Fuselint.run(command + ["--tree", tree.root.path])
                RefusalTests.expectRefused(result, naming: words)
            }
        }
    }

    @Test func whatIsInForceIsShownWithItsOrigin() throws {
        try withTree { tree in
            try tree.write("rules:\n  heap-balance: off\npaths: fs\n", to: "fs/fuse/.fuselint.yml")
            let inside = try Fuselint.run(["config", "--config", "FUSE_DAX=n"], in: tree.root.appendingPathComponent("fs/fuse"))
            #expect(inside.status == 0 && inside.errors == "")
            let lines = inside.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(lines.first == "configuration: fs/fuse/.fuselint.yml")
            for line in [
                "heap-balance off fs/fuse/.fuselint.yml:2", "mmap-timestamps on default", "fs fs/fuse/.fuselint.yml:3",
                "CONFIG_FUSE_DAX n command line", "fs/fuse/.fuselint-suppressions.yml 0 entries default",
            ] { #expect(lines.contains(line), "\(line) not in \(inside.output)") }
            let outside = try tree.run("config", "--format", "json")
            let object = try #require(try JSONSerialization.jsonObject(with: Data(outside.output.utf8)) as? [String: Any])
            #expect(Set(object.keys) == ["version", "tool", "settings"] && object["version"] as? Int == 1)
            let settings = try #require(object["settings"] as? [String: [[String: String]]])
            #expect(Set(settings.keys) == ["rules", "paths", "exclude", "config", "tables", "suppressions"])
            #expect(settings["paths"] == [["name": "fs/fuse", "from": "default"]])
        }
    }

    /// A patch that brings its own configuration along is judged by the one that was there.
    @Test func aChangeDoesNotSetTheRulesForItself() throws {
        let own = "rules: {mmap-timestamps: off, vm-file-ref-balance: off}\n"
        let new = "'.fuselint.yml' is part of the change under review: it was not there before"
        try withTree(git: true) { tree in
            let mail = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
            let parts = mail.components(separatedBy: "\n-- \n")
            let patch = parts[0] + "\n" + Mail.addition(of: ".fuselint.yml", [String(own.dropLast())])
            let mailed = try tree.run("review", "-", input: patch)
            #expect(
                mailed.status == 1 && mailed.output.contains("3 findings introduced") && mailed.output.words.contains(new),
                "\(mailed.output)\(mailed.errors)")

            try tree.git("apply", ExampleTests.faulty)
            try tree.write(own, to: ".fuselint.yml")
            try tree.git("add", ".fuselint.yml")
            let uncommitted = try tree.run("review")
            #expect(uncommitted.status == 1 && uncommitted.output.words.contains(new), "\(uncommitted.output)")
            try tree.commit("the faults, and how to hide them")
            let range = try tree.run("review", "HEAD~1..")
            #expect(range.status == 1 && range.output.words.contains(new), "\(range.output)")
            // Named by hand it is still the change's.
            RefusalTests.expectRefused(
                try tree.run("review", "HEAD", "--config", tree.root.path + "/.fuselint.yml"),
                naming: ["not there before the change"])
            #expect(try tree.run("check").status == 0)

            // What was committed before the change is in force.
            try tree.git("reset", "--quiet", "--hard", "HEAD~1")
            try tree.write(own, to: ".fuselint.yml")
            try tree.commit("the maintainer's own choice")
            try tree.git("apply", ExampleTests.faulty)
            try tree.write("rules: {}\n", to: ".fuselint.yml")
            try tree.commit("the faults")
            let maintained = try tree.run("review", "HEAD")
            let changed = "'.fuselint.yml' is part of the change under review: it is in force as it was before"
            #expect(maintained.status == 0 && maintained.output.words.contains(changed), "\(maintained.output)")
        }
    }
}
