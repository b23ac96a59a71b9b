import Patches
import SourceTree

/// A C file made of the functions that a patch adds and of what they need to be parsed.
struct DetachedSource {
    let contents: String
    private let lines: [Substring]
    /// The input line of each line of `contents`, nil for lines that are not from the patch.
    private let inputLines: [Int?]

    /// - Parameters:
    ///   - file: the change that adds the functions.
    ///   - others: what all files of the patch hold: a header's new types are needed too.
    init(file: FileChange, material: DetachedMaterial, others: [DetachedMaterial], in snapshot: Snapshot) throws {
        var text = ""
        var origins: [Int?] = []
        func add(_ source: DetachedText) {
            text += source.text
            origins += source.inputLines.map { $0 }
        }
        func addLine(_ line: String, from inputLine: Int? = nil) {
            text += line + "\n"
            origins.append(inputLine)
        }
        for include in try Self.includes(of: file.path, in: snapshot) { addLine("#include \(include)") }
        for include in material.includes { addLine("#include \(include.header)", from: include.inputLine) }
        // Types and macros first: prototypes and functions use them. A prototype of a function that is there as a
        // body would only repeat it.
        let declarations = others.flatMap(\.declarations)
        for declaration in declarations where declaration.kind == .macro || declaration.kind == .type { add(declaration.source) }
        for declaration in declarations where declaration.kind == .prototype || declaration.kind == .variable {
            add(declaration.source)
        }
        for function in material.functions { add(function.source) }
        contents = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        inputLines = origins
    }

    /// The line of the patch's input that a line of the text, counted from 1, comes from.
    func inputLine(of line: Int) -> Int? {
        inputLines.indices.contains(line - 1) ? inputLines[line - 1] : nil
    }

    func line(_ number: Int) -> String { lines.indices.contains(number - 1) ? String(lines[number - 1]) : "" }

    /// What the file includes; for a file that the tree does not have, what the other files of its directory
    /// include, each header once.
    private static func includes(of path: TreePath, in snapshot: Snapshot) throws -> [String] {
        let files = try snapshot.exists(path) ? [path] : snapshot.files(in: path.parent).filter { $0.fileExtension == "c" }
        var found: [String] = []
        for file in files {
            for line in try snapshot.text(of: file)?.split(separator: "\n") ?? [] {
                let trimmed = line.drop { $0 == " " || $0 == "\t" }
                guard trimmed.hasPrefix("#") else { continue }
                let directive = trimmed.dropFirst().drop { $0 == " " || $0 == "\t" }
                guard directive.hasPrefix("include") else { continue }
                let header = directive.dropFirst("include".count).drop { $0 == " " || $0 == "\t" }
                guard let name = header.split(whereSeparator: \.isWhitespace).first.map(String.init) else { continue }
                if name.hasPrefix("<") || name.hasPrefix("\""), !found.contains(name) { found.append(name) }
            }
        }
        return found
    }
}
