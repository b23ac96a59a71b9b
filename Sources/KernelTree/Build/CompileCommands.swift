import Foundation
import SourceTree

/// One run of the compiler, as a build makes it.
public struct CompilerRun: Sendable, Hashable {
    /// The object directory that it runs in, absolute.
    public var directory: String
    /// The C file, absolute or seen from the directory.
    public var file: String
    /// Without the compiler's own name.
    public var arguments: [String]

    public init(directory: String, file: String, arguments: [String]) {
        self.directory = directory
        self.file = file
        self.arguments = arguments
    }
}

/// The compile_commands.json of a tree: how each file was compiled, by gcc or clang, in the tree or out of it (`O=`).
///
/// It is read from the disk only, so that no patch under review can bring one in, and never written.
struct CompileCommands: Sendable {
    /// The absolute path of the file.
    let path: String
    /// The object directories of its entries, absolute: each has the generated headers.
    let objectDirectories: [String]
    private let entries: [TreePath: Entry]
    /// The files that have entries, sorted.
    private let files: [TreePath]

    /// One run of the compiler.
    private struct Entry: Sendable {
        let arguments: [String]
        let directory: String
    }

    /// An entry as the file has it.
    private struct Record: Decodable {
        let directory: String?
        let file: String?
        let command: String?
        let arguments: [String]?
    }

    private static let maximumSize = 512 << 20

    /// Reads the file at the tree's root.
    /// - Returns: nil where there is none, or none of its entries is of use: no file of this tree, or an object directory
    ///   that has no generated headers (any more).
    /// - Throws: `KernelTreeError.unusable` when it is not what it should be.
    static func load(from snapshot: Snapshot) throws -> CompileCommands? {
        let path = snapshot.root + "/compile_commands.json"
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= maximumSize, let data = FileManager.default.contents(atPath: path) else {
            throw KernelTreeError.unusable(file: path, reason: "not a readable regular file")
        }
        let records: [Record]
        do { records = try JSONDecoder().decode([Record].self, from: data) } catch {
            throw KernelTreeError.unusable(file: path, reason: "not a list of compile commands in JSON")
        }
        return CompileCommands(records, path: path, snapshot: snapshot)
    }

    /// The one run of the compiler that is given, in place of the tree's file.
    /// - Throws: `KernelTreeError.noObjectDirectory`.
    init(_ run: CompilerRun, snapshot: Snapshot) throws {
        // The filter takes the first word for the compiler.
        let record = Record(directory: run.directory, file: run.file, command: nil, arguments: ["cc"] + run.arguments)
        guard let commands = CompileCommands([record], path: run.directory, snapshot: snapshot) else {
            throw KernelTreeError.noObjectDirectory(run.directory)
        }
        self = commands
    }

    private init?(_ records: [Record], path: String, snapshot: Snapshot) {
        var entries: [TreePath: Entry] = [:]
        // nil: looked up, and it is none.
        var known: [String: String?] = [:]
        for record in records {
            let written = record.directory ?? "."
            let directory = known[written] ?? Self.objectDirectory(written, root: snapshot.root)
            known.updateValue(directory, forKey: written)
            guard let file = record.file, !file.isEmpty, let directory else { continue }
            let absolute = file.hasPrefix("/") ? file : directory + "/" + file
            guard let place = Self.treePath(of: absolute, in: snapshot), ["c", "h"].contains(place.fileExtension), entries[place] == nil,
                let arguments = record.arguments ?? record.command.flatMap(ShellWords.split), arguments.count > 1
            else { continue }
            entries[place] = Entry(arguments: arguments, directory: directory)
        }
        guard !entries.isEmpty else { return nil }
        self.path = path
        self.entries = entries
        files = entries.keys.sorted()
        objectDirectories = Set(entries.values.map(\.directory)).sorted()
    }

    /// The place in the tree, also for a file that is only in memory.
    private static func treePath(of absolute: String, in snapshot: Snapshot) -> TreePath? {
        if let place = snapshot.treePath(ofAbsolute: absolute) { return place }
        guard let normalised = try? TreePath(String(absolute.drop { $0 == "/" })) else { return nil }
        return snapshot.treePath(ofAbsolute: "/" + normalised.description)
    }

    /// The directory with symlinks resolved if generated headers lie below it, else nil.
    private static func objectDirectory(_ written: String, root: String) -> String? {
        let whole = written.hasPrefix("/") ? written : root + "/" + written
        guard let resolved = realpath(whole, nil) else { return nil }
        defer { free(resolved) }
        let directory = String(cString: resolved)
        let hasHeaders = FileManager.default.fileExists(atPath: directory + "/include/generated/autoconf.h")
        return hasHeaders && directory != "/" ? directory : nil
    }

    /// The text of the build's include/config/auto.conf, where there is one.
    var recordedConfiguration: String? {
        objectDirectories.lazy
            .compactMap { FileManager.default.contents(atPath: $0 + "/include/config/auto.conf") }
            .map { String(decoding: $0, as: UTF8.self) }.first
    }

    /// The arguments for the file, by its own entry or that of the file nearest to it in the tree.
    func flags(for file: TreePath, in snapshot: Snapshot) -> [String] {
        let neighbour = entries[file] == nil ? nearest(to: file) : file
        guard let neighbour, let entry = entries[neighbour] else { return [] }
        let arguments = CompilerArguments(roots: [snapshot.root, entry.directory], directory: entry.directory)
        var flags = arguments.filtered(entry.arguments)
        if neighbour != file {
            let stem = String(file.name.split(separator: ".").first ?? "file").replacing("-", with: "_")
            // Makefiles give files that define tracepoints their own directory, and those beside them not.
            flags.append("-I" + snapshot.absolutePath(of: file.parent))
            flags = flags.map { $0.hasPrefix("-DKBUILD_BASENAME=") ? "-DKBUILD_BASENAME=\"\(stem)\"" : $0 }
        }
        return flags
    }

    /// The listed file that shares the longest run of directories with `file`; the first of several.
    private func nearest(to file: TreePath) -> TreePath? {
        var directory = file.parent
        while true {
            if let found = files.first(where: { $0.parent == directory }) ?? files.first(where: { $0.isInside(directory) }) {
                return found
            }
            if directory == .root { return nil }
            directory = directory.parent
        }
    }
}
