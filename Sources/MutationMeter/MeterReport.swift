import Findings

/// Tells what was found, by kind of edit and by rule, and what was not.
struct MeterReport {
    var outcomes: [MutationMeter.Outcome]
    /// All edits that could have been made.
    var sites: Int
    var excluded: Int
    var isVerbose: Bool

    func write() {
        let valid = outcomes.filter { $0.failure == nil }
        for outcome in valid where outcome.here.isEmpty {
            print("survivor: \(describe(outcome.mutant))\(outcome.elsewhere.isEmpty ? "" : " (found elsewhere: \(outcome.elsewhere[0].function)(): \(outcome.elsewhere[0].rule))")")
            for text in outcome.mutant.old { print("    -\(text)") }
            for text in outcome.mutant.new { print("    +\(text)") }
        }
        if isVerbose {
            for outcome in valid where !outcome.here.isEmpty {
                print("found: \(describe(outcome.mutant)): \(outcome.mutant.statement)")
                for finding in outcome.here { print("    \(finding.position.line): \(finding.message) [\(finding.rule)]") }
            }
        }
        for outcome in outcomes { if let failure = outcome.failure { print("not tried: \(describe(outcome.mutant)): \(failure)") } }
        print("\nkind                   found  elsewhere  of   share")
        for kind in MutationKind.allCases { row(kind.rawValue, valid.filter { $0.mutant.kind == kind }) }
        row("resources", valid.filter(\.mutant.kind.isAboutResources))
        row("all", valid)
        var rules: [String: Int] = [:]
        for outcome in valid { for rule in Set(outcome.here.map(\.rule)) { rules[rule, default: 0] += 1 } }
        print("\nrule")
        for (rule, number) in rules.sorted(by: { $0.key < $1.key }) { print("\(padded(rule, 22)) \(number)") }
        print("\n\(sites) possible edits, \(excluded) of them equivalent; \(outcomes.count) picked, \(outcomes.count - valid.count) of them did not parse")
    }

    private func describe(_ mutant: Mutant) -> String { "\(mutant.kind.rawValue) \(mutant.file):\(mutant.line) \(mutant.function)()" }

    private func row(_ name: String, _ outcomes: [MutationMeter.Outcome]) {
        guard !outcomes.isEmpty else { return }
        let found = outcomes.filter { !$0.here.isEmpty }.count
        let elsewhere = outcomes.filter { $0.here.isEmpty && !$0.elsewhere.isEmpty }.count
        print("\(padded(name, 22)) \(padded("\(found)", 6)) \(padded("\(elsewhere)", 10)) \(padded("\(outcomes.count)", 4)) \(found * 100 / outcomes.count) %")
    }

    private func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
}
