import Caching
import Clang
import Foundation
import KernelTree
import SourceTree
import Synchronization

/// The headers that the files of a directory share, parsed once and kept between runs.
///
/// Most of the time that parsing takes goes into <linux/...>: in fs/fuse a file of its own is a twentieth of what it reads.
final class PrecompiledHeaders: Sendable {
    /// A precompiled header, for files with the same arguments.
    struct Entry: Sendable {
        /// The arguments of a file that stands on it.
        var arguments: [String]
        /// The functions that it declares.
        var declaredFunctions: Set<String>
        /// The files of the tree that it was made of.
        var includedFiles: [TreePath]
        /// For each of them, which of the shared headers came to it first.
        fileprivate var comingFrom: [TreePath: String]
    }

    private let cache: CacheFolder?
    private let workers: ParsingWorkers?
    /// By directory; empty where there are too few files to gain anything.
    private let headers = Mutex<[TreePath: SharedHeaders]>([:])
    /// By key; nil where it cannot be made.
    private let entries = Mutex<[String: Entry?]>([:])

    /// Where they are made when the cache cannot be written.
    private let temporary: String

    /// - Parameters:
    ///   - cache: where they are kept; nil for a temporary place.
    ///   - workers: the processes that parse; nil to do it in this one.
    init(cache: CacheFolder?, workers: ParsingWorkers?) {
        self.cache = cache
        self.workers = workers
        temporary = TemporaryPlaces.hold { FileManager.default.temporaryDirectory.path + "/fuselint-\(UUID().uuidString)" }
    }

    deinit { TemporaryPlaces.remove(temporary) }

    /// Building one takes as long as parsing three files without.
    private static let fewestFiles = 4

    /// What the file can stand on, made now where it is not there yet.
    ///
    /// - Parameters:
    ///   - arguments: those with which the file is parsed otherwise.
    ///   - text: the file.
    /// - Returns: nil where the file is better parsed without: it reads the headers in its own way, it is one of few, or the
    ///   headers are changed in memory.
    func entry(for file: TreePath, arguments: [String], text: [UInt8], in tree: KernelTree) throws -> Entry? {
        guard file.fileExtension == "c", !SharedHeaders.isReadDifferently(by: text) else { return nil }
        let shared: SharedHeaders? = try headers.withLock { known in
            if let found = known[file.parent] { return found }
            let isWorthIt = try tree.snapshot.files(in: file.parent).count { $0.fileExtension == "c" } >= Self.fewestFiles
            let found = isWorthIt ? try SharedHeaders(of: file.parent, in: tree.snapshot) : nil
            known[file.parent] = found
            return found
        }
        guard var shared else { return nil }
        let changed = Set(tree.snapshot.overrides.keys)
        let disk = try Snapshot(directory: tree.snapshot.root)
        let added = Set(try changed.filter { try $0.fileExtension == "h" && !disk.exists($0) }.map(\.name))
        // A header goes with all that it includes, and what it includes may come in by another one: hence several rounds.
        for _ in 0..<4 where !shared.names.isEmpty {
            guard let entry = entry(shared, Arguments(arguments, directory: file.parent), tree) else { return nil }
            // A new header may take the place of one found later on the search path.
            let stale = entry.includedFiles.filter { changed.contains($0) || added.contains($0.name) }
            if stale.isEmpty { return entry }
            shared = shared.without(Set(stale.compactMap { entry.comingFrom[$0] }))
        }
        return nil
    }

    private func entry(_ shared: SharedHeaders, _ arguments: Arguments, _ tree: KernelTree) -> Entry? {
        var hash = StableHash()
        for text in [ClangIndex.version, tree.snapshot.root] + arguments.header + ["\0"] + shared.names { hash.combine(text + "\0") }
        let key = hash.digits
        // Threads that want the same one wait for the first, which makes it.
        return entries.withLock { entries in
            if let known = entries[key] { return known }
            let entry = stored(key, arguments, tree) ?? made(key, shared, arguments, tree)
            entries[key] = .some(entry)
            return entry
        }
    }

    // MARK: On disk

