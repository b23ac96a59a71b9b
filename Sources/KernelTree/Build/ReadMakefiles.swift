import Synchronization

/// The makefiles of a tree, each read once: all files of a directory ask for the same ones, at every snapshot.
final class ReadMakefiles: Sendable {
    private struct Key: Hashable {
        var text: String
        var source: String
        var objects: String
    }

    private let known = Mutex<[Key: KbuildMakefile]>([:])

    /// A makefile with that text.
    ///
    /// - Parameter read: reads it, in the one configuration of the tree.
    func makefile(_ text: String, source: String, objects: String, _ read: () -> KbuildMakefile) -> KbuildMakefile {
        let key = Key(text: text, source: source, objects: objects)
        if let makefile = known.withLock({ $0[key] }) { return makefile }
        let makefile = read()
        known.withLock { $0[key] = makefile }
        return makefile
    }
}
