import Analysis
import Findings
import Program

/// **Rule**
/// A method that is called in RCU walk takes no reference and changes nothing that others look at: ->d_revalidate() with
/// LOOKUP_RCU, ->permission() with MAY_NOT_BLOCK, ->get_link() without a dentry, ->get_inode_acl() with its last argument set, and
/// ->d_hash(), ->d_compare(), ->d_manage().
///
/// **Why**
/// RCU walk holds no reference: the dentry and the inode may be on their way out, and only their memory stays. A reference
/// that is taken then brings back what is being freed, and a store lands in what belongs to nobody, or to somebody else. Walks
/// that all write to one cache line also undo what RCU walk is there for.
///
/// **Instead**
/// `if (flags & LOOKUP_RCU) return -ECHILD;` before it: the walk then starts anew with references. What is only a hint is
/// written WRITE_ONCE().
///
/// **Known limits**
/// What is done under a spinlock is taken to be right, atomic counters and per-CPU variables too, and so is whatever functions of other
/// directories do. Only what is reached from the arguments counts as looked at by others.
///
/// **Said**
/// Documentation/filesystems/path-lookup.rst; Documentation/filesystems/vfs.rst under d_revalidate and permission: must not store to the
/// dentry or inode; Linus Torvalds and Al Viro on fuse_dentry_revalidate() and dget_parent(), 2013.
public struct NothingChangedInWalk: Rule {
    public static let id = "rcu-walk-changes"

    public init() {}

    public func check(_ pass: RulePass) {
        let contexts = pass.analysis.contexts
        for (name, contract) in pass.facts.contracts.sorted(by: { $0.key < $1.key }) {
            let names = name.split(separator: ".").map(String.init)
            guard let condition = contract.walk, names.count == 2 else { continue }
            let slot = Slot.ops(names[0], names[1])
            for (function, prefix) in contexts.roots(of: slot) {
                let leading = contexts.leading(
                    from: function.ref, stop: { Self.isClosed($0, pass) }, to: { Self.mayChange($0, pass) })
                guard leading.contains(function.ref) else { continue }
                let client = WalkClient(pass, slot: slot, root: function, prefix: prefix, leading: leading)
                pass.explore(function, client, tracked: WalkClient.Progress()) { client.enter(condition, &$0) }
            }
        }
    }

    /// Whether a function is not looked into: what it does is known, or done elsewhere.
    private static func isClosed(_ ref: FunctionRef, _ pass: RulePass) -> Bool {
        if pass.facts.sleep(of: ref.name) != nil || pass.facts[ref.name]?.effects.isEmpty == false || WalkTable.bits.contains(ref.name) { return true }
        guard let body = pass.analysis.program.functions[ref] else { return true }
        return !pass.analysis.program.isUnderAnalysis(body) && !body.file.hasSuffix(".h")
    }

    private static func mayChange(_ function: Function, _ pass: RulePass) -> Bool {
        function.blocks.lazy.flatMap(\.statements).contains { statement in
            switch statement.kind {
            case .assign(let place, _): leadsToObject(place, pass)
            case .call(let call):
                call.name.map { WalkTable.bits.contains($0) || WalkTable.taken(by: $0, pass.facts) != nil } == true
                    || call.result.map { leadsToObject($0, pass) } == true
            default: false
            }
        }
    }

    private static func leadsToObject(_ place: Place, _ pass: RulePass) -> Bool {
        place.projections.contains(.dereference) && place.leadsOver { isObject($0.record, pass) }
    }

    /// Whether RCU walk may come by such a struct: one of the VFS's, or of the filesystem's own.
    fileprivate static func isObject(_ record: String, _ pass: RulePass) -> Bool {
        if WalkTable.objects.contains(record) { return true }
        return pass.analysis.program.records[record].map(pass.analysis.program.isOwnRecord) ?? false
    }
}

/// Follows the paths of a method from where RCU walk calls it.
private final class WalkClient: PathClient {
    struct Progress: Hashable {
        /// Spinlocks that are held.
        var spins = 0
        /// Something has slept: that is another rule's, and the path is wrong already.
        var hasSlept = false
    }

    typealias Tracked = Progress
    typealias State = PathState<Progress>

    private let pass: RulePass
    private let root: Function
    private let leading: Set<FunctionRef>
    private let prefix: [PathStep]

    init(_ pass: RulePass, slot: Slot, root: Function, prefix: [CallEdge], leading: Set<FunctionRef>) {
        self.pass = pass
        self.root = root
        self.leading = leading
        let entry = prefix.first.flatMap { pass.analysis.graph.body(of: $0.caller) } ?? root
        self.prefix = [pass.analysis.contexts.step(into: entry, of: slot)] + prefix.map(\.step)
            + [PathStep(Messages.called(slot), at: root.position(root.nameSpan))]
    }

