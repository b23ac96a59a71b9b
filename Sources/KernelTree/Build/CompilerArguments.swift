import SourceTree

/// Turns the arguments of a recorded compiler run into those that libclang may have.
///
/// Only what changes how the text is read is taken over, by a list of what is known. So flags that only gcc knows fall
/// away, and so do those that would load code into the parser (`-fplugin=`, `-Xclang -load`), name files to write, or read
/// arguments from a file. Optimisation is dropped too, for the reason given at `Dialect`.
struct CompilerArguments {
    /// The directories below which a header directory may lie: the tree and its object directory, absolute.
    let roots: [String]
    /// The directory that the compiler ran in, absolute.
    let directory: String

    private static let pathFlags = ["-isystem", "-iquote", "-idirafter", "-include", "-imacros", "-I"]

    private static let kept: Set<String> = [
        "-nostdinc", "-fshort-wchar", "-funsigned-char", "-fsigned-char", "-fms-extensions", "-fno-common", "-fno-strict-aliasing",
        "-fno-builtin", "-ffreestanding", "-fshort-enums", "-fno-PIE", "-fno-pie", "-fno-delete-null-pointer-checks",
        "-fno-asynchronous-unwind-tables", "-fno-stack-protector", "-fwrapv", "-fno-strict-overflow", "-m64", "-m32", "-m16",
        "-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-avx", "-mno-80387", "-msoft-float", "-mno-red-zone", "-mcmodel=kernel",
        "-mgeneral-regs-only", "-mlittle-endian", "-mbig-endian",
    ]

    /// What libclang may have of `arguments` (the first of which is the compiler).
    func filtered(_ arguments: [String]) -> [String] {
        var flags: [String] = []
        var index = 1
        /// What follows the flag, in the same word or the next.
        func operand(of flag: String, in word: String) -> String? {
            if word.count > flag.count { return String(word.dropFirst(flag.count)) }
            guard index < arguments.count else { return nil }
            defer { index += 1 }
            return arguments[index]
        }
        while index < arguments.count {
            let word = arguments[index]
            index += 1
            if Self.kept.contains(word) || word.hasPrefix("-std=") {
                flags.append(word)
            } else if let flag = ["-D", "-U"].first(where: word.hasPrefix) {
                if let definition = operand(of: flag, in: word) { flags.append(flag + definition) }
            } else if let flag = Self.pathFlags.first(where: word.hasPrefix) {
                if let path = operand(of: flag, in: word), let absolute = absolute(path) { flags += [flag, absolute] }
            } else if word == "-o" || word == "-x" || word == "-MF" || word == "-MT" || word == "-MQ" || word == "-Xclang" || word == "-target"
                || word == "-arch" || word == "-mllvm" || word == "-Xassembler" || word == "-Xpreprocessor" || word == "-Xlinker"
            {
                index += 1
            }
        }
        if !flags.contains("-nostdinc") { flags.insert("-nostdinc", at: 0) }
        return ["-target", target(of: arguments)] + flags
    }

    private func target(of arguments: [String]) -> String {
        for word in arguments {
            guard let start = word.firstRange(of: "arch/") else { continue }
            let parts = word[start.upperBound...].split(separator: "/")
            if parts.count > 1, parts[1] == "include", let target = Architecture.target(ofDirectory: String(parts[0])) { return target }
        }
        return "x86_64-linux-gnu"
    }

    /// The path from the directory the compiler ran in; nil where it lies outside of the tree and its object directory.
    private func absolute(_ path: String) -> String? {
        let whole = path.hasPrefix("/") ? path : directory + "/" + path
        guard let normalised = try? TreePath(String(whole.drop { $0 == "/" })) else { return nil }
        let absolute = "/" + normalised.description
        return roots.contains { absolute == $0 || absolute.hasPrefix($0 + "/") } ? absolute : nil
    }
}
