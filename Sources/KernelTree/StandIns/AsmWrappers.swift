import SourceTree

/// The `asm/` headers that a build makes on x86: wrappers around `asm-generic/`, by the lists in the Kbuild files.
struct AsmWrappers {
    let snapshot: Snapshot

    func all() throws -> [StandIn] {
        try wrappers(
            of: TreePath(known: "arch/x86/include/asm"), generic: TreePath(known: "include/asm-generic"),
            into: "arch/x86/include/generated/asm/")
            + wrappers(
                of: TreePath(known: "arch/x86/include/uapi/asm"), generic: TreePath(known: "include/uapi/asm-generic"),
                into: "arch/x86/include/generated/uapi/asm/")
    }

    private func wrappers(of directory: TreePath, generic: TreePath, into output: String) throws -> [StandIn] {
        let own = try lists(in: directory)
        let mandatory = try lists(in: generic)["mandatory-y"] ?? []
        let generated = own["generated-y"] ?? []
        var names = Set(own["generic-y"] ?? [])
        names.formUnion(mandatory)
        names.subtract(generated)
        let present = Set(try snapshot.files(in: directory).map(\.name))
        return names.subtracting(present).map { StandIn(output + $0, "#include <asm-generic/\($0)>\n") }
            + generated.map { StandIn(output + $0, "") }
    }

    /// The names in `list-y += a.h b.h` lines of the directory's Kbuild file.
    private func lists(in directory: TreePath) throws -> [String: [String]] {
        guard let text = try snapshot.text(of: directory.appending("Kbuild")) else { return [:] }
        var lists: [String: [String]] = [:]
        for line in MakefileLines(text).lines {
            guard let assignment = MakefileAssignment(line) else { continue }
            let names = assignment.value.split(whereSeparator: \.isWhitespace).map(String.init)
            lists[assignment.name, default: []] += names.filter(Self.isHeaderName)
        }
        return lists
    }

    /// Only plain names: they become paths below the stand-ins' directory.
    private static func isHeaderName(_ name: String) -> Bool {
        name.hasSuffix(".h") && name.utf8.allSatisfy { ConfigOverride.isNameByte($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
    }
}
