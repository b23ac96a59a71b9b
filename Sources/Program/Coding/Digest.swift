import SourceTree

/// What tells byte strings apart, the same in every process: a `StableHash` of all of them.
public struct Digest: Hashable, Sendable {
    private var hash = StableHash()

    public init(of bytes: [UInt8]) { hash.combine(bytes: bytes) }

    /// As 32 hexadecimal digits, for names.
    public var digits: String { hash.digits }
}

extension Digest: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(Int64(bitPattern: hash.words.0))
        writer.write(Int64(bitPattern: hash.words.1))
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let (first, second) = (try reader.readInt64(), try reader.readInt64())
        hash = StableHash(words: (UInt64(bitPattern: first), UInt64(bitPattern: second)))
    }
}

extension Function {
    /// Of the body, wherever in its file it stands.
    public var digest: Digest {
        var body = self
        // Where the file itself defines a macro is no part of what uses it.
        for index in body.macros.indices where body.macros[index].file == 0 {
            (body.macros[index].line, body.macros[index].column) = (lines.lowerBound, 0)
        }
        var writer = ByteWriter(firstLine: lines.lowerBound)
        writer.write(body)
        return Digest(of: writer.bytes)
    }
}
