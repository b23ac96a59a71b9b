import Review
import SourceTree
import Testing

@Suite struct ShardPlanTests {
    private func sizes(_ sizes: [String: Int]) throws -> [(directory: TreePath, bytes: Int)] {
        try sizes.map { (try TreePath($0.key), $0.value) }
    }

    private let kernel = [
        "fs/btrfs": 4_400_000, "fs/xfs": 1_900_000, "fs/ext4": 1_600_000, "fs/nfs": 1_500_000, "fs/fuse": 500_000, "fs/overlayfs": 400_000,
        "fs/autofs": 60_000, "fs/cramfs": 30_000, "fs/efs": 40_000,
    ]

    @Test(arguments: [1, 2, 3, 8, 20]) func everyDirectoryIsInOneShard(count: Int) throws {
        let plan = ShardPlan(try sizes(kernel), count: count)
        #expect(plan.shards.count == count)
        #expect(plan.shards.flatMap { $0.map(\.description) }.sorted() == kernel.keys.sorted())
        #expect(plan.shards.count(where: \.isEmpty) == max(0, count - kernel.count))
        for shard in plan.shards { #expect(shard == shard.sorted()) }
    }

    @Test func sharesAreAsEvenAsDirectoriesAllow() throws {
        func loads(_ count: Int) throws -> [Int] {
            ShardPlan(try sizes(kernel), count: count).shards.map { $0.reduce(0) { $0 + kernel[$1.description]! } }
        }
        #expect(try loads(2).max()! < 5_900_000)
        // One directory is never split.
        #expect(try loads(4).max()! == 4_400_000)
        #expect(try loads(4).min()! > 1_500_000)
    }

    @Test func thePlanIsTheSameWhateverTheOrderAndForSmallEdits() throws {
        let plan = ShardPlan(try sizes(kernel), count: 3)
        for _ in 0..<5 {
            let other = ShardPlan(try sizes(kernel).shuffled(), count: 3)
            #expect(other.shards == plan.shards && other.digest == plan.digest)
        }
        var edited = kernel
        edited["fs/fuse"]! += 40
        let after = ShardPlan(try sizes(edited), count: 3)
        #expect(after.shards == plan.shards)
        // But it is told that the sources are others, and so is another count.
        #expect(after.digest != plan.digest)
        #expect(ShardPlan(try sizes(kernel), count: 4).digest != plan.digest)
    }

    @Test func emptyDirectoriesHaveAPlaceToo() throws {
        let plan = ShardPlan([(try TreePath("fs/a"), 0), (try TreePath("fs/b"), 0)], count: 2)
        #expect(plan.shards.map { $0.map(\.description) } == [["fs/a"], ["fs/b"]])
        #expect(ShardPlan([], count: 2).shards == [[], []])
    }

    @Test func numbersAreBounded() {
        #expect(ShardNumber("2/8").map { [$0.number, $0.count] } == [2, 8])
        for wrong in ["", "/", "1/", "/1", "0/1", "2/1", "+1/2", "1/2/2", "1/10001", "１/２"] { #expect(ShardNumber(wrong) == nil, "\(wrong)") }
    }
}
