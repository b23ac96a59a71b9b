import Foundation
import Testing

/// Called by make as sparse is, with gcc's arguments; the headers that a build generates are fuselint's stand-ins.
@Suite struct KbuildTests {
    /// What scripts/Makefile.build does with a C file under C=1, as far as the checker is concerned.
    private static let makefile = """
        src := @TREE@
        LINUXINCLUDE := -I$(src)/arch/x86/include -I./arch/x86/include/generated -I$(src)/include -I./include \\
        	-I$(src)/include/uapi -I./include/generated/uapi -include $(src)/include/linux/compiler-version.h \\
        	-include $(src)/include/linux/kconfig.h -include $(src)/include/linux/compiler_types.h
        CHECKFLAGS := -D__linux__ -Dlinux -D__STDC__ -Dunix -D__unix__ -Wbitwise -Wno-return-void -Wno-unknown-attribute \\
        	--arch=x86 -mlittle-endian -m64
        c_flags = -Wp,-MMD,fs/fuse/.$(*F).o.d -nostdinc $(filter-out $(absent),$(LINUXINCLUDE)) -D__KERNEL__ -std=gnu11 -fshort-wchar \\
        	-fno-strict-aliasing -mno-sse -fcf-protection=none -falign-jumps=1 -mpreferred-stack-boundary=3 -mskip-rax-setup \\
        	-mindirect-branch=thunk-extern -fpatchable-function-entry=16,16 -fplugin=./x.so -Xclang -load -Xclang x.so --help -O2 \\
        	-DKBUILD_MODFILE='"fs/fuse/fuse"' -DKBUILD_BASENAME='"$(*F)"' -DKBUILD_MODNAME='"fuse"' $(CFLAGS)
        all: fs/fuse/file.o fs/fuse/passthrough.o mm/mm.o
        define rule
        	$(CHECK) $(CHECKFLAGS) $(c_flags) $<
        	@echo built $@
        endef
        fs/fuse/%.o: $(src)/fs/fuse/%.c
        	$(rule)
        mm/%.o: $(src)/mm/%.c
        	$(rule)

        """

    /// Calls `body` with the example tree, changed by a patch if one is given, and an object directory beside it.
    private func withBuild<Result>(_ patch: String?, _ body: (TreeOnDisk, URL) throws -> Result) throws -> Result {
        try withTree(git: true) { tree in
            if let patch { try tree.git("apply", patch) }
            try tree.write("int mm;\n", to: "mm/mm.c")
            let doctor = try Fuselint.run(["doctor", "--tree", tree.root.path])
            let standIns = try #require(doctor.output.split(separator: "\n").first { $0.hasPrefix("stand-ins: ") }?.dropFirst(11))
            let objects = tree.root.deletingLastPathComponent().appendingPathComponent("objects")
            try FileManager.default.copyItem(atPath: String(standIns), toPath: objects.path)
            try Data(Self.makefile.replacing("@TREE@", with: "../tree").utf8).write(to: objects.appendingPathComponent("Makefile"))
            return try body(tree, objects)
        }
    }

