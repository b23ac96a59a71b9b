/// What both the lowering and clang's control-flow graph are brought to: things that happen, and what comes next.
///
/// Everything that does not happen visibly (reads, temporaries, empty blocks) is a silent node, and stepped over.
struct EventGraph {
    enum Event {
        case call(callee: Form, arguments: [Form], isCleanup: Bool)
        /// A store; `declared` is the text in front of the `=` where clang shows the declaration only.
        case assign(target: Form, value: Form)
        case initialize(declaration: String, value: Form)
        case assembly
    }

    enum Node {
        /// Nothing happens. Nil for a node that is still being built.
        case silent(Int?)
        case event(Event, next: Int)
        case branch(Form, then: Int, otherwise: Int)
        case choice(Form, cases: [Case], default_: Int)
        /// `asm goto`: the way on, then the labels in order.
        case assemblyGoto([Int])
        case exit(Form?)
        /// Behind a call that does not return.
        case end
        case opaque(String)
        /// A loop in which nothing happens.
        case hang
    }

    /// The values of a `case`; nil where the text does not give the number.
    struct Case {
        var first: Int64?
        var last: Int64?
        var target: Int
    }

    var nodes: [Node] = []
    var entry = 0

    mutating func add(_ node: Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    /// Adds a branch with `!` taken off the condition, and none at all where it is constant.
    mutating func addBranch(_ condition: Form, then: Int, otherwise: Int) -> Int {
        switch condition {
        case .operation("!", let operands): addBranch(operands[0], then: otherwise, otherwise: then)
        case .integer(let value?): add(.silent(value != 0 ? then : otherwise))
        default: add(.branch(condition, then: then, otherwise: otherwise))
        }
    }

    /// The graph with silent nodes taken out of all edges. A branch whose two ways meet again before anything
    /// happens is silent too: the lowering branches to compute `a && b` as a value where clang does not.
    func withoutSilentNodes() -> EventGraph {
        var resolver = SilentNodes(nodes: nodes)
        var graph = self
        graph.nodes.append(.hang)
        let hang = graph.nodes.count - 1
        func resolved(_ number: Int) -> Int { resolver.resolve(number) ?? hang }
        graph.entry = resolved(entry)
        for (number, node) in nodes.enumerated() {
            switch node {
            case .event(let event, let next): graph.nodes[number] = .event(event, next: resolved(next))
            case .branch(let form, let then, let otherwise):
                graph.nodes[number] = .branch(form, then: resolved(then), otherwise: resolved(otherwise))
            case .choice(let form, let cases, let default_):
                let cases = cases.map { Case(first: $0.first, last: $0.last, target: resolved($0.target)) }
                graph.nodes[number] = .choice(form, cases: cases, default_: resolved(default_))
            case .assemblyGoto(let targets): graph.nodes[number] = .assemblyGoto(targets.map(resolved))
            case .silent, .exit, .end, .opaque, .hang: break
            }
        }
        return graph
    }

    /// The nodes that the entry reaches.
    var reachable: Set<Int> {
        var seen: Set<Int> = [entry]
        var work = [entry]
        while let number = work.popLast() {
            for next in nodes[number].successors where seen.insert(next).inserted { work.append(next) }
        }
        return seen
    }
}

extension EventGraph.Node {
    var successors: [Int] {
        switch self {
        case .silent(let next): next.map { [$0] } ?? []
        case .event(_, let next): [next]
        case .branch(_, let then, let otherwise): [then, otherwise]
        case .choice(_, let cases, let default_): cases.map(\.target) + [default_]
        case .assemblyGoto(let targets): targets
        case .exit, .end, .opaque, .hang: []
        }
    }
}

/// Finds the first node at or behind a silent one where something happens; nil for a loop of silent nodes.
private struct SilentNodes {
    let nodes: [EventGraph.Node]
    private var answers: [Int: Int?] = [:]
    private var isOpen: Set<Int> = []

    init(nodes: [EventGraph.Node]) { self.nodes = nodes }

    mutating func resolve(_ number: Int) -> Int? {
        if let known = answers[number] { return known }
        switch nodes[number] {
        case .silent(let next?):
            guard isOpen.insert(number).inserted else { return nil }
            defer { isOpen.remove(number) }
            let answer = resolve(next)
            answers[number] = .some(answer)
            return answer
        case .branch(_, let then, let otherwise):
            // Met again on the way: the branch is the head of a loop, and so no silent one.
            guard isOpen.insert(number).inserted else { return number }
            defer { isOpen.remove(number) }
            let first = resolve(then)
            let second = resolve(otherwise)
            let answer = first == second && first != number ? first : number
            answers[number] = .some(answer)
            return answer
        default: return number
        }
    }
}
