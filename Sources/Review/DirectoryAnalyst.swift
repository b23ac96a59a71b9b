import Caching
import Findings
import KernelTree
import Parsing
import Settings
import SourceTree

/// Analyses directories, one moment of the tree after the other, and nothing twice: not what an earlier run has answered,
/// nor files that are as they were at the last moment.
final class DirectoryAnalyst {
    private let settings: ReviewSettings
    private let cache: AnswerCache?
    private let flows: CacheFolder?
    /// Each directory as it was analysed last.
    private var programs: [TreePath: SubsystemProgram] = [:]

    /// - Parameters:
    ///   - cache: answers of earlier runs; nil for none.
    ///   - flows: where it is kept what following functions has shown; nil to keep nothing.
    init(_ settings: ReviewSettings, cache: AnswerCache?, flows: CacheFolder? = CacheFolder(.flows)) {
        self.flows = flows
        self.settings = settings
        self.cache = cache
    }

    /// What the rules say of a directory.
    ///
    /// - Parameters:
    ///   - parser: of the moment.
    ///   - refused: files without which the job is not done; nil where what fails is only told.
    /// - Throws: what kept such a file from being parsed, and `InclusionError` for any file.
    func answer(for directory: TreePath, _ parser: TreeParser, refusing refused: [TreePath]? = nil) throws -> DirectoryAnswer {
        let question = try cache.map { try $0.question(directory, parser, settings) }
        if let question, let known = cache?.answer(to: question, in: parser.tree.snapshot) { return known }
        let program = try programs[directory]?.after(parser)
            ?? SubsystemProgram(
                directory: directory, parser: parser, flows: flows.map { FlowFolder($0, directory, parser.tree.snapshot, settings) })
        if let refused {
            // What the parser cannot stand costs the file, and no more.
            for (file, error) in program.failures where error is InclusionError || refused.contains(file) && !(error is ParsingWorkerError) {
                throw error
            }
        }
        programs[directory] = program
        let (findings, incomplete) = program.analyse(settings.ruleSet)
        let skipped = program.sortedUnits.filter { !$0.skippedLines.isEmpty }.map { ($0.file, $0.skippedLines) }
        let answer = DirectoryAnswer(
            findings: findings, incomplete: incomplete, skippedLines: Dictionary(skipped) { first, _ in first })
        // What failed may have failed for want of memory, or of a file that comes back: ask again next time.
        if let question, let dependencies = program.dependencies { cache?.keep(answer, to: question, dependencies, parser.tree.snapshot) }
        return answer
    }
}
