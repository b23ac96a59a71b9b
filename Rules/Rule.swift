import Analysis
import Findings
import Program

/// An obligation that code of a filesystem has, and the check that it is met.
///
/// A rule is a file: the doc comment of its type, under the headings **Rule**, **Why**, **Instead**, **Known
/// limits** and **Said**, is what `fuselint explain` shows.
public protocol Rule: Sendable {
    /// Kebab-case, named after the obligation that is broken.
    static var id: String { get }
    /// Whether it runs where nobody has set it: what is a guess, and a note, waits until it is asked for.
    static var isOnByDefault: Bool { get }
    init()
    /// Asks the pass's analysis and reports what it finds.
    func check(_ pass: RulePass)
}

extension Rule {
    public static var isOnByDefault: Bool { true }
}

/// One run of one rule over one program.
public final class RulePass {
    public let analysis: ProgramAnalysis
    /// What is known of the kernel's functions.
    public let facts: KernelFacts
    private let rule: String
    public private(set) var findings: [Finding] = []
    public private(set) var incomplete: [Incomplete] = []

    public init(_ rule: any Rule.Type, analysis: ProgramAnalysis, facts: KernelFacts) {
        self.rule = rule.id
        self.analysis = analysis
        self.facts = facts
    }

    /// Reports a finding at a place of a function.
    public func report(
        _ message: String, at span: Span, in function: Function, severity: Severity = .error, path: [PathStep]
    ) {
        let finding = Finding(
            rule: rule, severity: severity, position: function.position(span), function: function.name,
            message: message, path: path, statement: analysis.text(of: span, in: function))
        if !findings.contains(where: { $0.position == finding.position && $0.message == finding.message }) {
            findings.append(finding)
        }
    }

    /// Explores a function's paths, and says what was left out: bounds reached, code not understood.
    public func explore<Client: PathClient>(
        _ function: Function, _ client: Client, tracked: Client.Tracked,
        prepare: (inout PathState<Client.Tracked>) -> Void = { _ in }
    ) {
        let explorer = PathExplorer(client, graph: analysis.graph, pureFunctions: PureFunctions.names)
        let outcome = explorer.explore(function, tracked: tracked, prepare: prepare)
        if outcome.isExhausted { leaveOut(function, reason: "too many paths; some were not followed") }
        for (place, node) in outcome.opaque {
            incomplete.append(
                Incomplete(
                    file: place.files[node.span.file], line: node.span.line, function: place.name,
                    reason: "\(rule): paths end at code that is not understood: \(node.reason)"))
        }
    }

    /// Says that a function was not looked at to the end.
    public func leaveOut(_ function: Function, reason: String) {
        incomplete.append(
            Incomplete(
                file: function.file, line: function.nameSpan.line, function: function.name, reason: "\(rule): \(reason)"))
    }
}

/// The rules in the order in which they are listed and run.
public enum RuleRegistry {
    public static var all: [any Rule.Type] { builtIn + added.map(\.type) }

    /// Those that run where nothing is set.
    public static var byDefault: [any Rule.Type] { all.filter { $0.isOnByDefault } }

    /// Those of this package.
    public static let builtIn: [any Rule.Type] = [TimestampsUnchangedByMmap.self, VmFileReferenceBalanced.self] + ownership + methods + deferred + locks

    /// What is lost, what is released too often, what is touched too late: one analysis answers all of them.
    static let ownership: [any Rule.Type] = [
        ReferencesBalanced.self,
        HeapObjectsFreed.self,
        ReleasedOnce.self,
        NotUsedAfterRelease.self,
        HandedOverOnce.self,
        FailedPointersChecked.self,
        LocksReleased.self,
        StatesEnded.self,
        LookupsForgotten.self,
        ErrorsReported.self,
        NoSleepWhileAtomic.self,
        WalkNotBlocked.self,
        ServerNotAwaited.self,
        BadInodeAskedFirst.self,
    ]

    /// What a method may do, and what it has to return.
    private static let methods: [any Rule.Type] = [
        AttributesOfServer.self,
        AttrVersionSampled.self,
        BannedCall.self,
        SlotResultsValid.self,
        SetattrPrepared.self,
        PrivilegesDropped.self,
        PageCacheCoherent.self,
        WriteErrorsReported.self,
        BackingFilesChecked.self,
        CallerAllowed.self,
        NothingChangedInWalk.self,
    ]

    /// What RCU's readers and callbacks may still look at.
    private static let deferred: [any Rule.Type] = [FreedThroughRCU.self, CallbacksAwaitedOnExit.self]

    /// Which locks are held where, and in which order.
    static let locks: [any Rule.Type] = [
        MembersWrittenUnderLock.self, UsualLockHeld.self, LocksTakenInOrder.self, ObjectsReadyWhenPublished.self,
        ValuesReadAgain.self,
    ]

    /// Directories in which the findings of the ownership rules have been read and judged.
    ///
    /// Elsewhere most of what they say is still wrong, and one false alarm costs more than one missed bug.
    public static let judgedDirectories: Set<String> = ["fs/fuse", "fs/overlayfs"]

    /// Other rules of which the same is true.
    private static let judgedThere: Set<String> = [
        BannedCall.id, SlotResultsValid.id, SetattrPrepared.id, PrivilegesDropped.id, PageCacheCoherent.id, WriteErrorsReported.id, BackingFilesChecked.id, CallerAllowed.id,
        NothingChangedInWalk.id, ObjectsReadyWhenPublished.id, ValuesReadAgain.id,
        FreedThroughRCU.id, CallbacksAwaitedOnExit.id, MembersWrittenUnderLock.id, UsualLockHeld.id, LocksTakenInOrder.id,
    ]

    /// The rules that are run in a directory, and why others are not.
    ///
    /// - Parameter everywhere: the ids of rules that run in every directory, judged or not.
    static func rules(_ rules: [any Rule.Type], in directory: String, everywhere: Set<String>) -> (
        run: [any Rule.Type], leftOut: String?
    ) {
        guard !judgedDirectories.contains(directory) else { return (rules, nil) }
        let owners = rules.map { $0.id }.filter(Set(ownership.map { $0.id }).contains)
        let others = rules.map { $0.id }.filter(judgedThere.contains)
        let left = (owners + others).filter { !everywhere.contains($0) }
        let run = rules.filter { !left.contains($0.id) }
        guard !left.isEmpty else { return (run, nil) }
        let isWhole = !owners.isEmpty && everywhere.isDisjoint(with: owners)
        let names = isWhole ? ["the rules of ownership"] + left.dropFirst(owners.count) : left
        let judged = judgedDirectories.sorted().joined(separator: " and ")
        return (run, "\(names.joined(separator: ", ")) not run here: judged for \(judged) only")
    }

    static func isAboutOwnership(_ rule: any Rule.Type) -> Bool { ownership.contains { $0.id == rule.id } }
}
