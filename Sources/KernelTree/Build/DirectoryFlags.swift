import SourceTree

/// The -I, -D and -U flags that the makefiles of a tree add for one file, and the module it belongs to.
struct DirectoryFlags {
    let snapshot: Snapshot
    let configuration: Configuration
    /// The absolute directory that stands for the object tree.
    let objectRoot: String

    /// What makefiles add for the file, in the order of a build.
    func flags(for file: TreePath) throws -> (flags: [String], modules: [String]) {
        var words: [String] = []
        var directory = file.parent
        var own: KbuildMakefile?
        var ancestors: [[String]] = []
        while directory != .root {
            if let makefile = try makefile(of: directory) {
                ancestors.append(makefile.subdirectoryFlags())
                if directory == file.parent { own = makefile }
            }
            directory = directory.parent
        }
        for flags in ancestors.reversed() { words += flags }
        let stem = String(file.name.dropLast(file.fileExtension.isEmpty ? 0 : file.fileExtension.count + 1))
        guard let own else {
            // No makefile of its own, such as fs/xfs/scrub/: the nearest one above compiles it under `dir/stem.o`.
            guard let (above, relative) = try makefileAbove(file) else { return (kept(words), [stem]) }
            words += above.directoryFlags() + above.fileFlags(stem: relative)
            return (kept(words), above.modules(holding: relative).map { $0 == relative ? stem : $0 })
        }
        words += own.directoryFlags() + own.fileFlags(stem: stem)
        return (kept(words), own.modules(holding: stem))
    }

    private func makefile(of directory: TreePath) throws -> KbuildMakefile? {
        // Kbuild goes first where a directory has both, as in a build.
        for name in ["Kbuild", "Makefile"] {
            guard let text = try snapshot.text(of: directory.appending(name)) else { continue }
            let source = snapshot.absolutePath(of: directory)
            return KbuildMakefile(
                // Until 6.10 $(src) was relative and written $(srctree)/$(src).
                text.replacing("$(srctree)/$(src)", with: "$(src)").replacing("$(objtree)/$(obj)", with: "$(obj)"),
                source: source, objects: objectRoot + "/" + directory.description, root: snapshot.root, configuration: configuration)
        }
        return nil
    }

    private func makefileAbove(_ file: TreePath) throws -> (KbuildMakefile, relativeStem: String)? {
        var directory = file.parent
        while directory != .root {
            if let makefile = try makefile(of: directory) {
                let relative = file.description.dropFirst(directory.description.count + 1)
                return (makefile, String(relative.dropLast(file.fileExtension.count + 1)))
            }
            directory = directory.parent
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
