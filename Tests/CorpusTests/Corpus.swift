import Foundation
import KernelTree
import SourceTree

/// What has been judged of real kernels, by people who read the code: `corpus.tsv` and `elsewhere.tsv`, which say how to read themselves.
struct Corpus {
    /// Whether silence or a finding is right.
    enum Verdict: String {
        /// The code does what the rule forbids.
        case right = "true"
        /// A finding that should not be: the analysis does not understand why the code is right.
        case wrong = "false"
        /// A finding that a reviewer would ask about: the code may be right, and nothing that can be read says why.
        case question
        /// An mmap handler of which nothing is to be said, and of which nothing is said.
        case silent
        /// Something is to be said, and nothing is said.
        case missed
    }

    struct Entry {
        let kernel: String
        let rule: String
        let file: String
        let function: String
        let verdict: Verdict
        /// `-` for handlers that nothing is said of.
        let fingerprint: String
        let statement: String
        let reason: String
        /// Where it stands in the file.
        let line: Int

        var isFinding: Bool { verdict == .right || verdict == .wrong || verdict == .question }
    }

    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    /// The file of that name beside this one.
    static func file(_ name: String) -> URL { URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name) }

    let name: String
    /// The lines of the file that are neither empty nor comments.
    let entries: [Entry]

    /// - Parameter name: of the file, for messages too.
    init(file name: String = "corpus.tsv") throws { try self.init(String(contentsOf: Self.file(name), encoding: .utf8), name: name) }

    init(_ text: String, name: String = "corpus.tsv") throws {
        self.name = name
        var entries: [Entry] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count == 8, let verdict = Verdict(rawValue: columns[4]), !columns[7].isEmpty else {
                throw Malformed(
                    description: "\(name):\(number + 1): 8 columns are wanted, the fifth true, false, question, silent or missed, and a reason")
            }
            entries.append(
                Entry(
                    kernel: columns[0], rule: columns[1], file: columns[2], function: columns[3], verdict: verdict,
                    fingerprint: columns[5], statement: columns[6], reason: columns[7], line: number + 1))
        }
        self.entries = entries
    }

    /// The directories of the kernel that the file has something to say of.
    func directories(of kernel: String) -> Set<String> {
        Set(entries.filter { $0.kernel == kernel }.map { Self.directory(of: $0.file) })
    }

    static func directory(of file: String) -> String {
        file.split(separator: "/").dropLast().joined(separator: "/")
    }
}

/// The kernels that `make check` unpacks.
enum Kernels {
    static let versions = ["6.1", "6.12"]

    /// The directory that holds them, nil where there is none.
    static let directory: String? = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"].flatMap { path in
        versions.allSatisfy { FileManager.default.fileExists(atPath: "\(path)/linux-source-\($0)/fs/fuse/file.c") } ? path : nil
    }

    static func open(_ version: String) throws -> KernelTree {
        try KernelTree.open(Snapshot(directory: (directory ?? "") + "/linux-source-" + version))
    }

    /// A variable of the environment that turns on what takes long.
    static func isSet(_ name: String) -> Bool { ProcessInfo.processInfo.environment[name].map { !$0.isEmpty } ?? false }
}
