import Clang
import Foundation
import SourceTree

/// What is written down beside a precompiled header: what it was made of, and what it declares.
///
/// Lines of text with tabs between the fields: `pch HASH`, `file PATH SIZE SECONDS NANOSECONDS NAME`, `function NAME`, `end`.
struct PrecompiledRecord {
    /// A file that was read for it.
    struct File {
        /// Absolute.
        var path: String
        /// Which of the shared headers came to it first, as it is written there; empty for the compiler's arguments.
        var name: String
        fileprivate var stamp: Stamp
    }

    /// By which a change of a file shows, as libclang takes it.
    fileprivate struct Stamp: Equatable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int

        init(size: Int, seconds: Int, nanoseconds: Int) { (self.size, self.seconds, self.nanoseconds) = (size, seconds, nanoseconds) }

        /// Nil where there is no such file.
        init?(ofFile path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (size, seconds, nanoseconds) = (Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }

    private(set) var files: [File] = []
    private(set) var declaredFunctions: Set<String> = []
    private var hash = ""

    /// - Parameters:
    ///   - names: the headers that the unit includes, one a line.
    ///   - file: where the unit was written.
    /// - Throws: `ClangError.notSaved` where the headers do not parse without errors, or change while they are read.
    init(of unit: TranslationUnit, sharing names: [String], in file: String) throws {
        guard !unit.diagnostics.contains(where: \.isError), let hash = Self.hash(ofFile: file) else {
            throw ClangError.notSaved(unit.path, 2)
        }
        self.hash = hash
        for inclusion in unit.inclusions {
            guard !inclusion.path.contains(where: { "\n\t".contains($0) }), let stamp = Stamp(ofFile: inclusion.path) else {
                throw ClangError.notSaved(unit.path, 2)
            }
            files.append(File(path: inclusion.path, name: names.indices.contains(inclusion.line - 1) ? names[inclusion.line - 1] : "", stamp: stamp))
        }
        for cursor in unit.root.children where cursor.kind == .function { declaredFunctions.insert(cursor.spelling) }
    }

    /// Nil where there is none, or a damaged one.
    init?(ofFile path: String) {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        // By bytes: there are thousands of lines, and all files wait for them.
        let lines = [UInt8](data).split(separator: UInt8(ascii: "\n"))
        guard lines.last?.elementsEqual("end".utf8) == true else { return nil }
        declaredFunctions.reserveCapacity(lines.count)
        for line in lines.dropLast() {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
            switch (fields[0], fields.count) {
            case ("pch", 2): hash = fields[1]
            case ("function", 2): declaredFunctions.insert(fields[1])
            case ("file", 6):
                guard let size = Int(fields[2]), let seconds = Int(fields[3]), let nanoseconds = Int(fields[4]) else { return nil }
                let stamp = Stamp(size: size, seconds: seconds, nanoseconds: nanoseconds)
                files.append(File(path: fields[1], name: fields[5], stamp: stamp))
            default: return nil
            }
        }
    }

    func write(to path: String) throws {
        var text = "pch\t\(hash)\n"
        for file in files {
            text += "file\t\(file.path)\t\(file.stamp.size)\t\(file.stamp.seconds)\t\(file.stamp.nanoseconds)\t\(file.name)\n"
        }
        for name in declaredFunctions.sorted() { text += "function\t\(name)\n" }
        try Data((text + "end\n").utf8).write(to: URL(fileURLWithPath: path))
    }

    /// Whether all files are as they were.
    var isCurrent: Bool { files.allSatisfy { Stamp(ofFile: $0.path) == $0.stamp } }

    /// Whether the file is what was written: libclang may crash on a damaged one.
    func isAbout(_ file: String) -> Bool { !hash.isEmpty && Self.hash(ofFile: file) == hash }

    private static func hash(ofFile path: String) -> String? {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else { return nil }
        var hash = StableHash()
        hash.combine(bytes: data)
        return hash.digits
    }
}
