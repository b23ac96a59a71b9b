import Analysis
import Findings
import Program

extension RulePass {
    /// The duties that methods of the directory do not meet, in the order of slots, methods and places.
    ///
    /// - Parameter isOwn: whether a duty is the rule's.
    func breaches(of isOwn: (Duty) -> Bool) -> [Breach] {
        let duties = Duties.all.filter { isOwn($0) && analysis.contexts.entries[$0.slot] != nil && isPossible($0) }
        guard !duties.isEmpty else { return [] }
        let mentions = analysis.derived { DutyMentions(self) }
        // What several slots have to do in the same way is followed through their common helpers once.
        let alike = Dictionary(grouping: duties) { $0.alike }
        var flows: [Duty: DutyAnalysis] = [:]
        return duties.flatMap { duty in
            func methods(_ duty: Duty) -> [Int] { (analysis.contexts.entries[duty.slot] ?? []).compactMap(mentions.number) }
            let flow = flows[duty.alike] ?? DutyAnalysis(duty, mentions, methods: alike[duty.alike]!.flatMap(methods))
            flows[duty.alike] = flow
            return methods(duty).flatMap { method -> [Breach] in
                guard flow.isTriggering(method) else { return [] }
                guard let found = flow.breaches(of: method, duty) else {
                    leaveOut(mentions.body(method).function, reason: "too many ways; what it has to do was not looked for")
                    return []
                }
                return found.sorted { $0.order < $1.order }
            }
        }
    }

    /// Whether the structs of the program have what the duty's conditions ask of: nobody asks for what is not there, or only in another version.
    private func isPossible(_ duty: Duty) -> Bool {
        duty.conditions.lazy.filter { $0.asked != .isRegular }.compactMap(\.member).allSatisfy { member in
            analysis.program.records[member.record]?.fields.contains { $0.name == member.name } == true
        }
    }

    /// Reports breaches where they are to be mended, each function's once.
    ///
    /// - Parameters:
    ///   - isHome: whether what is missing belongs into a function; of those that led to the change the innermost is told of.
    ///   - decides: where there is none, whether a function decides on what depends on it; of those the outermost is told of, and the
    ///     one that makes the change where there is none either.
    func report(
        _ breaches: [Breach], isHome: (Function, Duty) -> Bool, decides: (Function, Duty) -> Bool = { _, _ in false },
        _ message: (Breach) -> String
    ) {
        let program = analysis.program
        var told: Set<Told> = []
        for breach in breaches {
            let frames = breach.trail.map { program.functions[$0.function] }
            let home = frames.firstIndex { $0.map { isHome($0, breach.duty) } == true }
                ?? frames.lastIndex { $0.map { decides($0, breach.duty) } == true } ?? 0
            let site = breach.trail[home]
            // Of the calls that lead to the change one is enough.
            guard home == 0 || told.insert(Told(duty: breach.duty, function: site.function)).inserted,
                let function = program.functions[site.function]
            else { continue }
            report(message(breach), at: site.span, in: function, path: path(of: breach, home: home))
        }
    }

    private struct Told: Hashable {
        var duty: Duty
        var function: FunctionRef
    }

    private func path(of breach: Breach, home: Int) -> [PathStep] {
        func step(_ site: CodeSite, _ message: String) -> PathStep? {
            analysis.program.functions[site.function].map { PathStep(message, at: $0.position(site.span)) }
        }
        let slot = breach.duty.slot
        let start = analysis.program.functions[breach.entry].map { analysis.contexts.step(into: $0, of: slot) }
        let calls = breach.trail.indices.dropFirst(home + 1).reversed().map { outer in
            step(breach.trail[outer], Messages.calls(breach.trail[outer].function, breach.trail[outer - 1].function))
        }
        let change = home > 0 ? step(breach.trail[0], Messages.changed(breach.duty)) : nil
        return ([start] + calls + [change, breach.returned.flatMap { step($0, Messages.returned) }]).compactMap { $0 }
    }
}

extension Duty {
    /// The same whatever slot has it.
    fileprivate var alike: Duty {
        var alike = self
        alike.slot = .ops("", "")
        return alike
    }
}

extension Breach {
    /// Short ways first, then the order of places.
    fileprivate var order: (Int, String, Int, Int) {
        (trail.count, trail[0].function.name, trail[0].span.line, returned?.span.line ?? 0)
    }
}

extension Slot {
    /// The slot's name as one speaks of it.
    var method: String {
        if case .field(let field) = self { "->\(field.name)()" } else { description }
    }
}

private enum Messages {
    static let returned = "success is returned here"

    static func calls(_ caller: FunctionRef, _ callee: FunctionRef) -> String { "\(caller)() calls \(callee)()" }

    static func changed(_ duty: Duty) -> String {
        switch duty.trigger {
        case .request, .deed(.asksServer): "the request is sent here"
        case .deed: "the change is made here"
        }
    }
}
