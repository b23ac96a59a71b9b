import Findings
import Foundation
import KernelTree
import Rules
import SourceTree

/// Everything that the user can set about a run, and where each setting comes from.
public struct ReviewSettings: Sendable {
    /// The configuration in force; nil where there is none.
    public private(set) var configuration: SettingsPlace?
    /// What the configuration says of rules, by id.
    public private(set) var rules: [String: Sourced<RuleState>] = [:]
    /// What `check` looks at when it is not told.
    public private(set) var paths: [Sourced<TreePath>] = [Sourced(TreePath(known: "fs/fuse"), .byDefault)]
    public private(set) var exclude: [Sourced<PathPattern>] = []
    /// Each symbol once; the command line wins.
    public private(set) var overrides: [Sourced<ConfigOverride>] = []
    /// The user's own lines of the tables: the function or slot, and its line.
    public private(set) var tableLines: [Sourced<String>] = []
    /// Where suppressions are, or would be; nil where none are to be read.
    public private(set) var suppressionsPlace: Sourced<SettingsPlace>?
    public private(set) var suppressions: [Suppression] = []
    public private(set) var ruleSet = RuleSet()

    /// What holds where nothing is set.
    public init() {}

    /// Whether a rule runs, and how; as it says itself where nothing is set.
    public func state(of rule: any Rule.Type) -> RuleState { rules[rule.id]?.value ?? (rule.isOnByDefault ? .on : .off) }

    /// What the command line says of settings.
    public struct CommandLine: Sendable {
        /// The configuration that is named, in place of one that is found.
        public var configuration: String?
        /// Neither a configuration nor suppressions are read.
        public var ignoresFiles: Bool
        public var overrides: [ConfigOverride]

        public init(configuration: String? = nil, ignoresFiles: Bool = false, overrides: [ConfigOverride] = []) {
            self.configuration = configuration
            self.ignoresFiles = ignoresFiles
            self.overrides = overrides
        }
    }

    /// Reads what is set for a run that begins in `folder`, an absolute path.
    ///
    /// - Throws: `SettingsError` for what is wrong with a file.
    public init(_ commandLine: CommandLine, files: SettingsFiles, folder: String) throws {
        if let name = commandLine.configuration {
            configuration = files.place(name, from: folder)
        } else if !commandLine.ignoresFiles {
            configuration = try files.configuration(upwardFrom: folder)
        }
        let ids = RuleRegistry.all.map { $0.id }
        var file: ConfigurationFile?
        if let configuration {
            guard let bytes = try files.contents(of: configuration) else {
                throw SettingsError(
                    file: "--config \(commandLine.configuration ?? "")",
                    reason: FileManager.default.fileExists(atPath: files.absolutePath(of: configuration))
                        ? "was not there before the change under review, so it cannot set the rules for it"
                        : "no such file; a symbol is set with CONFIG_NAME=y, =n, a number or \"text\"")
            }
            file = try ConfigurationFile(bytes, place: configuration, rules: ids)
        }
        take(file, overrides: commandLine.overrides)
        guard !commandLine.ignoresFiles else { return }
        let place =
            try file?.suppressions
            ?? Sourced(
                configuration?.beside(SettingsFiles.suppressionsName) ?? .tree(TreePath(SettingsFiles.suppressionsName)),
                .byDefault)
        suppressionsPlace = place
        if let bytes = try files.contents(of: place.value) {
            suppressions = try SuppressionFile.read(bytes, name: place.value.description, rules: ids)
        }
    }

    private mutating func take(_ file: ConfigurationFile?, overrides given: [ConfigOverride]) {
        rules = file?.rules ?? [:]
        if let file, !file.paths.isEmpty { paths = file.paths }
        exclude = file?.exclude ?? []
        var symbols: [String: Int] = [:]
        for override in (file?.overrides ?? []) + given.map({ Sourced($0, .commandLine) }) {
            if let index = symbols[override.value.symbol] {
                overrides[index] = override
            } else {
                symbols[override.value.symbol] = overrides.count
                overrides.append(override)
            }
        }
        ruleSet.rules = RuleRegistry.all.filter { state(of: $0) != .off }
        for (id, state) in rules {
            switch state.value {
            case .severity(let severity): ruleSet.severities[id] = severity
            case .everywhere: ruleSet.everywhere.insert(id)
            case .on, .off: break
            }
        }
        if let file, let table = file.table, let name = configuration?.description {
            ruleSet.facts = table.added(to: ruleSet.facts)
            tableLines = table.lines.map { Sourced($0.name, .file(name, line: file.tableOffset + $0.line)) }
        }
    }

    /// Whether a file of the tree is one that settings are read from, or would be.
    public func isSettingsFile(_ path: TreePath) -> Bool {
        [SettingsFiles.configurationName, SettingsFiles.suppressionsName].contains(path.name)
            || configuration == .tree(path) || suppressionsPlace?.value == .tree(path)
    }

    /// What of the exclusions keeps a file from being looked at; nil where nothing does.
    public func exclusion(of path: TreePath) -> Sourced<PathPattern>? { exclude.first { $0.value.matches(path) } }

    /// Whether a file, by the name that findings give it, is excluded.
    public func excludes(_ file: String) -> Bool {
        // What is no path of the tree, as a mail's name, cannot be excluded.
        guard !exclude.isEmpty, let path = try? TreePath(file) else { return false }
        return exclusion(of: path) != nil
    }
}
