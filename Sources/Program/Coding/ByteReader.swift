/// Reads what a `ByteWriter` has written. Bytes may be damaged: then it throws, and takes no more time or memory than they have.
public struct ByteReader {
    private let bytes: [UInt8]
    private var place = 0
    private var texts: [String] = []
    private var depth = 0
    /// What was `firstLine` when they were written.
    public var firstLine: Int
    /// How many variables the function has that is read.
    var variableCount = Int.max

    /// - Throws: `ByteCodingError` where the texts are damaged.
    public init(_ bytes: [UInt8], firstLine: Int = 0) throws(ByteCodingError) {
        self.bytes = bytes
        self.firstLine = firstLine
        let count = try readCount()
        texts.reserveCapacity(count)
        for _ in 0..<count {
            let length = try readCount()
            texts.append(String(decoding: bytes[place..<place + length], as: UTF8.self))
            place += length
        }
    }

    /// Whether nothing is left.
    public var isAtEnd: Bool { place == bytes.count }

    public mutating func readInt64() throws(ByteCodingError) -> Int64 {
        var (number, shift): (UInt64, UInt64) = (0, 0)
        while true {
            guard place < bytes.count, shift < 64 else { throw .damaged }
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    public mutating func readInt() throws(ByteCodingError) -> Int { Int(try readInt64()) }

    /// How many elements follow. Each takes a byte at least, so damaged counts reserve nothing.
    public mutating func readCount() throws(ByteCodingError) -> Int {
        let count = try readInt()
        guard 0...(bytes.count - place) ~= count else { throw .damaged }
        return count
    }

    /// An index into something that has so many elements.
    public mutating func readIndex(below count: Int) throws(ByteCodingError) -> Int {
        let index = try readInt()
        guard index >= 0, index < count else { throw .damaged }
        return index
    }

    public mutating func readBool() throws(ByteCodingError) -> Bool { try readIndex(below: 2) == 1 }

    public mutating func readString() throws(ByteCodingError) -> String { texts[try readIndex(below: texts.count)] }

    public mutating func readBytes() throws(ByteCodingError) -> [UInt8] {
        let count = try readCount()
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    public mutating func readRaw<Raw: RawRepresentable<String>>() throws(ByteCodingError) -> Raw {
        guard let value = Raw(rawValue: try readString()) else { throw .damaged }
        return value
    }

    public mutating func read<Value: ByteCoded>() throws(ByteCodingError) -> Value { try Value(from: &self) }

    /// For types that nest: no depth that code is written in, and none that ends the stack.
    public mutating func nested<Value>(_ read: (inout ByteReader) throws(ByteCodingError) -> Value) throws(ByteCodingError) -> Value {
        guard depth < 500 else { throw .damaged }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }
}

/// Why bytes cannot be read.
public enum ByteCodingError: Error {
    case damaged
}

/// What can be written as bytes, and is the same when it is read again.
public protocol ByteCoded {
    func write(to writer: inout ByteWriter)
    init(from reader: inout ByteReader) throws(ByteCodingError)
}

extension ByteCoded {
    /// The value by itself.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(self)
        return writer.bytes
    }

    /// - Throws: `ByteCodingError` where the bytes are not those of one value.
    public init(bytes: [UInt8]) throws(ByteCodingError) {
        var reader = try ByteReader(bytes)
        self = try reader.read()
        guard reader.isAtEnd else { throw .damaged }
    }
}

extension Int: ByteCoded {
    public func write(to writer: inout ByteWriter) { writer.write(self) }
    public init(from reader: inout ByteReader) throws(ByteCodingError) { self = try reader.readInt() }
}

extension String: ByteCoded {
    public func write(to writer: inout ByteWriter) { writer.write(self) }
    public init(from reader: inout ByteReader) throws(ByteCodingError) { self = try reader.readString() }
}

extension Optional: ByteCoded where Wrapped: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(self != nil)
        if let self { writer.write(self) }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self = try reader.readBool() ? .some(try Wrapped(from: &reader)) : nil
    }
}

extension Array: ByteCoded where Element: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(count)
        for element in self { writer.write(element) }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let count = try reader.readCount()
        self = []
        reserveCapacity(count)
        for _ in 0..<count { append(try reader.read()) }
    }
}

extension Set: ByteCoded where Element: ByteCoded & Comparable {
    public func write(to writer: inout ByteWriter) { writer.write(sorted()) }
    public init(from reader: inout ByteReader) throws(ByteCodingError) { self = Set(try reader.read() as [Element]) }
}

extension ClosedRange: ByteCoded where Bound: ByteCoded {
    public func write(to writer: inout ByteWriter) {
        writer.write(lowerBound)
        writer.write(upperBound)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let (lower, upper): (Bound, Bound) = (try reader.read(), try reader.read())
        guard lower <= upper else { throw .damaged }
        self = lower...upper
    }
}
