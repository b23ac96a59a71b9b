/// What one shard of a check has seen, for all shards to be judged as one later.
///
/// Suppressions and baselines follow findings across directories, and fingerprints count what is alike, so neither can be
/// decided by a machine that sees only its share. A shard's own answer is what it knows for sure; this is the rest.
public struct Shard: Hashable, Sendable {
    /// Counted from 1.
    public var number: Int
    public var count: Int
    /// What the whole check is about, in order; relative to the tree's root.
    public var paths: [String]
    /// The same for shards of the same sources, split in the same way.
    public var plan: String
    /// The same for shards under the same settings.
    public var settings: String
    /// All findings of the shard, whatever lets them pass, in order.
    public var findings: [Finding]

    public init(number: Int, count: Int, paths: [String], plan: String, settings: String, findings: [Finding]) {
        self.number = number
        self.count = count
        self.paths = paths
        self.plan = plan
        self.settings = settings
        self.findings = findings
    }
}
