import Program

/// Which objects nobody but the function itself can find at some point: made and not shown to others yet, or about to be freed.
struct SoleOwnership {
    private let program: WholeProgram
    private let facts: KernelFacts
    private let locks: LockFacts

    /// Where a variable's object comes from.
    enum Origin: Equatable {
        case parameter(Int)
        /// The function's own, for now.
        case own
        case others
    }

    init(_ program: WholeProgram, _ facts: KernelFacts, _ locks: LockFacts) {
        self.program = program
        self.facts = facts
        self.locks = locks
    }

    /// Where the object of a place comes from, as seen from a statement.
    func origin(of place: Place, at point: LockAnalysis.Point) -> Origin {
        origin(of: place, in: point.function, block: point.block, index: point.index)
    }

    private func origin(of place: Place, in function: Function, block: Int, index: Int) -> Origin {
        guard case .variable(let number) = place.root else { return .others }
        // A struct on the stack is the function's own.
        guard place.projections.contains(.dereference) else { return .own }
        guard isInOne(place) else { return .others }
        let found = origin(of: number, in: function, block: block, index: index, names: [number], depth: 0)
        return found != .own && frees(number, in: function) ? .own : found
    }

    /// Who has made what a variable points to; nil where it points to nothing yet.
    ///
    /// Unlike `origin(of:)` it does not take what the function frees later for its own.
    func maker(of variable: Int, at point: LockAnalysis.Point) -> Origin? {
        guard definitions(of: variable, in: point.function, block: point.block, index: point.index).contains(where: { definition in
            guard case .assign(_, .use(.integer))? = definition?.kind else { return true }
            return false
        }) else { return nil }
        return origin(of: variable, in: point.function, block: point.block, index: point.index, names: [variable], depth: 0)
    }

    /// Whether a place lies in what the variable points to: what is behind a second pointer is somebody else's, but for parts.
    private func isInOne(_ place: Place) -> Bool {
        var isPart = true
        for projection in place.projections {
            switch projection {
            case .dereference:
                if !isPart { return false }
                isPart = false
            case .field(let field): isPart = locks.parts.contains("\(field.record).\(field.name)")
            case .index: isPart = false
            }
        }
        return true
    }

    /// Where the object that an argument points to comes from.
    func origin(of argument: Operand, at point: LockAnalysis.Point) -> Origin {
        switch argument {
        case .load(let place) where place.projections.isEmpty: origin(of: place.appending(.dereference), at: point)
        case .address(let place): origin(of: place, at: point)
        default: .others
        }
    }

    private func origin(of variable: Int, in function: Function, block: Int, index: Int, names: Set<Int>, depth: Int) -> Origin {
        guard depth < 6 else { return .others }
        var found: Set<Int> = []
        var isOthers = false
        func take(_ origin: Origin) {
            switch origin {
            case .parameter(let number): found.insert(number)
            case .own: break
            case .others: isOthers = true
            }
        }
        for definition in definitions(of: variable, in: function, block: block, index: index) {
            guard let definition else {
                take(variable < function.parameterCount ? .parameter(variable) : .own)
                continue
            }
            switch definition.kind {
            case .assign(_, let value):
                switch value {
                case .use(let operand), .cast(let operand, _), .binary(.add, let operand, .integer), .binary(.subtract, let operand, .integer):
                    take(source(operand, in: function, block: block, index: index, names: names, depth: depth))
                default: isOthers = true
                }
            case .call(let call): take(origin(of: call, names: names, in: function, block: block, index: index, depth: depth))
            default: isOthers = true
            }
        }
        if isOthers || found.count > 1 { return .others }
        return found.first.map(Origin.parameter) ?? .own
    }

    private func source(_ operand: Operand, in function: Function, block: Int, index: Int, names: Set<Int> = [], depth: Int) -> Origin {
        switch operand {
        case .integer: .own
        case .load(let place):
            if place.projections.isEmpty, case .variable(let number) = place.root {
                origin(of: number, in: function, block: block, index: index, names: names.union([number]), depth: depth + 1)
            } else {
                .others
            }
        case .address(let place):
            if case .variable(let number) = place.root, place.projections.contains(.dereference), isInOne(place) {
                origin(of: number, in: function, block: block, index: index, names: names.union([number]), depth: depth + 1)
            } else {
                .others
            }
        default: .others
        }
    }

