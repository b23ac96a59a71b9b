import Analysis
import Findings
import Program

/// **Rule**
/// Calls that filesystems have been told to leave are not made: make_bad_inode() on an inode of FUSE, d_instantiate() and d_rehash() from
/// ->lookup(), I/O on a backing file of FUSE beside backing_file_read_iter() and its kind.
///
/// **Why**
/// make_bad_inode() changes i_op and i_fop under those who run in them. Lookups of one name run in parallel since 4.7, and only
/// d_splice_alias() and d_add() end them. Reading a backing file directly uses the wrong credentials and does not complete the user's iocb.
///
/// **Instead**
/// What the message names. Trees that do not have it yet are left alone.
///
/// **Known limits**
/// ->lookup() is followed through the directory's own functions, not through pointers.
///
/// **Said**
/// 5d069dbe8aaf "fuse: fix bad inode" (2020); Documentation/filesystems/porting.rst, on parallel lookups; fs/fuse/passthrough.c.
public struct BannedCall: Rule {
    public static let id = "banned-call"

    public init() {}

    public func check(_ pass: RulePass) {
        let functions = pass.ownFunctions.map { (function: $0, names: $0.calledNames) }
        let program = pass.analysis.program
        let isFuse = pass.isFuse
        for ban in BannedCalls.all where !ban.isFuse || isFuse {
            if let since = ban.since, !program.declares(since) { continue }
            for (function, names) in functions where names.contains(ban.name) {
                var path: [PathStep] = []
                if let slot = ban.slot {
                    guard let context = pass.analysis.contexts.contexts(of: function.ref, in: slot).first,
                        let entry = pass.analysis.graph.body(of: context.entry)
                    else { continue }
                    path = [pass.analysis.contexts.step(into: entry, of: slot)] + context.chain.map(\.step)
                } else {
                    path = pass.steps(to: function)
                }
                for statement in function.blocks.lazy.flatMap(\.statements) {
                    guard case .call(let call) = statement.kind, call.name == ban.name else { continue }
                    pass.report("\(ban.name)() \(ban.reason)", at: statement.span, in: function, path: path)
                }
            }
        }
    }
}
