import Analysis
import Browsing
import Findings
import Foundation
import KernelTree
import Parsing
import Program
import Review
import SourceTree

/// Makes the programs of directories known to the browser, one moment of the tree after the other.
///
/// What a change does not reach is not parsed again. One thread uses it.
final class CodeIndexer {
    /// A program with the files that it was made from, as they were.
    private struct Known {
        var program: SubsystemProgram
        var snapshot: Snapshot
        /// How each file on the disk was; nil for one that has changed while it was read.
        var stamps: [TreePath: FileStamp?]
    }

    private let parser: TreeParser
    private var known: [TreePath: Known] = [:]

    /// - Throws: as `TreeParser`.
    init(_ tree: KernelTree) throws { parser = try TreeParser(tree) }

    /// - Throws: what keeps the directory from being read.
    func index(_ directory: TreePath, in snapshot: Snapshot) throws -> CodeIndex {
        let begin = FileStamp.now
        let program = try known[directory].map { try $0.program.after(snapshot, changed: changes(since: $0, snapshot)) }
            ?? SubsystemProgram(directory: directory, parser: parser.with(snapshot))
        let stamps = program.dependencies.map { files in
            files.map { file in (file, FileStamp(snapshot.absolutePath(of: file)).flatMap { $0.isBefore(begin) ? $0 : nil }) }
        }
        // What failed may not fail again.
        known[directory] = stamps.map { Known(program: program, snapshot: snapshot, stamps: Dictionary($0) { first, _ in first }) }
        return CodeIndex(program.analysis(), of: directory.description)
    }

    /// The files that differ, in memory or on the disk.
    private func changes(since known: Known, _ snapshot: Snapshot) -> Set<TreePath> {
        let (before, after) = (known.snapshot.overrides, snapshot.overrides)
        var changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        for (file, stamp) in known.stamps where stamp == nil || FileStamp(snapshot.absolutePath(of: file)) != stamp { changed.insert(file) }
        return changed
    }
}

/// What changes when a file does.
private struct FileStamp: Equatable {
    private let time: timespec
    private let size: Int
    private let node: UInt

    /// Nil where there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (time, size, node) = (status.st_mtim, Int(status.st_size), UInt(status.st_ino))
    }

    /// The clock that files are stamped with.
    static var now: timespec {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return now
    }

    func isBefore(_ other: timespec) -> Bool { (time.tv_sec, time.tv_nsec) < (other.tv_sec, other.tv_nsec) }

    static func == (left: FileStamp, right: FileStamp) -> Bool {
        (left.time.tv_sec, left.time.tv_nsec, left.size, left.node) == (right.time.tv_sec, right.time.tv_nsec, right.size, right.node)
    }
}

extension CodeIndex {
    /// What the program says: its bodies, the calls that they make, and what its tables and assignments put into which slots.
    init(_ analysis: ProgramAnalysis, of directory: String) {
        // Before calls are asked for: those may fetch bodies of other directories, and what these do is not this program's.
        let own = analysis.program.sortedFunctions
        let (entries, places) = (analysis.contexts.entries, analysis.contexts.places)
        let calls = own.flatMap { analysis.graph.calls(from: $0.ref) }
        let program = analysis.program
        let held = entries.flatMap { slot, refs in
            refs.compactMap { ref -> Entry? in
                let position = places[slot]?[ref] ?? program.functions[ref].map { $0.position($0.nameSpan) }
                return position.map { Entry(slot: slot.description, function: Function(ref), position: $0) }
            }
        }
        self.init(
            directory: directory, definitions: program.sortedFunctions.map { (Function($0.ref), $0.position($0.nameSpan)) },
            variables: program.globals.map { ($0.name, Position(file: $0.file, line: $0.line, column: 1)) },
            calls: calls.map { edge in
                Call(caller: Function(edge.caller), callee: Function(edge.callee), position: edge.position, text: edge.step.message)
            },
            entries: held)
    }
}

extension CodeIndex.Function {
    fileprivate init(_ ref: FunctionRef) { self.init(name: ref.name, file: ref.file) }
}
