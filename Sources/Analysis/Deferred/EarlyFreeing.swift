import Findings
import Program

/// Memory that RCU readers may still look at, and that is freed without waiting for them.
public struct EarlyFreeing: Sendable {
    public let function: Function
    public let span: Span
    /// The function that frees.
    public let actor: String
    /// The struct that is freed, and what says that readers find it without a lock.
    public let record: String
    public let mark: Mark
    /// From where the object is found to where it is freed.
    public let path: [PathStep]

    /// A member of a struct that RCU readers find.
    public enum Mark: Sendable {
        /// The `rcu_head` for freeing the struct.
        case head(String)
        /// An inode, which readers find in the tree of names.
        case inode(String)
    }
}

/// Looks for them.
///
/// A struct that has an `rcu_head` for its own freeing, or that embeds an inode, is found by readers that hold neither lock nor
/// reference. What the function itself has made, and what its callers hand it of their making, nobody has found yet.
struct EarlyFreeingSearch {
    private let program: WholeProgram
    private let facts: KernelFacts
    private let grace: GracePeriodFacts
    private let callers: GracePeriodCallers
    /// The structs that readers find.
    private var marks: [String: EarlyFreeing.Mark] = [:]

    init(_ program: WholeProgram, _ callers: GracePeriodCallers, _ facts: KernelFacts, _ grace: GracePeriodFacts) {
        self.program = program
        self.facts = facts
        self.grace = grace
        self.callers = callers
        let deferred = deferredFields()
        for record in program.records.values where program.isOwnRecord(record) {
            for field in fields(of: record) {
                let isDeferred = field.name.lowercased().contains("rcu") || deferred.contains(FieldRef(record: record.name, name: field.name))
                if field.type == .record("callback_head"), isDeferred { marks[record.name] = .head(field.name) }
                if field.type == .record("inode"), grace.slots.contains("super_operations.free_inode") {
                    marks[record.name] = .inode(field.name)
                }
            }
        }
    }

    /// In the order of their places.
    var found: [EarlyFreeing] {
        guard !marks.isEmpty else { return [] }
        var found: [EarlyFreeing] = []
        for function in program.sortedFunctionsUnderAnalysis where !waits(function) {
            for statement in function.blocks.lazy.flatMap(\.statements) {
                guard case .call(let call) = statement.kind, !call.isCleanup, let actor = call.name, let freed = freed(by: call),
                    case .record(let record)? = type(of: freed, in: function)?.pointee, let mark = marks[record], callers.isLive(function.ref),
                    let path = findings(of: freed, in: function, seen: [])
                else { continue }
                found.append(EarlyFreeing(function: function, span: statement.span, actor: actor, record: record, mark: mark, path: path))
            }
        }
        return found
    }

    private func fields(of record: Record, depth: Int = 0) -> [Record.Field] {
        record.fields.flatMap { field -> [Record.Field] in
            guard field.name.isEmpty, depth < 4, case .record(let name) = field.type, let inner = program.records[name] else { return [field] }
            return fields(of: inner, depth: depth + 1)
        }
    }

    /// The members that are given to RCU somewhere.
    private func deferredFields() -> Set<FieldRef> {
        var found: Set<FieldRef> = []
        for name in grace.freeing.union(grace.deferring.keys) {
            for site in callers.calls[FunctionRef(name: name)] ?? [] {
                for case .address(let place) in site.call.arguments { if let field = place.lastField { found.insert(field) } }
            }
        }
        return found
    }

    private func waits(_ function: Function) -> Bool {
        function.blocks.lazy.flatMap(\.statements).contains { statement in
            guard case .call(let call) = statement.kind, let name = call.name else { return false }
            return grace.waiting.contains(name) || grace.barriers.contains(name)
        }
    }

    /// What a call frees as memory, by what the tables say.
    private func freed(by call: Call) -> Operand? {
        guard let name = call.name else { return nil }
        for effect in facts[name]?.effects ?? [] where effect.verb == .release && effect.resource?.family == .memory && effect.condition == .always {
            if case .argument(let index) = effect.subject, index < call.arguments.count { return call.arguments[index] }
        }
        return nil
    }

    private func type(of operand: Operand, in function: Function) -> CType? {
        guard case .load(let place) = operand else { return nil }
        if let field = place.lastField { return program.records[field.record].flatMap { fields(of: $0).first { $0.name == field.name }?.type } }
        guard place.projections.isEmpty, case .variable(let number) = place.root else { return nil }
        return function.variables[number].type
    }

