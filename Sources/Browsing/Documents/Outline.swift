import Findings

/// The list of what is under review: patches with their files and hunks, or the files of a tree.
package enum Outline {
    /// - Parameters:
    ///   - findings: those of each patch.
    ///   - unfolded: the patches whose files and hunks are shown, by index.
    static func rows(
        of patches: [ReviewedPatch], _ findings: [[ReportedFinding]], unfolded: [Int: PatchDocument], state: ReviewState
    ) -> [Row] {
        let digits = String(patches.count).count
        return zip(patches, findings).enumerated().flatMap { index, pair -> [Row] in
            let (patch, findings) = pair
            let number = String(index + 1)
            var line = StyledLine(String(repeating: " ", count: digits - number.count) + number + " ", .faint)
            line.append(title(of: patch.subject.isEmpty ? patch.name : patch.subject))
            let rows = [Row(line, .patch(index), tail: count(findings, state))]
            guard let document = unfolded[index] else { return rows }
            let places = document.places(of: findings)
            return rows + document.parts.map { part in
                let inside = places.filter { (part.line..<part.end).contains($0.line) }.map(\.fingerprint)
                let these = findings.filter { inside.contains($0.fingerprint) }
                var line = StyledLine(String(repeating: " ", count: digits + (part.kind == .file ? 2 : 4)))
                line.append(part.kind == .file ? part.name : "@@ \(part.shortName)", part.kind == .file ? .file : .hunk)
                return Row(line, .body(patch: index, line: part.line), tail: count(these, state))
            }
        }
    }

    /// Files of a tree, with what is found in them.
    static func rows(of files: [String], _ findings: [ReportedFinding], state: ReviewState) -> [Row] {
        let byFile = Dictionary(grouping: findings) { $0.finding.position.file }
        return files.map { Row(StyledLine($0, .file), .file($0), tail: count(byFile[$0] ?? [], state)) }
    }

    /// The title without `[PATCH v2 1/3]`.
    package static func title(of subject: String) -> String {
        var rest = subject[...]
        while rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            rest = rest[rest.index(after: end)...].drop { $0 == " " }
        }
        return rest.isEmpty ? subject : String(rest)
    }

    /// How many are still open, in the colour of the worst; `done` where none is any more.
    private static func count(_ findings: [ReportedFinding], _ state: ReviewState) -> StyledLine? {
        guard !findings.isEmpty else { return nil }
        let open = findings.filter { state.decision(on: $0.fingerprint) == nil }
        guard let worst = open.map(\.finding.severity).max() else { return StyledLine(" done ", .faint) }
        return StyledLine(" \(open.count) ", worst.style)
    }
}
