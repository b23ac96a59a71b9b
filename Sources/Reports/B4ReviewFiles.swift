import Findings

/// The files that b4 takes into its review interface from `.git/b4-review/<tip of the branch>/`.
///
/// `identity.txt` says who reviews; `series.txt` is a note on the series, `0001.txt` and so on are notes on its patches: a
/// summary line, a blank line, text, then the diff quoted with comments between its lines. b4 finds the lines again in the
/// commit's own diff.
package struct B4ReviewFiles {
    /// All that `identity.txt` holds. b4 wants an address; this one can belong to nobody (RFC 2606).
    package static let identity = "fuselint <fuselint@fuselint.invalid>\n"

    /// Whether b4 would read a file of that name.
    package static func isOne(_ name: String) -> Bool {
        name == "identity.txt" || name == "series.txt"
            || (name.hasSuffix(".txt") && name.utf8.count == 8 && Int(name.prefix(4)) != nil)
    }

    package let files: [(name: String, text: String)]

    package init(_ report: Report) { self.init(CommentedPatch.all(in: report), of: report) }

    package init(_ commented: [CommentedPatch], of report: Report) {
        let patches = commented.map { patch in
            let number = String(patch.patch.number)
            return (name: String(repeating: "0", count: max(0, 4 - number.count)) + number + ".txt", text: Self.note(on: patch))
        }
        files = [("identity.txt", Self.identity), ("series.txt", Self.note(on: report))] + patches
    }

    private static func note(on report: Report) -> String {
        let left = report.incompleteByReason.flatMap { reason, places -> [String] in
            let more = places.count == 1 ? "" : " (and \(places.count - 1) more)"
            return TextWrapping().lines("", "Not analysed: \(places[0].place)\(more): \(reason)")
        }
        return text([[report.summary], report.remarks.flatMap { TextWrapping().lines("", $0) }, left])
    }

    private static func note(on commented: CommentedPatch) -> String {
        let body = commented.patch.body
        let start = body.firstIndex { $0.text.hasPrefix("diff --git ") } ?? 0
        let end = body.lastIndex { $0.kind != .text } ?? start - 1
        let apart = commented.comments.filter { $0.line < start }.map(\.words)
        let count = commented.comments.count
        return text([["\(count) \(count == 1 ? "comment" : "comments")"]] + apart + commented.blocks(from: start, through: end))
    }

    private static func text(_ blocks: [[String]]) -> String {
        blocks.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }
}
