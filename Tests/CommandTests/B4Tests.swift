import Foundation
import Testing

/// b4 itself, running fuselint as its check of each patch.
@Suite(.enabled(if: B4.isInstalled, B4.whereFrom)) struct B4Tests {
    private static let quietly = ["--no-interactive", "--offline-mode", "prep"]

    /// A series of one patch on a branch of b4's, in a repository whose base is checked out beside it.
    /// - Parameter aside: whether fuselint is told of that base, or has the branch itself.
    private func withSeries<Result>(_ patch: String, aside: Bool = true, _ body: (TreeOnDisk) throws -> Result) throws -> Result {
        try withTree(git: true) { tree in
            let base = tree.root.deletingLastPathComponent().appendingPathComponent("base").path
            try tree.git("worktree", "add", "--quiet", "--detach", base)
            try tree.git("config", "user.name", "A. Developer")
            try tree.git("config", "user.email", "dev@example.org")
            try tree.git("config", "b4.prep-perpatch-check-cmd", "\(Fuselint.path) review - --format terse" + (aside ? " --tree \(base)" : ""))
            let prepared = try B4.run("b4", Self.quietly + ["--new", "series", "--fork-point", "main"], in: tree)
            try #require(prepared.status == 0, "\(prepared.errors)")
            try tree.git("am", "--quiet", patch)
            return try body(tree)
        }
    }

    private func check(_ tree: TreeOnDisk) throws -> String {
        let result = try B4.run("b4", Self.quietly + ["--check"], in: tree)
        #expect(result.status == 0)
        return result.output + result.errors
    }

    @Test(arguments: [true, false]) func everyFindingIsALine(aside: Bool) throws {
        try withSeries(ExampleTests.faulty, aside: aside) { tree in
            let shown = try check(tree)
            #expect(shown.contains("Success: 0, Warning: 0, Error: 3"), "\(shown)")
            #expect(shown.contains("fuselint: fs/fuse/passthrough.c:90: ERROR: mmap-timestamps: "))
        }
    }

    @Test(arguments: [true, false]) func whatIsRightPasses(aside: Bool) throws {
        try withSeries(example("v2-0001-fuse-passthrough-mmap.patch"), aside: aside) { tree in
            let shown = try check(tree)
            #expect(shown.contains("Success: 1, Warning: 0, Error: 0"), "\(shown)")
        }
    }

    @Test func whatWasNotLookedAtIsAWarning() throws {
        try withTemporaryDirectory { directory in
            let patch = directory.appendingPathComponent("0001.patch")
            try Data(Mail.patch("[PATCH] mm: ERROR: add", Mail.addition(of: "mm/ERROR: a.c", ["int a;"])).utf8).write(to: patch)
            try withSeries(patch.path) { tree in
                let shown = try check(tree)
                #expect(shown.contains("Success: 0, Warning: 1, Error: 0"), "\(shown)")
                #expect(shown.contains("outside of fs/: not reviewed"))
            }
        }
    }

    /// The runner of b4's review interface, as `b4.review-perpatch-check-cmd` would call it.
    private static let review = """
        import email, email.policy, json, sys
        from b4.review import checks
        mail = email.message_from_file(open(sys.argv[2]), policy=email.policy.default)
        results = checks.run_perpatch_checks([("one", mail)], [sys.argv[1]], ".")
        print(json.dumps(results["one"]))
        """

    @Test(arguments: [("0001-fuse-passthrough-mmap.patch", "fail"), ("v2-0001-fuse-passthrough-mmap.patch", "pass")])
    func theReviewInterfaceTakesTheAnswer(patch: String, status: String) throws {
        try withTree(git: true) { tree in
            let command = "\(Fuselint.path) review - --format b4-check"
            let result = try B4.run("python", ["-c", Self.review, command, example(patch)], in: tree)
            let entries = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: String]])
            #expect(entries.count == 1 && entries[0]["tool"] == "fuselint" && entries[0]["status"] == status)
            #expect(entries[0]["summary"] == (status == "pass" ? "no findings" : "3 findings introduced by 1 patch"))
            #expect(entries[0]["details"]?.contains("[mmap-timestamps]") == (status == "fail"))
        }
    }

    // MARK: Review files

    /// What b4 does when it opens a review, save that it would then amend the branch.
    private static let integration = """
        import json, sys
        from b4.review import _review
        _review.save_tracking = lambda *arguments: None
        tracking, shas = {"series": {}}, sys.argv[1:]
        patches = [{} for _ in shas]
        taken = _review._integrate_agent_reviews(".", "", tracking, shas, patches)
        print(json.dumps({"taken": taken, "series": tracking["series"], "patches": patches}))
        """

    private struct Integrated: Decodable {
        struct Comment: Decodable { var path: String, line: Int, text: String }
        struct Review: Decodable { var name: String, note: String?, comments: [Comment]? }
        struct Reviewed: Decodable { var reviews: [String: Review]? }
        var taken: Bool
        var series: Reviewed
        var patches: [Reviewed]
    }

    @Test func theReviewInterfaceTakesTheFiles() throws {
        try withTree(git: true) { tree in
            try tree.write("x\n", to: "README.first")
            try tree.commit("first")
            try tree.git("am", "--quiet", ExampleTests.faulty)
            let shas = try tree.git("rev-list", "--reverse", "HEAD~2..").split(separator: "\n").map(String.init)
            let folder = tree.root.path + "/.git/b4-review/" + shas[1]
            let result = try Fuselint.run(["review", "HEAD~2..", "--tree", tree.root.path, "--format", "terminal", "--format", "b4-review=" + folder])
            #expect(result.status == 1 && result.errors == "")
            #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder)) == ["identity.txt", "series.txt", "0002.txt"])
            let shown = try B4.run("python", ["-c", Self.integration] + shas, in: tree)
            let read = try JSONDecoder().decode(Integrated.self, from: Data(shown.output.utf8))
            #expect(read.taken && !FileManager.default.fileExists(atPath: folder), "\(shown.errors)")
            #expect(read.series.reviews?.values.first?.note == "3 findings introduced by 1 patch")
            #expect(read.patches[0].reviews == nil)
            let review = try #require(read.patches[1].reviews?["fuselint@fuselint.invalid"])
            #expect(review.name == "fuselint" && review.note == "2 comments")
            let comments = try #require(review.comments)
            #expect(comments.map { "\($0.path):\($0.line)" } == ["b/fs/fuse/passthrough.c:83", "b/fs/fuse/passthrough.c:91"])
            #expect(comments[1].text.hasPrefix("->mmap() calls inode_set_ctime_to_ts()") && comments[1].text.contains("See Miklos Szeredi"))
        }
    }

    /// What b4 makes of a mail that it is asked to track: a branch with the patches and a commit of its own on top. Then
    /// its program itself is opened on that branch, and the screen printed.
    private static let screen = """
        import asyncio, email, os, subprocess, sys, types
        import b4
        from b4.review import _review
        from b4.review_tui._review_app import ReviewApp

        def git(*arguments):
            return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout.strip()

        mail, fuselint = sys.argv[1:]
        mails = b4.LoreMailbox()
        with open(mail, "rb") as file:
            mails.add_message(email.message_from_binary_file(file, policy=b4.emlpolicy, _class=email.message.EmailMessage))
        series = mails.get_series(codereview_trailers=False)
        base, top = git("rev-parse", "HEAD"), git("rev-parse", "--show-toplevel")
        git("checkout", "--quiet", "-b", "incoming")
        git("am", "--quiet", mail)
        git("fetch", "--quiet", ".", "incoming")
        _review.create_review_branch(top, "b4/review/one", base, series, "https://example.org/", "https://example.org/%s")
        folder = os.path.join(".git", "b4-review", git("rev-parse", "HEAD"))
        review = subprocess.run([fuselint, "review", base + "..", "--format", "b4-review=" + folder])
        assert review.returncode == 1
        session = _review._prepare_review_session(types.SimpleNamespace(branch="b4/review/one"))
        session["email_dryrun"] = True

        async def show():
            app = ReviewApp(session)
            async with app.run_test(size=(120, 160)) as pilot:
                await pilot.pause()
                for strip in app.screen._compositor.render_strips():
                    print("".join(segment.text for segment in strip).rstrip())

        asyncio.run(show())
        """

    @Test func theReviewInterfaceShowsTheComments() throws {
        try withTree(git: true) { tree in
            let patch = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
            let mail = tree.root.deletingLastPathComponent().appendingPathComponent("mail.patch")
            let head = try #require(patch.range(of: "\nFrom: "))
            try Data(patch.replacingCharacters(in: head, with: "\nMessage-ID: <1@example.org>\nFrom: ").utf8).write(to: mail)
            let shown = try B4.run("python", ["-c", Self.screen, mail.path, Fuselint.path], in: tree)
            let rows = shown.output.split(separator: "\n")
            let quoted = try #require(rows.firstIndex { $0.contains("inode_set_ctime_to_ts(inode") }, "\(shown.errors)")
            // It shows a comment folded, by who made it and how long it is.
            #expect(rows[quoted + 1].contains("── fuselint ("), "\(shown.output)")
            #expect(rows.count { $0.contains("── fuselint (") } == 2)
            #expect(shown.output.contains("2 comments"))
        }
    }
}

/// b4 as .ci/setup installs it.
enum B4 {
    static let isInstalled = directory != nil
    static let whereFrom: Comment = "FUSELINT_READERS names no directory with b4; make check does"

    private static let directory = ProcessInfo.processInfo.environment["FUSELINT_READERS"]
        .flatMap { FileManager.default.isExecutableFile(atPath: "\($0)/bin/b4") ? URL(fileURLWithPath: "\($0)/bin") : nil }

    static func run(_ program: String, _ arguments: [String], in tree: TreeOnDisk) throws -> Fuselint.Result {
        try Fuselint.launch(try #require(directory).appendingPathComponent(program), arguments, in: tree.root)
    }
}
