import Clang
import Program

/// Which bodies of headers are lowered with a unit.
public enum HeaderBodies: Sendable {
    /// Only the main file's.
    case none
    /// Those that the main file's code calls or mentions, and on from there.
    case mentioned
}

extension ProgramUnit {
    /// Lowers what a translation unit defines to plain values.
    ///
    /// - Parameters:
    ///   - file: the main file, tree-relative.
    ///   - relativePath: the tree-relative path of an absolute one, nil for files outside the tree.
    public init(
        lowering unit: TranslationUnit, file: String, headerBodies: HeaderBodies = .mentioned,
        relativePath: @escaping (String) -> String?
    ) {
        var isWhole = true
        self.init(lowering: unit, file: file, headerBodies: headerBodies, isWhole: &isWhole, relativePath: relativePath)
    }

    /// The same for a unit that stands on a precompiled header and does not show its declarations.
    ///
    /// - Parameter isWhole: false where a function was looked for by name (an attribute names it) and is not there.
    public init(
        lowering unit: TranslationUnit, file: String, headerBodies: HeaderBodies = .mentioned, isWhole: inout Bool,
        relativePath: @escaping (String) -> String?
    ) {
        let context = UnitContext(unit, relativePath: relativePath)
        let main = unit.mainFile
        let errors = unit.diagnostics.filter(\.isError)
        self.init(file: file)
        var declared: Set<String> = []
        for cursor in unit.root.children {
            let kind = cursor.kind
            guard kind == .function || kind == .variable else { continue }
            if kind == .function { declared.insert(cursor.spelling) }
            guard cursor.fileStart.file == main else { continue }
            if kind == .function, cursor.isDefinition {
                add(FunctionLowering(cursor, context: context, errors: errors))
            } else if kind == .variable, let global = lowerGlobal(cursor, context: context) {
                globals.append(global)
            }
        }
        if headerBodies == .mentioned {
            var next = 0
            while next < context.mentionedHeaderFunctions.count {
                let cursor = context.mentionedHeaderFunctions[next]
                next += 1
                if context.isInTree(cursor.fileStart.file) { add(FunctionLowering(cursor, context: context, errors: errors)) }
            }
        }
        records = context.records
        includedFiles = unit.includedFiles.compactMap(relativePath)
        self.errors = errors.map {
            ParseError(file: context.path(ofFile: $0.place.file), line: $0.place.line, message: $0.message)
        }
        skippedLines = unit.skippedLines(ofFile: unit.path)
        declaredFunctions = declared
        isWhole = context.isWholeKnown
    }

    private mutating func add(_ lowering: FunctionLowering) {
        guard let function = lowering.lower() else { return }
        functions.append(function)
        globals.append(contentsOf: lowering.globals)
    }
}
