import Patches
import SourceTree
import Testing

enum CodeSamples {
    /// One hunk of each kind that `DetachedMaterial` reads; white space is kept.
    static let operations = """
        diff --git a/fs/toy/ops.c b/fs/toy/ops.c
        --- a/fs/toy/ops.c
        +++ b/fs/toy/ops.c
        @@ -1,4 +1,21 @@
         #include <linux/fs.h>
        +#include <linux/mm.h>
        +#include "toy.h"
        +
        +#define TOY_FLAGS (TOY_A | \\
        +\t\t   TOY_B)
        +
        +struct toy_map {
        +\tstruct file *lower;
        +\tint (*fault)(struct vm_fault *);
        +\tunsigned int count;
        +};
        +
        +enum { TOY_ONE, TOY_TWO };
        +
        +static int toy_forward(struct toy_map *map,
        +\t\t       int flags);
        +static const char *const toy_names[] = { "one", "two" };
         
         static int toy_before;
         
        @@ -40,10 +56,33 @@ static int toy_before(struct file *file)
         \tif (err)
         \t\treturn err;
         
        +\ttoy_account(file, /* not_a_call() */ "nor_this()");
         \treturn 0;
         }
         
        +/*
        + * { this brace is text
        + */
        +static inline struct toy_map *__must_check
        +toy_lookup(struct inode *inode, int (*match)(struct toy_map *))
        +\t__must_hold(&inode->i_lock)
        +{
        +\tchar open = '{';
        +
        +\tlist_for_each_entry(map, &list, entry) {
        +#ifdef CONFIG_TOY
        +\t\tif (match(map)) {
        +#else
        +\t\tif (toy_default(map)) {
        +#endif
        +\t\t\treturn map;
        +\t\t}
        +\t}
        +\treturn NULL;
        +}
        +
         static int toy_after(struct file *file)
         {
        +\tguard(mutex)(&toy_lock);
         \treturn toy_do(file);
         }
        @@ -90,5 +128,7 @@ static const struct file_operations toy_file_operations = {
         \t.open = toy_open,
         \t.release = toy_release,
        +\t.mmap = toy_mmap,
        +\t.llseek = &generic_file_llseek,
         \t.read_iter = toy_read,
         };
         
        """ + "\n"
}

@Suite struct DetachedTests {
    private func material(_ text: String, file: Int = 0) throws -> DetachedMaterial { DetachedMaterial(of: try onePatch(text).files[file]) }

    /// Each text's lines are the patch's lines that they are said to be, but for supplied ends.
    private func checkLines(_ source: DetachedText, of input: String, supplied: Int = 0) {
        let input = input.fileLines
        let lines = source.text.fileLines
        #expect(lines.count == source.inputLines.count)
        for (line, number) in zip(lines, source.inputLines).dropLast(supplied) {
            let given = input[number - 1]
            #expect(given.hasSuffix(line) || given.trimmingMarks() == line, "\(number)")
        }
    }

    @Test func findsAddedFunctions() throws {
        #expect(try onePatch(CodeSamples.operations).isComplete)
        let found = try material(CodeSamples.operations)
        let function = try #require(found.functions.first)
        #expect(found.functions.count == 1)
        #expect(function.name == "toy_lookup")
        #expect(!function.isCutShort)
        #expect(function.declaration.hasPrefix("static inline struct toy_map *__must_check toy_lookup(struct inode *inode,"))
        #expect(function.source.text.hasPrefix("static inline struct toy_map *__must_check\ntoy_lookup("))
        #expect(function.source.text.hasSuffix("\treturn NULL;\n}\n"))
        checkLines(function.source, of: CodeSamples.operations)
    }

