/// One edit of real code, and what a reviewer should say of it.
struct Mutant: Sendable {
    let name: String
    let kernel: String
    /// The directory whose handlers are analysed.
    let directory: String
    let file: String
    /// The function whose body is edited.
    let function: String
    /// What stands in the body, once.
    let old: String
    let new: String
    /// The rule that is to speak up; nil where the edit leaves right code right.
    let rule: String?
    /// Why the analysis does not see it, for those that are known to be missed.
    let missedBecause: String?

    init(
        _ name: String, kernel: String = "6.12", in file: String, _ function: String, _ old: String, _ new: String,
        breaks rule: String?, directory: String? = nil, missedBecause: String? = nil
    ) {
        self.name = name
        self.kernel = kernel
        self.file = file
        self.directory = directory ?? Corpus.directory(of: file)
        self.function = function
        self.old = old
        self.new = new
        self.rule = rule
        self.missedBecause = missedBecause
    }

    struct Stale: Error, CustomStringConvertible {
        let description: String
    }

    /// The file's text with the edit.
    /// - Throws: `Stale` where the kernel does not hold the code that the edit is for.
    func apply(to text: String) throws -> String {
        guard let body = Self.body(of: function, in: text) else {
            throw Stale(description: "\(name): \(file) of \(kernel) has no \(function)()")
        }
        let places = text[body].ranges(of: old)
        guard places.count == 1 else {
            throw Stale(description: "\(name): '\(old)' stands \(places.count) times in \(function)() of \(kernel); change the mutant")
        }
        return text.replacingCharacters(in: places[0], with: new)
    }

    /// From a definition's name to the brace at column 0 that ends it.
    private static func body(of function: String, in text: String) -> Range<String.Index>? {
        for name in text.ranges(of: function + "(") {
            guard let open = text.range(of: "\n{", range: name.upperBound..<text.endIndex),
                !text[name.upperBound..<open.lowerBound].contains(where: { $0 == ";" || $0 == "{" }),
                let close = text.range(of: "\n}", range: open.upperBound..<text.endIndex)
            else { continue }
            return name.lowerBound..<close.upperBound
        }
        return nil
    }
}

private let times = "mmap-timestamps"
private let files = "vm-file-ref-balance"

extension Mutant {
    /// The seed's own error path, open-coded in fuse: on failure the new file is dropped, which mm drops itself.
    private static func openCoded(_ end: String) -> String {
        """
        {
        		int ret;

        		vma->vm_file = get_file(backing_file);
        		ret = call_mmap(vma->vm_file, vma);
        		\(end)
        		return ret;
        	}
        """
    }

    private static let passthroughEnd = "return backing_file_mmap(backing_file, vma, &ctx);"

    static let all: [Mutant] = codaFiles + overlayFiles + passthroughFiles + backingFiles + modernTimes + olderTimes