    /// Whether a function drops a share of the object that a member is in, or gives it to RCU: `fc` for `fc->curr_bucket`.
    private func ends(_ member: Place, in function: Function) -> Bool {
        guard case .variable = member.root else { return false }
        return function.blocks.lazy.flatMap(\.statements).contains { statement in
            guard case .call(let call) = statement.kind, let name = call.name else { return false }
            let isEnd = grace.deferring[name] != nil || grace.freeing.contains(name)
            return call.arguments.indices.contains { index in
                let isReleased = facts[name]?.effects.contains { effect in
                    [.release, .consume].contains(effect.verb) && effect.subject == .argument(index)
                        && [.memory, .reference].contains(effect.resource?.family)
                } ?? false
                guard isEnd || isReleased else { return false }
                return switch call.arguments[index] {
                case .load(let place): place == Place(member.root)
                case .address(let place): place.root == member.root && place.projections.first == .dereference
                default: false
                }
            }
        }
    }

    // MARK: Where an object comes from

    /// The steps from where an object is found in memory; nil where somebody has just made it, or that cannot be told.
    private func findings(of operand: Operand, in function: Function, seen: Set<FunctionRef>) -> [PathStep]? {
        var origins = Origins(function: function)
        origins.follow(operand)
        // One of several makers is enough: the object that was made may be the one that is freed.
        guard !origins.isUnknown, origins.makers.allSatisfy({ finds($0.callee) }) else { return nil }
        // Whoever ends the owner is the last who finds what the owner leads to.
        if origins.loaded.contains(where: { ends($0.place, in: function) }) { return nil }
        if let place = origins.loaded.first?.span ?? origins.makers.first?.span {
            return [PathStep("the object is found in memory here", at: function.position(place))]
        }
        guard origins.parameters.count == 1, let number = origins.parameters.first, !seen.contains(function.ref) else { return nil }
        if callers.isCalledByKernel(function.ref) {
            return [PathStep("\(function.name)() is given '\(function.variables[number].name)'", at: function.position(function.nameSpan))]
        }
        for (caller, call, statement) in callers.calls[function.ref] ?? [] where number < call.arguments.count && callers.isLive(caller.ref) && !waits(caller) {
            if let path = findings(of: call.arguments[number], in: caller, seen: seen.union([function.ref])) {
                return path + [PathStep("\(caller.name)() calls \(function.name)()", at: caller.position(statement.span))]
            }
        }
        return nil
    }

    /// Whether a function returns what it finds in memory, as accessors do.
    private func finds(_ callee: FunctionRef?, depth: Int = 0) -> Bool {
        guard let callee else { return false }
        if grace.lookups.contains(callee.name) { return true }
        guard depth < 3, let function = program.functions[callee] else { return false }
        var origins = Origins(function: function)
        for block in function.blocks { if case .return_(let operand?) = block.terminator.kind { origins.follow(operand) } }
        return !origins.isUnknown && origins.parameters.isEmpty && !(origins.loaded.isEmpty && origins.makers.isEmpty)
            && origins.makers.allSatisfy { finds($0.callee, depth: depth + 1) }
    }

    /// What a value may be, over all assignments to the variables that it comes by.
    private struct Origins {
        let function: Function
        var parameters: Set<Int> = []
        /// Where it is read from memory.
        var loaded: [(place: Place, span: Span)] = []
        /// Calls that return it.
        var makers: [(callee: FunctionRef?, span: Span)] = []
        var isUnknown = false
        private var seen: Set<Int> = []

        init(function: Function) { self.function = function }

        mutating func follow(_ operand: Operand, at span: Span? = nil) {
            switch operand {
            case .load(let place):
                guard place.projections.isEmpty, case .variable(let number) = place.root else {
                    loaded.append((place, span ?? function.nameSpan))
                    return
                }
                follow(number)
            // Of a member: it lies in what the pointer points to.
            case .address(let place):
                guard place.projections.first == .dereference, case .variable(let number) = place.root,
                    !place.projections.dropFirst().contains(.dereference)
                else {
                    isUnknown = true
                    return
                }
                follow(number)
            case .integer: break
            case .string, .function, .unknown: isUnknown = true
            }
        }

        private mutating func follow(_ number: Int) {
            guard seen.insert(number).inserted else { return }
            if number < function.parameterCount { parameters.insert(number) }
            for statement in function.blocks.lazy.flatMap(\.statements) {
                switch statement.kind {
                case .assign(let place, let value) where place == .variable(number):
                    switch value {
                    case .use(let operand), .cast(let operand, _): follow(operand, at: statement.span)
                    // container_of().
                    case .binary(.add, let operand, .integer), .binary(.subtract, let operand, .integer): follow(operand, at: statement.span)
                    default: isUnknown = true
                    }
                case .call(let call) where call.result == .variable(number):
                    var callee: FunctionRef?
                    if case .direct(let ref) = call.callee { callee = ref }
                    makers.append((callee, statement.span))
                case .assembly(let writes, _) where writes.contains(.variable(number)): isUnknown = true
                default: break
                }
            }
        }
    }
}
