import Program

/// The order in which blocks are visited, loops, and which variables matter where.
struct FlowGraph {
    /// Blocks in reverse postorder.
    let order: [Int]
    /// The position of a block in `order`.
    let position: [Int]
    let predecessorCount: [Int]
    /// Targets of edges that lead back.
    let isHead: [Bool]
    /// Whether a block is part of a loop.
    let isInLoop: [Bool]
    /// For each head, the blocks of its loop.
    private(set) var loops: [Int: Set<Int>] = [:]
    /// For each head, the variables that its loop counts up to a constant or down to one, and the constant.
    private(set) var counters: [Int: [(variable: Int, bound: Int64)]] = [:]
    /// For each head, the pointers that are chosen before its loop begins, and then stay: the first and the second of two to be locked.
    private(set) var chosen: [Int: [Int]] = [:]
    /// Numbers that branches ask about: `if (err1 || err2)`.
    let asked: [Int]
    /// Numbers that are never anything but 0 and 1.
    let flags: Set<Int>
    /// Those of them that branches ask about.
    let decisions: [Int]
    /// Variables that may be read before they are written, at the start of each block.
    let live: [Set<Int>]

    init(_ function: Function) {
        let count = function.blocks.count
        let successors = function.blocks.map(\.terminator.successors)
        order = function.blocksInReversePostorder
        var position = [Int](repeating: count, count: count)
        for (index, block) in order.enumerated() { position[block] = index }
        var predecessors = [[Int]](repeating: [], count: count)
        var isHead = [Bool](repeating: false, count: count)
        for block in order {
            for target in successors[block] {
                predecessors[target].append(block)
                if position[target] <= position[block] { isHead[target] = true }
            }
        }
        self.position = position
        self.isHead = isHead
        predecessorCount = predecessors.map(\.count)
        for head in order where isHead[head] {
            var loop: Set<Int> = [head]
            var work = predecessors[head].filter { position[$0] >= position[head] }
            while let block = work.popLast() {
                guard loop.insert(block).inserted else { continue }
                work += predecessors[block].filter { position[$0] >= position[head] }
            }
            loops[head] = loop
            counters[head] = Self.counters(function, loop)
        }
        if !loops.isEmpty { chosen = Self.chosen(function, loops) }
        var isInLoop = [Bool](repeating: false, count: count)
        for loop in loops.values { for block in loop { isInLoop[block] = true } }
        self.isInLoop = isInLoop
        asked = Self.asked(function)
        let flags = Self.flags(function)
        self.flags = flags
        live = Self.liveness(function, order: order, successors: successors)
        decisions = asked.filter(flags.contains)
    }

    /// Whether the edge leads back to the head of a loop.
    func leadsBack(from block: Int, to target: Int) -> Bool { position[target] <= position[block] }

    private static func counters(_ function: Function, _ loop: Set<Int>) -> [(variable: Int, bound: Int64)] {
        var counted: Set<Int> = []
        var bounds: [(variable: Int, bound: Int64)] = []
        for block in loop.sorted() {
            for statement in function.blocks[block].statements {
                guard case .assign(let place, .binary(let operation, _, .integer)) = statement.kind, operation == .add || operation == .subtract,
                    let number = place.wholeVariable
                else { continue }
                counted.insert(number)
            }
            guard case .branch(.binary(_, .load(let place), let limit), _, _) = function.blocks[block].terminator.kind,
                let number = place.wholeVariable, let bound = constant(limit, function.blocks[block])
            else { continue }
            bounds.append((number, bound))
        }
        return bounds.filter { counted.contains($0.variable) }
    }

    private static func asked(_ function: Function) -> [Int] {
        var found: Set<Int> = []
        for block in function.blocks {
            guard case .branch(let condition, _, _) = block.terminator.kind else { continue }
            for case .load(let place) in condition.operands {
                guard let number = place.wholeVariable, !function.variables[number].name.isEmpty, case .integer = function.variables[number].type else { continue }
                found.insert(number)
            }
        }
        return found.sorted()
    }

    private static func flags(_ function: Function) -> Set<Int> {
        var set: Set<Int> = []
        var others = Set(0..<function.parameterCount)
        for block in function.blocks {
            for statement in block.statements {
                if case .assign(let place, let value) = statement.kind, let number = place.wholeVariable, isTruth(value) {
                    set.insert(number)
                } else if case .declare = statement.kind {
                    continue
                } else {
                    let access = VariableAccess(reads: { _ in }, overwrites: { others.insert($0) }, exposes: { others.insert($0) })
                    access.visit(statement)
                }
            }
        }
        return set.subtracting(others).filter {
            if case .integer = function.variables[$0].type { !function.variables[$0].name.isEmpty } else { false }
        }
    }

    private static func isTruth(_ value: Rvalue) -> Bool {
        switch value {
        case .use(.integer(0)), .use(.integer(1)), .cast(.integer(0), _), .cast(.integer(1), _): true
        default: false
        }
    }

    private static func chosen(_ function: Function, _ loops: [Int: Set<Int>]) -> [Int: [Int]] {
        var writers: [Int: Set<Int>] = [:]
        for (block, body) in function.blocks.enumerated() {
            let access = VariableAccess(reads: { _ in }, overwrites: { writers[$0, default: []].insert(block) })
            body.statements.forEach { access.visit($0) }
        }
        return loops.mapValues { loop in
            writers.filter { number, blocks in
                function.variables[number].type.isPointer && !function.variables[number].name.isEmpty && blocks.isDisjoint(with: loop)
                    && blocks.count + (number < function.parameterCount ? 1 : 0) > 1
            }.keys.sorted()
        }
    }

    /// What an operand comes to at the end of a block, where the block computes it from numbers alone: `1 << 8`.
    private static func constant(_ operand: Operand, _ block: Block) -> Int64? {
        var known: [Int: Int64] = [:]
        func value(_ operand: Operand) -> Int64? {
            switch operand {
            case .integer(let number): number
            case .load(let place): place.wholeVariable.flatMap { known[$0] }
            default: nil
            }
        }
        for statement in block.statements {
            guard case .assign(let place, let computed) = statement.kind, let number = place.wholeVariable else { continue }
            known[number] =
                switch computed {
                case .use(let operand), .cast(let operand, _): value(operand)
                case .binary(let operation, let left, let right):
                    value(left).flatMap { left in value(right).flatMap { operation.apply(left, $0) } }
                default: nil
                }
        }
        return value(operand)
    }

    private static func liveness(_ function: Function, order: [Int], successors: [[Int]]) -> [Set<Int>] {
        var used = [Set<Int>](repeating: [], count: function.blocks.count)
        var killed = used
        var alwaysLive: Set<Int> = []
        for block in order {
            var uses: Set<Int> = []
            var kills: Set<Int> = []
            let access = VariableAccess(
                reads: { if !kills.contains($0) { uses.insert($0) } }, overwrites: { kills.insert($0) }, exposes: { alwaysLive.insert($0) })
            function.blocks[block].statements.forEach { access.visit($0) }
            access.visit(function.blocks[block].terminator)
            used[block] = uses
            killed[block] = kills
        }
        var live = used.map { $0.union(alwaysLive) }
        var changed = true
        while changed {
            changed = false
            for block in order.reversed() {
                var next = live[block]
                for target in successors[block] { next.formUnion(live[target].subtracting(killed[block])) }
                if next.count != live[block].count {
                    live[block] = next
                    changed = true
                }
            }
        }
        return live
    }
}
