import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

/// Random texts made of the readers' own words: they must neither crash nor hang.
@Suite struct FuzzTests {
    private func text(_ words: [String], count: Int, _ generator: inout SeededGenerator) -> String {
        (0..<count).map { _ in words.randomElement(using: &generator)! }.joined(separator: Bool.random(using: &generator) ? " " : "")
    }

    @Test(.timeLimit(.minutes(1))) func kconfig() throws {
        var generator = SeededGenerator(seed: 1)
        let words = [
            "config ", "A", "B", "FUSE_FS", "\n", "\n\t", "\tbool", "tristate", "int", "\"", "'", "\\", "\\\n", "depends on ", "select ", "if ", "\nif ",
            "\nendif\n", "\nmenu \"x\"\n", "\nendmenu\n", "\nchoice\n", "\nendchoice\n", "default ", "def_bool y\n", "&&", "||", "!", "(", ")", "=", "$(", ",",
            "success", "shell", "\nsource \"Kconfig\"\n", "\nsource \"fs/*\"\n", "help\n", ":=", "+=", "#", "y", "m", "n", "\u{0}", "0x", "<", ">=", "\r\n", "é",
        ]
        for _ in 0..<400 {
            let tree = try TemporaryTree(adding: ["Kconfig": text(words, count: 120, &generator)])
            _ = try tree.open().configuration
        }
    }

    @Test(.timeLimit(.minutes(1))) func makefiles() throws {
        var generator = SeededGenerator(seed: 2)
        let words = [
            "ccflags-y", "obj-$(CONFIG_A)", "fuse-y", " += ", " := ", "=", "\n", "\\\n", "$(", "${", ")", "}", "$", "src", "srctree", ",", "\nifdef ", "\nifeq (",
            "\nifneq \"", "\nelse ", "\nelse\n", "\nendif\n", "-I", "-D", "..", "/", "file.o", "fuse/", "#", "\\#", "\t", "$(a)", "a = $(a)$(a)\n", "call x", "\u{0}", "\r",
        ]
        for _ in 0..<400 {
            let tree = try TemporaryTree(adding: ["fs/fuse/Makefile": text(words, count: 100, &generator)])
            let kernel = try tree.open()
            for flag in try kernel.flags(for: TreePath("fs/fuse/file.c"), standInDirectory: "/s") where flag.hasPrefix("-I") {
                #expect(flag.hasPrefix("-I\(tree.path)") || flag.hasPrefix("-I/s"))
                #expect(!flag.contains("/../"))
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func compileCommands() throws {
        var generator = SeededGenerator(seed: 3)
        let words = [
            "gcc", "-I", "-D", "-include", " ", "'", "\"", "\\", "/etc/passwd", "..", "-Xclang", "-load", "-fplugin=x", "@file", "-o", "file.c", "\n", "\t", "-std=", "$(x)", "`x`",
        ]
        var used = 0
        for round in 0..<300 {
            let tree = try TemporaryTree(adding: ["include/generated/autoconf.h": ""])
            var entry: [String: Any] = ["directory": ".", "file": "fs/a.c"]
            if round % 2 == 0 {
                entry["command"] = text(words, count: 40, &generator)
            } else {
                entry["arguments"] = (0..<20).map { _ in text(words, count: 2, &generator) }
            }
            try tree.write("compile_commands.json", String(decoding: JSONSerialization.data(withJSONObject: [entry]), as: UTF8.self))
            let kernel = try tree.open()
            // A command with an open quote is no entry.
            guard kernel.origin != .unconfigured else { continue }
            used += 1
            let flags = try kernel.flags(for: TreePath("fs/a.c"), standInDirectory: "/s")
            #expect(!flags.contains { $0.hasPrefix("-fplugin") || $0.hasPrefix("@") || $0 == "-load" })
            let paths = zip(flags, flags.dropFirst()).filter { ["-I", "-include"].contains($0.0) }.map(\.1)
            #expect(paths.allSatisfy { $0 == tree.path || $0.hasPrefix(tree.path + "/") })
        }
        #expect(used > 150)
    }

    @Test(.timeLimit(.minutes(1))) func directives() throws {
        var generator = SeededGenerator(seed: 4)
        let words = [
            "#", "%:", "??=", "??/", "\n", "\r", "\\\n", "\\ \n", "include ", "if ", "else", "elif ", "endif", "define ", "\"", "'", "<", ">", "/*", "*/", "//", "CONFIG_A", "(", ")", "!", "\u{0}",
            "../", "a.h", "TRACE_INCLUDE_PATH ",
        ]
        let tree = try TemporaryTree()
        let inclusions = InclusionGuard(snapshot: try tree.snapshot, roots: [], includeDirectories: [tree.path + "/include"])
        for _ in 0..<3000 {
            let bytes = Array(text(words, count: 60, &generator).utf8)
            _ = SkippedCode.explain([1...3, 2...7], in: bytes)
            // Most are refused or pass; only that they end is asked here.
            do { try inclusions.scan([(TreePath("fs/a.c"), bytes)]) } catch is InclusionError {}
        }
    }
}
