import ArgumentParser
import Browsing
import Foundation

/// Keeps on disk what has been decided about a series: `$XDG_STATE_HOME/fuselint/reviews/<key>.json`.
///
/// Written aside and renamed, so that after a crash there is the state before or after the last decision. One process at a
/// time works on a series.
final class ReviewStore {
    private let file: URL
    private let lock: Int32

    /// - Throws: `ValidationError` where the directory cannot be used, and where another process works on the series.
    init(key: String, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let home = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory() + "/.local/state"
        let directory = home + "/fuselint/reviews"
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ValidationError("cannot keep decisions in '\(directory)': make it writable, or set XDG_STATE_HOME")
        }
        file = URL(fileURLWithPath: directory + "/\(key).json")
        lock = open(directory + "/\(key).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw ValidationError("cannot keep decisions in '\(directory)': \(String(cString: strerror(errno)))") }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw ValidationError("this is being reviewed in another terminal already; go on there, or quit it")
        }
    }

    /// What was decided before; nil where nothing was.
    /// - Throws: `ValidationError` for a file that is not ours, or of a later version: it is not written over.
    func read() throws -> ReviewState? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let data = FileManager.default.contents(atPath: file.path), let state = try? JSONDecoder().decode(ReviewState.self, from: data),
            state.version == 1
        else { throw ValidationError("'\(file.path)' holds no decisions that this fuselint can read; move it away to begin anew") }
        return state
    }

    /// Of so many series the last ones that were worked on are looked at.
    private static let mostLookedAt = 200

    /// What was decided about an earlier version of a series: one that has most of its patches, by subject and author, by what they
    /// change, or by when they were written. The last that was worked on.
    ///
    /// Files that cannot be read are none of this series' affair.
    func earlierVersion(of material: Material) -> ReviewState? {
        let marks = material.patches.map { PatchMark($0) }
        guard !marks.isEmpty else { return nil }
        let keys: Set<URLResourceKey> = [.contentModificationDateKey]
        let all = (try? FileManager.default.contentsOfDirectory(at: file.deletingLastPathComponent(), includingPropertiesForKeys: Array(keys))) ?? []
        let dated = all.filter { $0.pathExtension == "json" && $0.lastPathComponent != file.lastPathComponent }.map { url in
            (url: url, date: (try? url.resourceValues(forKeys: keys).contentModificationDate) ?? .distantPast)
        }
        for (url, _) in dated.sorted(by: { $0.date > $1.date }).prefix(Self.mostLookedAt) {
            guard let data = FileManager.default.contents(atPath: url.path), let state = try? JSONDecoder().decode(ReviewState.self, from: data),
                state.version == 1, !state.decisions.isEmpty || !state.comments.isEmpty, PatchMark.isSameSeries(state.series, marks)
            else { continue }
            var carried = state.carried(to: marks)
            carried.carriedFrom = state.title
            carried.title = material.title
            return carried
        }
        return nil
    }

    /// - Throws: what the file system has against it.
    func write(_ state: ReviewState) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(state)
        let aside = file.path + ".new"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        let isWhole = data.withUnsafeBytes { bytes in Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count }
        guard isWhole, fsync(descriptor) == 0, rename(aside, file.path) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }
}
