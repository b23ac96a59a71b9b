import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

@Suite struct StandInTests {
    private func standIns(_ files: [String: String], _ overrides: String...) throws -> [String: String] {
        let tree = try TemporaryTree(adding: files)
        let kernel = try KernelTree.open(tree.snapshot, configOverrides: overrides.map { try ConfigOverride($0) })
        return Dictionary(uniqueKeysWithValues: kernel.standIns.map { ($0.path, $0.contents) })
    }

    @Test func generatedHeaders() throws {
        let standIns = try standIns([:], "CONFIG_MY_NAME=\"it\"", "CONFIG_HZ=250", "CONFIG_FUSE_DAX=n")
        let autoconf = try #require(standIns["include/generated/autoconf.h"])
        #expect(autoconf.contains("#define CONFIG_FUSE_FS 1\n") && autoconf.contains("#define CONFIG_MY_NAME \"it\"\n"))
        #expect(!autoconf.contains("CONFIG_FUSE_DAX "))
        #expect(standIns["include/generated/utsrelease.h"] == "#define UTS_RELEASE \"6.12.3-rc1\"\n")
        #expect(standIns["include/generated/uapi/linux/version.h"]?.contains("#define LINUX_VERSION_CODE 396291\n") == true)
        // 6.12's kernel/time/timeconst.bc prints these for HZ=250.
        let time = try #require(standIns["include/generated/timeconst.h"])
        #expect(time.contains("#define HZ_TO_MSEC_MUL32 U64_C(0x80000000)\n") && time.contains("#define HZ_TO_MSEC_SHR32 29\n"))
        #expect(time.contains("#define MSEC_TO_HZ_MUL32 U64_C(0x80000000)\n") && time.contains("#define MSEC_TO_HZ_SHR32 33\n"))
        #expect(time.contains("#define MSEC_TO_HZ_ADJ32 U64_C(0x180000000)\n"))
        #expect(!standIns.keys.contains { $0.hasPrefix("arch/") })
    }

    @Test func wrappersAndSystemCalls() throws {
        let standIns = try standIns([
            "arch/x86/include/asm/Kbuild": "generated-y += made.h unistd_64_x32.h ../../evil.h\ngeneric-y += generic.h \\\n\tsecond.h\n",
            "arch/x86/include/asm/own.h": "",
            "include/asm-generic/Kbuild": "# comment\nmandatory-y += own.h\nmandatory-y += missing.h\nmandatory-y += made.h\n",
            "arch/x86/entry/syscalls/syscall_64.tbl": "# nr abi name\n0\tcommon\tread\tsys_read\n2 64 open sys_open\n512 x32 evil;x sys_x\n513 x32 only sys_only\n",
            "fs/smb/client/some-grammar.asn1": "A ::= SEQUENCE { x OBJECT IDENTIFIER ({ cifs_action }), y ({ bad; name }) }",
        ])
        let asm = "arch/x86/include/generated/asm/"
        #expect(standIns[asm + "generic.h"] == "#include <asm-generic/generic.h>\n" && standIns[asm + "second.h"] != nil)
        #expect(standIns[asm + "missing.h"] == "#include <asm-generic/missing.h>\n")
        #expect(standIns[asm + "own.h"] == nil)
        #expect(standIns[asm + "made.h"]?.isEmpty == true)
        #expect(!standIns.keys.contains { $0.contains("..") })
        let calls = try #require(standIns["arch/x86/include/generated/uapi/asm/unistd_64.h"])
        #expect(calls.contains("#define __NR_read (0)\n") && calls.contains("#define __NR_open (2)\n") && calls.contains("__NR_syscalls 3\n"))
        #expect(!calls.contains("only"))
        #expect(standIns[asm + "unistd_64_x32.h"] == "#define __NR_x32_only (513)\n")
        let decoder = try #require(standIns["fs/smb/client/some-grammar.asn1.h"])
        #expect(decoder.contains("asn1_decoder some_grammar_decoder;") && decoder.contains("int cifs_action(") && !decoder.contains("bad"))
    }

    @Test func directoriesAreSharedAndRepaired() throws {
        let cache = try TemporaryTree([:])
        let kernel = try TemporaryTree().open()
        let first = try StandInDirectory(kernel.standIns, cache: cache.path)
        let second = try StandInDirectory(kernel.standIns, cache: cache.path)
        #expect(first.path == second.path && first.path.hasPrefix(cache.path + "/"))
        let header = first.path + "/include/generated/autoconf.h"
        let whole = try String(contentsOfFile: header, encoding: .utf8)
        #expect(whole.contains("CONFIG_FUSE_FS"))
        // Someone damages the cache: the next use repairs it.
        try "#define EVIL".write(toFile: header, atomically: false, encoding: .utf8)
        let third = try StandInDirectory(kernel.standIns, cache: cache.path)
        #expect(try String(contentsOfFile: third.path + "/include/generated/autoconf.h", encoding: .utf8) == whole)
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path) == [third.path.split(separator: "/").last.map(String.init)])
    }

    @Test func manyWritersAtOnce() async throws {
        let cache = try TemporaryTree([:])
        let standIns = try TemporaryTree().open().standIns
        let paths = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 { group.addTask { [place = cache.path] in try StandInDirectory(standIns, cache: place).path } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(paths.count == 1)
        for standIn in standIns {
            #expect(FileManager.default.contents(atPath: paths.first! + "/" + standIn.path) == Data(standIn.contents.utf8))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: cache.path).count == 1)
    }

    @Test func withoutAWritableCacheATemporaryDirectoryServes() throws {
        let standIns = try TemporaryTree().open().standIns
        var directory: StandInDirectory? = try StandInDirectory(standIns, cache: "/dev/null/no")
        let path = try #require(directory?.path)
        #expect(FileManager.default.fileExists(atPath: path + "/include/generated/autoconf.h"))
        directory = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
