import Foundation
import SourceTree

/// A commit under review.
public struct Commit: Sendable, Hashable {
    /// The full id.
    public var id: String
    /// Full ids; none for a root commit, more than one for a merge.
    public var parents: [String]
    public var subject: String
    /// `Name <address>`
    public var author: String
    /// The author's date, `YYYY-MM-DD HH:MM:SS +ZZZZ`.
    public var date: String
    /// The message without its subject.
    public var message: String
}

/// The commits that a revision or range names.
public struct CommitRange: Sendable {
    /// Oldest first.
    public var commits: [Commit]
    /// Merges are not reviewed: what they merge is, where it is part of the range.
    public var skippedMerges: [Commit]
}

/// What one commit, or the uncommitted change, makes of the tree.
public struct CommitChange: Sendable {
    /// Nil for the uncommitted change.
    public var commit: Commit?
    /// The change in the shape of a mailed patch; its input lines are those of git's diff.
    public var patch: Patch
    public var base: Snapshot
    public var after: Snapshot
}

/// A git repository as a source of trees and changes; it is only ever read.
///
/// No lock is taken and no index refreshed. Hooks, filters, text converters, file system monitors and external
/// diffs that its configuration or attributes name are not run, and nothing is fetched.
public struct GitRepository: Sendable {
    /// The tree under review: a work tree's top, or a directory within one.
    public let directory: String
    /// The top of the work tree, symlinks resolved.
    public let top: String
    let git: GitRunner

    /// Opens the repository whose work tree holds `directory`; nil where there is none.
    /// - Throws: `GitError` when git cannot run or refuses the repository (another user's, damaged).
    public init?(containing directory: String) throws {
        let plain = try GitRunner(directory: directory, isolated: false)
        let answer = try plain.run(["rev-parse", "--show-toplevel"])
        guard answer.status == 0 else {
            if answer.stderr.contains("not a git repository") || answer.stderr.contains("must be run in a work tree") { return nil }
            throw GitError.failed(command: ["rev-parse"], message: GitRunner.firstMessage(answer))
        }
        top = Self.line(answer.stdout)
        self.directory = try Snapshot(directory: directory).root
        // Comparing a changed file runs the clean filter of its attributes: every configured one is put out.
        let names = try plain.run(["config", "-z", "--name-only", "--get-regexp", "^filter\\."]).stdout
        var drivers: Set<String> = []
        for name in names.split(separator: 0).map({ String(decoding: $0, as: UTF8.self) }) {
            if let dot = name.lastIndex(of: ".") { drivers.insert(String(name[..<dot])) }
        }
        let off = drivers.sorted().flatMap { driver in
            [(driver + ".clean", ""), (driver + ".smudge", ""), (driver + ".process", ""), (driver + ".required", "false")]
        }
        git = try GitRunner(directory: self.directory, settings: off, isolated: false)
    }

    // MARK: arguments

    /// What an argument of `review` is.
    public enum Argument: Sendable, Equatable {
        case standardInput
        case file(String)
        case revisions(String)
        /// Neither a file nor anything that git knows.
        case unknown(String)
    }

    /// Tells files from revisions. A file goes first; `./HEAD` and `HEAD^0` name one or the other for sure.
    public static func classify(_ argument: String, in repository: GitRepository?) throws -> Argument {
        if argument == "-" { return .standardInput }
        if FileManager.default.fileExists(atPath: argument) { return .file(argument) }
        guard let repository else { return .unknown(argument) }
        return try repository.endpoints(of: argument) == nil ? .unknown(argument) : .revisions(argument)
    }

    /// The commits of `a..b`, `a..`, `..b` (HEAD where a side is missing), `a...b` (since the merge base), or of a
    /// single revision, which means that commit alone.
    /// - Throws: `GitError.badRevision`.
    public func commits(in text: String) throws -> CommitRange {
        guard let ends = try endpoints(of: text) else {
            throw GitError.badRevision(text, message: "give REV, REV..REV or REV..")
        }
        var arguments = ["rev-list", "--reverse", "--topo-order"]
        if let from = ends.from {
            arguments += [ends.to, "^" + from]
        } else {
            arguments += ["--no-walk", ends.to]
        }
        let ids = Self.lines(try git.output(arguments + ["--"]))
        let commits = try commitObjects(ids)
        return CommitRange(
            commits: commits.filter { $0.parents.count < 2 }, skippedMerges: commits.filter { $0.parents.count > 1 })
    }

