import Analysis
import Clang
import Findings
import Foundation
import Lowering
import Program
import Rules
import Testing

/// The rule that docs/tutorial.md has its reader write.
@Suite struct TutorialTests {
    @Test func theTutorialHasTheRuleAsItIsTried() throws {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let rule = try String(contentsOf: here.appendingPathComponent("NoDelayInMmap.swift"), encoding: .utf8)
        let tutorial = try String(
            contentsOf: here.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("docs/tutorial.md"),
            encoding: .utf8)
        #expect(tutorial.contains("```swift\n\(rule.replacing("import Rules\n", with: ""))```\n"))
    }

    private func lines(foundIn body: String) throws -> [Int] {
        let text = """
            struct file; struct vma; void msleep(unsigned int); void nothing(void);
            struct file_operations { int (*mmap)(struct file *, struct vma *); int (*open)(struct file *); };
            \(body)
            """
        let path = "/fuselint-test-tree/a.c"
        let parsed = try ClangIndex().parse(path, arguments: ["-std=gnu11"], unsaved: [UnsavedFile(path: path, contents: Array(text.utf8))])
        let unit = ProgramUnit(lowering: parsed, file: "a.c") { $0 == path ? "a.c" : nil }
        let (findings, incomplete) = RuleRegistry.run([NoDelayInMmap.self], on: ProgramAnalysis(WholeProgram([unit])))
        #expect(unit.errors.isEmpty && incomplete == [])
        #expect(findings.allSatisfy { $0.path.map(\.message) == ["file_operations.mmap is m()"] })
        return findings.map(\.position.line)
    }

    @Test func findsADelayHoweverDeepAndNoOther() throws {
        let wait = "static void wait(void)\n{\n\tmsleep(10);\n}\n"
        #expect(try lines(foundIn: wait + "static int m(struct file *f, struct vma *v)\n{\n\twait();\n\treturn 0;\n}\nstruct file_operations o = { .mmap = m };\n") == [5])
        #expect(try lines(foundIn: wait + "static int m(struct file *f)\n{\n\twait();\n\treturn 0;\n}\nstruct file_operations o = { .open = m };\n") == [])
        #expect(try lines(foundIn: wait + "static int m(struct file *f, struct vma *v)\n{\n\tnothing();\n\treturn 0;\n}\nstruct file_operations o = { .mmap = m };\n") == [])
    }
}
