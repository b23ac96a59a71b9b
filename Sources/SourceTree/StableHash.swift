/// A hash that is the same in every process, for names: of findings, of cached directories.
///
/// 128 bits of FNV-1a and FNV-1 side by side. It tells things apart; it guards nothing against forgery.
public struct StableHash: Sendable {
    private var first: UInt64 = 0xcbf2_9ce4_8422_2325
    private var second: UInt64 = 0x6c62_272e_07bb_0142

    public init() {}

    /// Takes in the text's UTF-8.
    public mutating func combine(_ text: String) {
        for byte in text.utf8 {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
            second = (second &* 0x100_0000_01b3) ^ UInt64(byte)
        }
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
