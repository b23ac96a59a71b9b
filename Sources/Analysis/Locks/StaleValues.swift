import Findings
import Program

/// A value that was read under a lock and is relied on when the lock was dropped and taken again.
public struct StaleUse: Sendable {
    public enum Kind: Sendable {
        /// The member is set to something computed from what it was.
        case update
        /// What a guarded member pointed to is looked at.
        case pointer
    }

    public let kind: Kind
    public let function: Function
    public let span: Span
    /// The member, as the source spells it, and the variable that keeps what it was.
    public let member: String
    public let variable: String
    /// `fuse_inode.lock`.
    public let lock: String
    public let path: [PathStep]
}

/// Looks for values that are out of date: what a lock guards may have changed while nobody held it.
///
/// A value is looked after until the member is read again, or another member of the object is compared with something as old: a
/// version, a size.
struct StaleValueSearch {
    private let locks: LockAnalysis

    init(_ locks: LockAnalysis) { self.locks = locks }

    /// In the order of the functions' names.
    var found: [StaleUse] {
        let program = locks.graph.program
        return program.sortedFunctionsUnderAnalysis.flatMap { function in
            mayDrop(function) ? StaleValueFlow(function, locks).found : []
        }
    }

    /// Whether a function takes a lock twice, or calls one that drops and takes what it holds: few do.
    private func mayDrop(_ function: Function) -> Bool {
        var taken = 0
        for statement in function.blocks.lazy.flatMap(\.statements) {
            guard case .call(let call) = statement.kind else { continue }
            if locks.dropsAndRetakes(call) { return true }
            if !locks.calls.taken(by: call, in: function).isEmpty { taken += 1 }
        }
        return taken > 1
    }
}

extension LockAnalysis {
    /// Whether a function says that it drops a lock of its caller's and takes it again: `__releases(x) __acquires(x)`.
    func dropsAndRetakes(_ call: Call) -> Bool {
        guard case .direct(let ref) = call.callee, let contracts = graph.program.functions[ref]?.lockContracts else { return false }
        return contracts.contains { one in one.kind == .releases && contracts.contains { $0.kind == .acquires && $0.lock == one.lock } }
    }
}

/// Follows what the variables of one function keep of members, over all ways, to a fixpoint.
private struct StaleValueFlow {
    /// What was read, and under which locks.
    private struct Reading: Hashable {
        /// The member, with local names replaced by what they stand for.
        var place: Place
        /// As it is written.
        var written: Place
        var block: Int
        var index: Int
        var span: Span
        var locks: LockSet
        /// Those of the locks that nobody has dropped since.
        var alive: LockSet

        func isStale(_ held: LockSet) -> Bool { alive.isEmpty && locks.intersects(held) }

        var object: ArraySlice<Place.Projection> {
            place.projections[...(place.projections.lastIndex(of: .dereference) ?? 0)]
        }

        func isOfOneObject(_ other: Place) -> Bool {
            place.root == other.root && other.projections.starts(with: object) && !other.projections[object.count...].contains(.dereference)
        }
    }

    private typealias State = [Int: Set<Reading>]

    private let function: Function
    private let locks: LockAnalysis
    private let origins: LocalOrigins
    private(set) var found: [StaleUse] = []

    init(_ function: Function, _ locks: LockAnalysis) {
        self.function = function
        self.locks = locks
        origins = locks.calls.origins(of: function)
        let held = locks.calls.flow(of: function).states.map { $0.map { $0?.must.own } }
        var entries: [State?] = Array(repeating: nil, count: function.blocks.count)
        entries[0] = [:]
        var work = [0]
        while let number = work.popLast() {
            guard var state = entries[number] else { continue }
            run(number, held[number], &state, report: false)
            for next in function.blocks[number].terminator.successors {
                let before = entries[next]
                var merged = before ?? [:]
                for (variable, readings) in state { merged[variable, default: []].formUnion(readings) }
                guard merged != before else { continue }
                entries[next] = merged
                work.append(next)
            }
        }
        for number in function.blocks.indices {
            guard var state = entries[number] else { continue }
            run(number, held[number], &state, report: true)
        }
    }

