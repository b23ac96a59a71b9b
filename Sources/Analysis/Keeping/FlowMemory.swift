import Program
import Synchronization

/// What following a program's functions has shown, for the program at its next moment: most of them are the same.
///
/// A function is followed again where its body differs, or where one of the summaries that it asked for is another; all
/// of them, where what the whole program tells of fields, tables and slots differs. An outcome never changes once it is
/// there, so several next moments may begin from one.
public final class FlowMemory: Sendable {
    private let before: Moment?
    private let store: (any FlowStore)?
    private let now = Mutex<Moment?>(nil)

    private struct Moment: Sendable {
        var shape: Digest
        var flows: KeptFlows
    }

    /// - Parameters:
    ///   - memory: of the moment before, which has been analysed.
    ///   - store: what earlier runs have kept; that of the moment before where none is given.
    public init(after memory: FlowMemory? = nil, store: (any FlowStore)? = nil) {
        before = memory.flatMap { memory in memory.now.withLock(\.self) ?? memory.before }
        self.store = store ?? memory?.store
    }

    /// What is known of functions that are followed in a context of that shape: nothing where it is another one.
    func earlier(in shape: Digest) -> KeptFlows {
        if let before, before.shape == shape { return before.flows }
        // What cannot be read is as good as not there: functions are followed again.
        return store?.bytes(shape.digits).flatMap { try? KeptFlows(bytes: $0) } ?? KeptFlows()
    }

    /// Takes in what all functions have come to.
    ///
    /// - Parameter followed: how many were not known before.
    func keep(_ flows: KeptFlows, in shape: Digest, followed: Int) {
        now.withLock { $0 = Moment(shape: shape, flows: flows) }
        // What a patch changes is of no use without it: to write all for that would take longer than to follow it again.
        if followed > flows.functions.count / Self.worthwhile { store?.keep(flows.bytes, as: shape.digits) }
    }

    /// One function in so many has to be new for all to be written again.
    private static let worthwhile = 16
}

/// Where it is kept between runs what following functions has shown.
public protocol FlowStore: Sendable {
    /// What was kept under a name; nil where there is nothing, or it is damaged.
    func bytes(_ name: String) -> [UInt8]?
    /// Keeps bytes under a name; where that cannot be done, functions are followed again.
    func keep(_ bytes: [UInt8], as name: String)
}

/// What following a program's functions has shown, by function: the last time, and at most as much of before that, since the
/// next patch changes the program as it was before this one. A function that leads back to itself is followed several times.
struct KeptFlows: ByteCoded {
    private(set) var functions: [FunctionRef: [KeptFunction]] = [:]

    init() {}

    /// - Parameter earlier: what was kept before.
    init(_ functions: some Sequence<KeptFunction>, after earlier: KeptFlows) {
        for (ref, now) in Dictionary(grouping: functions, by: \.ref) {
            let others = (earlier.functions[ref] ?? []).filter { other in !now.contains { $0.body == other.body && $0.asked == other.asked } }
            self.functions[ref] = now + others.prefix(now.count)
        }
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        for function in try reader.read() as [KeptFunction] { functions[function.ref, default: []].append(function) }
    }

    func write(to writer: inout ByteWriter) { writer.write(functions.sorted { $0.key < $1.key }.flatMap(\.value)) }
}

/// What following one function has shown, with all that it depends on besides what the whole program tells.
struct KeptFunction: ByteCoded {
    var ref: FunctionRef
    /// Of the body.
    var body: Digest
    var asked: [Asked]
    /// Of the summary and the claims; nil where there is no summary.
    var digest: Digest?
    var summary: [UInt8]
    var claims: [UInt8]
    /// Everything else.
    var rest: [UInt8]

    /// A function whose summary was asked for, and what the answer was.
    struct Asked: ByteCoded, Equatable {
        var ref: FunctionRef
        var digest: Digest?
    }
}

extension KeptFunction {
    func write(to writer: inout ByteWriter) {
        writer.write(ref)
        writer.write(body)
        writer.write(asked)
        writer.write(digest)
        for part in [summary, claims, rest] { writer.write(bytes: part) }
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            ref: try reader.read(), body: try reader.read(), asked: try reader.read(), digest: try reader.read(), summary: try reader.readBytes(),
            claims: try reader.readBytes(), rest: try reader.readBytes())
    }
}

extension KeptFunction.Asked {
    func write(to writer: inout ByteWriter) {
        writer.write(ref)
        writer.write(digest)
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(ref: try reader.read(), digest: try reader.read()) }
}
