import Findings
import Program

/// A lock that is waited for while another is held, against the order of the others or of the tables.
public struct LockInversion: Sendable {
    public let function: Function
    public let span: Span
    /// The lock that is held, and the one that is waited for, `fuse_conn.lock`.
    public let held: String
    public let taken: String
    /// Where the right order is written down; nil where other code shows it.
    public let source: String?
    /// Both ways, one after the other, if other code shows the order.
    public let path: [PathStep]
}

/// Looks for them: every lock that a function waits for comes behind all those that it and its callers hold for certain.
///
/// Locks of the kernel's own are in the order only as far as the tables say: what lies below a stacked filesystem has locks
/// of the same kind, in an order of its own.
struct LockOrderSearch {
    private let analysis: LockAnalysis

    private struct Edge: Hashable {
        var held: Int
        var taken: Int
    }

    /// How one lock comes to be waited for under another.
    private struct Witness {
        /// From where the lock is held.
        var start: PathStep
        var sites: [LockAnalysis.Site]
        var acquisition: LockAnalysis.Acquisition
        /// How many places there are.
        var count = 1
    }

    private struct Visit: Hashable {
        var function: FunctionRef
        var held: LockSet
    }

    private var edges: [Edge: Witness] = [:]
    private var seen: Set<Visit> = []

    init(_ analysis: LockAnalysis) {
        self.analysis = analysis
        manifold = Self.manifold(analysis.graph.program)
        for ref in Set(analysis.acquisitions.keys).union(analysis.callsMade.keys).sorted() {
            for acquisition in analysis.acquisitions[ref] ?? [] { note(acquisition, under: acquisition.point.state.must.own, []) }
            for site in analysis.callsMade[ref] ?? [] where !site.point.state.must.own.isEmpty && isCertain(site) {
                follow(site.callee, site.point.state.must.own, [site])
            }
        }
    }

    /// Whether the call runs the function whatever table its caller has been given: some have none, and their objects other locks.
    private func isCertain(_ site: LockAnalysis.Site) -> Bool {
        guard case .indirect(let pointer) = site.call.callee,
            case .load(let place) = analysis.calls.origins(of: site.caller).resolve(pointer), let field = place.lastField
        else { return true }
        return !analysis.graph.constantTables.isLeftOut(field)
    }

    private static let longestWay = 5

    private mutating func follow(_ function: FunctionRef, _ held: LockSet, _ sites: [LockAnalysis.Site]) {
        // The longer the way, the less likely it is that all branches on it can be taken together.
        guard sites.count <= Self.longestWay, seen.insert(Visit(function: function, held: held)).inserted else { return }
        for acquisition in analysis.acquisitions[function] ?? [] {
            note(acquisition, under: held.intersection(acquisition.point.state.must.kept), sites)
        }
        for site in analysis.callsMade[function] ?? [] {
            let kept = held.intersection(site.point.state.must.kept)
            if !kept.isEmpty, isCertain(site) { follow(site.callee, kept, sites + [site]) }
        }
    }

    private mutating func note(_ acquisition: LockAnalysis.Acquisition, under held: LockSet, _ sites: [LockAnalysis.Site]) {
        guard !held.isEmpty else { return }
        let spinning = analysis.calls.spinning.numbers
        for outer in held.numbers {
            // To sleep with a spinlock held is wrong in any order, and another rule's.
            for inner in acquisition.locks.numbers where inner != outer && (!spinning.contains(outer) || spinning.contains(inner)) {
                let edge = Edge(held: outer, taken: inner)
                if edges[edge] != nil {
                    edges[edge]!.count += 1
                } else {
                    edges[edge] = Witness(start: start(of: outer, before: sites.first?.point ?? acquisition.point), sites: sites, acquisition: acquisition)
                }
            }
        }
    }

    /// Where a function takes a lock that it holds at a point.
    private func start(of lock: Int, before point: LockAnalysis.Point) -> PathStep {
        let function = point.function
        let taken = (analysis.acquisitions[function.ref] ?? []).filter { $0.locks.numbers.contains(lock) }
        let last = taken.last { ($0.point.span.line, $0.point.span.column) < (point.span.line, point.span.column) } ?? taken.first
        return PathStep("\(function.name)() takes \(spelling(lock)) here", at: function.position(last?.point.span ?? function.nameSpan))
    }

    private func spelling(_ lock: Int) -> String { analysis.calls.numbers.classes[lock]?.spelling ?? "" }

    // MARK: What is wrong

