import Findings
import Program

/// What rules ask their questions of: one program with everything that is derived from it, on demand and once.
///
/// Not thread safe: one analysis serves one thread; `another()` is for the next.
public final class ProgramAnalysis {
    public let graph: CallGraph
    private let sourceLines: @Sendable (String) -> [Substring]
    private let memory: FlowMemory?

    /// - Parameters:
    ///   - bodies: where helpers of other directories come from; nil where there are none to be had.
    ///   - extraEdges: calls that no body shows, as between a tree and a patch that does not apply to it.
    ///   - memory: what earlier analyses have shown of functions that may be the same.
    ///   - sourceLines: the lines of a file, for quoting statements; empty for files that cannot be had.
    public init(
        _ program: WholeProgram, bodies: (any BodySource)? = nil, extraEdges: [CallEdge] = [],
        memory: FlowMemory? = nil, sourceLines: @escaping @Sendable (String) -> [Substring] = { _ in [] }
    ) {
        graph = CallGraph(program, bodies: bodies, extraEdges: extraEdges)
        self.memory = memory
        self.sourceLines = sourceLines
    }

    private init(_ graph: CallGraph, memory: FlowMemory?, sourceLines: @escaping @Sendable (String) -> [Substring]) {
        (self.graph, self.memory, self.sourceLines) = (graph, memory, sourceLines)
    }

    /// An analysis of the same program, for another thread: it begins with the calls that are known by now, and finds out the rest
    /// by itself.
    public func another() -> ProgramAnalysis {
        let other = ProgramAnalysis(CallGraph(after: graph), memory: memory, sourceLines: sourceLines)
        other.contexts = Contexts(of: contexts, other.graph)
        return other
    }

    public var program: WholeProgram { graph.program }

    /// The slots and what is reached from them.
    public private(set) lazy var contexts = Contexts(graph)

    /// What the program's functions do with what they hold, by what tables say of the functions that they call.
    ///
    /// Computed once: all rules ask with the same tables.
    public func ownership(_ facts: KernelFacts) -> OwnershipAnalysis {
        if let known = ownershipAnalysis { return known }
        let made = OwnershipAnalysis(graph, contexts: contexts, facts: facts, memory: memory)
        ownershipAnalysis = made
        return made
    }

    private var ownershipAnalysis: OwnershipAnalysis?

    /// Who holds which locks, and what is changed without.
    ///
    /// Computed once: all rules ask with the same tables.
    public func locks(_ facts: KernelFacts, _ lockFacts: LockFacts) -> LockAnalysis {
        if let known = lockAnalysis { return known }
        let made = LockAnalysis(graph, contexts: contexts, facts: facts, lockFacts: lockFacts)
        lockAnalysis = made
        return made
    }

    private var lockAnalysis: LockAnalysis?

    /// Members that are set in new objects when others may find these already.
    public func lateStores(_ facts: KernelFacts, _ lockFacts: LockFacts, _ publishing: PublishFacts) -> [LateStore] {
        EarlyPublications.found(locks(facts, lockFacts), publishing)
    }

    /// Objects that are freed although RCU readers may still look at them.
    public func earlyFreeings(_ facts: KernelFacts, _ grace: GracePeriodFacts) -> [EarlyFreeing] {
        EarlyFreeingSearch(program, gracePeriodCallers(grace), facts, grace).found
    }

    /// Module exits that do not wait for RCU's callbacks.
    public func unawaitedExits(_ grace: GracePeriodFacts) -> [UnawaitedExit] {
        UnawaitedExitSearch(program, gracePeriodCallers(grace), grace).found
    }

    /// Computed once, too.
    private func gracePeriodCallers(_ grace: GracePeriodFacts) -> GracePeriodCallers {
        if let known = knownGracePeriodCallers { return known }
        let made = GracePeriodCallers(program, grace)
        knownGracePeriodCallers = made
        return made
    }

    private var knownGracePeriodCallers: GracePeriodCallers?

    /// What several rules derive from the program and nobody else does, made once.
    ///
    /// - Parameter make: what makes it; it must need nothing but the program.
    public func derived<Value: AnyObject>(_ make: () -> Value) -> Value {
        let key = ObjectIdentifier(Value.self)
        if let known = derivedValues[key] as? Value { return known }
        let made = make()
        derivedValues[key] = made
        return made
    }

    private var derivedValues: [ObjectIdentifier: AnyObject] = [:]

    /// The source of a span as written, white space folded.
    public func text(of span: Span, in function: Function) -> String {
        let lines = sourceLines(function.files[span.file])
        guard span.line >= 1, span.line <= span.endLine, span.endLine <= lines.count else { return "" }
        var text = lines[(span.line - 1)...(span.endLine - 1)].map { Array($0.utf8) }
        // The end first: on a span of one line, cutting the front moves it.
        text[text.count - 1] = Array(text[text.count - 1].prefix(max(span.endColumn - 1, 0)))
        text[0] = Array(text[0].dropFirst(max(span.column - 1, 0)))
        return text.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
