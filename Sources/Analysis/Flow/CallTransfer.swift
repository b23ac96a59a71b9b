import Program

/// What a call does to a state.
extension FunctionFlow {
    /// The states after a call; none where control does not come back.
    func perform(_ call: Call, site: Int32, span: Span, _ start: FlowState) -> [FlowState] {
        var state = start
        var arguments: [Term] = []
        var members: [Int: [(steps: [CellStep], value: Term)]] = [:]
        for (index, operand) in call.arguments.enumerated() {
            guard let value = evaluate(operand, span, &state) else { return [] }
            arguments.append(value)
            if case .load(let place) = operand, isRecord(place) { members[index] = parts(of: place, span, &state) }
        }
        var scene = CallScene(call: call, arguments: arguments, members: members, site: site, span: span)
        var pointer: TermNode?
        if case .indirect(let operand) = call.callee {
            guard let value = evaluate(operand, span, &state) else { return [] }
            if let (name, facts) = slotFacts(value) {
                scene.actor = name
                guard checkArguments(scene, [], &state) else { return [] }
                return apply(facts, scene, state)
            }
            pointer = terms[value]
        }
        guard let targets = context.targets(of: call, pointer: pointer) else { return unknown(scene, state) }
        // Error numbers are negative, and ERR_PTR(0) is null.
        if targets.count == 1, targets[0].name == "ERR_PTR", let first = arguments.first,
            !state.restrict(first, Range64(lower: -4095, upper: 0), terms)
        {
            return []
        }
        if targets.count == 1, let value = Self.errorPointerTest(targets[0].name, arguments, state, terms) {
            return returning(value, scene, &state) ? [state] : []
        }
        // Whoever is given an error may deal with it.
        if let failure = state.failure, arguments.contains(failure.result), !targets.contains(where: { $0.name.contains("print") }) { state.failure?.isAnswered = true }
        guard checkArguments(scene, targets, &state) else { return [] }
        if !state.orphans.isEmpty { adopt(scene, targets, &state) }
        if targets.count > Self.manyTargets { return perform(anyOf: targets, scene, state) }
        var results: [FlowState] = []
        for target in targets {
            scene.actor = target.name
            noteSleep(in: target, scene, state)
            noteCheck(by: target, scene, &state)
            if let told = told(by: target, scene, state) {
                var next = state
                if returning(told, scene, &next) { results.append(next) }
            } else if let facts = context.tableFacts(of: target) {
                results += apply(facts, scene, state)
            } else if let summary = summary(of: target) {
                results += apply(summary, scene, state)
            } else {
                results += unknown(scene, state, isSeen: context.program.functions[target] != nil)
            }
        }
        return results
    }

    /// What the tables say of whatever is called through a member: `kiocb.ki_complete`.
    private func slotFacts(_ callee: Term) -> (name: String, facts: FunctionFacts)? {
        guard let field = origin(callee), let facts = context.facts["\(field.record).\(field.name)"]
        else { return nil }
        return (field.name, facts)
    }

    /// include/linux/err.h, and the compiler's hints: functions of their argument alone.
    private static func errorPointerTest(_ name: String, _ arguments: [Term], _ state: FlowState, _ terms: TermTable) -> Term? {
        // The task that runs is the same throughout.
        if name == "get_current" { return terms.address(terms.global("current")) }
        guard let first = arguments.first else { return nil }
        switch name {
        case "IS_ERR": return state.compute(.less, first, terms.integer(0), terms)
        case "IS_ERR_OR_NULL": return state.compute(.lessOrEqual, first, terms.integer(0), terms)
        case "PTR_ERR", "ERR_PTR", "ERR_CAST", "__builtin_expect": return first
        case "__builtin_constant_p": return terms.integer(0)
        default: return nil
        }
    }

    func returning(_ value: Term, _ scene: CallScene, _ state: inout FlowState) -> Bool {
        guard let place = scene.call.result else { return true }
        return assign(value, to: place, scene.span, &state)
    }

