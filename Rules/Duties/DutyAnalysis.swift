import Analysis
import Program

/// What the methods of the program do of one thing that they have to: a function is followed once for all that is known when it is
/// entered.
///
/// One thing at a time: what matters to others would only keep ways apart.
final class DutyAnalysis {
    /// Whether all that the duty depends on is so.
    enum Answer { case yes, no, perhaps, presumed }

    /// Where in a function something still may bring the duty about; all that is done elsewhere is of no interest while nothing is owed.
    struct Triggers {
        /// The last of a block's calls that may; -1 where none does.
        var last: [Int]
        /// Whether one does in a block, or in one that may come later.
        var ahead: [Bool]
        /// Whether one does in a block that may come after it.
        var behind: [Bool]
    }

    /// Nil where only results are asked for.
    let duty: Duty?
    /// What the duty's conditions ask, in their order.
    let questions: [Question]
    /// What the questions ask of.
    let places: [Question.Place]
    /// The questions that ask of each place.
    let questionsOf: [[Int]]
    /// Whether requests matter.
    let followsRequests: Bool
    private unowned let mentions: DutyMentions
    private let members: [(member: FieldRef, place: Int)]
    private let interesting: [Bool]
    private let triggering: [Bool]
    /// Whether nothing undoes what is to be done before: asked at every block.
    private let isFinal: Bool
    /// The questions, a bit each: those that are answered for good, those to which the duty wants a yes, and those that need not be asked.
    private let fixed: UInt32
    private let wanted: UInt32
    private let presumed: UInt32
    private var known: [Entry: DutyFlow.Outcome] = [:]
    private var triggers: [Triggers?]
    private var ranges: [Int: PossibleResults.Range] = [:]
    private var running: Set<Int> = []
    private var trails: [Link] = []
    private var trailNumbers: [Link: Int] = [:]

    private struct Entry: Hashable {
        var function: Int
        var goesOn: Bool
        var way: DutyState.Way
        var arguments: [DutyState.Known]
    }

    /// A call, and the trail that led to what is behind it.
    private struct Link: Hashable {
        var inner: Int?
        var function: Int
        var span: Span
    }

    /// - Parameter methods: all that are asked about.
    init(_ duty: Duty, _ mentions: DutyMentions, methods: [Int]) {
        self.duty = duty
        self.mentions = mentions
        interesting = mentions.interesting(duty)
        triggering = mentions.triggering(duty)
        followsRequests = duty.isAboutRequests
        let questions = duty.conditions.map(\.asked)
        self.questions = questions
        var places: [Question.Place] = []
        for place in questions.map(\.place) where !places.contains(place) { places.append(place) }
        self.places = places
        questionsOf = places.map { place in questions.indices.filter { questions[$0].place == place } }
        members = places.enumerated().compactMap { index, place in
            if case .member(let member) = place { (member, index) } else { nil }
        }
        isFinal = duty.moment == .before && duty.undoneBy == nil
        var (fixed, wanted, presumed): (UInt32, UInt32, UInt32) = (0, 0, 0)
        for (index, condition) in duty.conditions.enumerated() {
            if condition.answer { wanted |= 1 << UInt32(index) }
            if condition.isPresumed { presumed |= 1 << UInt32(index) }
            let mayChange = condition.member.map { member in
                let writers = mentions.writers(of: member)
                return methods.contains { writers[$0] }
            } ?? false
            if !mayChange { fixed |= 1 << UInt32(index) }
        }
        (self.fixed, self.wanted, self.presumed) = (fixed, wanted, presumed)
        triggers = [Triggers?](repeating: nil, count: interesting.count)
    }

    /// Asks for what functions return, and nothing else.
    init(plain mentions: DutyMentions) {
        duty = nil
        self.mentions = mentions
        (questions, places, questionsOf, members) = ([], [], [], [])
        (interesting, triggering, triggers) = ([], [], [])
        followsRequests = false
        isFinal = false
        (fixed, wanted, presumed) = (0, 0, 0)
    }

