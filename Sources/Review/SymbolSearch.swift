import SourceTree

/// Finds names in the text of a tree's sources: quick, and good enough to go there and look.
package struct SymbolSearch {
    /// A line that names what was looked for.
    package struct Place: Equatable {
        package var file: TreePath
        package var line: Int
        package var text: String
    }

    private let snapshot: Snapshot
    private let file: TreePath

    /// Where the names that filesystems use are defined, after their own directory.
    private static let directories = ["include/linux", "fs", "include/uapi/linux", "mm", "lib", "kernel"]
    /// More answers are no answer.
    private static let most = 500

    /// - Parameter file: where the question is asked; its directory is looked at first.
    package init(_ snapshot: Snapshot, from file: String) {
        self.snapshot = snapshot
        self.file = (try? TreePath(file)) ?? .root
    }

    /// Where a function, macro, type or table of that name is defined: in the first directory that has it.
    package func definitions(of name: String) -> [Place] {
        let others = Self.directories.compactMap { try? TreePath($0) }
        for directory in [file.parent] + others.filter({ $0 != file.parent }) {
            let places = places(of: name, in: directory) { Self.isDefinition($1, at: $0, of: name) }
            if !places.isEmpty { return places }
        }
        return []
    }

    /// Every line of the directory's sources that has the name: calls, slots of ops tables, declarations.
    package func uses(of name: String) -> [Place] {
        places(of: name, in: file.parent) { _, _ in true }
    }

    private func places(of name: String, in directory: TreePath, _ isWanted: (Int, [Substring]) -> Bool) -> [Place] {
        guard !name.isEmpty, let files = try? snapshot.files(in: directory) else { return [] }
        var places: [Place] = []
        let wanted = Array(name.utf8)
        for file in files where ["c", "h"].contains(file.fileExtension) {
            guard let bytes = try? snapshot.contents(of: file), Self.contains(bytes, wanted) else { continue }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where Self.hasWord(line, name) && isWanted(index, lines) {
                places.append(Place(file: file, line: index + 1, text: String(line)))
                if places.count == Self.most { return places }
            }
        }
        return places
    }

    private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { text in
            guard text.count >= wanted.count else { return false }
            return (0...text.count - wanted.count).contains { start in
                text[start] == wanted[0] && wanted.indices.allSatisfy { text[start + $0] == wanted[$0] }
            }
        }
    }

    /// Whether the name stands there as a word of its own.
    private static func hasWord(_ line: Substring, _ name: String) -> Bool {
        var rest = line.utf8[...]
        let wanted = Array(name.utf8)
        func isWord(_ byte: UInt8?) -> Bool {
            guard let byte else { return false }
            return byte == UInt8(ascii: "_") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (0x30...0x39).contains(byte)
        }
        var before: UInt8?
        while let first = rest.first {
            if first == wanted[0], !isWord(before), rest.starts(with: wanted), !isWord(rest.dropFirst(wanted.count).first) { return true }
            before = first
            rest = rest.dropFirst()
        }
        return false
    }

    /// Whether the line begins the definition of the name, as kernel style has it: at column 0.
    private static func isDefinition(_ lines: [Substring], at index: Int, of name: String) -> Bool {
        let line = lines[index]
        guard let first = line.first, !first.isWhitespace, first != "/", first != "*" else { return false }
        if first == "#" {
            let words = line.dropFirst().split { $0 == " " || $0 == "\t" || $0 == "(" }
            return words.count > 1 && words[0] == "define" && words[1] == name
        }
        let words = line.split { $0 == " " || $0 == "\t" }
        if ["struct", "union", "enum"].contains(words[0]), words.count > 2, words[1] == name { return words[2].hasPrefix("{") }
        if words[0] == "typedef" { return line.hasSuffix(name + ";") }
        guard let place = line.range(of: name) else { return false }
        let after = line[place.upperBound...].drop { $0 == " " }
        // A table or a variable with its value.
        if !after.hasPrefix("("), line.contains("=") { return line[..<place.lowerBound].allSatisfy { $0 != "=" && $0 != "(" } }
        guard after.hasPrefix("("), line[..<place.lowerBound].allSatisfy({ $0 != "=" && $0 != "(" }) else { return false }
        // A declaration ends before a body begins.
        for text in lines[index...].prefix(30) {
            if text.hasPrefix("{") || text.hasSuffix("{") { return true }
            if text.contains(";") || text.hasPrefix("}") { return text.contains("{") }
        }
        return false
    }
}
