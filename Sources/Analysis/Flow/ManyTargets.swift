import Program

/// Calls that may run any of many functions: `req->args->end(fm, args, error)`.
extension FunctionFlow {
    /// So many functions that a call may run are followed one by one.
    static let manyTargets = 4

    /// What may have happened whichever of the functions was called: claims stay on those arguments that none of them does
    /// anything with. That one of them may sleep is not said of the caller: it may never be that one there.
    func perform(anyOf targets: [FunctionRef], _ call: CallScene, _ start: FlowState) -> [FlowState] {
        var scene = call
        var state = start
        var touched: Set<Int> = []
        for target in targets {
            scene.actor = target.name
            noteCheck(by: target, scene, &state)
            guard let summary = summary(of: target), context.tableFacts(of: target) == nil else {
                scene.actor = call.actor
                return unknown(scene, start, isSeen: context.program.functions[target] != nil)
            }
            touched.formUnion(summary.touched)
            if summary.callsUnknown { callsUnknown = true }
            noteTaken(by: summary, scene)
        }
        scene.actor = call.actor
        state.isDirty = true
        isDirty = true
        state.relink(scene.site, terms)
        changesLinks = true
        for (index, argument) in scene.arguments.enumerated() {
            if touched.contains(index) { endClaims(argument, &state) }
            forgetMemory(argument, site: scene.site, &state)
        }
        return returning(terms.symbol(.result(site: scene.site), resultRange(scene.call)), scene, &state) ? [state] : []
    }
}

extension Summary {
    /// The parameters that something is done with on some way out, with them or with what is found by way of them: a share is taken
    /// or dropped, or they go where somebody may do so.
    var touched: Set<Int> {
        var found = Set((0..<body.parameterCount).filter { $0 < UInt64.bitWidth && taken & 1 << UInt64($0) != 0 })
        for outcome in outcomes {
            for object in outcome.effects.map(\.object) + outcome.kept + outcome.unlinked {
                if let parameter = terms.parameter(of: object) { found.insert(parameter) }
            }
        }
        return found
    }
}

extension TermTable {
    /// The parameter by way of which a value is found.
    fileprivate func parameter(of term: Term) -> Int? {
        switch self[term] {
        case .symbol(.parameter(let number)): Int(number)
        case .load(let cell, _), .address(let cell): base(of: cell).flatMap(parameter)
        case .unary(_, let inner), .part(let inner, _): parameter(of: inner)
        case .binary(_, let left, let right): parameter(of: left) ?? parameter(of: right)
        default: nil
        }
    }
}
