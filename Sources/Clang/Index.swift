import CLibclang

/// libclang's index: the context that translation units are parsed in.
///
/// Not thread safe; one index serves one thread.
public final class ClangIndex {
    private let handle: CXIndex

    /// - Parameter showsPrecompiled: whether a unit's declarations include those of the precompiled header that it stands on.
    public init(showsPrecompiled: Bool = false) { handle = clang_createIndex(showsPrecompiled ? 0 : 1, 0) }

    deinit { clang_disposeIndex(handle) }

    /// libclang's own version, for example `Debian clang version 19.1.7`.
    public static var version: String { clang_getClangVersion().take() }

    /// Parses one file.
    ///
    /// - Parameters:
    ///   - path: absolute path of the main file, which may exist in `unsaved` only.
    ///   - arguments: the compiler's flags without program name and file.
    ///   - unsaved: contents that stand in for files on disk, by absolute path.
    /// - Throws: `ClangError.parseFailed` when libclang gives no translation unit at all. A file with errors
    ///   does give one; see `TranslationUnit.diagnostics`.
    public func parse(_ path: String, arguments: [String], unsaved: [UnsavedFile] = []) throws -> TranslationUnit {
        try parse(path, arguments: arguments, unsaved: unsaved, more: CXTranslationUnit_None)
    }

    /// Parses a header and writes it down for units that give `-include-pch` and this file.
    ///
    /// A precompiled header that the compiler's driver writes is refused by libclang; one of its own it takes.
    /// - Parameters:
    ///   - path: absolute path of the header, which has to stay where it is.
    ///   - file: where to write.
    /// - Throws: `ClangError`; nothing usable is at `file` then.
    public func precompile(_ path: String, arguments: [String], to file: String) throws -> TranslationUnit {
        let unit = try parse(
            path, arguments: ["-x", "c-header"] + arguments, unsaved: [],
            more: CXTranslationUnit_Flags(CXTranslationUnit_Incomplete.rawValue | CXTranslationUnit_ForSerialization.rawValue))
        let outcome = unit.save(to: file)
        guard outcome == CXSaveError_None else { throw ClangError.notSaved(path, Int(outcome.rawValue)) }
        return unit
    }

    private func parse(_ path: String, arguments: [String], unsaved: [UnsavedFile], more: CXTranslationUnit_Flags) throws
        -> TranslationUnit
    {
        let options =
            CXTranslationUnit_DetailedPreprocessingRecord.rawValue | CXTranslationUnit_KeepGoing.rawValue | more.rawValue
        var unit: CXTranslationUnit?
        // Nobody sees the warnings, and to look for their reasons takes a twentieth of the time.
        let outcome = withCStrings(arguments + ["-w"]) { argumentPointers in
            withUnsavedFiles(unsaved) { files in
                clang_parseTranslationUnit2(
                    handle, path, argumentPointers.baseAddress, Int32(argumentPointers.count),
                    files.baseAddress, UInt32(files.count), options, &unit)
            }
        }
        guard outcome == CXError_Success, let unit else { throw ClangError.parseFailed(path, Int(outcome.rawValue)) }
        return TranslationUnit(handle: unit, path: path, index: self)
    }
}

/// Contents that stand in for a file on disk, or for one that is not there.
public struct UnsavedFile: Sendable {
    /// Absolute.
    public let path: String
    public let contents: [UInt8]

    public init(path: String, contents: [UInt8]) {
        self.path = path
        self.contents = contents
    }
}

/// Why libclang gave nothing back.
public enum ClangError: Error, CustomStringConvertible {
    /// libclang's error code for the file: 1 failure, 2 crash, 3 invalid arguments, 4 AST read error.
    case parseFailed(String, Int)
    /// libclang's code for what it did not write: 1 unknown, 2 errors in the header, 3 no such unit.
    case notSaved(String, Int)

    public var description: String {
        switch self {
        case .parseFailed(let path, let code):
            "libclang could not parse '\(path)' (\(code == 2 ? "it crashed" : "error \(code)"));"
                + " run `fuselint doctor` for the flags in use"
        case .notSaved(let path, let code): "libclang could not write '\(path)' precompiled (error \(code))"
        }
    }
}

extension CXString {
    /// The text; the CXString is disposed of.
    func take() -> String {
        defer { clang_disposeString(self) }
        return clang_getCString(self).map { String(cString: $0) } ?? ""
    }
}

/// A copy of the text's bytes with a NUL behind them; the caller deallocates it.
private func cStringCopy(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    bytes.withUnsafeBufferPointer { copy.update(from: $0.baseAddress!, count: bytes.count) }
    return copy
}

private func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    let copies = strings.map(cStringCopy)
    defer { copies.forEach { $0.deallocate() } }
    return copies.map { UnsafePointer<CChar>?($0) }.withUnsafeBufferPointer(body)
}

private func withUnsavedFiles<Result>(
    _ files: [UnsavedFile], _ body: (UnsafeMutableBufferPointer<CXUnsavedFile>) -> Result
) -> Result {
    let names = files.map { cStringCopy($0.path) }
    let buffers = files.map { file in
        let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: file.contents.count)
        _ = buffer.initialize(from: file.contents.lazy.map { CChar(bitPattern: $0) })
        return buffer
    }
    defer {
        names.forEach { $0.deallocate() }
        buffers.forEach { $0.deallocate() }
    }
    var unsaved = files.indices.map {
        CXUnsavedFile(Filename: names[$0], Contents: buffers[$0].baseAddress, Length: UInt(buffers[$0].count))
    }
    return unsaved.withUnsafeMutableBufferPointer { body($0) }
}
