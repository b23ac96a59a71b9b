import Analysis
import Program

/// What a function may return: constants and what comparisons have left of other values, followed over all ways through the body.
///
/// States that meet are joined, except where they differ in what the way has decided: whether the call comes from RCU walk, and
/// whether the connection was told that the server does not know a request.
struct ResultFlow {
    /// What is returned at one place.
    struct Returned {
        var results: PossibleResults
        /// Whether the call comes from RCU walk; nil where nobody has asked.
        var isWalk: Bool?
        var span: Span
    }

    /// What is known beside the function's own body.
    struct Surroundings {
        /// What a call may return.
        var results: (Call, CodeSite) -> PossibleResults
        /// Whether a member says of a connection what its server knows.
        var isMemory: (FieldRef) -> Bool
        /// What says that the function is called in RCU walk.
        var walk: SlotContract.Condition?
    }

    private let function: Function
    private let surroundings: Surroundings
    /// Variables that others may change, since their address is taken.
    private let exposed: Set<Int>
    /// The parameter that tells of RCU walk.
    private let walkParameter: Int?
    private var states: [Point: ResultState] = [:]
    /// The points that are to be looked at, by the place of their block in the order of the blocks.
    private var work: [[Point]]
    private let position: [Int]
    private var returns: [Point: Returned] = [:]

    private struct Point: Hashable {
        var block: Int
        var way: ResultState.Way
    }

    /// What the function returns, in the order of the places.
    var returned: [Returned] { returns.values.sorted { ($0.span.line, $0.span.column) < ($1.span.line, $1.span.column) } }

    init(_ function: Function, _ surroundings: Surroundings) {
        self.function = function
        self.surroundings = surroundings
        exposed = function.variablesWithAddress
        walkParameter = Self.parameter(of: surroundings.walk, function)
        var position = [Int](repeating: 0, count: function.blocks.count)
        for (index, block) in function.blocksInReversePostorder.enumerated() { position[block] = index }
        self.position = position
        work = [[Point]](repeating: [], count: function.blocks.count)
        arrive(at: 0, ResultState())
        // The first in order first, so that most blocks are looked at when all that leads to them has been.
        while let index = work.firstIndex(where: { !$0.isEmpty }), let point = work[index].popLast() {
            var state = states[point]!
            for statement in function.blocks[point.block].statements { run(statement, &state) }
            leave(function.blocks[point.block].terminator, state, at: point)
        }
    }

    private static func parameter(of walk: SlotContract.Condition?, _ function: Function) -> Int? {
        switch walk {
        case .null(let index), .notNull(let index), .bits(let index, _): index < 0 ? function.parameterCount + index : index
        case .always, nil: nil
        }
    }

    private func site(_ span: Span) -> CodeSite { CodeSite(function: function.ref, span: span) }

    // MARK: From block to block

    private mutating func arrive(at block: Int, _ state: ResultState) {
        let point = Point(block: block, way: state.way)
        guard var known = states[point] else {
            states[point] = state
            work[position[block]].append(point)
            return
        }
        known.formUnion(state)
        guard known != states[point] else { return }
        states[point] = known
        work[position[block]].append(point)
    }

    private mutating func leave(_ terminator: Terminator, _ state: ResultState, at point: Point) {
        switch terminator.kind {
        case .jump(let block): arrive(at: block, state)
        case .branch(let value, let then, let otherwise):
            let test = test(value, state)
            for (block, test) in [(then, test), (otherwise, test?.negated)] {
                var state = state
                if let test, !assume(test, &state, at: terminator.span) { continue }
                arrive(at: block, state)
            }
        case .switch_(let operand, let cases, let block): leave(operand, cases, otherwise: block, state, at: terminator.span)
        case .return_(let operand):
            guard let operand else { return }
            let results = self.value(operand, state, at: terminator.span).fitted(to: function.returnType)
            returns[point] = Returned(results: results, isWalk: state.way.isWalk, span: terminator.span)
        case .unreachable: return
        }
    }

