import Analysis
import Program

/// What methods have to do before and after they change something, one line a duty:
///
///     record.field   what: deed before, deed after; clause; clause ...     # where it is written down
///
/// A line that ends in a semicolon goes on. `what` is a deed of `DutyTable`, or `request 43`, a request to the FUSE server by its
/// opcode. Arguments are counted from 1. A clause is one of
///
///     where 2 has 0x12 | where iattr.ia_valid has 0x8 | where fuse_file.open_flags lacks 0x2 | where fuse_conn.atomic_o_trunc
///                                | where no fuse_conn.writeback_cache: the way has asked, and been told so
///     supposing fuse_conn.handle_killpriv_v2   likewise, or nobody has asked; not in a kernel whose struct has no such member
///     where regular              it has not been told that it is no regular file
///     of 3                       the file or inode that it is about is behind this argument
///     unless the size stays      afterwards it need not be done where the size is found to be the same
///     unless the size does not grow
///     returns a count            0 says that nothing was done
enum DutyContracts {
    static let text = """
        inode_operations.setattr         changes-attributes: prepares before   # porting.rst, on ->setattr() and truncate
        file_operations.write_iter       changes-data: drops-privileges before   # mm/filemap.c, __generic_file_write_iter()
        file_operations.splice_write     changes-data: drops-privileges before; of 2   # as write_iter
        file_operations.fallocate        changes-data: drops-privileges before   # 4a6f278d4827
        file_operations.copy_file_range  changes-data: drops-privileges before; of 3   # fs/read_write.c, since 5.3
        file_operations.remap_file_range changes-data: drops-privileges before; of 3   # fs/remap_range.c
        file_operations.open             request 14: drops-privileges before; supposing fuse_conn.handle_killpriv_v2;
            where file.f_flags has 0x200; supposing fuse_open_in.flags has 0x200   # 63f9909ff602
        inode_operations.atomic_open     request 35: drops-privileges before; supposing fuse_conn.handle_killpriv_v2;
            where 4 has 0x200; where 4 lacks 0x80   # likewise; a file that is made anew has none
        inode_operations.setattr         request 4: drops-privileges before; supposing fuse_conn.handle_killpriv_v2;
            where iattr.ia_valid has 0x8; where regular   # likewise
        inode_operations.setattr         request 4: drops-privileges before; supposing fuse_conn.handle_killpriv_v2;
            where iattr.ia_valid has 0x6; where regular   # likewise
        file_operations.fsync            request 20: writes-back before, stops-writes before, reports-errors before   # vfs.rst, Handling errors during writeback
        file_operations.flush            request 25: writes-back before, stops-writes before, reports-errors before   # likewise
        file_operations.fallocate        request 43: writes-back before, drops-pages after;
            where 2 has 0x12   # locking.rst, fallocate; 3634a6327815
        file_operations.fallocate        request 43: drops-pages after; where 2 lacks 0x1;
            unless the size does not grow   # the part of a page behind the old end
        file_operations.copy_file_range  request 47: writes-back before; of 1   # what is copied
        file_operations.copy_file_range  request 47: writes-back before, drops-pages after; of 3;
            returns a count   # locking.rst, copy_file_range
        file_operations.write_iter       request 16: writes-back before, drops-pages before, drops-pages after;
            where fuse_file.open_flags has 0x1; returns a count   # mm/filemap.c, generic_file_direct_write()
        file_operations.mmap             maps: drops-pages before;
            where fuse_file.open_flags has 0x1   # private mappings of such files
        inode_operations.setattr         request 4: stops-writes before, truncates after; where iattr.ia_valid has 0x8;
            where regular; unless the size stays   # fs/fuse/dir.c, fuse_do_setattr()
        inode_operations.setattr         request 4: zeroes-tail after; where iattr.ia_valid has 0x8; where regular;
            unless the size does not grow   # what a mapping has left behind the old end
        inode_operations.setattr         request 4: stops-writes before; where iattr.ia_valid has 0x10107;
            where fuse_conn.writeback_cache; where regular   # b24e7598db62
        inode_operations.setattr         request 4: truncates after, invalidates after; where iattr.ia_valid lacks 0x8;
            where no fuse_conn.writeback_cache; where regular; unless the size stays   # somebody else has changed the size
        inode_operations.getattr         sets-size: truncates after; where no fuse_conn.writeback_cache; where regular;
            unless the size stays   # fs/fuse/inode.c, fuse_change_attributes()
        inode_operations.getattr         sets-size: invalidates after; where no fuse_conn.writeback_cache;
            where no fuse_conn.explicit_inval_data; where regular; unless the size stays   # and the data, most likely
        inode_operations.setattr         sets-size: truncates after; where iattr.ia_valid has 0x8000;
            where fuse_conn.atomic_o_trunc   # the server has truncated it when it was opened
        file_operations.open             request 14: truncates after; where file.f_flags has 0x200;
            where fuse_conn.atomic_o_trunc   # 76224355db75
        file_operations.open             request 14: stops-writes before; where file.f_flags has 0x200;
            where fuse_conn.atomic_o_trunc; where fuse_conn.writeback_cache   # e4648309b85a
        file_operations.open             request 14: drops-pages after;
            where fuse_file.open_flags lacks 0x2   # include/uapi/linux/fuse.h, FOPEN_KEEP_CACHE
        file_operations.open             request 27: drops-pages after; where fuse_file.open_flags lacks 0x2   # as for files
        inode_operations.atomic_open     request 35: truncates after; where 4 has 0x200;
            where fuse_conn.atomic_o_trunc   # 76224355db75
        inode_operations.atomic_open     request 35: drops-pages after; where fuse_file.open_flags lacks 0x2   # as for ->open()
        file_operations.unlocked_ioctl   takes-backing: asks-for-power before, finds-regular before, bounds-depth before   # 44350256ab94
        inode_operations.permission      asks-server: asks-for-caller before   # fs/fuse/dir.c, fuse_allow_current_process()
        inode_operations.getattr         asks-server: asks-for-caller before   # likewise
        inode_operations.setattr         asks-server: asks-for-caller before   # likewise
        inode_operations.listxattr       asks-server: asks-for-caller before   # likewise
        inode_operations.fileattr_get    asks-server: asks-for-caller before   # likewise
        inode_operations.fileattr_set    asks-server: asks-for-caller before   # likewise
        super_operations.statfs          asks-server: asks-for-caller before   # likewise
        file_operations.unlocked_ioctl   asks-server: asks-for-caller before   # likewise
        file_operations.compat_ioctl     asks-server: asks-for-caller before   # likewise
        """