    private static let codaFiles: [Mutant] = {
        func coda(_ name: String, _ kernel: String, _ old: String, _ new: String, breaks rule: String?, missedBecause: String? = nil)
            -> Mutant
        {
            Mutant(
                name, kernel: kernel, in: "fs/coda/file.c", "coda_file_mmap", old, new, breaks: rule, missedBecause: missedBecause)
        }
        let put = "fput(coda_file);"
        let take = "vma->vm_file = get_file(host_file);"
        let call = "ret = call_mmap(vma->vm_file, vma);"
        return [
            coda("failure puts the new file", "6.12", put, "fput(host_file);", breaks: files),
            coda("failure puts vma->vm_file", "6.1", put, "fput(vma->vm_file);", breaks: files),
            coda("failure puts both", "6.12", put, put + " fput(host_file);", breaks: files),
            coda("failure puts the old file twice", "6.1", put, put + put, breaks: files),
            coda("failure puts nothing", "6.12", put, "", breaks: files),
            coda("failure restores, and keeps the new file", "6.12", put, "vma->vm_file = coda_file;", breaks: files),
            coda("failure restores, and puts the new file", "6.12", put, "vma->vm_file = coda_file; fput(host_file);", breaks: nil),
            coda("no reference taken", "6.12", take, "vma->vm_file = host_file;", breaks: files),
            coda("reference taken twice", "6.1", take, "vma->vm_file = get_file(get_file(host_file));", breaks: files),
            coda("set by hand and by vma_set_file()", "6.12", take, "vma_set_file(vma, host_file);", breaks: files),
            coda("an early return after the store", "6.12", call, "if (count > 4096) return -EINVAL; " + call, breaks: files),
            coda("an early return that puts the old file", "6.12", call, "if (count > 4096) { \(put) return -EINVAL; } " + call, breaks: nil),
            coda("success forgets the old file", "6.1", "cvm_ops->coda_file = coda_file;", "cvm_ops->coda_file = NULL;", breaks: files),
            coda(
                "success keeps the old file and drops it", "6.12", "cvm_ops->coda_file = coda_file;",
                "cvm_ops->coda_file = coda_file; fput(coda_file);", breaks: files,
                missedBecause: "the reference that ->close() drops is not counted as one that the handler gives away"),
            coda(
                "failure and success exchanged", "6.12", "if (ret) {\n\t\t/*", "if (!ret) {\n\t\t/*", breaks: files,
                missedBecause: "on failure the old file is kept in an object that ->close() would drop, which mm does not call then"),
            coda("store by swap()", "6.12", take, "get_file(host_file); swap(vma->vm_file, host_file);", breaks: nil),
            coda("reference after the store", "6.12", take, "vma->vm_file = host_file; get_file(vma->vm_file);", breaks: nil),
            coda("reads the times", "6.12", take, take + " pr_debug(\"%lld\", inode_get_mtime_sec(host_inode));", breaks: nil),
        ]
    }()

    private static let overlayFiles: [Mutant] = {
        func overlay(_ name: String, _ old: String, _ new: String, breaks rule: String?) -> Mutant {
            Mutant(name, kernel: "6.1", in: "fs/overlayfs/file.c", "ovl_mmap", old, new, breaks: rule)
        }
        let set = "vma_set_file(vma, realfile);"
        let end = "ovl_file_accessed(file);"
        return [
            overlay("a plain store", set, "vma->vm_file = realfile;", breaks: files),
            overlay("old file not dropped", set, "vma->vm_file = get_file(realfile);", breaks: files),
            overlay("wrong file dropped", set, "vma->vm_file = get_file(realfile); fput(realfile);", breaks: files),
            overlay("vma_set_file() by hand", set, "vma->vm_file = get_file(realfile); fput(file);", breaks: nil),
            overlay("failure puts after vma_set_file()", end, end + " if (ret) fput(realfile);", breaks: files),
            overlay("failure puts the old file after vma_set_file()", end, end + " if (ret) fput(file);", breaks: files),
            overlay("failure sets it back", end, end + " if (ret) vma_set_file(vma, file);", breaks: nil),
            overlay("extra reference for vma_set_file()", set, "get_file(realfile); " + set, breaks: files),
        ]
    }()

    private static let passthroughFiles: [Mutant] = {
        func passthrough(_ name: String, _ end: String, breaks rule: String?) -> Mutant {
            Mutant(name, in: "fs/fuse/passthrough.c", "fuse_passthrough_mmap", passthroughEnd, end, breaks: rule)
        }
        return [
            passthrough("the seed's error path", openCoded("if (ret) fput(backing_file); else fput(file);"), breaks: files),
            passthrough("old file dropped on success only", openCoded("if (!ret) fput(file);"), breaks: files),
            passthrough("old file dropped always", openCoded("fput(file);"), breaks: nil),
            passthrough("old file dropped by goto", openCoded("if (ret) goto out; pr_debug(\"mapped\"); out: fput(file);"), breaks: nil),
            passthrough(
                "new file dropped at the end of the scope",
                "{ struct file *new __free(fput) = get_file(backing_file); vma->vm_file = new; fput(file); return call_mmap(new, vma); }",
                breaks: files),
            passthrough(
                "old file dropped at the end of the scope",
                "{ struct file *old __free(fput) = file; vma->vm_file = get_file(backing_file); return call_mmap(vma->vm_file, vma); }",
                breaks: nil),
        ]
    }()

