import Analysis
import Findings
import Program

/// **Rule**
/// On every return of an mmap handler, with success or an error, `vma->vm_file` is owned exactly once, and the file
/// that it replaced has been dropped exactly once.
///
/// **Why**
/// mm drops whatever `vma->vm_file` points to, when ->mmap() fails as well as when the mapping goes away. A handler
/// that puts the new file on failure makes mm put it a second time (a use after free), and nobody drops the file
/// that was replaced. Before 5.11, which brought vma_set_file(), mm dropped the file that it had passed in when
/// ->mmap() failed: there the handler has to drop the new file on failure, and must leave the old one alone.
///
/// **Instead**
/// Use `vma_set_file(vma, file)`, which takes the new reference and drops the old one, and leave it at that on
/// failure. Open-coded: `vma->vm_file = get_file(new)`, and `fput(old)` on success and on failure alike.
///
/// **Known limits**
/// A file that is stored elsewhere (to be put in `->close`) or passed to a function that is not known counts as
/// taken care of. `->mmap_prepare()` has another contract and is not looked at. A loop is followed for some rounds.
///
/// **Said**
/// mm/mmap.c, mmap_region(), at the call of the handler; fs/coda/file.c, coda_file_mmap(), on which file to
/// drop; 295992fb815e "mm: introduce vma_set_file function v5".
public struct VmFileReferenceBalanced: Rule {
    public static let id = "vm-file-ref-balance"

    public init() {}

    public func check(_ pass: RulePass) {
        let contexts = pass.analysis.contexts
        let slot = Slot.ops("file_operations", "mmap")
        for (function, prefix) in contexts.roots(of: slot) {
            guard let vma = function.parameters.firstIndex(where: { $0.type.points(to: "vm_area_struct") }) else { continue }
            let leading = contexts.leading(from: function.ref, stop: Self.isKnown, to: Self.touchesFiles)
            guard leading.contains(function.ref) else { continue }
            let client = VmFileClient(
                pass, slot: slot, vma: vma, root: function, prefix: prefix, leading: leading)
            pass.explore(function, client, tracked: VmFileClient.Ownership(), prepare: client.prepare)
        }
    }

    private static func isKnown(_ ref: FunctionRef) -> Bool {
        let name = ref.name
        return FileReferences.takers[name] != nil || FileReferences.droppers[name] != nil
            || FileReferences.makers.contains(name) || FileReferences.handlers.contains(name)
            || FileReferences.isBorrower(name) || name == FileReferences.setter
    }

    /// Whether a body itself stores to vma->vm_file, or takes or drops a file.
    private static func touchesFiles(_ function: Function) -> Bool {
        function.blocks.contains { block in
            block.statements.contains { statement in
                switch statement.kind {
                case .assign(let place, _): place.lastField == FileReferences.vmFile
                case .call(let call):
                    call.name.map {
                        FileReferences.takers[$0] != nil || FileReferences.droppers[$0] != nil
                            || $0 == FileReferences.setter
                    } ?? false
                default: false
                }
            }
        }
    }
}

/// Follows who owns which file on the paths of one mmap handler.
private final class VmFileClient: PathClient {
    /// The references of the handler, as they differ from those at its start.
    struct Ownership: Hashable {
        /// References taken less references dropped.
        var balance: [Value: Int] = [:]
        /// What vma->vm_file has pointed to, the file at the start included.
        var installed: Set<Value> = []
        /// Kept somewhere, or given to code that is not known: a leak of these is not claimed.
        var escaped: Set<Value> = []
        /// Files of which the handler may own a reference that was not seen being taken.
        var unsure: Set<Value> = []
        var lastPut: [Value: Int] = [:]
        var lastStore: [Value: Int] = [:]
    }

    typealias Tracked = Ownership
    typealias State = PathState<Ownership>

    private let pass: RulePass
    private let vma: Int
    private let leading: Set<FunctionRef>
    private let prefix: [PathStep]
    private var vmFile = Location(.global(""))
    private var original = Value.integer(0)
    private var sites: [Site] = []
    /// Before 5.11 there is no vma_set_file(), and mm drops the file that it passed in when the handler fails.
    private let isOldContract: Bool

