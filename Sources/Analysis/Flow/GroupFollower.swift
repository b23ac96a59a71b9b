import Program

/// Follows functions; those that lead back to each other, round after round.
///
/// In the first round, a call of a function that has not been followed yet does not come back: what is left are the ways out that
/// need no such call. With those known, the next round finds the ways that need one, and so on: the least fixpoint, from below.
/// What has not settled after the last round, since each goes on from other numbers, is taken to do what it does whatever numbers
/// it is given.
struct GroupFollower: Sendable {
    let keeper: FlowKeeper?
    private let context: FlowContext
    private let bounds: FlowBounds

    init(_ context: FlowContext, _ bounds: FlowBounds, keeper: FlowKeeper?) {
        (self.context, self.bounds, self.keeper) = (context, bounds, keeper)
    }

    func follow(_ group: CalleesFirst.Group, _ known: any KnownSummaries) -> FollowedGroup {
        var followed = FollowedGroup()
        guard group.isRecursive else {
            followed.add(round: group.functions.map { follow($0, known, &followed) })
            return followed
        }
        var answers = WithinGroup(before: known, members: [:])
        for ref in group.functions { answers.members[ref] = .some(context.program.functions[ref].map { .neverReturning($0, context.layouts(in: $0)) }) }
        for _ in 0..<bounds.rounds {
            followed.add(round: group.functions.map { ref in
                let one = follow(ref, answers, &followed)
                answers.members[ref] = .some(one.known)
                return one
            })
        }
        followed.settle()
        return followed
    }

    private func follow(_ ref: FunctionRef, _ known: any KnownSummaries, _ group: inout FollowedGroup) -> FollowedFunction {
        if let remembered = keeper?.remembered(ref, known) {
            group.remembered += 1
            return remembered
        }
        return keeper?.follow(ref, known) ?? FollowedFunction(ref, Outcome(of: ref, context, bounds, known))
    }
}

/// What following the functions of a group has shown.
struct FollowedGroup: Sendable {
    /// The last round.
    private(set) var functions: [FollowedFunction] = []
    /// All rounds, each time that a function was followed.
    private(set) var everything: [FollowedFunction] = []
    /// How many of those were not followed, since it was known what that would show.
    var remembered = 0
    /// Functions that were not followed to any of their ends.
    private var endless: Set<FunctionRef> = []
    /// Functions that another round may have found to do more.
    private var unsettled: Set<FunctionRef> = []

    mutating func add(round: [FollowedFunction]) {
        functions = round
        everything += round
    }

    /// After the last round: which functions another one would tell more of.
    mutating func settle() {
        let before = everything.dropLast(functions.count).suffix(functions.count)
        for (now, earlier) in zip(functions, before) {
            guard let summary = now.known?.summary else { continue }
            if summary.outcomes.isEmpty {
                endless.insert(now.ref)
            } else if summary.description != earlier.known?.summary?.description {
                unsettled.insert(now.ref)
            }
        }
    }

    /// For those who call the functions.
    var known: [FunctionRef: KnownSummary] {
        functions.reduce(into: [:]) { all, followed in
            if endless.contains(followed.ref) { return }
            all[followed.ref] = unsettled.contains(followed.ref) ? followed.known?.ofAnyNumbers : followed.known
        }
    }

    /// Functions that were not followed to the end, with the reason.
    var leftOut: [(function: Function, reason: String)] {
        functions.flatMap { followed in
            followed.outcome.leftOut
                + (endless.contains(followed.ref) ? followed.known?.summary.map { [($0.body, "calls itself on every way, however deep; what it does was not followed")] } ?? [] : [])
        }
    }

    /// Of earlier rounds, only what became of claims counts: claims of theirs may be what later ones rest on.
    func join(to notes: inout FlowNotes) {
        for followed in everything.dropLast(functions.count) { notes.join(claimsOf: followed.outcome.notes) }
        for followed in functions { notes.join(followed.outcome.notes) }
    }
}

/// What is known within a group of functions that lead back to each other.
private struct WithinGroup: KnownSummaries {
    let before: any KnownSummaries
    /// Nil for those of which nothing is known.
    var members: [FunctionRef: KnownSummary?]

    subscript(ref: FunctionRef) -> KnownSummary? { members[ref] ?? before[ref] }
}

extension KnownSummary {
    /// The same, whatever numbers the function is given.
    fileprivate var ofAnyNumbers: KnownSummary {
        guard let digest else { return summary.map { KnownSummary($0.ofAnyNumbers, claims: claims) } ?? self }
        return KnownSummary(claims: claims, digest: Digest(of: Array((digest.digits + " of any numbers").utf8))) { [self] in summary?.ofAnyNumbers }
    }
}

extension Summary {
    /// The same without what has to hold of numbers on its ways out.
    fileprivate var ofAnyNumbers: Summary {
        let wider = outcomes.map { outcome in
            var outcome = outcome
            outcome.ranges.removeAll { outcome.given.contains($0.term) && !isPointer($0.term) }
            return outcome
        }
        return Summary(
            body: body, terms: terms, outcomes: wider, resultRange: resultRange, isDirty: isDirty, changesLinks: changesLinks, callsUnknown: callsUnknown,
            followed: followed, taken: taken, sleeps: sleeps)
    }

    private func isPointer(_ term: Term) -> Bool {
        switch terms[term] {
        case .symbol(.parameter(let number)): body.variables[number].type.isPointer
        case .load(let cell, _): if case .step(_, .field(let field)) = terms[cell] { terms.layouts.type(of: field)?.isPointer ?? false } else { false }
        default: false
        }
    }
}
