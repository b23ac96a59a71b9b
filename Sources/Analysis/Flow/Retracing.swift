import Findings
import Program

/// The ways on which a finding was made.
struct Evidence {
    /// Those that show what is wrong.
    var ways: [Int32] = []
    /// Ways out that tell that it is wrong, since they do not hold what the others do; empty where none is needed.
    var others: [Other] = []

    struct Other {
        var way: Int32
        /// What is not held in the end was held before.
        var isEnded: Bool
    }
}

/// Findings are made of states that were merged, which know less than the paths that they stand for. Each is looked at
/// once more along the paths that led to it, with nothing merged: what no path shows is not reported.
extension FunctionFlow {
    /// Blocks that are visited for one finding before it is taken as it is.
    private static let visitLimit = 4_000
    /// Ways that are looked at for one finding.
    private static let wayLimit = 8

    /// Drops the findings that no path shows.
    func confirm() {
        for key in violations.keys {
            guard let evidence = evidence[key] else { continue }
            if !isShown(key, evidence) { violations[key] = nil }
        }
        dropRepeated()
    }

    /// Of several places that follow what one call has returned the first is told.
    private func dropRepeated() {
        func isUnchecked(_ kind: Violation.Kind) -> Bool { kind == .nullDereference || kind == .errorDereference }
        var first: [PathStep: ViolationKey] = [:]
        for (key, violation) in violations.sorted(by: { ($0.key.span.line, $0.key.span.column) < ($1.key.span.line, $1.key.span.column) })
        where isUnchecked(key.kind) {
            guard let call = violation.path.first else { continue }
            if first[call] == nil { first[call] = key } else { violations[key] = nil }
        }
    }

    private func isShown(_ key: ViolationKey, _ evidence: Evidence) -> Bool {
        let isSeen = evidence.ways.prefix(Self.wayLimit).contains { way in
            retrace(way) { flow, exit in flow.shows(key, at: exit) }
        }
        guard isSeen, !evidence.others.isEmpty else { return isSeen }
        return evidence.others.prefix(Self.wayLimit).contains { other in
            retrace(other.way) { flow, exit in exit.map { flow.lacks(key, $0, isEnded: other.isEnded) } ?? false }
        }
    }

    private func shows(_ key: ViolationKey, at exit: Exit?) -> Bool {
        if violations.keys.contains(where: { $0.kind == key.kind && $0.resource == key.resource && $0.span == key.span }) { return true }
        guard let exit else { return false }
        switch key.kind {
        case .leak: return holds(key, exit)
        case .kept: return exit.state.held.contains { $0.key.resource == key.resource && $0.value.isGiven && $0.value.count > 0 }
        case .doubleRelease: return exit.state.held.contains { $0.value.isExcess && events[$0.value.event].span == key.span }
        case .notFreed: return exit.state.orphans.contains { events[$0.value].span == key.span }
        case .errorLost: return exit.state.failure.map { !$0.isAnswered && events[$0.event].span == key.span } ?? false
        default: return true
        }
    }

    /// Whether a way out holds what was acquired where a finding says.
    private func holds(_ key: ViolationKey, _ exit: Exit) -> Bool {
        exit.state.held.contains { $0.key.resource == key.resource && $0.value.count > 0 && events[$0.value.event].span == key.span }
    }

    /// Whether a way out does not hold what was acquired at some place.
    private func lacks(_ key: ViolationKey, _ exit: Exit, isEnded: Bool) -> Bool {
        if holds(key, exit) { return false }
        guard isEnded else { return true }
        let trail = exit.state.events.map { events[$0] }
        return trail.contains { $0.kind == .acquired && ($0.span == key.span || $0.object == key.object) }
    }

    /// Follows the paths that lead by one way to a place, one after another, until one of them shows something.
    ///
    /// - Returns: false where none does; true also where there are too many of them.
    private func retrace(_ way: Int32, until isFound: (FunctionFlow, Exit?) -> Bool) -> Bool {
        let successors = ways.successors(upTo: way)
        let flow = FunctionFlow(function, context: context, bounds: bounds, summaries: summaries, entry: restriction, graph: graph)
        guard let start = flow.entry() else { return false }
        var seen: [Int32: Set<FlowState.Key>] = [:]
        var work = (successors[Ways.start] ?? []).map { (state: start, place: $0) }
        var visits = 0
        while let (state, place) = work.popLast() {
            visits += 1
            if visits > Self.visitLimit { return true }
            let exits = flow.exits.count
            flow.walk(state, ways.block(of: place))
            if place == way {
                if isFound(flow, nil) || flow.exits[exits...].contains(where: { isFound(flow, $0) }) { return true }
            }
            for next in successors[place] ?? [] {
                for state in flow.arrivals(at: ways.block(of: next), from: ways.block(of: place)) where seen[next, default: []].insert(state.key).inserted {
                    work.append((state, next))
                }
            }
            flow.dropArrivals(after: ways.block(of: place))
        }
        return false
    }
}