    /// What says that it is RCU walk that calls.
    func enter(_ condition: SlotContract.Condition, _ state: inout State) {
        func argument(_ index: Int) -> Value? {
            let number = index < 0 ? root.parameterCount + index : index
            return (0..<root.parameterCount).contains(number) ? state.read(state.variable(number)) : nil
        }
        switch condition {
        case .always: break
        case .null(let index): if let value = argument(index) { state.assume(value, isTrue: false) }
        case .notNull(let index): if let value = argument(index) { state.assume(value, isTrue: true) }
        case .bits(let index, let bits):
            guard let value = argument(index) else { return }
            for bit in bits { state.assume(.binary(.and, value, .integer(bit)), isTrue: true) }
        }
    }

    func call(_ call: Call, arguments: [Value], at site: Site, in state: inout State) -> CallEffect {
        if state.tracked.hasSlept { return .unknown }
        let name = call.name ?? ""
        if let sleep = pass.facts.sleep(of: name), !sleep.isForLast, sleep.flag == nil { state.tracked.hasSlept = true }
        if let resource = WalkTable.taken(by: name, pass.facts) {
            report(Messages.taken(name, resource), at: site, state)
            return .unknown
        }
        if WalkTable.bits.contains(name) {
            if case .address(let location)? = arguments.last, isShared(location) {
                report(Messages.bit(name, Self.member(of: location)), at: site, state)
            }
            return .unknown
        }
        if let effects = pass.facts[name]?.effects, !effects.isEmpty {
            for effect in effects where effect.resource?.family == .lock && effect.resource?.forbidsSleep == true && effect.subject != .context {
                state.tracked.spins = max(0, state.tracked.spins + (effect.verb == .acquire ? 1 : -1))
            }
            return .unknown
        }
        guard case .direct(let ref) = call.callee else { return .unknown }
        return leading.contains(ref) || isAccessor(ref) ? .follow : .unknown
    }

    func store(_ value: Value, to location: Location, at site: Site, in state: inout State) {
        guard isShared(location), !(site.function.macroName(site.span).map(DeliberateStores.orInitialising.contains) ?? false) else { return }
        // What is there already may be stored again.
        if state.read(location) == value { return }
        report(Messages.stored(Self.member(of: location)), at: site, state)
    }

    func end(returning value: Value?, at site: Site, in state: State) {}

    /// Whether a function only leads from one object to another, as container_of() does.
    private func isAccessor(_ ref: FunctionRef) -> Bool {
        guard let body = pass.analysis.program.functions[ref] else { return false }
        return body.blocks.count < 4 && (pass.analysis.program.isUnderAnalysis(body) || body.file.hasSuffix(".h"))
    }

    /// Whether others find the memory: it is reached from an argument that they have as well. What pages and buffers hold has rules
    /// of its own.
    private func isShared(_ location: Location) -> Bool {
        guard case .object(let pointer) = location.base, case .field(let field)? = location.steps.first else { return false }
        return NothingChangedInWalk.isObject(field.record, pass) && isShared(pointer)
    }

    private func isShared(_ pointer: Value) -> Bool {
        switch pointer {
        case .initial(let location):
            switch location.base {
            case .variable(frame: 0, let number):
                // What the caller has on its stack is his: a qstr, a delayed_call.
                number < root.parameterCount && location.steps.isEmpty
                    && root.variables[number].type.pointee?.recordName.map(WalkTable.objects.contains) == true
            case .object(let owner): isShared(owner)
            case .variable, .global: false
            }
        case .address(let location): if case .object(let owner) = location.base { isShared(owner) } else { false }
        case .binary(.add, let base, _), .binary(.subtract, let base, _): isShared(base)
        case .pure(_, let arguments): arguments.first.map(isShared) ?? false
        default: false
        }
    }

    private static func member(of location: Location) -> String {
        location.steps.reversed().lazy.compactMap { if case .field(let field) = $0 { "\(field.record).\(field.name)" } else { nil } }.first ?? ""
    }

    private func report(_ message: String, at site: Site, _ state: State) {
        guard state.tracked.spins == 0, !state.tracked.hasSlept else { return }
        let answerable = state.answerable(site, isOwn: pass.analysis.program.isUnderAnalysis)
        var path = prefix + state.steps([.call])
        if answerable.position != site.position { path.append(PathStep(Messages.here, at: site.position)) }
        pass.report(message, at: answerable.span, in: answerable.function, path: path)
    }
}

private enum Messages {
    static let here = "this is where"

    static func called(_ slot: Slot) -> String { "\(slot) is called in RCU walk" }

    static func taken(_ name: String, _ resource: Resource) -> String {
        "\(name)() takes \(resource.noun) in RCU walk, which holds none and may see what is being freed"
    }

    static func bit(_ name: String, _ member: String) -> String {
        "\(name)() changes '\(member)' in RCU walk, which must not store to what others look at"
    }

    static func stored(_ member: String) -> String {
        "'\(member)' is changed in RCU walk, which must not store to what others look at"
    }
}
