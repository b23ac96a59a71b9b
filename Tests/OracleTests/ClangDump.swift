import Foundation

/// One function of `debug.DumpCFG`, as text.
struct DumpedFunction {
    struct Block {
        /// `out:`, `case 1 ... 4:`, `default:`, without the colon.
        var label: String?
        /// The elements, number 1 first.
        var elements: [String] = []
        /// Behind `T: `.
        var terminator: String?
        var successors: [Successor] = []
        var isNoReturn = false
    }

    struct Successor {
        /// Nil where clang keeps no block for an edge that cannot be taken.
        var block: Int?
        var isReachable: Bool
    }

    var name: String
    var blocks: [Int: Block] = [:]
    var entry = 0
}

/// Runs clang's static analyser for its control-flow graphs only.
enum ClangDump {
    /// The clang binary: FUSELINT_CLANG, or the newest clang-N of the usual place.
    static let binary: String? = {
        if let given = ProcessInfo.processInfo.environment["FUSELINT_CLANG"] { return given }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/bin")) ?? []
        let versions = names.compactMap { $0.hasPrefix("clang-") ? Int($0.dropFirst("clang-".count)) : nil }
        return versions.filter { $0 >= 19 }.max().map { "/usr/bin/clang-\($0)" }
    }()

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The graphs of all functions that the file itself defines.
    static func functions(of path: String, arguments: [String]) throws -> [DumpedFunction] {
        guard let binary else { throw Failure(description: "no clang-N in /usr/bin: apt-get install clang-19") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments =
            ["--analyze", "--analyzer-no-default-checks", "-Xclang", "-analyzer-checker=debug.DumpCFG", "-w"]
            + arguments + [path, "-o", "/dev/null"]
        // A file, not a pipe: nobody has to drain it while clang runs.
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("cfg-\(UUID().uuidString).txt")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: output) }
        let handle = try FileHandle(forWritingTo: output)
        process.standardError = handle
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        guard process.terminationStatus == 0 else {
            let errors = text.split(separator: "\n").filter { $0.contains("error:") }.prefix(3)
            throw Failure(description: "clang refuses \(path): \(errors.joined(separator: "; "))")
        }
        return parse(text)
    }

    /// Reads the dump's text: functions one after the other, blocks with their numbered elements.
    static func parse(_ text: String) -> [DumpedFunction] {
        var functions: [DumpedFunction] = []
        var headline = ""
        var number = 0
        var isInElement = false
        var isInSuccessors = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if let head = blockHead(line) {
                if head.mark == "ENTRY" {
                    functions.append(DumpedFunction(name: functionName(headline), entry: head.number))
                }
                guard !functions.isEmpty else { continue }
                number = head.number
                functions[functions.count - 1].blocks[number] =
                    DumpedFunction.Block(isNoReturn: head.mark == "NORETURN")
                isInElement = false
                continue
            }
            guard !functions.isEmpty, functions[functions.count - 1].blocks[number] != nil else {
                headline = line
                continue
            }
            let last = functions.count - 1
            let count = functions[last].blocks[number]!.elements.count
            if let element = element(line, expected: count + 1) {
                functions[last].blocks[number]!.elements.append(element)
                isInElement = true
            } else if line.hasPrefix("   T: ") {
                functions[last].blocks[number]!.terminator = String(line.dropFirst(6))
                isInElement = false
            } else if line.hasPrefix("   Preds (") || line.hasPrefix("   Succs (") {
                isInElement = false
                isInSuccessors = line.hasPrefix("   Succs (")
                if isInSuccessors {
                    let list = line[line.index(after: line.firstIndex(of: ":")!)...]
                    functions[last].blocks[number]!.successors = list.split(separator: " ").map(successor)
                }
            } else if isInSuccessors, line.hasPrefix("     B") || line.hasPrefix("     NULL") {
                // Ten a line.
                functions[last].blocks[number]!.successors += line.split(separator: " ").map(successor)
            } else if isInElement {
                // Elements are printed as C, which may take several lines.
                functions[last].blocks[number]!.elements[count - 1] += "\n" + line
            } else if line.hasPrefix("  "), line.hasSuffix(":"), count == 0 {
                functions[last].blocks[number]!.label = String(line.dropFirst(2).dropLast())
            } else if !line.isEmpty {
                headline = line
            }
        }
        return functions
    }

    /// ` [B12 (ENTRY)]`
    private static func blockHead(_ line: String) -> (number: Int, mark: String?)? {
        guard line.hasPrefix(" [B"), line.hasSuffix("]") else { return nil }
        let inner = line.dropFirst(3).dropLast()
        let parts = inner.split(separator: " ", maxSplits: 1)
        guard let first = parts.first, let number = Int(first) else { return nil }
        return (number, parts.count > 1 ? String(parts[1].dropFirst().dropLast()) : nil)
    }

    /// `  12: text`, numbered in order; a `case 7:` inside of a printed statement is not taken for one.
    private static func element(_ line: String, expected: Int) -> String? {
        let digits = String(expected)
        let prefix = String(repeating: " ", count: max(0, 3 - digits.count)) + digits + ": "
        let head = " " + prefix
        return line.hasPrefix(head) ? String(line.dropFirst(head.count)) : nil
    }

    private static func successor(_ text: Substring) -> DumpedFunction.Successor {
        guard text.hasPrefix("B") else { return .init(block: nil, isReachable: false) }
        let digits = text.dropFirst().prefix { $0.isNumber }
        return .init(block: Int(digits), isReachable: !text.hasSuffix("(Unreachable)"))
    }

    /// The name in `static int *f(struct s *s, int (*g)(int))`: the first identifier with a parenthesis behind it
    /// that is no attribute.
    private static func functionName(_ headline: String) -> String {
        var word = ""
        var depth = 0
        for character in headline {
            if character == "(" {
                if depth == 0, !word.isEmpty, word != "__attribute__", word != "typeof", word != "__typeof__" { return word }
                depth += 1
            } else if character == ")" {
                depth -= 1
            }
            if character.isLetter || character.isNumber || character == "_" {
                if depth == 0 { word.append(character) }
            } else {
                word = ""
            }
        }
        return headline
    }
}
