import Findings
import KernelTree
import Rules
import SourceTree

/// What `.fuselint.yml` says.
///
///     rules:
///       mmap-timestamps: warning      # off, on, everywhere, note, warning, error
///     paths: [fs/fuse, fs/overlayfs]  # what `check` looks at when it is not told
///     exclude: ["fs/*/tests"]
///     config:
///       CONFIG_FUSE_DAX: n
///     tables: |
///       my_get    result: +count, NULL on failure
///     suppressions: fuselint/allowed.yml
struct ConfigurationFile {
    private(set) var rules: [String: Sourced<RuleState>] = [:]
    private(set) var paths: [Sourced<TreePath>] = []
    private(set) var exclude: [Sourced<PathPattern>] = []
    private(set) var overrides: [Sourced<ConfigOverride>] = []
    private(set) var table: UserTable?
    /// The line of the file before the table's first.
    private(set) var tableOffset = 0
    private(set) var suppressions: Sourced<SettingsPlace>?

    private static let keys = ["rules", "paths", "exclude", "config", "tables", "suppressions"]
    private let name: String

    /// - Parameter rules: the ids of the rules that there are.
    /// - Throws: `SettingsError` for the first thing that is wrong.
    init(_ bytes: [UInt8], place: SettingsPlace, rules ids: [String]) throws(SettingsError) {
        name = place.description
        guard let root = try YAMLDocument(bytes, name: name).root else { return }
        if case .nothing = root.value { return }
        let fields = try YAMLFields(root, of: "the file", keys: Self.keys, file: name)
        for entry in try fields.map("rules") { rules[entry.key] = try ruleState(entry, ids: ids) }
        for (text, line) in try fields.texts("paths") { paths.append(Sourced(try path(text, line), origin(line))) }
        for (text, line) in try fields.texts("exclude") {
            do { exclude.append(Sourced(try PathPattern(text), origin(line))) } catch {
                throw SettingsError(file: name, line: line, reason: "\(error)")
            }
        }
        for entry in try fields.map("config") { overrides.append(Sourced(try override(entry), origin(entry.line))) }
        try readTable(fields)
        if let text = try fields.text("suppressions") {
            let line = fields.line(of: "suppressions")
            do { suppressions = Sourced(try place.beside(text), origin(line)) } catch {
                throw SettingsError(file: name, line: line, reason: "\(error)")
            }
        }
    }

    private func origin(_ line: Int) -> SettingOrigin { .file(name, line: line) }

    private func path(_ text: String, _ line: Int) throws(SettingsError) -> TreePath {
        do { return try TreePath(text) } catch { throw SettingsError(file: name, line: line, reason: "\(error)") }
    }

    private func ruleState(_ entry: YAMLItem.Entry, ids: [String]) throws(SettingsError) -> Sourced<RuleState> {
        guard ids.contains(entry.key) else {
            let hint = NearestName.hint(for: entry.key, among: ids)
            throw SettingsError(
                file: name, line: entry.line,
                reason: "there is no rule '\(entry.key)'" + (hint.isEmpty ? "; `fuselint rules` lists them" : hint))
        }
        guard case .text(let word, _) = entry.item.value, let state = RuleState(word) else {
            throw SettingsError(
                file: name, line: entry.item.line, reason: "'\(entry.key)' must be off, on, everywhere, note, warning or error")
        }
        return Sourced(state, origin(entry.line))
    }

    private func override(_ entry: YAMLItem.Entry) throws(SettingsError) -> ConfigOverride {
        let text: String
        switch entry.item.value {
        // YAML has taken the quotes away that a string needs.
        case .text(let value, .quoted) where !["y", "m", "n"].contains(value): text = "\(entry.key)=\"\(value)\""
        case .text(let value, _): text = "\(entry.key)=\(value)"
        case .nothing, .list, .map:
            throw SettingsError(
                file: name, line: entry.item.line, reason: "'\(entry.key)' must be y, m, n, a number or a text in quotes")
        }
        do { return try ConfigOverride(text) } catch {
            switch error {
            case .badSymbol, .noValue:
                throw SettingsError(
                    file: name, line: entry.line,
                    reason: "'\(entry.key)': a symbol has only letters, digits and '_', as CONFIG_FUSE_DAX")
            case .badValue:
                throw SettingsError(
                    file: name, line: entry.item.line, reason: "'\(entry.key)' must be y, m, n, a number or a text in quotes")
            }
        }
    }

    private mutating func readTable(_ fields: YAMLFields) throws(SettingsError) {
        guard let item = fields.item("tables") else { return }
        guard case .text(let text, .literal) = item.value else {
            throw SettingsError(
                file: name, line: item.line,
                reason: "'tables' must be a block of lines: 'tables: |', and the lines below it, indented")
        }
        tableOffset = item.line
        do { table = try UserTable(text) } catch {
            let words = error.part.split { !($0.isLetter || $0.isNumber || $0 == "-") }.map { $0.drop { $0 == "-" } }
            let known = UserTable.resources
            let unknown = words.first { !known.contains(String($0)) && NearestName.nearest(to: String($0), among: known) != nil }
            let hint =
                unknown.map { NearestName.hint(for: String($0), among: known) }
                ?? "; docs/configuration.md tells how a line reads"
            throw SettingsError(
                file: name, line: tableOffset + error.line, reason: "table line not understood at '\(error.part)'\(hint)")
        }
    }
}

/// What is to become of a rule.
public enum RuleState: Hashable, Sendable, CustomStringConvertible {
    case off
    /// With the rule's own severity.
    case on
    /// The same, also in directories where its findings have not been judged.
    case everywhere
    case severity(Severity)

    init?(_ word: String) {
        switch word {
        case "off": self = .off
        case "on": self = .on
        case "everywhere": self = .everywhere
        default:
            guard let severity = Severity(rawValue: word) else { return nil }
            self = .severity(severity)
        }
    }

    public var description: String {
        switch self {
        case .off: "off"
        case .on: "on"
        case .everywhere: "everywhere"
        case .severity(let severity): severity.rawValue
        }
    }
}