    @Test func findsDeclarationsAndIncludes() throws {
        let found = try material(CodeSamples.operations)
        #expect(found.includes.map(\.header) == ["<linux/mm.h>", "\"toy.h\""])
        #expect(found.includes.map(\.inputLine) == [6, 7])
        #expect(found.declarations.map(\.kind) == [.macro, .type, .type, .prototype, .variable])
        #expect(found.declarations.map(\.name) == ["TOY_FLAGS", "toy_map", nil, "toy_forward", "toy_names"])
        #expect(found.declarations[0].source.text.fileLines.count == 2)
        #expect(found.declarations[1].source.text.hasSuffix("};\n"))
        for declaration in found.declarations { checkLines(declaration.source, of: CodeSamples.operations) }
    }

    @Test func findsCallsInExistingFunctions() throws {
        let found = try material(CodeSamples.operations)
        #expect(found.calls.map(\.callee) == ["toy_account", "guard"])
        #expect(found.calls.map(\.caller) == ["toy_before", "toy_after"])
        #expect(found.changedFunctions == ["toy_before", "toy_after"])
        let lines = CodeSamples.operations.fileLines
        #expect(found.calls.allSatisfy { lines[$0.inputLine - 1].contains($0.callee) })
    }

    @Test func findsTableEntries() throws {
        let found = try material(CodeSamples.operations)
        #expect(found.initializers.map(\.field) == ["mmap", "llseek"])
        #expect(found.initializers.map(\.value) == ["toy_mmap", "generic_file_llseek"])
        #expect(found.initializers.allSatisfy { $0.structType == "file_operations" && $0.variable == "toy_file_operations" })
        let whole = try material("--- /dev/null\n+++ b/fs/a.c\n@@ -0,0 +1,4 @@\n+const struct file_operations a_fops = {\n+\t.open = a_open,\n+\t.mmap = a_mmap\n+};\n")
        #expect(whole.initializers.map { [$0.structType, $0.variable, $0.field, $0.value] } == [["file_operations", "a_fops", "open", "a_open"], ["file_operations", "a_fops", "mmap", "a_mmap"]])
        #expect(whole.declarations.map(\.name) == ["a_fops"])
    }

    @Test func completesAFunctionThatIsCutShort() throws {
        let patch = try onePatch(Samples.reply)
        let found = DetachedMaterial(of: patch.files[2])
        let function = try #require(found.functions.first)
        #expect(function.name == "toy_lower_mmap")
        #expect(function.isCutShort)
        #expect(function.droppedInputLines.isEmpty)
        #expect(function.declaration == "int toy_lower_mmap(struct file *file, struct vm_area_struct *vma)")
        #expect(function.source.text.hasSuffix("inode->i_mtime = file_inode(tf->lower)->i_mtime;\n} }\n"))
        checkLines(function.source, of: Samples.reply, supplied: 1)
        #expect(DetachedMaterial(of: patch.files[0]).calls.map(\.callee) == ["toy_count", "toy_lower_mmap"])
        #expect(DetachedMaterial(of: patch.files[0]).calls.map(\.caller) == ["toy_mmap", "toy_mmap"])
        let header = DetachedMaterial(of: patch.files[1])
        #expect(header.declarations.map(\.name) == ["toy_lower_mmap"])
        #expect(header.calls.isEmpty)
        #expect(header.changedFunctions.isEmpty)
    }

