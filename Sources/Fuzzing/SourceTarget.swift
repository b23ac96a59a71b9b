import Analysis
import Clang
import Foundation
import Lowering
import Program
import Rules

extension FuzzTarget {
    /// C through the parser, the lowering and all rules: from a grammar, and damaged fixtures and files.
    static func sourceTarget(root: String) throws -> FuzzTarget {
        let fixtures = root + "/Tests/RulesTests/Fixtures", tree = root + "/examples/tree/fs/fuse"
        let files = FileManager.default
        let paths = try files.subpathsOfDirectory(atPath: fixtures).sorted().filter { $0.hasSuffix(".c") }.map { fixtures + "/" + $0 }
            + files.contentsOfDirectory(atPath: tree).sorted().filter { $0.hasSuffix(".c") }.map { tree + "/" + $0 }
        let seeds = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
        let words = [
            "if (", "else ", "for (;;) ", "while (1) ", "do ", "switch (", "case 1:", "case 2 ... 4:", "default:", "goto out;", "out:", "break;", "continue;", "return 0;", "return;", "{", "}", "(", ")", ";", ",", "*", "&", "->", ".", "[0]", "[",
            "]", "? ", " : ", "?: ", "({", "})", "&&", "||", "!", "=", "+=", "++", "--", "<<", "0x7fffffff", "sizeof ", "typeof(", "(void *)", "NULL", "int ", "long long ", "struct x { int a; } ", "union ", "enum { A, B } ", "static ", "inline ",
            "__attribute__((cleanup(f))) ", "asm volatile(\"\" : \"=r\"(x) : \"r\"(y) : \"memory\");", "asm goto(\"\" :::: out);", "_Generic(x, int: 1, default: 2)", "__builtin_expect(", "__builtin_unreachable();", "&&out", "goto *p;", ".a = ", "[0 ... 3] = ",
            "#define X ", "#if 0\n", "#endif\n", "\\\n", "\"", "'", "/*", "*/", "//", "kfree(", "kmalloc(8, 0)", "mutex_lock(&x->lock);", "spin_unlock(", "ERR_PTR(", "IS_ERR(", "\u{0}", "é",
        ]
        return FuzzTarget("source", seeds: seeds, words: words, generate: { CGrammar.program(&$0) }) { bytes in
            try readSource(bytes, headers: fixtures + "/include")
        }
    }

    private static func readSource(_ bytes: [UInt8], headers: String) throws {
        let path = "/fuselint-fuzz/fs/fixture/input.c"
        let arguments = ["-std=gnu11", "-w", "-nostdinc", "-I", headers]
        let parsed = try ClangIndex().parse(path, arguments: arguments, unsaved: [UnsavedFile(path: path, contents: bytes)])
        let unit = ProgramUnit(lowering: parsed, file: "fs/fixture/input.c", headerBodies: .mentioned) { absolute in
            absolute == path ? "fs/fixture/input.c" : absolute.hasPrefix(headers + "/") ? "include/" + absolute.dropFirst(headers.count + 1) : nil
        }
        for function in unit.functions { try requireWhole(function) }
        try require(try ProgramUnit(bytes: unit.bytes) == unit, "the program is another one when it has been written and read again")
        let analysis = ProgramAnalysis(WholeProgram([unit])) { _ in [] }
        let (findings, _) = RuleRegistry.run(on: analysis)
        for finding in findings { try require(finding.position.line >= 1 && !finding.message.isEmpty, "a finding without a place or words: \(finding)") }
    }

    /// Whatever a graph refers to is there.
    static func requireWhole(_ function: Function) throws {
        func check(_ span: Span) throws {
            try require(function.files.indices.contains(span.file), "\(function.name): a span in no file")
            try require(span.macro.map(function.macros.indices.contains) ?? true, "\(function.name): a span in no macro")
        }
        func check(_ place: Place) throws {
            if case .variable(let number) = place.root {
                try require(function.variables.indices.contains(number), "\(function.name): variable \(number) is not there")
            }
        }
        try require(!function.blocks.isEmpty, "\(function.name) has no blocks")
        for block in function.blocks {
            for target in block.terminator.successors {
                try require(function.blocks.indices.contains(target), "\(function.name): control goes to block \(target), which is not there")
            }
            try check(block.terminator.span)
            for statement in block.statements {
                try check(statement.span)
                switch statement.kind {
                case .assign(let place, _): try check(place)
                case .call(let call): if let result = call.result { try check(result) }
                case .declare(let number): try check(Place.variable(number))
                case .opaque(let number):
                    try require(function.opaqueNodes.indices.contains(number), "\(function.name): an opaque node that is not there")
                case .assembly(let writes, _): for place in writes { try check(place) }
                case .evaluate: break
                }
            }
        }
    }
}