    private mutating func leave(_ operand: Operand, _ cases: [SwitchCase], otherwise: Int, _ state: ResultState, at span: Span) {
        guard let variable = operand.place?.wholeVariable else {
            for block in cases.map(\.target) + [otherwise] { arrive(at: block, state) }
            return
        }
        var rest: ResultState? = state
        for one in cases {
            var chosen = state
            let isPossible = one.first == one.last
                ? chosen.restrict(variable, .equal, one.first, at: site(span))
                : chosen.restrict(variable, .greaterOrEqual, one.first, at: site(span))
                    && chosen.restrict(variable, .lessOrEqual, one.last, at: site(span))
            if isPossible { arrive(at: one.target, chosen) }
            if one.first == one.last, rest?.restrict(variable, .notEqual, one.first, at: site(span)) == false { rest = nil }
        }
        if let rest { arrive(at: otherwise, rest) }
    }

    // MARK: Conditions

    /// What a condition asks; nil for what nothing is known of.
    private func test(_ value: Rvalue, _ state: ResultState) -> ResultState.Test? {
        switch value {
        case .use(let operand), .cast(let operand, _): return test(operand, state)
        case .unary(.not, let operand): return test(operand, state)?.negated
        case .binary(.and, .load(let place), .integer(let mask)):
            guard case .bits(_, let bits)? = surroundings.walk, place.wholeVariable == walkParameter, bits.contains(mask) else { return nil }
            return .walk(true)
        case .binary(let operation, let left, let right) where operation.negated != nil:
            return compares(left, operation, right, state) ?? compares(right, operation.mirrored, left, state)
        default: return nil
        }
    }

    private func test(_ operand: Operand, _ state: ResultState) -> ResultState.Test? {
        guard case .load(let place) = operand else { return nil }
        if let variable = place.wholeVariable {
            if let known = state.tests[variable] { return known }
            return exposed.contains(variable) ? nil : .compares(variable, .notEqual, 0)
        }
        guard let member = place.lastField, member.name.hasPrefix("no_"), surroundings.isMemory(member) else { return nil }
        return .refused(true)
    }

    private func compares(_ left: Operand, _ operation: BinaryOperation, _ right: Operand, _ state: ResultState) -> ResultState.Test? {
        guard let variable = left.place?.wholeVariable, !exposed.contains(variable),
            let number = value(right, state, at: function.nameSpan).number
        else { return nil }
        let isOrdered = operation != .equal && operation != .notEqual
        if isOrdered {
            guard case .integer(_, isSigned: true) = function.variables[variable].type else { return nil }
        }
        return .compares(variable, operation, number)
    }

    /// - Returns: whether it can be.
    private func assume(_ test: ResultState.Test, _ state: inout ResultState, at span: Span) -> Bool {
        switch test {
        case .walk(let isWalk):
            // WARN_ON() says what cannot be, and goes on as if it could.
            if !isAssertion(span) { state.way.isWalk = isWalk }
        case .refused(let isRefused): state.way.isRefused = isRefused
        case .compares(let variable, let operation, let number):
            if variable == walkParameter, number == 0 {
                switch (surroundings.walk, operation) {
                case (.null?, .equal), (.notNull?, .notEqual): state.way.isWalk = true
                case (.null?, .notEqual), (.notNull?, .equal): state.way.isWalk = false
                default: break
                }
            }
            return state.restrict(variable, operation, number, at: site(span))
        }
        return true
    }

    private func isAssertion(_ span: Span) -> Bool { function.macroName(span)?.hasPrefix("WARN_ON") == true }

    // MARK: Statements

    private func run(_ statement: Statement, _ state: inout ResultState) {
        switch statement.kind {
        case .assign(let place, let value):
            if let variable = place.wholeVariable {
                set(variable, to: value, &state, at: statement.span)
            } else if let member = place.lastField, case .use(.integer) = value, surroundings.isMemory(member) {
                state.remember(at: site(statement.span), isENOSYS: ErrorNumbers.isENOSYS)
            }
        case .call(let call): run(call, &state, at: statement.span)
        case .declare(let variable): set(variable, to: .anything, &state)
        case .assembly(let writes, _): for variable in writes.compactMap(\.wholeVariable) { set(variable, to: .anything, &state) }
        case .opaque: state = ResultState()
        case .evaluate: return
        }
    }

