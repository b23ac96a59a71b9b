import SourceTree

/// The C that a tree is written in, as its own makefiles have it.
struct Dialect {
    /// Flags that decide how the text is read, whatever the machine.
    let flags: [String]
    /// What stands before the module's name in `__KBUILD_MODNAME`.
    let moduleSymbolPrefix: String

    /// -O2 is left out on purpose: without it `BUILD_BUG_ON` and its kin expand to something that has no control flow.
    /// - Throws: `SnapshotError` when a makefile leads out of the tree.
    init(snapshot: Snapshot, makefile: String, version: KernelVersion) throws {
        var texts = [makefile]
        for name in ["scripts/Makefile.compiler", "scripts/Makefile.extrawarn", "scripts/Makefile.warn", "scripts/Makefile.lib"] {
            if let text = try snapshot.text(of: TreePath(known: name)) { texts.append(text) }
        }
        let mentions = { (flag: String) in texts.contains { $0.contains(flag) } }
        // A small tree's Makefile has no flags at all: then the version tells alone.
        let isWhole = mentions("KBUILD_CFLAGS")
        // Host tools became gnu11 with the kernel, in 5.18; before, a mention of gnu89 is the kernel's.
        let isOld = version < KernelVersion(major: 5, minor: 18) && (!isWhole || mentions("-std=gnu89"))
        var flags = [isOld ? "-std=gnu89" : "-std=gnu11", "-fshort-wchar"]
        // Since 6.2.
        if isWhole ? mentions("-funsigned-char") : version >= KernelVersion(major: 6, minor: 2) { flags.append("-funsigned-char") }
        // Since 6.19; from 7.1 on by way of CONFIG_CC_MS_EXTENSIONS.
        let hasExtensions = mentions("-fms-extensions") || mentions("CC_MS_EXTENSIONS")
        if hasExtensions || version >= KernelVersion(major: 6, minor: 19) { flags.append("-fms-extensions") }
        flags += [
            "-fno-common", "-fno-strict-aliasing", "-fno-PIE", "-fno-delete-null-pointer-checks", "-fno-asynchronous-unwind-tables",
            "-fno-stack-protector", "-fno-builtin-wcslen",
            // Warnings of the compiler are no findings.
            "-w",
        ]
        self.flags = flags
        // Dropped after 6.17; a tree whose makefile does not tell goes by its version.
        let isPrefixed = mentions("__KBUILD_MODNAME=") ? mentions("__KBUILD_MODNAME=kmod_") : version < KernelVersion(major: 6, minor: 18)
        moduleSymbolPrefix = isPrefixed ? "kmod_" : ""
    }
}
