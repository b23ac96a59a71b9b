import Analysis
import Program

/// What the methods of the program do of what they have to: a function is followed once for all that is known when it is entered.
final class DutyAnalysis {
    /// Whether all that a duty depends on is so.
    enum Answer { case yes, no, perhaps, presumed }

    let duties: [Duty]
    let questions: [Question]
    /// What the questions ask of.
    let places: [Question.Place]
    let effects: [String: [DutyTable.Effect]]
    /// Flags in requests that do something.
    let flags: [(member: FieldRef, mask: Int64, effects: [DutyTable.Effect])]
    private let mentions: DutyMentions
    private let facts: KernelFacts
    private let byMember: [FieldRef: Int]
    private let interesting: Set<FunctionRef>
    private var known: [Entry: DutyFlow.Outcome] = [:]
    private var ranges: [FunctionRef: PossibleResults.Range] = [:]
    private var running: Set<FunctionRef> = []

    private struct Entry: Hashable {
        var function: FunctionRef
        var way: DutyState.Way
        var arguments: [DutyState.Known]
    }

    /// - Parameter duties: those of one slot.
    init(_ duties: [Duty], _ mentions: DutyMentions, _ facts: KernelFacts, interesting: Set<FunctionRef>) {
        self.duties = duties
        self.mentions = mentions
        self.facts = facts
        self.interesting = interesting
        effects = Duties.effects
        flags = Duties.flags
        var questions: [Question] = []
        for condition in duties.flatMap(\.conditions) where !questions.contains(condition.asked) { questions.append(condition.asked) }
        self.questions = questions
        var places: [Question.Place] = []
        for place in questions.map(\.place) where !places.contains(place) { places.append(place) }
        self.places = places
        var byMember: [FieldRef: Int] = [:]
        for (index, place) in places.enumerated() {
            if case .member(let member) = place { byMember[member] = index }
        }
        self.byMember = byMember
    }

    subscript(duty: Int) -> Duty { duties[duty] }

    /// The place that a member is; nil where nothing asks of it.
    func place(of member: FieldRef) -> Int? { byMember[member] }

    /// The questions that ask of a place.
    func questions(of place: Int) -> [Int] { questions.indices.filter { questions[$0].place == places[place] } }

    /// Whether a function sends the server a request, or queues one.
    static func isRequest(_ name: String) -> Bool { FuseRequests.names.contains(name) || name == "fuse_simple_background" }

    /// Whether a function may do, or find out, something that matters.
    func isOfInterest(_ ref: FunctionRef) -> Bool { interesting.contains(ref) }

    /// A function of the directory.
    func body(of ref: FunctionRef) -> DutyMentions.Body? { mentions.body(of: ref) }

    func holds(_ duty: Int, _ answers: [Bool?]) -> Answer {
        var found = Answer.yes
        for condition in duties[duty].conditions {
            guard let answer = answers[questions.firstIndex(of: condition.asked)!] else {
                if !condition.isPresumed { found = .perhaps } else if found == .yes { found = .presumed }
                continue
            }
            if answer != condition.answer { return .no }
        }
        return found
    }

    /// What a function of another directory returns, as far as the tables say.
    func range(of name: String) -> PossibleResults.Range {
        switch facts[name]?.returns {
        case .zeroOrError?: .errorsAndZero
        case .countOrError?: .errorsAndCounts
        default: .all
        }
    }

    /// What a function returns that does nothing of interest.
    func plainRange(of body: DutyMentions.Body) -> PossibleResults.Range {
        let function = body.function
        if let found = ranges[function.ref] { return found }
        ranges[function.ref] = .all
        guard case .integer = function.returnType else { return .all }
        let exits = DutyFlow(body, self, way: emptyWay, arguments: []).outcome.exits.map(\.known.range)
        let found = exits.dropFirst().reduce(exits.first ?? .all) { $0.joined($1) }
        ranges[function.ref] = found
        return found
    }

    private var emptyWay: DutyState.Way { DutyState.Way(answers: [Bool?](repeating: nil, count: questions.count)) }

    /// How deep calls are followed.
    private static let depth = 16

    func outcome(of body: DutyMentions.Body, way: DutyState.Way, arguments: [DutyState.Known]) -> DutyFlow.Outcome {
        let function = body.function
        let entry = Entry(function: function.ref, way: way, arguments: arguments)
        if let found = known[entry] { return found }
        // Of a function that calls itself nothing is known.
        guard running.count < Self.depth, running.insert(function.ref).inserted
        else { return DutyFlow.Outcome(exits: [DutyFlow.Exit(way: way, known: .anything, span: function.nameSpan)]) }
        defer { running.remove(function.ref) }
        let found = DutyFlow(body, self, way: way, arguments: arguments).outcome
        known[entry] = found
        return found
    }

    /// The duties that a method does not meet; nil where there are too many ways.
    func breaches(of body: DutyMentions.Body) -> [Breach]? {
        let method = body.function
        let arguments = (0..<method.parameterCount).map { index in
            let place = places.firstIndex(of: .argument(index))
            return DutyState.Known(meaning: place.map { .bits(place: $0, mask: -1) }, owner: index)
        }
        let found = outcome(of: body, way: emptyWay, arguments: arguments)
        guard !found.isCut else { return nil }
        var breaches = Set(found.breaches.map { Breach(duty: duties[$0.duty], entry: method.ref, trail: $0.trail) })
        for exit in found.exits {
            for pending in exit.way.pending where [.yes, .presumed].contains(holds(pending.duty, exit.way.answers)) {
                let duty = duties[pending.duty]
                switch duty.moment {
                case .before: breaches.insert(Breach(duty: duty, entry: method.ref, trail: pending.trail))
                case .after where exit.known.range.upper >= (duty.returnsCount ? 1 : 0):
                    let returned = CodeSite(function: method.ref, span: exit.span)
                    breaches.insert(Breach(duty: duty, entry: method.ref, trail: pending.trail, returned: returned))
                case .after: continue
                }
            }
        }
        return Array(breaches)
    }
}

/// The duties of the methods of a program.
enum Duties {
    static let all: [Duty] = {
        do { return try DutyContracts.read() } catch {
            // A table that is wrong is a fault of the program itself; a test reads them all.
            fatalError("\(error)")
        }
    }()

    static let effects: [String: [DutyTable.Effect]] = {
        do { return try DutyTable.read() } catch { fatalError("\(error)") }
    }()

    static let flags: [(member: FieldRef, mask: Int64, effects: [DutyTable.Effect])] = effects.compactMap { name, effects in
        DutyTable.flag(name).map { ($0.member, $0.mask, effects) }
    }.sorted { "\($0.member)" < "\($1.member)" }

    /// All functions, slots and members that the tables name.
    static var names: Set<String> {
        let members = all.flatMap(\.conditions).compactMap(\.member).map { "\($0.record).\($0.name)" }
        let functions = effects.keys.filter { !$0.hasPrefix("request") }.map { String($0.prefix { $0 != "|" }) }
        return Set(all.map(\.slot.description) + members + functions)
    }
}

extension PossibleResults.Range {
    static let truth = PossibleResults.Range(lower: 0, upper: 1)

    init(number: Int64) { self.init(lower: number, upper: number) }

    /// The number, where there is one only.
    var number: Int64? { lower == upper ? lower : nil }
}
