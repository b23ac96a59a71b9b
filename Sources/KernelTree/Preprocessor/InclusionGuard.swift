import Foundation
import SourceTree

/// Keeps a stranger's sources from pulling files into the parser that are none of the tree.
///
/// Two nets: before parsing, the texts that a patch touches are searched for names that lead out (`scan`); after parsing,
/// every file that was read must lie where it may (`checkIncluded`). The first gives a place to point at and keeps devices and pipes
/// from being opened; the second is complete. Neither error shows anything of the file in question.
public struct InclusionGuard: Sendable {
    private let snapshot: Snapshot
    /// The directories that included files may come from, absolute.
    private let roots: [String]
    /// The directories of -I, absolute, in their order.
    private let includeDirectories: [String]

    /// - Parameters:
    ///   - roots: the absolute directories that files may come from besides the tree: the stand-ins, an object directory.
    ///   - includeDirectories: the absolute directories of the -I flags in use, in order.
    public init(snapshot: Snapshot, roots: [String], includeDirectories: [String]) {
        self.snapshot = snapshot
        self.roots = [snapshot.root] + roots.filter { $0 != snapshot.root }
        self.includeDirectories = includeDirectories
    }

    /// A guard for files parsed with `flags`, as `KernelTree.flags(for:standInDirectory:)` gave them.
    public init(tree: KernelTree, standInDirectory: String, flags: [String]) {
        let joined = flags.filter { $0.hasPrefix("-I") && $0.count > 2 }.map { String($0.dropFirst(2)) }
        let separate = zip(flags, flags.dropFirst()).filter { ["-I", "-isystem", "-iquote", "-idirafter"].contains($0.0) }.map(\.1)
        self.init(
            snapshot: tree.snapshot, roots: tree.includeRoots(standInDirectory: standInDirectory),
            includeDirectories: joined + separate)
    }

    // MARK: Before parsing

    /// Searches sources and headers for inclusions that lead out of the tree.
    ///
    /// All texts of one patch go in together: a macro of one may be the name that another includes.
    /// - Throws: `InclusionError` for the first one, by path and line.
    public func scan(_ files: [(path: TreePath, contents: [UInt8])]) throws {
        var texts: [(path: TreePath, directives: [Directive])] = []
        for file in files {
            texts.append((file.path, DirectiveReader(file.contents).directives()))
            // Whether trigraphs count depends on flags, so both readings must be harmless.
            if file.contents.firstRange(of: [UInt8(ascii: "?"), UInt8(ascii: "?")]) != nil {
                texts.append((file.path, DirectiveReader(file.contents, readsTrigraphs: true).directives()))
            }
        }
        let names = Self.namesOfComputedInclusions(texts.flatMap(\.directives))
        for (path, directives) in texts {
            for directive in directives { try check(directive, of: path, computed: names) }
        }
    }

    /// The texts that the compiler may come to read. A name decides nothing: any file can be included, so makefiles and documents
    /// are left out only where no other text of the patch includes them, by name or by a name that is computed.
    public static func includable(_ texts: [(path: TreePath, contents: [UInt8])]) -> [(path: TreePath, contents: [UInt8])] {
        var chosen: [(path: TreePath, contents: [UInt8])] = []
        var left = texts
        var pending = left.filter { !isDocument($0.path) }
        while !pending.isEmpty {
            chosen += pending
            let found = Set(chosen.map(\.path))
            left.removeAll { found.contains($0.path) }
            let inclusions = pending.flatMap { DirectiveReader($0.contents, readsTrigraphs: true).directives() + DirectiveReader($0.contents).directives() }
                .filter { ["include", "include_next", "import", "__include_macros"].contains($0.name) }
            let names = inclusions.map { quotedName($0.text)?.text }
            pending = left.filter { file in names.contains { $0.map { $0.hasSuffix(file.path.name) } ?? true } }
        }
        return chosen.sorted { $0.path < $1.path }
    }

    private static func isDocument(_ path: TreePath) -> Bool {
        let kinds: Set = ["rst", "txt", "md", "yaml", "yml", "json", "py", "sh", "pl", "svg", "dts", "dtsi", "rs"]
        return kinds.contains(path.fileExtension) || path.name.hasPrefix(".") || path.name.hasPrefix("Kconfig")
            || ["Makefile", "Kbuild", "MAINTAINERS", "CREDITS"].contains(path.name)
    }

