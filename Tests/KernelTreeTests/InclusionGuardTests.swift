import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

@Suite struct InclusionGuardTests {
    private func scan(_ texts: [String: String], _ files: [String: String] = [:]) throws {
        let tree = try TemporaryTree(adding: files)
        let kernel = try tree.open()
        let flags = try kernel.flags(for: TreePath("fs/fuse/file.c"), standInDirectory: "/stand-ins")
        let inclusions = InclusionGuard(tree: kernel, standInDirectory: "/stand-ins", flags: flags)
        try inclusions.scan(texts.sorted { $0.key < $1.key }.map { (try TreePath($0.key), Array($0.value.utf8)) })
    }

    @Test(arguments: [
        ("#include \"/etc/passwd\"\n", 1),
        ("#include </etc/passwd>\n", 1),
        ("int a;\n  #  include\t\"/etc/passwd\"\n", 2),
        ("#include_next </etc/passwd>\n", 1),
        ("#import \"/etc/passwd\"\n", 1),
        ("%:include \"/etc/passwd\"\n", 1),
        ("%\\\n:include \"/etc/passwd\"\n", 1),
        ("??=include \"/etc/passwd\"\n", 1),
        ("// comment ??/\n#include \"/etc/passwd\"\n", 2),
        ("/* a\n*/ # /* b */ include /* c */ \"/etc/passwd\"\n", 2),
        ("#inc\\\nlude \"/etc/\\\npasswd\"\n", 1),
        ("#include\\  \n \"/etc/passwd\"\n", 1),
        ("int a;\r#include \"/etc/passwd\"\r", 2),
        ("\u{feff}#include \"/etc/passwd\"\n", 1),
        ("#include \"../../../etc/passwd\"\n", 1),
        ("#include <../../etc/passwd>\n", 1),
        ("#include \"a/../../../../x.h\"\n", 1),
        ("#if 0\n#include \"/etc/passwd\"\n#endif\n", 2),
        ("#define H \"/etc/passwd\"\n#include H\n", 1),
        ("#define A </etc/passwd>\n#define B A\n#include B\n", 1),
        ("#define S(x) #x\n#define X(x) S(x)\n#include X(/etc/passwd)\n", 3),
        ("#define P /etc\n#define S(x) #x\n#include S(P/passwd)\n", 1),
        ("#define TRACE_INCLUDE_PATH /etc\n#include <trace/define_trace.h>\n", 1),
        ("#define TRACE_INCLUDE_PATH ../../../../etc\n", 1),
        ("#embed \"data.bin\"\n", 1),
        ("#embed </etc/passwd>\n", 1),
        ("#pragma GCC dependency \"/etc/passwd\"\n", 1),
        ("#if __has_include(\"/etc/passwd\")\n#endif\n", 1),
    ])
    func hostileTextsAreRefusedWithTheirLine(text: String, line: Int) throws {
        let error = #expect(throws: InclusionError.self) { try scan(["fs/fuse/file.c": text]) }
        #expect(error?.description.hasPrefix("fs/fuse/file.c:\(line): ") == true, "\(String(describing: error))")
    }

    @Test(arguments: [
        "#include \"fuse_i.h\"\n#include <linux/fs.h>\n",
        "#include \"../overlayfs/overlayfs.h\"\n",
        "char *s = \"\\\n#include \\\"/etc/passwd\\\"\";\n",
        "/*\n#include \"/etc/passwd\"\n*/\n",
        "// \\\n#include \"/etc/passwd\"\n",
        "#define DEVICE \"/dev/fuse\"\n",
        "#define TRACE_INCLUDE_PATH ../../fs/fuse\n#define TRACE_INCLUDE_FILE fuse_trace\n#include <trace/define_trace.h>\n",
        "#define TRACE_INCLUDE(system) __stringify(TRACE_INCLUDE_PATH/system.h)\n#include TRACE_INCLUDE(TRACE_INCLUDE_FILE)\n",
        "#pragma pack(1)\n#error don't do this /* never\n#include \"fuse_i.h\" // */\n",
        "#define VARARGS(x, ...) x\n#define HALF(x) ((x) / 2)\n",
    ])
    func honestTextsPass(text: String) throws {
        try scan(["fs/fuse/file.c": text], ["fs/overlayfs/overlayfs.h": ""])
    }

