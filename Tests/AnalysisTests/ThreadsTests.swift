import Analysis
import Program
import TestSupport
import Testing

/// The answer does not depend on how many threads work it out, nor on which of them is first.
struct ThreadsTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func anyNumberOfThreadsSaysTheSame(seed: UInt64) throws {
        let source = GeneratedProgram.source(seed: seed)
        let one = try Summarised(source, threads: 1).everything
        #expect(one.count > GeneratedProgram.count && one.contains { $0.contains("mutex") }, "there is something to say")
        for threads in [1, 2, 5, 16] {
            let answer = try Summarised(source, threads: threads).everything
            #expect(answer.count == one.count)
            for (said, other) in zip(answer, one) where said != other { Issue.record("on \(threads) threads: \(said), and on one: \(other)") }
        }
    }
}
