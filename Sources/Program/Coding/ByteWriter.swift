/// Writes values as bytes: numbers in as few as they need, each text once.
///
/// `Codable` would do it with less code and take many times as long, and it is time that is to be saved.
public struct ByteWriter {
    private var body: [UInt8] = []
    private var texts: [String] = []
    private var numbers: [String: Int] = [:]
    /// From which lines of the function's own file are counted, so that a function that moves is the same bytes.
    public var firstLine: Int

    public init(firstLine: Int = 0) { self.firstLine = firstLine }

    /// All that was written, texts first.
    public var bytes: [UInt8] {
        var head = ByteWriter()
        head.write(texts.count)
        for text in texts {
            head.write(text.utf8.count)
            head.body += text.utf8
        }
        return head.body + body
    }

    public mutating func write(_ number: Int) { write(Int64(number)) }

    public mutating func write(_ number: Int64) {
        // Small numbers of either sign in one byte.
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        while rest >= 0x80 {
            body.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        body.append(UInt8(rest))
    }

    public mutating func write(_ flag: Bool) { write(flag ? 1 : 0) }

    public mutating func write(_ text: String) {
        if let number = numbers[text] { return write(number) }
        numbers[text] = texts.count
        write(texts.count)
        texts.append(text)
    }

    /// Bytes of somebody else's.
    public mutating func write(bytes: [UInt8]) {
        write(bytes.count)
        body += bytes
    }

    public mutating func write(_ value: some ByteCoded) { value.write(to: &self) }

    public mutating func write<Raw: RawRepresentable<String>>(_ value: Raw) { write(value.rawValue) }
}
