import SourceTree

/// One patch as it came in: a mail, a format-patch file, a plain diff or a commit.
public struct Patch: Sendable, Hashable {
    /// The title without `Re:` and bracketed tags.
    public var subject: String = ""
    /// The subject as it stood in the input, decoded and unfolded.
    public var rawSubject: String = ""
    /// `Name <address>` of who wrote the patch; an in-body `From:` line goes before the mail's own, and for a
    /// patch quoted in a reply it is the person whom the reply quotes.
    public var author: String?
    /// The date as written.
    public var date: String?
    /// With its angle brackets, as are the ids in `inReplyTo` and `references`.
    public var messageID: String?
    public var inReplyTo: String?
    public var references: [String] = []
    /// Whom a reply goes to: those of `Reply-To:`, else of `From:`. Not always the author, whom an in-body line may name.
    public var sender: [MailAddress] = []
    public var to: [MailAddress] = []
    public var cc: [MailAddress] = []
    /// The commit's full id, from git or from the first line of a format-patch file.
    public var commitID: String?
    /// The commit that the patch says it was made for (`base-commit:`).
    public var baseCommit: String?
    /// Where the patch stands in its series, by its subject; nil where the subject does not tell.
    public var series: SeriesPosition?
    /// The text above the diff.
    public var message: String = ""
    /// The changed files, in the order of the patch.
    public var files: [FileChange] = []
    /// The decoded body (message and diff, quote marks kept), for writing replies; for a commit it is as a mail would have it.
    public var body: [TextLine] = []
    /// Whether the patch was read out of quoted text (`> `).
    public var isQuoted = false
    /// What is known to be missing or spoiled.
    public var damage: [Damage] = []
    /// The input's name as the user gave it; `-` is the standard input.
    public var inputName: String = ""
    /// The line of the input where the mail or diff starts.
    public var firstInputLine = 1

    public init() {}

    /// Whether every file's change is there in full, so that it may be applied.
    public var isComplete: Bool { !files.isEmpty && damage.isEmpty && files.allSatisfy(\.isComplete) }

    /// How messages name the patch: its subject, commit id or input.
    public var label: String {
        if !rawSubject.isEmpty { return rawSubject }
        return commitID.map { "commit " + $0.prefix(12) } ?? inputName
    }
}

/// The `[PATCH v3 2/8]` of a subject.
public struct SeriesPosition: Sendable, Hashable {
    /// 1 where the subject names none.
    public var version: Int
    /// 0 is the cover letter.
    public var index: Int
    public var count: Int

    public init(version: Int, index: Int, count: Int) {
        self.version = version
        self.index = index
        self.count = count
    }
}

/// A line of text with the line of the input that it came from.
public struct TextLine: Sendable, Hashable {
    public var text: String
    /// Counted from 1, in the input as the user gave it.
    public var inputLine: Int

    public init(text: String, inputLine: Int) {
        self.text = text
        self.inputLine = inputLine
    }
}

/// Something that a patch lost on its way.
public struct Damage: Sendable, Hashable {
    public var inputLine: Int
    /// Lower case, no full stop.
    public var reason: String

    public init(inputLine: Int, reason: String) {
        self.inputLine = inputLine
        self.reason = reason
    }
}

/// What a patch does to one file.
public struct FileChange: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case modified, added, deleted, renamed, copied
        /// Only the mode changes.
        case modeChange
    }

    public var kind: Kind
    /// Nil for an added file.
    public var oldPath: TreePath?
    /// Nil for a deleted file.
    public var newPath: TreePath?
    /// File modes as git writes them (0o100644, 0o100755), where the patch tells.
    public var oldMode: Int?
    public var newMode: Int?
    public var isBinary = false
    /// git's own text of a binary change (from `GIT binary patch` on), and its `index` line; empty where the
    /// patch says only that binary files differ.
    public var binaryText: [[UInt8]] = []
    public var hunks: [Hunk] = []
    /// What this file's change is known to have lost; hunks that are cut short are told by the hunks.
    public var damage: [Damage] = []
    /// The line of the input with the file's first header.
    public var headerInputLine: Int

    public init(kind: Kind, oldPath: TreePath?, newPath: TreePath?, headerInputLine: Int) {
        self.kind = kind
        self.oldPath = oldPath
        self.newPath = newPath
        self.headerInputLine = headerInputLine
    }

    /// Whether all of the change is there: no hunk cut short, no line spoiled, no binary contents left out.
    public var isComplete: Bool {
        damage.isEmpty && !hunks.contains(where: \.isCutShort) && (!isBinary || !binaryText.isEmpty)
    }

    /// The path after the patch, or before it where the file is deleted.
    public var path: TreePath { newPath ?? oldPath ?? .root }
}

/// One `@@` part of a file's change.
public struct Hunk: Sendable, Hashable {
    /// First line and number of lines, before and after, as the header says.
    public var oldStart: Int
    public var oldCount: Int
    public var newStart: Int
    public var newCount: Int
    /// What follows the second `@@`: as git writes it, the line that opens the enclosing function.
    public var section: String
    public var lines: [Line] = []
    public var headerInputLine: Int
    /// Whether there are fewer lines than the header counts.
    public var isCutShort = false

    public init(oldStart: Int, oldCount: Int, newStart: Int, newCount: Int, section: String, headerInputLine: Int) {
        self.oldStart = oldStart
        self.oldCount = oldCount
        self.newStart = newStart
        self.newCount = newCount
        self.section = section
        self.headerInputLine = headerInputLine
    }

    /// The header without its section.
    public var header: String { "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@" }

    public struct Line: Sendable, Hashable {
        public enum Kind: Sendable, Hashable { case context, added, removed }

        public var kind: Kind
        /// The line's bytes without the leading mark and the line end.
        public var bytes: [UInt8]
        public var inputLine: Int
        /// Whether `\ No newline at end of file` follows.
        public var noNewlineAtEnd = false

        public init(kind: Kind, bytes: [UInt8], inputLine: Int) {
            self.kind = kind
            self.bytes = bytes
            self.inputLine = inputLine
        }

        /// The bytes as text; what is not UTF-8 becomes replacement characters.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The lines before (context and removed).
    public var oldLines: [Line] { lines.filter { $0.kind != .added } }
    /// The lines after (context and added).
    public var newLines: [Line] { lines.filter { $0.kind != .removed } }
}
