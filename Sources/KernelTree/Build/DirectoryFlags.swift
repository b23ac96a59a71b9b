import SourceTree

/// The -I, -D and -U flags that the makefiles of a tree add for one file, and the module it belongs to.
struct DirectoryFlags {
    let snapshot: Snapshot
    let configuration: Configuration
    /// The absolute directory that stands for the object tree.
    let objectRoot: String
    let makefiles: ReadMakefiles

    /// What the makefiles say about one file.
    struct Answer {
        /// What they add to the arguments, in the order of a build.
        var flags: [String] = []
        /// The modules it is linked into, or its own name.
        var modules: [String] = []
        /// The symbols that keep it out of a build with this configuration.
        var gates: [String] = []
        /// Whether a makefile lists it; one that is not listed is included by another file, or not used at all.
        var isListed = false
    }

    /// Reads the makefiles from the file's own directory up to the root.
    /// - Throws: `SnapshotError` when one of them leads out of the tree.
    func answer(for file: TreePath) throws -> Answer {
        var answer = Answer()
        var inherited: [[String]] = []
        var nearest: (makefile: KbuildMakefile, directory: TreePath)?
        var directory = file.parent
        while directory != .root {
            if let makefile = try makefile(of: directory) {
                inherited.append(makefile.subdirectoryFlags())
                if nearest == nil { nearest = (makefile, directory) }
                // Without a makefile on the way, as fs/xfs/scrub, there is no directory for the one above to list.
                if let below = Self.step(from: directory, towards: file), let gate = makefile.gate(ofDirectory: below) {
                    answer.gates.append(gate)
                }
            }
            directory = directory.parent
        }
        var words = inherited.reversed().flatMap { $0 }
        let name = String(file.name.dropLast(file.fileExtension.isEmpty ? 0 : file.fileExtension.count + 1))
        answer.modules = [name]
        if let (makefile, directory) = nearest {
            // The makefile of a directory above calls the object `scrub/agheader.o`.
            let prefix = directory == file.parent ? "" : String(file.parent.description.dropFirst(directory.description.count + 1)) + "/"
            let stem = prefix + name
            words += makefile.directoryFlags() + makefile.fileFlags(stem: stem)
            answer.modules = makefile.modules(holding: stem).map { $0 == stem ? name : $0 }
            answer.gates += makefile.gates(of: stem)
            answer.isListed = makefile.lists(stem)
        }
        answer.flags = kept(words)
        return answer
    }

    /// Whether a makefile lists the file, or there is none that could.
    func isListedOrUnknown(_ file: TreePath) throws -> Bool {
        var directory = file.parent
        while directory != .root {
            if try makefile(of: directory) != nil { return try answer(for: file).isListed }
            directory = directory.parent
        }
        return true
    }

    /// The name of the directory directly below `directory` on the way to `file`; nil when the file lies there itself.
    private static func step(from directory: TreePath, towards file: TreePath) -> String? {
        let rest = file.description.dropFirst(directory.description.count + 1).split(separator: "/")
        return rest.count > 1 ? String(rest[0]) : nil
    }

    private func makefile(of directory: TreePath) throws -> KbuildMakefile? {
        // Kbuild goes first where a directory has both, as in a build.
        for name in ["Kbuild", "Makefile"] {
            guard let text = try snapshot.text(of: directory.appending(name)) else { continue }
            let (source, objects) = (snapshot.absolutePath(of: directory), objectRoot + "/" + directory.description)
            return makefiles.makefile(text, source: source, objects: objects) {
                KbuildMakefile(
                    // Until 6.10 $(src) was relative and written $(srctree)/$(src).
                    text.replacing("$(srctree)/$(src)", with: "$(src)").replacing("$(objtree)/$(obj)", with: "$(obj)"),
                    source: source, objects: objects, root: snapshot.root, configuration: configuration)
            }
        }
        return nil
    }

    /// Only what changes how the text is read, with directories inside the tree or the object tree.
    private func kept(_ words: [String]) -> [String] {
        var flags: [String] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            if word.hasPrefix("-I") {
                var directory = String(word.dropFirst(2))
                if directory.isEmpty, index < words.count {
                    directory = words[index]
                    index += 1
                }
                if let absolute = insideTree(directory) { flags.append("-I" + absolute) }
            } else if (word.hasPrefix("-D") || word.hasPrefix("-U")) && word.count > 2 {
                flags.append(word)
            }
        }
        return flags
    }

    private func insideTree(_ directory: String) -> String? {
        for root in [snapshot.root, objectRoot] where directory == root || directory.hasPrefix(root + "/") {
            guard let path = try? TreePath(String(directory.dropFirst(root.count).drop { $0 == "/" })) else { return nil }
            return path == .root ? root : root + "/" + path.description
        }
        // Relative to where the build runs: the root.
        guard !directory.isEmpty, let path = try? TreePath(directory) else { return nil }
        return snapshot.absolutePath(of: path)
    }
}
