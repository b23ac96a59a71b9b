import SourceTree

/// The headers that many C files of a directory include by `<name>`: what is worth reading once for all of them.
public struct SharedHeaders: Sendable, Hashable {
    /// As they stand between the angle brackets, in the order in which the files come to them.
    public private(set) var names: [String]

    /// Reads the directory's C files, and their own headers in turn, for the inclusions that no `#if` guards.
    ///
    /// - Parameter share: which part of the files must come to a header.
    /// - Throws: `SnapshotError` when the directory cannot be listed.
    public init(of directory: TreePath, in snapshot: Snapshot, share: Double = 1.0 / 3) throws {
        let files = try snapshot.files(in: directory).filter { $0.fileExtension == "c" }
        var reader = Reader(snapshot: snapshot)
        var counts: [String: Int] = [:]
        var order: [String] = []
        for file in files {
            for name in reader.names(reachedFrom: file) {
                if counts[name] == nil { order.append(name) }
                counts[name, default: 0] += 1
            }
        }
        let least = max(2, Int((Double(files.count) * share).rounded(.up)))
        names = order.filter { counts[$0]! >= least && !Self.isReadTwice($0) }
    }

    /// Without some of them.
    public func without(_ left: Set<String>) -> SharedHeaders {
        var rest = self
        rest.names.removeAll { left.contains($0) }
        return rest
    }

    /// Whether a C file defines macros before its headers, which it may read differently then.
    public static func isReadDifferently(by text: [UInt8]) -> Bool {
        var defined = false
        for directive in DirectiveReader(text).directives() {
            switch directive.name {
            case "define", "undef":
                let name = directive.text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                if !harmless.contains(String(name)) { defined = true }
            case "include" where directive.text.hasPrefix("<"):
                if defined { return true }
            default: break
            }
        }
        return false
    }

    /// Macros that headers expand where they are used only, or that change nothing but messages.
    private static let harmless: Set<String> = ["pr_fmt", "dev_fmt", "DEBUG", "KMSG_COMPONENT", "CREATE_TRACE_POINTS"]

    /// Trace headers are read several times, under macros that their reader defines.
    private static func isReadTwice(_ name: String) -> Bool { name.hasPrefix("trace/") }

    /// Remembers what each file includes.
    private struct Reader {
        let snapshot: Snapshot
        private var known: [TreePath: [Inclusion]] = [:]

        enum Inclusion {
            case shared(String)
            case own(TreePath)
        }

        init(snapshot: Snapshot) { self.snapshot = snapshot }

        mutating func names(reachedFrom file: TreePath) -> [String] {
            var names: [String] = []
            var seenNames: Set<String> = []
            var seen: Set<TreePath> = [file]
            var pending = [file]
            while let next = pending.popLast() {
                var own: [TreePath] = []
                for inclusion in inclusions(of: next) {
                    switch inclusion {
                    case .shared(let name): if seenNames.insert(name).inserted { names.append(name) }
                    case .own(let header): if seen.insert(header).inserted { own.append(header) }
                    }
                }
                pending += own.reversed()
            }
            return names
        }

        private mutating func inclusions(of file: TreePath) -> [Inclusion] {
            if let found = known[file] { return found }
            var found: [Inclusion] = []
            // A file that cannot be read says so when it is parsed.
            let directives = (try? snapshot.contents(of: file))?.map { DirectiveReader($0).directives() } ?? []
            var depth = Self.hasGuard(directives) ? -1 : 0
            for directive in directives {
                switch directive.name {
                case "if", "ifdef", "ifndef": depth += 1
                case "endif": depth -= 1
                case "include" where depth == 0:
                    let text = directive.text
                    if text.hasPrefix("<"), let end = text.firstIndex(of: ">") {
                        found.append(.shared(String(text[text.index(after: text.startIndex)..<end])))
                    } else if text.hasPrefix("\""), let end = text.dropFirst().firstIndex(of: "\"") {
                        let name = text[text.index(after: text.startIndex)..<end]
                        // A name that leaves the tree is refused where the file is parsed.
                        if let path = try? TreePath(file.parent.description + "/" + name), (try? snapshot.exists(path)) == true {
                            found.append(.own(path))
                        }
                    }
                default: break
                }
            }
            known[file] = found
            return found
        }

        /// Whether all of a header stands between `#ifndef NAME`, `#define NAME` and the last `#endif`.
        private static func hasGuard(_ directives: [Directive]) -> Bool {
            guard directives.count > 2, directives[0].name == "ifndef", directives[1].name == "define" else { return false }
            let name = directives[0].text
            return !name.isEmpty && directives[1].text.hasPrefix(name) && directives.last?.name == "endif"
        }
    }
}
