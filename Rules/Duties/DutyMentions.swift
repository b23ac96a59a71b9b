import Analysis
import Program

/// Which functions of the directory do or ask something that duties are about.
///
/// One for all rules.
final class DutyMentions {
    /// A function's body, and what is known of it however it is followed.
    struct Body {
        let function: Function
        /// Variables that others may change, since their address is taken.
        let exposed: Set<Int>
        /// Where each block comes in an order in which what leads to a block comes first.
        let position: [Int]
        /// Variables that no second block knows: what is known of them is of no use behind their own.
        let passing: Set<Int>

        fileprivate init(_ function: Function) {
            self.function = function
            exposed = function.variablesWithAddress
            var position = [Int](repeating: 0, count: function.blocks.count)
            for (index, block) in function.blocksInReversePostorder.enumerated() { position[block] = index }
            self.position = position
            passing = function.variablesOfOneBlock
        }
    }

    private var own: [FunctionRef: Function] = [:]
    private var bodies: [FunctionRef: Body] = [:]
    private var names: [FunctionRef: Set<String>] = [:]
    private var members: [FunctionRef: Set<FieldRef>] = [:]
    private var callers: [FunctionRef: [FunctionRef]] = [:]

    init(_ pass: RulePass) {
        let asked = Set(Duties.all.flatMap { $0.conditions.compactMap(\.member) })
        let known = asked.union(Duties.flags.map(\.member)).union([FuseRequests.opcode])
        for function in pass.ownFunctions {
            own[function.ref] = function
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

    /// The body of a function of the directory.
    func body(of ref: FunctionRef) -> Body? {
        if let known = bodies[ref] { return known }
        guard let function = own[ref] else { return nil }
        let body = Body(function)
        bodies[ref] = body
        return body
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

extension Function {
    /// The variables whose address is taken.
    fileprivate var variablesWithAddress: Set<Int> {
        var found: Set<Int> = []
        for statement in blocks.lazy.flatMap(\.statements) {
            let operands = switch statement.kind {
            case .assign(_, let value): value.operands
            case .call(let call): call.arguments
            default: [Operand]()
            }
            for case .address(let place) in operands {
                if case .variable(let number) = place.root, !place.projections.contains(.dereference) { found.insert(number) }
            }
        }
        return found
    }

    /// The temporaries that are mentioned in one block only.
    fileprivate var variablesOfOneBlock: Set<Int> {
        var blocksOf: [Int: Int] = [:]
        var several: Set<Int> = []
        func note(_ place: Place, _ block: Int) {
            if case .variable(let number) = place.root {
                if let known = blocksOf[number], known != block { several.insert(number) }
                blocksOf[number] = block
            }
            for case .index(let operand) in place.projections { note(operand, block) }
        }
        func note(_ operand: Operand, _ block: Int) {
            switch operand {
            case .load(let place), .address(let place): note(place, block)
            default: return
            }
        }
        for (number, block) in blocks.enumerated() {
            for statement in block.statements {
                switch statement.kind {
                case .assign(let place, let value):
                    note(place, number)
                    for operand in value.operands { note(operand, number) }
                case .call(let call):
                    for operand in call.arguments { note(operand, number) }
                    if let place = call.result { note(place, number) }
                    if case .indirect(let operand) = call.callee { note(operand, number) }
                case .evaluate(let operand): note(operand, number)
                case .assembly(let writes, let reads):
                    for place in writes { note(place, number) }
                    for operand in reads { note(operand, number) }
                case .declare, .opaque: continue
                }
            }
            switch block.terminator.kind {
            case .branch(let value, _, _): for operand in value.operands { note(operand, number) }
            case .switch_(let operand, _, _), .return_(let operand?): note(operand, number)
            default: continue
            }
        }
        return Set(variables.indices.filter { variables[$0].kind == .temporary && !several.contains($0) })
    }
}
