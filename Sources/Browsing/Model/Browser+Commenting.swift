import Findings

/// The reviewer's own words: under a line of a patch, or of the source.
extension Browser {
    mutating func comment() -> [Effect] {
        if case .comment(let id)? = top.main.current?.target, let known = state.comments.first(where: { $0.id == id }) {
            return edit(known, context: ["> " + known.quoted])
        }
        return material.kind == .series && top.kind == .home ? commentOnPatch() : commentOnSource()
    }

    private func edit(_ comment: ReviewState.Comment, context: [String]) -> [Effect] {
        [.edit(.comment(comment), text: comment.text, context: context)]
    }

    private mutating func commentOnPatch() -> [Effect] {
        guard let (index, line) = bodyLine() else {
            say("comments stand under a line of a patch, to which Tab goes, or of a file: o opens one", .hint)
            return []
        }
        let patch = material.patches[index]
        let known = state.comments.first { $0.file == nil && $0.patch == patch.number && $0.line == line && material.isPlaced($0) }
        let new = ReviewState.Comment(id: state.freeID, patch: patch.number, line: line, quoted: patch.body[line].text, text: "")
        return edit(known ?? new, context: patch.body[max(0, line - 5)...line].map { "> " + $0.text })
    }

    private mutating func commentOnSource() -> [Effect] {
        guard let place = sourceLine(), let source = source(top.file), let quoted = source.text(of: place.line) else {
            say("comments stand under a line of the source; Tab goes there, o opens a file", .hint)
            return []
        }
        let patch = commentedPatch(of: top.file)
        let known = state.comments.first { $0.file == place.file && $0.patch == patch && $0.line == place.line && isPlaced($0) }
        let new = ReviewState.Comment(id: state.freeID, patch: patch, line: place.line, quoted: quoted, text: "", file: place.file)
        let lines = (max(1, place.line - 5)...place.line).compactMap { source.text(of: $0) }
        return edit(known ?? new, context: ["\(place.file):\(place.line):"] + lines.map { "> " + $0 })
    }

    /// The files that have comments, each as it is after the patch that they are about.
    var commentedFiles: [SourceRequest] {
        let places = Set(state.comments.compactMap { comment in comment.file.map { Report.Line(file: $0, line: comment.patch) } })
        return places.sorted { ($0.file, $0.line) < ($1.file, $1.line) }.map { place in
            SourceRequest(file: place.file, line: 1, patch: material.kind == .tree ? nil : place.line, purpose: .again)
        }
    }

    /// The number of the patch in whose reply comments on a file go: that after which the file is looked at; 0 in a tree.
    func commentedPatch(of request: SourceRequest?) -> Int {
        material.kind == .tree ? 0 : request?.patch ?? material.patches.last?.number ?? 0
    }

    /// The line of the patch that the cursor is on, or that the finding under it stands under.
    private func bodyLine() -> (patch: Int, line: Int)? {
        let rows = top.main.rows
        for row in rows[..<min(top.main.cursor + 1, rows.count)].reversed() {
            switch row.target {
            case .body(let patch, let line): return (patch, line)
            case .finding, .comment: continue
            default: return nil
            }
        }
        return nil
    }

    /// The same in a file of the tree.
    private func sourceLine() -> Report.Line? {
        let rows = top.main.rows
        for row in rows[..<min(top.main.cursor + 1, rows.count)].reversed() {
            if case .source(let place) = row.target { return place }
        }
        return nil
    }

    /// An editor has ended on a comment.
    mutating func take(_ comment: ReviewState.Comment, _ text: String) -> [Effect] {
        let isKnown = state.comments.contains { $0.id == comment.id }
        guard !text.isEmpty || isKnown else {
            say("the comment is empty: nothing changed", .hint)
            return []
        }
        if text.isEmpty {
            state.removeComment(comment.id)
            return changed("the comment is gone; u brings it back")
        }
        // A review that was done meanwhile may have moved it.
        var now = state.comments.first { $0.id == comment.id } ?? comment
        now.text = text
        state.put(now)
        return changed("commented")
    }

    // MARK: Notes on a tree

    /// The comments on a tree as text: `file:line: text`, further lines behind a tab, as compilers and editors have it.
    var notes: String {
        let placed = state.comments.filter { $0.file != nil && isPlaced($0) }
        let sorted = placed.sorted { ($0.file ?? "", $0.line, $0.id) < ($1.file ?? "", $1.line, $1.id) }
        return sorted.map { comment in
            let lines = comment.text.split(separator: "\n", omittingEmptySubsequences: false).map { StyledLine(String($0)).text }
            return "\(comment.file ?? ""):\(comment.line): " + lines.joined(separator: "\n\t") + "\n"
        }.joined()
    }
}
