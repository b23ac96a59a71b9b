import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

@Suite struct FlagsTests {
    private func flags(_ files: [String: String], _ file: String, _ overrides: String...) throws -> [String] {
        let tree = try TemporaryTree(adding: files)
        let kernel = try KernelTree.open(tree.snapshot, configOverrides: overrides.map { try ConfigOverride($0) })
        return try kernel.flags(for: TreePath(file), standInDirectory: "/stand-ins").map {
            $0.replacing(tree.path, with: "TREE")
        }
    }

    @Test func includeDirectoriesAndForcedHeadersAreWhatTheTreeHas() throws {
        let small = try flags([:], "fs/fuse/file.c")
        #expect(small.first == "-nostdinc")
        #expect(small.filter { $0.hasPrefix("-I") } == [
            "-ITREE/include", "-I/stand-ins/include", "-ITREE/include/uapi", "-I/stand-ins/include/generated/uapi",
        ])
        #expect(small.contains("/stand-ins/include/generated/autoconf.h"))
        let whole = try flags(
            ["arch/x86/include/asm/page.h": "", "include/linux/kconfig.h": "", "include/linux/compiler_types.h": ""], "fs/fuse/file.c")
        #expect(whole.filter { $0.hasPrefix("-I") }.prefix(3) == [
            "-ITREE/arch/x86/include", "-I/stand-ins/arch/x86/include/generated", "-ITREE/include",
        ])
        let forced = zip(whole, whole.dropFirst()).filter { $0.0 == "-include" }.map(\.1)
        #expect(forced == ["TREE/include/linux/kconfig.h", "TREE/include/linux/compiler_types.h"])
    }

    @Test(arguments: [
        ("VERSION = 5\nPATCHLEVEL = 10\nSUBLEVEL = 0\n", "-std=gnu89", false, false),
        ("VERSION = 5\nPATCHLEVEL = 10\nHOST = -std=gnu89\nKBUILD_CFLAGS := -std=gnu89\n", "-std=gnu89", false, false),
        ("VERSION = 6\nPATCHLEVEL = 1\nKBUILD_CFLAGS := -std=gnu11\n", "-std=gnu11", false, false),
        ("VERSION = 6\nPATCHLEVEL = 12\n", "-std=gnu11", true, false),
        ("VERSION = 7\nPATCHLEVEL = 0\nKBUILD_CFLAGS := -std=gnu11 -funsigned-char -fms-extensions\n", "-std=gnu11", true, true),
        ("VERSION = 7\nPATCHLEVEL = 1\nKBUILD_CFLAGS := -funsigned-char\nD += $(CONFIG_CC_MS_EXTENSIONS)\n", "-std=gnu11", true, true),
    ])
    func dialectIsThatOfTheVersion(makefile: String, standard: String, hasUnsignedChar: Bool, hasExtensions: Bool) throws {
        let flags = try flags(["Makefile": makefile], "fs/a.c")
        #expect(flags.filter { $0.hasPrefix("-std=") } == [standard])
        #expect(flags.contains("-funsigned-char") == hasUnsignedChar)
        #expect(flags.contains("-fms-extensions") == hasExtensions)
    }

    @Test func makefilesAddDirectoriesAndMacros() throws {
        let files = [
            "fs/xfs/Makefile": """
            # -I/comment
            ccflags-y += -I $(src)\t\t# needed for trace events
            ccflags-y += -I $(src)/libxfs \\
            \t-DEXTRA=1
            ccflags-y += -I$(srctree)/$(src)/old -I$(srctree)/drivers/x -O3 -fplugin=evil.so -I/etc -I../../..
            ccflags-$(CONFIG_FUSE_FS) += -DHAS_FUSE
            ccflags-$(CONFIG_NOT_ON) += -DNOT_ON
            subdir-ccflags-y += -DBELOW -Wextra $(call cc-option,-Wfoo)
            CFLAGS_trace.o := -I$(obj) -DONLY_TRACE
            ifeq ($(CONFIG_FUSE_FS),y)
            ccflags-y += -DEQUAL
            else
            ccflags-y += -DNOT_EQUAL
            endif
            ifdef CONFIG_NOT_ON
            ccflags-y += -DNOT_ON
            else ifneq ($(CONFIG_FUSE_FS),)
            ccflags-y += -DELSE_IF
            endif
            ifndef CONFIG_NOT_ON
            ifneq ($(CONFIG_FUSE_FS),y)
            ccflags-y += -DNESTED
            endif
            endif
            obj-$(CONFIG_XFS_FS) += xfs.o
            xfs-y += trace.o scrub/agheader.o
            xfs-$(CONFIG_NOT_ON) += extra.o
            evil := $(shell touch /tmp/evil)
            """,
            "fs/Makefile": "subdir-ccflags-y += -DABOVE\nobj-y += xfs/\n",
        ]
        let file = try flags(files, "fs/xfs/file.c")
        let defines = file.filter { $0.hasPrefix("-D") }
        for define in ["-DEXTRA=1", "-DHAS_FUSE", "-DBELOW", "-DABOVE", "-DEQUAL", "-DELSE_IF"] { #expect(defines.contains(define), "\(define)") }
        for define in ["-DNOT_ON", "-DNOT_EQUAL", "-DONLY_TRACE", "-DNESTED"] { #expect(!defines.contains(define), "\(define)") }
        let added = file.filter { $0.hasPrefix("-ITREE/fs") || $0.hasPrefix("-ITREE/drivers") || $0.hasPrefix("-I/etc") || $0.contains("..") }
        #expect(added == ["-ITREE/fs/xfs", "-ITREE/fs/xfs/libxfs", "-ITREE/fs/xfs/old", "-ITREE/drivers/x"])
        #expect(!file.contains { $0.contains("plugin") || $0 == "-O3" })

        let trace = try flags(files, "fs/xfs/trace.c")
        #expect(trace.contains("-DONLY_TRACE") && trace.contains("-I/stand-ins/fs/xfs"))
        // A directory without a makefile belongs to the one above.
        let below = try flags(files, "fs/xfs/scrub/agheader.c")
        #expect(below.contains("-ITREE/fs/xfs") && below.contains("-DKBUILD_MODNAME=\"xfs\"") && below.contains("-DKBUILD_BASENAME=\"agheader\""))
        // A file that the configuration leaves out is seen as a build that has it would see it.
        #expect(try flags(files, "fs/xfs/extra.c").contains("-DCONFIG_NOT_ON=1"))
        #expect(try flags(files, "fs/xfs/extra.c", "CONFIG_NOT_ON=n").contains("-DCONFIG_NOT_ON=1") == false)
        #expect(try !flags(files, "fs/xfs/trace.c").contains("-DCONFIG_NOT_ON=1"))
    }

    @Test func moduleNamesFollowTheLists() throws {
        let files = [
            "fs/fuse/Makefile": "obj-$(CONFIG_FUSE_FS) += fuse.o virtio-fs.o\nfuse-y := dev.o\nfuse-objs += my-file.o\n",
            "scripts/Makefile.lib": "modname_flags = -D__KBUILD_MODNAME=kmod_$(call name-fix-token,$(modname))\n",
        ]
        let flags = try flags(files, "fs/fuse/my-file.c")
        #expect(flags.contains("-DKBUILD_BASENAME=\"my_file\"") && flags.contains("-DKBUILD_MODNAME=\"fuse\""))
        #expect(flags.contains("-D__KBUILD_MODNAME=kmod_fuse") && flags.contains("-DKBUILD_MODFILE=\"fs/fuse/fuse\""))
        #expect(try self.flags(files, "fs/fuse/virtio-fs.c").contains("-DKBUILD_MODNAME=\"virtio_fs\""))
    }

    @Test func filesThatOthersIncludeAreKnown() throws {
        let tree = try TemporaryTree(adding: ["fs/nfs/Makefile": "obj-y += nfs.o\nnfs-$(CONFIG_NFS_V4) += xdr.o\n"])
        let kernel = try tree.open()
        #expect(try kernel.isCompiledByItself(TreePath("fs/nfs/xdr.c")))
        #expect(try !kernel.isCompiledByItself(TreePath("fs/nfs/part.c")))
        #expect(try kernel.isCompiledByItself(TreePath("fs/fuse/any.c")))
    }

    @Test func aConfiguredTreeMayBeForAnotherMachine() throws {
        let tree = try TemporaryTree(adding: [
            "include/generated/autoconf.h": "", "arch/arm64/include/asm/page.h": "", "arch/x86/include/asm/page.h": "",
            "include/config/auto.conf": "CONFIG_ARM64=y\n",
        ])
        let flags = try tree.open().flags(for: TreePath("fs/a.c"), standInDirectory: "/unused")
        #expect(flags.contains("aarch64-linux-gnu") && flags.contains("-I\(tree.path)/arch/arm64/include/generated"))
        #expect(!flags.contains { $0.contains("x86") || $0 == "-mno-red-zone" })
    }

    @Test func configuredTreesAreUsedAsTheyAre() throws {
        let tree = try TemporaryTree(adding: [
            "include/generated/autoconf.h": "", "arch/x86/include/asm/page.h": "",
            "include/config/auto.conf": "#\nCONFIG_FUSE_FS=m\nCONFIG_HZ=1000\nCONFIG_NAME=\"x\"\n",
        ])
        let kernel = try tree.open("CONFIG_CUSE=y", "CONFIG_DAX=n")
        #expect(kernel.origin == .configured(tree.path))
        #expect(kernel.standIns.isEmpty)
        #expect(kernel.configuration["FUSE_FS"] == .module && kernel.configuration.integer("HZ") == 1000)
        let flags = try kernel.flags(for: TreePath("fs/fuse/file.c"), standInDirectory: "/unused")
        #expect(flags.contains("-I\(tree.path)/arch/x86/include/generated"))
        #expect(flags.contains("-DCONFIG_CUSE=1") && flags.contains("-UCONFIG_DAX"))
        #expect(!flags.contains { $0.contains("/unused") })
    }
}
