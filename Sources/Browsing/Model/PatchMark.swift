import Findings
import SourceTree

/// What a patch keeps from one version of a series to the next.
package struct PatchMark: Codable, Equatable, Sendable {
    package var number: Int
    /// Without tags such as `[PATCH v2 1/3]`.
    package var title: String
    package var author: String?
    package var date: String?
    /// What it adds and removes, as git's patch-id has it: wherever that stands. Nil while the patch is not read.
    package var changes: String?

    package init(_ patch: ReviewedPatch) {
        number = patch.number
        title = Outline.title(of: patch.subject)
        author = patch.author
        date = patch.date
        let lines = patch.body.filter { $0.kind == .added || $0.kind == .removed }.map(\.text)
        guard !lines.isEmpty else { return }
        var hash = StableHash()
        for line in lines { hash.combine(line + "\n") }
        changes = hash.digits
    }

    /// Which patches of two versions are the same: numbers in the first to numbers in the second.
    static func same(_ old: [PatchMark], _ new: [PatchMark]) -> [Int: Int] {
        var found: [Int: Int] = [:]
        var taken: Set<Int> = []
        func match(_ isSame: (PatchMark, PatchMark) -> Bool) {
            for mark in old where found[mark.number] == nil {
                guard let other = new.first(where: { !taken.contains($0.number) && isSame(mark, $0) }) else { continue }
                found[mark.number] = other.number
                taken.insert(other.number)
            }
        }
        match { $0.changes != nil && $0.changes == $1.changes && $0.author == $1.author }
        match { !$0.title.isEmpty && $0.title == $1.title && $0.author == $1.author }
        // Amended with another subject: git keeps the author's date.
        func isOnly(_ mark: PatchMark, _ marks: [PatchMark]) -> Bool { marks.count { $0.date == mark.date && $0.author == mark.author } == 1 }
        match { $0.date != nil && $0.date == $1.date && $0.author == $1.author && isOnly($0, old) && isOnly($1, new) }
        return found
    }

    /// Whether half of the longer one, at least, is in both.
    package static func isSameSeries(_ old: [PatchMark], _ new: [PatchMark]) -> Bool {
        let count = same(old, new).count
        return count > 0 && count * 2 >= max(old.count, new.count)
    }
}
