import Program
import Synchronization

/// What following a program's functions has shown, for the program at its next moment: most of them are the same.
///
/// A function is followed again where its body differs, or where one of the summaries that it asked for is another; all
/// of them, where what the whole program tells of fields, tables and slots differs. An outcome never changes once it is
/// there, so several next moments may begin from one.
public final class FlowMemory: Sendable {
    private let before: Moment?
    private let now = Mutex<Moment?>(nil)

    private struct Moment: Sendable {
        var shape: FlowContext.Shape
        var functions: [FunctionRef: FollowedFunction]
    }

    /// - Parameter memory: of the moment before, which has been analysed.
    public init(after memory: FlowMemory? = nil) { before = memory.flatMap { memory in memory.now.withLock(\.self) ?? memory.before } }

    /// What is known of functions that are followed in a context; nothing where it is another one.
    func earlier(in context: FlowContext) -> [FunctionRef: FollowedFunction] {
        guard let before, before.shape == context.shape else { return [:] }
        return before.functions
    }

    func keep(_ functions: some Sequence<FollowedFunction>, in context: FlowContext) {
        let byName = Dictionary(functions.map { ($0.ref, $0) }) { first, _ in first }
        now.withLock { $0 = Moment(shape: context.shape, functions: byName) }
    }
}

/// A function that was followed, with all that its outcome depends on besides the context.
struct FollowedFunction: Sendable {
    let ref: FunctionRef
    let outcome: Outcome
    private let body: Function?
    private let asked: [FunctionRef: Summary?]

    init(_ ref: FunctionRef, _ context: FlowContext, _ bounds: FlowBounds, _ known: any KnownSummaries) {
        let recorder = RecordedSummaries(known)
        self.ref = ref
        body = context.program.functions[ref]
        outcome = Outcome(of: ref, context, bounds, recorder)
        asked = recorder.asked.withLock(\.self)
    }

    /// Whether following it now would show the same.
    func holds(in context: FlowContext, _ known: any KnownSummaries) -> Bool {
        body == context.program.functions[ref] && asked.allSatisfy { known[$0.key] === $0.value }
    }
}

extension Summary: @unchecked Sendable {}

/// Notes which summaries are asked for, and what the answers are.
private final class RecordedSummaries: KnownSummaries {
    private let known: any KnownSummaries
    let asked = Mutex<[FunctionRef: Summary?]>([:])

    init(_ known: any KnownSummaries) { self.known = known }

    subscript(ref: FunctionRef) -> Summary? {
        let summary = known[ref]
        asked.withLock { $0[ref] = .some(summary) }
        return summary
    }
}

extension FlowContext {
    /// All that functions are told of the program they are in, but for bodies and summaries.
    struct Shape: Equatable, Sendable {
        var records: [String: Record]
        var namesakes: [String: [String: Record]]
        var tables: ConstantTables
        var implementations: [Slot: [FunctionRef]]
        var slots: [FunctionRef: [Slot]]
        var checking: Set<String>
        /// The functions of the tables whose bodies are looked into.
        var lookedInto: Set<String>
        /// The functions that callers expect null of.
        var nullExpected: Set<FunctionRef>
        /// The members that nobody writes once their struct is made.
        var settled: Set<String>
    }
}
