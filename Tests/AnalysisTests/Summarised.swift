import Analysis
import Program
import Testing

/// A resource of each family, and functions that acquire and release it: the tests know no kernel.
enum Held {
    static let memory = Resource(id: "heap", family: .memory, noun: "memory", nests: false)
    static let reference = Resource(id: "ref", family: .reference, noun: "a reference", nests: true)
    static let mutex = Resource(id: "mutex", family: .lock, noun: "the mutex", nests: false)

    static let facts: KernelFacts = {
        typealias Effect = FunctionFacts.Effect
        return KernelFacts(functions: [
            "alloc": FunctionFacts(effects: [Effect(.acquire, memory, .result)], returns: .pointerOrNull),
            "free": FunctionFacts(effects: [Effect(.release, memory, .argument(0), allowsNull: true)]),
            "find": FunctionFacts(effects: [Effect(.acquire, reference, .result)], returns: .pointerOrNull),
            "open_obj": FunctionFacts(effects: [Effect(.acquire, reference, .result)], returns: .pointerOrError),
            "hold": FunctionFacts(effects: [Effect(.acquire, reference, .argument(0))]),
            "put": FunctionFacts(effects: [Effect(.release, reference, .argument(0), allowsNull: true)]),
            "consume": FunctionFacts(effects: [Effect(.consume, reference, .argument(0))]),
            "lock": FunctionFacts(effects: [Effect(.acquire, mutex, .argument(0))]),
            "unlock": FunctionFacts(effects: [Effect(.release, mutex, .argument(0))]),
            "trylock": FunctionFacts(effects: [Effect(.acquire, mutex, .argument(0), if: .notZero)]),
            "lock_killable": FunctionFacts(effects: [Effect(.acquire, mutex, .argument(0), if: .zero)], returns: .zeroOrError),
            "work": FunctionFacts(returns: .zeroOrError),
            "note": FunctionFacts(),
            "die": FunctionFacts(neverReturns: true),
        ])
    }()

    /// What the sources of the tests begin with.
    static let header = """
        #define NULL ((void *)0)
        #define container_of(p, type, member) ((type *)((char *)(p) - __builtin_offsetof(type, member)))
        struct mutex { int owner; };
        struct list { struct list *next, *prev; };
        struct part { int depth; };
        struct obj { int count; struct mutex lock; struct obj *next; struct part part; struct list list; };
        struct table { int size; struct obj *obj; struct mutex lock; };
        static inline void *ERR_PTR(long error) { return (void *)error; }
        static inline long PTR_ERR(const void *p) { return (long)p; }
        static inline _Bool IS_ERR(const void *p) { return (unsigned long)p >= (unsigned long)-4095; }
        struct obj *alloc(int size);
        void free(void *);
        struct obj *find(int);
        struct obj *open_obj(int);
        void hold(struct obj *);
        void put(struct obj *);
        void consume(struct obj *);
        void lock(struct mutex *);
        void unlock(struct mutex *);
        int trylock(struct mutex *);
        int lock_killable(struct mutex *);
        int work(int);
        void note(int);
        void die(void) __attribute__((noreturn));

        """
}

/// What the analysis says of a small program.
struct Summarised {
    let analysis: OwnershipAnalysis

    /// - Parameter source: C that may use what `Held.header` declares.
    init(_ source: String, bounds: FlowBounds = FlowBounds(), memory: FlowMemory? = nil, threads: Int = 2) throws {
        let graph = try callGraph(["main.c": Held.header + source])
        analysis = OwnershipAnalysis(graph, contexts: Contexts(graph), facts: Held.facts, memory: memory, bounds: bounds, threads: threads)
    }

    /// One way in which a function can end. Where a value has no name but that of the statement it comes from, the number is left out.
    struct Outcome: Hashable {
        /// What is returned: "-" for nothing.
        var result: String
        var range: String
        var effects: Set<String> = []
        /// What is known of other values.
        var known: Set<String> = []
        var writes: Set<String> = []
        var kept: Set<String> = []
    }

    /// The ways in which a function can end, nil where it has no summary.
    func outcomes(of name: String) -> [Outcome]? {
        let text = analysis.summary(of: FunctionRef(name: name)) ?? analysis.summary(of: FunctionRef(name: name, file: "main.c"))
        return text?.replacing(/(result|forgotten|joined|outcome|callee|link)-?[0-9.]+/) { String($0.1) }.replacing(/@[0-9]+/, with: "")
            .split(separator: "\n").dropFirst().map { line in
                let parts = line.split(separator: "; ").map { String($0.drop { $0 == " " }) }
                let ends = parts[0].split(separator: " in ", maxSplits: 1).map(String.init)
                var outcome = Outcome(result: ends[0], range: ends.count > 1 ? ends[1] : "")
                for part in parts.dropFirst() {
                    if part.hasPrefix("keeps ") {
                        outcome.kept.insert(String(part.dropFirst("keeps ".count)))
                    } else if part.contains(" := ") {
                        outcome.writes.insert(part)
                    } else if part.contains(" in ") {
                        outcome.known.insert(part)
                    } else {
                        outcome.effects.insert(part)
                    }
                }
                return outcome
            }
    }

    /// The one outcome of a function with a range of results.
    func only(_ name: String, _ range: String) throws -> Outcome {
        let found = (outcomes(of: name) ?? []).filter { $0.range == range }
        try #require(found.count == 1, "\(name)() has \(found.count) outcomes with \(range)")
        return found[0]
    }

    /// What a function does on its ways out, by what it returns: `"0": ["+1 mutex &p0->lock"]`.
    func effects(of name: String) -> [String: Set<Set<String>>] {
        (outcomes(of: name) ?? []).reduce(into: [:]) { $0[$1.range, default: []].insert($1.effects) }
    }

    /// What is done wrong: `"leak in f"`.
    var violations: [String] { analysis.violations.map { "\($0.kind.rawValue) in \($0.function.name)" } }
}
