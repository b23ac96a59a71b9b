import Foundation
import Testing

/// Patches of a stranger that try to have a file of this machine read and shown.
@Suite struct InclusionTests {
    /// Each is put at the top of passthrough.c; SECRET stands for a path outside of the tree.
    static let attempts: [[String]] = [
        ["#include \"../../../../../../../../../../etc/passwd\""],
        ["#include \"/etc/passwd\""],
        ["#include </etc/passwd>"],
        ["#include \"SECRET\""],
        ["#include \"../../../secret.h\""],
        ["#include_next \"SECRET\""],
        ["#import \"SECRET\""],
        ["#define NAME \"SECRET\"", "#include NAME"],
        ["#define QUOTE(x) #x", "#define EXPAND(x) QUOTE(x)", "#include EXPAND(../../../secret.h)"],
        ["#define PART ../../..", "#define QUOTE(x) #x", "#define EXPAND(x) QUOTE(x/secret.h)", "#include EXPAND(PART)"],
        ["#inc\\", "lude \"SECRET\""],
        ["??=include \"SECRET\""],
        ["%:include \"SECRET\""],
        ["/* */ # /* */ include /* */ \"SECRET\""],
        ["#if __has_include(\"SECRET\")", "#error found", "#endif"],
        ["static const char stolen[] = {", "#embed \"SECRET\"", "};"],
        ["static const char stolen[] = {", "#embed </dev/zero>", "};"],
        ["#include \"/dev/zero\""],
        ["#include \"/dev/stdin\""],
        ["#include \"/proc/self/environ\""],
        ["#include \"link.h\""],
        ["#include \"dir/secret.h\""],
        ["#define NAME \"link.h\"", "#include NAME"],
    ]

    @Test(arguments: attempts) func isRefusedAndShowsNothing(lines: [String]) throws {
        try withTree { tree in
            let secret = tree.root.deletingLastPathComponent().appendingPathComponent("secret.h")
            try Data("#error \"SECRET-4711\"\nint secret_4711 = ;\nSECRET-4711\n".utf8).write(to: secret)
            let own = tree.root.appendingPathComponent("fs/fuse")
            try FileManager.default.createSymbolicLink(
                atPath: own.appendingPathComponent("link.h").path, withDestinationPath: secret.path)
            try FileManager.default.createSymbolicLink(
                atPath: own.appendingPathComponent("dir").path, withDestinationPath: secret.deletingLastPathComponent().path)
            let inserted = lines.map { $0.replacing("SECRET", with: secret.path) }
            let mail = try Mail.patch("[PATCH] include", Mail.insertion(of: inserted, into: "fs/fuse/passthrough.c", after: 2))
            let result = try tree.review("-", input: mail)
            RefusalTests.expectRefused(result, naming: [], "\(lines)")
            for stolen in ["4711", "root:", "HOME="] {
                #expect(!result.errors.contains(stolen) && !result.output.contains(stolen), "\(result.errors)\(result.output)")
            }
        }
    }

    /// The header that the patch changes is included by all files; the refusal must name it, not them.
    @Test func headersOfThePatchAreSearchedToo() throws {
        let mail = try Mail.patch("[PATCH] include", Mail.insertion(of: ["#include \"/etc/passwd\""], into: "fs/fuse/fuse_i.h", after: 9))
        RefusalTests.expectRefused(try Fuselint.run(["review", "-"], input: mail), naming: ["fs/fuse/fuse_i.h:10", "/etc/passwd"])
    }

    @Test func aSymlinkThatThePatchAddsIsNotFollowed() throws {
        let link = Mail.addition(of: "fs/fuse/link.h", ["/etc/passwd"], mode: "120000")
            .replacing("+/etc/passwd\n", with: "+/etc/passwd\n\\ No newline at end of file\n")
        let mail = try Mail.patch("[PATCH] link", link, Mail.insertion(of: ["#include \"link.h\""], into: "fs/fuse/inode.c", after: 2))
        let result = try Fuselint.run(["review", "-"], input: mail)
        #expect(result.status == 2)
        #expect(!(result.output + result.errors).contains("root:"))
    }

    @Test func detachedCodeIsHeldToTheSame() throws {
        let mail = try Mail.patch(
            "[PATCH] include",
            Mail.insertion(
                of: ["#include \"/etc/passwd\"", "", "int fuse_added(void)", "{", "\treturn 0;", "}"], into: "fs/fuse/passthrough.c", after: 3))
        let quoted = mail.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("From:") || line.hasPrefix("Subject:") || line.hasPrefix("Date:") ? String(line) : "> " + line
        }.joined(separator: "\n").replacing("> \n", with: "\n", maxReplacements: 1).replacing("> #include \"fuse_i.h\"", with: "> #include \"other.h\"")
        let result = try Fuselint.run(["review", "-"], input: quoted)
        #expect(result.status == 2, "\(result.output)")
        #expect(!(result.output + result.errors).contains("root:"))
    }

    /// `#line` gives code another name; what is quoted is the file that the code stands in.
    @Test func aFalseNameShowsNothingOfTheFileNamed() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", ExampleTests.faulty)
            try tree.edit("fs/fuse/passthrough.c", "\nint fuse_passthrough_mmap(", "\n#line 1 \"/etc/passwd\"\nint fuse_passthrough_mmap(")
            for format in ["json", "terminal"] {
                let result = try Fuselint.run(["review", "--tree", tree.root.path, "--format", format])
                #expect(result.status == 1)
                #expect(!result.output.contains("root:") && !result.output.contains("/etc/passwd"))
                #expect(result.output.contains("fs/fuse/passthrough.c"))
            }
        }
    }

    @Test func theTreesOwnFilesMayBeIncludedAcrossDirectories() throws {
        let mail = try Mail.patch(
            "[PATCH] include", Mail.insertion(of: ["#include \"../../include/linux/slab.h\""], into: "fs/fuse/passthrough.c", after: 3))
        let result = try Fuselint.run(["review", "-"], input: mail)
        #expect(result.status == 0, "\(result.errors)")
    }
}
