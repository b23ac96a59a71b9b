import Program

/// Where functions show objects of their making to others.
///
/// What a function shows of what it is handed counts at its callers: they know whether the object is new.
final class Publications {
    /// Where an object is put.
    enum Target: Hashable {
        /// Others look there.
        case shared
        /// In the object that a parameter points to: the caller knows.
        case parameter(Int)
    }

    /// What readers go through to find the object.
    enum Container: Hashable {
        case member(FieldRef)
        case global(String)
    }

    struct Publication {
        /// The variable that points to the object, and the name that the source has for it.
        var variable: Int
        var name: String
        var target: Target
        /// Nil where everybody finds it: a dentry's inode, a file descriptor.
        var container: Container?
        /// The function or macro that shows it, nil for a plain store.
        var actor: String?
        var point: LockAnalysis.Point
    }

    private let locks: LockAnalysis
    private let facts: PublishFacts
    private var found: [FunctionRef: [Publication]] = [:]
    private var running: Set<FunctionRef> = []

    init(_ locks: LockAnalysis, _ facts: PublishFacts) {
        self.locks = locks
        self.facts = facts
    }

    /// In the order in which they stand.
    func publications(in function: Function) -> [Publication] {
        if let known = found[function.ref] { return known }
        // A function that calls itself shows nothing there.
        guard running.insert(function.ref).inserted else { return [] }
        defer { running.remove(function.ref) }
        var all: [Publication] = []
        locks.calls.flow(of: function).forEach { statement, block, index, state in
            let point = LockAnalysis.Point(function: function, span: statement.span, block: block, index: index, state: state)
            switch statement.kind {
            case .call(let call): all += published(by: call, at: point)
            case .assign(let place, let value): if let one = published(to: place, value, at: point) { all.append(one) }
            default: return
            }
        }
        found[function.ref] = all
        return all
    }

    // MARK: Statements

    private func published(by call: Call, at point: LockAnalysis.Point) -> [Publication] {
        guard case .direct(let ref) = call.callee else { return [] }
        if let inserter = facts.inserters[ref.name] {
            guard inserter.object < call.arguments.count, let variable = object(call.arguments[inserter.object], in: point.function) else { return [] }
            guard let target = inserter.place.map({ $0 < call.arguments.count ? target(call.arguments[$0], at: point) : nil }) ?? .shared else { return [] }
            let name = name(call.arguments[inserter.object], in: point.function)
            let container = inserter.place.flatMap { self.container(call.arguments[$0], in: point.function) }
            return [Publication(variable: variable, name: name, target: target, container: container, actor: ref.name, point: point)]
        }
        guard locks.facts[ref.name] == nil, let body = locks.graph.program.functions[ref], locks.graph.program.isUnderAnalysis(body) else { return [] }
        return publications(in: body).compactMap { inner in
            guard inner.variable < body.parameterCount, inner.variable < call.arguments.count, isWhole(inner.variable, in: body), lasts(inner),
                let variable = object(call.arguments[inner.variable], in: point.function)
            else { return nil }
            var target = inner.target
            if case .parameter(let number) = target {
                guard number < call.arguments.count, let outer = self.target(call.arguments[number], at: point) else { return nil }
                target = outer
            }
            let name = name(call.arguments[inner.variable], in: point.function)
            return Publication(variable: variable, name: name, target: target, container: inner.container, actor: ref.name, point: point)
        }
    }

    /// Whether a parameter is what the caller gave, all over the function.
    private func isWhole(_ parameter: Int, in function: Function) -> Bool {
        !function.blocks.lazy.flatMap(\.statements).contains { statement in
            switch statement.kind {
            case .assign(let place, _): place == .variable(parameter)
            case .call(let call): call.result == .variable(parameter)
            default: false
            }
        }
    }

    private func published(to place: Place, _ value: Rvalue, at point: LockAnalysis.Point) -> Publication? {
        let operand: Operand
        switch value {
        case .use(let used), .cast(let used, _): operand = used
        default: return nil
        }
        guard place.projections.contains(.dereference) || isGlobal(place), case .load(let used) = operand, let named = used.wholeVariable,
            isRecordPointer(point.function.variables[named].type),
            let variable = locks.calls.origins(of: point.function).resolve(used).wholeVariable
        else { return nil }
        let macro = point.function.macroName(point.span).flatMap { facts.publishing.contains($0) ? $0 : nil }
        if macro == nil, !isGlobal(place) {
            // What the kernel's own structs hold is theirs to show: file->private_data, sb->s_fs_info.
            let field = locks.calls.origins(of: point.function).resolve(place).lastField
            guard let record = field.flatMap({ locks.graph.program.records[$0.record] }), locks.graph.program.isOwnRecord(record) else { return nil }
        }
        guard let target = target(of: place, at: point) else { return nil }
        return Publication(
            variable: variable, name: name(operand, in: point.function), target: target, container: self.container(place), actor: macro, point: point)
    }

    private func isGlobal(_ place: Place) -> Bool { if case .global = place.root { true } else { false } }

