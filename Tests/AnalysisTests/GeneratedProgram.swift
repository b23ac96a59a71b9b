import Analysis
import Program
import TestSupport

/// Programs of chance, for what has to hold for all of them.
enum GeneratedProgram {
    static let count = 60

    /// A program whose functions call each other in all directions, holding things, and forgetting some.
    static func source(seed: UInt64, changing changed: Int? = nil) -> String {
        var random = SeededGenerator(seed: seed)
        var other = SeededGenerator(seed: seed &+ 1000)
        let prototypes = (0..<count).map { "int f\($0)(struct table *t, struct obj *o);\n" }
        let bodies = (0..<count).map { number in
            let steps = (0..<Int.random(in: 2...5, using: &random)).map { _ in step(number, &random) }
            // As many lines: what is behind it stays where it is.
            let said = number == changed ? steps.map { _ in step(number, &other) } : steps
            return "int f\(number)(struct table *t, struct obj *o)\n{\n    \(said.joined(separator: "\n    "))\n    return \(number % 3);\n}\n"
        }
        return prototypes.joined() + bodies.joined()
    }

    private static func step(_ number: Int, _ random: inout SeededGenerator) -> String {
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
}

extension Summarised {
    /// All that the analysis of a generated program says.
    var everything: [String] {
        let summaries = (0..<GeneratedProgram.count).map { "f\($0): " + (analysis.summary(of: FunctionRef(name: "f\($0)")) ?? "none") }
        let violations = analysis.violations.map { "\($0.kind) \($0.object) \($0.function.name) \($0.span.line) \($0.path)" }
        // A callee's own number of a value says nothing: what is kept has other numbers.
        return summaries.map { $0.replacing(/callee(-?[0-9]+)\.[0-9]+/) { "callee\($0.1)" } } + violations + analysis.leftOut.map { "\($0.function.name): \($0.reason)" }
    }
}