    static func read(_ text: String = text) throws -> [Duty] {
        try text.replacing(";\n", with: "; ").split(separator: "\n").flatMap { raw in
            let halves = raw.split(separator: "#", maxSplits: 1).map(String.init)
            guard halves.count == 2, !halves[1].trimmed.isEmpty else { throw FactTable.Malformed(line: String(raw), part: "no source") }
            return try duties(halves[0])
        }
    }

    private static func duties(_ line: String) throws -> [Duty] {
        let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        let names = words[0].split(separator: ".").map(String.init)
        guard words.count == 2, names.count == 2 else { throw FactTable.Malformed(line: line, part: words[0]) }
        var clauses = words[1].split(separator: ";").map(\.trimmed)[...]
        let halves = clauses.removeFirst().split(separator: ":").map(\.trimmed)
        guard halves.count == 2, let trigger = trigger(halves[0]) else { throw FactTable.Malformed(line: line, part: words[1]) }
        var duty = Duty(slot: .ops(names[0], names[1]), trigger: trigger, moment: .before, deed: .prepares)
        for clause in clauses {
            guard add(clause, to: &duty) else { throw FactTable.Malformed(line: line, part: clause) }
        }
        return try halves[1].split(separator: ",").map { part in
            let words = part.split(separator: " ").map(String.init)
            guard words.count == 2, let deed = Deed(rawValue: words[0]), let moment = moments[words[1]]
            else { throw FactTable.Malformed(line: line, part: String(part)) }
            duty.deed = deed
            duty.moment = moment
            return duty
        }
    }

    private static let moments: [String: Duty.Moment] = ["before": .before, "after": .after]

    private static let excuses: [String: Duty.Excuse] = [
        "unless the size stays": .sameSize, "unless the size does not grow": .noGrowth,
    ]

    private static func trigger(_ text: String) -> Duty.Trigger? {
        if let deed = Deed(rawValue: text) { return .deed(deed) }
        guard text.hasPrefix("request ") else { return nil }
        return Int64(text.dropFirst("request ".count)).map { .request($0) }
    }

    private static func add(_ clause: String, to duty: inout Duty) -> Bool {
        let words = clause.split(separator: " ").map(String.init)
        switch words.first {
        case "of"? where words.count == 2 && Int(words[1]) != nil: duty.object = Int(words[1])! - 1
        case "unless"?:
            guard let excuse = excuses[clause] else { return false }
            duty.excuse = excuse
        case "returns"? where clause == "returns a count": duty.returnsCount = true
        case "where"?, "supposing"?:
            guard var condition = condition(words.dropFirst()) else { return false }
            if words.first == "supposing" { condition.isPresumed = true }
            duty.conditions.append(condition)
        default: return false
        }
        return true
    }

    private static func condition(_ words: ArraySlice<String>) -> Duty.Condition? {
        if words.count == 2, words.first == "no" {
            var found = condition(words.dropFirst())
            found?.answer = false
            return found
        }
        guard let subject = words.first else { return nil }
        if subject == "regular" { return Duty.Condition(asked: .isRegular, answer: true, isPresumed: true) }
        let names = subject.split(separator: ".").map(String.init)
        let place: Question.Place
        if let number = Int(subject), number > 0 {
            place = .argument(number - 1)
        } else if names.count == 2 {
            place = .member(FieldRef(record: names[0], name: names[1]))
        } else {
            return nil
        }
        if words.count == 1 { return Duty.Condition(asked: Question(place: place, mask: -1), answer: true) }
        guard words.count == 3, let verb = words.dropFirst().first, ["has", "lacks"].contains(verb), let mask = words.last,
            mask.hasPrefix("0x"), let bits = Int64(mask.dropFirst(2), radix: 16)
        else { return nil }
        return Duty.Condition(asked: Question(place: place, mask: bits), answer: verb == "has")
    }
}
