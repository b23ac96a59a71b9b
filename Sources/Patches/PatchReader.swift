import Foundation
import SourceTree

/// Bytes to be read as patches, with the name that messages give them.
public struct PatchInput: Sendable {
    /// A path, or `-` for the standard input.
    public var name: String
    public var bytes: [UInt8]

    /// Inputs beyond this are no patches.
    public static let sizeLimit = 256 << 20

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Reads a file, or the standard input where `path` is `-`.
    /// - Throws: `PatchError.unreadable`, `PatchError.tooLarge`.
    public static func read(_ path: String) throws -> PatchInput {
        let handle: FileHandle
        if path == "-" {
            handle = .standardInput
        } else {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                throw PatchError.unreadable(input: path, reason: "no such file")
            }
            guard !isDirectory.boolValue else {
                throw PatchError.unreadable(input: path, reason: "it is a directory; name the patch files")
            }
            guard let opened = FileHandle(forReadingAtPath: path) else {
                throw PatchError.unreadable(input: path, reason: "permission denied")
            }
            handle = opened
        }
        do {
            let data = try handle.read(upToCount: sizeLimit + 1) ?? Data()
            guard data.count <= sizeLimit else { throw PatchError.tooLarge(input: path, limit: sizeLimit) }
            return PatchInput(name: path, bytes: [UInt8](data))
        } catch let error as PatchError {
            throw error
        } catch {
            throw PatchError.unreadable(input: path, reason: error.localizedDescription)
        }
    }
}

/// Patches in the order in which they are to be applied, and what was left out of the inputs.
public struct PatchSeries: Sendable {
    public var patches: [Patch]
    public var skipped: [SkippedMessage]
}

/// A message that is not reviewed: a cover letter, a reply, an older version.
public struct SkippedMessage: Sendable, Hashable {
    public var subject: String
    /// Lower case, no full stop.
    public var reason: String
    public var inputName: String
    public var inputLine: Int
}

/// Reads mails, mboxes, format-patch files, archive pages and diffs.
public enum PatchReader {
    /// Attached mails are looked into this deep.
    private static let depthLimit = 4

    /// Reads all inputs as one series.
    ///
    /// Messages of one version of one thread are put in the order of their subjects (`[PATCH v3 2/8]`), others
    /// stay as given. Of several versions the newest stays. Patches quoted in replies count only where no
    /// patch stands unquoted.
    /// - Throws: `PatchError.noPatch` where nothing is left, `PatchError.refusedPath` and `.refusedMode` for
    ///   patches that reach out of the tree.
    public static func read(_ inputs: [PatchInput]) throws -> PatchSeries {
        var found: [Patch] = []
        var skipped: [SkippedMessage] = []
        for input in inputs {
            let lines = [InputLine](splitting: input.bytes)
            for message in Mailbox.messages(in: lines) {
                try read(message, input: input.name, depth: 0, into: &found, &skipped)
            }
        }
        let series = SeriesOrder.arrange(found, skipped)
        guard !series.patches.isEmpty else {
            let detail = series.skipped.prefix(3).map { "'\($0.subject)': \($0.reason)" }.joined(separator: "; ")
            throw PatchError.noPatch(inputs: inputs.map(\.name), detail: detail)
        }
        return series
    }

    /// Reads the output of git's own diff commands; symbolic links and submodules in it are left out.
    static func readGitDiff(_ bytes: [UInt8], name: String) throws -> [FileChange] {
        var parser = DiffParser([InputLine](splitting: bytes), isQuoted: false, links: .skip, patch: name, input: name)
        return try parser.parse().files
    }

    // MARK: one message

    private static func read(
        _ message: Mailbox.Message, input: String, depth: Int, into found: inout [Patch], _ skipped: inout [SkippedMessage]
    ) throws {
        var patch = Patch()
        patch.inputName = input
        patch.firstInputLine = message.lines.first?.number ?? 1
        patch.commitID = message.commitID
        var body: [InputLine]
        var charset: String?
        switch message.form {
        case .mail:
            let (header, start) = MailHeader.parse(message.lines)
            fill(&patch, from: header)
            let unpacked = MailBody(header: header, lines: message.lines[start...])
            body = unpacked.lines
            charset = unpacked.charset
            if depth < depthLimit {
                var enclosed: [Patch] = []
                for lines in unpacked.enclosed {
                    for inner in Mailbox.messages(in: lines) {
                        try read(inner, input: input, depth: depth + 1, into: &enclosed, &skipped)
                    }
                }
                if !enclosed.isEmpty {
                    // The covering mail is a letter; the patches are what is attached.
                    found += enclosed
                    return
                }
            }
        case .log:
            body = PageHeader.readLog(message.lines, into: &patch)
        case .page:
            body = PageHeader.readPage(message.lines, title: message.title, into: &patch)
        }
        body = body.withoutTransportCarriageReturns()
        try fill(&patch, body: body, charset: charset)
        if let reason = reasonToSkip(patch) {
            skipped.append(
                SkippedMessage(subject: patch.label, reason: reason, inputName: input, inputLine: patch.firstInputLine))
        } else {
            found.append(patch)
        }
    }

    private static func reasonToSkip(_ patch: Patch) -> String? {
        if patch.series?.index == 0, !patch.isQuoted { return "a cover letter" }
        if let merge = patch.damage.first(where: { $0.reason.contains("merge") }), patch.files.isEmpty { return merge.reason }
        return patch.files.isEmpty ? "no patch in it" : nil
    }

    private static func fill(_ patch: inout Patch, from header: MailHeader) {
        let subject = Subject(header.text("subject") ?? "")
        patch.rawSubject = subject.raw
        patch.subject = subject.title
        patch.series = subject.series
        patch.author = header.text("from")
        patch.date = header.text("date").map { $0.replacingOccurrences(of: "[thread overview]", with: "").trimmingBlanks() }
        patch.messageID = header.messageIDs("message-id").first
        patch.inReplyTo = header.messageIDs("in-reply-to").first
        patch.references = header.messageIDs("references")
        let replyTo = MailAddress.list(header.all("reply-to"))
        patch.sender = replyTo.isEmpty ? MailAddress.list(header.all("from")) : replyTo
        patch.to = MailAddress.list(header.all("to"))
        patch.cc = MailAddress.list(header.all("cc"))
    }

    /// Reads message and diff out of a decoded body.
    private static func fill(_ patch: inout Patch, body: [InputLine], charset: String?) throws {
        patch.body = body.map { TextLine(text: Charset.decode($0.bytes, from: charset), inputLine: $0.number) }
        var parser = DiffParser(body, isQuoted: false, patch: patch.label, input: patch.inputName)
        var (files, damage, firstLine) = try parser.parse()
        var text = body
        if files.isEmpty, let depth = QuotedText.depthOfDiff(in: body) {
            text = QuotedText.lines(at: depth, of: body)
            var quoted = DiffParser(text, isQuoted: true, patch: patch.label, input: patch.inputName)
            (files, damage, firstLine) = try quoted.parse()
            patch.isQuoted = true
            // The reply's author is not the patch's.
            patch.author = QuotedText.quotedAuthor(in: body, depth: depth)
        }
        patch.files = files
        patch.damage = damage
        let above = text[..<(firstLine ?? text.count)]
        CommitMessage.read(above, charset: charset, into: &patch)
        if patch.isQuoted, let told = CommitMessage.filesByDiffstat(above), told > files.count {
            patch.damage.append(
                Damage(
                    inputLine: above.last?.number ?? patch.firstInputLine,
                    reason: "the patch changes \(told) files, of which \(files.count) are quoted"))
        }
    }
}
