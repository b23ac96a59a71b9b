import Analysis
import Findings
import Program

/// **Rule**
/// An mmap handler changes neither mtime nor ctime. atime may change: `file_accessed()` is right there.
///
/// **Why**
/// mmap(2) reads and writes no data. A shared mapping that is written to changes the times when the page is
/// first dirtied (`->page_mkwrite`) or written back, not when it is made. For a network or userspace
/// filesystem the server owns these attributes, and a copy from another inode overwrites what it said.
///
/// **Instead**
/// Call `file_accessed()`, or invalidate the cached attribute so that the next stat asks the server. Change mtime
/// and ctime in `->page_mkwrite` with `file_update_time()`.
///
/// **Known limits**
/// Callbacks that the handler only stores (vm_ops, work items) run in another context and do not count. Times that
/// are read out of a server's reply (a record with mode, size and times, that is no inode and no kstat) are a
/// refresh of the cache, not a change; functions that are handed such a record are not looked into. Helpers are
/// followed into the filesystem's own files, header inlines and fs/*.c; what others do is not known and makes no
/// finding. A whole inode copied over another is not seen.
///
/// **Said**
/// Miklos Szeredi on "fuse: Introduce passthrough for mmap", linux-fsdevel, 2021-02-17; POSIX mmap(), on when
/// st_mtime and st_ctime of a mapped file are marked for update.
public struct TimestampsUnchangedByMmap: Rule {
    public static let id = "mmap-timestamps"

    public init() {}

    public func check(_ pass: RulePass) {
        let contexts = pass.analysis.contexts
        for name in ["mmap", "mmap_prepare"] {
            let slot = Slot.ops("file_operations", name)
            for (function, prefix) in contexts.roots(of: slot) {
                let leading = contexts.leading(
                    from: function.ref, stop: { Self.isKnown($0) || Self.takesReply($0, pass.analysis.program) },
                    to: Self.mayChangeTimes)
                guard leading.contains(function.ref) else { continue }
                let client = TimestampClient(pass, slot: slot, root: function, prefix: prefix, leading: leading)
                pass.explore(function, client, tracked: client.start)
            }
        }
    }

    /// Whether the tables say what the function does, so that its body does not matter.
    private static func isKnown(_ ref: FunctionRef) -> Bool {
        TimestampFunctions.changers.contains(ref.name) || TimestampFunctions.harmless.contains(ref.name)
            || TimestampFunctions.flagged.contains(ref.name)
    }

    /// Whether the function is handed a server's reply: what it changes, it changes to what the server said.
    private static func takesReply(_ ref: FunctionRef, _ program: WholeProgram) -> Bool {
        program.functions[ref]?.parameters.contains { parameter in
            if case .pointer(.record(let name)) = parameter.type {
                TimestampFunctions.isReply(program.records[name])
            } else {
                false
            }
        } ?? false
    }

    /// Whether a body itself holds something that could change mtime or ctime.
    private static func mayChangeTimes(_ function: Function) -> Bool {
        func isTime(_ place: Place) -> Bool {
            place.projections.contains { projection in
                if case .field(let field) = projection { TimestampFunctions.modificationTime(field) != nil } else { false }
            }
        }
        func isTimeAddress(_ operand: Operand) -> Bool {
            if case .address(let place) = operand { isTime(place) } else { false }
        }
        // Called through a pointer, here or further down.
        func isChanger(_ operand: Operand) -> Bool {
            if case .function(let ref) = operand { TimestampFunctions.changers.contains(ref.name) } else { false }
        }
        return function.blocks.contains { block in
            block.statements.contains { statement in
                switch statement.kind {
                case .assign(let place, let value):
                    isTime(place) || value.operands.contains { isTimeAddress($0) || isChanger($0) }
                case .call(let call):
                    TimestampFunctions.changers.contains(call.name ?? "")
                        || TimestampFunctions.flagged.contains(call.name ?? "")
                        || call.arguments.contains { isTimeAddress($0) || isChanger($0) } || call.result.map(isTime) == true
                default: false
                }
            }
        }
    }
}

/// Follows the paths from an mmap handler to whatever changes mtime or ctime.
private final class TimestampClient: PathClient {
    struct Nothing: Hashable {}
    typealias Tracked = Nothing
    typealias State = PathState<Nothing>

