import Program
import Testing

@Suite struct UnitTests {
    @Test func opsTablesAreRead() throws {
        let unit = try lowerUnit(
            """
            struct file; struct vm { int (*fault)(void); };
            struct fops { int (*open)(struct file *); int (*mmap)(struct file *); const struct vm *vm; int n; };
            static int my_open(struct file *f) { return 0; }
            int my_mmap(struct file *f);
            static int my_fault(void) { return 0; }
            static const struct vm my_vm = { my_fault };
            const struct fops my_fops[] = { { .open = my_open, .mmap = &my_mmap, .vm = &my_vm, .n = 3 } };
            """)
        let table = unit.globals.first { $0.name == "my_fops" }!
        #expect(table.values.map { $0.path.map(\.description) } == [["open"], ["mmap"], ["vm"], ["n"]])
        #expect(table.values[0].value == .function(FunctionRef(name: "my_open", file: "main.c")))
        #expect(table.values[1].value == .function(FunctionRef(name: "my_mmap")))
        #expect(table.values[0].path[0].record == "fops")
        #expect(table.values[0].span.line == 7)
        let vm = unit.globals.first { $0.name == "main.c:my_vm" }!
        #expect(vm.values.map(\.value) == [.function(FunctionRef(name: "my_fault", file: "main.c"))])
    }

    @Test func headerBodiesComeWhenMentioned() throws {
        let headers = [
            "h.h": "static inline int deep(int a) { return a; }\n"
                + "static inline int used(int a) { return deep(a); }\nstatic inline int unused(int a) { return a; }\n"
        ]
        let source = "#include \"h.h\"\nint f(int a) { return used(a); }\n"
        let unit = try lowerUnit(source, headers: headers)
        #expect(unit.functions.map(\.name) == ["f", "used", "deep"])
        #expect(unit.functions[1].ref == FunctionRef(name: "used", file: "h.h"))
        #expect(try lowerUnit(source, headers: headers, headerBodies: .none).functions.map(\.name) == ["f"])
        #expect(unit.includedFiles == ["main.c", "h.h"])
    }

    @Test func recordsHaveOffsetsAndUnnamedMembersBelongToTheOuter() throws {
        let unit = try lowerUnit(
            "struct s { int a; union { long b; int c; }; unsigned f:3; }; int f(struct s *s) { return s->c + s->f; }")
        let record = unit.records["s"]!
        #expect(record.fields.map(\.name) == ["a", "b", "c", "f"])
        #expect(record.fields.map(\.bitOffset) == [0, 64, 64, 128])
        #expect(record.fields[3].bitWidth == 3)
        #expect(record.size == 24)
    }

    @Test func skippedLinesAreKnown() throws {
        let unit = try lowerUnit("int a;\n#ifdef CONFIG_X\nint b;\n#else\nint c;\n#endif\n")
        #expect(unit.skippedLines.count == 1)
        #expect(unit.skippedLines[0].contains(3))
        #expect(!unit.skippedLines[0].contains(5))
    }

    @Test func staticsOfOneNameStayApart() throws {
        let unit = try lowerUnit("static int n; int f(void) { static int n; n = 1; return n; } int g(void) { return n; }")
        func root(_ function: Function) -> Place.Root? {
            if case .return_(.load(let place)) = function.blocks[0].terminator.kind { place.root } else { nil }
        }
        #expect(root(unit.functions[0]) == .global("main.c:f.n"))
        #expect(root(unit.functions[1]) == .global("main.c:n"))
    }
}
