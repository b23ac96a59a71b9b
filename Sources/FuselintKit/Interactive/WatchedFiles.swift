import Foundation

/// Files whose change is a reason to review again.
struct WatchedFiles: Sendable {
    /// Single files, absolute or from the working directory.
    var files: [String] = []
    /// Directories, with the sources in them and below.
    var folders: [String] = []
    /// `.git` of work trees: what moves with HEAD and the index.
    var repositories: [String] = []

    /// These without what others have too.
    func beyond(_ others: WatchedFiles) -> WatchedFiles {
        WatchedFiles(
            files: files.filter { !others.files.contains($0) }, folders: folders.filter { !others.folders.contains($0) },
            repositories: repositories.filter { !others.repositories.contains($0) })
    }

    /// Something that differs when any of them has changed, by their times.
    func state() -> [String] {
        files.map(Self.stamp) + folders.flatMap { folder in sources(below: folder).map(Self.stamp) }
            + repositories.flatMap { path in
                let directory = Self.gitDirectory(path)
                return ["HEAD", "index", "logs/HEAD", "packed-refs"].map { Self.stamp(directory + "/" + $0) }
            }
    }

    /// The directories in which something happens when one of them changes.
    func directories() -> Set<String> {
        var all = Set(files.map { ($0 as NSString).deletingLastPathComponent }.map { $0.isEmpty ? "." : $0 })
        for folder in folders { walk(folder) { _ in } enters: { all.insert($0) } }
        for path in repositories {
            let directory = Self.gitDirectory(path)
            all.formUnion([directory, directory + "/logs"])
        }
        return all
    }

    private func sources(below folder: String) -> [String] {
        var found: [String] = []
        walk(folder) { if Self.isSource($0) { found.append($0) } } enters: { _ in }
        return found
    }

    /// What a build makes beside the sources is none of it.
    private static func isSource(_ path: String) -> Bool {
        let name = (path as NSString).lastPathComponent
        return name.hasSuffix(".c") || name.hasSuffix(".h") || name.hasPrefix("Kconfig") || ["Makefile", "Kbuild"].contains(name)
    }

    /// In the order of names; a directory that cannot be read has nothing.
    private func walk(_ directory: String, file: (String) -> Void, enters: (String) -> Void) {
        guard let stream = opendir(directory) else { return }
        defer { closedir(stream) }
        enters(directory)
        var entries: [(name: String, isDirectory: Bool)] = []
        while let entry = readdir(stream) {
            let type = Int(entry.pointee.d_type)
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { entries.append((name, type == DT_DIR)) }
        }
        for entry in entries.sorted(by: { $0.name < $1.name }) {
            let path = directory + "/" + entry.name
            if entry.isDirectory { walk(path, file: file, enters: enters) } else { file(path) }
        }
    }

    private static func stamp(_ path: String) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return "\(path) -" }
        return "\(path) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_size) \(status.st_ino)"
    }

    /// In a work tree of its own `.git` is a file that says where the directory is.
    private static func gitDirectory(_ path: String) -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8), text.hasPrefix("gitdir: ") else { return path }
        let target = text.dropFirst("gitdir: ".count).trimmingCharacters(in: .newlines)
        return target.hasPrefix("/") ? target : URL(fileURLWithPath: path).deletingLastPathComponent().path + "/" + target
    }
}
