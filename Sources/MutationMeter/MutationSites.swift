import Program

/// Finds the edits that can be made in a function, on whole lines of its source.
///
/// The names of functions that release are the meter's own: it must not know what the rules know.
struct MutationSites {
    private let file: String
    private let lines: [String]

    init(file: String, lines: [String]) {
        self.file = file
        self.lines = lines
    }

    func mutants(of function: Function) -> [Mutant] {
        var found: [Mutant] = []
        let end = min(function.lines.upperBound, lines.count)
        for line in function.lines.lowerBound..<max(end, function.lines.lowerBound + 1) where line <= end {
            let text = lines[line - 1].stripped
            if let (kind, object) = Self.release(text) {
                found += releases(line, text, kind, object, function)
            }
            found += checks(line, text, function)
        }
        return found
    }

    // MARK: Releases

    /// The kind of release that a line consists of, and the first argument.
    static func release(_ text: String) -> (kind: MutationKind, object: String)? {
        guard text.hasSuffix(");"), let open = text.firstIndex(of: "(") else { return nil }
        let name = String(text[..<open])
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        let arguments = text[text.index(after: open)...].dropLast(2)
        let object = String((name == "kmem_cache_free" ? arguments.split(separator: ",").last : arguments.split(separator: ",").first) ?? "").stripped
        guard !object.isEmpty else { return nil }
        let frees = ["kfree", "kvfree", "kmem_cache_free", "vfree", "kfree_rcu", "fuse_io_free", "fuse_request_free", "fuse_writepage_free", "free_page"]
        let reverts = ["revert_creds", "fuse_copy_finish", "fuse_release_nowrite", "mnt_drop_write_file", "file_end_write", "sb_end_pagefault", "fuse_file_io_release"]
        if frees.contains(name) { return (.dropFree, object) }
        if reverts.contains(name) { return (.dropRevert, object) }
        if name.contains("unlock") || name == "up_read" || name == "up_write" { return (.dropUnlock, object) }
        if name.hasSuffix("put") || name.contains("_put_") || name.hasPrefix("put_") || name.hasSuffix("_put_page") || name == "dput" || name == "iput" {
            return (.dropPut, object)
        }
        return nil
    }

    private func releases(_ line: Int, _ text: String, _ kind: MutationKind, _ object: String, _ function: Function) -> [Mutant] {
        let whole = lines[line - 1]
        let indent = String(whole.prefix { $0 == "\t" || $0 == " " })
        func mutant(_ kind: MutationKind, at line: Int, _ old: [String], _ new: [String]) -> Mutant {
            Mutant(kind: kind, file: file, function: function.name, line: line, old: old, new: new)
        }
        var found = [mutant(kind, at: line, [whole], [indent + ";"])]
        found.append(mutant(.duplicateRelease, at: line, [whole], [indent + "do { \(text) \(text) } while (0);"]))
        if let value = Self.failure(function.returnType) {
            let early = value.isEmpty ? "return;" : "return \(value);"
            found.append(mutant(.returnBetween, at: line, [whole], [indent + "do { if (current->flags) \(early) \(text) } while (0);"]))
        }
        // The statement before, if it uses the object, comes after the release instead.
        if line >= 2, kind == .dropFree || kind == .dropPut, !object.hasPrefix("&") {
            let before = lines[line - 2]
            let stripped = before.stripped
            if stripped.hasSuffix(";"), Self.uses(stripped, object), Self.isSimple(stripped), before.prefix(while: \.isWhitespace) == whole.prefix(while: \.isWhitespace),
                Self.release(stripped) == nil
            {
                found.append(mutant(.useAfterRelease, at: line - 1, [before, whole], [whole, before]))
            }
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

    private static func isSimple(_ text: String) -> Bool {
        !["return", "goto", "break", "continue", "if", "else", "for", "while", "do", "case", "}", "{"].contains { text.hasPrefix($0) }
            && text.filter({ $0 == "(" }).count == text.filter({ $0 == ")" }).count
    }

    private static func uses(_ text: String, _ object: String) -> Bool { text.contains("\(object)->") }

    // MARK: Checks

    private func checks(_ line: Int, _ text: String, _ function: Function) -> [Mutant] {
        guard text.hasPrefix("if ("), text.hasSuffix(")"), line < lines.count else { return [] }
        let next = lines[line].stripped
        guard next.hasPrefix("goto ") || next.hasPrefix("return"), next.hasSuffix(";") else { return [] }
        // An else would be left without its if.
        if line + 1 < lines.count, lines[line + 1].stripped.hasPrefix("else") || lines[line + 1].stripped.hasPrefix("} else") { return [] }
        let condition = String(text.dropFirst(4).dropLast())
        let indent = String(lines[line - 1].prefix { $0 == "\t" || $0 == " " })
        let old = [lines[line - 1], lines[line]]
        func mutant(_ kind: MutationKind, _ new: [String]) -> Mutant {
            Mutant(kind: kind, file: file, function: function.name, line: line, old: old, new: new)
        }
        let isPointer = condition.hasPrefix("IS_ERR") || condition.hasPrefix("!") && condition.dropFirst().allSatisfy { $0.isLetter || $0.isNumber || "_->.".contains($0) }
        let isError = ["err", "ret", "res", "rc", "error", "err < 0", "ret < 0", "res < 0", "rc < 0"].contains(condition)
        guard isPointer || isError else { return [] }
        return [
            mutant(isPointer ? .dropPointerCheck : .dropErrorGoto, [indent + ";"]),
            mutant(.invertCondition, [indent + "if (!(\(condition)))", lines[line]]),
        ]
    }
}
