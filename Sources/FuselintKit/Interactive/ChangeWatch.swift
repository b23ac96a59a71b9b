import Foundation

/// Notices that files have changed, by asking for their times.
struct ChangeWatch: Sendable {
    private let paths: [String]

    /// - Parameter paths: files; directories with the files directly in them; `.git` stands for what moves with HEAD and index.
    init(_ paths: [String]) { self.paths = paths }

    /// Something that differs when anything has changed.
    func state() -> [String] {
        paths.flatMap { path -> [String] in
            if path.hasSuffix("/.git") {
                let directory = Self.gitDirectory(path)
                return ["HEAD", "index", "logs/HEAD", "packed-refs"].map { Self.stamp(directory + "/" + $0) }
            }
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
            return [Self.stamp(path)] + names.map { Self.stamp(path + "/" + $0) }
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