    /// The range of the call's result, by the type of what it is put into.
    func resultRange(_ call: Call) -> Range64 {
        guard let place = call.result else { return .all }
        if let field = place.lastField { return terms.layouts.range(of: field) }
        guard place.projections.isEmpty, case .variable(let number) = place.root else { return .all }
        return terms.layouts.range(ofType: function.variables[number].type)
    }

    // MARK: Calls that nothing is known of

    /// - Parameter isSeen: the code is there, and is followed by itself.
    func unknown(_ scene: CallScene, _ start: FlowState, isSeen: Bool = false) -> [FlowState] {
        var state = start
        state.isDirty = true
        isDirty = true
        callsUnknown = true
        state.relink(scene.site, terms)
        changesLinks = true
        if !isSeen { noteGiven(scene) }
        for argument in scene.arguments {
            if mayEnd(scene) { endHoldings(reachedFrom: argument, &state) }
            endClaims(argument, &state)
            forgetMemory(argument, site: scene.site, &state)
        }
        let result = terms.symbol(.result(site: scene.site), resultRange(scene.call))
        return returning(result, scene, &state) ? [state] : []
    }

    /// What functions are called that give up what others took: done_path_create(), end_creating().
    private static let endings: Set<Substring> = [
        "done", "end", "finish", "unlock", "release", "put", "drop", "exit", "leave", "complete", "cancel", "abort", "free", "destroy",
    ]

    /// Whether the name of a function whose code is not there says that it gives something up.
    private func mayEnd(_ scene: CallScene) -> Bool { scene.actor.split(separator: "_").contains(where: Self.endings.contains) }

    /// What a pointer leads to may have been written.
    func forgetMemory(_ pointer: Term, site: Int32, _ state: inout FlowState) {
        if case .address(let cell) = terms[pointer], terms.variableNumber(of: cell) != nil {
            forget(cell, site: site, &state)
            return
        }
        let object = terms.container(of: pointer)
        for (cell, _) in state.store where terms.base(of: cell) == object {
            dropCell(cell, &state)
            forget(cell, site: site, &state)
        }
    }

    /// What the running task points to may be something else.
    private func forgetTask(site: Int32, _ state: inout FlowState) {
        for cell in terms.parts(of: terms.global("current")) { forget(cell, site: site, &state) }
    }

    /// Numbers and nulls in a local struct may be something else.
    private func fill(_ pointer: Term, site: Int32, _ state: inout FlowState) {
        guard case .address(let cell) = terms[pointer], terms.variableNumber(of: cell) != nil else { return }
        let root = terms.root(of: cell)
        for (part, value) in state.store where terms.root(of: part) == root && part != root && terms.constant(value) != nil { forget(part, site: site, &state) }
    }

    /// Whether a value is the address of a local variable that is a pointer: it is read there, as the one page of an array.
    private func isLocalPointer(_ value: Term) -> Bool {
        guard case .address(let cell) = terms[value], case .variable(let number) = terms[cell] else { return false }
        return function.variables[number].type.isPointer
    }

    private func isLocal(_ pointer: Term) -> Bool {
        if case .address(let cell) = terms[pointer] { terms.variableNumber(of: cell) != nil } else { false }
    }

    /// What a pointer leads to may have been written, and what the pointers there lead to.
    private func forgetReached(_ pointer: Term, site: Int32, _ state: inout FlowState) {
        if case .address(let cell) = terms[pointer], terms.variableNumber(of: cell) != nil {
            let root = terms.root(of: cell)
            for (part, value) in state.store where terms.root(of: part) == root && part != root {
                guard terms.constant(value) == nil, !isLocalPointer(value) else { continue }
                forgetMemory(value, site: site, &state)
            }
            return
        }
        forgetMemory(pointer, site: site, &state)
    }