    /// What is left of a function cut at every line closes all that it opens, and ends with a whole statement.
    @Test func closesWhateverIsOpen() throws {
        let body = [
            "static int toy_all(struct inode *inode)", "{", "\tstruct toy a = {", "\t\t.b = { 1,", "\t\t 2 },", "\t};", "\tint c = ({ int d = 1;",
            "\t\td; });", "", "\tdo {", "\t\tif (c)", "\t\t\tbreak;", "\t\telse if (toy_is(c,", "\t\t\t\t a))", "\t\t\ttoy_end();", "\t} while (c--);",
            "\tswitch (c) {", "\tcase 1:", "\t\tfor (c = 0; c < 2; c++) {", "#ifdef CONFIG_TOY", "\t\t\ttoy_step(\"{\");", "#endif", "\t\t}", "\t}", "\treturn 0;", "}",
        ]
        for count in 2...body.count {
            let text = "--- a/fs/a.c\n+++ b/fs/a.c\n@@ -0,0 +1,\(body.count) @@\n" + body.prefix(count).map { "+\($0)\n" }.joined()
            let function = try #require(try material(text).functions.first, "\(count)")
            #expect(function.isCutShort == (count < body.count))
            let source = function.source.text
            let code = source.replacingOccurrences(of: "\"{\"", with: "")
            #expect(code.count { $0 == "{" } == code.count { $0 == "}" }, "\(source)")
            #expect(code.count { $0 == "(" } == code.count { $0 == ")" }, "\(source)")
            #expect(source.components(separatedBy: "#if").count == source.components(separatedBy: "#endif").count, "\(source)")
            checkLines(function.source, of: text, supplied: function.isCutShort ? 2 : 0)
            let kept = source.fileLines.count - (function.isCutShort ? 1 : 0)
            #expect(function.droppedInputLines.isEmpty || kept < count)
        }
    }

    @Test func statementsAreNoFunctions() throws {
        let text = """
            --- a/fs/a.c
            +++ b/fs/a.c
            @@ -10,2 +10,14 @@ int outer(struct file *file)
             int a;
            + else if (is_one(a)) {
            + one(a);
            + }
            + list_for_each_entry(x, y, z) {
            + two(x);
            + }
            + return three(a);
            + switch (four(a)) {
            + case FIVE: five(a);
            + default: six(a);
            + }
            + do { seven(a); } while (eight(a));
             int b;

            """
        let found = try material(text)
        #expect(found.functions.isEmpty)
        #expect(found.declarations.isEmpty)
        #expect(found.calls.map(\.callee) == ["is_one", "one", "list_for_each_entry", "two", "three", "four", "five", "six", "seven", "eight"])
        #expect(found.calls.allSatisfy { $0.caller == "outer" })
    }

    /// git may show a function's last brace as context, and the former function's as added.
    @Test func acceptsSlidDiffs() throws {
        let text = """
            --- a/fs/a.c
            +++ b/fs/a.c
            @@ -3,4 +3,10 @@ int one(void)
             \tint a = 1;
             \treturn a;
            +}
            +
            +int two(void)
            +{
            +\tint b = 2;
            +\treturn b;
             }
             

            """
        let found = try material(text)
        #expect(found.functions.map(\.name) == ["two"])
        #expect(found.functions.first?.source.text == "int two(void)\n{\n\tint b = 2;\n\treturn b;\n}\n")
        #expect(found.functions.first?.isCutShort == false)
    }

    /// Macros at file level often have no semicolon.
    @Test func loneMacrosAreNoPartOfAFunction() throws {
        let found = try material("--- /dev/null\n+++ b/fs/a.c\n@@ -0,0 +1,5 @@\n+DEFINE_FREE(toy, struct toy *, if (_T) toy_put(_T))\n+\n+static int one(void)\n+{\n+}\n")
        #expect(found.functions.map(\.source.text) == ["static int one(void)\n{\n}\n"])
    }

    @Test func changedSignatureIsNoAddedFunction() throws {
        let text = """
            --- a/fs/a.c
            +++ b/fs/a.c
            @@ -3,6 +3,6 @@
            -int one(void)
            +static int one(void)
             {
             \tint a = 1;
             \tint b = 1;
             \tint c = 1;
             \tint d = 1;

            """
        let found = try material(text)
        #expect(found.functions.isEmpty)
        #expect(found.changedFunctions == ["one"])
    }
}

extension String {
    /// Without quote marks and the diff's own mark.
    fileprivate func trimmingMarks() -> String {
        var text = self[...]
        if text.hasPrefix(">") { text = text.dropFirst(text.hasPrefix("> ") ? 2 : 1) }
        return String(text.dropFirst())
    }
}
