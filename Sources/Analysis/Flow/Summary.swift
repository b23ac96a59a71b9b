import Program

/// What calling a function can come to, for callers that do not look into it.
final class Summary {
    /// One way in which the function can end, as far as callers can tell them apart.
    struct Outcome {
        /// What has to hold when the function is entered, and what is known of its unknowns at the end.
        var ranges: [(term: Term, range: Range64)]
        /// Those of the terms that are made of nothing but what the caller gives.
        var given: Set<Term>
        /// What is held or given up in the end, compared with the start.
        var effects: [Effect]
        /// What the caller's memory holds in the end, where it was written.
        var writes: [(cell: Cell, value: Term, record: String?)]
        /// Nil where nothing is returned.
        var result: Term?
        var resultRange: Range64
        /// The failure that the function ran into and reports.
        var hasFailed: Bool
        /// Where the function returns.
        var span: Span
        /// Objects on which claims end: they go where this analysis cannot follow.
        var kept: Set<Term>
        /// Objects that were taken out of lists and trees: shares that those had are the caller's to drop.
        var unlinked: Set<Term>
        /// Locks that were given up on the way and are held again.
        var regained: Set<HeldKey>
        /// The error numbers that the source has the function return here.
        var errors: Set<Int64>
        /// What the members of a returned struct hold, where that is known.
        var parts: [(steps: [CellStep], value: Term)]

        /// The results that tell of failure, where the function returns a pointer; nil where none does.
        var pointerFailure: Range64? {
            if resultRange == .exactly(0) { return hasFailed ? resultRange : nil }
            guard resultRange.lower < 0, hasFailed || resultRange.upper <= 0 else { return nil }
            return Range64(lower: -4095, upper: hasFailed && resultRange.upper == 0 ? 0 : -1)
        }
    }

    /// Marks what is freed on some ways out only, for no reason that the caller could know, nor as the last share.
    static func markUncertain(_ outcomes: [Outcome], _ terms: TermTable) -> [Outcome] {
        outcomes.map { outcome in
            var marked = outcome
            for (index, effect) in outcome.effects.enumerated() where effect.resource.family == .memory && effect.count < 0 {
                let owner = terms.container(of: effect.object)
                if outcome.effects.contains(where: { $0.isLast && terms.container(of: $0.object) == owner }) { continue }
                marked.effects[index].isUncertain = outcomes.contains { other in
                    other.resultRange.overlaps(outcome.resultRange) && !areToldApart(outcome, other)
                        && !other.effects.contains { $0.count < 0 && $0.resource == effect.resource && $0.object == effect.object }
                }
            }
            return marked
        }
    }

    /// Whether something that the caller gives or can see says which of two ways is taken.
    static func areToldApart(_ outcome: Outcome, _ other: Outcome) -> Bool {
        outcome.ranges.contains { entry in
            outcome.given.contains(entry.term) && other.ranges.contains { $0.term == entry.term && !$0.range.overlaps(entry.range) }
        }
    }

    /// Whether callers can tell by an error number which of two ways was taken: one that other ways name is not what is returned
    /// where none is named.
    static func areToldApartByError(_ outcome: Outcome, _ other: Outcome) -> Bool {
        func isNamed(_ one: Outcome, besides two: Outcome) -> Bool {
            one.resultRange.upper < 0 && one.resultRange.constant != nil && two.resultRange.constant == nil && two.resultRange.lower < 0
                && one.errors.isDisjoint(with: two.errors)
        }
        return isNamed(outcome, besides: other) || isNamed(other, besides: outcome)
    }

    struct Effect: Hashable {
        var resource: Resource
        var object: Term
        var count: Int
        var isHandedOver: Bool
        var isFresh: Bool
        var isStored: Bool
        var isNeverLast: Bool
        var isLast: Bool
        /// Other ways out, that the caller cannot tell from this one, do not release: some counter of its own decides.
        var isUncertain: Bool
        /// Callers have no way to get at the lock that is held.
        var isUnnamed: Bool
        /// The acquisition or release as the function's own step, for paths.
        var event: FlowEvent
        /// Where, for acquisitions, somebody may be answerable for.
        var claim: Claim?
    }

