import Foundation

/// A hash that is the same in every process, for names: of findings, of cached directories.
///
/// 128 bits of FNV-1a and FNV-1 side by side. It tells things apart; it guards nothing against forgery.
public struct StableHash: Hashable, Sendable {
    private var first: UInt64 = 0xcbf2_9ce4_8422_2325
    private var second: UInt64 = 0x6c62_272e_07bb_0142

    public init() {}

    /// The hash that has these words.
    public init(words: (UInt64, UInt64)) { (first, second) = words }

    /// The hash so far, as numbers.
    public var words: (UInt64, UInt64) { (first, second) }

    /// Takes in the text's UTF-8.
    public mutating func combine(_ text: String) {
        for byte in text.utf8 {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
            second = (second &* 0x100_0000_01b3) ^ UInt64(byte)
        }
    }

    /// Takes in bytes, eight at a time; the same bytes in one call or in several are not the same hash.
    public mutating func combine(bytes: some ContiguousBytes) {
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                combine(word: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
                offset += 8
            }
            var rest = UInt64(bytes.count) << 56
            while offset < bytes.count {
                rest = rest << 8 | UInt64(bytes[offset])
                offset += 1
            }
            combine(word: rest)
        }
    }

    private mutating func combine(word: UInt64) {
        // The shift brings high bits down, which multiplying alone never does.
        first = (first ^ word) &* 0x100_0000_01b3
        first ^= first >> 29
        second = (second &* 0x100_0000_01b3) ^ word
        second ^= second >> 31
    }

    /// The hash so far, as 32 hexadecimal digits.
    public var digits: String {
        func padded(_ number: UInt64) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return padded(first) + padded(second)
    }
}
