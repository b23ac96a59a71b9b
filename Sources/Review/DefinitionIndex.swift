import SourceTree

/// Which file of the tree defines which function, found by reading the text of the files.
///
/// Kernel style puts a definition's name at file level, in a line that starts at column 0 and has no semicolon
/// before the body's brace at column 0. That is enough to know which file to parse; the parser has the last word.
struct DefinitionIndex {
    private var files: [String: TreePath] = [:]
    /// The files whose text was read.
    private(set) var readFiles: Set<TreePath> = []

    /// Reads the C files directly in the directories; where two define a name, the first in order counts.
    init(_ snapshot: Snapshot, directories: [TreePath]) throws {
        for directory in directories {
            for file in try snapshot.files(in: directory) where file.fileExtension == "c" {
                guard let text = try snapshot.contents(of: file) else { continue }
                readFiles.insert(file)
                for name in Self.definedNames(text) where files[name] == nil { files[name] = file }
            }
        }
    }

    /// The file that defines a function.
    func file(defining name: String) -> TreePath? { files[name] }

    /// The names of the functions with external linkage that a C text defines.
    static func definedNames(_ text: [UInt8]) -> [String] {
        var names: [String] = []
        var candidate: String?
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard let first = line.first else { continue }
            if first == UInt8(ascii: "{") {
                if let name = candidate { names.append(name) }
                candidate = nil
            } else if isNameStart(first) {
                candidate = Self.name(in: line)
                // `int f(void) { return 0; }` on one line.
                if line.contains(UInt8(ascii: "{")), let name = candidate {
                    names.append(name)
                    candidate = nil
                }
            }
        }
        return names
    }

    /// The identifier before the first parenthesis of a line that could begin a definition.
    private static func name(in line: ArraySlice<UInt8>) -> String? {
        guard let open = line.firstIndex(of: UInt8(ascii: "(")), !line.contains(UInt8(ascii: ";")) || line.contains(UInt8(ascii: "{")),
            !line[..<open].contains(UInt8(ascii: "="))
        else { return nil }
        let head = line[..<open].split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "*") }
        guard let last = head.last, !head.contains(Array("static".utf8)[...]), isNameStart(last.first!) else { return nil }
        return String(decoding: last, as: UTF8.self)
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