    private func make(_ check: String, in objects: URL, _ arguments: String...) throws -> Fuselint.Result {
        try Fuselint.launch(#require(findTool("make")), ["--no-print-directory", "CHECK=\(Fuselint.path) \(check)"] + arguments, in: objects)
    }

    private static let hasMake = findTool("make") != nil && findTool("git") != nil

    @Test(.enabled(if: hasMake, "make or git is not installed")) func findingsAreToldOnceAndTheBuildGoesOn() throws {
        try withBuild(ExampleTests.faulty) { tree, objects in
            let result = try make("kbuild", in: objects, "--silent")
            #expect(result.status == 0 && result.output == "built fs/fuse/file.o\nbuilt fs/fuse/passthrough.o\nbuilt mm/mm.o\n")
            let gcc = try result.errors.split(separator: "\n").compactMap { try /\.\.\/tree\/(.+):(\d+):\d+: error: .+ \[([a-z-]+)\]/.wholeMatch(in: $0) }
            #expect(gcc.map { "\($0.3) \($0.1):\($0.2)" } == ExampleTests.faults, "\(result.errors)")
            #expect(!result.errors.contains("not analysed"))
            // From within the tree make names the files without a way to them.
            let stopped = try make("kbuild --fail", in: objects, "fs/fuse/passthrough.o", "src=\(tree.root.path)")
            #expect(stopped.status == 2 && !stopped.output.contains("built "))
            #expect(stopped.errors.contains("\(tree.root.path)/fs/fuse/passthrough.c:90:3: error: "))
        }
    }

    @Test(.enabled(if: hasMake, "make or git is not installed")) func nothingWrongIsNothingSaid() throws {
        try withBuild(example("v2-0001-fuse-passthrough-mmap.patch")) { _, objects in
            let result = try make("kbuild --fail", in: objects, "--silent")
            #expect(result.status == 0 && result.errors == "" && result.output.contains("built mm/mm.o"))
        }
    }

    /// The flags are those given: with a symbol that they define, the fault is compiled, and without it it is not.
    @Test(.enabled(if: hasMake, "make or git is not installed"), arguments: [true, false]) func theGivenFlagsCount(defined: Bool) throws {
        try withBuild(ExampleTests.faulty) { tree, objects in
            try tree.edit("fs/fuse/passthrough.c", "\tif (!(file->f_flags & O_NOATIME)) {\n", "#ifdef TIMES\n\t{\n")
            try tree.edit(
                "fs/fuse/passthrough.c", "inode_get_ctime(backing_inode));\n\t}\n", "inode_get_ctime(backing_inode));\n\t}\n#endif\n")
            let result = try make("kbuild", in: objects, "fs/fuse/passthrough.o", defined ? "CFLAGS=-DTIMES" : "CFLAGS=")
            #expect(result.status == 0 && result.errors.contains("[mmap-timestamps]") == defined, "\(result.errors)")
        }
    }

    // MARK: Real kernels

    /// What kbuild gives gcc 12 for fs/fuse/file.c as a module on x86-64, for an object directory apart from the tree `$S`.
    private static let gcc = """
        -Wp,-MMD,fs/fuse/.file.o.d -nostdinc -I$S/arch/x86/include -I./arch/x86/include/generated -I$S/include -I./include \
        -I$S/arch/x86/include/uapi -I./arch/x86/include/generated/uapi -I$S/include/uapi -I./include/generated/uapi \
        -include $S/include/linux/compiler-version.h -include $S/include/linux/kconfig.h -include $S/include/linux/compiler_types.h \
        -D__KERNEL__ -fmacro-prefix-map=$S/= -std=gnu11 -fshort-wchar -funsigned-char -fno-common -fno-PIE -fno-strict-aliasing -mno-sse \
        -mno-mmx -mno-sse2 -mno-3dnow -mno-avx -fcf-protection=none -m64 -falign-jumps=1 -falign-loops=1 -mno-80387 \
        -mno-fp-ret-in-387 -mpreferred-stack-boundary=3 -mskip-rax-setup -mtune=generic -mno-red-zone -mcmodel=kernel -Wno-sign-compare \
        -fno-asynchronous-unwind-tables -mindirect-branch=thunk-extern -mindirect-branch-register -mindirect-branch-cs-prefix \
        -mfunction-return=thunk-extern -fno-jump-tables -fpatchable-function-entry=16,16 -fno-delete-null-pointer-checks -O2 \
        -fno-allow-store-data-races -fstack-protector-strong -fno-stack-clash-protection -pg -mrecord-mcount -mfentry \
        -DCC_USING_FENTRY -falign-functions=16 -fno-strict-overflow -fno-stack-check -fconserve-stack -Wall -Wundef -Wvla -I$S/fs/fuse \
        -I./fs/fuse -DMODULE -DKBUILD_BASENAME="file" -DKBUILD_MODNAME="fuse" -D__KBUILD_MODNAME=kmod_fuse $S/fs/fuse/file.c
        """

    @Test(.enabled(if: Kernels.directory != nil, Kernels.absent), arguments: Kernels.names)
    func gccsArgumentsForARealKernel(kernel: String) throws {
        let tree = try #require(Kernels.directory) + "/" + kernel
        let doctor = try Fuselint.run(["doctor", "fs/fuse/file.c", "--tree", tree])
        let standIns = try #require(doctor.output.split(separator: "\n").first { $0.hasPrefix("stand-ins: ") }?.dropFirst(11))
        let arguments = Self.gcc.replacing("$S", with: tree).split(whereSeparator: \.isWhitespace).map(String.init)
        let result = try Fuselint.run(["kbuild"] + arguments, in: URL(fileURLWithPath: String(standIns)), timeLimit: 300)
        #expect(result.status == 0 && result.output == "")
        let found = result.errors.split(separator: "\n").filter { $0.hasSuffix("]") }
        // What the corpus judges of this file.
        let rules = found.compactMap { $0.split(separator: "[").last?.dropLast() }
        let judged = ["heap-balance"] + Array(repeating: "stale-page-cache", count: 4)
        #expect(rules.map(String.init).sorted() == (kernel == "linux-source-6.1" ? judged : []), "\(result.errors)")
        #expect(found.allSatisfy { $0.hasPrefix("\(tree)/fs/fuse/file.c:") })
        #expect(!result.errors.contains("not analysed"), "\(result.errors)")
    }

    // MARK: Refused

    @Test func whatIsNoCallOfMakes() throws {
        RefusalTests.expectRefused(try Fuselint.run(["kbuild"]), naming: ["make C=1 CHECK="])
        RefusalTests.expectRefused(try Fuselint.run(["kbuild", "-DX", "-o", "x.o"]), naming: ["C file"])
        RefusalTests.expectRefused(try Fuselint.run(["kbuild", "-DX", "gone.c"]), naming: ["'gone.c'", "no kernel tree"])
        try withTree { tree in
            let result = try Fuselint.run(["kbuild", "-DX", "fs/fuse/file.c"], in: tree.root)
            RefusalTests.expectRefused(result, naming: [tree.root.path, "make prepare"])
        }
    }

    @Test func helpIsNotTakenForAFile() throws {
        let result = try Fuselint.run(["kbuild", "--help"])
        #expect(result.status == 0 && result.output.contains("make C=1 CHECK=\"fuselint kbuild\""))
    }
}
