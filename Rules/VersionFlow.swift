import Program

/// What a function's attr_versions are worth where it takes a reply's attributes: sampled before the last request, or behind it.
///
/// Variables are followed over all ways through the body; what branches ask does not matter.
struct VersionFlow {
    /// Attributes that are taken with a version that is no older than they are.
    struct Late: Hashable {
        var taker: String
        var span: Span
        /// Where the request was sent.
        var sent: Span?
        /// Where the version was sampled; nil where it is 0.
        var sampled: Span?
    }

    private enum Version: Hashable {
        case early, zero
        case late(Span)
    }

    private struct State: Hashable {
        var block: Int
        var sent: Span?
        var opcode: Int64?
        var versions: [Int: Version] = [:]
    }

    private let function: Function
    private let takers: [FunctionRef: Int]
    private let asking: Set<FunctionRef>
    private let opcodes: (FunctionRef) -> Int64?
    private var late: Set<Late> = []

    /// What was found, in the order in which it stands.
    var found: [Late] { late.sorted { order($0) < order($1) } }

    private func order(_ late: Late) -> (Int, Int, Int, Int) {
        (late.span.line, late.span.column, late.sent?.line ?? 0, late.sampled?.line ?? 0)
    }

    /// - Parameters:
    ///   - takers: functions with a version among their parameters, and which one it is.
    ///   - asking: functions that send a request and wait for the answer.
    ///   - opcodes: what request a function fills in.
    init(_ function: Function, takers: [FunctionRef: Int], asking: Set<FunctionRef>, opcodes: @escaping (FunctionRef) -> Int64?) {
        self.function = function
        self.takers = takers
        self.asking = asking
        self.opcodes = opcodes
        var seen: Set<State> = []
        var work = [State(block: 0)]
        while let state = work.popLast() {
            guard seen.insert(state).inserted else { continue }
            var next = state
            for statement in function.blocks[state.block].statements { run(statement, &next) }
            for block in function.blocks[state.block].terminator.successors {
                next.block = block
                work.append(next)
            }
        }
    }

    private mutating func run(_ statement: Statement, _ state: inout State) {
        switch statement.kind {
        case .assign(let place, let value):
            if place.lastField == FuseRequests.opcode {
                if case .use(.integer(let number)) = value { state.opcode = number } else { state.opcode = nil }
            }
            guard let variable = place.wholeVariable, function.variables[variable].type == .integer(bits: 64, isSigned: false) else { return }
            state.versions[variable] = version(of: value, state)
        case .call(let call): run(call, statement.span, &state)
        default: return
        }
    }

    private func version(of value: Rvalue, _ state: State) -> Version? {
        switch value {
        case .use(let operand), .cast(let operand, _): version(of: operand, state)
        default: nil
        }
    }

    private func version(of operand: Operand, _ state: State) -> Version? {
        switch operand {
        case .integer(0): .zero
        case .load(let place): place.wholeVariable.flatMap { state.versions[$0] }
        default: nil
        }
    }

    private mutating func run(_ call: Call, _ span: Span, _ state: inout State) {
        guard case .direct(let ref) = call.callee else { return }
        if let opcode = opcodes(ref) { state.opcode = opcode }
        take(call, ref, span, state)
        let result = call.result?.wholeVariable
        if let result { state.versions[result] = nil }
        if FuseRequests.names.contains(ref.name) || asking.contains(ref) && takers[ref] == nil {
            state.sent = span
            // A version that was sampled until now is older than the answer that comes now.
            for (variable, version) in state.versions {
                if case .late = version { state.versions[variable] = .early }
            }
        } else if ref.name == FuseRequests.sample, let result {
            state.versions[result] = state.sent == nil ? .early : .late(span)
        }
    }

    private mutating func take(_ call: Call, _ ref: FunctionRef, _ span: Span, _ state: State) {
        guard let sent = state.sent else { return }
        guard let index = takers[ref] else {
            // It takes no version: its caller compares, with what it sampled.
            guard FuseRequests.takers.contains(ref.name) else { return }
            let sampled = state.versions.values.compactMap { if case .late(let span) = $0 { span } else { nil } }
            guard let first = sampled.min(by: { ($0.line, $0.column) < ($1.line, $1.column) }), !state.versions.values.contains(.early)
            else { return }
            late.insert(Late(taker: ref.name, span: span, sent: sent, sampled: first))
            return
        }
        guard index < call.arguments.count else { return }
        switch version(of: call.arguments[index], state) {
        case .late(let sampled): late.insert(Late(taker: ref.name, span: span, sent: sent, sampled: sampled))
        case .zero where FuseRequests.aboutExisting.contains(state.opcode ?? -1):
            late.insert(Late(taker: ref.name, span: span, sent: sent))
        default: return
        }
    }
}
