import Findings
import Settings
import SourceTree

/// A check beside what a baseline holds of an earlier one.
struct BaselineComparison {
    /// The fingerprints of findings that the baseline knows.
    private(set) var known: Set<String> = []
    /// Entries whose finding was looked for and is not there any more.
    private(set) var gone: [Baseline.Entry] = []

    /// - Parameter findings: all of the check's, with their fingerprints.
    init(_ baseline: Baseline, _ findings: [(finding: Finding, fingerprint: String)], in snapshot: Snapshot, _ coverage: Coverage)
    {
        for (entry, match) in zip(baseline.entries, EntryMatcher(findings, in: snapshot).matches(baseline.entries)) {
            if let match {
                known.insert(findings[match].fingerprint)
            } else if coverage.holds(entry) {
                gone.append(entry)
            }
        }
    }
}
