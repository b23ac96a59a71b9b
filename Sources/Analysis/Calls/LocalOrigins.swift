import Program

/// What local variables stand for, where that does not depend on the path.
///
/// A local or temporary that is assigned once and whose address is not taken is another name for what it was
/// given: `struct inode *inode = file_inode(file)` is not, but `t = &args->inode` and `struct ctx *c = ctx` are.
struct LocalOrigins {
    private var origins: [Int: Operand] = [:]

    init(_ function: Function) {
        var assignments: [Int: Int] = [:]
        var candidates: [Int: Operand] = [:]
        var addressTaken: Set<Int> = []
        func note(_ operand: Operand) {
            if case .address(let place) = operand, case .variable(let number) = place.root,
                !place.projections.contains(.dereference)
            {
                addressTaken.insert(number)
            }
        }
        for block in function.blocks {
            for statement in block.statements {
                switch statement.kind {
                case .assign(let place, let value):
                    value.operands.forEach(note)
                    guard case .variable(let number) = place.root, place.projections.isEmpty else { continue }
                    assignments[number, default: 0] += 1
                    switch value {
                    case .use(let operand), .cast(let operand, _): candidates[number] = operand
                    default: candidates[number] = nil
                    }
                case .call(let call):
                    if !call.isCleanup { call.arguments.forEach(note) }
                    if case .variable(let number)? = call.result?.root, call.result?.projections.isEmpty == true {
                        assignments[number, default: 0] += 1
                    }
                case .assembly(let writes, _):
                    for place in writes {
                        if case .variable(let number) = place.root { assignments[number, default: 0] += 1 }
                    }
                case .declare, .evaluate, .opaque: break
                }
            }
        }
        for (number, operand) in candidates where assignments[number] == 1 && number >= function.parameterCount {
            if !addressTaken.contains(number) { origins[number] = operand }
        }
    }

    /// The place with local names replaced by what they stand for.
    func resolve(_ place: Place) -> Place {
        var place = place
        // Names of names are rarely more than a few deep; a cycle must not hang us.
        for _ in 0..<16 {
            guard case .variable(let number) = place.root, let origin = origins[number] else { return place }
            switch origin {
            case .load(let source) where source != place:
                place = Place(source.root, source.projections + place.projections)
            case .address(let source) where place.projections.first == .dereference:
                place = Place(source.root, source.projections + place.projections.dropFirst())
            default: return place
            }
        }
        return place
    }

    /// The operand with local names replaced by what they stand for.
    func resolve(_ operand: Operand) -> Operand {
        switch operand {
        case .load(let place):
            let resolved = resolve(place)
            if case .variable(let number) = resolved.root, resolved.projections.isEmpty, let origin = origins[number],
                origin != operand
            {
                switch origin {
                case .load: return .load(resolved)
                default: return origin
                }
            }
            return .load(resolved)
        case .address(let place): return .address(resolve(place))
        default: return operand
        }
    }
}

extension Rvalue {
    /// The operands that the computation reads.
    public var operands: [Operand] {
        switch self {
        case .use(let operand), .unary(_, let operand), .cast(let operand, _): [operand]
        case .binary(_, let left, let right): [left, right]
        case .zero: []
        }
    }
}
