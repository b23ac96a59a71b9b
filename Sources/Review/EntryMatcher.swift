import Findings
import Settings
import SourceTree

/// Finds what entries of a file beside the code are about, also after their files were renamed.
///
/// A fingerprint names the file. For an entry whose file is gone, each finding is named as if it stood there: that
/// is the same rule, function and statement, and where only one finding has it, the entry is about that one.
struct EntryMatcher {
    private let findings: [Finding]
    private var indices: [String: Int] = [:]
    private let exists: (String) -> Bool
    private let formerPath: (String) -> String

    /// - Parameters:
    ///   - named: findings with their fingerprints.
    ///   - snapshot: the tree in which they stand.
    ///   - formerPath: the path that a file had before the change under review.
    init(
        _ named: [(finding: Finding, fingerprint: String)], in snapshot: Snapshot,
        formerPath: @escaping (String) -> String = { $0 }
    ) {
        self.formerPath = formerPath
        findings = named.map(\.finding)
        // A name that cannot be looked up is not known to be gone.
        exists = { file in (try? snapshot.exists(TreePath(file))) ?? true }
        let places = Dictionary(zip(findings, findings.indices)) { first, _ in first }
        for (finding, fingerprint) in Fingerprint.assign(findings) { indices[fingerprint] = places[finding] }
        // The names that reports show go first: they follow the renames of the series under review.
        for (index, entry) in named.enumerated() { indices[entry.fingerprint] = index }
    }

    /// For each entry the index of its finding; nil where there is none.
    func matches(_ entries: [some FindingEntry]) -> [Int?] {
        var found = entries.map { entry in
            indices[entry.fingerprint].flatMap { isAbout($0, entry) && isIn(entry.file, $0) ? $0 : nil }
        }
        let taken = Set(found.compactMap { $0 })
        let lost = entries.indices.filter { found[$0] == nil && !exists(entries[$0].file) }
        for (former, indices) in Dictionary(grouping: lost, by: { entries[$0].file }) {
            let candidates = named(asIfIn: former, leaving: taken)
            for index in indices {
                guard let matches = candidates[entries[index].fingerprint], matches.count == 1,
                    isAbout(matches[0], entries[index])
                else { continue }
                found[index] = matches[0]
            }
        }
        return found
    }

    private func isAbout(_ index: Int, _ entry: some FindingEntry) -> Bool {
        findings[index].rule == entry.rule && (entry.function == nil || entry.function == findings[index].function)
    }

    /// An entry that says one file and has the fingerprint of another would deceive its reader.
    private func isIn(_ file: String, _ index: Int) -> Bool {
        let own = findings[index].position.file
        return own == file || formerPath(own) == file
    }

    /// Findings by the fingerprints that they would have in another file.
    private func named(asIfIn former: String, leaving taken: Set<Int>) -> [String: [Int]] {
        var result: [String: [Int]] = [:]
        let free = findings.indices.filter { !taken.contains($0) }
        for (_, indices) in Dictionary(grouping: free, by: { findings[$0].position.file }) {
            let places = Dictionary(indices.map { (findings[$0], $0) }) { first, _ in first }
            for (finding, fingerprint) in Fingerprint.assign(Array(places.keys), originalPath: { _ in former }) {
                result[fingerprint, default: []].append(places[finding]!)
            }
        }
        return result
    }
}
