/// 128 bits that tell byte strings apart, the same in every process.
///
/// FNV-1a and FNV-1 side by side, eight bytes at a time. It guards nothing against forgery.
public struct Digest: Hashable, Sendable {
    private var first: UInt64 = 0xcbf2_9ce4_8422_2325
    private var second: UInt64 = 0x6c62_272e_07bb_0142

    public init(of bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                combine(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
                offset += 8
            }
            var rest = UInt64(bytes.count) << 56
            for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
            combine(rest)
        }
    }

    private mutating func combine(_ word: UInt64) {
        // The shift brings high bits down, which multiplying alone never does.
        first = (first ^ word) &* 0x100_0000_01b3
        first ^= first >> 29
        second = (second &* 0x100_0000_01b3) ^ word
        second ^= second >> 31
    }

    /// As 32 hexadecimal digits, for names.
    public var digits: String {
        [first, second].map { number in
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
    }
}

extension Digest: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(Int64(bitPattern: first))
        writer.write(Int64(bitPattern: second))
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        first = UInt64(bitPattern: try reader.readInt64())
        second = UInt64(bitPattern: try reader.readInt64())
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
