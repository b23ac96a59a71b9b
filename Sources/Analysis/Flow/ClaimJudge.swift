import Program

/// Acquisitions that functions leave to their callers: does any of them take it up?
///
/// A function that returns holding what it took, on all of its ways out, is a helper when some caller releases or keeps
/// what it is left with; where none does, it has forgotten the release.
struct ClaimJudge {
    private(set) var violations: [Violation] = []

    init(_ context: FlowContext, _ contexts: Contexts) {
        let slots = contexts.slotsByFunction
        for claim in context.claims {
            if let source = claim.source, !source.isTakenUp { continue }
            if claim.isTakenUp { continue }
            // Its partner is there: begin and end are functions of their own.
            if let resource = claim.violation.resource, resource.family == .lock, context.hasReleaser(resource, claim.field) { continue }
            if !claim.isMet {
                // Nobody is seen calling it: it is judged where the kernel calls it and nothing else.
                guard let slots = slots[claim.function], claim.function.file != nil, !slots.contains(where: Self.pairs) else { continue }
            }
            violations.append(claim.violation)
        }
    }

    /// Whether a slot has a partner that releases: `seq_operations.start`, `iomap_begin`, `freeze_fs`.
    private static func pairs(_ slot: Slot) -> Bool {
        guard case .field(let field) = slot else { return true }
        return ["start", "begin", "lock", "prepare", "freeze", "get", "enter", "open", "init", "connect", "setup", "alloc", "acquire", "pre", "grab", "probe", "bind", "add", "create", "attach", "mkwrite", "fault"].contains { field.name.contains($0) }
    }
}
