import Clang
import Lowering
import Program
import SourceTree

/// Work for libclang with all that it needs, as plain values: here, or in another process, it is the same.
enum ParsingTask {
    case parse(Parse)
    case precompile(Precompile)

    struct Parse {
        /// Absolute.
        var path: String
        /// Tree-relative.
        var file: String
        /// The tree's root, absolute.
        var root: String
        var arguments: [String]
        var unsaved: [UnsavedFile]
        var headerBodies: HeaderBodies
        /// Whether declarations of a precompiled header are looked at.
        var showsPrecompiled: Bool
    }

    struct Precompile {
        /// The header that includes the shared ones, absolute.
        var path: String
        var arguments: [String]
        /// The shared headers, as they are included.
        var names: [String]
        /// Where the precompiled header and what is to be known of it are written, absolute.
        var file: String
        var record: String
    }

    enum Outcome {
        case parsed(Parsed)
        case precompiled
        /// libclang gave nothing back.
        case failed(ClangError)
    }

    struct Parsed {
        var unit: ProgramUnit
        /// False where a function was looked for by name and is not there.
        var isWhole: Bool
        /// Absolute.
        var includedFiles: [String]
    }

    /// Does it, in this process.
    func outcome() -> Outcome {
        do {
            switch self {
            case .parse(let parse): return .parsed(try parse.run())
            case .precompile(let precompile):
                try precompile.run()
                return .precompiled
            }
        } catch let error as ClangError { return .failed(error) } catch { return .failed(.notSaved(path, 1)) }
    }

    /// Of the main file, absolute.
    var path: String {
        switch self {
        case .parse(let parse): parse.path
        case .precompile(let precompile): precompile.path
        }
    }
}

extension ParsingTask.Parse {
    fileprivate func run() throws -> ParsingTask.Parsed {
        let tree = try Snapshot(directory: root)
        let unit = try ClangIndex(showsPrecompiled: showsPrecompiled).parse(path, arguments: arguments, unsaved: unsaved)
        var isWhole = true
        let lowered = ProgramUnit(lowering: unit, file: file, headerBodies: headerBodies, isWhole: &isWhole) { path in
            tree.treePath(ofAbsolute: path)?.description
        }
        return ParsingTask.Parsed(unit: lowered, isWhole: isWhole, includedFiles: unit.includedFiles)
    }
}

extension ParsingTask.Precompile {
    fileprivate func run() throws {
        let unit = try ClangIndex(showsPrecompiled: true).precompile(path, arguments: arguments, to: file)
        try PrecompiledRecord(of: unit, sharing: names, in: file).write(to: record)
    }
}
