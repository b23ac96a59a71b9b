import Program

/// A function's body, and what is known of it however it is followed.
final class DutyBody {
    /// What a call by name calls.
    enum Callee {
        case request
        case effects([DutyTable.Effect], PossibleResults.Range)
        case builtIn(BuiltIn)
        /// A function of the directory, by its number.
        case own(Int)
        case foreign(PossibleResults.Range)
        /// A function that nobody names.
        case pointer
    }

    /// Functions whose results say something of their arguments.
    enum BuiltIn: String {
        case errorPointer = "ERR_PTR"
        case pointerError = "PTR_ERR"
        case errorCast = "ERR_CAST"
        case pointerErrorOrZero = "PTR_ERR_OR_ZERO"
        case isError = "IS_ERR"
        case isErrorOrNull = "IS_ERR_OR_NULL"
        case size = "i_size_read"
    }

    let function: Function
    let number: Int
    /// Whether others may change a variable, since its address is taken.
    let exposed: [Bool]
    /// The blocks, those that lead to one before it, and where each comes in this order.
    let order: [Int]
    let position: [Int]
    /// The calls of each block, in their order.
    let callees: [[Callee]]
    /// The variables that are read before they are written to from a block on, a bit each.
    private let live: [[UInt64]]

    init(_ function: Function, _ number: Int, callee: (FunctionRef) -> Callee) {
        self.function = function
        self.number = number
        let exposed = function.variablesWithAddress
        self.exposed = function.variables.indices.map(exposed.contains)
        order = function.blocksInReversePostorder
        var position = [Int](repeating: 0, count: function.blocks.count)
        for (index, block) in order.enumerated() { position[block] = index }
        self.position = position
        callees = function.blocks.map { block in
            block.statements.compactMap { statement in
                guard case .call(let call) = statement.kind else { return nil }
                return if case .direct(let ref) = call.callee { callee(ref) } else { .pointer }
            }
        }
        live = function.liveVariables(order)
    }

    /// Whether the value that a variable has where a block begins is read.
    func isLive(_ variable: Int, at block: Int) -> Bool { live[block][variable >> 6] & 1 << UInt64(variable & 63) != 0 }
}

extension Function {
    /// The variables whose values are still read, by the block that begins there.
    fileprivate func liveVariables(_ order: [Int]) -> [[UInt64]] {
        let none = [UInt64](repeating: 0, count: (variables.count + 63) / 64)
        var read = [[UInt64]](repeating: none, count: blocks.count)
        var kept = [[UInt64]](repeating: none.map { ~$0 }, count: blocks.count)
        for (number, block) in blocks.enumerated() {
            var uses = VariableUses(read: none, kept: kept[number])
            uses.note(block.terminator.kind)
            for statement in block.statements.reversed() { uses.note(statement.kind) }
            read[number] = uses.read
            kept[number] = uses.kept
        }
        var live = read
        var isStable = false
        while !isStable {
            isStable = true
            for number in order.reversed() {
                var found = read[number]
                for next in blocks[number].terminator.successors {
                    for word in found.indices { found[word] |= live[next][word] & kept[number][word] }
                }
                if found != live[number] {
                    live[number] = found
                    isStable = false
                }
            }
        }
        return live
    }
}

/// The variables that a block reads before it writes to them, and those that it does not write to; taken from its end.
private struct VariableUses {
    var read: [UInt64]
    var kept: [UInt64]

    mutating func note(_ kind: Statement.Kind) {
        switch kind {
        case .assign(let place, let value):
            write(place)
            for operand in value.operands { read(operand) }
        case .call(let call):
            if let place = call.result { write(place) }
            for operand in call.arguments { read(operand) }
            if case .indirect(let operand) = call.callee { read(operand) }
        case .declare(let variable): write(.variable(variable))
        case .evaluate(let operand): read(operand)
        case .assembly(let writes, let reads):
            for place in writes { write(place) }
            for operand in reads { read(operand) }
        case .opaque: return
        }
    }

    mutating func note(_ kind: Terminator.Kind) {
        switch kind {
        case .branch(let value, _, _): for operand in value.operands { read(operand) }
        case .switch_(let operand, _, _), .return_(let operand?): read(operand)
        default: return
        }
    }

    private mutating func write(_ place: Place) {
        guard let variable = place.wholeVariable else { return read(place) }
        let bit: UInt64 = 1 << UInt64(variable & 63)
        read[variable >> 6] &= ~bit
        kept[variable >> 6] &= ~bit
    }

    private mutating func read(_ place: Place) {
        if case .variable(let variable) = place.root { read[variable >> 6] |= 1 << UInt64(variable & 63) }
        for case .index(let operand) in place.projections { read(operand) }
    }

    private mutating func read(_ operand: Operand) {
        switch operand {
        case .load(let place), .address(let place): read(place)
        default: return
        }
    }
}
