import Findings

/// What stays of decisions and comments when what they are about changes.
extension Browser {
    // MARK: What has no place

    /// Decisions whose finding is not there any more.
    var leftDecisions: [ReviewState.Decision] {
        guard let report = material.report, !state.decisions.isEmpty else { return [] }
        let known = Set(report.findings.map(\.fingerprint)).union(report.suppressed.map(\.reported.fingerprint))
        return state.decisions.filter { !known.contains($0.fingerprint) }
    }

    /// Comments whose line is not there any more.
    var leftComments: [ReviewState.Comment] { material.report == nil ? [] : state.comments.filter { !isPlaced($0) } }

    func isPlaced(_ comment: ReviewState.Comment) -> Bool {
        guard let file = comment.file else { return material.isPlaced(comment) }
        if material.kind == .series, !material.patches.contains(where: { $0.number == comment.patch }) { return false }
        // As long as nobody has looked, it is where it was.
        guard let source = sources[commented: file, comment.patch, in: material] else { return true }
        return source.text(of: comment.line) == comment.quoted
    }

    /// What has its finding, or its line.
    var placed: ReviewState {
        var placed = state
        let left = Set(leftDecisions.map(\.fingerprint))
        placed.decisions.removeAll { left.contains($0.fingerprint) }
        let lost = leftComments
        placed.comments.removeAll { lost.contains($0) }
        return placed
    }

    /// All that was decided, in a line; what has no place apart.
    package var summary: String {
        let placed = placed
        let count = leftDecisions.count + leftComments.count
        return [placed.summary, count > 0 ? "\(count) left over" : ""].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    mutating func showLeftovers() {
        guard !leftDecisions.isEmpty || !leftComments.isEmpty || state.carriedFrom != nil else {
            return say("nothing is left over: every decision has its finding, every comment its line", .hint)
        }
        push(View(kind: .leftovers, title: "left over"))
    }

    /// Nothing that somebody has decided goes without a word.
    func leftoverRows(width: Int) -> [Row] {
        var rows: [Row] = []
        func add(_ text: String, _ style: Style = .plain, indent: Int = 0, _ target: Target = .none) {
            let lead = String(repeating: " ", count: indent)
            rows += Wrapping.lines(text, width: min(width, 100) - indent, keepsLines: true).map { Row(StyledLine(lead + $0, style), target) }
        }
        if let title = state.carriedFrom {
            add("Decisions and comments were taken over from an earlier version of this series: \(title)")
            rows.append(Row(StyledLine()))
        }
        let decisions = leftDecisions, comments = leftComments
        if !decisions.isEmpty {
            add("The findings of these decisions are not there any more. They are kept in case that one comes back:", .strong)
            for decision in decisions {
                add("\(decision.verdict.word): \(decision.finding ?? "finding \(decision.fingerprint)")", indent: 2)
                if let text = decision.text ?? decision.reason { add(text, .faint, indent: 4) }
            }
            rows.append(Row(StyledLine()))
        }
        if !comments.isEmpty {
            add("The lines of these comments are not there any more, so they are not written. c edits one, an empty text removes it:", .strong)
            for comment in comments {
                let patch = material.patches.first { $0.number == comment.patch }.map { "patch \($0.number): " } ?? ""
                let place = comment.file.map { "\($0):\(comment.line): " } ?? patch
                add(place + comment.quoted, .faint, indent: 2, .comment(comment.id))
                add(comment.text, .accepted, indent: 4, .comment(comment.id))
            }
        }
        if decisions.isEmpty, comments.isEmpty { add("All of them have found their place.") }
        return rows
    }

    // MARK: Moving along

    /// Takes the state over to another version of the series, which is in `material` already.
    mutating func followSeries() {
        // A change that was taken back for a while comes again.
        guard !material.patches.isEmpty else { return }
        let marks = material.patches.map { PatchMark($0) }
        if !state.series.isEmpty, state.series.map(\.number) != marks.map(\.number) || state.series.map(\.title) != marks.map(\.title) {
            state = state.carried(to: marks)
        }
        state.series = marks
        let patches = material.patches
        state.relocate { comment in
            if comment.file == nil { Self.relocate(&comment, patches) }
        }
    }

    /// To the nearest line of the same text in the same patch; else to the only one in the series.
    private static func relocate(_ comment: inout ReviewState.Comment, _ patches: [ReviewedPatch]) {
        let known = comment
        if let patch = patches.first(where: { $0.number == known.patch }) {
            let same = patch.body.indices.filter { patch.body[$0].text == known.quoted }
            if let nearest = same.min(by: { abs($0 - known.line) < abs($1 - known.line) }) { comment.line = nearest }
            if !same.isEmpty { return }
        }
        let all = patches.flatMap { patch in patch.body.indices.filter { patch.body[$0].text == known.quoted }.map { (patch.number, $0) } }
        if all.count == 1 { (comment.patch, comment.line) = all[0] }
    }

    /// The same for comments in a file.
    mutating func followSource(_ document: SourceDocument, of request: SourceRequest) {
        let patch = commentedPatch(of: request)
        state.relocate { comment in
            guard comment.file == document.file, comment.patch == patch else { return }
            let line = comment.line
            let same = document.lines.indices.filter { document.lines[$0].text == comment.quoted }.map { $0 + 1 }
            if let nearest = same.min(by: { abs($0 - line) < abs($1 - line) }) { comment.line = nearest }
        }
    }

    /// What is said when the first review after a change of the series is done.
    mutating func tellWhatWasCarried() {
        guard state.carriedFrom != nil else { return }
        let left = leftDecisions.count + leftComments.count
        let count = state.decisions.count + state.comments.count - left
        let rest = left == 0 ? "" : "; \(left) left over: L lists \(left == 1 ? "it" : "them")"
        say("taken over from an earlier version of this series: \(count)\(rest)", left == 0 ? .hint : .problem)
    }
}

extension ReviewState.Verdict {
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .question: "asked"
        case .dismissed: "dismissed"
        }
    }
}

extension [String: SourceDocument] {
    /// The file that a comment stands in, as far as it is there: after the last patch it goes by two names.
    fileprivate subscript(commented file: String, patch: Int, in material: Material) -> SourceDocument? {
        if material.kind == .tree { return self[Browser.key(file, nil)] }
        return self[Browser.key(file, patch)] ?? (patch == material.patches.last?.number ? self[Browser.key(file, nil)] : nil)
    }
}

extension Material {
    /// Whether a comment's line is in the patch where it was.
    func isPlaced(_ comment: ReviewState.Comment) -> Bool {
        guard let patch = patches.first(where: { $0.number == comment.patch }) else { return false }
        return patch.body.indices.contains(comment.line) && patch.body[comment.line].text == comment.quoted
    }
}
