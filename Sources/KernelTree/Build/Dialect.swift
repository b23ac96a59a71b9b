import SourceTree

/// The flags that decide which C the tree is written in, and for which machine, as its own makefiles have them.
struct Dialect {
    let flags: [String]

    /// -O2 is left out on purpose: without it `BUILD_BUG_ON` and its kin expand to something that has no control flow.
    init(snapshot: Snapshot, makefile: String, version: KernelVersion) throws {
        var texts = [makefile]
        for name in ["scripts/Makefile.compiler", "scripts/Makefile.extrawarn", "scripts/Makefile.warn", "scripts/Makefile.lib"] {
            if let text = try snapshot.text(of: TreePath(known: name)) { texts.append(text) }
        }
        let mentions = { (flag: String) in texts.contains { $0.contains(flag) } }
        // A small tree's Makefile has no flags at all: then the version tells.
        let isWhole = mentions("KBUILD_CFLAGS")
        let isModern = isWhole ? mentions("-std=gnu11") : version >= KernelVersion(major: 5, minor: 18)
        // 5.10's host tools are gnu89 as its kernel is; from 5.18 on both are gnu11.
        let hasOldKernel = isWhole && texts.contains { $0.contains("-std=gnu89") } && version < KernelVersion(major: 5, minor: 18)
        var flags = ["-target", "x86_64-linux-gnu", isModern && !hasOldKernel ? "-std=gnu11" : "-std=gnu89", "-fshort-wchar"]
        if isWhole ? mentions("-funsigned-char") : version >= KernelVersion(major: 6, minor: 2) { flags.append("-funsigned-char") }
        if isWhole ? mentions("-fms-extensions") : version >= KernelVersion(major: 6, minor: 19) {
            flags += ["-fms-extensions"]
        }
        flags += [
            "-fno-common", "-fno-strict-aliasing", "-fno-PIE", "-fno-delete-null-pointer-checks", "-fno-asynchronous-unwind-tables",
            "-fno-stack-protector", "-fno-builtin-wcslen",
            "-m64", "-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-avx", "-mno-80387", "-mno-red-zone", "-mcmodel=kernel",
            // Warnings of the compiler are no findings.
            "-w",
        ]
        self.flags = flags
    }

    /// What stands before the module's name in `__KBUILD_MODNAME`.
    static func moduleSymbolPrefix(_ version: KernelVersion) -> String {
        version >= KernelVersion(major: 6, minor: 18) ? "" : "kmod_"
    }
}
