import Program

/// A line that is one call of a function that releases something.
struct ReleaseCall {
    /// Which kind of release it is.
    let kind: MutationKind
    /// What is released, as the source spells it; empty where the call does not say.
    let object: String

    /// - Parameter text: a line without its indentation.
    init?(_ text: String) {
        let name = text.firstWord
        guard text.hasSuffix(";"), let inner = text.dropFirst(name.count).dropLast().stripped.parenthesised, let kind = Self.kind(name)
        else { return nil }
        let arguments = SourceText.arguments(inner)
        guard let object = name == "kmem_cache_free" ? arguments.last : arguments.first ?? (kind == .dropUnlock ? "" : nil) else { return nil }
        self.kind = kind
        self.object = Self.withoutCast(object)
    }

    private static func kind(_ name: String) -> MutationKind? {
        if frees.contains(name) { return .dropFree }
        if reverts.contains(name) { return .dropRevert }
        if name.contains("unlock") || name == "up_read" || name == "up_write" { return .dropUnlock }
        guard !isPutOfData(name) else { return nil }
        return name.hasSuffix("put") || name.contains("_put_") || name.hasPrefix("put_") ? .dropPut : nil
    }

    private static let frees: Set<String> = [
        "kfree", "kvfree", "kmem_cache_free", "vfree", "kfree_rcu", "kvfree_rcu", "kfree_sensitive", "kfree_const", "free_page", "free_pages",
        "__free_page", "free_percpu", "fuse_io_free", "fuse_request_free", "fuse_writepage_free",
    ]

    private static let reverts: Set<String> = [
        "revert_creds", "ovl_revert_creds", "fuse_copy_finish", "fuse_release_nowrite", "mnt_drop_write", "mnt_drop_write_file",
        "file_end_write", "sb_end_write", "sb_end_pagefault", "fuse_file_io_release",
    ]

    /// What is put somewhere is data.
    private static func isPutOfData(_ name: String) -> Bool {
        ["put_user", "__put_user", "seq_put", "nla_put", "skb_put"].contains(name)
            || ["put_unaligned", "seq_put_", "nla_put_", "skb_put_"].contains(where: name.hasPrefix) || ["input", "output"].contains(where: name.hasSuffix)
    }

    /// `(unsigned long)page` is about `page`.
    private static func withoutCast(_ text: String) -> String {
        guard text.hasPrefix("("), let close = SourceText.closingParenthesis(text[...]) else { return text }
        let rest = text[text.index(after: close)...].stripped
        return rest.isEmpty ? text : rest
    }
}

/// Edits of releases.
extension MutationSites {
    func releases(_ line: Int, _ function: Function) -> [Mutant] {
        let whole = lines[line - 1]
        let text = whole.stripped
        let indent = whole.indentation
        guard let release = ReleaseCall(text) else { return [] }
        var found = [mutant(release.kind, at: line, [whole], [indent + ";"], in: function)]
        found.append(mutant(.duplicateRelease, at: line, [whole], [indent + "do { \(text) \(text) } while (0);"], in: function))
        if let value = Self.failure(function.returnType) {
            let early = value.isEmpty ? "return;" : "return \(value);"
            let new = [indent + "do { if (current->flags) \(early) \(text) } while (0);"]
            found.append(mutant(.returnBetween, at: line, [whole], new, in: function))
        }
        guard release.kind == .dropFree || release.kind == .dropPut, release.object.isPath else { return found }
        let swapped = swappable(with: line, release.object, function)
        if let use = swapped { found.append(mutant(.useAfterRelease, at: use, [lines[use - 1], whole], [whole, lines[use - 1]], in: function)) }
        if let use = earlierUse(before: line, release.object, besides: swapped, function) {
            let old = Array(lines[(use - 1)..<line])
            found.append(mutant(.moveUse, at: use, old, old.dropFirst() + [old[0]], in: function))
        }
        return found
    }

    /// What a function returns when it fails, by its type; nil for types that have no such value.
    private static func failure(_ type: CType) -> String? {
        switch type {
        case .void: ""
        case .integer, .bool: "-5"
        case .pointer: "NULL"
        default: nil
        }
    }

    /// The line directly before a release, if it uses the object.
    private func swappable(with line: Int, _ object: String, _ function: Function) -> Int? {
        guard line - 1 > function.lines.lowerBound else { return nil }
        let before = lines[line - 2]
        guard before.indentation == lines[line - 1].indentation, SourceText.isSimple(before.stripped), SourceText.uses(before.stripped, object),
            ReleaseCall(before.stripped) == nil
        else { return nil }
        return line - 1
    }

    /// How many lines before a release a use is looked for.
    private static let reach = 8

    /// The last line before a release that uses the object, with nothing but statements of the same block between.
    private func earlierUse(before line: Int, _ object: String, besides swapped: Int?, _ function: Function) -> Int? {
        let indent = lines[line - 1].indentation
        let first = max(function.lines.lowerBound + 1, line - Self.reach)
        for number in stride(from: line - 1, through: first, by: -1) {
            let text = lines[number - 1].stripped
            if text.isEmpty || SourceText.isComment(text) { continue }
            guard SourceText.isSimple(text), lines[number - 1].indentation == indent else { return nil }
            guard number != swapped, SourceText.uses(text, object) else { continue }
            return startsStatement(number) ? number : nil
        }
        return nil
    }

    /// Whether a line goes on with nothing that the line before has begun.
    private func startsStatement(_ line: Int) -> Bool {
        let before = lines[line - 2].stripped
        return before.isEmpty || ";{}:".contains(before.last!) || before.hasSuffix("*/")
    }
}