    init(_ pass: RulePass, slot: Slot, vma: Int, root: Function, prefix: [CallEdge], leading: Set<FunctionRef>) {
        self.pass = pass
        self.vma = vma
        self.leading = leading
        let program = pass.analysis.program
        isOldContract = !program.declares(FileReferences.setter)
        let entry = prefix.first.flatMap { pass.analysis.graph.body(of: $0.caller) } ?? root
        self.prefix = [pass.analysis.contexts.step(into: entry, of: slot)] + prefix.map(\.step)
    }

    /// What mm guarantees: vma->vm_file is the file that the handler is given.
    func prepare(_ state: inout State) {
        vmFile = .field(FileReferences.vmFile, of: state.read(state.variable(vma)))
        let function = state.frames[0].function
        if let file = function.parameters.firstIndex(where: { $0.type.points(to: "file") }) {
            original = state.read(state.variable(file))
            state.write(vmFile, original)
        } else {
            original = state.read(vmFile)
        }
        state.tracked.installed.insert(original)
        state.assume(original, isTrue: true)
        for test in ["IS_ERR", "IS_ERR_OR_NULL"] { state.assume(.pure(test, [original]), isTrue: false) }
    }

    func call(_ call: Call, arguments: [Value], at site: Site, in state: inout State) -> CallEffect {
        let name = call.name ?? ""
        if let index = FileReferences.takers[name], index < arguments.count {
            let file = arguments[index]
            state.tracked.balance[file, default: 0] += 1
            return .returns(file)
        }
        if let index = FileReferences.droppers[name], index < arguments.count {
            put(arguments[index], at: state.origin(of: call.arguments[index], at: site), in: &state)
            return .unknown
        }
        if FileReferences.makers.contains(name) {
            let file = state.freshSymbol()
            state.tracked.balance[file] = 1
            return .returns(file)
        }
        if name == FileReferences.setter, arguments.count == 2 {
            state.tracked.balance[arguments[1], default: 0] += 1
            state.tracked.balance[state.read(vmFile), default: 0] -= 1
            install(arguments[1], at: site, in: &state)
            state.write(vmFile, arguments[1])
            return .unknown
        }
        if FileReferences.handlers.contains(name) || FileReferences.isBorrower(name) { return .unknown }
        guard case .direct(let ref) = call.callee else { return .unknown }
        if leading.contains(ref), pass.analysis.graph.body(of: ref) != nil { return .follow }
        // What a function does that is neither known nor seen, nobody can say.
        if pass.analysis.graph.program.functions[ref] == nil {
            for argument in arguments { state.tracked.escaped.insert(argument) }
        }
        return .unknown
    }

    /// - Parameter site: nil where a cleanup function drops the file, which no line of the handler says.
    private func put(_ file: Value, at origin: Site?, in state: inout State) {
        state.tracked.balance[file, default: 0] -= 1
        guard let site = origin else { return }
        state.tracked.lastPut[file] = remember(site, state)
        if state.tracked.installed.contains(file) { state.note(Messages.put, at: site) }
    }

    private func install(_ file: Value, at site: Site, in state: inout State) {
        state.tracked.installed.insert(file)
        state.tracked.lastStore[file] = remember(site, state)
        state.note(file == original ? Messages.restored : Messages.replaced, at: site)
    }

    func store(_ value: Value, to location: Location, at site: Site, in state: inout State) {
        if location == vmFile {
            if value != state.read(vmFile) { install(value, at: site, in: &state) }
            if case .symbol = value, state.tracked.balance[value] == nil { state.tracked.unsure.insert(value) }
            return
        }
        switch location.base {
        case .variable: break
        // What is stored where others find it has an owner there.
        case .object, .global: state.tracked.escaped.insert(value)
        }
    }

    func end(returning value: Value?, at site: Site, in state: State) {
        guard isOldContract, let value else {
            judge(state, isFailure: false, at: site)
            return
        }
        // The two ends have different contracts; a result that is not known can be either.
        let isNonZero = state.knowledge.truth(of: value)
        if isNonZero != true { judge(state, isFailure: false, at: site) }
        if isNonZero != false { judge(state, isFailure: true, at: site) }
    }

    // MARK: The contract

