import Findings
import Reports

/// What is under review, and what is known about it so far.
package struct Material: Sendable {
    package enum Kind: Equatable, Sendable {
        case series
        /// The tree as it is, without a patch to answer.
        case tree
    }

    package var kind: Kind
    package var title: String
    /// All of the series, in order.
    package var patches: [ReviewedPatch]
    /// Nil while the review goes on.
    package var report: Report?

    package init(_ kind: Kind, title: String, patches: [ReviewedPatch] = [], report: Report? = nil) {
        self.kind = kind
        self.title = title
        self.patches = patches
        self.report = report
    }

    package var findings: [ReportedFinding] { report?.findings ?? [] }

    func finding(_ fingerprint: String) -> ReportedFinding? { findings.first { $0.fingerprint == fingerprint } }

    /// Takes in a finished review; its patches know better where their lines came to stand.
    mutating func take(_ report: Report, patches: [ReviewedPatch]) {
        self.patches = patches
        for patch in report.patches {
            if let index = self.patches.firstIndex(where: { $0.number == patch.number }) { self.patches[index] = patch }
        }
        self.report = report
        self.report?.patches = self.patches
    }

    /// The findings of each patch, in the order of their places.
    var findingsByPatch: [[ReportedFinding]] {
        guard let report, kind == .series else { return patches.map { _ in [] } }
        return CommentedPatch.findings(of: report)
    }

    /// What goes into the reply: what was accepted or asked, and the reviewer's own comments.
    ///
    /// - Parameter also: a finding that counts as accepted for once.
    package func answer(_ state: ReviewState, also: String? = nil) -> (patches: [CommentedPatch], report: Report)? {
        guard var report else { return nil }
        report.findings = report.findings.compactMap { reported in
            let decision = state.decision(on: reported.fingerprint)
            let isAnswered = decision?.verdict == .accepted || decision?.verdict == .question
            guard isAnswered || also == reported.fingerprint else { return nil }
            var reported = reported
            if decision?.verdict == .question { reported.finding.severity = .note }
            return reported
        }
        let texts = state.decisions.filter { $0.verdict != .dismissed }.compactMap { decision in
            decision.text.map { (decision.fingerprint, $0) }
        }
        let remarks = state.comments.compactMap(remark)
        let edited = Dictionary(texts) { first, _ in first }
        return (CommentedPatch.all(in: report, edited: edited, remarks: remarks), report)
    }

    /// A comment as the reply has it: on a line that no patch shows, with that line.
    private func remark(_ comment: ReviewState.Comment) -> CommentedPatch.Remark? {
        guard let file = comment.file else {
            return isPlaced(comment) ? .init(patch: comment.patch, line: comment.line, text: comment.text) : nil
        }
        guard let patch = patches.first(where: { $0.number == comment.patch }) else { return nil }
        let (line, isOwn) = CommentAnchors(patch).line(of: Report.Line(file: file, line: comment.line))
        let text = isOwn ? comment.text : "On \(file):\(comment.line):\n\n\t\(comment.quoted)\n\n\(comment.text)"
        return .init(patch: comment.patch, line: line, text: text)
    }

    /// The words of the reply for each finding that it answers.
    func words(_ state: ReviewState, also: String? = nil) -> [String: [String]] {
        var words: [String: [String]] = [:]
        for comment in answer(state, also: also)?.patches.flatMap(\.comments) ?? [] {
            for print in comment.fingerprints { words[print] = comment.words }
        }
        return words
    }
}
