import Analysis
import Findings
import Program

/// **Rule**
/// The attributes of a FUSE inode (size, mode, owner, times, link count, blocks) are not copied from another inode, such as that of
/// a backing file.
///
/// **Why**
/// They are what the server said they are. It may show another size or owner than the backing file has, and a stale
/// reply that comes later overwrites the copy, since nothing has told it that it is stale.
///
/// **Instead**
/// fuse_write_update_attr() after a write, fuse_invalidate_attr_mask() and fuse_invalidate_atime() for all else: the next stat asks the
/// server. fuse_change_attributes() takes what a reply holds.
///
/// **Known limits**
/// Files of others are known by where they come from: a `struct file *` in a struct of FUSE's own, fget(), filp_open() and the like. A
/// parameter is one where a caller is seen to hand one down. The root of a submount takes its parent's attributes, which are a
/// server's too. mtime and ctime in an mmap handler are left to mmap-timestamps.
///
/// **Said**
/// Miklos Szeredi on "fuse: Introduce passthrough for mmap", linux-fsdevel, 2021-02-17; fs/fuse/passthrough.c, which leaves it at
/// fuse_write_update_attr() and fuse_invalidate_atime().
public struct AttributesOfServer: Rule {
    public static let id = "attrs-of-server"

    public init() {}

    public func check(_ pass: RulePass) {
        guard pass.isFuse else { return }
        let origin = OtherInodes(pass.analysis.program)
        let functions = pass.ownFunctions
        let sources = Set(functions.filter(origin.isIn).map(\.ref))
        let makers = sources.filter { pass.analysis.program.functions[$0]?.returnType != .void }
        let roots = functions.filter { function in
            sources.contains(function.ref) || !makers.isDisjoint(with: pass.analysis.graph.namedCallees(of: function))
        }
        for root in roots {
            pass.explore(root, AttributeClient(pass, origin: origin, makers: makers, root: root), tracked: AttributeClient.Nothing())
        }
    }
}

/// Which values lead to inodes that are no server's.
private struct OtherInodes {
    /// Members of the subsystem's own structs that hold a file.
    private let files: Set<FieldRef>

    init(_ program: WholeProgram) {
        var files: Set<FieldRef> = []
        for (name, record) in program.records where program.isOwnRecord(record) {
            for field in record.fields where field.type == .pointer(.record("file")) { files.insert(FieldRef(record: name, name: field.name)) }
        }
        self.files = files
    }

    /// Whether a body gets at a file of another filesystem.
    func isIn(_ function: Function) -> Bool {
        !ServerAttributes.otherFiles.isDisjoint(with: function.calledNames) || function.mentions { $0.leadsOver(files.contains) }
    }

    func leads(_ value: Value) -> Bool {
        switch value {
        case .integer, .symbol, .function, .string: false
        case .initial(let location), .address(let location): leads(location)
        case .unary(_, let inner): leads(inner)
        case .binary(_, let left, let right): leads(left) || leads(right)
        case .pure(let name, let arguments): ServerAttributes.otherFiles.contains(name) || arguments.contains(where: leads)
        case .part(let whole, _): leads(whole)
        }
    }

    func leads(_ location: Location) -> Bool {
        if location.isIn(fieldWhere: files.contains) { return true }
        if case .object(let pointer) = location.base { return leads(pointer) }
        return false
    }

    /// Whether a value was computed from an attribute of such an inode.
    func isAttribute(_ value: Value) -> Bool {
        switch value {
        case .integer, .symbol, .function, .string, .address: false
        case .initial(let location): location.isIn(fieldWhere: Self.isAttribute) && leads(location)
        case .unary(_, let inner): isAttribute(inner)
        case .binary(let operation, let left, let right):
            ![.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(operation) && (isAttribute(left) || isAttribute(right))
        case .pure(let name, let arguments):
            ServerAttributes.readers.contains(name) ? arguments.first.map(leads) == true : arguments.contains(where: isAttribute)
        case .part(.pure("vfs_getattr", let subject), let steps):
            steps.contains { if case .field(let field) = $0 { Self.isAttribute(field) } else { false } } && subject.contains(where: leads)
        case .part(let whole, _): isAttribute(whole)
        }
    }

    private static func isAttribute(_ field: FieldRef) -> Bool { ServerAttributes.attribute(field) != nil }
}

/// Follows attributes of other inodes to where they are put into one of FUSE.
private final class AttributeClient: PathClient {
    struct Nothing: Hashable {}
    typealias Tracked = Nothing
    typealias State = PathState<Nothing>

