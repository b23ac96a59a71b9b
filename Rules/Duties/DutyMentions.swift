import Analysis
import Program

/// Which functions of the directory do or ask something that duties are about.
struct DutyMentions {
    private var names: [FunctionRef: Set<String>] = [:]
    private var members: [FunctionRef: Set<FieldRef>] = [:]
    private var callers: [FunctionRef: [FunctionRef]] = [:]

    init(_ pass: RulePass) {
        let asked = Set(Duties.all.flatMap { $0.conditions.compactMap(\.member) })
        let known = asked.union(Duties.flags.map(\.member)).union([FuseRequests.opcode])
        for function in pass.ownFunctions {
            for callee in pass.analysis.graph.namedCallees(of: function) {
                callers[callee, default: []].append(function.ref)
                guard Duties.effects[callee.name] != nil || DutyAnalysis.isRequest(callee.name) else { continue }
                names[function.ref, default: []].insert(callee.name)
            }
            var found: Set<FieldRef> = []
            // All of them are looked at: none is what is looked for.
            _ = function.mentions { place in
                if let member = place.lastField, known.contains(member) { found.insert(member) }
                return false
            }
            if !found.isEmpty { members[function.ref] = found }
        }
    }

    /// The functions that may do or find out something that a duty is about, and those that call them.
    func interesting(_ duty: Duty) -> Set<FunctionRef> {
        var deeds: Set<Deed> = [duty.deed]
        if case .deed(let deed) = duty.trigger { deeds.insert(deed) }
        let asked = Set(duty.conditions.compactMap(\.member) + [FuseRequests.opcode]
            + Duties.flags.filter { $0.effects.contains { deeds.contains($0.deed) } }.map(\.member))
        var work = names.filter { entry in
            entry.value.contains { DutyAnalysis.isRequest($0) || Duties.effects[$0]!.contains { deeds.contains($0.deed) } }
        }.map(\.key) + members.filter { !$0.value.isDisjoint(with: asked) }.map(\.key)
        var found = Set(work)
        while let ref = work.popLast() {
            for caller in callers[ref] ?? [] where found.insert(caller).inserted { work.append(caller) }
        }
        return found
    }
}
