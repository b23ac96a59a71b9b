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
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let snapshot = parser.tree.snapshot
        var hash = StableHash()
        func combine(_ text: String) { hash.combine(text + "\0") }
        for text in [Version.current, Self.program, ClangIndex.version, snapshot.root, directory.description, settings.digest] { combine(text) }
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

    /// The program itself: another build may answer otherwise under the same version.
    private static let program: String = {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return "" }
        return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }()

    private static let fileName = "answer"

    /// The answer of an earlier run; nil where there is none, where a file has changed since, or it is damaged.
    func answer(to question: Question, in snapshot: Snapshot) -> DirectoryAnswer? {
        guard let place = folder.entry(question.name), let data = FileManager.default.contents(atPath: place + "/" + Self.fileName),
            let end = data.firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        let text = data[data.index(after: end)...]
        guard Data(Self.digits(of: text).utf8) == data[..<end], let record = try? JSONDecoder().decode(Record.self, from: text),
            record.files.allSatisfy({ $0.isCurrent(in: snapshot) })
        else { return nil }
        return record.answer
    }

    /// Keeps an answer for later runs; where that cannot be done, they work it out again.
    ///
    /// - Parameter files: all that were read for it.
    func keep(_ answer: DirectoryAnswer, to question: Question, _ files: Set<TreePath>, _ snapshot: Snapshot) {
        var record = Record(answer: answer, files: [])
        for file in files.sorted() where snapshot.overrides[file] == nil {
            // The directory's own files are edited and put back all the time; of the others, the system tells.
            let dependency = Dependency(file, hashing: file.parent == question.directory, in: snapshot)
            // One that changes while it is read may have been read before the change.
            guard let dependency, dependency.isOlder(than: question.asked, in: snapshot) else { return }
            record.files.append(dependency)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let text = try? encoder.encode(record) else { return }
        let data = Data((Self.digits(of: text) + "\n").utf8) + text
        _ = try? folder.put(question.name) { try data.write(to: URL(fileURLWithPath: $0 + "/" + Self.fileName)) }
    }

    private static func digits(of data: Data) -> String {
        var hash = StableHash()
        hash.combine(bytes: data)
        return hash.digits
    }

    private struct Record: Codable {
        var answer: DirectoryAnswer
        /// Those on disk; what is changed in memory is part of the question.
        var files: [Dependency]
    }

    /// A file as it was read: by its contents, or by size and time.
    private struct Dependency: Codable {
        var path: String
        var hash: String?
        var size: Int?
        var seconds: Int?
        var nanoseconds: Int?

        /// Nil for a file that cannot be read.
        init?(_ file: TreePath, hashing: Bool, in snapshot: Snapshot) {
            path = file.description
            if hashing {
                guard let contents = try? snapshot.contents(of: file) else { return nil }
                hash = Self.digits(of: contents)
            } else {
                guard let status = Self.status(of: path, in: snapshot) else { return nil }
                (size, seconds, nanoseconds) = (Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
            }
        }

        func isCurrent(in snapshot: Snapshot) -> Bool {
            guard let hash else {
                guard let status = Self.status(of: path, in: snapshot) else { return false }
                return (Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec) == (size, seconds, nanoseconds)
            }
            guard let file = try? TreePath(path), let contents = try? snapshot.contents(of: file) else { return false }
            return Self.digits(of: contents) == hash
        }

        /// Whether the file was last changed before that. Times of files are those of the last tick, at most 10 ms ago, and on
        /// some filesystems whole seconds.
        func isOlder(than time: timespec, in snapshot: Snapshot) -> Bool {
            guard let changed = Self.status(of: path, in: snapshot)?.st_ctim else { return false }
            let seconds = Double(time.tv_sec - changed.tv_sec) + Double(time.tv_nsec - changed.tv_nsec) / 1e9
            return seconds > (changed.tv_nsec == 0 ? 2 : 0.02)
        }

        private static func status(of path: String, in snapshot: Snapshot) -> stat? {
            var status = stat()
            return stat(snapshot.root + "/" + path, &status) == 0 ? status : nil
        }

        private static func digits(of bytes: [UInt8]) -> String {
            var hash = StableHash()
            hash.combine(bytes: bytes)
            return hash.digits
        }
    }
}
