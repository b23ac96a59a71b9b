import SourceTree

/// What the Makefile (or Kbuild file) of one directory says about compiling its files, read as text.
///
/// Only `$(src)`, `$(srctree)`, `$(obj)`, `$(CONFIG_...)` and the file's own variables are expanded and only conditionals over them
/// are decided; functions such as `$(call cc-option,...)` expand to nothing. Nothing is run.
struct KbuildMakefile {
    private var variables: [String: String] = [:]
    private let configuration: Configuration
    /// For objects, directories (`ufs/`) and modules that a symbol keeps out of the build: that symbol, no `CONFIG_`.
    private var gates: [String: String] = [:]
    /// The words of all lists, those that a symbol keeps out included: what some build compiles.
    private var listed: Set<String> = []

    private static let maximumDepth = 12
    private static let maximumLength = 1 << 16

    /// - Parameters:
    ///   - source: the absolute directory that `$(src)` stands for.
    ///   - objects: the absolute directory that `$(obj)` stands for.
    init(_ text: String, source: String, objects: String, root: String, configuration: Configuration) {
        self.configuration = configuration
        variables = [
            "src": source, "obj": objects, "srctree": root, "objtree": objects, "SRCARCH": "x86", "ARCH": "x86",
            "comma": ",", "empty": "", "space": " ",
        ]
        read(text)
    }

    private mutating func read(_ text: String) {
        // For each open conditional: whether its branch is taken, and whether one was taken already.
        var conditionals: [(isTaken: Bool, wasTaken: Bool)] = []
        for line in MakefileLines(text).lines {
            let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            let keyword = words.first.map { $0.trimmed(while: \.isWhitespace) } ?? ""
            switch keyword {
            case "ifdef", "ifndef", "ifeq", "ifneq":
                let holds = condition(keyword, words.count > 1 ? String(words[1]) : "")
                conditionals.append((holds, holds))
            case "else":
                guard let last = conditionals.popLast() else { continue }
                let rest = words.count > 1 ? words[1].split(separator: " ", maxSplits: 1).map(String.init) : []
                let holds = rest.count == 2 && rest[0].hasPrefix("if") ? condition(rest[0], rest[1]) : true
                conditionals.append((!last.wasTaken && holds, last.wasTaken || holds))
            case "endif":
                _ = conditionals.popLast()
            default:
                if conditionals.allSatisfy(\.isTaken), let assignment = MakefileAssignment(line) { assign(assignment) }
            }
        }
    }

    private mutating func assign(_ assignment: MakefileAssignment) {
        let name = expand(assignment.name)
        guard name.count < 200, variables.count < 20_000 else { return }
        let value = expand(assignment.value)
        noteObjects(in: value, of: assignment.name, expanded: name)
        if assignment.appends, let before = variables[name] {
            if before.utf8.count + value.utf8.count < Self.maximumLength { variables[name] = before + " " + value }
        } else {
            variables[name] = value
        }
    }

    /// Remembers which objects a list names, and which symbol a list hangs on: `fuse-$(CONFIG_FUSE_DAX) += dax.o`.
    private mutating func noteObjects(in value: String, of written: String, expanded: String) {
        let objects = value.split(whereSeparator: \.isWhitespace).map(String.init)
            .filter { $0.hasSuffix(".o") || $0.hasSuffix("/") }
        guard !objects.isEmpty, listed.count < 50_000 else { return }
        listed.formUnion(objects)
        guard let start = written.firstRange(of: "-$(CONFIG_"), written.hasSuffix(")"), expanded.hasSuffix("-") else { return }
        let symbol = String(written[start.upperBound...].dropLast())
        guard !symbol.isEmpty, symbol.utf8.allSatisfy(ConfigOverride.isNameByte) else { return }
        for object in objects { gates[object] = symbol }
        // The members of a list that is kept out still belong to its module.
        let list = String(written[..<start.lowerBound])
        if list != "obj" { variables["\(list)-objs", default: ""] += " " + objects.joined(separator: " ") }
    }

