import Clang
import Findings
import Foundation
import KernelTree
import Parsing
import Program
import SourceTree

/// Finds out how well a tree's files can be read: the tool's own condition, not the code's.
public struct Doctor {
    private let parser: TreeParser
    private let configuring: Duration

    /// - Parameter open: opens the tree; the time that it takes is part of the diagnosis.
    /// - Throws: what `open` throws, and as `TreeParser`.
    public init(opening open: () throws -> KernelTree) throws {
        let start = ContinuousClock.now
        parser = try TreeParser(open())
        configuring = ContinuousClock.now - start
    }

    /// Parses and lowers files, and directories with all below them.
    /// - Throws: `ReviewError.nothingThere` for paths without C files. A file that cannot be parsed is part of the answer.
    public func examine(_ paths: [TreePath]) throws -> Diagnosis {
        let tree = parser.tree
        let sources = try CSources(under: paths, in: tree.snapshot)
        var files: [TreePath] = []
        var included: [TreePath] = []
        for file in sources.files {
            // A file that was named is looked at as it was asked for, alone or not.
            if try paths.contains(file) || tree.isCompiledByItself(file) { files.append(file) } else { included.append(file) }
        }
        let start = ContinuousClock.now
        let units = parser.parse(files)
        let parsing = ContinuousClock.now - start
        return Diagnosis(
            toolVersion: Version.current, tree: treeFacts,
            libclang: .init(
                version: ClangIndex.version, path: ClangInstallation.libraryPath, headers: ClangInstallation.headerDirectory),
            files: try zip(files, units).map(diagnose), includedSources: included.map(\.description),
            headers: try headers(in: sources.directories),
            milliseconds: .init(configuring: configuring.milliseconds, parsing: parsing.milliseconds))
    }

    /// The arguments that one file is parsed with.
    /// - Throws: `ParsingError.noFile`, and `SnapshotError` when a makefile leads out of the tree.
    public func flags(for file: TreePath) throws -> [String] {
        guard try parser.tree.snapshot.exists(file) else { throw ParsingError.noFile(file) }
        return try parser.arguments(for: file)
    }

    private var treeFacts: Diagnosis.Tree {
        let tree = parser.tree
        let database = tree.snapshot.root + "/compile_commands.json"
        let (flags, source): (Diagnosis.Tree.Flags, String?) =
            switch tree.origin {
            case .compileCommands(let path): (.compileCommands, path)
            case .configured(let directory): (.configured, directory)
            case .unconfigured: (.unconfigured, nil)
            }
        return Diagnosis.Tree(
            directory: tree.snapshot.root, version: tree.version.description, flags: flags, flagsSource: source,
            symbols: tree.configuration.values.count,
            standIns: tree.origin == .unconfigured ? parser.standInDirectory : nil,
            unusedDatabase: source != database && FileManager.default.fileExists(atPath: database) ? database : nil)
    }

    private func diagnose(_ file: TreePath, _ result: Result<ProgramUnit, any Error>) throws -> Diagnosis.File {
        let text: [UInt8]
        do { text = try parser.tree.snapshot.contents(of: file) ?? [] } catch {
            return Diagnosis.File(path: file.description, lines: 0, failure: "\(error)")
        }
        var diagnosis = Diagnosis.File(path: file.description, lines: text.lineCount)
        switch result {
        case .failure(let error): diagnosis.failure = "\(error)"
        case .success(let unit):
            diagnosis.errors = unit.errors.map { Diagnosis.Place(file: $0.file, line: $0.line, message: $0.message) }
            diagnosis.functions = unit.functions.count { $0.file == unit.file }
            diagnosis.headerBodies = unit.functions.count - diagnosis.functions
            diagnosis.opaqueNodes = unit.functions.flatMap { function in
                function.opaqueNodes.map { node in
                    Diagnosis.Place(
                        file: function.files[node.span.file], line: node.span.line, function: function.name, message: node.reason)
                }
            }
            diagnosis.skipped = SkippedCode.explain(unit.skippedLines, in: text, configuration: parser.tree.configuration).map {
                Diagnosis.Skipped(lines: $0.lines, settings: $0.settings.map(\.description))
            }
        }
        return diagnosis
    }

    private func headers(in directories: [TreePath]) throws -> Diagnosis.Headers {
        let snapshot = parser.tree.snapshot
        let files = try directories.flatMap { try snapshot.files(in: $0) }.filter { $0.fileExtension == "h" }
        return Diagnosis.Headers(count: files.count, lines: try files.reduce(0) { try $0 + (snapshot.contents(of: $1)?.lineCount ?? 0) })
    }
}

extension [UInt8] {
    /// Lines as `wc -l` counts them, and one more for an end without a newline.
    fileprivate var lineCount: Int {
        count { $0 == UInt8(ascii: "\n") } + (last.map { $0 == UInt8(ascii: "\n") ? 0 : 1 } ?? 0)
    }
}

extension Duration {
    fileprivate var milliseconds: Int { Int(self / .milliseconds(1)) }
}
