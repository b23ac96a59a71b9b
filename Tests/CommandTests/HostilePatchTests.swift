import Foundation
import Testing

/// Patches that try to read what is none of the tree's, to write, to run something or to reach the network; strace is the witness.
@Suite(.enabled(if: Witness.isPossible, "strace is not installed, or may not watch"))
struct HostilePatchTests {
    /// C that is put at the top of passthrough.c. SECRET stands for a file beside the tree, UP for the way to it.
    static let sources: [[String]] = InclusionTests.attempts + [
        ["#pragma GCC dependency \"SECRET\""],
        ["#pragma GCC dependency \"UP/secret.h\" parse.y"],
        ["_Pragma(\"GCC dependency \\\"SECRET\\\"\")"],
        ["#define DO(x) _Pragma(#x)", "DO(GCC dependency \"SECRET\")"],
        ["#define DO(x) _Pragma(#x)", "DO(GCC dependency \"UP/secret.h\")"],
        ["#pragma include_alias(\"fuse_i.h\", \"SECRET\")", "#include \"fuse_i.h\""],
        ["#pragma clang module import secret", "#pragma clang module load secret"],
        ["#pragma clang module build secret", "module secret { header \"SECRET\" }", "#pragma clang module contents", "#pragma clang module endbuild"],
        ["@import secret;"],
        ["#if __has_include(<UP/secret.h>)", "#error found", "#endif"],
        ["#if __has_include_next(\"SECRET\")", "#error found", "#endif"],
        ["#define THERE __has_include(\"SECRET\")", "#if THERE", "#error found", "#endif"],
        ["#define NAME \"SECRET\"", "#if __has_include(NAME)", "#error found", "#endif"],
        ["#define NAME \"UP/secret.h\"", "#if 0", "#elif __has_include(NAME)", "#error found", "#endif"],
        ["#if __has_embed(\"SECRET\")", "#error found", "#endif"],
        ["#ifdef CONFIG_64BIT", "#elifdef X", "#elif __has_include(\"UP/secret.h\")", "#endif"],
        ["static const char stolen[] = {", "#  embed <SECRET> limit(4)", "};"],
        ["# 1 \"SECRET\" 1", "int a = ;", "# 2 \"fs/fuse/passthrough.c\" 2"],
        ["#line 1 \"SECRET\"", "int a = ;"],
        ["#include_next <SECRET>"],
        ["#__include_macros \"SECRET\""],
        ["#include __FILE__"],
        ["#define A \"UP/sec\" \"ret.h\"", "#include A"],
        ["#define P(x) <x>", "#include P(UP/secret.h)"],
        ["#define UPPER UP", "#define P(x) <x/secret.h>", "#include P(UPPER)"],
        ["#include \"./././UP/secret.h\""],
        ["#include \"fuse_i.h/UP/secret.h\""],
        ["#include \"nowhere/UP/../secret.h\""],
        ["asm(\".incbin \\\"SECRET\\\"\");", "asm(\".include \\\"SECRET\\\"\");"],
        ["void run(void) { asm volatile(\".incbin \\\"SECRET\\\"\\n.pushsection x\" ::: \"memory\"); }"],
        ["__attribute__((constructor)) static void run(void) { }", "#pragma comment(lib, \"SECRET\")", "#pragma comment(linker, \"-plugin SECRET\")"],
        ["#ident \"SECRET\"", "#pragma GCC system_header", "#pragma GCC pch_preprocess \"SECRET\"", "#pragma hdrstop"],
        ["#pragma omp parallel", "#pragma GCC plugin \"SECRET\"", "#pragma clang __debug dump passthrough"],
        ["#pragma clang __debug parser_crash"],
        ["#pragma clang __debug crash"],
        ["#pragma clang __debug llvm_fatal_error"],
        ["#pragma clang __debug overflow_stack"],
        ["_Pragma(\"clang __debug crash\")"],
        ["#define DO(x) _Pragma(#x)", "DO(clang __debug crash)"],
        ["#pragma clang __debug handle_crash", "#pragma clang __debug assert", "#pragma clang __debug llvm_unreachable"],
    ]

    @Test(arguments: sources) func source(lines: [String]) throws {
        try withConfinement { confinement in
            let up = "../../.."
            let inserted = lines.map { $0.replacing("SECRET", with: confinement.secret.path).replacing("UP", with: up) }
            let mail = try Mail.patch("[PATCH] a", Mail.insertion(of: inserted, into: "fs/fuse/passthrough.c", after: 2))
            let (result, breaches) = try confinement.run(["review", "-", "--format", "json"], input: mail)
            #expect(breaches.isEmpty, "\(lines): \(breaches.prefix(4).joined(separator: "\n"))")
            #expect((0...2).contains(result.status) && (result.status == 2) == (result.output == ""), "\(lines): \(result.errors)")
        }
    }
}
