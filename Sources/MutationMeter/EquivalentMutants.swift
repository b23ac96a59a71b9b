/// The list of mutants that change nothing that matters, each with its reason.
public struct EquivalentMutants: Sendable {
    /// A line of the list that is of no use.
    public struct Refused: Error, Hashable, CustomStringConvertible {
        /// What is wrong with it.
        public enum Reason: String, Sendable {
            case notUnderstood = "not understood"
            case matchesNothing = "matches no mutant"
        }

        public var line: String
        public var reason: Reason

        public var description: String { "equivalent mutants: \(reason.rawValue): \(line)" }
    }

    private let entries: Set<Entry>

    /// An empty list.
    public init() { entries = [] }

    /// Reads a list: kind, file, function, statement and reason on a line, with tabs between; `#` starts a comment.
    ///
    /// - Parameter possible: all mutants that there are.
    /// - Throws: `Refused` for the first line that is not understood or matches none of them.
    public init(_ text: String, possible: [Mutant]) throws {
        let known = Set(possible.map(Entry.init))
        var entries: Set<Entry> = []
        for line in text.split(separator: "\n").map(String.init) where !line.hasPrefix("#") {
            guard let entry = Entry(line: line) else { throw Refused(line: line, reason: .notUnderstood) }
            guard known.contains(entry) else { throw Refused(line: line, reason: .matchesNothing) }
            entries.insert(entry)
        }
        self.entries = entries
    }

    /// Whether the mutant is in the list.
    public func contains(_ mutant: Mutant) -> Bool { entries.contains(Entry(mutant)) }

    private struct Entry: Hashable {
        let kind: String
        let file: String
        let function: String
        let statement: String

        init(_ mutant: Mutant) {
            kind = mutant.kind.rawValue
            file = mutant.file
            function = mutant.function
            statement = mutant.statement
        }

        init?(line: String) {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 5, !parts[4].stripped.isEmpty else { return nil }
            kind = parts[0]
            file = parts[1]
            function = parts[2]
            statement = parts[3]
        }
    }
}
