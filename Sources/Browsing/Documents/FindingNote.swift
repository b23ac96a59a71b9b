import Findings

/// How a finding or a comment stands under a line.
enum FindingNote {
    /// - Parameter isAtLine: whether that is the finding's own line.
    static func note(
        _ reported: ReportedFinding, at isAtLine: Bool, decision: ReviewState.Decision?, words: [String: [String]]
    ) -> Document.Note {
        let finding = reported.finding
        let place = isAtLine ? "" : "\(finding.position.file):\(finding.position.line): "
        let what = "\(place)\(finding.message) [\(finding.rule)]"
        let target = Target.finding(reported.fingerprint)
        // Words of our own are wrapped anew for the screen; a person's lines are kept.
        let reply = words[reported.fingerprint]?.joined(separator: decision?.text == nil ? " " : "\n") ?? ""
        switch decision?.verdict {
        case nil:
            var paragraphs = [(text: "\(finding.severity.rawValue): \(what)", style: finding.severity.style)]
            if reported.state == .fixedLater { paragraphs.append(("a later patch of the series takes it back", .faint)) }
            if !finding.path.isEmpty {
                let steps = finding.path.count == 1 ? "1 step leads" : "\(finding.path.count) steps lead"
                paragraphs.append(("\(steps) here: Enter", .faint))
            }
            return Document.Note(target: target, paragraphs: paragraphs, style: finding.severity.style)
        case .accepted:
            return Document.Note(
                target: target, paragraphs: [("accepted: \(what)", .faint), (reply, .accepted)], style: .accepted)
        case .question:
            return Document.Note(target: target, paragraphs: [("asked: \(what)", .faint), (reply, .question)], style: .question)
        case .dismissed:
            let reason = decision?.reason ?? ""
            return Document.Note(target: target, paragraphs: [("dismissed: \(what): \(reason)", .dismissed)], style: .dismissed)
        }
    }

    /// - Parameter isOwn: whether it stands under the line that it is about.
    static func note(_ comment: ReviewState.Comment, at isOwn: Bool = true) -> Document.Note {
        let place = isOwn ? "" : " on \(comment.file ?? ""):\(comment.line)"
        return Document.Note(
            target: .comment(comment.id), paragraphs: [("your comment\(place):", .faint), (comment.text, .accepted)], style: .accepted)
    }
}

extension Severity {
    var style: Style {
        switch self {
        case .error: .error
        case .warning: .warning
        case .note: .note
        }
    }
}
