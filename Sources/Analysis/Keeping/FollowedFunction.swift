import Program
import Synchronization

/// What is known of a function, for those that call it.
final class KnownSummary: @unchecked Sendable {
    /// What the function leaves to its callers, in the order in which it was met.
    let claims: [Claim]
    /// Differs where the summary or the claims do; nil where nobody has asked.
    let digest: Digest?
    private let made: Mutex<Summary?>
    private let make: () -> Summary?

    init(_ summary: Summary, claims: [Claim]) {
        (self.claims, digest) = (claims, nil)
        made = Mutex(summary)
        make = { nil }
    }

    /// - Parameter make: reads the summary when it is asked for: most of those that are kept never are.
    init(claims: [Claim], digest: Digest, make: @escaping () -> Summary?) {
        (self.claims, self.digest) = (claims, digest)
        made = Mutex(nil)
        self.make = make
    }

    var summary: Summary? {
        made.withLock { made in
            if made == nil { made = make() }
            return made
        }
    }
}

extension Summary: @unchecked Sendable {}

extension KnownSummary {
    /// Of a function that has not been followed to any of its ends.
    static func neverReturning(_ function: Function, _ layouts: Layouts) -> KnownSummary {
        KnownSummary(claims: [], digest: Digest(of: Array("never returns".utf8))) {
            Summary(
                body: function, terms: TermTable(layouts), outcomes: [], resultRange: .all, isDirty: false, changesLinks: false, callsUnknown: false,
                followed: 0, taken: 0, sleeps: [])
        }
    }
}

/// A function that was followed, now or earlier.
struct FollowedFunction: Sendable {
    let ref: FunctionRef
    let outcome: Outcome
    let known: KnownSummary?
    /// For later moments; nil where the outcome cannot be kept.
    let kept: KeptFunction?

    init(_ ref: FunctionRef, _ outcome: Outcome) {
        (self.ref, self.outcome, kept) = (ref, outcome, nil)
        known = outcome.summary.map { KnownSummary($0, claims: outcome.notes.claims) }
    }

    fileprivate init(_ kept: KeptFunction, _ outcome: Outcome, _ known: KnownSummary?) {
        (ref, self.outcome, self.known, self.kept) = (kept.ref, outcome, known, kept)
    }
}

/// Follows functions, or finds out that it is known what that would show.
///
/// What is shown now goes the way of what is kept, too: it is written, and read again. So both are the same.
final class FlowKeeper: Sendable {
    private let context: FlowContext
    private let bounds: FlowBounds
    private let memory: FlowMemory
    private let shape: Digest
    private let earlier: KeptFlows
    private let places: FunctionPlaces

    init(_ context: FlowContext, _ bounds: FlowBounds, _ memory: FlowMemory) {
        (self.context, self.bounds, self.memory, shape) = (context, bounds, memory, context.shape)
        earlier = memory.earlier(in: shape)
        places = FunctionPlaces(context.program)
    }

    /// What a function was found to do earlier; nil where it has to be followed.
    func remembered(_ ref: FunctionRef, _ known: any KnownSummaries) -> FollowedFunction? {
        guard let all = earlier.functions[ref], let body = context.program.digest(of: ref) else { return nil }
        // What cannot be read was kept of another program: the function is followed again.
        for kept in all where kept.body == body {
            if let asked = answers(to: kept.asked, known), let read = try? read(kept, asked) { return read }
        }
        return nil
    }

    /// Takes in what all functions have come to.
    ///
    /// - Parameter new: how many were followed.
    func keep(_ followed: some Collection<FollowedFunction>, new: Int) {
        memory.keep(KeptFlows(followed.compactMap(\.kept), after: earlier), in: shape, followed: new)
    }

    /// What is answered now; nil where some answer is another one than it was.
    private func answers(to questions: [KeptFunction.Asked], _ known: any KnownSummaries) -> [FunctionRef: KnownSummary]? {
        var answers: [FunctionRef: KnownSummary] = [:]
        for question in questions {
            let answer = known[question.ref]
            guard answer?.digest == question.digest, (answer == nil) == (question.digest == nil) else { return nil }
            answers[question.ref] = answer
        }
        return answers
    }

