import Findings
import Rules
import Settings
import SourceTree

/// What a run has looked at: tells a finding that is gone from one that nobody looked for.
struct Coverage {
    /// Directories and files that were asked for.
    private let asked: [TreePath]
    private let settings: ReviewSettings
    private let snapshot: Snapshot
    private let incomplete: [String: [Incomplete]]
    private let directories: Set<TreePath>?

    /// - Parameters:
    ///   - asked: what the run was about: directories with all below them, and single files.
    ///   - snapshot: the tree that was looked at.
    ///   - incomplete: what was not analysed of it.
    ///   - directories: the only ones that were looked at; nil for all that was asked for. Then what is told of a file that is
    ///     gone is not known: it may be in a directory that others look at.
    init(
        of asked: [TreePath], in snapshot: Snapshot, incomplete: some Sequence<Incomplete>, settings: ReviewSettings,
        only directories: Set<TreePath>? = nil
    ) {
        self.asked = asked
        self.directories = directories
        self.snapshot = snapshot
        self.settings = settings
        self.incomplete = Dictionary(grouping: incomplete, by: \.file)
    }

    /// Whether a finding of the rule would have been reported there.
    ///
    /// - Parameter function: nil for the whole file: then nothing of it may be left out.
    func holds(_ rule: String, file: String, function: String?) -> Bool {
        guard let path = try? TreePath(file), asked.contains(where: { path.isInside($0) }), settings.exclusion(of: path) == nil,
            settings.ruleSet.ids(in: path.parent.description).contains(rule)
        else { return false }
        if let directories {
            guard directories.contains(path.parent), (try? snapshot.exists(path)) == true else { return false }
        }
        // What a helper's missing body would have told is not known of any function that calls it.
        if incomplete[path.parent.description]?.contains(where: { $0.function != nil }) == true { return false }
        return !(incomplete[file] ?? []).contains { $0.function == nil || function == nil || $0.function == function }
    }

    /// Whether a finding that an entry is about would have been reported.
    func holds(_ entry: some FindingEntry) -> Bool { holds(entry.rule, file: entry.file, function: entry.function) }
}
