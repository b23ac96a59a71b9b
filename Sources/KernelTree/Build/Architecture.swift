/// The machine that a tree is looked at for. An unconfigured tree is looked at for x86-64.
struct Architecture: Sendable, Equatable {
    /// The directory below arch/.
    let name: String
    /// The machine as clang names it.
    let target: String
    /// Flags that decide about types and builtins on that machine.
    let flags: [String]

    static let x86 = Architecture(
        name: "x86", target: "x86_64-linux-gnu",
        flags: ["-m64", "-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-avx", "-mno-80387", "-mno-red-zone", "-mcmodel=kernel"])

    /// Each with the symbol that a configuration for it has.
    private static let others: [(symbol: String, architecture: Architecture)] = [
        ("ARM64", Architecture(name: "arm64", target: "aarch64-linux-gnu", flags: ["-mgeneral-regs-only"])),
        ("ARM", Architecture(name: "arm", target: "arm-linux-gnueabi", flags: ["-msoft-float"])),
        ("RISCV", Architecture(name: "riscv", target: "riscv64-linux-gnu", flags: [])),
        ("PPC64", Architecture(name: "powerpc", target: "powerpc64le-linux-gnu", flags: ["-msoft-float"])),
        ("S390", Architecture(name: "s390", target: "s390x-linux-gnu", flags: ["-msoft-float"])),
        ("LOONGARCH", Architecture(name: "loongarch", target: "loongarch64-linux-gnu", flags: ["-msoft-float"])),
        ("MIPS", Architecture(name: "mips", target: "mips64el-linux-gnu", flags: ["-msoft-float"])),
    ]

    /// The machine of a configured tree; x86-64 where its configuration names none that is known.
    init(of configuration: Configuration) {
        let found = configuration.isEnabled("X86") ? nil : Self.others.first { configuration.isEnabled($0.symbol) }?.architecture
        self = found ?? .x86
    }

    private init(name: String, target: String, flags: [String]) {
        self.name = name
        self.target = target
        self.flags = flags
    }

    /// The clang name for a directory below arch/.
    static func target(ofDirectory name: String) -> String? {
        ([x86] + others.map(\.architecture)).first { $0.name == name }?.target
    }
}