    private let pass: RulePass
    private let origin: OtherInodes
    private let makers: Set<FunctionRef>
    private let root: Function
    /// Times that an mmap handler changes are another rule's, whatever they are changed to.
    private lazy var isMmap = ["mmap", "mmap_prepare"].contains { name in
        !pass.analysis.contexts.contexts(of: root.ref, in: .ops("file_operations", name)).isEmpty
    }

    init(_ pass: RulePass, origin: OtherInodes, makers: Set<FunctionRef>, root: Function) {
        self.pass = pass
        self.origin = origin
        self.makers = makers
        self.root = root
    }

    func call(_ call: Call, arguments: [Value], at site: Site, in state: inout State) -> CallEffect {
        guard let name = call.name else { return .unknown }
        if ServerAttributes.otherFiles.contains(name) { return .returns(.pure(name, [state.freshSymbol()])) }
        if ServerAttributes.readers.contains(name) { return .returns(.pure(name, arguments)) }
        if let attribute = ServerAttributes.setters[name] {
            if let inode = arguments.first, !origin.leads(inode), arguments.dropFirst().contains(where: origin.isAttribute) {
                report(copied: attribute, at: site, state)
            }
            return .unknown
        }
        if ServerAttributes.copiers.contains(name) {
            if arguments.count > 1, !isMmap, !origin.leads(arguments[0]), origin.leads(arguments[1]) { report(Messages.called(name), at: site, state) }
            return .unknown
        }
        if let (subject, stat) = ServerAttributes.filler(name, arguments: arguments.count), subject >= 0, stat < arguments.count {
            guard case .address(let location) = arguments[stat] else { return .unknown }
            state.write(location, .pure("vfs_getattr", [arguments[subject]]))
            return .returns(state.freshSymbol())
        }
        if ServerAttributes.takers.contains(name) {
            for case .address(let location) in arguments {
                for attribute in ServerAttributes.names.sorted() {
                    let value = state.read(location.appending(.field(FieldRef(record: "fuse_attr", name: attribute))))
                    if origin.isAttribute(value) { report(Messages.copied(attribute), at: site, state) }
                }
            }
            return .unknown
        }
        guard case .direct(let ref) = call.callee, let body = pass.analysis.program.functions[ref], pass.analysis.program.isUnderAnalysis(body)
        else { return .unknown }
        let isHanded = arguments.contains { origin.leads($0) || origin.isAttribute($0) }
        return isHanded || makers.contains(ref) ? .follow : .unknown
    }

    func store(_ value: Value, to location: Location, at site: Site, in state: inout State) {
        guard case .object = location.base, origin.isAttribute(value), !origin.leads(location) else { return }
        for case .field(let field) in location.steps where field.record == "inode" {
            if let attribute = ServerAttributes.attribute(field) { report(copied: attribute, at: site, state) }
        }
    }

    func end(returning value: Value?, at site: Site, in state: State) {}

    private func report(copied attribute: String, at site: Site, _ state: State) {
        if isMmap, attribute == "mtime" || attribute == "ctime" { return }
        report(Messages.copied(attribute), at: site, state)
    }

    private func report(_ message: String, at site: Site, _ state: State) {
        let answerable = state.answerable(site, isOwn: pass.analysis.program.isUnderAnalysis)
        pass.report(message, at: answerable.span, in: answerable.function, path: pass.steps(to: root) + state.steps([.call, .event]))
    }
}

private enum Messages {
    static func copied(_ attribute: String) -> String {
        "\(attribute) is copied from an inode that is not the server's; the attributes of a FUSE inode are the server's to say"
    }

    static func called(_ name: String) -> String {
        "\(name)() copies attributes from an inode that is not the server's; those of a FUSE inode are the server's to say"
    }
}
