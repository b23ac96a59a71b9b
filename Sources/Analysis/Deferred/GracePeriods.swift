import Program

/// What has to do with RCU's grace periods: who calls functions after one, and who waits for one.
///
/// Documentation/RCU/whatisRCU.rst and rcubarrier.rst.
public struct GracePeriodFacts: Sendable {
    /// Functions that call another after a grace period, and which argument, counted from 0, that is.
    public var deferring: [String: Int]
    /// Functions that free memory after a grace period, given the `rcu_head` in it.
    public var freeing: Set<String>
    /// Functions that return after a grace period.
    public var waiting: Set<String>
    /// Functions that return after all callbacks have run.
    public var barriers: Set<String>
    /// Slots that are called after a grace period, as the tables spell them.
    public var slots: Set<String>
    /// Functions that take an object out of a table in which readers find it.
    public var lookups: Set<String>

    public init(
        deferring: [String: Int], freeing: Set<String>, waiting: Set<String>, barriers: Set<String>, slots: Set<String>, lookups: Set<String>
    ) {
        self.deferring = deferring
        self.freeing = freeing
        self.waiting = waiting
        self.barriers = barriers
        self.slots = slots
        self.lookups = lookups
    }
}

/// Which functions run after a grace period only, and which may run at any time.
struct GracePeriodCallers {
    /// Calls by name, by callee.
    private(set) var calls: [FunctionRef: [(caller: Function, call: Call, statement: Statement)]] = [:]
    /// Functions that the kernel calls at any time, or might.
    private var kernelCalls: Set<FunctionRef> = []
    /// Functions that are called through a member of one of the program's own structs, by the functions that do.
    private var pointerCalls: [FunctionRef: Set<FunctionRef>] = [:]
    /// Functions that RCU calls.
    private(set) var callbacks: Set<FunctionRef> = []

    init(_ program: WholeProgram, _ facts: GracePeriodFacts) {
        var throughField: [FieldRef: Set<FunctionRef>] = [:]
        var stored: [(FieldRef, FunctionRef)] = []
        for global in program.globals {
            for value in global.values {
                if case .function(let ref) = value.value, let field = value.path.last { stored.append((field, ref)) }
            }
        }
        for function in program.sortedFunctionsUnderAnalysis {
            for statement in function.blocks.lazy.flatMap(\.statements) {
                switch statement.kind {
                case .assign(let place, .use(.function(let ref))):
                    if let field = place.lastField { stored.append((field, ref)) }
                case .call(let call):
                    switch call.callee {
                    case .direct(let callee):
                        calls[callee, default: []].append((function, call, statement))
                        guard let index = facts.deferring[callee.name], index < call.arguments.count, case .function(let ref) = call.arguments[index]
                        else { continue }
                        callbacks.insert(ref)
                    case .indirect(.load(let place)):
                        if let field = place.lastField { throughField[field, default: []].insert(function.ref) }
                    case .indirect: break
                    }
                default: break
                }
            }
        }
        for (field, ref) in stored {
            if facts.slots.contains("\(field.record).\(field.name)") {
                callbacks.insert(ref)
            } else if let record = program.records[field.record], program.isOwnRecord(record) {
                pointerCalls[ref, default: []].formUnion(throughField[field] ?? [])
            } else {
                kernelCalls.insert(ref)
            }
        }
    }

    /// Whether the kernel itself calls the function at any time, through a table or a pointer that it was given.
    func isCalledByKernel(_ ref: FunctionRef) -> Bool { kernelCalls.contains(ref) && !callbacks.contains(ref) }

    /// The functions that call one, by its name or through a pointer that they keep.
    func callers(of ref: FunctionRef) -> Set<FunctionRef> {
        Set((calls[ref] ?? []).map(\.caller.ref)).union(pointerCalls[ref] ?? [])
    }

    /// Whether some way of calling the function is known that does not begin in RCU's callbacks.
    func isLive(_ ref: FunctionRef) -> Bool {
        var seen: Set<FunctionRef> = [ref]
        var work = [ref]
        while let next = work.popLast() {
            if callbacks.contains(next) { continue }
            if kernelCalls.contains(next) { return true }
            let callers = callers(of: next)
            // Nobody here calls it: others do.
            if callers.isEmpty, next.file == nil { return true }
            for caller in callers where seen.insert(caller).inserted { work.append(caller) }
        }
        return false
    }

    /// Everything that RCU's callbacks call, they themselves included.
    func calledByRCU(_ program: WholeProgram) -> Set<FunctionRef> {
        var callees: [FunctionRef: Set<FunctionRef>] = [:]
        for (callee, sites) in calls { for site in sites { callees[site.caller.ref, default: []].insert(callee) } }
        for (callee, callers) in pointerCalls { for caller in callers { callees[caller, default: []].insert(callee) } }
        var found = callbacks
        var work = Array(callbacks)
        while let next = work.popLast() {
            for callee in callees[next] ?? [] where program.functions[callee] != nil && found.insert(callee).inserted { work.append(callee) }
        }
        return found
    }
}