    private func judge(_ state: State, isFailure: Bool, at end: Site) {
        let owned = state.tracked
        let current = state.read(vmFile)
        let dropsOriginal = isOldContract && isFailure
        func expected(_ file: Value) -> Int {
            let kept = dropsOriginal ? 0 : (file == current ? 1 : 0)
            let given = dropsOriginal ? 0 : (file == original ? 1 : 0)
            return kept - given
        }
        func balance(_ file: Value) -> Int {
            owned.balance.reduce(0) { $0 + (state.knowledge.canonical($1.key) == file ? $1.value : 0) }
        }
        let files = Set(owned.installed.map(state.knowledge.canonical)).union([state.knowledge.canonical(original)])
        let escaped = Set(owned.escaped.map(state.knowledge.canonical))
        let original = state.knowledge.canonical(original)
        let unsure = Set(owned.unsure.map(state.knowledge.canonical))
        func isFile(_ value: Value) -> Bool {
            state.knowledge.truth(of: value) != false
                && !["IS_ERR", "IS_ERR_OR_NULL"].contains { state.knowledge.truth(of: .pure($0, [value])) == true }
        }
        let overPut = files.filter { isFile($0) && balance($0) < expected($0) && !unsure.contains($0) }
        let leaked = files.filter { isFile($0) && balance($0) > expected($0) && !escaped.contains($0) }
        let path = prefix + state.stepsSinceFirstEvent()
        for file in overPut.sorted(by: order(owned)) where !(escaped.contains(file) && owned.lastPut[file] == nil) {
            let message: String
            let site: Site
            if let put = owned.lastPut[file] {
                site = sites[put]
                message =
                    dropsOriginal && file == original
                    ? Messages.putOriginalOnFailure
                    : file == current
                        ? leaked.contains(original) && file != original ? Messages.putNewNotOld : Messages.putOwned
                        : Messages.putTwice
            } else if let store = owned.lastStore[file] {
                site = sites[store]
                message = owned.balance[file] == nil ? Messages.neverTaken : Messages.droppedAtEnd
            } else {
                continue
            }
            pass.report(message, at: site.span, in: site.function, path: path + [PathStep(Messages.returns, at: end.position)])
        }
        guard overPut.isEmpty else { return }
        for file in leaked.sorted(by: order(owned)) {
            // The store that lost it: for the old file the first of another, for a new one that of what came after.
            let lost = file == original ? owned.lastStore.filter { $0.key != original }.values.max() : owned.lastStore[current]
            guard let store = lost ?? owned.lastStore[file] else { continue }
            let site = sites[store]
            pass.report(
                file == original ? Messages.oldNeverDropped : Messages.newNeverDropped, at: site.span, in: site.function,
                path: path + [PathStep(Messages.returns, at: end.position)])
        }
    }

    /// Files in the order in which something last happened to them, so that findings come in one order.
    private func order(_ owned: Ownership) -> (Value, Value) -> Bool {
        { (owned.lastPut[$0] ?? owned.lastStore[$0] ?? 0) < (owned.lastPut[$1] ?? owned.lastStore[$1] ?? 0) }
    }

    /// The number of a site; the same place has the same number on all paths.
    private func remember(_ site: Site, _ state: State) -> Int {
        let site = state.answerable(site, isOwn: pass.analysis.program.isUnderAnalysis)
        if let known = sites.firstIndex(where: { $0.span == site.span && $0.function.ref == site.function.ref }) {
            return known
        }
        sites.append(site)
        return sites.count - 1
    }
}

extension CType {
    /// Whether the type is a pointer to the record.
    fileprivate func points(to record: String) -> Bool { self == .pointer(.record(record)) }
}

private enum Messages {
    static let replaced = "vma->vm_file is set to another file here"
    static let restored = "vma->vm_file is set back here"
    static let put = "a reference is dropped here"
    static let returns = "->mmap() returns here"
    static let putNewNotOld =
        "drops the file that vma->vm_file points to, which mm drops itself; the file to drop is the one it replaced"
    static let putOwned = "drops the file that vma->vm_file points to, which mm drops itself"
    static let putTwice = "drops a file that was in vma->vm_file once too often"
    static let putOriginalOnFailure = "drops the file that mm drops itself when ->mmap() fails"
    static let neverTaken = "vma->vm_file is set to a file on which no reference is taken; mm drops it later"
    static let droppedAtEnd =
        "vma->vm_file is set to a file whose reference is dropped at the end of the scope; mm drops it again"
    static let oldNeverDropped = "the file that vma->vm_file pointed to is replaced here and never dropped"
    static let newNeverDropped = "the reference taken for vma->vm_file here is never dropped"
}
