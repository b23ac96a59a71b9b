import Findings

/// The sentences about one comment's findings: what, why, where it is written down.
struct MailWords {
    private let comment: MailComments.Comment
    private let facts: RuleFacts?
    private let earlier: ReviewedPatch?
    private let patch: ReviewedPatch

    /// - Parameter earlier: the patch of the series in whose answer the rule has been explained.
    init(_ comment: MailComments.Comment, facts: RuleFacts?, earlier: ReviewedPatch?, in patch: ReviewedPatch) {
        self.comment = comment
        self.facts = facts
        self.earlier = earlier
        self.patch = patch
    }

    /// Wrapped, and none looks like a quote or like the start of the next mail.
    var lines: [String] {
        let reasons = earlier == nil ? [why, said] : []
        let text = ([what, like, mended] + reasons).compactMap(\.self).joined(separator: " ")
        return TextWrapping().lines("", text).map { $0.hasPrefix(">") || $0.hasPrefix("From ") ? " " + $0 : $0 }
    }

    // MARK: Sentences

    private var what: String {
        let finding = comment.findings[comment.findings.count - 1].finding
        let leads = [reference, place(of: finding), finding.severity == .note ? "is this intended" : nil].compactMap(\.self)
        guard !leads.isEmpty else { return Self.sentence(finding.message) }
        let lead = leads.joined(separator: "; ")
        return lead.prefix(1).uppercased() + lead.dropFirst() + ": \(finding.message)" + (finding.severity == .note ? "?" : ".")
    }

    private var reference: String? {
        guard let earlier else { return nil }
        if earlier == patch { return "the same again" }
        return "the same as in \"\(earlier.subject.isEmpty ? earlier.name : earlier.subject)\""
    }

    /// Where the finding is, unless the comment stands under its line.
    private func place(of finding: Finding) -> String? {
        if comment.isAtFinding { return nil }
        let place = "\(finding.position.file):\(finding.position.line)"
        return "with this change, " + (finding.function.isEmpty ? place : "in \(finding.function)() (\(place))")
    }

    /// What stands between the findings' lines is nothing, so that these need no more words.
    private var like: String? {
        let more = Set(comment.findings.map(\.finding.position.line)).count - 1
        return switch more {
        case ...0: nil
        case 1: "The line above does the same."
        default: "The \(more) lines above do the same."
        }
    }

    private var mended: String? {
        comment.findings.allSatisfy { $0.state == .fixedLater } ? "A later patch of the series takes it back." : nil
    }

    /// The first sentence of the reason.
    private var why: String? {
        guard let facts else { return nil }
        let words = facts.why.split(whereSeparator: \.isWhitespace)
        let end = words.firstIndex { $0.hasSuffix(".") } ?? words.count - 1
        return words.isEmpty ? nil : words[...end].joined(separator: " ").replacing("`", with: "")
    }

    private var said: String? {
        guard let said = facts?.said, !said.isEmpty else { return nil }
        return "See \(said)" + (said.hasSuffix(".") ? "" : ".")
    }

    // MARK: Messages as sentences

    /// A message starts lower case and has no full stop; some leave out their subject.
    private static func sentence(_ message: String) -> String {
        let first = message.prefix { $0 != " " }
        if ["drops", "changes"].contains(first) { return "This \(message)." }
        // Names of C code keep their case.
        return (["a", "an", "the", "what"].contains(first) ? first.prefix(1).uppercased() + message.dropFirst() : message) + "."
    }
}
