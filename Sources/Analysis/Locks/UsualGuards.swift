import Findings
import Program

/// A member that is changed without the lock under which nearly all others change it.
public struct UnusualWrite: Sendable {
    public let function: Function
    public let span: Span
    /// The member, as the source spells it.
    public let member: String
    /// `fuse_inode.lock`.
    public let lock: String
    /// How many changes are made under the lock, and how many there are.
    public let held: Int
    public let all: Int
    public let path: [PathStep]
}

/// Looks for locks that guard members without anybody having written it down: nearly all changes are made under them.
///
/// Changes of objects that nobody else can find do not count, nor those that no slot is known to reach.
struct UsualGuards {
    private let analysis: LockAnalysis
    private let search: UnguardedSearch
    private var entered: [FunctionRef: LockSet] = [:]
    private var running: Set<FunctionRef> = []

    init(_ analysis: LockAnalysis) {
        self.analysis = analysis
        search = UnguardedSearch(analysis)
    }

    /// In the order of members and functions.
    static func found(_ analysis: LockAnalysis) -> [UnusualWrite] {
        var usual = UsualGuards(analysis)
        let changes = Dictionary(grouping: analysis.changes, by: \.member).filter { $0.value.count >= fewest }
        return changes.sorted { "\($0.key.record).\($0.key.name)" < "\($1.key.record).\($1.key.name)" }.flatMap { usual.judge($0.key, $0.value) }
    }

    private static let fewest = 5

    private mutating func judge(_ member: FieldRef, _ changes: [LockAnalysis.Change]) -> [UnusualWrite] {
        let states = changes.map { change in
            change.point.state.may.held(locksEntered(change.point.function.ref))
        }
        var counts: [Int: Int] = [:]
        for number in states.flatMap(\.numbers) { counts[number, default: 0] += 1 }
        // Most members have no such lock, and no way to their changes is looked for. Those of objects that are being made may be many.
        let usual = counts.filter { number, count in
            guard count * 5 >= changes.count * 2, count >= Self.fewest - 1, case .member(let lock)? = analysis.calls.numbers.classes[number]
            else { return false }
            return lock.record == member.record || lock.record.hasSuffix("_conn")
        }
        let best = usual.max { ($0.value, $1.key) < ($1.value, $0.key) }
        guard let number = best?.key, let lock = analysis.calls.numbers.classes[number] else { return [] }
        let set = analysis.calls.set(lock)
        var held: [LockAnalysis.Change] = []
        var others: [(change: LockAnalysis.Change, path: [PathStep])] = []
        for (change, state) in zip(changes, states) {
            if state.intersects(set) {
                held.append(change)
            } else if !state.intersects(.unknown), let path = search.path(to: change, without: set) {
                others.append((change, path))
            }
        }
        let all = held.count + others.count
        guard all >= Self.fewest, held.count * 5 >= all * 4, let example = held.first else { return [] }
        return others.map { change, path in
            let function = change.point.function
            let step = PathStep(
                "\(example.point.function.name)() changes it with \(lock.spelling) held", at: example.point.function.position(example.point.span))
            return UnusualWrite(
                function: function, span: change.point.span, member: function.describe(change.place), lock: lock.spelling, held: held.count,
                all: all, path: path + [step])
        }
    }

    /// What all callers of a function hold, and it says itself.
    private mutating func locksEntered(_ ref: FunctionRef) -> LockSet {
        if let known = entered[ref] { return known }
        let own = (analysis.requirements[ref] ?? []).reduce(LockSet.none) { $0.union($1.set) }
        guard let sites = analysis.sites[ref], !sites.isEmpty, analysis.contexts.slotsByFunction[ref]?.isEmpty != false else { return own }
        // What a function that calls itself is entered with is not known: the way to a change without the lock is looked for below.
        guard running.insert(ref).inserted else { return .none }
        defer { running.remove(ref) }
        var found = LockSet.all
        for site in sites { found = found.intersection(site.point.state.may.held(locksEntered(site.caller.ref))) }
        let held = found.union(own)
        entered[ref] = held
        return held
    }
}
