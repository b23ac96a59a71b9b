import Caching
import Clang
import Foundation
import KernelTree
import Lowering
import Program
import SourceTree
import Synchronization
import Threads

/// Parses files of one kernel tree and lowers them to plain values.
public struct TreeParser: Sendable {
    public let tree: KernelTree
    private let standIns: StandInDirectory
    private let unsaved: [UnsavedFile]
    private let precompiled: PrecompiledHeaders
    private let kept: KeptUnits
    private let workers: ParsingWorkers?
    /// Hears what is done next; nil where nobody waits.
    public var observer: WorkObserver?

    /// - Parameters:
    ///   - cache: where headers that files share are kept between runs; nil for a place that goes with the parser.
    ///   - units: where it is kept what files came to; nil to parse them in each run.
    ///   - workers: the processes that parse; nil to do it in this one.
    /// - Throws: `StandInDirectoryError` when the stand-ins for generated headers cannot be written anywhere, `SnapshotError`
    ///   when the tree is gone.
    public init(
        _ tree: KernelTree, cache: CacheFolder? = CacheFolder(.precompiled), units: CacheFolder? = CacheFolder(.units),
        workers: ParsingWorkers? = .shared
    ) throws {
        self.init(
            tree, standIns: try StandInDirectory(tree.standIns), precompiled: PrecompiledHeaders(cache: cache, workers: workers),
            kept: KeptUnits(units, try Snapshot(directory: tree.snapshot.root)), workers: workers)
    }

    private init(
        _ tree: KernelTree, standIns: StandInDirectory, precompiled: PrecompiledHeaders, kept: KeptUnits, workers: ParsingWorkers?
    ) {
        self.workers = workers
        self.tree = tree
        self.standIns = standIns
        self.precompiled = precompiled
        self.kept = kept
        unsaved = tree.snapshot.overrides.sorted { $0.key < $1.key }.map { path, override in
            let absolute = tree.snapshot.absolutePath(of: path)
            return switch override {
            case .contents(let bytes): UnsavedFile(path: absolute, contents: bytes)
            // The disk may still have it; whoever includes it is to hear of it.
            case .deleted: UnsavedFile(path: absolute, contents: Array("#error \(path.name) is deleted\n".utf8))
            }
        }
    }

    /// The parser for another snapshot of the same tree and configuration.
    public func with(_ snapshot: Snapshot) -> TreeParser {
        var parser = TreeParser(tree.with(snapshot), standIns: standIns, precompiled: precompiled, kept: kept, workers: workers)
        parser.observer = observer
        return parser
    }

    /// Where the stand-ins for generated headers are, absolute.
    public var standInDirectory: String { standIns.path }

    /// The arguments that a file is parsed with.
    /// - Throws: `SnapshotError` when a makefile leads out of the tree.
    public func arguments(for file: TreePath) throws -> [String] {
        var arguments = try tree.flags(for: file, standInDirectory: standIns.path) + Self.sealed
        if let headers = ClangInstallation.headerDirectory { arguments += ["-isystem", headers] }
        return arguments
    }

    /// Takes away what looks for files by a name that macros can make up: no search of the text finds all of those. Kernel sources
    /// use `_Pragma` for warnings alone, and ask for no header whether it is there.
    private static let sealed = [
        "-Wno-builtin-macro-redefined", "-D_Pragma(x)=", "-D__has_include(x)=0", "-D__has_include_next(x)=0", "-D__has_embed(x)=0",
    ]

    /// Searches files that a stranger wrote for inclusions that lead out of the tree, before they are parsed.
    /// - Throws: `InclusionError` for the first; nothing of the file in question is read.
    public func scan(_ files: [TreePath]) throws {
        let texts = try files.sorted().compactMap { file in
            try tree.snapshot.contents(of: file).map { (path: file, contents: $0) }
        }
        let sources = InclusionGuard.includable(texts)
        for (directory, texts) in Dictionary(grouping: sources, by: \.path.parent).sorted(by: { $0.key < $1.key }) {
            let arguments = try arguments(for: directory.appending("any.c"))
            try InclusionGuard(tree: tree, standInDirectory: standIns.path, flags: arguments).scan(texts)
        }
    }

