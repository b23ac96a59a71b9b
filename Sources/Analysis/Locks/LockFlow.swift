import Program

/// What is held at one point of a function, whatever it is entered with.
///
/// Locks do not depend on one another here, so two sets say all: what is held if nothing was at the start, and what is if
/// everything was. What is held for a given start lies between them.
struct LockState: Hashable {
    struct Bounds: Hashable {
        /// What is held where nothing was held at the start.
        var own = LockSet.none
        /// What of the locks held at the start is still held.
        var kept = LockSet.all

        func held(_ entry: LockSet) -> LockSet { own.union(kept.intersection(entry)) }

        mutating func acquire(_ locks: LockSet) { own = own.union(locks) }

        /// Whoever took a lock himself gives back that one, not his caller's.
        mutating func release(_ locks: LockSet) {
            kept = kept.subtracting(locks.subtracting(own))
            own = own.subtracting(locks)
        }

        mutating func apply(_ callee: Bounds) {
            release(LockSet.all.subtracting(callee.kept))
            acquire(callee.own)
        }
    }

    /// A lock that was taken if a variable is not 0, or if it is.
    struct Conditional: Hashable {
        var variable: Int
        var locks: LockSet
        var ifNotZero: Bool
        /// What of them may have been held before.
        var before: LockSet
    }

    /// On all ways.
    var must = Bounds()
    /// On some way.
    var may = Bounds()
    var conditionals: [Conditional] = []

    mutating func merge(_ other: LockState) {
        must.own = must.own.intersection(other.must.own)
        must.kept = must.kept.intersection(other.must.kept)
        may.own = may.own.union(other.may.own)
        may.kept = may.kept.union(other.may.kept)
        conditionals.removeAll { !other.conditionals.contains($0) }
    }

    mutating func acquire(_ locks: LockSet) {
        // A lock that cannot be told from others says nothing for certain.
        must.acquire(locks.subtracting(.unknown))
        may.acquire(locks)
    }

    mutating func release(_ locks: LockSet) {
        must.release(locks)
        may.release(locks.subtracting(.unknown))
    }

    /// What a branch has told about a variable.
    mutating func learn(_ variable: Int, isZero: Bool) {
        for conditional in conditionals where conditional.variable == variable {
            if conditional.ifNotZero == isZero {
                may.own = may.own.subtracting(conditional.locks.subtracting(conditional.before))
            } else {
                must.acquire(conditional.locks.subtracting(.unknown))
            }
        }
        conditionals.removeAll { $0.variable == variable }
    }

    /// A variable is another one, or its negation.
    mutating func copy(_ source: Int, to variable: Int, isNegated: Bool) {
        conditionals.removeAll { $0.variable == variable }
        for var conditional in conditionals where conditional.variable == source {
            conditional.variable = variable
            if isNegated { conditional.ifNotZero.toggle() }
            conditionals.append(conditional)
        }
    }
}

/// What one statement does to locks.
enum LockEffect {
    case acquire(LockSet)
    /// If the call's result is not 0, or if it is.
    case tryAcquire(LockSet, ifNotZero: Bool)
    case release(LockSet)
    /// What a function with a body comes to.
    case apply(LockState)
}

/// Follows the locks that a function holds over all ways through its body, to a fixpoint.
struct LockFlow {
    let function: Function
    /// What is held where each block begins; nil where nothing leads.
    private var entries: [LockState?]
    private let effects: (Call) -> [LockEffect]

    /// - Parameter effects: what a call does to locks, in order.
    init(_ function: Function, effects: @escaping (Call) -> [LockEffect]) {
        self.function = function
        self.effects = effects
        entries = Array(repeating: nil, count: function.blocks.count)
        entries[0] = LockState()
        var work = [0]
        var isWaiting = [true] + Array(repeating: false, count: function.blocks.count - 1)
        while let number = work.popLast() {
            isWaiting[number] = false
            guard var state = entries[number] else { continue }
            for statement in function.blocks[number].statements { run(statement, &state) }
            for (next, learned) in ways(from: number) {
                var state = state
                if let learned { state.learn(learned.variable, isZero: learned.isZero) }
                let before = entries[next]
                if let before { state.merge(before) }
                guard state != before else { continue }
                entries[next] = state
                if !isWaiting[next] { work.append(next) }
                isWaiting[next] = true
            }
        }
    }