    private func condition(_ keyword: String, _ argument: String) -> Bool {
        switch keyword {
        case "ifdef": return !(lookUp(expand(argument).trimmedWhitespace)).isEmpty
        case "ifndef": return lookUp(expand(argument).trimmedWhitespace).isEmpty
        default:
            guard let (left, right) = Self.operands(argument) else { return false }
            let isEqual = expand(left).trimmedWhitespace == expand(right).trimmedWhitespace
            return keyword == "ifeq" ? isEqual : !isEqual
        }
    }

    /// The two sides of `(a,b)` or `"a" "b"`.
    private static func operands(_ text: String) -> (String, String)? {
        let text = text.trimmedWhitespace
        if text.hasPrefix("("), text.hasSuffix(")") {
            var open = 0
            let inside = text.dropFirst().dropLast()
            for index in inside.indices {
                if inside[index] == "(" { open += 1 }
                if inside[index] == ")" { open -= 1 }
                if inside[index] == ",", open == 0 {
                    return (String(inside[..<index]), String(inside[inside.index(after: index)...]))
                }
            }
            return nil
        }
        let parts = text.split(separator: text.first ?? "\"", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 5 ? (parts[1], parts[3]) : nil
    }

    private func lookUp(_ name: String) -> String {
        if name.hasPrefix("CONFIG_") { return configuration[name]?.description ?? "" }
        return variables[name] ?? ""
    }

    private func expand(_ text: String, depth: Int = 0) -> String {
        guard depth < Self.maximumDepth, text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...].dropFirst()
            guard let open = rest.first, open == "(" || open == "{" else {
                rest = rest.dropFirst()
                continue
            }
            guard let end = Self.closing(rest) else { return result }
            let inside = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            // Function calls have a blank or a comma; what they compute is not needed here.
            if !inside.contains(where: { $0 == " " || $0 == "," }) {
                result += lookUp(expand(String(inside), depth: depth + 1))
            }
            if result.utf8.count > Self.maximumLength { return "" }
        }
        return result + rest
    }

    private static func closing(_ text: Substring) -> Substring.Index? {
        var open = 0
        for index in text.indices {
            if text[index] == "(" || text[index] == "{" { open += 1 }
            if text[index] == ")" || text[index] == "}" {
                open -= 1
                if open == 0 { return index }
            }
        }
        return nil
    }

    // MARK: Questions

    /// Flags for the files of this directory, as words.
    func directoryFlags() -> [String] { words("EXTRA_CFLAGS") + words("ccflags-y") + words("ccflags-m") }

    /// Flags for the files of this directory and of those below.
    func subdirectoryFlags() -> [String] { words("subdir-ccflags-y") + words("subdir-ccflags-m") }

    /// Flags for the one file whose name without extension is `stem`.
    func fileFlags(stem: String) -> [String] { words("CFLAGS_\(stem).o") }

    /// The modules that the object is linked into: those whose `-y` or `-objs` list holds it, else its own name.
    func modules(holding stem: String) -> [String] {
        let object = stem + ".o"
        let holders = variables.keys.compactMap { name -> String? in
            guard let suffix = ["-y", "-m", "-objs"].first(where: name.hasSuffix) else { return nil }
            let module = String(name.dropLast(suffix.count))
            let isList = ["obj", "lib", "extra", "always", "ccflags", "subdir-ccflags", "hostprogs", "targets"].contains(module)
            return !isList && !module.isEmpty && words(name).contains(object) ? module : nil
        }
        return holders.isEmpty ? [stem] : Set(holders).sorted()
    }

    /// The symbols that keep the object, or the module it belongs to, out of the build.
    func gates(of stem: String) -> [String] {
        ([stem] + modules(holding: stem)).compactMap { gates[$0 + ".o"] }
    }

    /// The symbol that keeps the whole subdirectory out of the build.
    func gate(ofDirectory name: String) -> String? { gates[name + "/"] }

    /// Whether any list names the object.
    func lists(_ stem: String) -> Bool { listed.contains(stem + ".o") }

    private func words(_ name: String) -> [String] {
        (variables[name] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    }
}

extension String {
    var trimmedWhitespace: String { self[...].trimmed(while: \.isWhitespace) }
}