    private static let headerName = "shared.h"
    private static let precompiledName = "shared.h.pch"
    private static let recordName = "record"

    private func stored(_ key: String, _ arguments: Arguments, _ tree: KernelTree) -> Entry? {
        guard let place = cache?.entry(key), let record = PrecompiledRecord(ofFile: place + "/" + Self.recordName) else { return nil }
        guard record.isCurrent, record.isAbout(place + "/" + Self.precompiledName) else { return nil }
        return entry(record, at: place, arguments, tree)
    }

    private func made(_ key: String, _ shared: SharedHeaders, _ arguments: Arguments, _ tree: KernelTree) -> Entry? {
        // What cannot be made is done without: files are parsed plainly then, and tell what is wrong themselves.
        for folder in [cache, CacheFolder(path: temporary, limit: .max)].compactMap({ $0 }) {
            do {
                guard let record = try put(key, shared, arguments, tree, into: folder) else { continue }
                return entry(record, at: folder.path + "/" + key, arguments, tree)
            } catch { return nil }
        }
        return nil
    }

    /// - Returns: nil where nothing can be written to the folder.
    private func put(_ key: String, _ shared: SharedHeaders, _ arguments: Arguments, _ tree: KernelTree, into folder: CacheFolder)
        throws -> PrecompiledRecord?
    {
        // Precompiled headers remember where they were read, and entries are filled elsewhere: the text is one of its own.
        let text = Data(shared.names.map { "#include <\($0)>\n" }.joined().utf8)
        guard let textPlace = try folder.put(key + ".text", { try text.write(to: URL(fileURLWithPath: $0 + "/" + Self.headerName)) })
        else { return nil }
        var record: PrecompiledRecord?
        let place = try folder.put(key) { place in
            let task = ParsingTask.precompile(
                ParsingTask.Precompile(
                    path: textPlace + "/" + Self.headerName, arguments: arguments.header, names: shared.names,
                    file: place + "/" + Self.precompiledName, record: place + "/" + Self.recordName))
            if case .failed(let error) = try workers?.run(task) ?? task.outcome() { throw error }
            record = PrecompiledRecord(ofFile: place + "/" + Self.recordName)
        }
        return place == nil ? nil : record
    }

    private func entry(_ record: PrecompiledRecord, at place: String, _ arguments: Arguments, _ tree: KernelTree) -> Entry? {
        var entry = Entry(
            arguments: ["-include-pch", place + "/" + Self.precompiledName] + arguments.file,
            declaredFunctions: record.declaredFunctions, includedFiles: [], comingFrom: [:])
        let places = tree.snapshot.resolver()
        for file in record.files {
            guard let path = places.treePath(ofAbsolute: file.path) else { continue }
            entry.includedFiles.append(path)
            entry.comingFrom[path] = file.name
        }
        return entry
    }
}

extension PrecompiledHeaders {
    /// The arguments of a C file, parted by what a precompiled header has of them.
    fileprivate struct Arguments {
        /// Those of the header.
        var header: [String] = []
        /// Those of a file that stands on it: what the header has read is not read again.
        var file: [String] = []

        /// The names that a build gives each file are those of its directory here, since a precompiled header is of no use
        /// to a file with other macros. They stand in messages only.
        init(_ arguments: [String], directory: TreePath) {
            var index = 0
            while index < arguments.count {
                let argument = arguments[index]
                index += 1
                if argument == "-include" || argument == "-imacros" {
                    header += [argument] + arguments[index...].prefix(1)
                    index += 1
                } else if let name = Self.named.first(where: { argument.hasPrefix("-D\($0)=") }) {
                    let value = name.hasPrefix("__") ? "kmod_shared" : "\"\(directory.name)\""
                    header.append("-D\(name)=\(value)")
                    file.append("-D\(name)=\(value)")
                } else {
                    header.append(argument)
                    file.append(argument)
                }
            }
        }

        private static let named = ["KBUILD_MODFILE", "KBUILD_BASENAME", "KBUILD_MODNAME", "__KBUILD_MODNAME"]
    }
}