    private func check(_ directive: Directive, of path: TreePath, computed names: Set<String>) throws {
        switch directive.name {
        case "include", "include_next", "import", "__include_macros":
            if let name = Self.quotedName(directive.text) {
                try check(name.text, isQuoted: name.isQuoted, of: path, line: directive.line)
            } else {
                try checkPaths(in: directive.text, of: path, line: directive.line)
            }
        case "embed":
            throw InclusionError.embeds(path: path, line: directive.line)
        case "pragma":
            let words = directive.text.split(whereSeparator: \.isWhitespace)
            if words.count > 1, ["clang", "GCC"].contains(words[0]), Self.pragmasForTheCompiler.contains(String(words[1])) {
                throw InclusionError.commands(path: path, line: directive.line, pragma: "#pragma \(words[0]) \(words[1])")
            }
            if words.contains(where: { $0 == "dependency" || $0 == "include_alias" || $0 == "include_instead" }) {
                try checkPaths(in: directive.text, of: path, line: directive.line)
            }
        case "define":
            let (name, body) = Self.macro(directive.text)
            if names.contains(name) { try checkPaths(in: body, of: path, line: directive.line) }
        case "if", "elif":
            if directive.text.contains("__has_include") || directive.text.contains("__has_embed") {
                try checkPaths(in: directive.text, of: path, line: directive.line)
            }
        default: break
        }
    }

    /// What acts on the compiler rather than on the code: crashes or hangs it, or has it build and load modules.
    private static let pragmasForTheCompiler: Set<String> = ["__debug", "module", "pch_preprocess"]

    /// Follows the compiler's search, up to the directory that has the file.
    ///
    /// Every directory that it tries must keep the name inside. Whether there is something outside is not asked: the answer alone
    /// would tell a stranger of a file.
    private func check(_ name: String, isQuoted: Bool, of path: TreePath, line: Int) throws {
        guard !name.hasPrefix("/") else { throw InclusionError.leavesTree(path: path, line: line, name: name) }
        guard name.contains("..") else { return }
        let own = isQuoted ? [snapshot.absolutePath(of: path.parent)] : []
        for (index, directory) in (own + includeDirectories).enumerated() {
            if let absolute = Self.normalised(directory + "/" + name), isInside(absolute) {
                if try exists(absolute) { return }
            } else {
                throw index == 0
                    ? InclusionError.leavesTree(path: path, line: line, name: name) : .notFound(path: path, line: line, name: name)
            }
        }
    }

    /// Refuses what looks like a path that is absolute, or climbs higher than any directory it could start from is deep.
    private func checkPaths(in text: String, of path: TreePath, line: Int) throws {
        for candidate in Self.pathCandidates(in: text) {
            guard !candidate.hasPrefix("/") else { throw InclusionError.leavesTree(path: path, line: line, name: candidate) }
            // Trace headers are included from include/trace, by a name relative to it.
            let bases = [path.parent, TreePath(known: "include/trace")].map(snapshot.absolutePath)
            let staysInside = bases.contains { base in Self.normalised(base + "/" + candidate).map(isInside) ?? false }
            guard staysInside else { throw InclusionError.leavesTree(path: path, line: line, name: candidate) }
        }
    }

    private func isInside(_ absolute: String) -> Bool { roots.contains { absolute == $0 || absolute.hasPrefix($0 + "/") } }

    private func exists(_ absolute: String) throws -> Bool {
        guard absolute.hasPrefix(snapshot.root + "/"), let place = try? TreePath(String(absolute.dropFirst(snapshot.root.count + 1)))
        else { return FileManager.default.fileExists(atPath: absolute) }
        return try snapshot.exists(place)
    }

    /// The absolute path without `.` and `..`; nil when it climbs above `/`.
    private static func normalised(_ absolute: String) -> String? {
        (try? TreePath(String(absolute.drop { $0 == "/" }))).map { "/" + $0.description }
    }

    // MARK: Reading directives

    /// The name between quotes or angle brackets; nil when the name is computed by macros.
    private static func quotedName(_ text: String) -> (text: String, isQuoted: Bool)? {
        guard let first = text.first, first == "\"" || first == "<",
            let end = text.dropFirst().firstIndex(of: first == "<" ? ">" : "\"")
        else { return nil }
        return (String(text[text.index(after: text.startIndex)..<end]), first == "\"")
    }

    /// The name and body of a `#define`, the parameters among the body.
    private static func macro(_ text: String) -> (name: String, body: String) {
        let name = text.utf8.prefix(while: ConfigOverride.isNameByte)
        return (String(decoding: name, as: UTF8.self), String(text[name.endIndex...]))
    }