    private mutating func run(_ number: Int, _ held: [LockSet?], _ state: inout State, report: Bool) {
        let block = function.blocks[number]
        for (index, statement) in block.statements.enumerated() {
            guard let held = held[index] else { continue }
            age(&state, held)
            let site = (block: number, index: index, span: statement.span)
            switch statement.kind {
            case .assign(let place, let value): assign(value, to: place, at: site, held, &state, report: report)
            case .call(let call): self.call(call, at: site, held, &state, report: report)
            case .declare(let variable): state[variable] = nil
            case .evaluate(let operand): reread([operand], &state)
            case .assembly(let writes, let reads):
                reread(reads, &state)
                for place in writes { if let variable = place.wholeVariable { state[variable] = nil } }
            case .opaque: state = [:]
            }
        }
        if case .branch(let value, _, _) = block.terminator.kind {
            compare(value, &state)
            reread(value.operands, &state)
        }
    }

    /// Takes away from what is held since each reading what has been dropped.
    private func age(_ state: inout State, _ held: LockSet) {
        for (variable, readings) in state {
            guard readings.contains(where: { !held.contains($0.alive) }) else { continue }
            state[variable] = Set(readings.map { reading in
                var reading = reading
                reading.alive = reading.alive.intersection(held)
                return reading
            })
        }
    }

    // MARK: Statements

    private typealias Site = (block: Int, index: Int, span: Span)

    private mutating func assign(_ value: Rvalue, to place: Place, at site: Site, _ held: LockSet, _ state: inout State, report: Bool) {
        compare(value, &state)
        reread(value.operands, &state)
        look(value.operands + (place.wholeVariable == nil ? [.address(place)] : []), at: site, held, &state, report: report)
        var kept = value.operands.reduce(into: Set<Reading>()) { found, operand in
            guard case .load(let source) = operand else { return }
            if let variable = source.wholeVariable {
                // `address + offset` does not lead to what the offset was read from.
                if let target = place.wholeVariable, function.variables[target].type.isPointer, !function.variables[variable].type.isPointer { return }
                found.formUnion(state[variable] ?? [])
            } else if let reading = reading(of: source, at: site, held) {
                found.insert(reading)
            }
        }
        if case .binary(let operation, _, _) = value, operation.isComparison { kept = [] }
        guard let variable = place.wholeVariable else {
            let target = origins.resolve(place)
            // Of several readings the first in the source, so that the same is told each time.
            if report, let stale = kept.filter({ $0.place == target && $0.isStale(held) }).min(by: { ($0.block, $0.index) < ($1.block, $1.index) }) { tell(.update, stale, value, held, at: site) }
            // Whoever writes the member knows what it is.
            forget(&state) { $0.place == target }
            mark(place, &state)
            return
        }
        state[variable] = kept.isEmpty ? nil : kept
        forget(&state) { $0.place.root == .variable(variable) }
    }

    private mutating func call(_ call: Call, at site: Site, _ held: LockSet, _ state: inout State, report: Bool) {
        reread(call.arguments, &state)
        look(call.arguments, at: site, held, &state, report: report)
        // What is handed on may be kept alive, taken off its list, marked.
        for argument in call.arguments {
            switch argument {
            case .load(let place) where place.wholeVariable != nil: mark(place.appending(.dereference), &state)
            case .address(let place): mark(place, &state)
            default: continue
            }
        }
        if locks.dropsAndRetakes(call) { age(&state, .none) }
        guard let variable = call.result?.wholeVariable else { return }
        state[variable] = nil
        forget(&state) { $0.place.root == .variable(variable) }
    }

    /// What is read from a member under a lock.
    private func reading(of place: Place, at site: Site, _ held: LockSet) -> Reading? {
        guard !held.isEmpty, place.projections.contains(.dereference), place.lastField != nil else { return nil }
        let resolved = origins.resolve(place)
        guard case .variable = resolved.root else { return nil }
        return Reading(place: resolved, written: place, block: site.block, index: site.index, span: site.span, locks: held, alive: held)
    }

