extension Function {
    /// The blocks in reverse postorder: each behind those that lead to it, loops apart.
    public var blocksInReversePostorder: [Int] {
        guard !blocks.isEmpty else { return [] }
        let successors = blocks.map(\.terminator.successors)
        var postorder: [Int] = []
        var seen = [Bool](repeating: false, count: blocks.count)
        var stack: [(block: Int, next: Int)] = [(0, 0)]
        seen[0] = true
        while let (block, next) = stack.last {
            if next < successors[block].count {
                stack[stack.count - 1].next += 1
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
        return postorder.reversed()
    }
}
