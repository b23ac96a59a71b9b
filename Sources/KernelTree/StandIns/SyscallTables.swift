import SourceTree

/// The headers of system call numbers, from the tables in arch/x86/entry/syscalls.
struct SyscallTables {
    let snapshot: Snapshot

    private struct Call {
        let number: Int
        let abi: String
        let name: String
    }

    func all() throws -> [StandIn] {
        let calls64 = try calls(in: "arch/x86/entry/syscalls/syscall_64.tbl")
        let calls32 = try calls(in: "arch/x86/entry/syscalls/syscall_32.tbl")
        let uapi = "arch/x86/include/generated/uapi/asm/"
        let asm = "arch/x86/include/generated/asm/"
        return [
            StandIn(uapi + "unistd_64.h", numbers(calls64, of: ["common", "64"], counted: true)),
            StandIn(uapi + "unistd_32.h", numbers(calls32, of: ["i386"], counted: true)),
            StandIn(uapi + "unistd_x32.h", numbers(calls64, of: ["common", "x32"], offset: "__X32_SYSCALL_BIT + ")),
            StandIn(asm + "unistd_32_ia32.h", numbers(calls32, of: ["i386"], prefix: "ia32_", counted: true)),
            StandIn(asm + "unistd_64_x32.h", numbers(calls64, of: ["x32"], prefix: "x32_")),
        ]
    }

    private func numbers(
        _ calls: [Call], of abis: Set<String>, prefix: String = "", offset: String = "", counted: Bool = false
    ) -> String {
        let chosen = calls.filter { abis.contains($0.abi) }
        var text = chosen.map { "#define __NR_\(prefix)\($0.name) (\(offset)\($0.number))\n" }.joined()
        if counted {
            text += "#ifdef __KERNEL__\n#define __NR_\(prefix)syscalls \((chosen.map(\.number).max() ?? -1) + 1)\n#endif\n"
        }
        return text
    }

    /// Lines of `number abi name entry-point ...`.
    private func calls(in path: String) throws -> [Call] {
        guard let text = try snapshot.text(of: TreePath(known: path)) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard fields.count >= 3, let number = Int(fields[0]), number >= 0, number < 1 << 20,
                fields[2].utf8.allSatisfy(ConfigOverride.isNameByte)
            else { return nil }
            return Call(number: number, abi: String(fields[1]), name: String(fields[2]))
        }
    }
}