    /// Follows a function.
    func follow(_ ref: FunctionRef, _ known: any KnownSummaries) -> FollowedFunction {
        let recorder = RecordedSummaries(known)
        let outcome = Outcome(of: ref, context, bounds, recorder)
        let asked = recorder.asked.withLock(\.self)
        // What cannot be kept is at hand.
        guard let kept = write(ref, outcome, asked), let read = try? read(kept, asked.compactMapValues(\.self)) else {
            return FollowedFunction(ref, outcome)
        }
        return read
    }

    private func write(_ ref: FunctionRef, _ outcome: Outcome, _ asked: [FunctionRef: KnownSummary?]) -> KeptFunction? {
        guard let body = context.program.digest(of: ref) else { return nil }
        var names: [Claim: ClaimName] = [:]
        var questions: [KeptFunction.Asked] = []
        for (asked, answer) in asked.sorted(by: { $0.key < $1.key }) {
            if let answer, answer.digest == nil { return nil }
            questions.append(KeptFunction.Asked(ref: asked, digest: answer?.digest))
            for (number, claim) in (answer?.claims ?? []).enumerated() { names[claim] = ClaimName(function: asked, number: number) }
        }
        var claims = FlowWriter(places, claims: names)
        claims.write(outcome.notes.claims) { $0.write(whole: $1) }
        for (number, claim) in outcome.notes.claims.enumerated() { names[claim] = ClaimName(function: ref, number: number) }
        var summary = FlowWriter(places, claims: names)
        if let made = outcome.summary { summary.write(made) }
        var rest = FlowWriter(places, claims: names)
        rest.write(outcome)
        guard !claims.isLost, !summary.isLost, !rest.isLost else { return nil }
        let (first, second) = (summary.bytes.bytes, claims.bytes.bytes)
        return KeptFunction(
            ref: ref, body: body, asked: questions, digest: outcome.summary.map { _ in Digest(of: first + second) }, summary: first, claims: second,
            rest: rest.bytes.bytes)
    }

    private func read(_ kept: KeptFunction, _ asked: [FunctionRef: KnownSummary]) throws(ByteCodingError) -> FollowedFunction {
        let context = context
        guard let body = context.program.functions[kept.ref] else { throw .damaged }
        var reader = try FlowReader(kept.claims, context.program) { asked[$0]?.claims ?? [] }
        let claims = try reader.readList { (reader) throws(ByteCodingError) in try reader.readWholeClaim() }
        func named(_ ref: FunctionRef) -> [Claim] { ref == kept.ref ? claims : asked[ref]?.claims ?? [] }
        let summary = kept.digest.map { digest in
            KnownSummary(claims: claims, digest: digest) {
                // What is kept is sealed: one that cannot be read was never written, and counts as not known.
                guard var reader = try? FlowReader(kept.summary, context.program, claims: named) else { return nil }
                return try? reader.readSummary(of: body, context.layouts(in: body))
            }
        }
        var rest = try FlowReader(kept.rest, context.program, claims: named)
        let outcome = try rest.readOutcome(context.program, claims: claims)
        return FollowedFunction(kept, outcome, summary)
    }
}

extension FlowWriter {
    /// All but the summary and the claims.
    fileprivate mutating func write(_ outcome: Outcome) {
        write(outcome.violations) { $0.write($1) }
        write(outcome.notes)
        write(outcome.leftOut) { writer, entry in
            writer.write(entry.function)
            writer.bytes.write(entry.reason)
        }
    }
}

extension FlowReader {
    fileprivate mutating func readOutcome(_ program: WholeProgram, claims: [Claim]) throws(ByteCodingError) -> Outcome {
        Outcome(
            violations: try readList { (reader) throws(ByteCodingError) in try reader.readFound() }, notes: try readNotes(program, claims: claims),
            leftOut: try readList { (reader) throws(ByteCodingError) in (try reader.readFunction(), try reader.bytes.readString()) })
    }
}

/// Notes which summaries are asked for, and what the answers are.
private final class RecordedSummaries: KnownSummaries {
    private let known: any KnownSummaries
    let asked = Mutex<[FunctionRef: KnownSummary?]>([:])

    init(_ known: any KnownSummaries) { self.known = known }

    subscript(ref: FunctionRef) -> KnownSummary? {
        let summary = known[ref]
        asked.withLock { $0[ref] = .some(summary) }
        return summary
    }
}
