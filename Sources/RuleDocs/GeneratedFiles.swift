import Foundation

/// The files that are generated from the rules of a checkout of this repository.
public struct GeneratedFiles {
    /// The rules' documentation, sorted by id.
    public let docs: [RuleDoc]
    /// What each generated file has to hold, by its path relative to the root.
    public let contents: [String: String]

    /// Reads the Swift files in Rules/ below `root`, and in its directories other than Generated/.
    /// - Throws: `RuleDocProblems`, or Foundation's error when a file cannot be read.
    public init(root: URL) throws {
        let rules = root.appendingPathComponent("Rules")
        let names = try FileManager.default.subpathsOfDirectory(atPath: rules.path)
            .filter { $0.hasSuffix(".swift") && !$0.hasPrefix(".") && !$0.hasPrefix("Generated/") }.sorted()
        docs = try RuleDocReader.read(
            names.map { name in
                ("Rules/\(name)", try String(contentsOf: rules.appendingPathComponent(name), encoding: .utf8))
            })
        contents = [
            "Rules/Generated/RuleDocumentation.swift": RuleDocWriter.swiftSource(docs),
            "docs/rules.md": RuleDocWriter.markdown(docs),
        ]
    }

    /// The generated files below `root` that do not hold what they should, sorted; empty when all are up to date.
    public func stale(in root: URL) -> [String] {
        contents.filter { path, text in
            FileManager.default.contents(atPath: root.appendingPathComponent(path).path) != Data(text.utf8)
        }.keys.sorted()
    }

    /// Writes the files that are stale.
    /// - Returns: their paths, sorted.
    public func write(to root: URL) throws -> [String] {
        let paths = stale(in: root)
        for path in paths {
            let file = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(contents[path, default: ""].utf8).write(to: file, options: .atomic)
        }
        return paths
    }
}