    private func origin(of call: Call, names: Set<Int>, in function: Function, block: Int, index: Int, depth: Int) -> Origin {
        guard case .direct(let ref) = call.callee else { return .others }
        let isAllocated = facts[ref.name]?.effects.contains { $0.verb == .acquire && $0.resource?.family == .memory && $0.subject == .result } ?? false
        if isAllocated || locks.makers.contains(ref.name) { return .own }
        if locks.finders.contains(ref.name) {
            return isStillNew(names, in: function, block: block, index: index) ? .own : .others
        }
        guard let body = program.functions[ref], depth < 3 else { return .others }
        // container_of() in a function of its own, and functions that make what they return.
        var found: [Origin] = []
        for (number, ending) in body.blocks.enumerated() {
            guard case .return_(let operand?) = ending.terminator.kind else { continue }
            let origin = source(operand, in: body, block: number, index: ending.statements.count, depth: depth + 1)
            if case .parameter(let parameter) = origin, parameter < call.arguments.count {
                found.append(source(call.arguments[parameter], in: function, block: block, index: index, depth: depth + 1))
            } else {
                found.append(origin == .own ? .own : .others)
            }
        }
        return found.dropFirst().allSatisfy { $0 == found[0] } ? found.first ?? .others : .others
    }

    /// Whether an inode that a function finds or makes is unlocked later on: until then it is new, and its maker's.
    private func isStillNew(_ names: Set<Int>, in function: Function, block: Int, index: Int) -> Bool {
        var seen: Set<Int> = []
        var work = [(block, index)]
        while let (number, start) = work.popLast() {
            var isOver = false
            for statement in function.blocks[number].statements.dropFirst(start) {
                guard case .call(let call) = statement.kind else { continue }
                if let name = call.name, locks.publishers.contains(name), call.arguments.contains(where: { isOne(of: names, $0) }) { return true }
                if let name = call.name, locks.finders.contains(name) {
                    isOver = true
                    break
                }
            }
            if isOver { continue }
            for next in function.blocks[number].terminator.successors where seen.insert(next).inserted { work.append((next, 0)) }
        }
        return false
    }

    private func isOne(of names: Set<Int>, _ operand: Operand) -> Bool {
        if case .load(let place) = operand, case .variable(let number) = place.root, place.projections.isEmpty { names.contains(number) } else { false }
    }

    /// The statements that may have given a variable the value that it has at a statement; nil for what it starts with.
    private func definitions(of variable: Int, in function: Function, block: Int, index: Int) -> [Statement?] {
        var predecessors: [Int: [Int]] = [:]
        for (number, block) in function.blocks.enumerated() { for next in block.terminator.successors { predecessors[next, default: []].append(number) } }
        var found: [Statement?] = []
        var seen: Set<Int> = []
        var work = [(block, index)]
        while let (number, end) = work.popLast() {
            let definition = function.blocks[number].statements.prefix(end).last { statement in
                switch statement.kind {
                case .assign(let place, _): place == .variable(variable)
                case .call(let call): call.result == .variable(variable)
                case .assembly(let writes, _): writes.contains(.variable(variable))
                default: false
                }
            }
            if let definition {
                found.append(definition)
                continue
            }
            if number == 0 { found.append(nil) }
            for before in predecessors[number] ?? [] where seen.insert(before).inserted {
                work.append((before, function.blocks[before].statements.count))
            }
        }
        return found
    }

    /// Whether the function frees what a variable points to.
    private func frees(_ variable: Int, in function: Function) -> Bool {
        function.blocks.lazy.flatMap(\.statements).contains { statement in
            guard case .call(let call) = statement.kind, let name = call.name else { return false }
            return call.arguments.indices.contains { index in
                call.arguments[index] == .load(.variable(variable))
                    && facts[name]?.effects.contains { $0.verb == .release && $0.resource?.family == .memory && $0.subject == .argument(index) } == true
            }
        }
    }
}
