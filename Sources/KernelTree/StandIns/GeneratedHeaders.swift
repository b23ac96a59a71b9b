import SourceTree

/// Stands in for the headers that a kernel build generates.
///
/// Constants that a build gets by compiling something (sizes of structs, numbers of flags) are chosen so that the headers'
/// own checks hold on x86-64; no review depends on their exact value.
struct GeneratedHeaders {
    let snapshot: Snapshot
    let version: KernelVersion
    let configuration: Configuration

    /// Everything that the tree's sources may include and no file of the tree holds, sorted by path.
    func all() throws -> [StandIn] {
        var standIns = generated
        let arch = TreePath.x86
        if try snapshot.exists(arch) {
            standIns += try SyscallTables(snapshot: snapshot).all()
            standIns += architecture
            standIns += try AsmWrappers(snapshot: snapshot).all()
        }
        standIns += try ShippedSources(snapshot: snapshot).all()
        // The first of a name wins: exact contents come before the empty ones for whatever else Kbuild files list.
        var seen: [String: StandIn] = [:]
        for standIn in standIns where seen[standIn.path] == nil { seen[standIn.path] = standIn }
        return seen.values.sorted { $0.path < $1.path }
    }

    private var generated: [StandIn] {
        let release = version.description
        return [
            header("autoconf.h", configuration.autoconfHeader),
            header("bounds.h", bounds),
            header("asm-offsets.h", ""),
            header("rq-offsets.h", "#define RQ_nr_pinned 2316\n"),
            header("timeconst.h", TimeConstants(hertz: configuration.integer("HZ") ?? 250).header),
            header("utsrelease.h", "#define UTS_RELEASE \"\(release)\"\n"),
            header("utsversion.h", "#define UTS_VERSION \"#1 SMP\"\n"),
            header("package.h", "#define LINUX_PACKAGE_ID \"\"\n"),
            header("autoksyms.h", ""),
            header("randstruct_hash.h", "#define RANDSTRUCT_HASHED_SEED \"\"\n"),
            header("gcc-plugins.h", ""),
            header("integer-wrap.h", ""),
            header(
                "compile.h",
                """
                #define UTS_MACHINE "x86_64"
                #define LINUX_COMPILE_BY "fuselint"
                #define LINUX_COMPILE_HOST "fuselint"
                #define LINUX_COMPILER "clang"
                #ifndef UTS_VERSION
                #define UTS_VERSION "#1 SMP"
                #endif

                """),
            header(
                "uapi/linux/version.h",
                """
                #define LINUX_VERSION_CODE \(version.code)
                #define KERNEL_VERSION(a,b,c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
                #define LINUX_VERSION_MAJOR \(version.major)
                #define LINUX_VERSION_PATCHLEVEL \(version.minor)
                #define LINUX_VERSION_SUBLEVEL \(version.patch)

                """),
        ]
    }

    private func header(_ name: String, _ text: String) -> StandIn { StandIn("include/generated/" + name, text) }

    private var bounds: String {
        let optionalZones = ["ZONE_DMA", "ZONE_DMA32", "HIGHMEM", "ZONE_DEVICE"].filter(configuration.isEnabled)
        let processors = max(1, configuration.integer("NR_CPUS") ?? 64)
        let bits = processors <= 1 ? 0 : Int.bitWidth - (processors - 1).leadingZeroBitCount
        let generations = configuration.isEnabled("LRU_GEN")
        // With lock debugging a spinlock no longer fits beside a page table's other fields, and the headers ask for that.
        let isLarge = ["DEBUG_SPINLOCK", "DEBUG_LOCK_ALLOC", "PREEMPT_RT"].contains(where: configuration.isEnabled)
        // ZONE_NORMAL and ZONE_MOVABLE are always there. 26 is what the flags of a 64-bit configuration come to.
        return """
            #define NR_PAGEFLAGS 26
            #define MAX_NR_ZONES \(optionalZones.count + 2)
            #define NR_CPUS_BITS \(bits)
            #define SPINLOCK_SIZE \(isLarge ? 64 : 4)
            #define LRU_GEN_WIDTH \(generations ? 3 : 0)
            #define __LRU_REFS_WIDTH \(generations ? 2 : 0)

            """
    }

    private var architecture: [StandIn] {
        // As arch/x86/tools/cpufeaturemasks.awk writes them since 6.15, for a kernel that requires and rules out nothing.
        var masks = ""
        for word in 0..<32 { masks += "#define REQUIRED_MASK\(word) 0\n#define DISABLED_MASK\(word) 0\n" }
        masks += "#define REQUIRED_MASK_BIT_SET(x) 0\n#define DISABLED_MASK_BIT_SET(x) 0\n"
        return [StandIn("arch/x86/include/generated/asm/cpufeaturemasks.h", masks)]
    }
}

extension TreePath {
    /// A path that is written in fuselint itself and known to be one.
    package init(known text: String) {
        do { self = try TreePath(text) } catch { preconditionFailure("not a path inside a tree: \(text)") }
    }

    static let x86 = TreePath(known: "arch/x86")
}