    // MARK: Calls that tables know

    private func apply(_ facts: FunctionFacts, _ scene: CallScene, _ start: FlowState) -> [FlowState] {
        if facts.neverReturns { return [] }
        var state = start
        state.isDirty = true
        isDirty = true
        if facts.relinks {
            for argument in scene.arguments {
                let object = terms.container(of: argument)
                for (key, holding) in state.held where holding.count > 0 && terms.container(of: key.object) == object && key.resource.isHandedOn {
                    if holding.isFresh {
                        endClaims(argument, &state)
                    } else {
                        // It may be the list's from here on.
                        takeUp(holding)
                        state.held[key]?.isStored = true
                    }
                }
            }
        }
        if facts.relinks || !facts.unlinks.isEmpty || facts.effects.contains(where: { $0.verb == .keep || $0.resource?.family == .lock && $0.verb == .release }) {
            state.relink(scene.site, terms)
            changesLinks = true
        }
        guard follow(facts.followed, scene, &state) else { return [] }
        for index in facts.unlinks where index < scene.arguments.count { state.unlinked.insert(terms.container(of: scene.arguments[index])) }
        for index in facts.fills where index < scene.arguments.count { fill(scene.arguments[index], site: scene.site, &state) }
        for index in facts.changes where index < scene.arguments.count { forgetReached(scene.arguments[index], site: scene.site, &state) }
        if facts.changesTask { forgetTask(site: scene.site, &state) }
        forgetOutParameters(facts, scene, &state)
        guard !facts.effects.isEmpty || facts.returns != nil || facts.testsBits != nil else {
            let result = terms.symbol(.result(site: scene.site), resultRange(scene.call))
            return returning(result, scene, &state) ? [state] : []
        }
        if facts.returns == .firstArgument, let first = scene.arguments.first {
            guard perform(facts.effects, facts, .all, first, scene, &state) else { return [] }
            return returning(first, scene, &state) ? [state] : []
        }
        let result = terms.symbol(.result(site: scene.site), resultRange(scene.call).meet(facts.returns?.range ?? .all))
        if let bits = facts.testsBits, bits < scene.arguments.count { bitTests[result] = terms.container(of: scene.arguments[bits]) }
        let failure = facts.returns?.failure
        if let failure {
            // Whoever goes on with what may fail has decided that the last failure does not matter.
            state.failure?.isAnswered = true
            fallible[result] = Fallible(
                failure: failure, actor: scene.actor, event: event(.failed, "\(scene.actor)() may fail here", scene.span, actor: scene.actor))
        }
        var states: [FlowState] = []
        let mayNotFail = mayNotFail(facts, scene, state)
        // Allocations with __GFP_NOFAIL do not fail.
        let doesNotFail = mayNotFail.flatMap { state.truth(of: $0, terms) } ?? false
        for range in doesNotFail ? [.valid] : cases(of: facts) {
            var next = state
            // igrab() and its kin return what they were given, or null.
            let result = facts.returns == .firstArgumentOrNull && range == .valid ? scene.arguments.first ?? result : result
            // Callers with flags of their own can tell from them whether it may fail.
            if range == .exactly(0), let mayNotFail, !next.assume(mayNotFail, false, terms) { continue }
            guard next.restrict(result, range, terms), perform(facts.effects, facts, range, result, scene, &next),
                returning(result, scene, &next)
            else { continue }
            states.append(next)
        }
        return states
    }

    /// The ranges of the result for which different effects take place.
    private func cases(of facts: FunctionFacts) -> [Range64] {
        guard let first = facts.effects.first(where: { $0.condition != .always || $0.subject == .result }) else { return [.all] }
        let condition = first.condition == .always ? FunctionFacts.Condition.valid : first.condition
        let (holds, fails) = condition.ranges(facts.returns)
        if facts.returns == .pointer { return [holds] }
        return [holds, fails]
    }