    /// Helpers of fs/*.c as fs/fuse sees them.
    private static let backingFiles: [Mutant] = {
        func backing(_ name: String, _ old: String, _ new: String, breaks rule: String?) -> Mutant {
            Mutant(name, in: "fs/backing-file.c", "backing_file_mmap", old, new, breaks: rule, directory: "fs/fuse")
        }
        return [
            backing("helper stores without a reference", "vma_set_file(vma, file);", "vma->vm_file = file;", breaks: files),
            backing("helper puts on failure", "if (ctx->accessed)", "if (ret) fput(file);\n\tif (ctx->accessed)", breaks: files),
            backing("helper changes ctime", "if (ctx->accessed)", "inode_set_ctime_current(file_inode(user_file));\n\tif (ctx->accessed)", breaks: times),
            backing("helper touches atime", "if (ctx->accessed)", "file_accessed(file);\n\tif (ctx->accessed)", breaks: nil),
        ]
    }()

    /// Times behind accessors, as since 6.7.
    private static let modernTimes: [Mutant] = {
        func callback(_ name: String, _ new: String, breaks rule: String?) -> Mutant {
            Mutant(
                name, in: "fs/fuse/passthrough.c", "fuse_file_accessed", "fuse_invalidate_atime(inode);", new, breaks: rule)
        }
        func handler(_ name: String, _ new: String, breaks rule: String?, missedBecause: String? = nil) -> Mutant {
            Mutant(
                name, in: "fs/fuse/passthrough.c", "fuse_passthrough_mmap", passthroughEnd, new + " " + passthroughEnd, breaks: rule,
                missedBecause: missedBecause)
        }
        let inode = "file_inode(file)"
        return [
            callback("callback sets mtime", "inode_set_mtime_to_ts(inode, current_time(inode));", breaks: times),
            callback("callback sets ctime", "inode_set_ctime_current(inode);", breaks: times),
            callback("callback updates times", "file_update_time(file);", breaks: times),
            callback("callback calls a helper of another file", "fuse_update_ctime(inode);", breaks: times),
            callback("callback touches atime", "touch_atime(&file->f_path);", breaks: nil),
            callback("callback invalidates", "fuse_invalidate_attr(inode);", breaks: nil),
            handler("the seed's copy", "inode_set_mtime_to_ts(\(inode), inode_get_mtime(file_inode(backing_file)));", breaks: times),
            handler(
                "copy of all attributes",
                "{ extern void fsstack_copy_attr_all(struct inode *, const struct inode *); "
                    + "fsstack_copy_attr_all(\(inode), file_inode(backing_file)); }", breaks: times),
            handler("a field by hand", "\(inode)->i_mtime_sec = 0;", breaks: times),
            handler("a field by address", "{ time64_t *sec = &\(inode)->i_ctime_sec; *sec = 1; }", breaks: times),
            handler("through a local pointer", "{ int (*touch)(struct file *) = file_update_time; touch(file); }", breaks: times),
            handler(
                "setattr_copy() of mtime",
                "{ struct iattr attr = { .ia_valid = ATTR_MTIME }; setattr_copy(&nop_mnt_idmap, \(inode), &attr); }", breaks: times),
            handler(
                "setattr_copy() of the mode",
                "{ struct iattr attr = { .ia_valid = ATTR_MODE }; setattr_copy(&nop_mnt_idmap, \(inode), &attr); }", breaks: nil),
            handler("asks the server", "fuse_update_attributes(\(inode), file, STATX_MTIME);", breaks: nil),
            Mutant(
                "helper shared with open", in: "fs/fuse/file.c", "fuse_link_write_file", "list_add(&ff->write_entry, &fi->write_files);",
                "{ list_add(&ff->write_entry, &fi->write_files); inode_set_ctime_current(inode); }", breaks: times),
            Mutant(
                "helper of another file", in: "fs/fuse/iomode.c", "fuse_file_cached_io_open", "fi->iocachectr++;",
                "fi->iocachectr++; inode_set_ctime_current(inode);", breaks: times),
            Mutant("dax handler", in: "fs/fuse/dax.c", "fuse_dax_mmap", "file_accessed(file);", "file_modified(file);", breaks: times),
            Mutant(
                "another callback", in: "fs/overlayfs/file.c", "ovl_mmap", ".accessed = ovl_file_accessed", ".accessed = ovl_file_modified",
                breaks: times),
            Mutant(
                "page_mkwrite may", in: "fs/fuse/file.c", "fuse_page_mkwrite", "file_update_time(vmf->vma->vm_file);",
                "file_update_time(vmf->vma->vm_file); inode_set_ctime_current(file_inode(vmf->vma->vm_file));", breaks: nil),
        ]
    }()

