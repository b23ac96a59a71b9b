import Foundation
import SourceTree

/// A tree after a patch.
public struct AppliedPatch: Sendable {
    public var snapshot: Snapshot
    /// The paths whose contents are new, in order; a deleted or renamed file's old path is in `removed`.
    public var changed: [TreePath]
    public var removed: [TreePath]
    /// Where a renamed or copied file came from, by its new path.
    public var origins: [TreePath: TreePath]
    /// For each file the lines that the patch adds: from the line in the new file, counted from 1, to the line of
    /// the input.
    public var addedLines: [TreePath: [Int: Int]]
    /// Parts of the patch that were left out because the patch does not hold them, with the reason.
    public var notApplied: [(path: TreePath, reason: String)]
}

/// Applies patches to snapshots as `git apply` does: its offsets, its checks.
///
/// What stands exactly where the patch says is put there in memory (`ExactApplication`); for all else it is git itself, which
/// works on the index of a scratch repository that holds nothing but the files the patch touches. The tree need not be in git, and
/// neither it nor any repository of the user is written to.
public struct PatchApplier: Sendable {
    private let temporaryDirectory: String

    /// - Parameter temporaryDirectory: where scratch repositories are made and removed again.
    public init(temporaryDirectory: String = NSTemporaryDirectory()) { self.temporaryDirectory = temporaryDirectory }

    /// The tree after `patch`.
    /// - Throws: `ApplyError` when the patch does not apply, `PatchError.behindLink` for paths that stand behind
    ///   a symlink, `SnapshotError` for files that cannot be read, `GitError`.
    public func apply(_ patch: Patch, to snapshot: Snapshot) throws -> AppliedPatch {
        if let reason = Self.incompleteness(of: patch) {
            throw ApplyError.incomplete(patch: patch.label, reason: reason)
        }
        var result = AppliedPatch(snapshot: snapshot, changed: [], removed: [], origins: [:], addedLines: [:], notApplied: [])
        let files = patch.files.filter { file in
            guard file.isBinary, file.binaryText.isEmpty else { return true }
            result.notApplied.append((file.path, "a binary change without its contents"))
            return false
        }
        guard !files.isEmpty else { return result }
        let before = try Self.contents(of: files, in: snapshot, patch: patch)
        let after = try ExactApplication.contents(after: files, from: before) ?? applied(files, patch, to: before, modes: Self.modes(files, in: snapshot))
        for (path, contents) in after.sorted(by: { $0.key < $1.key }) {
            if let contents {
                result.snapshot.replace(path, with: contents)
                result.changed.append(path)
            } else {
                result.snapshot.delete(path)
                result.removed.append(path)
            }
        }
        for file in files {
            if let path = file.newPath, let contents = try result.snapshot.contents(of: path) {
                result.addedLines[path, default: [:]].merge(HunkPlacement.addedLines(of: file, in: contents)) { $1 }
            }
        }
        for file in files where file.kind == .renamed || file.kind == .copied {
            if let old = file.oldPath, let new = file.newPath { result.origins[new] = old }
        }
        return result
    }

    /// What `git apply` makes of the files that the tree has: new contents, nil for those that are gone.
    private func applied(_ files: [FileChange], _ patch: Patch, to before: [TreePath: [UInt8]], modes: [TreePath: Int]) throws
        -> [TreePath: [UInt8]?]
    {
        var text: [UInt8] = []
        for file in files {
            PatchText.write(file, lineEnds: Self.lineEnds(for: file, contents: before), to: &text)
        }
        return try withTemporaryDirectory(in: temporaryDirectory) { directory in
            let scratch = try ScratchRepository(directory)
            let ids = try scratch.add(before, modes: modes)
            let outcome = try scratch.apply(text)
            guard outcome.status == 0 else {
                throw ApplyFailure.explain(outcome.stderr, patch: patch, files: files, contents: before)
            }
            return try scratch.changes(since: ids)
        }
    }

    private static func incompleteness(of patch: Patch) -> String? {
        if patch.files.isEmpty { return "it changes no file" }
        if let damage = patch.damage.first { return "line \(damage.inputLine): \(damage.reason)" }
        for file in patch.files {
            if let damage = file.damage.first { return "\(file.path), line \(damage.inputLine): \(damage.reason)" }
            if let hunk = file.hunks.first(where: \.isCutShort) {
                return "\(file.path), line \(hunk.headerInputLine): hunk '\(hunk.header)' has fewer lines than its header counts"
            }
        }
        return nil
    }

