import Foundation
import Testing

/// Mails that try the same by the names, modes and headers that stand in them, and what they say in the answer.
@Suite(.enabled(if: Witness.isPossible, "strace is not installed, or may not watch"))
struct HostileMailTests {
    /// Fits passthrough.c.
    private static let hunk = """
        @@ -1,4 +1,5 @@
         // SPDX-License-Identifier: Apache-2.0
         /* Reads and writes that go straight to a file which the server has opened. */
         #include "fuse_i.h"
        +int a;
         

        """

    @Test func theHunkApplies() throws {
        let result = try Fuselint.run(["review", "-"], input: Mail.patch("[PATCH] a", Self.change(of: "fs/fuse/passthrough.c")))
        #expect(result.status == 0, "the attempts below are of no use: \(result.errors)")
    }

    private static func change(of name: String) -> String { "diff --git a/\(name) b/\(name)\n--- a/\(name)\n+++ b/\(name)\n\(hunk)" }

    /// The diffs of a mail. SECRET stands for a file beside the tree.
    static let attempts: [[String]] = [
        [change(of: "../secret.h")],
        [change(of: "fs/../../secret.h")],
        [change(of: "SECRET")],
        [change(of: "--output=stolen")],
        [change(of: "-rf")],
        [change(of: "fs/fuse/--upload-pack=x.c")],
        [change(of: "fs/fuse/$(touch stolen).c"), change(of: "fs/fuse/`touch stolen`.c")],
        [change(of: "fs/fuse/|touch stolen"), change(of: "fs/fuse/;touch stolen;.c")],
        [change(of: ".git/hooks/pre-commit"), change(of: ".git/config")],
        [change(of: "\"fs/fuse/a\\nb.c\"")],
        [Mail.addition(of: "fs/fuse/@stolen.c", ["int a;"]), Mail.addition(of: "fs/fuse/-include.c", ["int b;"])],
        [Mail.addition(of: "fs/fuse/link.h", ["SECRET"], mode: "120000"), change(of: "fs/fuse/passthrough.c").replacing("+int a;", with: "+#include \"link.h\"")],
        [Mail.addition(of: "fs/fuse/dir", [".."], mode: "120000"), Mail.addition(of: "fs/fuse/dir/stolen.c", ["int a;"])],
        [Mail.addition(of: "fs/fuse/sub", ["Subproject commit 0123456789012345678901234567890123456789"], mode: "160000")],
        ["diff --git a/fs/fuse/passthrough.c b/../stolen.c\nsimilarity index 100%\nrename from fs/fuse/passthrough.c\nrename to ../stolen.c\n"],
        ["diff --git a/../secret.h b/fs/fuse/stolen.h\nsimilarity index 100%\ncopy from ../secret.h\ncopy to fs/fuse/stolen.h\n"],
        // What git would take from its attributes and settings, and fuselint from its own.
        [Mail.addition(of: ".gitattributes", ["*.c filter=stolen diff=stolen"]), change(of: "fs/fuse/passthrough.c")],
        [Mail.addition(of: ".fuselint.yml", ["suppressions: ../secret.h"]), change(of: "fs/fuse/passthrough.c")],
        [Mail.addition(of: "fs/fuse/Makefile.inc", ["x := $(shell touch stolen)"]), Mail.addition(of: "fs/new/Kconfig", ["source \"SECRET\"", "config A", "\tdef_bool $(shell,touch stolen)"])],
        [Mail.addition(of: "compile_commands.json", ["[{\"directory\": \"/\", \"file\": \"fs/fuse/file.c\", \"command\": \"touch stolen -fplugin=SECRET -include SECRET\"}]"]), change(of: "fs/fuse/passthrough.c")],
        // A text that is no C by its name.
        [Mail.addition(of: "fs/fuse/table.def", ["#include \"SECRET\""]), change(of: "fs/fuse/passthrough.c").replacing("+int a;", with: "+#include \"table.def\"")],
        [Mail.addition(of: "fs/fuse/noname", ["#include \"../../../secret.h\""]), change(of: "fs/fuse/passthrough.c").replacing("+int a;", with: "+#include \"noname\"")],
    ]

    @Test(arguments: attempts) func mail(_ diffs: [String]) throws {
        try withConfinement { confinement in
            let text = diffs.joined().replacing("SECRET", with: confinement.secret.path)
            let (result, breaches) = try confinement.run(["review", "-", "--format", "json"], input: Mail.patch("[PATCH] a", text))
            #expect(breaches.isEmpty, "\(diffs): \(breaches.prefix(4).joined(separator: "\n"))")
            #expect((0...2).contains(result.status) && (result.status == 2) == (result.output == ""), "\(diffs): \(result.errors)")
        }
    }

    /// A link that is in the tree already and leads out of it. The compiler may come by it before it is refused; no patch can make
    /// one, and nothing of what is there is shown.
    @Test(arguments: ["fs/fuse/link.h", "include/linux/link.h", "fs/fuse/Makefile", "fs/fuse/Kconfig", ".fuselint.yml", "fs/fuse/passthrough.c", "fs/other.c"])
    func linksOfTheTree(_ name: String) throws {
        try withConfinement { confinement in
            let link = confinement.tree.root.appendingPathComponent(name)
            try? FileManager.default.removeItem(at: link)
            try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: confinement.secret.path)
            let include = name.hasSuffix(".h") ? "#include \(name.hasPrefix("include") ? "<linux/link.h>" : "\"link.h\"")" : "int a;"
            let mail = try Mail.patch("[PATCH] a", Mail.insertion(of: [include], into: "fs/fuse/inode.c", after: 2))
            let (result, breaches) = try confinement.run(["review", "-", "--format", "json"], input: mail)
            let others = breaches.filter { !$0.hasPrefix("asks about \(confinement.secret.path)") }
            #expect(others.isEmpty, "\(name): \(others.prefix(4).joined(separator: "\n"))")
            #expect(!name.hasSuffix(".h") || result.status == 2 && result.errors.contains("outside of the tree"), "\(result.errors)")
        }
    }

    /// The witness itself sees what it is there to see.
    @Test func aReadOutsideIsSeen() throws {
        try withConfinement { confinement in
            let (_, opened) = try confinement.run(["review", confinement.secret.path])
            #expect(opened.contains { $0.hasPrefix("asks about \(confinement.secret.path)") })
            let (_, written) = try confinement.run(["baseline", "--output", confinement.secret.deletingLastPathComponent().path + "/stolen", "fs/fuse"])
            #expect(written.contains { $0.hasPrefix("writes: ") } && written.contains("changed or left behind: stolen"))
        }
    }
}
