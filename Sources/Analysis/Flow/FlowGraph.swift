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
    /// For each head, the blocks of its loop.
    private(set) var loops: [Int: Set<Int>] = [:]
    /// Variables that may be read before they are written, at the start of each block.
    let live: [Set<Int>]

    init(_ function: Function) {
        let count = function.blocks.count
        let successors = function.blocks.map(\.terminator.successors)
        var postorder: [Int] = []
        var seen = [Bool](repeating: false, count: count)
        var stack: [(Int, Int)] = [(0, 0)]
        if count > 0 { seen[0] = true }
        while let (block, next) = stack.last, count > 0 {
            if next < successors[block].count {
                stack[stack.count - 1].1 += 1
                let target = successors[block][next]
                if !seen[target] {
                    seen[target] = true
                    stack.append((target, 0))
                }
            } else {
                postorder.append(block)
                stack.removeLast()
            }
        }
        order = postorder.reversed()
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
        }
        live = Self.liveness(function, order: order, successors: successors)
    }

    /// Whether the edge leads back to the head of a loop.
    func leadsBack(from block: Int, to target: Int) -> Bool { position[target] <= position[block] }

    private static func liveness(_ function: Function, order: [Int], successors: [[Int]]) -> [Set<Int>] {
        var used = [Set<Int>](repeating: [], count: function.blocks.count)
        var killed = used
        var alwaysLive: Set<Int> = []
        for block in order {
            var uses: Set<Int> = []
            var kills: Set<Int> = []
            func use(_ place: Place) {
                if case .variable(let number) = place.root, !kills.contains(number) { uses.insert(number) }
                for case .index(let index) in place.projections { use(index) }
            }
            func use(_ operand: Operand) {
                switch operand {
                case .load(let place): use(place)
                case .address(let place):
                    if case .variable(let number) = place.root, !place.projections.contains(.dereference) { alwaysLive.insert(number) }
                    use(place)
                default: break
                }
            }
            func kill(_ place: Place) {
                if place.projections.isEmpty, case .variable(let number) = place.root { kills.insert(number) } else { use(place) }
            }
            for statement in function.blocks[block].statements {
                switch statement.kind {
                case .assign(let place, let value):
                    value.operands.forEach(use)
                    kill(place)
                case .call(let call):
                    if case .indirect(let pointer) = call.callee { use(pointer) }
                    call.arguments.forEach(use)
                    if let result = call.result { kill(result) }
                case .declare(let number): kills.insert(number)
                case .evaluate(let operand): use(operand)
                case .assembly(let writes, let reads):
                    reads.forEach(use)
                    writes.forEach(use)
                case .opaque: break
                }
            }
            switch function.blocks[block].terminator.kind {
            case .branch(let value, _, _): value.operands.forEach(use)
            case .switch_(let operand, _, _): use(operand)
            case .return_(let operand): operand.map(use)
            case .jump, .unreachable: break
            }
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
