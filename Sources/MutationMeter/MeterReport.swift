import Findings

/// What became of a mutant.
public struct MutantOutcome: Sendable {
    public var mutant: Mutant
    /// What is found now and was not before, in the mutated function and elsewhere.
    public var here: [Finding]
    public var elsewhere: [Finding]
    /// Why it could not be tried.
    public var failure: String?

    /// The outcome of a mutant that was tried, or of one that could not be.
    public init(mutant: Mutant, here: [Finding] = [], elsewhere: [Finding] = [], failure: String? = nil) {
        self.mutant = mutant
        self.here = here
        self.elsewhere = elsewhere
        self.failure = failure
    }
}

/// Tells what was found, by kind of edit and by rule, and what was not.
public struct MeterReport {
    let outcomes: [MutantOutcome]
    let sites: Int
    let excluded: Int
    let isVerbose: Bool

    /// - Parameters:
    ///   - sites: how many edits could have been made.
    ///   - excluded: how many of them are in the list of equivalent mutants.
    ///   - isVerbose: whether to tell of mutants that were found, too.
    public init(outcomes: [MutantOutcome], sites: Int, excluded: Int, isVerbose: Bool = false) {
        self.outcomes = outcomes
        self.sites = sites
        self.excluded = excluded
        self.isVerbose = isVerbose
    }

    /// How many of some mutants were found.
    public struct Row: Hashable, Sendable {
        public var name: String
        /// In the function that was broken.
        public var found: Int
        /// Elsewhere only.
        public var elsewhere: Int
        public var total: Int
    }

    /// A row for each kind that was tried, then all edits about resources, then all.
    public var rows: [Row] {
        let kinds = MutationKind.allCases.map { kind in row(kind.rawValue, tried.filter { $0.mutant.kind == kind }) }
        return (kinds + [row("resources", tried.filter(\.mutant.kind.isAboutResources)), row("all", tried)]).filter { $0.total > 0 }
    }

    /// How many mutants each rule found where they are.
    public var rules: [String: Int] {
        tried.flatMap { Set($0.here.map(\.rule)) }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// The whole report.
    public var text: String {
        var lines = survivors + (isVerbose ? found : [])
        for outcome in outcomes { if let failure = outcome.failure { lines.append("not tried: \(outcome.mutant.title): \(failure)") } }
        lines += ["", Self.columns("kind", "found", "elsewhere", "of") + "share"]
        lines += rows.map { Self.columns($0.name, "\($0.found)", "\($0.elsewhere)", "\($0.total)") + "\($0.found * 100 / $0.total) %" }
        lines += ["", "rule"]
        lines += rules.sorted { $0.key < $1.key }.map { Self.padded($0.key, 22) + " \($0.value)" }
        let untried = outcomes.count - tried.count
        lines += ["", "\(sites) possible edits, \(excluded) of them equivalent; \(outcomes.count) picked, \(untried) of them did not parse"]
        return lines.joined(separator: "\n")
    }

    private var tried: [MutantOutcome] { outcomes.filter { $0.failure == nil } }

    private var survivors: [String] {
        tried.filter(\.here.isEmpty).flatMap { outcome in
            let elsewhere = outcome.elsewhere.first.map { " (found elsewhere: \($0.function)(): \($0.rule))" } ?? ""
            return ["survivor: \(outcome.mutant.title)\(elsewhere)"] + outcome.mutant.diff
        }
    }

    private var found: [String] {
        tried.filter { !$0.here.isEmpty }.flatMap { outcome in
            ["found: \(outcome.mutant.title): \(outcome.mutant.statement)"]
                + outcome.here.map { "    \($0.position.line): \($0.message) [\($0.rule)]" }
        }
    }

    private func row(_ name: String, _ outcomes: [MutantOutcome]) -> Row {
        let found = outcomes.filter { !$0.here.isEmpty }.count
        let elsewhere = outcomes.filter { $0.here.isEmpty && !$0.elsewhere.isEmpty }.count
        return Row(name: name, found: found, elsewhere: elsewhere, total: outcomes.count)
    }

    private static func columns(_ name: String, _ found: String, _ elsewhere: String, _ total: String) -> String {
        [padded(name, 22), padded(found, 6), padded(elsewhere, 10), padded(total, 4)].map { $0 + " " }.joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
}
