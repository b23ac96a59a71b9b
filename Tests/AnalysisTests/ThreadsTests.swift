import Analysis
import Program
import TestSupport
import Testing

/// The answer does not depend on how many threads work it out, nor on which of them is first.
struct ThreadsTests {
    private static let count = 60

    /// A program whose functions call each other in all directions, holding things, and forgetting some.
    private static func program(seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        let prototypes = (0..<count).map { "int f\($0)(struct table *t, struct obj *o);\n" }
        let bodies = (0..<count).map { number in
            let steps = (0..<Int.random(in: 2...5, using: &random)).map { _ in
                // Mostly to what comes later, sometimes back: that makes cycles.
                let far = Int.random(in: 1...12, using: &random)
                let callee = Int.random(in: 0...9, using: &random) == 0 ? max(number - far, 0) : min(number + far, count - 1)
                return switch Int.random(in: 0...6, using: &random) {
                case 0: "lock(&t->lock);"
                case 1: "unlock(&t->lock);"
                case 2: "hold(o);"
                case 3: "put(o);"
                case 4: "if (f\(callee)(t, o) < 0) return -1;"
                case 5: "if (t->size) { f\(callee)(t, t->obj); }"
                default: "o = find(\(far)); if (!o) return 0;"
                }
            }
            return "int f\(number)(struct table *t, struct obj *o)\n{\n    \(steps.joined(separator: "\n    "))\n    return \(number % 3);\n}\n"
        }
        return prototypes.joined() + bodies.joined()
    }

    private static func answer(_ source: String, threads: Int) throws -> [String] {
        let analysis = try Summarised(source, threads: threads).analysis
        let summaries = (0..<count).map { "f\($0): " + (analysis.summary(of: FunctionRef(name: "f\($0)")) ?? "none") }
        let violations = analysis.violations.map { "\($0.kind) \($0.object) \($0.function.name) \($0.span.line) \($0.path)" }
        return summaries + violations + analysis.leftOut.map { "\($0.function.name): \($0.reason)" }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func anyNumberOfThreadsSaysTheSame(seed: UInt64) throws {
        let source = Self.program(seed: seed)
        let one = try Self.answer(source, threads: 1)
        #expect(one.count > Self.count && one.contains { $0.contains("mutex") }, "there is something to say")
        for threads in [1, 2, 5, 16] {
            let answer = try Self.answer(source, threads: threads)
            #expect(answer.count == one.count)
            for (said, other) in zip(answer, one) where said != other { Issue.record("on \(threads) threads: \(said), and on one: \(other)") }
        }
    }
}
