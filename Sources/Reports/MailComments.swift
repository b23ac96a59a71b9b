import Findings

/// What is to be said of one patch, and under which of its lines.
struct MailComments {
    /// Findings of one rule that stand on neighbouring lines, and are answered together.
    struct Comment {
        var findings: [ReportedFinding]
        /// The line of the body that the comment stands under; -1 where it stands above the first.
        var line: Int
        /// Whether that is the last finding's own line.
        var isAtFinding: Bool
    }

    /// In the order of the body.
    let comments: [Comment]

    /// - Parameter apart: the fingerprints of findings that have words of their own, and share no comment.
    init(on patch: ReviewedPatch, _ findings: [ReportedFinding], apart: Set<String> = []) {
        let anchors = CommentAnchors(patch)
        let placed = findings.map { reported -> Comment in
            let (line, isOwn) = anchors.line(for: reported.finding)
            return Comment(findings: [reported], line: line, isAtFinding: isOwn)
        }
        comments = placed.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
            .reduce(into: []) { comments, next in
                let areApart = (next.findings + (comments.last?.findings ?? [])).contains { apart.contains($0.fingerprint) }
                if let last = comments.last, !areApart, next.continues(last) {
                    comments[comments.count - 1].findings += next.findings
                    comments[comments.count - 1].line = next.line
                } else {
                    comments.append(next)
                }
            }
    }
}

extension MailComments.Comment {
    fileprivate func continues(_ other: Self) -> Bool {
        isAtFinding && other.isAtFinding && line == other.line + 1 && findings[0].finding.rule == other.findings[0].finding.rule
            && findings[0].finding.function == other.findings[0].finding.function && findings[0].state == other.findings[0].state
    }
}

/// Finds for each finding the line of a patch under which it is best told.
package struct CommentAnchors {
    private let body: [ReviewedPatch.Line]
    private let inputName: String
    private var places: [Report.Line: Int] = [:]
    private var inputLines: [Int: Int] = [:]
    private var changes: [String: [Int]] = [:]

    package init(_ patch: ReviewedPatch) {
        body = patch.body
        inputName = patch.inputName
        for (index, line) in body.enumerated() {
            if inputLines[line.inputLine] == nil { inputLines[line.inputLine] = index }
            guard let place = line.place else { continue }
            if line.kind != .removed { places[place] = index }
            if line.kind != .context { changes[place.file, default: []].append(index) }
        }
    }

    /// The finding's own line; else that of the last of its steps that the patch shows, one that it adds before others; else
    /// the nearest change of the file; else the end of the message.
    package func line(for finding: Finding) -> (line: Int, isOwn: Bool) {
        if let own = index(of: finding.position) { return (own, true) }
        let steps = finding.path.reversed().compactMap { index(of: $0.position) }
        if let step = steps.first(where: { body[$0].kind == .added }) ?? steps.first { return (step, false) }
        return (nearestChange(to: Report.Line(file: finding.position.file, line: finding.position.line)) ?? endOfMessage, false)
    }

    /// The line itself where the patch shows it; else the nearest change of the file, or the end of the message.
    package func line(of place: Report.Line) -> (line: Int, isOwn: Bool) {
        if let own = places[place] { return (own, true) }
        return (nearestChange(to: place) ?? endOfMessage, false)
    }

    private func nearestChange(to place: Report.Line) -> Int? {
        func distance(_ index: Int) -> Int { abs((body[index].place?.line ?? 0) - place.line) }
        return changes[place.file]?.min { distance($0) < distance($1) }
    }

    private func index(of position: Position) -> Int? {
        if let index = places[Report.Line(file: position.file, line: position.line)] { return index }
        return position.file == inputName && position.line > 0 ? inputLines[position.line] : nil
    }

    private var endOfMessage: Int {
        let end = body.firstIndex { line in
            line.kind != .text || line.text == "---" || ["diff --git ", "--- a/", "Index: "].contains(where: line.text.hasPrefix)
        }
        return body[..<(end ?? body.count)].lastIndex { $0.text.contains { !$0.isWhitespace } } ?? -1
    }
}
