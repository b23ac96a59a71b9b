import Program

/// What the flow of one function notes for judgements on the whole program. Each has notes of its own, joined in the order of
/// the functions, so that it does not matter which thread was first.
struct FlowNotes {
    /// Acquisitions left to callers, in the order in which they were met.
    var claims: [Claim]
    /// What became of callees' claims: the function released, stored or handed on what it was left with; it was followed to
    /// the end; it took again what it was left with.
    var takenUp: Set<Claim>
    var met: Set<Claim>
    var contradicted: Set<Claim>
    var members: MemberOwnership
    var lifetimes: StructLifetimes
    /// The functions that release a lock that their callers have taken.
    var releasers: [Release: Set<FunctionRef>]

    /// A lock as far as it has the same name in all functions.
    enum LockName: Hashable {
        case field(FieldRef)
        case global(String)
        case other
    }

    struct Release: Hashable {
        let resource: Resource
        let lock: LockName
    }

    /// A function releases a lock that its caller has taken.
    mutating func noteRelease(_ resource: Resource, _ lock: LockName, by function: FunctionRef) {
        releasers[Release(resource: resource, lock: lock), default: []].insert(function)
    }

    /// The functions that release a lock that their callers have taken.
    func releasers(of resource: Resource, _ lock: LockName) -> Set<FunctionRef> { releasers[Release(resource: resource, lock: lock)] ?? [] }

    /// Adds claims, and those that they come from.
    private static func mark(_ claims: some Collection<Claim>, in marked: inout Set<Claim>) {
        for claim in claims where marked.insert(claim).inserted { mark(claim.sources, in: &marked) }
    }

    /// Takes in the notes of the next function.
    mutating func join(_ next: FlowNotes) {
        join(claimsOf: next)
        members.join(next.members)
        lifetimes.join(next.lifetimes)
        releasers.merge(next.releasers) { $0.union($1) }
    }

    /// Takes in what became of claims.
    mutating func join(claimsOf next: FlowNotes) {
        claims += next.claims
        Self.mark(next.takenUp, in: &takenUp)
        met.formUnion(next.met)
        Self.mark(next.contradicted, in: &contradicted)
    }
}

extension FlowNotes {
    /// Nothing. What is added has to be kept, too: `FlowWriter`.
    init(_ program: WholeProgram) {
        self.init(claims: [], takenUp: [], met: [], contradicted: [], members: MemberOwnership(program), lifetimes: StructLifetimes(program), releasers: [:])
    }
}
