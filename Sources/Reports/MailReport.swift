import Findings

/// An mbox with a reply to each patch that has findings: the patch quoted down to the line in question, and what is wrong there.
///
/// From, Date and Message-ID are left to the program that sends it, which knows them. A rule's reason is given once in a
/// series; later breaches refer to that.
struct MailReport {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        var known: [String: ReviewedPatch] = [:]
        return zip(report.patches, findingsByPatch).filter { !$1.isEmpty }.map { patch, findings in
            header(of: patch) + "\n" + body(of: patch, findings, known: &known) + "\n"
        }.joined()
    }

    /// The findings of each patch. Patches may share a name, when their senders gave them the same subject.
    private var findingsByPatch: [[ReportedFinding]] {
        var result = report.patches.map { _ in [ReportedFinding]() }
        for reported in report.orderedFindings {
            let place = Report.Line(file: reported.finding.position.file, line: reported.finding.position.line)
            let named = report.patches.indices.filter { report.patches[$0].name == reported.commit }
            let showing = named.count < 2 ? nil : named.first { report.patches[$0].body.contains { $0.kind == .added && $0.place == place } }
            if let index = showing ?? named.first { result[index].append(reported) }
        }
        return result
    }

    // MARK: Header

    private func header(of patch: ReviewedPatch) -> String {
        let subject = patch.subject.isEmpty ? patch.name : patch.subject
        let ids = patch.messageID.flatMap { MailField.isMessageID($0) ? [$0] : nil } ?? []
        // Recipients as in a reply to all, each once whatever the case.
        var met: Set<String> = []
        func new(_ people: [ReviewedPatch.Person]) -> [ReviewedPatch.Person] { people.filter { met.insert($0.address.lowercased()).inserted } }
        let to = new(patch.sender)
        let others = new(patch.others)
        return "From fuselint Mon Sep 17 00:00:00 2001\n" + MailField.people("To", to.isEmpty ? others : to)
            + MailField.people("Cc", to.isEmpty ? [] : others)
            + MailField.text("Subject", subject.lowercased().hasPrefix("re:") ? subject : "Re: " + subject)
            + MailField.ids("In-Reply-To", ids) + MailField.ids("References", ids.isEmpty ? [] : thread(of: patch) + ids)
            + "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    }

    /// The ids above the patch, each once; of a very long thread its first and the latest, as RFC 5537 has it.
    private func thread(of patch: ReviewedPatch) -> [String] {
        var met: Set<String> = [patch.messageID ?? ""]
        let ids = patch.references.filter { MailField.isMessageID($0) && met.insert($0).inserted }
        return ids.count <= 20 ? ids : ids.prefix(1) + ids.suffix(19)
    }

    // MARK: Body

    private func body(of patch: ReviewedPatch, _ findings: [ReportedFinding], known: inout [String: ReviewedPatch]) -> String {
        var blocks: [[String]] = [attribution(of: patch)]
        var next = patch.body.firstIndex { $0.text.contains { !$0.isWhitespace } } ?? patch.body.count
        for comment in MailComments(on: patch, findings).comments {
            if comment.line >= next {
                let lines = patch.body[next...comment.line].map(quoted)
                // The attribution stands right above what it is about.
                if blocks.count == 1 { blocks[0] += lines } else { blocks.append(lines) }
                next = comment.line + 1
            }
            let rule = comment.findings[0].finding.rule
            blocks.append(MailWords(comment, facts: report.rules[rule], earlier: known[rule], in: patch).lines)
            if known[rule] == nil { known[rule] = patch }
        }
        return blocks.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    private func attribution(of patch: ReviewedPatch) -> [String] {
        guard let author = patch.author, !author.isEmpty else { return [] }
        let when = patch.commitID.map { "In commit \($0.prefix(12)), " } ?? patch.date.map { "On \($0.prefix(60)), " } ?? ""
        return TextWrapping().lines("", "\(when)\(author.replacing("\"", with: "").prefix(120)) wrote:")
    }

    /// The line as it came, tabs and all, save what acts on a terminal; a mail's line may have 998 bytes.
    private func quoted(_ line: ReviewedPatch.Line) -> String {
        let ended = line.text.hasSuffix("\r") ? String(line.text.dropLast()) : line.text
        let shown = ended.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: "\t")
        if shown.isEmpty { return ">" }
        return "> " + (shown.utf8.count <= 900 ? shown : String(shown.unicodeScalars.prefix(200)) + " [...]")
    }
}
