import Analysis

/// Lines that a user adds to the tables: functions of their own tree, said as `FactTable` has it.
///
/// What a line says of a function takes the place of what the tables say of it.
public struct UserTable: Sendable {
    /// The functions and slots that lines are about, with the line of each, counted from 1.
    public let lines: [(name: String, line: Int)]
    private let functions: [String: FunctionFacts]
    private let handed: [String: [FunctionFacts.Effect]]

    /// A line that is not understood.
    public struct Malformed: Error, Sendable {
        /// Counted from 1.
        public let line: Int
        /// What of the line is not understood.
        public let part: String
    }

    /// - Throws: `Malformed` for the first line that is not understood.
    public init(_ text: String) throws(Malformed) {
        var lines: [(name: String, line: Int)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let name = line.prefix(while: { $0 != "#" }).split(whereSeparator: \.isWhitespace).first else { continue }
            guard name.wholeMatch(of: Self.names) != nil else { throw Malformed(line: index + 1, part: String(name)) }
            lines.append((String(name), index + 1))
        }
        let table: FactTable
        do { table = try FactTable(text) } catch let error as FactTable.Malformed {
            throw Malformed(line: error.number, part: error.part)
        } catch {
            throw Malformed(line: 1, part: "\(error)")
        }
        self.lines = lines
        functions = table.functions.filter { !Self.isSlot($0.key) }
        handed = table.functions.filter { Self.isSlot($0.key) }.mapValues(\.effects)
    }

    /// The facts with these lines among them.
    public func added(to facts: KernelFacts) -> KernelFacts {
        facts.with(functions: functions, handed: handed)
    }

    /// The names of what can be acquired and released.
    public static var resources: [String] { Resources.all.map(\.id) }

    /// `get_it`, `file_operations.open`, `write_cache_pages(3)`
    private static var names: Regex<Substring> { /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\([1-9]\d?\))?/.asciiOnlyCharacterClasses() }

    private static func isSlot(_ name: String) -> Bool { name.contains(".") || name.contains("(") }
}
