import Program

/// Acquisitions that functions leave to their callers: does any of them take it up?
///
/// A function that returns holding what it took, on all of its ways out, is a helper when some caller releases or keeps
/// what it is left with; where none does, it has forgotten the release.
struct ClaimJudge {
    private(set) var violations: [Violation] = []
    private let context: FlowContext
    private let notes: FlowNotes
    /// The claims that callers make of a claim that they leave to theirs.
    private var children: [Claim: [Claim]] = [:]
    private var excused: [Claim: Bool] = [:]
    private var told: Set<Claim> = []
    private let callers: [FunctionRef: [FunctionRef]]

    init(_ context: FlowContext, _ notes: FlowNotes, _ order: CalleesFirst) {
        self.context = context
        self.notes = notes
        callers = order.callees.reduce(into: [:]) { found, entry in
            for callee in entry.value { found[callee, default: []].append(entry.key) }
        }
        for claim in notes.claims {
            for source in claim.sources { children[source, default: []].append(claim) }
        }
        for claim in notes.claims where !isExcused(claim) {
            // It is told once: where it is acquired, or by the callers of a function that is there to acquire it.
            if claim.sources.contains(where: { !isExcused($0) && !$0.isTold }) { continue }
            if claim.isTold, notes.met.contains(claim) { continue }
            violations.append(claim.violation)
            told.insert(claim)
        }
    }

    /// Whether what a function was left with is told of where it was acquired.
    func isAnswered(_ claim: Claim) -> Bool { told.contains(claim) || claim.sources.contains(where: isAnswered) }

    /// Whether somebody releases what a function leaves to its callers, or may do so unseen.
    private mutating func isExcused(_ claim: Claim) -> Bool {
        if let known = excused[claim] { return known }
        excused[claim] = false
        var isExcused = notes.takenUp.contains(claim)
        let resource = claim.violation.resource
        if !isExcused, !notes.contradicted.contains(claim), let resource, resource.family == .lock {
            isExcused = isEndedBySlot(claim, resource) || hasPartner(claim, resource)
        }
        if !isExcused, !notes.met.contains(claim) {
            // Nobody is seen calling it: it is judged where the kernel calls it and nothing else.
            let slots = claim.function.file == nil ? nil : context.slots[claim.function]
            let isLock = resource?.family == .lock
            isExcused = slots.map { claim.isReturned || $0.contains { Self.hasPartner($0, resource, isLock: isLock) } } ?? !forgetsElements(claim, resource)
        }
        for child in children[claim] ?? [] where !isExcused { isExcused = self.isExcused(child) }
        excused[claim] = isExcused
        return isExcused
    }

    /// Whether the locks of an array's elements are taken one after another, and no function gives back what its caller
    /// took of the kind.
    private func forgetsElements(_ claim: Claim, _ resource: Resource?) -> Bool {
        guard let resource, resource.family == .lock, claim.isOfElement else { return false }
        return notes.releasers(of: resource, claim.lock).isEmpty
    }

    /// Whether a method is there to release locks of the kind, such as that of a transaction's item: who calls it, and when, is
    /// not seen. What the kernel's own methods do with locks, their contracts say.
    private func isEndedBySlot(_ claim: Claim, _ resource: Resource) -> Bool {
        notes.releasers(of: resource, claim.lock).contains { ref in
            (context.slots[ref] ?? []).contains { slot in
                guard case .field(let field) = slot else { return false }
                return field.name.split(separator: "_").contains { Self.endings.contains(String($0)) }
            }
        }
    }

    /// What methods that give up a lock for good are called.
    private static let endings: Set<String> = ["release", "unlock", "put", "drop", "unpin", "finish", "free", "committing"]

    /// Whether whoever is left with the lock goes on to call a function that releases it: begin and end are functions
    /// of their own.
    private func hasPartner(_ claim: Claim, _ resource: Resource) -> Bool {
        let enders = notes.releasers(of: resource, claim.lock).subtracting([claim.function])
        guard !enders.isEmpty else { return false }
        let beginners = holders(of: claim)
        return beginners.union(beginners.flatMap { callers[$0] ?? [] }).contains { ref in
            guard let function = context.program.functions[ref] else { return false }
            return Self.calls(beginners, andThen: enders, in: function, context)
        }
    }

    /// The functions that return holding what a claim is about.
    private func holders(of claim: Claim) -> Set<FunctionRef> {
        var found: Set<FunctionRef> = [claim.function]
        var work = children[claim] ?? []
        while let next = work.popLast() {
            if found.insert(next.function).inserted { work += children[next] ?? [] }
        }
        return found
    }

    /// Whether a function calls one of some functions and, later on some path, one of others.
    private static func calls(
        _ first: Set<FunctionRef>, andThen second: Set<FunctionRef>, in function: Function, _ context: FlowContext
    ) -> Bool {
        /// The statements of a block that call one of the functions.
        func places(_ targets: Set<FunctionRef>, _ block: Int) -> [Int] {
            function.blocks[block].statements.indices.filter { index in
                guard case .call(let call) = function.blocks[block].statements[index].kind else { return false }
                return (context.targets(of: call, pointer: nil) ?? []).contains(where: targets.contains)
            }
        }
        for block in function.blocks.indices {
            guard let start = places(first, block).first else { continue }
            if places(second, block).contains(where: { $0 > start }) { return true }
            var seen: Set<Int> = []
            var work = function.blocks[block].terminator.successors
            while let next = work.popLast() {
                guard seen.insert(next).inserted else { continue }
                if !places(second, next).isEmpty { return true }
                work += function.blocks[next].terminator.successors
            }
        }
        return false
    }

    /// Whether a slot has a partner that releases: `seq_operations.start`, `iomap_begin`, `freeze_fs`.
    static func hasPartner(_ slot: Slot, _ resource: Resource?, isLock: Bool) -> Bool {
        guard case .field(let field) = slot else { return !isLock }
        // VM_FAULT_LOCKED: Documentation/filesystems/locking.rst.
        if resource?.id == "folio-lock", field.name.contains("fault") || field.name.contains("mkwrite") { return true }
        return field.name == "lock" || beginnings.contains { field.name.contains($0) } && field.name != "umount_begin"
            || !isLock && objectBeginnings.contains { field.name.contains($0) }
    }

    /// Methods that may return with a lock held: another method releases it, or the caller does.
    private static let beginnings = ["start", "begin", "prepare", "freeze", "enter", "acquire", "pre_"]
    /// Methods whose objects live until another method ends them.
    private static let objectBeginnings = [
        "lock", "get", "open", "init", "connect", "setup", "alloc", "pre", "grab", "probe", "bind", "add", "create", "attach",
    ]
}
