import Findings

/// A patch with what is said of it, each comment under its line.
package struct CommentedPatch: Sendable {
    /// Words under a line of the patch.
    package struct Comment: Sendable {
        /// Index of the body's line; -1 stands above the first.
        package var line: Int
        package var words: [String]
        /// Of the findings that it answers; none for what a person has to say beside them.
        package var fingerprints: [String]
    }

    /// What a person has written under a line of a patch.
    package struct Remark: Sendable {
        /// `ReviewedPatch.number`
        var patch: Int
        var line: Int
        var text: String

        package init(patch: Int, line: Int, text: String) {
            self.patch = patch
            self.line = line
            self.text = text
        }
    }

    package let patch: ReviewedPatch
    /// In the order of the body.
    package let comments: [Comment]

    /// The patches of a report that have findings or remarks. A rule's reason is given once; later breaches refer to that.
    ///
    /// - Parameters:
    ///   - edited: the words of findings that a person has put otherwise, by fingerprint.
    ///   - remarks: what a person has to say beside the findings.
    package static func all(in report: Report, edited: [String: String] = [:], remarks: [Remark] = []) -> [CommentedPatch] {
        var known: [String: ReviewedPatch] = [:]
        return zip(report.patches, findings(of: report)).compactMap { patch, findings in
            let answers = MailComments(on: patch, findings, apart: Set(edited.keys)).comments.map { comment in
                let prints = comment.findings.map(\.fingerprint)
                if let text = edited[prints[0]] { return Comment(line: comment.line, words: words(of: text), fingerprints: prints) }
                let rule = comment.findings[0].finding.rule
                defer { if known[rule] == nil { known[rule] = patch } }
                let words = MailWords(comment, facts: report.rules[rule], earlier: known[rule], in: patch).lines
                return Comment(line: comment.line, words: words, fingerprints: prints)
            }
            let own = remarks.filter { $0.patch == patch.number && patch.body.indices.contains($0.line) }
                .map { Comment(line: $0.line, words: words(of: $0.text), fingerprints: []) }
            let comments = (answers + own).enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            return comments.isEmpty ? nil : CommentedPatch(patch: patch, comments: comments.map(\.element))
        }
    }

    /// A person's lines as they are, save what acts on a terminal; none looks like a quote or like the start of the next mail.
    private static func words(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let shown = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: "\t")
            return shown.hasPrefix(">") || shown.hasPrefix("From ") ? " " + shown : shown
        }
    }

    /// The findings of each patch. Patches may share a name, when their senders gave them the same subject.
    package static func findings(of report: Report) -> [[ReportedFinding]] {
        var result = report.patches.map { _ in [ReportedFinding]() }
        for reported in report.orderedFindings {
            let place = Report.Line(file: reported.finding.position.file, line: reported.finding.position.line)
            func shows(_ index: Int) -> Bool { report.patches[index].body.contains { $0.kind == .added && $0.place == place } }
            let named = report.patches.indices.filter { report.patches[$0].name == reported.commit }
            let index = named.count < 2 ? named.first : named.first(where: shows) ?? named[0]
            if let index { result[index].append(reported) }
        }
        return result
    }

    /// Quoted lines and comments in turns, down to the last comment, or to `end` where one is given; the first block is quoted
    /// and may be empty.
    func blocks(from start: Int, through end: Int? = nil) -> [[String]] {
        var blocks: [[String]] = [[]]
        var next = start
        func quote(through line: Int) {
            guard line >= next else { return }
            let lines = patch.body[next...line].map(Self.quoted)
            if blocks.count == 1 { blocks[0] += lines } else { blocks.append(lines) }
            next = line + 1
        }
        for comment in comments where comment.line >= start || end == nil {
            quote(through: comment.line)
            blocks.append(comment.words)
        }
        if let end { quote(through: end) }
        return blocks
    }

    /// The line as it came, tabs and all, save what acts on a terminal; a mail's line may have 998 bytes.
    private static func quoted(_ line: ReviewedPatch.Line) -> String {
        let ended = line.text.hasSuffix("\r") ? String(line.text.dropLast()) : line.text
        let parts = ended.split(separator: "\t", omittingEmptySubsequences: false)
        let shown = parts.map { String($0).printable }.joined(separator: "\t")
        if shown.isEmpty { return ">" }
        return "> " + (shown.utf8.count <= 900 ? shown : String(shown.unicodeScalars.prefix(200)) + " [...]")
    }
}
