import Program

/// What callers believe of functions that return a pointer: whether null is to be expected of them.
///
/// A function that returns null on one of its ways may be known not to by those who call it. Where most of those that
/// follow what it returns ask first, null is to be expected (Engler et al., "Bugs as deviant behavior", SOSP 2001).
enum NullChecks {
    /// The functions whose result most callers compare with null before they follow it.
    static func expected(in program: WholeProgram) -> Set<FunctionRef> {
        var counts: [FunctionRef: (checked: Int, followed: Int)] = [:]
        for function in program.sortedFunctions {
            var results: [Int: Set<FunctionRef>] = [:]
            for statement in function.blocks.lazy.flatMap(\.statements) {
                guard case .call(let call) = statement.kind, case .direct(let callee) = call.callee, let place = call.result, let number = place.wholeVariable,
                    program.functions[callee]?.returnType.pointee != nil
                else { continue }
                results[number, default: []].insert(callee)
            }
            guard !results.isEmpty else { continue }
            // Through how many variables a result goes is not followed: `page = tmp`.
            for (target, source) in copies(function) {
                if let callees = results[source] { results[target, default: []].formUnion(callees) }
            }
            let checked = checked(function)
            let followed = followed(function)
            for (number, callees) in results where followed.contains(number) {
                for callee in callees {
                    counts[callee, default: (0, 0)].followed += 1
                    if checked.contains(number) { counts[callee]?.checked += 1 }
                }
            }
        }
        return Set(counts.filter { $0.value.checked >= 2 && ($0.value.followed - $0.value.checked) * 2 <= $0.value.checked }.keys)
    }

    /// Variables that are given what another holds.
    private static func copies(_ function: Function) -> [(target: Int, source: Int)] {
        function.blocks.flatMap(\.statements).compactMap { statement in
            switch statement.kind {
            case .assign(let place, .use(.load(let source))), .assign(let place, .cast(.load(let source), _)):
                place.wholeVariable.flatMap { target in source.wholeVariable.map { (target, $0) } }
            default: nil
            }
        }
    }

    /// Variables that a branch compares with null, by themselves or as `!p`.
    private static func checked(_ function: Function) -> Set<Int> {
        var found: Set<Int> = []
        for block in function.blocks {
            if case .branch(let condition, _, _) = block.terminator.kind { note(condition, &found) }
            for statement in block.statements {
                switch statement.kind {
                case .assign(_, let value): note(value, &found, isCondition: false)
                case .call(let call) where call.name == "IS_ERR_OR_NULL": call.arguments.compactMap(\.place?.wholeVariable).forEach { found.insert($0) }
                default: break
                }
            }
        }
        return found
    }

    private static func note(_ value: Rvalue, _ found: inout Set<Int>, isCondition: Bool = true) {
        switch value {
        case .use(let operand) where isCondition, .unary(.not, let operand): operand.place?.wholeVariable.map { _ = found.insert($0) }
        case .binary(.equal, let left, .integer(0)), .binary(.notEqual, let left, .integer(0)): left.place?.wholeVariable.map { _ = found.insert($0) }
        default: break
        }
    }

    /// Variables that are followed as pointers.
    private static func followed(_ function: Function) -> Set<Int> {
        var found: Set<Int> = []
        func note(_ place: Place) {
            if case .variable(let number) = place.root, place.projections.contains(.dereference) { found.insert(number) }
        }
        for block in function.blocks {
            for statement in block.statements {
                switch statement.kind {
                case .assign(let place, let value):
                    note(place)
                    value.operands.compactMap(\.anyPlace).forEach(note)
                case .call(let call):
                    call.result.map(note)
                    call.arguments.compactMap(\.anyPlace).forEach(note)
                case .evaluate(let operand): operand.anyPlace.map(note)
                default: break
                }
            }
            if case .branch(let condition, _, _) = block.terminator.kind { condition.operands.compactMap(\.anyPlace).forEach(note) }
        }
        return found
    }
}

extension Operand {
    /// The place that is read, or whose address is taken.
    fileprivate var anyPlace: Place? {
        switch self {
        case .load(let place), .address(let place): place
        default: nil
        }
    }
}