    /// What headers of a kernel use in `#include NAME`, whatever the patch itself has.
    private static let knownNames: Set<String> = [
        "TRACE_INCLUDE", "TRACE_INCLUDE_PATH", "TRACE_INCLUDE_FILE", "__TRACE_INCLUDE", "GENL_MAGIC_INCLUDE_FILE", "LINUX_INCLUDE",
        "ARCH_INCLUDE", "TRACE_SYSTEM",
    ]

    /// The macros that computed inclusions may expand, through each other.
    private static func namesOfComputedInclusions(_ directives: [Directive]) -> Set<String> {
        var names = knownNames
        var bodies: [String: [String]] = [:]
        for directive in directives {
            if directive.name == "define" {
                let (name, body) = macro(directive.text)
                bodies[name, default: []].append(body)
            } else if ["include", "include_next", "import"].contains(directive.name), quotedName(directive.text) == nil {
                names.formUnion(identifiers(in: directive.text))
            }
        }
        var pending = Array(names)
        while let name = pending.popLast() {
            for body in bodies[name] ?? [] {
                for found in identifiers(in: body) where bodies[found] != nil && names.insert(found).inserted { pending.append(found) }
            }
        }
        return names
    }

    private static func identifiers(in text: String) -> [String] {
        text.utf8.split { !ConfigOverride.isNameByte($0) }.compactMap { String($0) }
    }

    /// The pieces of a macro body or computed name that could be the start of a path: they begin with `/`, or hold `..`.
    private static func pathCandidates(in text: String) -> [String] {
        text.split { character in
            character.isWhitespace || "\"<>(),;{}#=+*".contains(character)
        }.map(String.init).filter { $0.hasPrefix("/") && $0.count > 1 || $0.hasPrefix("..") || $0.contains("/..") }
    }

    // MARK: After parsing

    /// Checks the files that the parser read.
    ///
    /// - Parameters:
    ///   - paths: the absolute paths of the included files, as the parser names them.
    ///   - resourceDirectory: the absolute directory of the compiler's own headers.
    /// - Throws: `InclusionError.outside` for the first that lies, symlinks resolved, in none of the allowed directories.
    public func checkIncluded(_ paths: [String], resourceDirectory: String) throws {
        let allowed = (roots + [resourceDirectory]).map { Self.resolved($0) ?? $0 }
        for path in paths {
            // A file that is only in memory resolves as far as its directory does.
            let whole = Self.resolved(path) ?? Self.resolvedParent(path)
            guard let whole, allowed.contains(where: { whole.hasPrefix($0 + "/") }) else {
                throw InclusionError.outside(name: path)
            }
        }
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The path with the part of it that exists resolved.
    private static func resolvedParent(_ path: String) -> String? {
        guard path.hasPrefix("/"), let normalised = normalised(path) else { return nil }
        var missing: [Substring] = []
        var rest = normalised.split(separator: "/")
        while !rest.isEmpty {
            missing.insert(rest.removeLast(), at: 0)
            if let there = resolved("/" + rest.joined(separator: "/")) {
                return (there == "/" ? "" : there) + "/" + missing.joined(separator: "/")
            }
        }
        return nil
    }
}

/// An inclusion that reaches outside of the tree. Nothing of the file in question is shown.
public enum InclusionError: Error, CustomStringConvertible, Equatable {
    /// The name leads out of the tree.
    case leavesTree(path: TreePath, line: Int, name: String)
    /// The name leads to nothing in the tree, and out of it from the directories that are searched next.
    case notFound(path: TreePath, line: Int, name: String)
    /// `#embed` reads any file as data; no kernel source has it.
    case embeds(path: TreePath, line: Int)
    /// A pragma that no kernel source has, and that acts on the compiler.
    case commands(path: TreePath, line: Int, pragma: String)
    /// The parser read a file that is none of the tree's.
    case outside(name: String)

    public var description: String {
        switch self {
        case .leavesTree(let path, let line, let name):
            "\(path):\(line): '\(name)' reaches outside of the tree; refused: include only files of the tree"
        case .notFound(let path, let line, let name):
            "\(path):\(line): '\(name)' is not in the tree, and would be looked for outside of it; refused: complete the tree"
        case .embeds(let path, let line):
            "\(path):\(line): #embed is refused: it reads arbitrary files, and no kernel source uses it"
        case .commands(let path, let line, let pragma):
            "\(path):\(line): \(pragma) is refused: it acts on the compiler, and no kernel source uses it"
        case .outside(let name):
            "'\(name)' was included and lies outside of the tree and its generated headers; refused: look for the #include or symlink that leads there"
        }
    }
}
