import Analysis
import Program
import Testing

/// What is remembered of functions says the same as following them again.
struct MemoryTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func theAnswerIsTheSame(seed: UInt64) throws {
        var memory = FlowMemory()
        let count = GeneratedProgram.count
        let first = try Summarised(GeneratedProgram.source(seed: seed), memory: memory)
        #expect(first.analysis.remembered == 0)
        let all = try Summarised(GeneratedProgram.source(seed: seed), memory: FlowMemory(after: memory)).analysis.remembered
        var remembered = 0
        for changed in stride(from: 0, to: count, by: 4) {
            // From the program that was changed elsewhere, so that one function goes back and another changes.
            memory = FlowMemory(after: memory)
            let source = GeneratedProgram.source(seed: seed, changing: changed)
            let (again, anew) = (try Summarised(source, memory: memory), try Summarised(source))
            #expect(again.everything == anew.everything, "f\(changed)")
            #expect(again.analysis.remembered < all, "what is changed is followed")
            remembered += again.analysis.remembered
        }
        #expect(remembered > all * 15 / 2, "most are remembered: \(remembered)")
    }

    @Test func severalMomentsBeginFromOne() throws {
        let memory = FlowMemory()
        let source = GeneratedProgram.source(seed: 5)
        let first = try Summarised(source, memory: memory)
        let numbers = try (0..<2).map { _ in
            let again = try Summarised(source, memory: FlowMemory(after: memory))
            #expect(again.everything == first.everything)
            return again.analysis.remembered
        }
        #expect(numbers[0] == numbers[1] && numbers[0] >= GeneratedProgram.count)
    }

    /// A member of another type, another table of functions: what was followed with the old one is no answer.
    @Test(arguments: [
        (
            "struct rec { int a; signed char b; };\n", "struct rec { int a; long b; };\n",
            "int use(struct rec *r, struct obj *o) { hold(o); if (r->b > 300) return 0; put(o); return 0; }\n"
        ),
        (
            "static const struct own_ops table = { .run = one };\n", "static const struct own_ops table = { .run = two };\n",
            "int use(struct rec *r, struct obj *o) { hold(o); table.run(o); return 0; }\n"
        ),
    ])
    func theRestOfTheProgramCounts(old: String, new: String, user: String) throws {
        let callbacks = """
            struct rec;
            struct own_ops { void (*run)(struct obj *o); };
            static void one(struct obj *o) { put(o); }
            static void two(struct obj *o) { }

            """
        let memory = FlowMemory()
        let first = try Summarised(callbacks + old + user, memory: memory)
        let again = try Summarised(callbacks + new + user, memory: FlowMemory(after: memory))
        #expect(try again.everything(of: "use") == Summarised(callbacks + new + user).everything(of: "use"))
        #expect(again.everything(of: "use") != first.everything(of: "use"))
    }
}

extension Summarised {
    fileprivate func everything(of name: String) -> [String] {
        [analysis.summary(of: FunctionRef(name: name)) ?? "none"] + analysis.violations.map { "\($0.kind) \($0.object) \($0.function.name)" }
    }
}
