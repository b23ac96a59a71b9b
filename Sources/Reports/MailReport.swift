import Findings

/// An mbox with a reply to each patch that has findings: the patch quoted down to the line in question, and what is wrong there.
///
/// From, Date and Message-ID are left to the program that sends it, which knows them. A rule's reason is given once in a
/// series; later breaches refer to that.
package struct MailReport {
    private let patches: [CommentedPatch]

    init(_ report: Report) { self.init(CommentedPatch.all(in: report)) }

    package init(_ patches: [CommentedPatch]) { self.patches = patches }

    package var text: String {
        patches.map { header(of: $0.patch) + "\n" + body(of: $0) + "\n" }.joined()
    }

    // MARK: Header

    private func header(of patch: ReviewedPatch) -> String {
        let subject = patch.subject.isEmpty ? patch.name : patch.subject
        let ids = patch.messageID.flatMap { MailField.isMessageID($0) ? [$0] : nil } ?? []
        // Recipients as in a reply to all, each once whatever the case.
        var met: Set<String> = []
        func new(_ people: [ReviewedPatch.Person]) -> [ReviewedPatch.Person] {
            people.filter { met.insert($0.address.lowercased()).inserted }
        }
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

    private func body(of commented: CommentedPatch) -> String {
        let body = commented.patch.body
        let start = body.firstIndex { $0.text.contains { !$0.isWhitespace } } ?? body.count
        var blocks = commented.blocks(from: start)
        // The attribution stands right above what it is about.
        blocks[0].insert(contentsOf: attribution(of: commented.patch), at: 0)
        return blocks.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    private func attribution(of patch: ReviewedPatch) -> [String] {
        guard let author = patch.author, !author.isEmpty else { return [] }
        let when = patch.commitID.map { "In commit \($0.prefix(12)), " } ?? patch.date.map { "On \($0.prefix(60)), " } ?? ""
        return TextWrapping().lines("", "\(when)\(author.replacing("\"", with: "").prefix(120)) wrote:")
    }
}
