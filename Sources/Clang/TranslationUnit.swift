import CLibclang

/// A parsed file with everything it includes. Cursors are valid as long as their unit lives.
public final class TranslationUnit {
    /// The main file's absolute path.
    public let path: String
    let table = FileTable()
    private let handle: CXTranslationUnit
    private let index: ClangIndex

    init(handle: CXTranslationUnit, path: String, index: ClangIndex) {
        self.handle = handle
        self.path = path
        self.index = index
    }

    deinit { clang_disposeTranslationUnit(handle) }

    func save(to file: String) -> CXSaveError {
        CXSaveError(UInt32(clang_saveTranslationUnit(handle, file, clang_defaultSaveOptions(handle))))
    }

    /// The cursor above all declarations and preprocessing records, those of headers included.
    public var root: Cursor { Cursor(clang_getTranslationUnitCursor(handle), self) }

    /// The absolute path behind a place's file number; empty for no file.
    public func fileName(_ number: Int) -> String { number < 0 ? "" : table.names[number] }

    /// The number of the main file.
    public var mainFile: Int { clang_getFile(handle, path).map { table.number(of: $0) } ?? -1 }

    /// What the compiler complained about, in its order.
    public var diagnostics: [ClangDiagnostic] {
        (0..<clang_getNumDiagnostics(handle)).map { number in
            let diagnostic = clang_getDiagnostic(handle, number)
            defer { clang_disposeDiagnostic(diagnostic) }
            let severity = clang_getDiagnosticSeverity(diagnostic)
            return ClangDiagnostic(
                isError: severity == CXDiagnostic_Error || severity == CXDiagnostic_Fatal,
                message: clang_getDiagnosticSpelling(diagnostic).take(),
                place: table.expansion(of: clang_getDiagnosticLocation(diagnostic)))
        }
    }

    /// The absolute paths of all files that were read, the main file first, each once.
    public var includedFiles: [String] {
        var paths: [String] = []
        withUnsafeMutablePointer(to: &paths) { pointer in
            clang_getInclusions(
                handle,
                { file, _, _, data in
                    guard let file else { return }
                    data!.assumingMemoryBound(to: [String].self).pointee.append(clang_getFileName(file).take())
                }, pointer)
        }
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }
    }

    /// The absolute paths of all files that were read but the main one, each once, with the line of the main file that
    /// led there; 0 for those that the arguments include.
    public var inclusions: [(path: String, line: Int)] {
        var found: [(path: String, line: Int)] = []
        withUnsafeMutablePointer(to: &found) { pointer in
            clang_getInclusions(
                handle,
                { file, stack, depth, data in
                    guard let file, let stack, depth > 0 else { return }
                    var line: UInt32 = 0
                    // The stack ends in the main file.
                    clang_getFileLocation(stack[Int(depth) - 1], nil, &line, nil, nil)
                    let all = data!.assumingMemoryBound(to: [(path: String, line: Int)].self)
                    all.pointee.append((clang_getFileName(file).take(), Int(line)))
                }, pointer)
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.path).inserted }
    }

    /// The line ranges of the file that the preprocessor left out, from the `#` line to the closing directive.
    public func skippedLines(ofFile path: String) -> [ClosedRange<Int>] {
        guard let file = clang_getFile(handle, path), let list = clang_getSkippedRanges(handle, file) else { return [] }
        defer { clang_disposeSourceRangeList(list) }
        return (0..<Int(list.pointee.count)).compactMap { number in
            let range = list.pointee.ranges[number]
            let first = table.spelling(of: clang_getRangeStart(range)).line
            let last = table.spelling(of: clang_getRangeEnd(range)).line
            return first <= last ? first...last : nil
        }
    }

    /// The bytes libclang holds for a file of this unit, unsaved contents included, as long as the unit lives; nil where it
    /// has none.
    public func contents(ofFile number: Int) -> UnsafeBufferPointer<UInt8>? {
        guard number >= 0, let file = clang_getFile(handle, fileName(number)) else { return nil }
        var size = 0
        guard let bytes = clang_getFileContents(handle, file, &size) else { return nil }
        return UnsafeBufferPointer(start: UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self), count: size)
    }
}

/// One message of the compiler.
public struct ClangDiagnostic: Hashable, Sendable {
    public let isError: Bool
    public let message: String
    public let place: SourcePlace
}