    private func isRecordPointer(_ type: CType) -> Bool { if case .pointer(.record) = type { true } else { false } }

    /// The variable that an operand is, or in whose object it points.
    private func object(_ operand: Operand, in function: Function) -> Int? {
        switch locks.calls.origins(of: function).resolve(operand) {
        case .load(let place): return place.wholeVariable
        case .address(let place):
            guard case .variable(let number) = place.root, place.projections.first == .dereference,
                !place.projections.dropFirst().contains(.dereference)
            else { return nil }
            return number
        default: return nil
        }
    }

    /// The variable as the source calls it, which may be another name for what the object came in.
    private func name(_ operand: Operand, in function: Function) -> String {
        switch operand {
        case .load(let place), .address(let place): if case .variable(let number) = place.root { function.variableName(number) } else { "it" }
        default: "it"
        }
    }

    // MARK: How long it is there

    /// Whether the object is still there on some way out of the function, which does not wait on any until others are done with it.
    private func lasts(_ publication: Publication) -> Bool {
        let function = publication.point.function
        var seen: Set<Int> = []
        var work = [(block: publication.point.block, start: publication.point.index + 1)]
        var isThere = false
        while let (number, start) = work.popLast() {
            let block = function.blocks[number]
            let rest = block.statements.dropFirst(start)
            if rest.contains(where: { awaits($0, publication.variable, in: function) }) { return false }
            if rest.contains(where: { ends($0, publication.variable, in: function) }) { continue }
            if case .return_ = block.terminator.kind { isThere = true }
            for next in block.terminator.successors where seen.insert(next).inserted { work.append((next, 0)) }
        }
        return isThere
    }

    /// Whether a function of the program that waits is given the object: `wait_request(queue, request)`.
    private func awaits(_ statement: Statement, _ variable: Int, in function: Function) -> Bool {
        guard case .call(let call) = statement.kind, case .direct(let ref) = call.callee, waiters.contains(ref) else { return false }
        return isGiven(variable, to: call, in: function)
    }

    /// Calls between a function and the one that waits for it.
    private static let waitingDepth = 3

    /// The functions that wait, themselves or by others that they call.
    private lazy var waiters: Set<FunctionRef> = {
        let calls = locks.graph.program.sortedFunctionsUnderAnalysis.map { (ref: $0.ref, callees: locks.graph.namedCallees(of: $0)) }
        var found = Set(calls.filter { $0.callees.contains { isWait($0.name) } }.map(\.ref))
        for _ in 1..<Self.waitingDepth { found.formUnion(calls.filter { !$0.callees.isDisjoint(with: found) }.map(\.ref)) }
        return found
    }()

    private func isWait(_ name: String) -> Bool { name == "schedule" || facts.waits.contains(where: name.hasPrefix) }

    private func isGiven(_ variable: Int, to call: Call, in function: Function) -> Bool {
        let origins = locks.calls.origins(of: function)
        return call.arguments.contains { argument in
            switch argument {
            case .load(let place), .address(let place): origins.resolve(place).root == .variable(variable)
            default: false
            }
        }
    }

    /// Whether the object is taken away again, waited for, or the variable is another's from here on.
    func ends(_ statement: Statement, _ variable: Int, in function: Function) -> Bool {
        switch statement.kind {
        case .assign(let place, _): return place == .variable(variable)
        case .declare(let number): return number == variable
        case .opaque: return true
        case .call(let call):
            if call.result == .variable(variable) { return true }
            guard let name = call.name else { return false }
            if isWait(name) || awaits(statement, variable, in: function) { return true }
            guard isGiven(variable, to: call, in: function) else { return false }
            if locks.facts[name]?.effects.contains(where: { $0.verb == .release || $0.verb == .consume }) == true { return true }
            return facts.removers.contains { name.contains($0) }
        default: return false
        }
    }

    // MARK: Who looks there

    private func container(_ operand: Operand, in function: Function) -> Container? {
        switch locks.calls.origins(of: function).resolve(operand) {
        case .address(let place), .load(let place): container(place)
        default: nil
        }
    }

    private func container(_ place: Place) -> Container? {
        if let field = place.lastField { return .member(field) }
        if case .global(let name) = place.root { return .global(name) }
        return nil
    }

    /// Nil where nobody but the function does.
    private func target(_ operand: Operand, at point: LockAnalysis.Point) -> Target? {
        switch locks.calls.origins(of: point.function).resolve(operand) {
        case .address(let place), .load(let place):
            if let variable = place.wholeVariable { return target(of: Place.variable(variable).appending(.dereference), at: point) }
            return target(of: place, at: point)
        default: return nil
        }
    }

    private func target(of place: Place, at point: LockAnalysis.Point) -> Target? {
        let place = locks.calls.origins(of: point.function).resolve(place)
        if isGlobal(place) { return .shared }
        switch locks.sole.origin(of: place, at: point) {
        case .own: return nil
        case .parameter(let number): return .parameter(number)
        case .others: return .shared
        }
    }
}