    private func set(
        _ variable: Int, to value: PossibleResults, copyOf original: Int? = nil, test: ResultState.Test? = nil, _ state: inout ResultState
    ) {
        guard !exposed.contains(variable) else { return }
        state.set(variable, value, copyOf: original.flatMap { isCopy(variable, of: $0) ? $0 : nil }, test: test)
    }

    private func set(_ variable: Int, to value: Rvalue, _ state: inout ResultState, at span: Span) {
        let type = function.variables[variable].type
        let results: PossibleResults
        var original: Int?
        switch value {
        case .use(let operand), .cast(let operand, _):
            // What becomes a truth value is another number, though it says the same.
            results = type == .bool ? PossibleResults(PossibleResults.Range(lower: 0, upper: 1)) : self.value(operand, state, at: span).fitted(to: type)
            original = operand.place?.wholeVariable
            if type == .bool, case .integer(let number) = operand {
                set(variable, to: PossibleResults(number == 0 ? 0 : 1, at: site(span)), &state)
                return
            }
        case .unary(.not, _): results = PossibleResults(PossibleResults.Range(lower: 0, upper: 1))
        case .binary(let operation, _, _) where operation.negated != nil:
            results = PossibleResults(PossibleResults.Range(lower: 0, upper: 1))
        case .zero: results = PossibleResults(0, at: site(span))
        case .unary, .binary: results = .anything
        }
        set(variable, to: results, copyOf: original, test: isAssertion(span) ? nil : test(value, state), &state)
    }

    /// Whether a variable of the one's type holds the same number as one of the other's.
    private func isCopy(_ variable: Int, of original: Int) -> Bool {
        guard !exposed.contains(original) else { return false }
        let types = (function.variables[variable].type, function.variables[original].type)
        switch types {
        case (.integer(let bits, isSigned: true), .integer(let others, isSigned: true)): return bits >= others
        case (.pointer, .pointer), (.pointer, .integer(64, _)), (.integer(64, _), .pointer): return true
        default: return types.0 == types.1
        }
    }

    private func run(_ call: Call, _ state: inout ResultState, at span: Span) {
        guard let result = call.result?.wholeVariable else { return }
        let argument = call.arguments.first.map { value($0, state, at: span) }
        let original = call.arguments.first?.place?.wholeVariable
        switch call.name {
        case "ERR_PTR", "PTR_ERR", "ERR_CAST": set(result, to: argument ?? .anything, copyOf: original, &state)
        case "PTR_ERR_OR_ZERO":
            var results = (argument ?? .anything).restricted(.less, 0, at: site(span))
            results.formUnion(PossibleResults(0, at: site(span)))
            set(result, to: results, &state)
        case "IS_ERR", "IS_ERR_OR_NULL":
            let operation = call.name == "IS_ERR" ? BinaryOperation.less : .lessOrEqual
            set(result, to: .anything, test: original.flatMap { exposed.contains($0) ? nil : .compares($0, operation, 0) }, &state)
        default: set(result, to: surroundings.results(call, site(span)).fitted(to: function.variables[result].type), &state)
        }
    }

    private func value(_ operand: Operand, _ state: ResultState, at span: Span) -> PossibleResults {
        switch operand {
        case .integer(let number):
            var results = PossibleResults(number, at: site(span))
            if state.way.isRefused, ErrorNumbers.isENOSYS(number) { results.remember(at: site(span)) }
            return results
        case .load(let place):
            guard let variable = place.wholeVariable, !exposed.contains(variable) else { return .anything }
            return state[variable]
        case .address, .function, .string: return PossibleResults(.pointers)
        case .unknown: return .anything
        }
    }
}