    /// The place that a member is; nil where nothing asks of it.
    func place(of member: FieldRef) -> Int? {
        for entry in members where entry.member == member { return entry.place }
        return nil
    }

    /// Whether a function sends the server a request, or queues one.
    static func isRequest(_ name: String) -> Bool { FuseRequests.names.contains(name) || name == "fuse_simple_background" }

    /// Whether a function may do, or find out, something that matters.
    func isOfInterest(_ function: Int) -> Bool { duty != nil && interesting[function] }

    /// Whether a method may bring the duty about.
    func isTriggering(_ function: Int) -> Bool { triggering[function] }

    /// A function of the directory.
    func body(_ number: Int) -> DutyBody { mentions.body(number) }

    func holds(_ answers: DutyState.Answers) -> Answer {
        if answers.known & (answers.yes ^ wanted) != 0 { return .no }
        let unknown = ~answers.known & (1 << UInt32(questions.count) - 1)
        return unknown & ~presumed != 0 ? .perhaps : unknown != 0 ? .presumed : .yes
    }

    /// Whether nothing that comes on a way can be a breach.
    func isOver(_ way: DutyState.Way) -> Bool {
        if isFinal, way.isDone, way.pending.isEmpty { return true }
        return way.answers.known & fixed & (way.answers.yes ^ wanted) != 0
    }

    // MARK: Trails

    /// The trail to a call in a function, or through it.
    func trail(through inner: Int? = nil, in function: Int, at span: Span) -> Int {
        let link = Link(inner: inner, function: function, span: span)
        if let known = trailNumbers[link] { return known }
        trails.append(link)
        trailNumbers[link] = trails.count - 1
        return trails.count - 1
    }

    /// The calls of a trail, the innermost first.
    private func sites(_ trail: Int) -> [CodeSite] {
        let link = trails[trail]
        return (link.inner.map(sites) ?? []) + [CodeSite(function: mentions.ref(link.function), span: link.span)]
    }

    // MARK: What is reached

    func triggers(of body: DutyBody) -> Triggers {
        if duty == nil { return Triggers(last: [], ahead: [], behind: []) }
        if let known = triggers[body.number] { return known }
        let last = zip(body.callees, body.function.blocks).map { callees, block in
            // What is stored comes behind all calls, as far as that matters.
            block.statements.contains(where: isTriggering) ? callees.count : callees.lastIndex(where: isTriggering) ?? -1
        }
        var found = Triggers(last: last, ahead: last.map { $0 >= 0 }, behind: [Bool](repeating: false, count: last.count))
        var isStable = false
        while !isStable {
            isStable = true
            for block in body.order.reversed() where !found.behind[block] {
                guard body.function.blocks[block].terminator.successors.contains(where: { found.ahead[$0] }) else { continue }
                found.behind[block] = true
                found.ahead[block] = true
                isStable = false
            }
        }
        triggers[body.number] = found
        return found
    }

    private func isTriggering(_ callee: DutyBody.Callee) -> Bool {
        switch callee {
        case .request: followsRequests
        case .effects(let effects, _): effects.contains { duty?.trigger == .deed($0.deed) }
        case .own(let number): triggering[number]
        case .builtIn, .foreign, .pointer: false
        }
    }

    private func isTriggering(_ statement: Statement) -> Bool {
        guard case .assign(let place, _) = statement.kind, let member = place.lastField else { return false }
        return Duties.stores.contains { stored, effects in stored == member && effects.contains { duty?.trigger == .deed($0.deed) } }
    }

    // MARK: Functions

    /// What a function returns that does nothing of interest.
    func plainRange(_ number: Int) -> PossibleResults.Range {
        // The same for all duties.
        guard duty == nil else { return mentions.plain.plainRange(number) }
        if let found = ranges[number] { return found }
        ranges[number] = .all
        let body = body(number)
        guard case .integer = body.function.returnType else { return .all }
        let exits = DutyFlow(body, self, way: DutyState.Way(), arguments: [], goesOn: true).outcome.exits.map(\.known.range)
        let found = exits.dropFirst().reduce(exits.first ?? .all) { $0.joined($1) }
        ranges[number] = found
        return found
    }

