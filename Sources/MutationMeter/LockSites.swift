import Program

/// A line that is one call that takes a lock, or gives it back.
struct LockCall {
    let name: String
    /// Its arguments, as the source spells them: two calls that are about one lock have the same.
    let arguments: String

    /// - Parameter text: a line without its indentation.
    init?(_ text: String) {
        name = text.firstWord
        guard SourceText.isSimple(text), let inner = text.dropFirst(name.count).dropLast().stripped.parenthesised else { return nil }
        arguments = SourceText.arguments(inner).first ?? ""
    }

    /// What gives back what this takes; nil where it takes nothing.
    var release: String? { Self.releases[name] }

    var isRelease: Bool { Self.releases.values.contains(name) }

    /// Whether nobody may sleep while it is held.
    var isSpinning: Bool { name.hasPrefix("spin_") || name == "rcu_read_lock" || name == "rcu_read_unlock" }

    /// Of those that always succeed, and that are not told by a variable what to give back.
    private static let releases: [String: String] = [
        "spin_lock": "spin_unlock", "spin_lock_irq": "spin_unlock_irq", "spin_lock_bh": "spin_unlock_bh", "mutex_lock": "mutex_unlock",
        "down_read": "up_read", "down_write": "up_write", "inode_lock": "inode_unlock", "inode_lock_shared": "inode_unlock_shared",
        "filemap_invalidate_lock": "filemap_invalidate_unlock", "filemap_invalidate_lock_shared": "filemap_invalidate_unlock_shared",
        "rcu_read_lock": "rcu_read_unlock",
    ]
}

/// Edits of what is held: a lock that is not taken, two that are taken the other way round, one that is held for too long.
extension MutationSites {
    /// How many lines apart the two ends of an edit may be.
    private static let reach = 24

    func locks(_ line: Int, _ function: Function) -> [Mutant] {
        guard let call = LockCall(lines[line - 1].stripped) else { return [] }
        if let release = call.release {
            return [unlocked(line, call, until: release, function), exchanged(line, call, function)].compactMap { $0 }
                + (call.isSpinning ? [heldEarlier(line, function)].compactMap { $0 } : [])
        }
        return call.isRelease && call.isSpinning ? [heldLonger(line, function)].compactMap { $0 } : []
    }

    /// Both calls go, where something of an object is changed between them, and nobody leaves from there.
    private func unlocked(_ line: Int, _ call: LockCall, until release: String, _ function: Function) -> Mutant? {
        let head = lines[line - 1]
        for number in (line + 1)...max(line + 1, min(line + Self.reach, function.lines.upperBound, lines.count)) {
            let text = lines[number - 1].stripped
            if let other = LockCall(text), other.name == release, other.arguments == call.arguments {
                let inner = lines[line..<(number - 1)]
                guard lines[number - 1].indentation == head.indentation, inner.contains(where: { Self.changesMember($0.stripped) }) else { return nil }
                return mutant(
                    .dropLock, at: line, Array(lines[(line - 1)..<number]), [head.indentation + ";"] + inner + [head.indentation + ";"], in: function)
            }
            // Who leaves gives the lock back himself; so does who goes on without it for a while.
            guard !SourceText.isExit(text), !text.hasSuffix(":") else { return nil }
            if Self.isLocking(text), LockCall(text)?.arguments == call.arguments { return nil }
        }
        return nil
    }

    /// `object->member = value;`, `object->member++;`, `list_add(&object->entry, ...);`
    private static func changesMember(_ text: String) -> Bool {
        guard SourceText.isSimple(text), text.contains("->") else { return false }
        if ["list_", "hlist_", "rb_", "i_size_write", "idr_", "xa_", "interval_tree_"].contains(where: text.hasPrefix) { return true }
        for sign in [" = ", " += ", " -= ", " |= ", " &= "] {
            if let found = text.firstRange(of: sign) { return text[..<found.lowerBound].contains("->") }
        }
        return text.hasSuffix("++;") || text.hasSuffix("--;") || text.hasPrefix("++") || text.hasPrefix("--")
    }

