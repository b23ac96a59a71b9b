import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

@Suite struct CompileCommandsTests {
    private let prepared = ["include/generated/autoconf.h": "", "include/config/auto.conf": "CONFIG_FUSE_FS=y\n"]

    private func tree(_ entries: [[String: Any]], _ files: [String: String]? = nil) throws -> TemporaryTree {
        let tree = try TemporaryTree(adding: files ?? prepared)
        try tree.write("compile_commands.json", String(decoding: JSONSerialization.data(withJSONObject: entries), as: UTF8.self))
        return tree
    }

    @Test func flagsThatOnlyGccKnowsFallAway() throws {
        let place = try TemporaryTree(adding: prepared)
        let command = """
            gcc -Wp,-MMD,fs/fuse/.file.o.d -nostdinc -isystem /usr/lib/gcc/x86_64-linux-gnu/12/include -I./arch/x86/include -I ./include \
            -I./include/uapi -include ./include/linux/kconfig.h -D__KERNEL__ -std=gnu11 -fshort-wchar -fconserve-stack -mno-sse \
            -mskip-rax-setup -mindirect-branch=thunk-extern --param=allow-store-data-races=0 -fplugin=./scripts/gcc-plugins/x.so \
            -Xclang -load -Xclang evil.so -O2 -Wall -DKBUILD_MODNAME='"fuse"' "-DTEXT=\\"a b\\"" -DSPLIT\\ WORD -c -o fs/fuse/file.o @args \
            -I/etc -include /etc/passwd fs/fuse/file.c
            """
        try place.write(
            "compile_commands.json",
            String(
                decoding: JSONSerialization.data(withJSONObject: [["directory": place.path, "command": command, "file": "fs/fuse/file.c"]]),
                as: UTF8.self))
        let kernel = try place.open()
        #expect(kernel.origin == .compileCommands(place.path + "/compile_commands.json"))
        #expect(kernel.configuration.isEnabled("FUSE_FS") && kernel.standIns.isEmpty)
        let flags = try kernel.flags(for: TreePath("fs/fuse/file.c"), standInDirectory: "/unused")
        #expect(flags == [
            "-target", "x86_64-linux-gnu", "-nostdinc", "-I", place.path + "/arch/x86/include", "-I", place.path + "/include",
            "-I", place.path + "/include/uapi", "-include", place.path + "/include/linux/kconfig.h", "-D__KERNEL__", "-std=gnu11",
            "-fshort-wchar", "-mno-sse", "-DKBUILD_MODNAME=\"fuse\"", "-DTEXT=\"a b\"", "-DSPLIT WORD", "-w",
        ])
    }

    @Test func otherFilesTakeTheirNeighboursFlags() throws {
        let place = try tree([
            ["directory": ".", "arguments": ["cc", "-DDIR=fs", "-DKBUILD_BASENAME=\"namei\"", "-c", "fs/namei.c"], "file": "fs/namei.c"],
            ["directory": ".", "arguments": ["cc", "-DDIR=fuse", "-DKBUILD_BASENAME=\"dir\"", "-c", "fs/fuse/dir.c"], "file": "fs/fuse/dir.c"],
        ])
        let kernel = try place.open("CONFIG_NEW=y")
        let flags = try kernel.flags(for: TreePath("fs/fuse/new-file.c"), standInDirectory: "/unused")
        #expect(flags.contains("-DDIR=fuse") && flags.contains("-DKBUILD_BASENAME=\"new_file\"") && flags.contains("-DCONFIG_NEW=1"))
        #expect(try kernel.flags(for: TreePath("fs/other/x.c"), standInDirectory: "/unused").contains("-DDIR=fs"))
    }

    @Test func objectDirectoriesOutsideTheTree() throws {
        let objects = try TemporaryTree(prepared)
        let place = try TemporaryTree()
        let entry: [String: Any] = [
            "directory": objects.path, "file": place.path + "/fs/fuse/file.c",
            "arguments": ["aarch64-linux-gnu-gcc", "-I\(place.path)/arch/arm64/include", "-I./include", "-I../..", "-mgeneral-regs-only", "-c"],
        ]
        try place.write("compile_commands.json", String(decoding: JSONSerialization.data(withJSONObject: [entry]), as: UTF8.self))
        let kernel = try place.open()
        let flags = try kernel.flags(for: TreePath("fs/fuse/file.c"), standInDirectory: "/unused")
        #expect(flags == [
            "-target", "aarch64-linux-gnu", "-nostdinc", "-I", place.path + "/arch/arm64/include", "-I", objects.path + "/include",
            "-mgeneral-regs-only", "-w",
        ])
        #expect(kernel.includeRoots(standInDirectory: "/unused") == [place.path, objects.path])
    }

    @Test func entriesOfNoUseAreIgnored() throws {
        // No generated headers, a file elsewhere, an open quote, no arguments: the tree counts as unconfigured.
        for (entries, files) in [
            ([["directory": ".", "command": "cc -c fs/a.c", "file": "fs/a.c"]], [:]),
            ([["directory": ".", "command": "cc -c a.c", "file": "/elsewhere/a.c"]], prepared.filter { $0.key.hasSuffix(".h") }),
            ([["directory": ".", "command": "cc 'open", "file": "fs/a.c"], ["file": "fs/b.c"], [:]], prepared.filter { $0.key.hasSuffix(".h") }),
            ([["directory": "/", "command": "cc -I/etc -c", "file": "fs/a.c"]], [:]),
        ] as [([[String: Any]], [String: String])] {
            #expect(try tree(entries, files).open().origin == .unconfigured)
        }
    }

    @Test(arguments: ["", "{", "{}", "[1]", "[[", "null", "[{\"file\": 3}]", String(repeating: "[", count: 100_000)])
    func whatIsNoDatabaseIsAnError(text: String) throws {
        let place = try TemporaryTree(adding: prepared)
        try place.write("compile_commands.json", text)
        let error = #expect(throws: KernelTreeError.self) { try place.open() }
        #expect(error?.description.contains("compile_commands.json") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test func aPatchCannotBringOneIn() throws {
        let place = try TemporaryTree()
        var snapshot = try place.snapshot
        snapshot.replace(try TreePath("compile_commands.json"), with: Array("[{}]".utf8))
        #expect(try KernelTree.open(snapshot).origin == .unconfigured)
    }
}
