import Yams

/// A YAML file as far as settings need it: texts, lists and maps, each with its line.
///
/// The file may be a stranger's, so its size and depth have limits, and anchors are refused: aliases of aliases
/// make a small file unfold to any size.
struct YAMLDocument {
    /// Nil for a file that says nothing.
    let root: YAMLItem?

    static let sizeLimit = 1 << 20
    private static let depthLimit = 8
    /// With fewer aliases than this nothing can unfold to more than some hundred parts.
    private static let aliasLimit = 16

    /// - Parameter name: how errors call the file.
    /// - Throws: `SettingsError` for what is no YAML, or more of it than settings need.
    init(_ bytes: [UInt8], name: String) throws(SettingsError) {
        guard bytes.count <= Self.sizeLimit else {
            throw SettingsError(file: name, reason: "is larger than \(Self.sizeLimit >> 10) KiB")
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else {
            let line = Self.lineOfFirstError(content)
            throw SettingsError(file: name, line: line, reason: "is not UTF-8")
        }
        try Self.refuseAliases(text, name: name)
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // Nodes hold their anchors only as long as the parser lives.
            root = try withExtendedLifetime(parser) {
                try parser.singleRoot().map { try Self.item($0, depth: 0, name: name) }
            }
        } catch let error as SettingsError {
            throw error
        } catch let error as YamlError {
            throw SettingsError(error, file: name)
        } catch {
            throw SettingsError(file: name, reason: "\(error)")
        }
    }

    private static func item(_ node: Node, depth: Int, name: String) throws(SettingsError) -> YAMLItem {
        let line = node.mark?.line ?? 1
        guard node.anchor == nil else {
            throw SettingsError(file: name, line: line, reason: "anchors and aliases are not allowed here; write it out")
        }
        guard depth < depthLimit else { throw SettingsError(file: name, line: line, reason: "is nested too deeply") }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            if isPlain, ["", "~", "null"].contains(scalar.string) { return YAMLItem(line: line, value: .nothing) }
            let style: YAMLItem.Style = scalar.style == .literal ? .literal : isPlain ? .plain : .quoted
            return YAMLItem(line: line, value: .text(scalar.string, style))
        case .sequence(let sequence):
            var items: [YAMLItem] = []
            for node in sequence { items.append(try item(node, depth: depth + 1, name: name)) }
            return YAMLItem(line: line, value: .list(items))
        case .mapping(let mapping):
            var entries: [YAMLItem.Entry] = []
            for (key, value) in mapping {
                let keyItem = try item(key, depth: depth + 1, name: name)
                guard case .text(let text, _) = keyItem.value else {
                    throw SettingsError(file: name, line: keyItem.line, reason: "a key must be a plain word")
                }
                entries.append(YAMLItem.Entry(key: text, line: keyItem.line, item: try item(value, depth: depth + 1, name: name)))
            }
            return YAMLItem(line: line, value: .map(entries))
        case .alias:
            throw SettingsError(file: name, line: line, reason: "anchors and aliases are not allowed here; write it out")
        }
    }

    /// Refuses what has many words that could be aliases of anchors in it, before the parser unfolds them.
    private static func refuseAliases(_ text: String, name: String) throws(SettingsError) {
        var anchors: Set<[UInt8]> = []
        var aliases: [(name: [UInt8], line: Int)] = []
        let bytes = Array(text.utf8)
        var line = 1
        var before = UInt8(ascii: "\n")  // The last byte that is no blank.
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "&") {
                anchors.insert(Array(bytes[(at + 1)...].prefix { $0.isAnchorPart }))
            } else if byte == UInt8(ascii: "*"), Self.canBeginNode(after: before) {
                aliases.append((Array(bytes[(at + 1)...].prefix { $0.isAnchorPart }), line))
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") { before = byte }
            at += 1
        }
        let resolved = aliases.filter { anchors.contains($0.name) }
        guard resolved.count <= aliasLimit else {
            throw SettingsError(
                file: name, line: resolved[0].line, reason: "anchors and aliases are not allowed here; write it out")
        }
    }

    /// Whether an alias can stand behind this byte, with blanks between.
    private static func canBeginNode(after byte: UInt8) -> Bool { "\n\r-?:,[{".utf8.contains(byte) }

    private static func lineOfFirstError(_ bytes: ArraySlice<UInt8>) -> Int {
        var line = 1
        for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { return line }
            line += 1
        }
        return line
    }
}

/// One value of a YAML file.
struct YAMLItem {
    enum Style { case plain, quoted, literal }

    struct Entry {
        var key: String
        var line: Int
        var item: YAMLItem
    }

    enum Value {
        case nothing
        case text(String, Style)
        case list([YAMLItem])
        case map([Entry])
    }

    /// Counted from 1.
    var line: Int
    var value: Value
}

extension UInt8 {
    /// What libyaml takes for a part of an anchor's name.
    fileprivate var isAnchorPart: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension SettingsError {
    /// What the parser says, in one line.
    init(_ error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            self.init(file: file, line: mark.line, reason: "is no YAML: \(problem)")
        case .reader(let problem, let offset, _, let yaml):
            let line = offset.map { yaml.utf8.prefix($0).count { $0 == UInt8(ascii: "\n") } + 1 }
            self.init(file: file, line: line, reason: "is no YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(file: file, line: context.mark.line, reason: "'\(duplicates.first ?? "")' is there twice")
        default:
            self.init(file: file, reason: "is no YAML")
        }
    }
}
