import Caching
import Clang
import Foundation
import KernelTree
import Lowering
import Program
import SourceTree
import Synchronization

/// What files came to when they were parsed and lowered in earlier runs.
///
/// A unit is kept under all that it depends on and that is known before the file is parsed; it is good as long as the files
/// that were read for it are as they were.
final class KeptUnits: Sendable {
    private let folder: CacheFolder?
    /// Units of one directory include the same headers.
    private let states: FileStates
    /// Stamps of files that nothing in memory takes the place of, by the directory that asks and the file.
    private let known = Mutex<[TreePath: [String: String]]>([:])

    /// - Parameters:
    ///   - folder: nil where nothing is to be kept.
    ///   - snapshot: of the tree, with no more than what is on disk.
    init(_ folder: CacheFolder?, _ snapshot: Snapshot) {
        self.folder = folder
        states = FileStates(snapshot)
    }

    struct Question {
        fileprivate var name: String
        fileprivate var file: TreePath
        fileprivate var asked: timespec
    }

    /// - Parameters:
    ///   - text: the file.
    ///   - arguments: those with which it is parsed, precompiled headers aside.
    func question(_ file: TreePath, text: [UInt8], arguments: [String], headerBodies: HeaderBodies, in snapshot: Snapshot) -> Question {
        let now = timespec.now
        var hash = StableHash()
        func combine(_ text: String) { hash.combine(text + "\0") }
        for text in [RunningProgram.identity, ClangIndex.version, snapshot.root, file.description, "\(headerBodies)"] { combine(text) }
        arguments.forEach(combine)
        hash.combine(bytes: text)
        // A header that is changed in memory, or new there, may be met by any file.
        for (path, override) in snapshot.overrides.sorted(by: { $0.key < $1.key }) where path.fileExtension != "c" {
            combine(path.description)
            switch override {
            case .deleted: combine("deleted")
            case .contents(let bytes): hash.combine(bytes: bytes)
            }
        }
        return Question(name: hash.digits, file: file, asked: now)
    }

    /// The unit of an earlier run; nil where there is none, where a file has changed since, or it is damaged.
    func unit(for question: Question, in snapshot: Snapshot) -> ProgramUnit? {
        guard let bytes = folder?.sealed(question.name), let kept = try? KeptUnit(bytes: bytes),
            kept.stamps.count == kept.unit.includedFiles.count, isCurrent(kept, for: question, in: snapshot)
        else { return nil }
        return kept.unit
    }

    private func isCurrent(_ kept: KeptUnit, for question: Question, in snapshot: Snapshot) -> Bool {
        let directory = question.file.parent
        let changed = Set(snapshot.overrides.keys.map(\.description))
        var known = self.known.withLock { $0[directory] ?? [:] }
        let before = known.count
        for (name, stamp) in zip(kept.unit.includedFiles, kept.stamps) {
            // The units of a directory have read much the same headers, more than a thousand each.
            if let known = known[name], name != question.file.description, !changed.contains(name) {
                if known != stamp { return false }
                continue
            }
            guard let now = self.stamp(of: name, for: question, in: snapshot, states), now == stamp else { return false }
            if !now.isEmpty { known[name] = now }
        }
        if known.count > before { self.known.withLock { [known] all in all[directory, default: [:]].merge(known) { first, _ in first } } }
        return true
    }

    /// Keeps a unit for later runs; where that cannot be done, they parse the file again.
    func keep(_ unit: ProgramUnit, for question: Question, in snapshot: Snapshot) {
        // A header that was missed may be there next time.
        guard let folder, unit.errors.isEmpty else { return }
        // Not those known already: a file may have changed since they were looked at.
        let states = FileStates(snapshot)
        var stamps: [String] = []
        for name in unit.includedFiles {
            guard let stamp = stamp(of: name, for: question, in: snapshot, states),
                stamp.isEmpty || states.isOlder(name, than: question.asked)
            else { return }
            stamps.append(stamp)
        }
        folder.seal(KeptUnit(unit: unit, stamps: stamps).bytes, as: question.name)
    }

    /// By what a change of an included file shows: empty for one that is part of the question; nil for one that makes an answer
    /// useless.
    private func stamp(of name: String, for question: Question, in snapshot: Snapshot, _ states: FileStates) -> String? {
        if name == question.file.description { return "" }
        guard let file = try? TreePath(name) else { return nil }
        if snapshot.overrides[file] != nil { return file.fileExtension == "c" ? nil : "" }
        // The directory's own files are edited and put back all the time; of the others, the system tells.
        return states.stamp(of: file, hashing: file.parent == question.file.parent)
    }
}

/// A unit with a stamp for each of its included files, in their order.
private struct KeptUnit: ByteCoded {
    var unit: ProgramUnit
    var stamps: [String]

    init(unit: ProgramUnit, stamps: [String]) { (self.unit, self.stamps) = (unit, stamps) }

    init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(unit: try reader.read(), stamps: try reader.read()) }

    func write(to writer: inout ByteWriter) {
        writer.write(unit)
        writer.write(stamps)
    }
}