    /// Full ids of a range's ends, `from` nil for a single revision; nil where git does not know them.
    private func endpoints(of text: String) throws -> (from: String?, to: String)? {
        guard !text.isEmpty, !text.hasPrefix("-"), !text.utf8.contains(where: { $0 < 0x20 }) else { return nil }
        guard let dots = text.range(of: "..") else { return try commitIDs([text[...]]).map { (nil, $0[0]) } }
        let isSymmetric = text[dots.upperBound...].hasPrefix(".")
        let right = text[dots.upperBound...].dropFirst(isSymmetric ? 1 : 0)
        guard let ends = try commitIDs([text[..<dots.lowerBound], right]) else { return nil }
        let (from, to) = (ends[0], ends[1])
        guard isSymmetric else { return (from, to) }
        let base = try git.run(["merge-base", from, to])
        return base.status == 0 ? (Self.line(base.stdout), to) : nil
    }

    /// The commits that names stand for, HEAD for an empty one; nil where one of them names none.
    ///
    /// One run of git for all.
    private func commitIDs(_ names: [Substring]) throws -> [String]? {
        if names.contains(where: { $0.hasPrefix("-") }) { return nil }
        let questions = names.map { ($0.isEmpty ? "HEAD" : String($0)) + "^{commit}\n" }
        let answer = try git.run(["cat-file", "--batch-check"], input: Array(questions.joined().utf8))
        let ids = Self.lines(answer.stdout).compactMap { line -> String? in
            // `<id> commit <size>`; else it is the name that was given and `missing`.
            let words = line.split(separator: " ")
            return words.count == 3 && words[1] == "commit" && words[0].allSatisfy(\.isHexDigit) ? String(words[0]) : nil
        }
        return answer.status == 0 && ids.count == names.count ? ids : nil
    }

    func commitObjects(_ ids: [String]) throws -> [Commit] {
        try zip(ids, git.blobs(ids)).map { id, object in
            guard let object else { throw GitError.badRevision(id, message: "the commit is not in this repository (a shallow clone?)") }
            return Self.parse(object, id: id)
        }
    }

    /// Reads a commit object: header fields, a blank line, the message.
    private static func parse(_ object: [UInt8], id: String) -> Commit {
        var commit = Commit(id: id, parents: [], subject: "", author: "", date: "", message: "")
        let lines = [InputLine](splitting: object)
        let body = lines.firstIndex { $0.bytes.isEmpty } ?? lines.count
        var charset: String?
        for line in lines[..<body] {
            let text = line.text
            if let id = text.dropPrefix("parent ") { commit.parents.append(String(id)) }
            if let name = text.dropPrefix("encoding ") { charset = String(name) }
        }
        for line in lines[..<body] where line.starts(with: "author ") {
            // "author Name <address> 1611588657 +0000"
            let text = Charset.decode(line.bytes.dropFirst("author ".utf8.count), from: charset)
            guard let close = text.lastIndex(of: ">") else { continue }
            commit.author = String(text[...close])
            commit.date = date(text[text.index(after: close)...].split(separator: " "))
        }
        let message = Charset.decode(Array(lines[min(body + 1, lines.count)...].map(\.bytes).joined(separator: [.lineFeed])), from: charset)
        let parts = message.split(separator: "\n\n", maxSplits: 1)
        commit.subject = parts.first.map { $0.split(separator: "\n").joined(separator: " ") } ?? ""
        commit.message = parts.count > 1 ? parts[1].trimmingBlanks() : ""
        return commit
    }

    /// Seconds since 1970 and a zone such as `+0100`, as local time there.
    private static func date(_ words: [Substring]) -> String {
        guard words.count == 2, let seconds = Int(words[0]), abs(seconds) < 1 << 40, let zone = Int(words[1]) else { return "" }
        let offset = (zone / 100) * 3600 + (zone % 100) * 60
        var time = time_t(seconds + offset)
        var parts = tm()
        guard gmtime_r(&time, &parts) != nil else { return "" }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + " \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) \(words[1])"
    }

    static func line(_ bytes: [UInt8]) -> String { lines(bytes).first ?? "" }

    static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: .lineFeed).map { String(decoding: $0, as: UTF8.self) }
    }
}