    /// The next lock that is taken changes places with this one, where nothing but simple statements stand between.
    private func exchanged(_ line: Int, _ call: LockCall, _ function: Function) -> Mutant? {
        let head = lines[line - 1]
        for number in (line + 1)...max(line + 1, min(line + Self.reach, function.lines.upperBound, lines.count)) {
            let text = lines[number - 1].stripped
            guard text.isEmpty || SourceText.isComment(text) || SourceText.isSimple(text) else { return nil }
            guard let other = LockCall(text), other.release != nil || other.isRelease else { continue }
            guard other.release != nil, other.arguments != call.arguments, other.name != "rcu_read_lock", call.name != "rcu_read_lock",
                lines[number - 1].indentation == head.indentation
            else { return nil }
            let between = Array(lines[line..<(number - 1)])
            return mutant(.swapLocks, at: line, [head] + between + [lines[number - 1]], [lines[number - 1]] + between + [head], in: function)
        }
        return nil
    }

    // MARK: Sleeping

    /// The lock is taken before a call that may sleep, which came in front of it.
    private func heldEarlier(_ line: Int, _ function: Function) -> Mutant? {
        let head = lines[line - 1]
        for number in stride(from: line - 1, to: max(function.lines.lowerBound, line - Self.reach), by: -1) {
            let text = lines[number - 1].stripped
            if text.isEmpty || SourceText.isComment(text) { continue }
            guard SourceText.isSimple(text), lines[number - 1].indentation == head.indentation else { return nil }
            guard Self.sleeps(text) else {
                if Self.isLocking(text) { return nil }
                continue
            }
            let old = Array(lines[(number - 1)..<line])
            return mutant(.sleepUnderLock, at: number, old, [head] + old.dropLast(), in: function)
        }
        return nil
    }

    /// The lock is given back after a call that may sleep, which comes behind it.
    private func heldLonger(_ line: Int, _ function: Function) -> Mutant? {
        let head = lines[line - 1]
        for number in (line + 1)...max(line + 1, min(line + Self.reach, function.lines.upperBound, lines.count)) {
            let text = lines[number - 1].stripped
            if text.isEmpty || SourceText.isComment(text) { continue }
            guard SourceText.isSimple(text), lines[number - 1].indentation == head.indentation else { return nil }
            guard Self.sleeps(text) else {
                if Self.isLocking(text) { return nil }
                continue
            }
            let old = Array(lines[(line - 1)..<number])
            return mutant(.sleepUnderLock, at: line, old, old.dropFirst() + [head], in: function)
        }
        return nil
    }

    private static func isLocking(_ text: String) -> Bool { LockCall(text).map { $0.release != nil || $0.isRelease } ?? false }

    /// Whether a simple statement calls something that may sleep, whatever it is given.
    private static func sleeps(_ text: String) -> Bool {
        if text.contains("GFP_KERNEL") { return true }
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "(") {
            let before = rest[..<open]
            let name = String(before.reversed().prefix(while: \.isNamePart).reversed())
            if sleepers.contains(name) || name.hasPrefix("wait_event") { return true }
            rest = rest[rest.index(after: open)...]
        }
        return false
    }

    private static let sleepers: Set<String> = [
        "mutex_lock", "down_read", "down_write", "inode_lock", "inode_lock_shared", "fuse_simple_request", "fuse_get_req", "copy_from_user", "copy_to_user",
        "filemap_write_and_wait", "filemap_write_and_wait_range", "write_inode_now", "truncate_pagecache", "truncate_pagecache_range",
        "invalidate_inode_pages2", "invalidate_inode_pages2_range", "synchronize_rcu", "cond_resched", "msleep", "folio_lock", "lock_page", "wait_on_page_writeback",
        "folio_wait_writeback", "cancel_work_sync", "flush_work", "cancel_delayed_work_sync", "kthread_stop", "filemap_invalidate_lock",
    ]
}