    /// Goes through all statements once more with what is held in front of each.
    func forEach(_ body: (_ statement: Statement, _ block: Int, _ index: Int, _ state: LockState) -> Void) {
        for (number, block) in function.blocks.enumerated() {
            guard var state = entries[number] else { continue }
            for (index, statement) in block.statements.enumerated() {
                body(statement, number, index, state)
                run(statement, &state)
            }
        }
    }

    /// What is held in front of each statement, by block and number; nil where no way leads.
    var states: [[LockState?]] {
        var found: [[LockState?]] = function.blocks.map { Array(repeating: nil, count: $0.statements.count) }
        forEach { _, block, index, state in found[block][index] = state }
        return found
    }

    /// What is held where the function returns; nil where it never does.
    var exit: LockState? {
        var found: LockState?
        for (number, block) in function.blocks.enumerated() {
            guard case .return_ = block.terminator.kind, var state = entries[number] else { continue }
            for statement in block.statements { run(statement, &state) }
            state.conditionals = []
            if let before = found { state.merge(before) }
            found = state
        }
        return found
    }

    private func run(_ statement: Statement, _ state: inout LockState) {
        switch statement.kind {
        case .assign(let place, let value):
            guard case .variable(let number) = place.root, place.projections.isEmpty, !state.conditionals.isEmpty else { return }
            if let (source, isNegated) = Self.truth(of: value) {
                state.copy(source, to: number, isNegated: isNegated)
            } else {
                state.conditionals.removeAll { $0.variable == number }
            }
        case .call(let call):
            var result: Int?
            if case .variable(let number)? = call.result?.root, call.result?.projections.isEmpty == true { result = number }
            if let result { state.conditionals.removeAll { $0.variable == result } }
            for effect in effects(call) {
                switch effect {
                case .acquire(let locks): state.acquire(locks)
                case .release(let locks): state.release(locks)
                case .tryAcquire(let locks, let ifNotZero):
                    if let result {
                        let before = state.may.own.intersection(locks)
                        state.conditionals.append(.init(variable: result, locks: locks, ifNotZero: ifNotZero, before: before))
                    }
                    state.may.acquire(locks)
                case .apply(let callee):
                    state.must.apply(callee.must)
                    state.may.apply(callee.may)
                }
            }
        case .declare, .evaluate, .assembly, .opaque: return
        }
    }

    private func ways(from number: Int) -> [(Int, (variable: Int, isZero: Bool)?)] {
        let terminator = function.blocks[number].terminator
        guard case .branch(let value, let then, let otherwise) = terminator.kind, let (variable, isNegated) = Self.truth(of: value) else {
            return terminator.successors.map { ($0, nil) }
        }
        return [(then, (variable, isNegated)), (otherwise, (variable, !isNegated))]
    }

    /// The variable that a value is true with, or false with.
    private static func truth(of value: Rvalue) -> (variable: Int, isNegated: Bool)? {
        func variable(_ operand: Operand) -> Int? {
            if case .load(let place) = operand, case .variable(let number) = place.root, place.projections.isEmpty { number } else { nil }
        }
        switch value {
        case .use(let operand), .cast(let operand, _): return variable(operand).map { ($0, false) }
        case .unary(.not, let operand), .binary(.equal, let operand, .integer(0)): return variable(operand).map { ($0, true) }
        case .binary(.notEqual, let operand, .integer(0)), .binary(.less, let operand, .integer(0)): return variable(operand).map { ($0, false) }
        default: return nil
        }
    }
}
