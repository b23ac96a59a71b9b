import HashTreeCollections
import Program

/// Something held: which resource, on which object.
struct HeldKey: Hashable {
    let resource: Resource
    let object: Term
}

/// How much of a resource a path holds, as it differs from the function's start.
struct Holding: Hashable {
    /// Acquisitions less releases; negative where the caller's share was released.
    var count: Int
    /// The object came with the resource: nobody else is known to hold it.
    var isFresh: Bool
    /// The share released was taken over rather than dropped.
    var isHandedOver = false
    /// Something that outlives the call holds the share.
    var isStored = false
    /// For releases: others are known to hold shares too.
    var isNeverLast = false
    /// For releases: it was the last share.
    var isLast = false
    /// It was there when the function was entered: its contract says so, and that the function gives it up.
    var isGiven = false
    /// For releases: one more than this function had acquired.
    var isExcess = false
    /// Where it was last acquired, or released for negative counts: an index into the flow's events.
    var event: Int

    static func == (left: Holding, right: Holding) -> Bool { 
        left.count == right.count && left.isFresh == right.isFresh && left.isStored == right.isStored
            && left.isNeverLast == right.isNeverLast && left.isLast == right.isLast
            && left.isGiven == right.isGiven && left.isExcess == right.isExcess
    }
    func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(isFresh)
    }
}

/// An object that may not be touched any more.
struct Gone: Hashable {
    var resource: Resource
    var isHandedOver: Bool
    /// It is still there, in other hands: it may be looked at, but not released again.
    var isUsable = false
    /// It was found in memory, where others may have shares: what is done under a lock may be safe all the same.
    var isShared = false
    var event: Int

    /// Whether it must not be given to functions any more.
    var isOut: Bool { !isUsable && !isShared }

    /// Whether it must not be touched: what has other holders may be, where a lock is held.
    func isOut(_ state: FlowState) -> Bool {
        !isUsable && !(isShared && state.held.contains { $0.key.resource.family == .lock && $0.value.count > 0 })
    }

    static func == (left: Gone, right: Gone) -> Bool {
        left.resource == right.resource && left.isHandedOver == right.isHandedOver
    }
    func hash(into hasher: inout Hasher) {
        hasher.combine(resource)
        hasher.combine(isHandedOver)
    }
}

/// A failure that the path has run into: a call that returned an error, null or an error pointer.
struct Failure: Hashable {
    /// The result that tells of it.
    var result: Term
    var event: Int
    /// What the function returns was set after the failure was found.
    var isAnswered = false

    static func == (left: Failure, right: Failure) -> Bool { left.result == right.result }
    func hash(into hasher: inout Hasher) { hasher.combine(result) }
}

/// A way out of a callee on which it does not release what it releases on others.
struct PassedOver {
    var function: Function
    var span: Span
    /// The release on the other way.
    var released: FlowEvent
}

/// Everything about the paths that lead to one point and agree on what is held.
struct FlowState {
    var store: TreeDictionary<Cell, Term> = [:]
    var ranges: TreeDictionary<Term, Range64> = [:]
    /// Values found equal to another: the name that stays.
    var aliases: TreeDictionary<Term, Term> = [:]
    var held: TreeDictionary<HeldKey, Holding> = [:]
    var gone: TreeDictionary<Term, Gone> = [:]
    /// Objects of which it is not known how many shares there are: they were given to code that cannot be followed.
    var lost: TreeSet<Term> = []
    /// Locks and states released by this function and not taken again.
    var released: TreeDictionary<HeldKey, Int> = [:]
    /// Objects that were taken out of a list or tree: a share that it had may be there to be dropped.
    var unlinked: TreeSet<Term> = []
    /// Objects whose last share this function has dropped, and which nobody has freed since: the event of the drop.
    var orphans: TreeDictionary<Term, Int> = [:]
    /// What a callee did not release on the way that it took, though it does on others.
    var passedOver: [HeldKey: PassedOver] = [:]
    /// The last failure that was found out and is not dealt with.
    var failure: Failure?
    /// Since when fields that others may change are known.
    var epoch: Int32 = 0
    /// A lock was dropped, or code ran that is not known: what others may change may have changed.
    var isDirty = false
    /// The heads of loops of which there has been a round, and of those that were left without.
    var roundsOf: TreeSet<Int> = []
    var skippedLoops: TreeSet<Int> = []
    /// The kernel has warned of what must not be, and goes on all the same.
    var isWarned = false
    /// The statement since which lists and trees are linked as they are; 0 for the function's start.
    var links: Int32 = 0
    /// The parameters, as bits, that the path has certainly followed as pointers.
    var followed: UInt64 = 0
    var trail: Trail?
    /// The blocks that the path, or one of those merged into it, has come through: a number of the flow's `ways`.
    var way = Ways.start

    /// What states have to agree on to be merged.
    struct Property: Hashable {
        let held: TreeDictionary<HeldKey, Holding>
        let gone: TreeDictionary<Term, Gone>
        let failure: Failure?
    }

    var property: Property { Property(held: held, gone: gone, failure: failure) }
    /// What is held alone: what states have to agree on where there are too many of them.
    var holdings: Property { Property(held: held, gone: [:], failure: nil) }

    /// What makes two states the same for all that follows.
    struct Key: Hashable {
        let store: TreeDictionary<Cell, Term>
        let ranges: TreeDictionary<Term, Range64>
        let aliases: TreeDictionary<Term, Term>
        let property: Property
        let released: Set<HeldKey>
        let epoch: Int32
        let isDirty: Bool
        let isWarned: Bool
        let links: Int32
        let lost: TreeSet<Term>
    }

    var key: Key {
        Key(store: store, ranges: ranges, aliases: aliases, property: property, released: Set(released.keys), epoch: epoch, isDirty: isDirty,
            isWarned: isWarned, links: links, lost: lost)
    }

    /// One step of the path so far.
    final class Trail {
        let event: Int
        let before: Trail?

        init(_ event: Int, before: Trail?) {
            self.event = event
            self.before = before
        }
    }

    mutating func note(_ event: Int) { trail = Trail(event, before: trail) }

    /// The events of the path, first to last.
    var events: [Int] {
        var found: [Int] = []
        var at = trail
        while let step = at {
            found.append(step.event)
            at = step.before
        }
        return found.reversed()
    }
}
