import Program

/// What is known of values.
extension DutyFlow {
    private static let size = FieldRef(record: "inode", name: "i_size")

    func known(_ operand: Operand, _ state: DutyState) -> DutyState.Known {
        switch operand {
        case .integer(let number): return DutyState.Known(number: number)
        case .load(let place):
            if let variable = place.wholeVariable { return body.exposed[variable] ? .anything : state[variable] }
            var known = DutyState.Known(owner: owner(of: place, state))
            if duties.duty != nil, let member = place.lastField {
                if let place = duties.place(of: member) { known.meaning = .bits(place: place, mask: -1) }
                if member == Self.size { known.meaning = .size }
            }
            return known
        case .address(let place): return DutyState.Known(range: .pointers, owner: owner(of: place, state))
        case .function, .string: return DutyState.Known(range: .pointers)
        case .unknown: return .anything
        }
    }

    /// The method's argument that a place is reached from.
    private func owner(of place: Place, _ state: DutyState) -> Int? {
        guard case .variable(let variable) = place.root else { return nil }
        return state[variable].owner
    }

    func known(_ value: Rvalue, _ state: DutyState) -> DutyState.Known {
        switch value {
        case .use(let operand), .cast(let operand, _): return known(operand, state)
        case .zero: return DutyState.Known(number: 0)
        case .unary(.not, let operand):
            return known(.binary(.equal, operand, .integer(0)), state)
        case .unary(.complement, let operand):
            return known(operand, state).range.number.map { DutyState.Known(number: ~$0) } ?? .anything
        case .unary(.negate, let operand):
            return known(operand, state).range.number.map { DutyState.Known(number: 0 &- $0) } ?? .anything
        case .binary(let operation, let left, let right): return binary(operation, left, right, state)
        }
    }

    private func binary(_ operation: BinaryOperation, _ left: Operand, _ right: Operand, _ state: DutyState) -> DutyState.Known {
        let (first, second) = (known(left, state), known(right, state))
        if operation.negated != nil { return comparison(operation, left, first, right, second) }
        if let a = first.range.number, let b = second.range.number {
            let number: Int64
            switch operation {
            case .and: number = a & b
            case .or: number = a | b
            case .shiftLeft where (0..<64).contains(b): number = a << b
            case .add: number = a &+ b
            case .subtract: number = a &- b
            default: return .anything
            }
            return DutyState.Known(number: number)
        }
        if operation == .and, let mask = second.range.number, case .bits(let place, let other)? = first.meaning {
            return DutyState.Known(meaning: .bits(place: place, mask: other & mask))
        }
        return .anything
    }

    private func comparison(
        _ operation: BinaryOperation, _ left: Operand, _ first: DutyState.Known, _ right: Operand, _ second: DutyState.Known
    ) -> DutyState.Known {
        var known = DutyState.Known(range: .truth)
        if first.meaning == .size || second.meaning == .size {
            known.meaning = Self.test(second.meaning == .size ? operation : operation.mirrored).map { .test($0) }
        } else if let number = second.range.number {
            known.meaning = meaning(operation, left, first, number)
        } else if let number = first.range.number {
            known.meaning = meaning(operation.mirrored, right, second, number)
        }
        if case .test(.constant(let holds))? = known.meaning { return DutyState.Known(number: holds ? 1 : 0) }
        return known
    }

    /// What a comparison with the size says of it.
    private static func test(_ operation: BinaryOperation) -> DutyState.Test? {
        switch operation {
        case .equal: .sizeStays(true)
        case .notEqual: .sizeStays(false)
        case .greater, .greaterOrEqual: .sizeGrows(true)
        case .less, .lessOrEqual: .sizeGrows(false)
        default: nil
        }
    }

    private func meaning(
        _ operation: BinaryOperation, _ operand: Operand, _ known: DutyState.Known, _ number: Int64
    ) -> DutyState.Meaning? {
        if known.range.restricted(operation, number) == nil { return .test(.constant(false)) }
        if let negated = operation.negated, known.range.restricted(negated, number) == nil { return .test(.constant(true)) }
        let isEquality = operation == .equal || operation == .notEqual
        switch known.meaning {
        case .bits(let place, let mask)? where isEquality:
            return .test(.bits(place: place, mask: mask, value: number, isEqual: operation == .equal))
        case .test(let test)? where isEquality && number == 0: return .test(operation == .notEqual ? test : test.negated)
        default:
            guard let variable = operand.place?.wholeVariable, !body.exposed[variable] else { return nil }
            if !isEquality {
                guard case .integer(_, isSigned: true) = function.variables[variable].type else { return nil }
            }
            return .test(.compares(variable, operation, number))
        }
    }
}
