import Findings

/// The reports of all shards of one check.
struct CompleteShards {
    /// In the order of their numbers.
    let reports: [Report]
    let count: Int
    let paths: [String]
    private let plan: String
    private let settings: String

    /// - Throws: `MergeError` where one is missing, there twice, or of another check.
    init(_ given: [(name: String, report: Report)]) throws(MergeError) {
        var byNumber: [Int: (name: String, report: Report)] = [:]
        var first: (name: String, shard: Shard)?
        for (name, report) in given {
            guard let shard = report.shard else {
                throw MergeError(
                    "'\(name)' is a report of its own, and '\(given.first { $0.report.shard != nil }?.name ?? name)' is one of several"
                        + " shards; merge them apart")
            }
            let known = first ?? (name, shard)
            first = known
            guard shard.count == known.shard.count, shard.paths == known.shard.paths else {
                throw MergeError("'\(known.name)' and '\(name)' are shards of different checks; give those of one")
            }
            guard shard.plan == known.shard.plan else {
                throw MergeError("'\(known.name)' and '\(name)' were made from different sources; check one commit on all machines")
            }
            guard shard.settings == known.shard.settings else {
                throw MergeError("'\(known.name)' and '\(name)' were made under different settings; use the same for all shards")
            }
            if let other = byNumber[shard.number] {
                guard other.report.shard == shard, other.report.incomplete == report.incomplete else {
                    throw MergeError(
                        "'\(other.name)' and '\(name)' are both shard \(shard.number) and tell different things; give one of them")
                }
                continue
            }
            byNumber[shard.number] = (name, report)
        }
        guard let shard = first?.shard else { throw MergeError("no report is given") }
        // No more than one is searched for: the count may be a stranger's.
        if byNumber.count < shard.count, let missing = (1...shard.count).first(where: { byNumber[$0] == nil }) {
            let others = shard.count - byNumber.count - 1
            throw MergeError(
                "shard \(missing)/\(shard.count) is missing" + (others == 0 ? "" : ", and \(others) more")
                    + "; give the reports of all shards")
        }
        reports = byNumber.sorted { $0.key < $1.key }.map(\.value.report)
        count = shard.count
        paths = shard.paths
        plan = shard.plan
        settings = shard.settings
    }

    /// - Throws: `MergeError` where the shards saw another tree than this one, or saw it otherwise.
    func require(plan: String, settings: String) throws(MergeError) {
        guard plan == self.plan else {
            throw MergeError("the shards were made from other sources than this tree holds; give the same commit with --tree")
        }
        guard settings == self.settings else {
            throw MergeError("the shards were made under other settings; give merge the same --config as check")
        }
    }
}

/// Why reports do not make one.
public struct MergeError: Error, CustomStringConvertible, Equatable {
    public let description: String

    init(_ description: String) { self.description = description }
}
