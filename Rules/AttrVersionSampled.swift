import Analysis
import Findings
import Program

/// **Rule**
/// What a reply says of an inode is taken together with an attr_version that was sampled before the request was sent; and
/// whoever changes the cached size under fi->lock makes a new attr_version there.
///
/// **Why**
/// The version tells a reply that is older than a local change. Sampled behind the request it is always new enough, and a
/// stale size overwrites what a write has just done; a change that makes no new version is overwritten likewise.
///
/// **Instead**
/// `attr_version = fuse_get_attr_version(fc);`, then the request, then fuse_change_attributes() with it. For changes:
/// `fi->attr_version = atomic64_inc_return(&fc->attr_version);` beside i_size_write(), both under fi->lock.
///
/// **Known limits**
/// Requests that do not wait for the answer are not followed, nor versions that travel in a struct. 0 is right for inodes that have just
/// been made. A change of the size without fi->lock (writeback cache, O_TRUNC) is taken to be right.
///
/// **Said**
/// 1fb69e781723 "fuse: fix race between getattr and write" (2008); fs/fuse/inode.c, fuse_change_attributes().
public struct AttrVersionSampled: Rule {
    public static let id = "attr-version"

    public init() {}

    public func check(_ pass: RulePass) {
        guard pass.isFuse else { return }
        let functions = pass.ownFunctions
        var takers: [FunctionRef: Int] = [:]
        for function in functions { takers[function.ref] = FuseRequests.version(function) }
        let asking = Set(functions.filter { function in
            pass.analysis.graph.namedCallees(of: function).contains { FuseRequests.names.contains($0.name) }
        }.map(\.ref))
        // Asked for by few functions, if any.
        lazy var versioning = Set(functions.filter { $0.mentions { $0.lastField == FuseRequests.attributeVersion } }.map(\.ref))
        for function in functions {
            let names = function.calledNames
            if names.contains(FuseRequests.sample) || !names.isDisjoint(with: FuseRequests.takers) {
                for late in VersionFlow(function, takers: takers, asking: asking, opcodes: { Self.opcode($0, pass) }).found {
                    pass.report(late, in: function)
                }
            }
            if Self.changesSize(function, names) {
                for size in SizeFlow(function, versioning: versioning).found {
                    pass.report(Messages.noVersion, at: size, in: function, path: pass.steps(to: function))
                }
            }
        }
    }

    /// The one opcode that a function of the subsystem puts into a request; nil for none, or several.
    private static func opcode(_ ref: FunctionRef, _ pass: RulePass) -> Int64? {
        guard let body = pass.analysis.program.functions[ref], pass.analysis.program.isUnderAnalysis(body) else { return nil }
        var found: Set<Int64?> = []
        for statement in body.blocks.lazy.flatMap(\.statements) {
            guard case .assign(let place, let value) = statement.kind, place.lastField == FuseRequests.opcode else { continue }
            if case .use(.integer(let number)) = value { found.insert(number) } else { found.insert(nil) }
        }
        return found.count == 1 ? found.first! : nil
    }

    private static func changesSize(_ function: Function, _ names: Set<String>) -> Bool {
        names.contains("spin_lock") && names.contains("i_size_write") && function.mentions { $0.leadsOver { $0 == FuseRequests.inodeLock } }
    }
}

extension RulePass {
    fileprivate func report(_ late: VersionFlow.Late, in function: Function) {
        var path = steps(to: function)
        if let sent = late.sent { path.append(PathStep(Messages.sent, at: function.position(sent))) }
        if let sampled = late.sampled { path.append(PathStep(Messages.sampled, at: function.position(sampled))) }
        report(late.sampled == nil ? Messages.none(late.taker) : Messages.late(late.taker), at: late.span, in: function, path: path)
    }
}

private enum Messages {
    static let sent = "the request is sent here"
    static let sampled = "attr_version is sampled here, behind the request"

    static func late(_ taker: String) -> String {
        "\(taker)() is given attributes with an attr_version that was sampled behind the request that asked for them"
    }

    static func none(_ taker: String) -> String {
        "\(taker)() is given attributes of an inode that may have changed meanwhile, with attr_version 0; sample it before the request"
    }

    static let noVersion = "the size is changed under fi->lock without a new attr_version; a stale reply will overwrite it"
}
