import Caching
import Clang
import Foundation
import Parsing
import Settings
import SourceTree

/// Answers of earlier runs, each good as long as every file that was read for it is as it was.
struct AnswerCache: Sendable {
    private let folder: CacheFolder

    init?() {
        guard let folder = CacheFolder(.answers) else { return nil }
        self.folder = folder
    }

    init(_ folder: CacheFolder) { self.folder = folder }

    /// All that an answer depends on and that is known before anything is parsed.
    struct Question {
        fileprivate var name: String
        fileprivate var directory: TreePath
        fileprivate var asked: timespec
    }

    func question(_ directory: TreePath, _ parser: TreeParser, _ settings: ReviewSettings) throws -> Question {
        let now = timespec.now
        let snapshot = parser.tree.snapshot
        var hash = StableHash()
        func combine(_ text: String) { hash.combine(text + "\0") }
        for text in [Version.current, RunningProgram.identity, ClangIndex.version, snapshot.root, directory.description, settings.digest] { combine(text) }
        // A file that comes or goes changes what the directory is.
        for file in try snapshot.files(in: directory) {
            combine(file.name)
            if file.fileExtension == "c" { try parser.arguments(for: file).forEach(combine) }
        }
        for (path, override) in snapshot.overrides.sorted(by: { $0.key < $1.key }) {
            combine(path.description)
            switch override {
            case .deleted: combine("deleted")
            case .contents(let bytes): hash.combine(bytes: bytes)
            }
        }
        return Question(name: hash.digits, directory: directory, asked: now)
    }

    /// The answer of an earlier run; nil where there is none, where a file has changed since, or it is damaged.
    func answer(to question: Question, in snapshot: Snapshot) -> DirectoryAnswer? {
        let states = FileStates(snapshot)
        guard let text = folder.sealed(question.name), let record = try? JSONDecoder().decode(Record.self, from: Data(text)),
            record.files.allSatisfy({ $0.isCurrent(for: question, in: states) })
        else { return nil }
        return record.answer
    }

    /// Keeps an answer for later runs; where that cannot be done, they work it out again.
    ///
    /// - Parameter files: all that were read for it.
    func keep(_ answer: DirectoryAnswer, to question: Question, _ files: Set<TreePath>, _ snapshot: Snapshot) {
        let states = FileStates(snapshot)
        var record = Record(answer: answer, files: [])
        for file in files.sorted() where snapshot.overrides[file] == nil {
            guard let read = Dependency(file, for: question, in: states), states.isOlder(read.path, than: question.asked) else { return }
            record.files.append(read)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let text = try? encoder.encode(record) else { return }
        folder.seal([UInt8](text), as: question.name)
    }

    private struct Record: Codable {
        var answer: DirectoryAnswer
        /// Those on disk; what is changed in memory is part of the question.
        var files: [Dependency]
    }

    /// A file as it was read.
    private struct Dependency: Codable {
        var path: String
        var stamp: String

        /// Nil for a file that cannot be read.
        init?(_ file: TreePath, for question: Question, in states: FileStates) {
            // The directory's own files are edited and put back all the time; of the others, the system tells.
            guard let found = states.stamp(of: file, hashing: file.parent == question.directory) else { return nil }
            (path, stamp) = (file.description, found)
        }

        func isCurrent(for question: Question, in states: FileStates) -> Bool {
            (try? TreePath(path)).flatMap { Dependency($0, for: question, in: states) }?.stamp == stamp
        }
    }
}
