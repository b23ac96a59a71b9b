import ArgumentParser
import Foundation

/// A file that an answer is written to.
struct OutputFile {
    let path: String

    /// The same for the same file, as far as spelling goes.
    var place: String { URL(fileURLWithPath: path).standardizedFileURL.path }

    /// Finds out before the work whether the answer can be written after it.
    /// - Throws: `ValidationError`, in one line.
    func check() throws {
        let manager = FileManager.default
        var isDirectory: ObjCBool = false
        if manager.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
            throw ValidationError("cannot write to '\(path)': it is a folder; name a file")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard manager.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw ValidationError("cannot write to '\(path)': there is no folder '\(folder)'; make it first")
        }
    }

    /// Writes aside and renames, so that a reader never sees half of it. What is no plain file (a pipe, /dev/stdout) is written
    /// to as it is, for renaming would replace it.
    func write(_ text: String) throws {
        do {
            // A link stays one: its target is what is replaced.
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
            let type = try? FileManager.default.attributesOfItem(atPath: target.path)[.type] as? FileAttributeType
            guard type == nil || type == .typeRegular else {
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                try file.write(contentsOf: Data(text.utf8))
                return try file.close()
            }
            try Data(text.utf8).write(to: target, options: .atomic)
        } catch {
            throw OutputError(place: "'\(path)'", reason: error)
        }
    }
}

/// An answer that could not be written.
struct OutputError: Error, CustomStringConvertible {
    var place: String
    var reason: any Error

    var description: String {
        let error = reason as NSError
        let cause = (error.userInfo[NSUnderlyingErrorKey] as? NSError) ?? error
        let text = cause.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32(cause.code))) : error.localizedDescription
        return "cannot write to \(place): \(text)"
    }
}