    /// The touched files that the tree has. Paths behind symlinks are refused: what is changed by one name
    /// would stay unchanged under the other.
    private static func contents(of files: [FileChange], in snapshot: Snapshot, patch: Patch) throws -> [TreePath: [UInt8]] {
        var result: [TreePath: [UInt8]] = [:]
        for path in Set(files.flatMap { [$0.oldPath, $0.newPath].compactMap(\.self) }) {
            if let link = try snapshot.obstacle(before: path) {
                throw PatchError.behindLink(path: path.description, link: link.description, patch: patch.label)
            }
            if let bytes = try snapshot.contents(of: path) { result[path] = bytes }
        }
        return result
    }

    private static func modes(_ files: [FileChange], in snapshot: Snapshot) -> [TreePath: Int] {
        var result: [TreePath: Int] = [:]
        for file in files {
            guard let path = file.oldPath, result[path] == nil else { continue }
            let isExecutable = FileManager.default.isExecutableFile(atPath: snapshot.absolutePath(of: path))
            // Where the tree keeps no modes, the patch's own word is as good.
            result[path] = file.oldMode ?? (isExecutable ? 0o100755 : 0o100644)
        }
        return result
    }

    /// Whether the carriage returns of a CRLF file are to be given back to a patch that came without them.
    private static func lineEnds(for file: FileChange, contents: [TreePath: [UInt8]]) -> PatchText.LineEnds {
        guard let path = file.oldPath, let bytes = contents[path], bytes.contains(.carriageReturn) else { return .asGiven }
        let old = file.hunks.lazy.flatMap(\.lines).filter { $0.kind != .added }
        if old.contains(where: { $0.bytes.last == .carriageReturn }) { return .asGiven }
        var ends = 0
        var returns = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == .lineFeed {
                ends += 1
                if previous == .carriageReturn { returns += 1 }
            }
            previous = byte
        }
        return returns == ends ? .carriageReturn : .asGiven
    }
}

/// The private repository in which a patch is applied.
private struct ScratchRepository {
    private let directory: String
    private let git: GitRunner

    init(_ directory: String) throws {
        self.directory = directory
        git = try GitRunner(
            directory: directory,
            settings: [
                ("core.autocrlf", "false"), ("core.safecrlf", "false"), ("apply.whitespace", "nowarn"),
                ("apply.ignoreWhitespace", "no"), ("safe.directory", "*"),
            ],
            variables: [
                "GIT_DIR": directory + "/git", "GIT_INDEX_FILE": directory + "/index", "GIT_CEILING_DIRECTORIES": directory,
                "GIT_TEMPLATE_DIR": "",
            ],
            isolated: true)
        _ = try git.output(["init", "--quiet", "--bare", "--template=", directory + "/git"])
    }

    /// Puts files into the index; gives their blob ids.
    func add(_ files: [TreePath: [UInt8]], modes: [TreePath: Int]) throws -> [TreePath: String] {
        guard !files.isEmpty else { return [:] }
        let paths = files.keys.sorted()
        var list = ""
        for (number, path) in paths.enumerated() {
            let place = directory + "/\(number)"
            try Data(files[path] ?? []).write(to: URL(fileURLWithPath: place))
            list += place + "\n"
        }
        let answer = try git.output(["hash-object", "-w", "--no-filters", "--stdin-paths"], input: Array(list.utf8))
        let ids = String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init)
        guard ids.count == paths.count else {
            throw GitError.failed(command: ["hash-object"], message: "\(ids.count) ids for \(paths.count) files")
        }
        var index: [UInt8] = []
        for (path, id) in zip(paths, ids) {
            index += "\(String(modes[path] ?? 0o100644, radix: 8)) \(id)\t\(path)\0".utf8
        }
        _ = try git.output(["update-index", "-z", "--index-info"], input: index)
        return Dictionary(uniqueKeysWithValues: zip(paths, ids))
    }

    func apply(_ patch: [UInt8]) throws -> GitRunner.Output {
        try git.run(["apply", "--cached", "--whitespace=nowarn", "-p1", "-"], input: patch)
    }

    /// The files that are new, changed, or (nil) gone.
    func changes(since before: [TreePath: String]) throws -> [TreePath: [UInt8]?] {
        var after: [TreePath: String] = [:]
        for entry in try git.output(["ls-files", "--stage", "-z"]).split(separator: 0) {
            let text = String(decoding: entry, as: UTF8.self)
            guard let tab = text.firstIndex(of: "\t") else { continue }
            let words = text[..<tab].split(separator: " ")
            after[try TreePath(String(text[text.index(after: tab)...]))] = String(words[1])
        }
        let changed = after.filter { before[$0.key] != $0.value }.keys.sorted()
        let contents = try git.blobs(changed.map { after[$0] ?? "" })
        var result: [TreePath: [UInt8]?] = [:]
        for (path, bytes) in zip(changed, contents) { result[path] = .some(bytes) }
        for path in before.keys where after[path] == nil { result[path] = .some(nil) }
        return result
    }
}