    /// A member that is read again is looked at anew, whatever comes of it.
    private func reread(_ operands: [Operand], _ state: inout State) {
        for operand in operands {
            switch operand {
            case .load(let place), .address(let place):
                guard place.projections.contains(.dereference) else { continue }
                let resolved = origins.resolve(place)
                forget(&state) { $0.alive.isEmpty && ($0.place == resolved || resolved.projections.starts(with: $0.place.projections) && resolved.root == $0.place.root) }
            default: continue
            }
        }
    }

    /// A member of the object is compared with what is as old: the object is as it was, or the other branch knows that it is not.
    private func compare(_ value: Rvalue, _ state: inout State) {
        guard case .binary(let operation, let left, let right) = value, operation.isComparison else { return }
        for (old, new) in [(left, right), (right, left)] {
            guard case .load(let variable) = old, let number = variable.wholeVariable, case .load(let place) = new else { continue }
            let stale = (state[number] ?? []).filter(\.alive.isEmpty)
            let fresh = place.wholeVariable.map { (state[$0] ?? []).filter { !$0.alive.isEmpty }.map(\.place) } ?? [origins.resolve(place)]
            for reading in stale where fresh.contains(where: reading.isOfOneObject) {
                forget(&state) { $0.alive.isEmpty && $0.isOfOneObject(reading.place) }
            }
        }
    }

    private func forget(_ state: inout State, _ isOver: (Reading) -> Bool) {
        for (variable, readings) in state where readings.contains(where: isOver) {
            let left = readings.filter { !isOver($0) }
            state[variable] = left.isEmpty ? nil : left
        }
    }

    // MARK: Pointers

    /// Something is done to what a variable points to: whoever does so has made it his own, or says that it is in use.
    private func mark(_ place: Place, _ state: inout State) {
        guard case .variable(let number) = place.root, place.projections.first == .dereference, function.variables[number].type.isPointer,
            let readings = state[number]
        else { return }
        forget(&state) { readings.contains($0) }
    }

    /// Looks for what is done to objects that a guarded member led to.
    private mutating func look(_ operands: [Operand], at site: Site, _ held: LockSet, _ state: inout State, report: Bool) {
        guard report else { return }
        for operand in operands {
            switch operand {
            case .load(let place), .address(let place):
                guard case .variable(let number) = place.root, place.projections.first == .dereference, let readings = state[number],
                    let stale = readings.first(where: { isGuarded($0) && $0.isStale(held) && readings.count == 1 })
                else { continue }
                tell(.pointer, stale, .use(.load(.variable(number))), held, at: site)
            default: continue
            }
        }
    }

    /// Whether a lock under which a member was read is the one that guards it.
    private func isGuarded(_ reading: Reading) -> Bool { locks.guards[reading.place]?.set.intersects(reading.locks) ?? false }

    private mutating func tell(_ kind: StaleUse.Kind, _ reading: Reading, _ value: Rvalue, _ held: LockSet, at site: Site) {
        let lock = reading.locks.intersection(held).numbers.first.flatMap { locks.calls.numbers.classes[$0] }
        let names = value.operands.compactMap { operand -> String? in
            guard case .load(let place) = operand, let number = place.wholeVariable, !function.variables[number].name.isEmpty else { return nil }
            return function.variables[number].name
        }
        let member = function.describe(reading.written)
        guard let lock, !found.contains(where: { $0.span == site.span }) else { return }
        // The table has a name for a lock in a struct without one.
        let spelling = locks.guards[reading.place]?.fact.locks.first ?? lock.spelling
        found.append(
            StaleUse(
                kind: kind, function: function, span: site.span, member: member, variable: names.first ?? member, lock: spelling,
                path: [PathStep("'\(member)' is read here with \(spelling) held", at: function.position(reading.span))]))
    }
}