    var found: [LockInversion] {
        let declared = declaredOrder()
        var found: [LockInversion] = []
        for (edge, witness) in edges.sorted(by: { ($0.key.held, $0.key.taken) < ($1.key.held, $1.key.taken) }) {
            let reverse = Edge(held: edge.taken, taken: edge.held)
            if let source = declared[reverse], declared[edge] == nil {
                found.append(inversion(edge, witness, source: source, other: []))
            } else if isOrdered(edge.held), isOrdered(edge.taken), declared[edge] == nil, let (other, count) = wayBack(edge) {
                // Whoever is alone with his order is wrong; of two, the second.
                guard (witness.count, -edge.held) < (count, -edge.taken) else { continue }
                found.append(inversion(edge, witness, source: nil, other: other))
            }
        }
        return found
    }

    private func inversion(_ edge: Edge, _ witness: Witness, source: String?, other: [PathStep]) -> LockInversion {
        LockInversion(
            function: witness.acquisition.point.function, span: witness.acquisition.point.span, held: spelling(edge.held),
            taken: spelling(edge.taken), source: source, path: steps(witness) + other)
    }

    private func steps(_ witness: Witness) -> [PathStep] {
        [witness.start]
            + witness.sites.map { PathStep("\($0.caller.name)() calls \($0.callee)()", at: $0.caller.position($0.point.span)) }
    }

    /// The shortest way by which the lock that is taken comes to be held while the other is waited for, and how often it begins.
    private func wayBack(_ edge: Edge) -> ([PathStep], Int)? {
        var cameBy: [Int: Edge] = [:]
        var queue = [edge.taken]
        var next = 0
        while next < queue.count, cameBy[edge.held] == nil {
            let lock = queue[next]
            next += 1
            for way in edges.keys.filter({ $0.held == lock && isOrdered($0.taken) }).sorted(by: { $0.taken < $1.taken }) {
                guard cameBy[way.taken] == nil, way.taken != edge.taken else { continue }
                cameBy[way.taken] = way
                queue.append(way.taken)
            }
        }
        var found: [PathStep] = []
        var count = Int.max
        var at = edge.held
        while at != edge.taken {
            guard let way = cameBy[at], let witness = edges[way] else { return nil }
            let point = witness.acquisition.point
            let last = PathStep("\(point.function.name)() takes \(spelling(way.taken)) here", at: point.function.position(point.span))
            found = steps(witness) + [last] + found
            count = min(count, witness.count)
            at = way.held
        }
        return (found, count)
    }

    /// What the tables say, closed over all of their lines.
    private func declaredOrder() -> [Edge: String] {
        let names = LockSpellings(analysis.graph.program)
        var declared: [Edge: String] = [:]
        for order in analysis.lockFacts.orders {
            let numbers = order.locks.compactMap { names.lock($0).flatMap { analysis.calls.numbers.known($0).numbers.first } }
            // A line is about the program that has the struct of one of its locks.
            let locks = numbers.contains(where: isOwn) ? numbers : []
            for (index, outer) in locks.enumerated() {
                for inner in locks.dropFirst(index + 1) { declared[Edge(held: outer, taken: inner)] = order.source }
            }
        }
        for _ in 0..<4 {
            // In one order: what follows from two lines carries the source of the first that it follows from.
            let known = declared.sorted { ($0.key.held, $0.key.taken) < ($1.key.held, $1.key.taken) }
            for (first, source) in known {
                for second in known.lazy.map(\.key) where second.held == first.taken && second.taken != first.held {
                    let both = Edge(held: first.held, taken: second.taken)
                    if declared[both] == nil { declared[both] = source }
                }
            }
        }
        return declared
    }

    /// Structs that are parts of others in more than one place: the lock in one of them is another than the lock in the next, and functions
    /// that are handed one do not tell which.
    private var manifold: Set<String> = []

    private static func manifold(_ program: WholeProgram) -> Set<String> {
        var once: Set<String> = []
        var often: Set<String> = []
        for (_, record) in program.records where program.isOwnRecord(record) {
            for case .record(let name) in record.fields.map(\.type) where !once.insert(name).inserted { often.insert(name) }
        }
        return often
    }

    /// Whether code shows the order of a lock, and not only tables do.
    private func isOrdered(_ lock: Int) -> Bool {
        if case .member(let field)? = analysis.calls.numbers.classes[lock], manifold.contains(field.record) { return false }
        return isOwn(lock)
    }

    private func isOwn(_ lock: Int) -> Bool {
        switch analysis.calls.numbers.classes[lock] {
        case .member(let field):
            analysis.graph.program.records[field.record].map(analysis.graph.program.isOwnRecord) ?? false
        case .global: true
        case .pseudo(let id): id == "nowrite"
        case nil: false
        }
    }
}