    /// How deep calls are followed.
    private static let depth = 16

    /// - Parameter goesOn: whether something may bring the duty about when the function has returned.
    func outcome(of body: DutyBody, way: DutyState.Way, arguments: [DutyState.Known], goesOn: Bool) -> DutyFlow.Outcome {
        // What the function does not read makes no difference to it.
        let read = arguments.prefix(body.function.parameterCount).enumerated().map { body.isLive($0, at: 0) ? $1 : .anything }
        let entry = Entry(function: body.number, goesOn: goesOn, way: way, arguments: read)
        if let found = known[entry] { return found }
        // Of a function that calls itself nothing is known.
        guard running.count < Self.depth, running.insert(body.number).inserted
        else { return DutyFlow.Outcome(exits: [DutyFlow.Exit(way: way, known: .anything, span: body.function.nameSpan)]) }
        defer { running.remove(body.number) }
        let found = DutyFlow(body, self, way: way, arguments: read, goesOn: goesOn).outcome
        known[entry] = found
        return found
    }

    /// Where a method does not do what it has to; nil where there are too many ways.
    ///
    /// - Parameter own: the method's own duty: the same, of its slot.
    func breaches(of number: Int, _ own: Duty) -> [Breach]? {
        let body = body(number)
        let method = body.function
        let arguments = (0..<method.parameterCount).map { index in
            let place = places.firstIndex(of: .argument(index))
            return DutyState.Known(meaning: place.map { .bits(place: $0, mask: -1) }, owner: index)
        }
        let found = outcome(of: body, way: DutyState.Way(), arguments: arguments, goesOn: false)
        guard !found.isCut else { return nil }
        var breaches = Set(found.breaches.map { Breach(duty: own, entry: method.ref, trail: sites($0)) })
        for exit in found.exits where [.yes, .presumed].contains(holds(exit.way.answers)) {
            for pending in exit.way.pending {
                switch own.moment {
                case .before: breaches.insert(Breach(duty: own, entry: method.ref, trail: sites(pending)))
                case .after where exit.known.range.upper >= (own.returnsCount ? 1 : 0):
                    let returned = CodeSite(function: method.ref, span: exit.span)
                    breaches.insert(Breach(duty: own, entry: method.ref, trail: sites(pending), returned: returned))
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

    /// The members whose being asked, or set, does something.
    static let asked = members("?")
    static let stores = members("=")

    private static func members(_ sign: String) -> [(member: FieldRef, effects: [DutyTable.Effect])] {
        effects.compactMap { name, effects in DutyTable.member(name, sign).map { ($0, effects) } }.sorted { "\($0.member)" < "\($1.member)" }
    }

    /// What any request, or some of them, have the server do.
    static let deedsOfRequests = Set(effects.filter { $0.key.hasPrefix("request") }.values.joined().map(\.deed))

    /// What requests do by their opcodes, and those of any.
    static let requests: (any: [Deed], byOpcode: [Int64: [Deed]]) = (
        (effects["request"] ?? []).map(\.deed),
        effects.reduce(into: [:]) { found, entry in
            guard entry.key.hasPrefix("request("), let opcode = Int64(entry.key.dropFirst("request(".count).dropLast()) else { return }
            found[opcode] = entry.value.map(\.deed)
        })

    /// All functions, slots and members that the tables name.
    static var names: Set<String> {
        let members = all.flatMap(\.conditions).compactMap(\.member).map { "\($0.record).\($0.name)" }
        let functions = effects.keys.filter { !$0.hasPrefix("request") }.map { String($0.prefix { !"|=?".contains($0) }) }
        return Set(all.map(\.slot.description) + members + functions)
    }
}

extension PossibleResults.Range {
    static let truth = PossibleResults.Range(lower: 0, upper: 1)

    init(number: Int64) { self.init(lower: number, upper: number) }

    /// The number, where there is one only.
    var number: Int64? { lower == upper ? lower : nil }
}
