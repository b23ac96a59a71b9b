import Analysis
import Program

/// What functions do that the duties of methods are about, one line a function:
///
///     name     deed deed ... [if 0 | if not 0 | if not positive] [of 2] [given 4] [foreign 2]        # comment
///
/// `if 0` says that it was done only where the function returned that, `of 2` that the file or inode is behind the second
/// argument rather than the first, `given 4` that the first argument is this constant, and `foreign 2` that it is done only to
/// files that nobody handed in; a function may have a line for each constant that it is given. `request(16)` is a request to the
/// FUSE server by its opcode, `request` any; `record.member|=4` is a flag that is set in one. `record.member=` is a member that
/// is set, `record.member?` one that a branch asks.
enum DutyTable {
    /// What a function does, and when.
    struct Effect {
        var deed: Deed
        /// The result that says that it was done; nil for any.
        var condition: BinaryOperation?
        var object = 0
        var given: Int64?
        var foreign: Int?
    }

    static let text = """
        # ->setattr()
        setattr_prepare               prepares if 0              # fs/attr.c: permission, limits, and what is not to be changed
        notify_change                 changes-attributes         # of another inode: an upper one
        ovl_do_notify_change          changes-attributes
        setattr_copy                  changes-attributes
        truncate_setsize              changes-attributes sets-size truncates drops-pages zeroes-tail
        # suid, sgid and capabilities
        generic_write_checks          drops-privileges if not positive    # nothing is to be written, and they may stay
        file_remove_privs             drops-privileges if 0      # fs/inode.c
        file_modified                 drops-privileges if 0
        kiocb_modified                drops-privileges if 0
        capable                       drops-privileges if not 0 given 4    # CAP_FSETID: may keep them
        fuse_write_in.write_flags|=4  drops-privileges           # FUSE_WRITE_KILL_SUIDGID: the server does it
        fuse_open_in.open_flags|=1    drops-privileges           # FUSE_OPEN_KILL_SUIDGID
        fuse_create_in.open_flags|=1  drops-privileges           # likewise
        fuse_setattr_in.valid|=2048   drops-privileges           # FATTR_KILL_SUIDGID
        generic_perform_write         changes-data
        iomap_file_buffered_write     changes-data
        dax_iomap_rw                  changes-data
        vfs_iter_write                changes-data foreign 1     # the other file's own methods know nothing of this one's inode
        vfs_iocb_iter_write           changes-data foreign 1
        vfs_fallocate                 changes-data foreign 1
        vfs_copy_file_range           changes-data foreign 3
        vfs_clone_file_range          changes-data foreign 3
        iter_file_splice_write        changes-data foreign 2     # the file's own ->write_iter() does what is to be done
        # the page cache
        filemap_write_and_wait        writes-back reports-errors
        filemap_write_and_wait_range  writes-back reports-errors
        file_write_and_wait_range     writes-back reports-errors
        file_check_and_advance_wb_err reports-errors
        filemap_check_errors          reports-errors
        filemap_fdatawrite_range      writes-back
        write_inode_now               writes-back
        fuse_set_nowrite              stops-writes outdates-errors   # waits for those under way, and lets no other begin
        i_size_write                  sets-size
        generic_file_mmap             maps
        truncate_pagecache            truncates drops-pages
        truncate_inode_pages          truncates drops-pages
        truncate_inode_pages_final    truncates drops-pages
        truncate_pagecache_range      drops-pages zeroes-tail
        truncate_inode_pages_range    drops-pages zeroes-tail
        pagecache_isize_extended      zeroes-tail                # since 6.12
        invalidate_inode_pages2       invalidates drops-pages
        invalidate_inode_pages2_range drops-pages
        # who is served
        fuse_allow_current_process    asks-for-caller if not 0   # fs/fuse/dir.c
        # backing files
        fuse_backing.file=            takes-backing              # fs/fuse/passthrough.c
        super_block.s_stack_depth?    bounds-depth
        d_is_reg                      finds-regular if not 0
        capable                       asks-for-power if not 0 given 21     # CAP_SYS_ADMIN
        # requests
        request                       asks-server
        request(4)                    changes-attributes         # FUSE_SETATTR
        request(16)                   changes-data               # FUSE_WRITE
        request(43)                   changes-data               # FUSE_FALLOCATE
        request(47)                   changes-data               # FUSE_COPY_FILE_RANGE
        """

    /// By the name that a line begins with.
    static func read(_ text: String = text) throws -> [String: [Effect]] {
        var found: [String: [Effect]] = [:]
        for raw in text.split(separator: "\n") {
            let line = String(raw.prefix { $0 != "#" })
            guard let (name, effects) = try entry(line) else { continue }
            guard found[name] == nil || effects.allSatisfy({ $0.given != nil })
            else { throw FactTable.Malformed(line: line, part: "a second line of \(name)") }
            found[name, default: []] += effects
        }
        return found
    }

    private static func entry(_ line: String) throws -> (String, [Effect])? {
        var words = line.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        guard let name = words.popFirst() else { return nil }
        var deeds: [Deed] = []
        while let deed = words.first.flatMap(Deed.init(rawValue:)) {
            deeds.append(deed)
            words.removeFirst()
        }
        guard let first = deeds.first else { throw FactTable.Malformed(line: line, part: "nothing that it does") }
        var effect = Effect(deed: first)
        while let word = words.popFirst() {
            switch (word, words.first) {
            case ("if", "0"?): effect.condition = .equal
            case ("if", "not"?) where words.dropFirst().first == "0":
                effect.condition = .notEqual
                words.removeFirst()
            case ("if", "not"?) where words.dropFirst().first == "positive":
                effect.condition = .lessOrEqual
                words.removeFirst()
            case ("of", let number?) where Int(number) != nil: effect.object = Int(number)! - 1
            case ("given", let number?) where Int64(number) != nil: effect.given = Int64(number)!
            case ("foreign", let number?) where Int(number) != nil: effect.foreign = Int(number)! - 1
            default: throw FactTable.Malformed(line: line, part: word)
            }
            words.removeFirst()
        }
        return (name, deeds.map { deed in
            var one = effect
            one.deed = deed
            return one
        })
    }

    /// The member that a name with that sign behind it speaks of.
    static func member(_ name: String, _ sign: String) -> FieldRef? {
        guard name.hasSuffix(sign) else { return nil }
        let names = name.dropLast(sign.count).split(separator: ".").map(String.init)
        return names.count == 2 ? FieldRef(record: names[0], name: names[1]) : nil
    }

    /// The flags in requests that do something, by the member.
    static func flag(_ name: String) -> (member: FieldRef, mask: Int64)? {
        guard let found = name.firstRange(of: "|="), let mask = Int64(name[found.upperBound...]) else { return nil }
        let names = name[..<found.lowerBound].split(separator: ".").map(String.init)
        return names.count == 2 ? (FieldRef(record: names[0], name: names[1]), mask) : nil
    }
}
