import Analysis
import Findings
import Program

/// **Rule**
/// What a method returns is a result that its slot may have. FUSE's "the server does not know this request" (-ENOSYS), once it is
/// noted in `fc->no_...`, does not go on to users; ->lookup() does not answer -ENOENT, ->open() and ->atomic_open() nothing above 0,
/// ->poll(), ->bmap() and page faults no error number; -ECHILD comes from RCU walk only.
///
/// **Why**
/// -ENOSYS says to users that the system call does not exist: libraries stop to use it for all files. Callers take what else is not
/// meant for them for something else: a mask, a block, a pointer; and who is told -ENOENT by ->lookup() cannot create the file.
///
/// **Instead**
/// `fc->no_fallocate = 1; err = -EOPNOTSUPP;`, or whatever users are to see where nobody implements it: 0, or what is done instead. A
/// negative dentry (`d_splice_alias(NULL, dentry)`) from ->lookup(), EPOLLERR from ->poll(), vmf_error() from page faults.
///
/// **Known limits**
/// -ENOSYS of requests for which no member of struct fuse_conn is set goes on unnoticed, as for FUSE_GETATTR. Results are followed
/// through local variables and the directory's own functions, not through structs. That two variables depend on each other is not known.
///
/// **Said**
/// "fuse: ioctl: translate ENOSYS in outarg" (2023), and the comment in fs/fuse/ioctl.c: -ENOSYS shouldn't be returned from fs;
/// Documentation/filesystems/vfs.rst under lookup, d_revalidate, permission and get_link; fs/open.c, do_dentry_open().
public struct SlotResultsValid: Rule {
    public static let id = "slot-result"

    public init() {}

    public func check(_ pass: RulePass) { SlotResultCheck(pass).run() }
}

/// Looks at what the functions in slots return.
private final class SlotResultCheck {
    private let pass: RulePass
    private let program: WholeProgram
    private let contexts: Contexts
    private let memory: Set<FieldRef>
    private let summaries: ResultSummaries
    /// By the place that is told; of the ways there the shortest.
    private var found: [CodeSite: Note] = [:]

    private struct Note {
        var message: String
        var path: [PathStep]
    }

    init(_ pass: RulePass) {
        self.pass = pass
        program = pass.analysis.program
        contexts = pass.analysis.contexts
        memory = Self.memory(program)
        summaries = ResultSummaries(program, pass.facts, memory: memory)
    }

    /// The flags of struct fuse_conn.
    private static func memory(_ program: WholeProgram) -> Set<FieldRef> {
        guard let record = program.records["fuse_conn"] else { return [] }
        return Set(record.fields.filter { $0.type == .bool || $0.bitWidth == 1 }.map { FieldRef(record: record.name, name: $0.name) })
    }

    func run() {
        let records = Set(pass.facts.contracts.keys.compactMap { $0.split(separator: ".").first })
        let remembering = remembering()
        for (slot, entries) in contexts.entries.sorted(by: { $0.key < $1.key }) {
            guard case .field(let field) = slot, records.contains(Substring(field.record)) else { continue }
            let contract = pass.facts.contracts[slot.description] ?? SlotContract()
            guard !contract.isResultUnused else { continue }
            for ref in entries where !contract.bans.isEmpty || remembering.contains(ref) {
                guard let entry = program.functions[ref], program.isUnderAnalysis(entry), entry.returnType != .void else { continue }
                check(entry, in: slot, contract)
            }
        }
        report()
    }

    /// The functions that note in struct fuse_conn what the server knows, or ask it, and those that call them.
    private func remembering() -> Set<FunctionRef> {
        guard !memory.isEmpty else { return [] }
        let own = pass.ownFunctions
        var callers: [FunctionRef: [FunctionRef]] = [:]
        for function in own {
            for callee in pass.analysis.graph.namedCallees(of: function) { callers[callee, default: []].append(function.ref) }
        }
        var work = own.filter { $0.mentions { $0.lastField.map(memory.contains) == true } }.map(\.ref)
        var found = Set(work)
        while let ref = work.popLast() {
            for caller in callers[ref] ?? [] where found.insert(caller).inserted { work.append(caller) }
        }
        return found
    }

