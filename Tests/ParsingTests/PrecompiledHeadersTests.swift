import Caching
import Foundation
import KernelTree
import Parsing
import Program
import SourceTree
import TestSupport
import Testing

/// What stands on headers that are parsed once for a directory is what is parsed plainly.
@Suite struct PrecompiledHeadersTests {
    /// A directory of four files that share headers, each with a trap of its own.
    private static let files = [
        "Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n",
        "include/linux/kernel.h": """
            #ifndef KERNEL_H
            #define KERNEL_H
            #ifndef WIDTH
            #define WIDTH 4
            #endif
            struct page { int flags; char name[WIDTH]; };
            static inline int twice(int n) { return n + n; }
            int other(int n);
            #endif

            """,
        "include/linux/cleanup.h": """
            #ifndef CLEANUP_H
            #define CLEANUP_H
            void drop(int *p);
            #define DEFINE_FREE(name, body) static inline void __free_##name(int *_T) { body; }
            #define __free(name) __attribute__((cleanup(__free_##name)))
            DEFINE_FREE(drop, drop(_T))
            #endif

            """,
        "fs/fuse/own.h": "#ifndef OWN_H\n#define OWN_H\n#include <linux/kernel.h>\n#include <linux/cleanup.h>\n#endif\n",
        "fs/fuse/a.c": "#include \"own.h\"\nint a(struct page *page) { return twice(page->flags); }\n",
        "fs/fuse/b.c": "#include \"own.h\"\nint b(int n) { int held __free(drop) = n; return other(held); }\n",
        "fs/fuse/c.c": "#define WIDTH 9\n#include \"own.h\"\n#include <linux/kernel.h>\nint c(struct page *page) { return sizeof(*page); }\n",
        "fs/fuse/d.c": "#include <linux/kernel.h>\nstatic int drop(void) { return 1; }\nint d(void) { return drop(); }\n",
    ]

    private func withParser(_ body: (TemporaryTree, CacheFolder, () throws -> TreeParser) throws -> Void) throws {
        let tree = try TemporaryTree(Self.files)
        let place = try TemporaryTree([:])
        let cache = CacheFolder(path: place.path + "/precompiled", limit: 1 << 30)
        try body(tree, cache) { try TreeParser(tree.open(), cache: cache, units: nil) }
    }

    private func parse(_ name: String, _ parser: TreeParser, plainly: Bool = false) throws -> ProgramUnit {
        try parser.parse(TreePath("fs/fuse/" + name), sharesHeaders: !plainly)
    }

    private func expectSame(_ unit: ProgramUnit, _ plain: ProgramUnit) {
        func compare<Value: Equatable>(_ value: Value, _ other: Value) {
            guard value != other else { return }
            let (text, otherText) = (Self.withoutMessages("\(value)"), Self.withoutMessages("\(other)"))
            #expect(text == otherText, "\(unit.file): \(Self.difference(text, otherText))")
        }
        #expect(unit.functions.map(\.ref) == plain.functions.map(\.ref), "\(unit.file)")
        for (function, other) in zip(unit.functions, plain.functions) { compare(function, other) }
        #expect(unit.globals.count == plain.globals.count, "\(unit.file)")
        for (global, other) in zip(unit.globals, plain.globals) { compare(global, other) }
        #expect(unit.records.keys.sorted() == plain.records.keys.sorted(), "\(unit.file)")
        for (name, record) in unit.records { compare(record, plain.records[name] ?? record) }
        #expect(unit.errors == plain.errors && unit.skippedLines == plain.skippedLines, "\(unit.file)")
        #expect(unit.declaredFunctions.isSuperset(of: plain.declaredFunctions), "\(unit.file)")
        #expect(Set(unit.includedFiles).isSuperset(of: plain.includedFiles), "\(unit.file)")
    }