    let function: FunctionRef
    let body: Function
    /// Only read from here on: callers on other threads do, and what the table remembers of earlier questions would be written.
    let terms: TermTable
    let outcomes: [Outcome]
    /// The locks and states that each way out gives up, and whether all of them give up the same.
    let released: [Set<HeldKey>]
    let alwaysReleasesTheSame: Bool
    /// What the function can return.
    let resultRange: Range64
    /// Others may have run, or a lock may have been dropped, before the function returns.
    let isDirty: Bool
    /// Lists or trees may be linked otherwise afterwards.
    let changesLinks: Bool
    /// Something is called, however deep, of which nothing is known.
    let callsUnknown: Bool
    /// The parameters, as bits, that every way out has followed as pointers: they must be some.
    let followed: UInt64
    /// The parameters, as bits, that go where somebody may release them.
    let taken: UInt64
    /// Where the function may sleep.
    let sleeps: [SleepPoint]
    /// The parameters that some way out returns as they are.
    let returnedArguments: [Int]
    /// The result says by its sign which of two is the greater: it is no error number.
    let comparesByResult: Bool

    init(
        body: Function, terms: TermTable, outcomes: [Outcome], resultRange: Range64, isDirty: Bool,
        changesLinks: Bool, callsUnknown: Bool, followed: UInt64, taken: UInt64, sleeps: [SleepPoint]
    ) {
        self.sleeps = sleeps
        function = body.ref
        self.body = body
        self.terms = terms
        self.outcomes = outcomes
        released = outcomes.map { outcome in
            Set(outcome.effects.filter { $0.count < 0 && ($0.resource.family == .lock || $0.resource.family == .state) }.map { HeldKey(resource: $0.resource, object: $0.object) })
        }
        alwaysReleasesTheSame = Set(released).count <= 1
        self.resultRange = resultRange
        self.isDirty = isDirty
        self.changesLinks = changesLinks
        self.callsUnknown = callsUnknown
        self.followed = followed
        self.taken = taken
        returnedArguments = Set(outcomes.compactMap { outcome in
            guard let result = outcome.result, case .symbol(.parameter(let index)) = terms[result] else { return nil }
            return Int(index)
        }).sorted()
        let results = Set(outcomes.compactMap(\.resultRange.constant))
        // `less ? -1 : 1` is one way out with both of them.
        comparesByResult = results.contains { $0 < 0 && $0 != .min && results.contains(0 &- $0) }
            || outcomes.contains { $0.resultRange.lower < 0 && $0.resultRange.lower > .min && $0.resultRange.lower == -$0.resultRange.upper }
    }
}

extension Summary {
    /// Whether the function returns what it took a share of, on some way: null says that there was nothing.
    var looksUp: Bool {
        outcomes.contains { outcome in
            outcome.result.map { result in outcome.effects.contains { $0.count > 0 && terms.container(of: $0.object) == result } } ?? false
        }
    }
}

/// An acquisition that a function leaves to its callers, on all of its ways out. `FlowNotes` has what became of it.
final class Claim: Hashable {
    /// The function that acquired, and where in it.
    let function: FunctionRef
    /// The callees' claims that the acquisition comes from; none where the function acquires by itself.
    let sources: [Claim]
    /// The function returns what it acquired, or returns whether it did: it is there to acquire it.
    let isTold: Bool
    /// The function returns what it acquired, or a part of it.
    let isReturned: Bool
    let violation: Violation
    /// Which lock it is, where it is one.
    let lock: FlowNotes.LockName
    /// It is an element of an array, and not always the same.
    let isOfElement: Bool

    init(function: FunctionRef, sources: [Claim], violation: Violation, lock: FlowNotes.LockName, isOfElement: Bool, isTold: Bool, isReturned: Bool) {
        self.function = function
        self.sources = sources
        self.isTold = isTold || isReturned
        self.isReturned = isReturned
        self.violation = violation
        self.lock = lock
        self.isOfElement = isOfElement
    }

    static func == (left: Claim, right: Claim) -> Bool { left === right }
    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Something that happened on a path, for the reader of a finding.
struct FlowEvent: Hashable {
    enum Kind: String {
        case acquired, released, handedOver, failed, branch, sleeps
    }

    var kind: Kind
    var message: String
    var span: Span
    var function: Function
    /// What acquired or released: the function called.
    var actor: String
    /// The object as the source spells it.
    var object = ""
    /// Inside the callee, where it happened there.
    var inner: [FlowEvent] = []

    static func == (left: FlowEvent, right: FlowEvent) -> Bool {
        left.kind == right.kind && left.span == right.span && left.message == right.message
            && left.function.ref == right.function.ref
    }
    func hash(into hasher: inout Hasher) {
        hasher.combine(span)
        hasher.combine(message)
    }
}
