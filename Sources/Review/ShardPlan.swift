import SourceTree

/// Which shard of a check is wanted: `2/8`.
public struct ShardNumber: Hashable, Sendable {
    /// From 1 to `count`.
    public let number: Int
    public let count: Int

    /// More machines than that share no check.
    public static let most = 10_000

    /// - Returns: nil for what is not `i/n` with 1 <= i <= n.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCII) && $0.allSatisfy(\.isNumber) }),
            let number = Int(parts[0]), let count = Int(parts[1]), (1...Self.most).contains(count), (1...count).contains(number)
        else { return nil }
        self.number = number
        self.count = count
    }
}

/// How the directories of a check are split over machines that know nothing of each other.
///
/// The unit is the directory, since rules look across its files. The largest goes first, each to the shard that has least so
/// far. All machines come to the same plan from the same sources; sizes are rounded, so that most edits do not change it.
package struct ShardPlan {
    /// The directories of each shard, in order; empty where there are more shards than directories.
    package let shards: [[TreePath]]
    /// The same for the same directories with files of the same sizes, split into as many shards.
    package let digest: String

    /// - Parameter sizes: each directory once, with the bytes of its sources.
    package init(_ sizes: [(directory: TreePath, bytes: Int)], count: Int) {
        var shards = [[TreePath]](repeating: [], count: count)
        var loads = [Int](repeating: 0, count: count)
        let weighed = sizes.map { (directory: $0.directory, weight: Self.rounded($0.bytes)) }
        for (directory, weight) in weighed.sorted(by: { ($1.weight, $0.directory) < ($0.weight, $1.directory) }) {
            let least = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) }!
            shards[least].append(directory)
            loads[least] += weight
        }
        self.shards = shards.map { $0.sorted() }
        var hash = StableHash()
        hash.combine("\(count)\n")
        for (directory, bytes) in sizes.sorted(by: { $0.directory < $1.directory }) { hash.combine("\(directory)\0\(bytes)\n") }
        digest = hash.digits
    }

    /// Upwards to three significant bits: off by a quarter at most.
    private static func rounded(_ bytes: Int) -> Int {
        let shift = max(0, Int.bitWidth - max(bytes, 1).leadingZeroBitCount - 3)
        return ((max(bytes, 1) + (1 << shift) - 1) >> shift) << shift
    }
}