    /// Without what differs by right: the names of the file and its module, which stand in messages, `pr_fmt`, which a file
    /// may set too late for headers that it did not include itself, and how often `__COUNTER__` was used before.
    private static func withoutMessages(_ text: String) -> String {
        text.replacing(/\.string\("\\"(?:[^"\\]|\\\\.)*\\""\)/, with: ".string").replacing(/__UNIQUE_ID_\w*?[0-9]+/, with: "__UNIQUE_ID")
            .replacing(/u8\[[0-9]+\]/, with: "u8[]")
    }

    /// The first place where two texts part, with what stands around it.
    private static func difference(_ text: String, _ other: String) -> String {
        let same = zip(text.utf8, other.utf8).prefix { $0 == $1 }.count
        func around(_ text: String) -> String { String(decoding: text.utf8.dropFirst(max(0, same - 100)).prefix(250), as: UTF8.self) }
        return "\(around(text)) where a plain parse gives \(around(other))"
    }

    @Test(arguments: ["a.c", "b.c", "c.c", "d.c"]) func theAnswerIsThatOfAPlainParse(name: String) throws {
        try withParser { _, cache, parser in
            let unit = try parse(name, parser())
            let plain = try parse(name, parser(), plainly: true)
            #expect(!plain.functions.isEmpty && plain.errors.isEmpty)
            expectSame(unit, plain)
            // c.c is better off without, and nobody made any for it.
            #expect(cache.size.entries == (name == "c.c" ? 0 : 2))
        }
    }

    /// The body of what a `cleanup` attribute names is in a header that is not walked.
    @Test func aCleanupOfASharedHeaderHasItsBody() throws {
        try withParser { _, _, parser in
            let unit = try parse("b.c", parser())
            #expect(unit.functions.map(\.name).contains("__free_drop"))
        }
    }

    @Test func aHeaderThatChangesOnDiskIsReadAgain() throws {
        try withParser { tree, _, parser in
            #expect(try parse("a.c", parser()).records["page"]?.fields.count == 2)
            try tree.write("include/linux/kernel.h", Self.files["include/linux/kernel.h"]!.replacing("int flags;", with: "int flags, count;"))
            let unit = try parse("a.c", parser())
            #expect(unit.records["page"]?.fields.count == 3)
            expectSame(unit, try parse("a.c", parser(), plainly: true))
        }
    }

    @Test func aHeaderThatAPatchChangesIsReadAsThePatchHasIt() throws {
        try withParser { tree, cache, parser in
            let base = try parser()
            _ = try parse("a.c", base)
            var patched = try tree.snapshot
            let text = Self.files["include/linux/kernel.h"]!.replacing("return n + n", with: "return n - n")
            patched.replace(try TreePath("include/linux/kernel.h"), with: Array(text.utf8))
            let after = base.with(patched)
            let unit = try parse("a.c", after)
            expectSame(unit, try parse("a.c", after, plainly: true))
            #expect(unit.functions != (try parse("a.c", base)).functions)
            // The other header is still shared.
            #expect(cache.size.entries == 4)
        }
    }

    @Test func aHeaderThatAPatchAddsMayTakeThePlaceOfAnother() throws {
        try withParser { tree, _, parser in
            let base = try parser()
            _ = try parse("a.c", base)
            var patched = try tree.snapshot
            patched.replace(
                try TreePath("arch/x86/include/linux/kernel.h"),
                with: Array("struct page { int flags; };\nint twice(int n);\nint other(int n);\n".utf8))
            let after = base.with(patched)
            expectSame(try parse("a.c", after), try parse("a.c", after, plainly: true))
        }
    }

    @Test(arguments: ["shared.h.pch", "record"]) func whatIsDamagedIsMadeAnew(name: String) throws {
        try withParser { _, cache, parser in
            let plain = try parse("a.c", parser(), plainly: true)
            _ = try parse("a.c", parser())
            let entry = try #require(
                FileManager.default.contentsOfDirectory(atPath: cache.path).first { !$0.hasSuffix(".text") })
            let file = URL(fileURLWithPath: cache.path + "/" + entry + "/" + name)
            let whole = try Data(contentsOf: file)
            for damage in [whole.prefix(whole.count / 2), Data(whole.map { $0 ^ 0x10 }), Data()] {
                try damage.write(to: file)
                expectSame(try parse("a.c", parser()), plain)
                #expect(try Data(contentsOf: file).count >= whole.count / 2 + 1, "made anew")
            }
        }
    }

    @Test func withoutACacheTheAnswerIsTheSame() throws {
        try withParser { tree, _, parser in
            let plain = try parse("a.c", parser(), plainly: true)
            for cache in [nil, CacheFolder(path: "/dev/null/cache", limit: 1)] {
                expectSame(try parse("a.c", TreeParser(tree.open(), cache: cache, units: nil)), plain)
            }
        }
    }

    @Test func aFileThatASharedHeaderGetsInTheWayOfIsParsedPlainly() throws {
        try withParser { tree, _, parser in
            // Its own function has the name of one in a header that it does not include, and the header's type is another.
            let unit = try parse("d.c", parser())
            #expect(unit.errors.isEmpty && unit.functions.map(\.name) == ["drop", "d"])
        }
    }

    static let kernels: String? = {
        guard let given = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"] else { return nil }
        return KernelTree.isKernelTree(given + "/linux-source-6.12") ? given : nil
    }()

    /// `make check` has time for one of them, `make corpus` for all.
    static let directories =
        [("6.12", "fs/fuse")]
        + (ProcessInfo.processInfo.environment["FUSELINT_WHOLE_CORPUS"] == nil ? [] : [("6.12", "fs/overlayfs"), ("6.1", "fs/fuse")])

    @Test(
        .enabled(if: kernels != nil, "FUSELINT_KERNELS names no directory with linux-source-6.1 and linux-source-6.12"),
        arguments: directories)
    func realDirectories(version: String, directory: String) throws {
        let tree = try KernelTree.open(Snapshot(directory: #require(Self.kernels) + "/linux-source-" + version))
        let place = try TemporaryTree([:])
        let cache = CacheFolder(path: place.path, limit: 1 << 30)
        let parser = try TreeParser(tree, cache: cache, units: nil)
        let files = try tree.snapshot.files(in: TreePath(directory)).filter { $0.fileExtension == "c" }
        for (file, unit) in zip(files, parser.parse(files)) { expectSame(try unit.get(), try parser.parse(file, sharesHeaders: false)) }
        #expect(files.count > 10 && cache.size.entries > 0)
    }
}
