import SourceTree

/// C text taken out of a patch, fit to be parsed, with the place of each of its lines.
public struct DetachedText: Sendable, Hashable {
    /// Ends with a line feed.
    public var text: String
    /// The input line of each line of `text`; supplied lines have that of the last line before them.
    public var inputLines: [Int]

    /// The input line of a line of the text, counted from 1; nil beyond its end.
    public func inputLine(ofLine line: Int) -> Int? {
        inputLines.indices.contains(line - 1) ? inputLines[line - 1] : nil
    }
}

/// A function that a patch adds.
public struct AddedFunction: Sendable, Hashable {
    public var name: String
    /// From the first word of its declaration to the closing brace.
    public var source: DetachedText
    /// Whether its end is missing: the statement that was cut is left out, the closing braces are supplied.
    public var isCutShort: Bool
    /// The input lines at the cut end that are not in `source`.
    public var droppedInputLines: [Int]
    /// The declaration up to the parameters' end, white space folded: `static int f(struct file *file)`.
    public var declaration: String
}

/// A declaration, type or macro that a patch adds at file level.
public struct AddedDeclaration: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case prototype, type, variable, macro }

    public var kind: Kind
    /// Of the function, tag, variable or macro; nil where it has none (an enum without a tag).
    public var name: String?
    public var source: DetachedText
}

/// An `#include` line that a patch adds.
public struct AddedInclude: Sendable, Hashable {
    /// With its quotes or angle brackets.
    public var header: String
    public var inputLine: Int
}

/// A call that a patch adds to a function that is there already.
public struct CallSite: Sendable, Hashable {
    /// Nil where the hunk does not tell it.
    public var caller: String?
    public var callee: String
    public var inputLine: Int
}

/// `.field = value` that a patch adds to a table, such as `.mmap = fuse_file_mmap`.
public struct AddedInitializer: Sendable, Hashable {
    /// The table's struct type (`file_operations`) and name, where the hunk or its header shows them.
    public var structType: String?
    public var variable: String?
    public var field: String
    /// A single identifier, as functions are.
    public var value: String
    public var inputLine: Int
}

/// What one file's change holds that can be understood without the file.
///
/// It is read from the hunks alone, whole or damaged, by brackets and words; columns are relied on only where
/// the patch kept its white space.
public struct DetachedMaterial: Sendable, Hashable {
    public var functions: [AddedFunction] = []
    public var declarations: [AddedDeclaration] = []
    public var includes: [AddedInclude] = []
    /// Calls on added lines outside of `functions`.
    public var calls: [CallSite] = []
    public var initializers: [AddedInitializer] = []
    /// Names of functions that the hunks change without adding them, in order, each once.
    public var changedFunctions: [String] = []

    public init(of file: FileChange) {
        // A tab or several spaces at the start of a line: collapsing leaves one space or none.
        let keepsColumns = file.hunks.contains { hunk in
            hunk.lines.contains { $0.bytes.first == .tab || $0.bytes.starts(with: "  ".utf8) }
        }
        var changed: Set<String> = []
        for hunk in file.hunks {
            var reader = HunkCode(hunk, keepsColumns: keepsColumns)
            reader.read()
            functions += reader.material.functions
            declarations += reader.material.declarations
            includes += reader.material.includes
            calls += reader.material.calls
            initializers += reader.material.initializers
            changedFunctions += reader.material.changedFunctions.filter { changed.insert($0).inserted }
        }
    }

    init() {}
}
