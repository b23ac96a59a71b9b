import Foundation
import KernelTree
import SourceTree

extension FuzzTarget {
    /// What is read of a kernel tree besides C.
    static func treeTargets(root: String) throws -> [FuzzTarget] {
        // Only its directory is of the disk; the files in question are in memory.
        let tree = try Snapshot(directory: root + "/examples/tree")
        @Sendable func open(_ name: String, _ bytes: [UInt8]) throws -> KernelTree {
            var snapshot = tree
            snapshot.replace(try TreePath(name), with: bytes)
            return try KernelTree.open(snapshot)
        }
        let kconfig = """
            config A
            \tbool "a"
            \tdepends on B && (C || !D)
            \tselect E if F = "x"
            \tdefault y if $(success,true)
            \thelp
            \t  Words.
            menuconfig B
            \tdef_tristate m
            if B
            choice
            \tprompt "c"
            config C
            \tint
            \trange 1 0x10
            endchoice
            endif
            menu "m"
            \tvisible if A
            source "fs/fuse/Kconfig"
            endmenu
            x := $(shell,echo)
            config D
            \tstring
            \tdefault "$(x)"

            """
        let makefile = """
            ccflags-y += -I$(src)/a -I$(srctree)/fs -DX="a b"
            obj-$(CONFIG_FUSE_FS) += fuse.o
            fuse-y := dev.o \\
            \tdir.o
            ifdef CONFIG_X
            CFLAGS_dev.o := $(call cc-option,-Wno-x)
            else ifeq ($(A),y)
            subdir-ccflags-y := $(if $(B),-DB)
            endif

            """
        let commands = """
            [{"directory": ".", "file": "fs/fuse/file.c", "command": "gcc -Wp,-MMD,x -nostdinc -I./include -include ./include/linux/kconfig.h -D'A=\\"b\\"' -O2 -c -o file.o fs/fuse/file.c"},
            {"directory": "/", "file": "fs/fuse/inode.c", "arguments": ["clang", "-I", "include", "-isystem", "/usr/include", "@x", "-fplugin=y", "-Xclang", "-load"], "output": "inode.o"}]
            """
        let makeWords = ["$(", "${", ")", "}", "$$", "ifdef ", "ifeq (", "endif\n", "else\n", "+=", ":=", "\\\n", "-I", "..", "/", "$(src)", "$(call ", "#", "\t", "obj-y", "a = $(a)$(a)\n", "define x\n", "endef\n", "\u{0}"]
        let configWords = [
            "config ", "menuconfig ", "choice\n", "endchoice\n", "menu \"x\"\n", "endmenu\n", "if ", "endif\n", "bool\n", "tristate\n", "select ", "imply ", "depends on ", "default ", "range ", "&&", "||", "!", "(", ")", "=", "!=", "<",
            "\"", "'", "\\", "$(", "$(shell,", "$(x)", ":=", "+=", "source \"Kconfig\"\n", "source \"*\"\n", "rsource \"../x\"\n", "help\n", "\t", "\n", "\r", "\u{0}", "A", "y", "m", "0x", "é",
        ]
        return [
            FuzzTarget("kconfig", seeds: [kconfig], words: configWords) { _ = try open("Kconfig", $0).configuration },
            FuzzTarget("makefile", seeds: [makefile], words: makeWords) { bytes in
                let kernel = try open("fs/fuse/Makefile", bytes)
                try requireInside(kernel.flags(for: TreePath("fs/fuse/file.c"), standInDirectory: "/s"), root: tree.root)
            },
            FuzzTarget(
                "compile-commands", seeds: [commands],
                words: ["{", "}", "[", "]", "\"", ",", ":", "\\u0000", "\\", "directory", "command", "-I", "-include", "/etc/passwd", "-fplugin=x", "-Xclang", "-load", "@file", "'", "\\\"", "$(x)", "`x`", "..", "null", "1e9", "-D"]
            ) { bytes in
                let kernel = try open("compile_commands.json", bytes)
                for file in ["fs/fuse/file.c", "fs/fuse/inode.c"] {
                    let flags = try kernel.flags(for: TreePath(file), standInDirectory: "/s")
                    try requireInside(flags, root: tree.root)
                    let loads = flags.first { $0.hasPrefix("-fplugin") || $0.hasPrefix("@") || $0 == "-load" || $0.hasPrefix("-fpass-plugin") }
                    try require(loads == nil, "'\(loads ?? "")' gets through to the compiler")
                }
            },
        ]
    }

    /// Every directory and file that the compiler is told of is in the tree, or among the stand-ins.
    private static func requireInside(_ flags: [String], root: String) throws {
        let separate = zip(flags, flags.dropFirst()).filter { ["-I", "-include", "-isystem", "-iquote"].contains($0.0) }.map(\.1)
        for path in separate + flags.filter({ $0.hasPrefix("-I") && $0.count > 2 }).map({ String($0.dropFirst(2)) }) {
            let isInside = path == root || path.hasPrefix(root + "/") || path.hasPrefix("/s/")
            try require(isInside && !(path + "/").contains("/../"), "the compiler is told of '\(path)'")
        }
    }
}
