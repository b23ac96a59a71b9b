import Clang
import Program

/// The texts of a unit's files, for the few questions that libclang's tree does not answer.
final class SourceTexts {
    private let unit: TranslationUnit
    private var cache: [Int: UnsafeBufferPointer<UInt8>] = [:]

    init(_ unit: TranslationUnit) { self.unit = unit }

    /// The bytes of a file, empty where libclang has none (its scratch space, for pasted tokens). They live as long as the unit.
    func bytes(ofFile number: Int) -> UnsafeBufferPointer<UInt8> {
        if let known = cache[number] { return known }
        let bytes = unit.contents(ofFile: number) ?? UnsafeBufferPointer(start: nil, count: 0)
        cache[number] = bytes
        return bytes
    }

    /// The text between two places of one file, nil where they are not in order.
    func text(from start: SourcePlace, to end: SourcePlace) -> Substring? {
        let bytes = bytes(ofFile: start.file)
        guard start.file == end.file, start.offset <= end.offset, end.offset <= bytes.count else { return nil }
        return Substring(decoding: bytes[start.offset..<end.offset], as: UTF8.self)
    }

    /// The identifier that starts at a place, empty where there is none.
    func identifier(at place: SourcePlace) -> String {
        let bytes = bytes(ofFile: place.file)
        guard place.offset < bytes.count else { return "" }
        return String(decoding: bytes[place.offset...].prefix(while: isIdentifierByte), as: UTF8.self)
    }
}

extension SourceTexts {
    /// The sparse annotations between a function's name and its body.
    func lockContracts(from start: SourcePlace, to end: SourcePlace) -> [LockContract] {
        guard let text = text(from: start, to: end), text.contains("__") else { return [] }
        return text.matches(of: /(__releases|__acquires|__must_hold)\s*\(\s*([^()]*)\)/).compactMap { match in
            LockContract.Kind(rawValue: String(match.1)).map { LockContract($0, lock: String(match.2)) }
        }
    }
}

func isIdentifierByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
    default: false
    }
}

/// Which of a `for` statement's three parts are written.
///
/// libclang leaves missing parts out of the tree without a trace, so that `for (; a;)` and `for (a;;)` look alike.
struct ForParts: Equatable {
    var hasInit = true
    var hasCondition = true
    var hasStep = true

    /// Reads the parts from the text that starts with the keyword `for`, in a file or a macro's definition.
    /// Nil where the text is not that of a `for` statement.
    init?(bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        var rest = bytes
        guard rest.starts(with: Array("for".utf8)) else { return nil }
        rest = rest.dropFirst(3)
        var depth = 0
        var part = 0
        var isWritten = [false, false, false]
        while let byte = rest.first {
            if Self.skipBlank(&rest) { continue }
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                if depth > 0 { isWritten[part] = true }
                depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 {
                    guard part == 2 else { return nil }
                    (hasInit, hasCondition, hasStep) = (isWritten[0], isWritten[1], isWritten[2])
                    return
                }
            case UInt8(ascii: ";") where depth == 1:
                part += 1
                if part > 2 { return nil }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                isWritten[part] = true
                Self.skipQuoted(&rest)
                continue
            default:
                if depth == 0 { return nil }
                isWritten[part] = true
            }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// Drops white space, a continued line's end or a comment from the front; false where there is none.
    private static func skipBlank(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let byte = rest.first!
        let next = rest.dropFirst().first
        if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
            rest = rest.dropFirst()
        } else if byte == UInt8(ascii: "\\"), next == 10 || next == 13 {
            rest = rest.dropFirst(2)
        } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
            rest = rest.dropFirst(2)
            while !rest.isEmpty, !rest.starts(with: [UInt8(ascii: "*"), UInt8(ascii: "/")]) { rest = rest.dropFirst() }
            rest = rest.dropFirst(2)
        } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
            rest = rest.drop { $0 != 10 }
        } else {
            return false
        }
        return true
    }

    private static func skipQuoted(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) {
        let quote = rest.first!
        rest = rest.dropFirst()
        while let byte = rest.first, byte != quote {
            rest = rest.dropFirst(byte == UInt8(ascii: "\\") ? 2 : 1)
        }
        rest = rest.dropFirst()
    }
}
