import Foundation
import Testing

/// Hooks of git: installed beside nothing else, run by git itself, and gone again.
@Suite(.enabled(if: findTool("git") != nil, "git is not installed")) struct HookTests {
    static let hooks = ["sendemail-validate", "pre-push"]

    private func install(_ arguments: String..., in tree: TreeOnDisk) throws -> Fuselint.Result {
        try Fuselint.run(["install-hook"] + arguments, in: tree.root.appendingPathComponent("fs"))
    }

    private func exists(_ path: String, in tree: TreeOnDisk) -> Bool {
        FileManager.default.fileExists(atPath: tree.root.appendingPathComponent(path).path)
    }

    @Test(arguments: hooks) func comesAndGoes(hook: String) throws {
        try withTree(git: true) { tree in
            let place = tree.root.path + "/.git/hooks/" + hook
            for _ in 1...2 {
                let installed = try install(hook, in: tree)
                #expect(installed.status == 0 && installed.output == "installed \(place)\n" && installed.errors == "")
            }
            #expect(FileManager.default.isExecutableFile(atPath: place))
            let removed = try install(hook, "--remove", in: tree)
            #expect(removed.status == 0 && removed.output == "removed \(place)\n")
            #expect(!exists(".git/hooks/" + hook, in: tree))
            #expect(try FileManager.default.contentsOfDirectory(atPath: tree.root.path + "/.git/hooks").allSatisfy { $0.hasSuffix(".sample") })
            RefusalTests.expectRefused(try install(hook, "--remove", in: tree), naming: ["there is no", place])
        }
    }

    @Test(arguments: [[], ["--remove"]]) func aHookThatIsThereStays(options: [String]) throws {
        try withTree(git: true) { tree in
            let place = ".git/hooks/pre-push"
            func expectKept(_ reason: String) throws {
                let before = try? tree.read(place)
                RefusalTests.expectRefused(
                    try Fuselint.run(["install-hook", "pre-push"] + options, in: tree.root), naming: [tree.root.path + "/" + place, reason])
                #expect((try? tree.read(place)) == before)
            }
            try tree.write("#!/bin/sh\n# fuselint\nexit 0\n", to: place)
            try expectKept("not fuselint's")
            try FileManager.default.removeItem(at: tree.root.appendingPathComponent(place))
            try FileManager.default.createSymbolicLink(atPath: tree.root.path + "/" + place, withDestinationPath: "nowhere")
            try expectKept("not fuselint's")
            try FileManager.default.removeItem(at: tree.root.appendingPathComponent(place))
            #expect(try install("pre-push", in: tree).status == 0)
            try tree.edit(place, "remote=$1", "remote=$1 # mine")
            try expectKept("changed since")
        }
    }

    @Test func coreHooksPathIsHonoured() throws {
        try withTree(git: true) { tree in
            try tree.git("config", "core.hooksPath", "my/hooks")
            #expect(try install("pre-push", in: tree).output == "installed \(tree.root.path)/my/hooks/pre-push\n")
            #expect(exists("my/hooks/pre-push", in: tree) && !exists(".git/hooks/pre-push", in: tree))
            #expect(try install("pre-push", "--remove", in: tree).status == 0)
            #expect(!exists("my/hooks/pre-push", in: tree))
        }
    }

    @Test func whatCannotBeIsRefused() throws {
        RefusalTests.expectRefused(try Fuselint.run(["install-hook", "pre-push"]), naming: ["no git work tree"])
        RefusalTests.expectRefused(try Fuselint.run(["install-hook", "post-commit"]), naming: ["post-commit"])
    }

    @Test(.enabled(if: findTool("shellcheck") != nil, "shellcheck is not installed; make check installs it"), arguments: hooks)
    func shellcheckHasNothingToSay(hook: String) throws {
        try withTree(git: true) { tree in
            #expect(try install(hook, in: tree).status == 0)
            let result = try Fuselint.launch(#require(findTool("shellcheck")), ["--enable=all", "--exclude=SC2250", ".git/hooks/" + hook], in: tree.root)
            #expect(result.status == 0 && result.output == "", "\(result.output)")
        }
    }

    // MARK: Run by git

    @Test(.enabled(if: MailTests.sendsMail, "git send-email is not installed; make check installs git-email"), arguments: [true, false])
    func findingsAreNotSent(faulty: Bool) throws {
        try withTree(git: true) { tree in
            #expect(try install("sendemail-validate", in: tree).status == 0)
            try tree.git("am", "--quiet", faulty ? ExampleTests.faulty : example("v2-0001-fuse-passthrough-mmap.patch"))
            try tree.git("format-patch", "--quiet", "--cover-letter", "-1")
            func send(_ options: String...) throws -> Fuselint.Result {
                let arguments = ["-c", "sendemail.from=d@example.org", "send-email", "--dry-run", "--confirm=never", "--to=l@example.org", "--force"]
                return try Fuselint.launch(
                    #require(findTool("git")), arguments + options + ["0000-cover-letter.patch", "0001-fuse-passthrough-mmap.patch"], in: tree.root)
            }
            let result = try send()
            #expect((result.status == 0) == !faulty, "\(result.errors)")
            #expect(result.errors.contains("[mmap-timestamps]") == faulty && result.output.contains("Dry-OK") == !faulty)
            #expect(try send("--no-validate").status == 0)
        }
    }

    @Test(arguments: [true, false]) func findingsAreNotPushed(faulty: Bool) throws {
        try withTree(git: true) { tree in
            let remote = tree.root.deletingLastPathComponent().appendingPathComponent("remote").path
            try tree.git("init", "--quiet", "--bare", remote)
            try tree.git("remote", "add", "origin", remote)
            #expect(try install("pre-push", in: tree).status == 0)
            func push(_ arguments: String...) throws -> Fuselint.Result {
                try Fuselint.launch(#require(findTool("git")), ["push"] + arguments, in: tree.root)
            }
            // Nothing is known of the remote yet.
            let first = try push("origin", "main")
            #expect(first.status == 0 && first.errors.contains("not reviewed"))
            try tree.git("am", "--quiet", faulty ? ExampleTests.faulty : example("v2-0001-fuse-passthrough-mmap.patch"))
            for ref in ["main", "HEAD:refs/heads/other"] {
                let result = try push("origin", ref)
                #expect((result.status == 0) == !faulty, "\(result.errors)")
                #expect(result.errors.contains("[mmap-timestamps]") == faulty)
            }
            #expect(try push("--no-verify", "origin", "main").status == 0)
            // A ref that goes brings nothing.
            try tree.git("push", "--quiet", "--no-verify", "origin", "main:gone")
            #expect(try push("origin", ":gone").status == 0)
            let nothing = try push("origin", "HEAD:refs/heads/same")
            #expect(nothing.status == 0 && !nothing.errors.contains("findings"))
        }
    }

    @Test func aProgramThatIsGoneStopsNothing() throws {
        try withTree(git: true) { tree in
            #expect(try install("sendemail-validate", in: tree).status == 0)
            let script = tree.root.appendingPathComponent(".git/hooks/sendemail-validate")
            try tree.edit(".git/hooks/sendemail-validate", Fuselint.path, "/nowhere/fuselint")
            let result = try Fuselint.launch(script, [ExampleTests.faulty], in: tree.root)
            #expect(result.status == 0 && result.errors.contains("is gone"))
        }
    }
}