    /// Parses and lowers one file.
    ///
    /// - Parameters:
    ///   - contents: stands in for the file; for code that is not in the tree.
    ///   - sharesHeaders: whether it may stand on headers that were parsed for its whole directory. The answer is the same.
    /// - Throws: `ParsingError`, `ClangError`, `ParsingWorkerError`, `InclusionError`, `SnapshotError`.
    public func parse(
        _ file: TreePath, contents: [UInt8]? = nil, headerBodies: HeaderBodies = .mentioned, sharesHeaders: Bool = true
    ) throws -> ProgramUnit {
        guard let text = try contents ?? tree.snapshot.contents(of: file) else { throw ParsingError.noFile(file) }
        let arguments = try arguments(for: file)
        guard contents == nil, sharesHeaders else { return try parse(file, text, arguments, headerBodies, sharesHeaders: sharesHeaders) }
        let question = kept.question(file, text: text, arguments: arguments, headerBodies: headerBodies, in: tree.snapshot)
        if let unit = kept.unit(for: question, in: tree.snapshot) { return unit }
        var unit = try parse(file, text, arguments, headerBodies, sharesHeaders: true)
        unit.digests = unit.functions.map(\.digest)
        kept.keep(unit, for: question, in: tree.snapshot)
        return unit
    }

    private func parse(
        _ file: TreePath, _ text: [UInt8], _ arguments: [String], _ headerBodies: HeaderBodies, sharesHeaders: Bool
    ) throws -> ProgramUnit {
        let path = tree.snapshot.absolutePath(of: file)
        // The text is given from memory, so that what is parsed is what the snapshot says, whatever the disk does.
        let files = unsaved.filter { $0.path != path } + [UnsavedFile(path: path, contents: text)]
        if sharesHeaders, let shared = try precompiled.entry(for: file, arguments: arguments, text: text, in: tree),
            let unit = try standing(on: shared, path, file, files, headerBodies)
        {
            return unit
        }
        return try parsed(path, file, files, arguments, headerBodies).unit
    }

    private func parsed(
        _ path: String, _ file: TreePath, _ files: [UnsavedFile], _ arguments: [String], _ headerBodies: HeaderBodies, showsPrecompiled: Bool = false
    ) throws -> ParsingTask.Parsed {
        let task = ParsingTask.parse(
            ParsingTask.Parse(
                path: path, file: file.description, root: tree.snapshot.root, arguments: arguments, unsaved: files, headerBodies: headerBodies,
                showsPrecompiled: showsPrecompiled))
        switch try workers?.run(task) ?? task.outcome() {
        case .parsed(let parsed):
            // Before anything of the unit is shown: it must hold nothing from outside.
            try InclusionGuard(tree: tree, standInDirectory: standIns.path, flags: arguments)
                .checkIncluded(parsed.includedFiles, resourceDirectory: ClangInstallation.headerDirectory ?? tree.snapshot.root)
            return parsed
        case .failed(let error): throw error
        case .precompiled: throw ClangError.parseFailed(path, 1)
        }
    }

    /// - Returns: nil for a file that is better parsed plainly: it has errors, which headers that it does not include itself
    ///   may be the reason of.
    private func standing(
        on shared: PrecompiledHeaders.Entry, _ path: String, _ file: TreePath, _ files: [UnsavedFile], _ headerBodies: HeaderBodies
    ) throws -> ProgramUnit? {
        // Declarations of headers are many, and hardly ever asked for.
        for showsPrecompiled in [false, true] {
            let parsed: ParsingTask.Parsed
            do {
                parsed = try self.parsed(path, file, files, shared.arguments, headerBodies, showsPrecompiled: showsPrecompiled)
            } catch is ClangError { return nil }
            guard parsed.unit.errors.isEmpty else { return nil }
            guard parsed.isWhole || showsPrecompiled else { continue }
            var lowered = parsed.unit
            lowered.declaredFunctions.formUnion(shared.declaredFunctions)
            let own = Set(lowered.includedFiles)
            lowered.includedFiles += shared.includedFiles.map(\.description).filter { !own.contains($0) }
            return lowered
        }
        return nil
    }

    /// Parses several files at once; the answers come in the order of the files.
    public func parse(_ files: [TreePath], threads: Int = ProcessInfo.processInfo.activeProcessorCount)
        -> [Result<ProgramUnit, any Error>]
    {
        let begun = Atomic<Int>(0)
        return parallelMap(files, threads: threads) { file in
            observer?(.parsing(file, number: begun.add(1, ordering: .relaxed).newValue, of: files.count))
            return Result { try parse(file) }
        }
    }
}

/// Why a file could not be parsed.
public enum ParsingError: Error, CustomStringConvertible, Equatable {
    case noFile(TreePath)

    public var description: String {
        switch self {
        case .noFile(let path): "the tree has no file '\(path)'"
        }
    }
}
