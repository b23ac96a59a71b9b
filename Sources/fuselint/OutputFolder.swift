import ArgumentParser
import Foundation
import Reports
import SourceTree

/// A folder that the files of b4's review interface are written to.
struct OutputFolder {
    let path: String

    /// Finds out before the work whether the files can be written after it: none that is there may be another reviewer's.
    /// - Throws: `ValidationError`, in one line.
    func check() throws {
        let manager = FileManager.default
        var isDirectory: ObjCBool = false
        guard manager.fileExists(atPath: path, isDirectory: &isDirectory) else {
            // A link to nothing is something.
            guard (try? manager.attributesOfItem(atPath: path)) == nil else {
                throw ValidationError("cannot write to '\(path)': it leads nowhere")
            }
            return
        }
        guard isDirectory.boolValue else { throw ValidationError("cannot write to '\(path)': it is a file; name a folder") }
        guard manager.isWritableFile(atPath: path) else {
            throw ValidationError("cannot write to '\(path)': no files may be made there; name another folder")
        }
        guard isOurs || reviewFiles.isEmpty else {
            throw ValidationError("'\(path)' holds the review of somebody else (\(reviewFiles[0])); name another folder")
        }
    }

    /// Writes the files, and takes away those of an earlier run; `identity.txt` goes first, so that a half of them is ours too.
    func write(_ files: [(name: String, text: String)]) throws {
        try check()
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let stale = reviewFiles.filter { name in !files.contains { $0.name == name } }
            for (name, text) in files {
                try TemporaryPlaces.whole { try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name), options: .atomic) }
            }
            for name in stale { try FileManager.default.removeItem(atPath: path + "/" + name) }
        } catch {
            throw OutputError(place: "'\(path)'", reason: error)
        }
    }

    private var isOurs: Bool { FileManager.default.contents(atPath: path + "/identity.txt") == Data(B4ReviewFiles.identity.utf8) }

    private var reviewFiles: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter(B4ReviewFiles.isOne).sorted()
    }
}
