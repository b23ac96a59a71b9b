/// Walks two graphs side by side from their entries and reports where they do different things.
///
/// Both graphs are deterministic (an event has one successor, a branch one for each outcome), so that a walk over
/// pairs of nodes decides whether they allow the same sequences of events.
struct GraphComparison {
    private(set) var differences: [String] = []
    /// Pairs of nodes that were compared.
    private(set) var pairCount = 0
    private let lowered: EventGraph
    private let clang: EventGraph

    private struct Pair: Hashable {
        var lowered: Int
        var clang: Int
    }

    init(lowered: EventGraph, clang: EventGraph) {
        self.lowered = lowered.withoutSilentNodes()
        self.clang = clang.withoutSilentNodes()
        walk()
    }

    private mutating func walk() {
        let start = Pair(lowered: lowered.entry, clang: clang.entry)
        var parents: [Pair: Pair] = [:]
        var seen: Set<Pair> = [start]
        var work = [start]
        while let pair = work.popLast(), differences.count < 5 {
            let left = lowered.nodes[pair.lowered]
            let right = clang.nodes[pair.clang]
            guard Self.agree(left, right) else {
                differences.append(
                    "lowered: \(left.text) | clang: \(right.text) | after: \(trail(to: pair, parents))")
                continue
            }
            for (next, other) in zip(left.successors, right.successors) {
                let follower = Pair(lowered: next, clang: other)
                if seen.insert(follower).inserted {
                    parents[follower] = pair
                    work.append(follower)
                }
            }
        }
        pairCount = seen.count
    }

    private func trail(to pair: Pair, _ parents: [Pair: Pair]) -> String {
        var steps: [String] = []
        var at = pair
        while let parent = parents[at], steps.count < 4 {
            steps.append(lowered.nodes[parent.lowered].text)
            at = parent
        }
        return steps.reversed().joined(separator: "; ")
    }

    private static func agree(_ left: EventGraph.Node, _ right: EventGraph.Node) -> Bool {
        switch (left, right) {
        case (.event(let left, _), .event(let right, _)): return agree(left, right)
        case (.branch(let left, _, _), .branch(let right, _, _)): return left.matches(right)
        case (.choice(let left, let leftCases, _), .choice(let right, let rightCases, _)):
            return left.matches(right) && leftCases.count == rightCases.count
                && zip(leftCases, rightCases).allSatisfy { agree($0.first, $1.first) && agree($0.last, $1.last) }
        case (.assemblyGoto(let left), .assemblyGoto(let right)): return left.count == right.count
        case (.exit(let left), .exit(let right)):
            // A void function returns no value, though `return f();` is let pass by compilers.
            guard let left, let right else { return true }
            return left.matches(right)
        case (.end, .end), (.hang, .hang): return true
        case (.opaque(let left), .opaque(let right)): return left == right
        // The lowering says that it does not know the edges, and the walk ends there.
        case (.opaque("asm goto"), .assemblyGoto): return true
        default: return false
        }
    }

    private static func agree(_ left: Int64?, _ right: Int64?) -> Bool {
        left == nil || right == nil || left == right
    }

    private static func agree(_ left: EventGraph.Event, _ right: EventGraph.Event) -> Bool {
        switch (left, right) {
        case (.call(let left, let leftArguments, let isLeftCleanup), .call(let right, let rightArguments, let isRightCleanup)):
            guard left.matches(right), isLeftCleanup == isRightCleanup else { return false }
            // The dump does not show the argument of a cleanup function.
            return isLeftCleanup
                || leftArguments.count == rightArguments.count
                    && zip(leftArguments, rightArguments).allSatisfy { $0.matches($1) }
        case (.assign(let left, let leftValue), .assign(let right, let rightValue)):
            return left.matches(right) && leftValue.matches(rightValue)
        case (.assign(.name(let name), let value), .initialize(let declaration, let initialValue)):
            let words = declaration.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            return words.contains { $0 == name } && value.matches(initialValue)
        case (.assembly, .assembly): return true
        default: return false
        }
    }
}

extension EventGraph.Node {
    var text: String {
        switch self {
        case .silent: "silent"
        case .event(.call(let callee, let arguments, let isCleanup), _):
            "\(isCleanup ? "cleanup " : "")\(callee)(\(arguments.map(\.description).joined(separator: ", ")))"
        case .event(.assign(let target, let value), _): "\(target) = \(value)"
        case .event(.initialize(let declaration, let value), _): "\(declaration) := \(value)"
        case .event(.assembly, _): "asm"
        case .branch(let form, _, _): "branch \(form)"
        case .choice(let form, let cases, _):
            "switch \(form) \(cases.map { "\($0.first.map(String.init) ?? "#")...\($0.last.map(String.init) ?? "#")" })"
        case .assemblyGoto(let targets): "asm goto \(targets.count)"
        case .exit(let form): "return \(form?.description ?? "")"
        case .end: "no return"
        case .opaque(let reason): "opaque \(reason)"
        case .hang: "endless loop"
        }
    }
}