    /// ___GFP_NOFAIL of include/linux/gfp_types.h.
    private static let noFail: Int64 = 0x8000

    /// Whether an allocation has __GFP_NOFAIL among its flags: a truth value; nil for what allocates nothing.
    private func mayNotFail(_ facts: FunctionFacts, _ scene: CallScene, _ state: FlowState) -> Term? {
        guard facts.returns == .pointerOrNull, scene.arguments.count > 1, let flags = scene.arguments.last,
            facts.effects.contains(where: { $0.subject == .result && $0.resource?.family == .memory && $0.verb == .acquire })
        else { return nil }
        return state.compute(.and, flags, terms.integer(Self.noFail), terms)
    }

    /// What a function that asks for a lock returns while this function holds it; nil where it is not known to.
    private func told(by target: FunctionRef, _ scene: CallScene, _ state: FlowState) -> Term? {
        guard let tells = context.facts[target.name]?.tells, tells.argument < scene.arguments.count,
            hasShare(tells.resource, normal(scene.arguments[tells.argument], tells.resource), state)
        else { return nil }
        return terms.integer(1)
    }

    private func perform(
        _ effects: [FunctionFacts.Effect], _ facts: FunctionFacts, _ range: Range64, _ result: Term, _ scene: CallScene,
        _ state: inout FlowState
    ) -> Bool {
        for effect in effects {
            let condition = effect.condition == .always && effect.subject == .result && facts.returns != .firstArgument ? .valid : effect.condition
            if let flag = effect.flag, !hasFlag(flag, scene, state) { continue }
            if let given = effect.given, given < scene.arguments.count, state.range(of: scene.arguments[given], terms) == .exactly(0) { continue }
            if condition != .always, !condition.ranges(facts.returns).holds.contains(range) { continue }
            var object: Term
            switch effect.subject {
            case .result: object = result
            case .context: object = terms.address(terms.global("context"))
            case .argument(let index):
                guard index < scene.arguments.count else { continue }
                object = state.canonical(freed(by: effect, scene) ?? scene.arguments[index], terms)
            case .pointee(let index):
                guard index < scene.arguments.count else { continue }
                let cell = terms.object(scene.arguments[index])
                if effect.verb == .acquire {
                    object = terms.symbol(.forgotten(site: scene.site, cell), .valid)
                    state.write(cell, object, terms)
                } else {
                    object = state.read(cell, terms)
                }
            }
            if isPartOfNothing(object, state) { return false }
            guard let resource = effect.resource, effect.verb != .keep else {
                // What is on a list is nobody's that is followed here, unless the list is the function's own.
                if effect.isOfList, !isLocal(object) { continue }
                noteRegistered(object, scene)
                endClaims(object, &state)
                continue
            }
            if let name = effect.origin, origin(object).map({ "\($0.record).\($0.name)" }) != name { continue }
            switch effect.verb {
            case .acquire:
                if resource.family == .lock, !isUsable(terms.container(of: object), scene.span, &state) { return false }
                let isFresh = effect.subject != .argument(0) && facts.returns != .firstArgument || effect.subject == .result && facts.returns != .firstArgument
                acquire(resource, object, isFresh: isFresh && resource.family != .lock && isUnknown(object), scene, &state)
                if facts.zeroes { state.write(terms.object(object), terms.integer(0), terms) }
            case .release, .consume:
                if case .argument(let index) = effect.subject, resource.family == .memory {
                    noteFreed(object, scene.call.arguments[index], scene, state)
                }
                guard release(effect, resource, object, scene, &state) else { return false }
            case .keep: break
            }
        }
        return true
    }

    /// What has the member whose place is given: include/linux/rcupdate.h, `__is_kvfree_rcu_offset()`.
    private func freed(by effect: FunctionFacts.Effect, _ scene: CallScene) -> Term? {
        guard let member = effect.memberIfOffset, member < scene.arguments.count, case .argument(let index) = effect.subject,
            let offset = terms.constant(scene.arguments[index]), 0..<4096 ~= offset, terms.constant(scene.arguments[member]) == nil
        else { return nil }
        return terms.container(of: scene.arguments[member])
    }

