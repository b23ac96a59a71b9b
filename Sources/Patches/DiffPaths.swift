import SourceTree

/// File names as diffs write them.
package enum DiffPaths {
    /// The directories and files at the top of a Linux tree; where a plain diff's path begins is told by them.
    private static let top: Set<String> = [
        "arch", "block", "certs", "crypto", "Documentation", "drivers", "fs", "include", "init", "io_uring", "ipc",
        "kernel", "lib", "LICENSES", "mm", "net", "rust", "samples", "scripts", "security", "sound", "tools", "usr",
        "virt", "Kbuild", "Kconfig", "MAINTAINERS", "Makefile",
    ]

    /// Reads a name after `--- `, `rename from ` and the like: in quotes with C escapes, or up to a tab.
    static func name(_ bytes: ArraySlice<UInt8>) -> String {
        if let quoted = unquote(bytes) { return String(decoding: quoted.name, as: UTF8.self) }
        var name = bytes.prefix { $0 != .tab }
        while let last = name.last, last == .space || last == .carriageReturn { name.removeLast() }
        let text = String(decoding: name, as: UTF8.self)
        // Where tabs became spaces, `diff -u` leaves "file.c 2021-01-25 16:31:00 +0100".
        if name.count == bytes.count, let space = text.firstIndex(of: " ") {
            let date = text[space...].trimmingBlanks()
            if date.count > 10, date.prefix(4).allSatisfy(\.isNumber), date.dropFirst(4).first == "-" {
                return String(text[..<space])
            }
        }
        return text
    }

    /// The file that a diff is about, after it, from the first line of the diff; nil where the line begins none.
    ///
    /// - Parameters:
    ///   - line: `diff --git ...`, or `--- ...` of a diff that has no such line.
    ///   - next: the line behind it.
    package static func file(_ line: some StringProtocol, _ next: some StringProtocol) -> String? {
        func rest(of line: some StringProtocol, behind mark: String) -> ArraySlice<UInt8>? {
            line.hasPrefix(mark) ? Array(line.utf8).dropFirst(mark.utf8.count) : nil
        }
        if let names = rest(of: line, behind: "diff --git ") { return gitNames(names).map { withoutPrefix($0.new) } }
        guard let before = rest(of: line, behind: "--- "), let after = rest(of: next, behind: "+++ ") else { return nil }
        let (old, new) = (name(before), name(after))
        return new == "/dev/null" ? plainPath(old, other: new) : plainPath(new, other: old)
    }

    /// The old and new name of a `diff --git` line, prefixes kept; nil where they cannot be told apart.
    static func gitNames(_ rest: ArraySlice<UInt8>) -> (old: String, new: String)? {
        var rest = rest
        while let last = rest.last, last == .space || last == .carriageReturn { rest.removeLast() }
        if let first = unquote(rest) {
            let second = rest[first.end...].drop { $0 == .space }
            return (String(decoding: first.name, as: UTF8.self), name(second))
        }
        if rest.last == UInt8(ascii: "\""), let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            return (name(rest[..<quote]), name(rest[quote...]))
        }
        // Without a rename both names are equal but for the prefix, so the space in the middle parts them.
        let middle = rest.startIndex + rest.count / 2
        if rest.count % 2 == 1, rest[middle] == .space {
            let old = String(decoding: rest[..<middle], as: UTF8.self)
            let new = String(decoding: rest[(middle + 1)...], as: UTF8.self)
            if withoutPrefix(old) == withoutPrefix(new) { return (old, new) }
        }
        let words = rest.split(separator: .space)
        guard words.count == 2 else { return nil }
        return (String(decoding: words[0], as: UTF8.self), String(decoding: words[1], as: UTF8.self))
    }

    /// A git diff's name without `a/` or `b/` (or the prefixes of `diff.mnemonicPrefix`).
    static func withoutPrefix(_ name: String) -> String {
        let bytes = Array(name.utf8.prefix(2))
        guard bytes.count == 2, bytes[1] == UInt8(ascii: "/"), "abciow".utf8.contains(bytes[0]) else { return name }
        return String(name.dropFirst(2))
    }

    /// A plain diff's name without the directories above the tree, as far as they can be told: what stands
    /// before the first directory of a Linux tree's top, else one leading component where old and new differ in it.
    static func plainPath(_ name: String, other: String) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count > 1, !name.hasPrefix("/") {
            if let start = parts.firstIndex(where: { top.contains(String($0)) }), start <= 2 {
                // `..` is never cut away unseen.
                if !parts[..<start].contains("..") { return parts[start...].joined(separator: "/") }
            }
            let otherParts = other.split(separator: "/", omittingEmptySubsequences: false)
            if ["a", "b"].contains(parts[0]) || (otherParts.count == parts.count && otherParts[0] != parts[0]) {
                return parts.dropFirst().joined(separator: "/")
            }
        }
        return name
    }

    /// The name with git's quotes where it needs them.
    static func quoted(_ name: String) -> String {
        let bytes = Array(name.utf8)
        guard bytes.contains(where: { $0 < 0x20 || $0 >= 0x7f || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            return name
        }
        var text = "\""
        for byte in bytes {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                text += "\\" + String(UnicodeScalar(byte))
            } else if byte < 0x20 || byte >= 0x7f {
                let octal = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
            } else {
                text += String(UnicodeScalar(byte))
            }
        }
        return text + "\""
    }

    /// A name in quotes at the start, and where it ends; nil where there are no quotes.
    private static func unquote(_ bytes: ArraySlice<UInt8>) -> (name: [UInt8], end: Int)? {
        guard bytes.first == UInt8(ascii: "\"") else { return nil }
        let escapes: [UInt8: UInt8] = [
            UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13, UInt8(ascii: "a"): 7,
            UInt8(ascii: "b"): 8, UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12,
        ]
        var name: [UInt8] = []
        var at = bytes.startIndex + 1
        while at < bytes.endIndex {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") { return (name, at + 1) }
            guard byte == UInt8(ascii: "\\"), at + 1 < bytes.endIndex else {
                name.append(byte)
                at += 1
                continue
            }
            let octal = bytes[(at + 1)...].prefix(3)
            if octal.count == 3, octal.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") }) {
                name.append(octal.reduce(0) { $0 &* 8 &+ ($1 - UInt8(ascii: "0")) })
                at += 4
            } else {
                name.append(escapes[bytes[at + 1]] ?? bytes[at + 1])
                at += 2
            }
        }
        return nil
    }
}
