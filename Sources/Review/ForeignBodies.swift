import Analysis
import Parsing
import Program
import SourceTree
import Synchronization

/// Bodies of helpers in the VFS's own files, fs/*.c, parsed when somebody asks for them.
///
/// Files deeper in the tree and outside of fs/ are not looked at: what they do stays unknown, and makes no finding.
final class ForeignBodies: BodySource {
    private let parser: TreeParser
    private let index = Mutex<DefinitionIndex?>(nil)
    private let units = Mutex<[TreePath: ProgramUnit]>([:])
    private let problems = Mutex<[String: String]>([:])

    init(_ parser: TreeParser) { self.parser = parser }

    /// The bodies after a change of some files; what the change does not reach is not parsed again.
    ///
    /// - Parameter isReached: whether the change reaches a unit.
    func after(_ parser: TreeParser, isReached: (ProgramUnit) -> Bool) -> ForeignBodies {
        let next = ForeignBodies(parser)
        let kept = units.withLock { $0.filter { !isReached($0.value) } }
        next.units.withLock { $0 = kept }
        return next
    }

    func unit(defining name: String) -> ProgramUnit? {
        do {
            guard let file = try definitions().file(defining: name) else { return nil }
            if let known = units.withLock({ $0[file] }) { return known }
            let unit = try parser.parse(file)
            units.withLock { $0[file] = unit }
            return unit
        } catch {
            problems.withLock { $0[name] = "\(error)" }
            return nil
        }
    }

    /// Files that were wanted and could not be had: the function wanted, and why.
    var failures: [(function: String, reason: String)] {
        problems.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    /// The files that were read so far; nil where some could not be.
    var dependencies: Set<TreePath>? {
        guard problems.withLock(\.isEmpty) else { return nil }
        var files = index.withLock { $0?.readFiles ?? [] }
        for unit in units.withLock({ $0.values.map { $0 } }) {
            for name in unit.includedFiles { if let path = try? TreePath(name) { files.insert(path) } }
        }
        return files
    }

    private func definitions() throws -> DefinitionIndex {
        try index.withLock { index in
            if let index { return index }
            let made = try DefinitionIndex(parser.tree.snapshot, directories: [TreePath("fs")])
            index = made
            return made
        }
    }
}
