import Program

/// Finds the edits that can be made in a function, on whole lines of its source.
///
/// The names of functions that release are the meter's own: it must not know what the rules know.
public struct MutationSites {
    let file: String
    let lines: [String]
    let records: [String: Record]

    /// - Parameters:
    ///   - file: the path that mutants are to have.
    ///   - lines: the file's source.
    ///   - records: structs by name, to tell checks of pointers from checks of flags.
    public init(file: String, lines: [String], records: [String: Record] = [:]) {
        self.file = file
        self.lines = lines
        self.records = records
    }

    /// All edits of a function, by line.
    public func mutants(of function: Function) -> [Mutant] {
        let compiled = Self.compiledLines(function)
        return function.lines.filter { $0 <= lines.count && compiled.contains($0) }.flatMap { line in
            let own = [releases, checks, answers, duties, walks, publications, rechecks, locks].map { $0(line, function) }
            return Array(own.joined())
        }
    }

    func mutant(_ kind: MutationKind, at line: Int, _ old: [String], _ new: [String], in function: Function) -> Mutant {
        Mutant(kind: kind, file: file, function: function.name, line: line, old: old, new: new)
    }

    /// The lines on which a statement starts: neither comments nor what the preprocessor leaves out.
    private static func compiledLines(_ function: Function) -> Set<Int> {
        let spans = function.blocks.flatMap { $0.statements.map(\.span) + [$0.terminator.span] }
        return Set(spans.filter { $0.file == 0 }.map(\.line))
    }
}