    /// Inside from fs/fuse, but no such file: the compiler goes on in include/, and from there the name leads out. Whether
    /// something is there makes no difference, or a stranger could ask so for any file.
    @Test func aNameThatIsNotInTheTreeMayNotBeLookedForOutside() throws {
        let outside = try TemporaryTree(["secret.h": ""])
        let place = try #require(outside.path.split(separator: "/").last)
        for name in ["../../\(place)/secret.h", "../../sound/missing.h"] {
            let error = InclusionError.notFound(path: path("fs/fuse/file.c"), line: 1, name: name)
            #expect(throws: error) { try scan(["fs/fuse/file.c": "#include \"\(name)\"\n"]) }
        }
        try scan(["fs/fuse/file.c": "#include \"../../sound/here.h\"\n"], ["sound/here.h": ""])
    }

    @Test(arguments: ["#pragma clang __debug overflow_stack", "# pragma clang\t__debug /* */ crash", "#pragma GCC pch_preprocess \"x\"", "#pragma clang module build x"])
    func pragmasForTheCompilerAreRefused(text: String) {
        let error = #expect(throws: InclusionError.self) { try scan(["fs/fuse/file.c": "int a;\n\(text)\n"]) }
        #expect(error?.description.hasPrefix("fs/fuse/file.c:2: #pragma ") == true, "\(String(describing: error))")
    }

    @Test func whatMayBeIncludedIsSearchedWhateverItsName() throws {
        func includable(_ texts: [String: String]) throws -> [String] {
            InclusionGuard.includable(try texts.map { (try TreePath($0.key), Array($0.value.utf8)) }).map(\.path.description)
        }
        let quiet = ["fs/a.c": "int a;\n", "fs/table": "", "fs/Makefile": "", "Documentation/a.rst": "#include \"/etc/passwd\"\n"]
        #expect(try includable(quiet) == ["fs/a.c", "fs/table"])
        #expect(try includable(quiet.merging(["fs/a.c": "#include \"Makefile\"\n"]) { $1 }) == ["fs/Makefile", "fs/a.c", "fs/table"])
        let computed = quiet.merging(["fs/a.c": "??=define M \"x\"\n??=include M\n"]) { $1 }
        #expect(try includable(computed) == computed.keys.sorted())
        // One document includes the next.
        let chain = ["a.c": "#include \"a.txt\"\n", "a.txt": "#include \"b.txt\"\n", "b.txt": "", "c.txt": ""]
        #expect(try includable(chain) == ["a.c", "a.txt", "b.txt"])
    }

    @Test func otherPragmasPass() throws {
        try scan(["fs/fuse/file.c": "#pragma clang diagnostic push\n#pragma GCC diagnostic ignored \"-Wmodule\"\n#pragma clang loop unroll(full)\n"])
    }

    @Test func namesCanComeFromAnotherFileOfThePatch() {
        #expect(throws: InclusionError.leavesTree(path: path("fs/fuse/a.h"), line: 1, name: "/etc/passwd")) {
            try scan(["fs/fuse/a.h": "#define NAME \"/etc/passwd\"\n", "fs/fuse/b.c": "#include \"a.h\"\n#include NAME\n"])
        }
    }

    private func path(_ text: String) -> TreePath {
        do { return try TreePath(text) } catch { preconditionFailure("\(error)") }
    }

    @Test func includedFilesMustLieInside() throws {
        let tree = try TemporaryTree(adding: ["fs/fuse/fuse_i.h": ""])
        let outside = try TemporaryTree(["secret.h": "", "resource/include/stddef.h": ""])
        try FileManager.default.createSymbolicLink(atPath: tree.path + "/fs/fuse/link.h", withDestinationPath: outside.path + "/secret.h")
        try FileManager.default.createSymbolicLink(atPath: tree.path + "/fs/fuse/inner.h", withDestinationPath: "fuse_i.h")
        let inclusions = InclusionGuard(snapshot: try tree.snapshot, roots: [outside.path + "/stand-ins"], includeDirectories: [])
        let resource = outside.path + "/resource"
        try inclusions.checkIncluded(
            [
                tree.path + "/fs/fuse/fuse_i.h", tree.path + "/fs/fuse/inner.h", tree.path + "/fs/new/only-in-memory.h",
                resource + "/include/stddef.h", outside.path + "/stand-ins/x/../a.h",
            ], resourceDirectory: resource)
        for bad in [
            tree.path + "/fs/fuse/link.h", "/etc/passwd", tree.path + "/../x.h", tree.path + "-not/x.h", "relative.h",
            outside.path + "/stand-ins/../secret.h", tree.path + "/fs/fuse/../../../nowhere.h",
        ] {
            #expect(throws: InclusionError.outside(name: bad)) { try inclusions.checkIncluded([bad], resourceDirectory: resource) }
        }
    }
}