    /// Times in fields, as until 6.6.
    private static let olderTimes: [Mutant] = {
        func handler(_ name: String, _ new: String, breaks rule: String?, missedBecause: String? = nil) -> Mutant {
            let old = "vma->vm_ops = &fuse_file_vm_ops;"
            return Mutant(
                name, kernel: "6.1", in: "fs/fuse/file.c", "fuse_file_mmap", old, new + " " + old, breaks: rule,
                missedBecause: missedBecause)
        }
        let inode = "file_inode(file)"
        return [
            handler("mtime from the clock", "\(inode)->i_mtime = current_time(\(inode));", breaks: times),
            handler("seconds only", "\(inode)->i_ctime.tv_sec++;", breaks: times),
            handler("through the mapping", "file->f_mapping->host->i_mtime.tv_nsec = 0;", breaks: times),
            handler("through the fuse inode", "get_fuse_inode(\(inode))->inode.i_ctime = (struct timespec64){};", breaks: times),
            handler("by address", "{ struct timespec64 *t = &\(inode)->i_mtime; t->tv_sec = 0; }", breaks: times),
            handler("by memcpy()", "memcpy(&\(inode)->i_mtime, &\(inode)->i_atime, sizeof(struct timespec64));", breaks: times),
            handler("by the clock's own hand", "ktime_get_real_ts64(&\(inode)->i_ctime);", breaks: times),
            handler("generic_update_time() of mtime", "generic_update_time(\(inode), &\(inode)->i_atime, S_MTIME);", breaks: times),
            handler("generic_update_time() of atime", "generic_update_time(\(inode), &\(inode)->i_atime, S_ATIME);", breaks: nil),
            handler("only where two branches agree", "if (ff->nodeid) { if (!ff->nodeid) \(inode)->i_mtime.tv_sec = 0; }", breaks: nil),
            handler("a copy on the stack", "{ struct timespec64 t = \(inode)->i_mtime; t.tv_sec++; pr_debug(\"%lld\", t.tv_sec); }", breaks: nil),
            handler("i_atime", "\(inode)->i_atime = current_time(\(inode));", breaks: nil),
            handler("i_version", "atomic64_inc(&\(inode)->i_version);", breaks: nil),
            handler(
                "the whole inode", "memcpy(\(inode), file->f_mapping->host, sizeof(struct inode));", breaks: times,
                missedBecause: "a copy over a whole object is not a store to its fields; no code does that to an inode"),
            Mutant(
                "coda's own copy", kernel: "6.1", in: "fs/coda/file.c", "coda_file_mmap", "cii->c_mapcount++;",
                "cii->c_mapcount++; coda_inode->i_mtime = host_inode->i_mtime;", breaks: times),
            Mutant(
                "helper shared with open", kernel: "6.1", in: "fs/fuse/file.c", "fuse_link_write_file",
                "list_add(&ff->write_entry, &fi->write_files);",
                "{ list_add(&ff->write_entry, &fi->write_files); inode->i_ctime = inode->i_mtime; }", breaks: times),
        ]
    }()
}