    private func hasFlag(_ flag: FunctionFacts.Effect.Flag, _ scene: CallScene, _ state: FlowState) -> Bool {
        guard flag.argument < scene.arguments.count, let bits = state.range(of: scene.arguments[flag.argument], terms).constant else { return false }
        return bits & flag.mask == flag.mask
    }

    private func isUnknown(_ term: Term) -> Bool {
        if case .symbol(let symbol) = terms[term], case .parameter = symbol { return false }
        if case .symbol = terms[term] { return true }
        return false
    }

    /// Variables whose address a function is given may hold something else afterwards.
    private func forgetOutParameters(_ facts: FunctionFacts, _ scene: CallScene, _ state: inout FlowState) {
        for (index, argument) in scene.arguments.enumerated() {
            guard case .address(let cell) = terms[argument], case .variable(let number) = terms[cell] else { continue }
            if case .record = function.variables[number].type { continue }
            if case .array = function.variables[number].type { continue }
            if facts.effects.contains(where: { $0.subject == .argument(index) }) { continue }
            if !state.held.isEmpty, let old = state.store[cell] { endClaims(old, &state) }
            forget(cell, site: scene.site, &state)
        }
    }
}

/// A call as it stands, with the values of its arguments.
struct CallScene {
    var call: Call
    var arguments: [Term]
    /// What is known of the members of structs that are given by value, by argument.
    var members: [Int: [(steps: [CellStep], value: Term)]]
    var site: Int32
    var span: Span
    /// The function that is called.
    var actor = ""
}

extension FunctionFacts.Returns {
    /// What the result can be.
    var range: Range64 {
        switch self {
        case .pointerOrNull, .firstArgumentOrNull: Range64(lower: 0, upper: .max)
        case .pointerOrError: Range64(lower: -4095, upper: .max, excludesZero: true)
        case .pointerOrNullOrError: .pointer
        case .pointer: .valid
        case .zeroOrError: Range64(lower: .min, upper: 0)
        case .countOrError, .firstArgument: .all
        }
    }

    /// The results that tell of failure.
    var failure: Range64? {
        switch self {
        case .pointerOrNull, .firstArgumentOrNull: .exactly(0)
        case .pointerOrError: .errorPointer
        case .pointerOrNullOrError: .errorPointer
        case .zeroOrError, .countOrError: Range64(lower: .min, upper: -1)
        case .pointer, .firstArgument: nil
        }
    }
}

extension FunctionFacts.Condition {
    /// The results for which it holds, and those for which not.
    func ranges(_ returns: FunctionFacts.Returns?) -> (holds: Range64, fails: Range64) {
        switch self {
        case .always: (.all, .all)
        case .valid:
            switch returns {
            case .pointerOrNull, .firstArgumentOrNull: (.valid, .exactly(0))
            case .pointerOrError: (.valid, .errorPointer)
            default: (.valid, Range64(lower: -4095, upper: 0))
            }
        case .zero:
            (.exactly(0), returns == .zeroOrError ? Range64(lower: .min, upper: -1) : Range64(lower: .min, upper: .max, excludesZero: true))
        case .notZero: (Range64(lower: .min, upper: .max, excludesZero: true), .exactly(0))
        case .negative: (Range64(lower: .min, upper: -1), Range64(lower: 0, upper: .max))
        case .notNegative: (Range64(lower: 0, upper: .max), Range64(lower: .min, upper: -1))
        case .errorPointer: (.errorPointer, Range64(lower: 0, upper: .max))
        }
    }
}

extension Range64 {
    func contains(_ other: Range64) -> Bool { meet(other) == other.tightened }
}