    private func check(_ entry: Function, in slot: Slot, _ contract: SlotContract) {
        for returned in summaries.returned(by: entry, walk: contract.walk) {
            let constants = returned.results.constants.sorted { ($0.site, $0.number) < ($1.site, $1.number) }
            for constant in constants {
                if let site = constant.remembered { note(Messages.refused(slot), at: site, entry, slot, returned) }
            }
            for ban in contract.bans where applies(ban, to: entry, in: slot) {
                for constant in constants where isBanned(constant, ban, returned, entry) {
                    note(Messages.banned(number(constant, entry), slot, ban), at: constant.site, entry, slot, returned)
                }
                guard case .exactly(let number) = ban.results, ban.condition != .outOfWalk else { continue }
                for request in returned.results.requests(answered: number).sorted() {
                    note(Messages.answered(number, slot, ban), at: request, entry, slot, returned)
                }
            }
        }
    }

    /// Whether the function may be called where a ban holds, as far as the ops tables say.
    private func applies(_ ban: SlotContract.Ban, to entry: Function, in slot: Slot) -> Bool {
        guard case .beside(let members) = ban.condition, case .field(let field) = slot else { return true }
        return program.globals.contains { global in
            global.values.contains { value in
                value.value == .function(entry.ref) && value.path.last == field
                    && global.values.contains { $0.path.dropLast() == value.path.dropLast() && members.contains($0.path.last?.name ?? "") }
            }
        }
    }

    private func isBanned(_ constant: PossibleResults.Constant, _ ban: SlotContract.Ban, _ returned: ResultFlow.Returned, _ entry: Function) -> Bool {
        if ban.condition == .outOfWalk {
            // What a helper returns may depend on the same flag, which nobody follows there.
            guard returned.isWalk == false, constant.isWritten, constant.site.function == entry.ref else { return false }
        }
        let number = number(constant, entry)
        return switch ban.results {
        case .exactly(let banned): number == banned
        case .positive: number > 0
        case .errors: PossibleResults.Range.errors.contains(number)
        }
    }

    /// The number that is written, whatever type it is returned as.
    private func number(_ constant: PossibleResults.Constant, _ entry: Function) -> Int64 {
        guard case .integer(let bits, _) = entry.returnType, bits < 64 else { return constant.number }
        return PossibleResults.fit(constant.number, bits: bits, isSigned: true)
    }

    private func note(_ message: String, at site: CodeSite, _ entry: Function, _ slot: Slot, _ returned: ResultFlow.Returned) {
        var path = [contexts.step(into: entry, of: slot)]
        if site.function != entry.ref {
            path += contexts.contexts(of: site.function, in: slot).first { $0.entry == entry.ref }?.chain.map(\.step) ?? []
        }
        if site.span != returned.span || site.function != entry.ref {
            path.append(PathStep(Messages.returned(entry), at: entry.position(returned.span)))
        }
        if let known = found[site], known.path.count <= path.count { return }
        found[site] = Note(message: message, path: path)
    }

    private func report() {
        for (site, note) in found.sorted(by: { $0.key < $1.key }) {
            guard let function = program.functions[site.function] else { continue }
            pass.report(note.message, at: site.span, in: function, path: note.path)
        }
    }
}

extension CodeSite: Comparable {
    static func < (left: CodeSite, right: CodeSite) -> Bool {
        (left.function, left.span.line, left.span.column) < (right.function, right.span.line, right.span.column)
    }
}

private enum Messages {
    static func refused(_ slot: Slot) -> String {
        "the server does not know the request, and its -ENOSYS goes on to \(slot); return what users are to see instead"
    }

    static func banned(_ number: Int64, _ slot: Slot, _ ban: SlotContract.Ban) -> String {
        "\(ErrorNumbers.text(number)) is returned from \(slot): \(ban.reason)"
    }

    static func answered(_ number: Int64, _ slot: Slot, _ ban: SlotContract.Ban) -> String {
        "the server may answer \(ErrorNumbers.text(number)), and that is returned from \(slot): \(ban.reason)"
    }

    static func returned(_ entry: Function) -> String { "\(entry.name)() returns it here" }
}
