import CLibclang

/// A line and column of one of a translation unit's files.
public struct SourcePlace: Hashable, Sendable, Comparable {
    /// Which file: an index into the unit's `files`, or -1 where the place is in none.
    public let file: Int
    public let line: Int
    /// Counted from 1, in bytes.
    public let column: Int
    /// Byte offset from the start of the file.
    public let offset: Int

    /// No place at all, as builtins have it.
    public static let nowhere = SourcePlace(file: -1, line: 0, column: 0, offset: 0)

    public static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        (left.file, left.offset) < (right.file, right.offset)
    }
}

/// The files of one translation unit, numbered in the order they are first asked for.
///
/// libclang copies a file's name at each call, and every location asks.
final class FileTable {
    private(set) var names: [String] = []
    private var numbers: [CXFile: Int] = [:]

    func number(of file: CXFile) -> Int {
        if let known = numbers[file] { return known }
        let number = names.count
        names.append(clang_getFileName(file).take())
        numbers[file] = number
        return number
    }

    /// Where a person would edit: for code from a macro, the place of the macro's use.
    func expansion(of location: CXSourceLocation) -> SourcePlace {
        place { clang_getExpansionLocation(location, $0, $1, $2, $3) }
    }

    /// Where the characters stand: for code from a macro's body, inside the macro's definition.
    func spelling(of location: CXSourceLocation) -> SourcePlace {
        place { clang_getSpellingLocation(location, $0, $1, $2, $3) }
    }

    /// Where a person would edit: as `expansion`, but what is written as a macro's argument stands there.
    func file(of location: CXSourceLocation) -> SourcePlace {
        place { clang_getFileLocation(location, $0, $1, $2, $3) }
    }

    private func place(
        _ get: (
            UnsafeMutablePointer<CXFile?>, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>,
            UnsafeMutablePointer<UInt32>
        ) -> Void
    ) -> SourcePlace {
        var file: CXFile?
        var line: UInt32 = 0
        var column: UInt32 = 0
        var offset: UInt32 = 0
        get(&file, &line, &column, &offset)
        guard let file else { return .nowhere }
        return SourcePlace(file: number(of: file), line: Int(line), column: Int(column), offset: Int(offset))
    }
}
