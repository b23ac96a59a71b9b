import Program

/// Edits of what a method has to do before it changes something, and afterwards: the call goes.
extension MutationSites {
    func duties(_ line: Int, _ function: Function) -> [Mutant] {
        let text = lines[line - 1].stripped
        if let check = refusal(line, text, function) { return [check] }
        // The server is not told that it is to drop them.
        if text.hasSuffix("_KILL_SUIDGID;"), text.contains(" |= "), SourceText.isSimple(text) {
            return [mutant(.dropPrivileges, at: line, [lines[line - 1]], [lines[line - 1].indentation + ";"], in: function)]
        }
        guard let call = DutyCall(text), let end = lastLine(ofStatement: line) else { return [] }
        let old = Array(lines[(line - 1)..<end])
        let inner = old.map(\.stripped).joined(separator: " ")
        guard SourceText.isSimple(inner), inner.dropFirst(call.target.count).dropFirst(call.name.count).dropLast().stripped.parenthesised != nil
        else { return [] }
        // What the result is compared with later is success.
        let new = call.target.isEmpty ? ";" : call.target + "0;"
        return [mutant(call.kind, at: line, old, [lines[line - 1].indentation + new], in: function)]
    }

    /// Nobody is refused any more.
    private func refusal(_ line: Int, _ text: String, _ function: Function) -> Mutant? {
        let isBraced = text.hasSuffix("{")
        guard text.hasPrefix("if ("), let condition = text.dropFirst(3).dropLast(isBraced ? 1 : 0).stripped.parenthesised else { return nil }
        for (start, kind) in [("!fuse_allow_current_process", MutationKind.dropCallerCheck), ("fuse_is_bad", .dropBadCheck)] {
            guard condition.hasPrefix(start), condition.dropFirst(start.count).parenthesised != nil else { continue }
            let old = lines[line - 1]
            return mutant(kind, at: line, [old], [old.indentation + "if (0)" + (isBraced ? " {" : "")], in: function)
        }
        return nil
    }

    /// How many lines a statement may take.
    private static let statementLimit = 4

    private func lastLine(ofStatement line: Int) -> Int? {
        (line...min(lines.count, line + Self.statementLimit - 1)).first { lines[$0 - 1].stripped.hasSuffix(";") }
    }
}

/// The start of a statement that is one call, or an assignment of what it returns, of a function that does what is to be done.
private struct DutyCall {
    let kind: MutationKind
    let name: String
    /// `err = ` or `int err = `; empty where the result is dropped.
    let target: String

    init?(_ text: String) {
        var target = ""
        var rest = Substring(text)
        if let found = text.firstRange(of: " = ") {
            let words = text[..<found.lowerBound].split(separator: " ")
            guard words.count <= 2, words.allSatisfy({ $0.allSatisfy(\.isNamePart) }) else { return nil }
            target = String(text[..<found.upperBound])
            rest = text[found.upperBound...]
        }
        name = rest.firstWord
        guard rest.dropFirst(name.count).hasPrefix("("), let kind = Self.kinds[name] else { return nil }
        self.kind = kind
        self.target = target
    }

    private static let kinds: [String: MutationKind] = [
        "setattr_prepare": .dropPrepare,
        "file_remove_privs": .dropPrivileges, "file_modified": .dropPrivileges, "kiocb_modified": .dropPrivileges,
        "filemap_write_and_wait": .dropWriteBack, "filemap_write_and_wait_range": .dropWriteBack, "fuse_writeback_range": .dropWriteBack,
        "fuse_set_nowrite": .dropWriteBack,
        "truncate_pagecache": .dropInvalidate, "truncate_pagecache_range": .dropInvalidate, "truncate_inode_pages_range": .dropInvalidate,
        "truncate_inode_pages": .dropInvalidate, "truncate_setsize": .dropInvalidate, "invalidate_inode_pages2": .dropInvalidate,
        "invalidate_inode_pages2_range": .dropInvalidate,
    ]
}