    let start = Nothing()
    private let pass: RulePass
    /// Where the address of a time was handed to a function, by what it points to.
    private var givenAt: [Location: Site] = [:]
    private let leading: Set<FunctionRef>
    private let prefix: [PathStep]
    private let slot: Slot

    init(_ pass: RulePass, slot: Slot, root: Function, prefix: [CallEdge], leading: Set<FunctionRef>) {
        self.pass = pass
        self.slot = slot
        self.leading = leading
        let entry = prefix.first.flatMap { pass.analysis.graph.body(of: $0.caller) } ?? root
        self.prefix = [pass.analysis.contexts.step(into: entry, of: slot)] + prefix.map(\.step)
    }

    func call(_ call: Call, arguments: [Value], at site: Site, in state: inout State) -> CallEffect {
        let name = call.name ?? ""
        if TimestampFunctions.flagged.contains(name) {
            if case .integer(let flags)? = arguments.last.map(state.knowledge.canonical),
                flags & TimestampFunctions.modificationFlags != 0
            {
                report(Messages.called(name, slot), at: site, state)
            }
            return .unknown
        }
        if TimestampFunctions.changers.contains(name) {
            if arguments.dropFirst().contains(where: comesFromReply) { return .unknown }
            report(Messages.called(name, slot), at: site, state)
            return .unknown
        }
        if TimestampFunctions.harmless.contains(name) { return .unknown }
        if let index = TimestampFunctions.writers[name] {
            if index < arguments.count, case .address(let location) = arguments[index] {
                reportStore(to: location, at: site, state)
            }
            return .unknown
        }
        guard case .direct(let ref) = call.callee else { return .unknown }
        // Helpers that only bring what the server said into another form.
        if arguments.contains(where: comesFromReply), !leading.contains(ref) {
            return pass.analysis.program.isOwnBody(ref) ? .follow : .returns(.pure(name, arguments))
        }
        var isGivenATime = false
        for case .address(let location) in arguments where Self.time(location) != nil {
            isGivenATime = true
            if givenAt[location] == nil { givenAt[location] = site }
        }
        return leading.contains(ref) || isGivenATime ? .follow : .unknown
    }

    func store(_ value: Value, to location: Location, at site: Site, in state: inout State) {
        if comesFromReply(value) { return }
        reportStore(to: location, at: site, state)
    }

    func end(returning value: Value?, at site: Site, in state: State) {}

    /// Whether a value was read out of the attributes that a server sent. Refreshing the cached times from there
    /// changes no time of the file: the server has them already.
    private func comesFromReply(_ value: Value) -> Bool {
        value.comesFrom { TimestampFunctions.isReply(pass.analysis.program.records[$0.record]) }
    }

    private func reportStore(to location: Location, at site: Site, _ state: State) {
        guard let time = Self.time(location) else { return }
        // An inode on the handler's own stack is nobody's.
        if case .variable = location.base { return }
        // A function that writes where it is told to is not to blame for where that is.
        let given = givenAt.filter { entry in
            location.base == entry.key.base && location.steps.starts(with: entry.key.steps)
                && entry.value.function.ref != site.function.ref
        }.map(\.value).min { $0.position < $1.position }
        report(Messages.stored(time, slot), at: given ?? site, state)
    }

    private func report(_ message: String, at site: Site, _ state: State) {
        let answerable = state.answerable(site, isOwn: pass.analysis.program.isUnderAnalysis)
        var path = prefix + state.steps([.call, .event])
        if answerable.position != site.position { path.append(PathStep(Messages.changed, at: site.position)) }
        pass.report(message, at: answerable.span, in: answerable.function, path: path)
    }

    private static func time(_ location: Location) -> String? {
        for case .field(let field) in location.steps {
            if let time = TimestampFunctions.modificationTime(field) { return time }
        }
        return nil
    }
}

private enum Messages {
    static func handler(_ slot: Slot) -> String {
        if case .field(let field) = slot { "->\(field.name)()" } else { slot.description }
    }

    static let changed = "mtime or ctime changes here"

    static func stored(_ time: String, _ slot: Slot) -> String {
        "\(handler(slot)) changes \(time); mmap(2) is not supposed to change mtime or ctime"
    }

    static func called(_ name: String, _ slot: Slot) -> String {
        "\(handler(slot)) calls \(name)(), which changes mtime or ctime; mmap(2) is not supposed to"
    }
}
