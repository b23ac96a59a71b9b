import Findings

/// A patch with what is said of it, each comment under its line.
struct CommentedPatch {
    let patch: ReviewedPatch
    /// In the order of the body; -1 stands above its first line.
    let comments: [(line: Int, words: [String])]

    /// The patches of a report that have findings. A rule's reason is given once; later breaches refer to that.
    static func all(in report: Report) -> [CommentedPatch] {
        var known: [String: ReviewedPatch] = [:]
        return zip(report.patches, findings(of: report)).filter { !$1.isEmpty }.map { patch, findings in
            let comments = MailComments(on: patch, findings).comments.map { comment in
                let rule = comment.findings[0].finding.rule
                defer { if known[rule] == nil { known[rule] = patch } }
                return (comment.line, MailWords(comment, facts: report.rules[rule], earlier: known[rule], in: patch).lines)
            }
            return CommentedPatch(patch: patch, comments: comments)
        }
    }

    /// The findings of each patch. Patches may share a name, when their senders gave them the same subject.
    private static func findings(of report: Report) -> [[ReportedFinding]] {
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
