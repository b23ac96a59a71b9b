import Analysis
import Program

/// Which functions of the directory do or ask something that duties are about, and who calls them.
///
/// One for all rules. Functions are numbers here, so that nothing has to be looked up by name while they are followed.
final class DutyMentions {
    private let functions: [Function]
    private let numbers: [FunctionRef: Int]
    private let facts: KernelFacts
    private var bodies: [DutyBody?]
    private var callers: [[Int]]
    /// What the functions do themselves, by deeds and requests.
    private var deeds: [Set<Deed>]
    private var asksServer: [Bool]
    /// The members that they mention, of those that matter, and that they write to.
    private var members: [Set<FieldRef>]
    private var written: [Set<FieldRef>]
    /// What functions return, however they are called.
    private(set) lazy var plain = DutyAnalysis(plain: self)

    init(_ pass: RulePass) {
        functions = pass.ownFunctions
        facts = pass.facts
        numbers = Dictionary(functions.enumerated().map { ($1.ref, $0) }) { first, _ in first }
        bodies = [DutyBody?](repeating: nil, count: functions.count)
        callers = [[Int]](repeating: [], count: functions.count)
        deeds = [Set<Deed>](repeating: [], count: functions.count)
        asksServer = [Bool](repeating: false, count: functions.count)
        members = [Set<FieldRef>](repeating: [], count: functions.count)
        written = members
        let asked = Set(Duties.all.flatMap { $0.conditions.compactMap(\.member) })
        let deedsOf = Duties.asked + Duties.stores
        let known = asked.union(Duties.flags.map(\.member)).union([FuseRequests.opcode]).union(deedsOf.map(\.member))
        let records = Set(known.map(\.record))
        for (number, function) in functions.enumerated() {
            for callee in pass.analysis.graph.namedCallees(of: function) {
                if let called = numbers[callee] { callers[called].append(number) }
                if DutyAnalysis.isRequest(callee.name) { asksServer[number] = true }
                for effect in Duties.effects[callee.name] ?? [] { deeds[number].insert(effect.deed) }
            }
            func isKnown(_ member: FieldRef) -> Bool { records.contains(member.record) && known.contains(member) }
            // All of them are looked at: none is what is looked for.
            _ = function.mentions { place in
                if let member = place.lastField, isKnown(member) { members[number].insert(member) }
                return false
            }
            guard !members[number].isEmpty else { continue }
            for (member, effects) in deedsOf where members[number].contains(member) { deeds[number].formUnion(effects.map(\.deed)) }
            for place in function.blocks.lazy.flatMap(\.statements).compactMap(\.kind.written) {
                if let member = place.lastField, isKnown(member) { written[number].insert(member) }
            }
        }
    }

    func number(of ref: FunctionRef) -> Int? { numbers[ref] }

    func body(_ number: Int) -> DutyBody {
        if let known = bodies[number] { return known }
        let body = DutyBody(functions[number], number) { self.callee($0) }
        bodies[number] = body
        return body
    }

    func ref(_ number: Int) -> FunctionRef { functions[number].ref }

    private func callee(_ ref: FunctionRef) -> DutyBody.Callee {
        if DutyAnalysis.isRequest(ref.name) { return .request }
        if let effects = Duties.effects[ref.name] {
            let range = range(of: ref.name)
            // What is done where it returns 0 has not been where it returns an error.
            let isStatus = effects.contains { $0.condition == .equal }
            return .effects(effects, isStatus && range == .all ? .errorsAndZero : range)
        }
        if let builtIn = DutyBody.BuiltIn(rawValue: ref.name) { return .builtIn(builtIn) }
        return numbers[ref].map { .own($0) } ?? .foreign(range(of: ref.name))
    }

    /// What a function of another directory returns, as far as the tables say.
    private func range(of name: String) -> PossibleResults.Range {
        switch facts[name]?.returns {
        case .zeroOrError?: .errorsAndZero
        case .countOrError?: .errorsAndCounts
        default: .all
        }
    }

    // MARK: What is reached

    /// The functions that `holds` says yes to, and those that call them.
    private func callers(of holds: (Int) -> Bool) -> [Bool] {
        var work = functions.indices.filter(holds)
        var found = [Bool](repeating: false, count: functions.count)
        for number in work { found[number] = true }
        while let number = work.popLast() {
            for caller in callers[number] where !found[caller] {
                found[caller] = true
                work.append(caller)
            }
        }
        return found
    }

    /// The functions that may do or find out something that a duty is about.
    func interesting(_ duty: Duty) -> [Bool] {
        var asked = Set(duty.conditions.compactMap(\.member))
        var matters: Set<Deed> = [duty.deed]
        if case .deed(let deed) = duty.trigger { matters.insert(deed) }
        if let deed = duty.undoneBy { matters.insert(deed) }
        asked.formUnion(Duties.flags.filter { $0.effects.contains { matters.contains($0.deed) } }.map(\.member))
        let isRequest = duty.isAboutRequests
        if isRequest { asked.insert(FuseRequests.opcode) }
        return callers { number in
            isRequest && asksServer[number] || !deeds[number].isDisjoint(with: matters) || !members[number].isDisjoint(with: asked)
        }
    }

    /// The functions that may bring a duty about.
    func triggering(_ duty: Duty) -> [Bool] {
        let isRequest = duty.isAboutRequests
        return callers { number in
            if case .deed(let deed) = duty.trigger, deeds[number].contains(deed) { return true }
            return isRequest && asksServer[number]
        }
    }

    /// The functions that may give a member another value.
    func writers(of member: FieldRef) -> [Bool] { callers { written[$0].contains(member) } }
}

extension Duty {
    /// Whether a request may bring it about.
    var isAboutRequests: Bool {
        switch trigger {
        case .request: true
        case .deed(let deed): Duties.deedsOfRequests.contains(deed)
        }
    }
}

extension Statement.Kind {
    /// The place that is given another value.
    fileprivate var written: Place? {
        switch self {
        case .assign(let place, _): place
        case .call(let call): call.result
        default: nil
        }
    }
}
