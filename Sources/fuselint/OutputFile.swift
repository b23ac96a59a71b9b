import ArgumentParser
import Foundation
import SourceTree

/// A file that an answer is written to.
struct OutputFile {
    let path: String

    /// The same for the same file, as far as spelling goes.
    var place: String { URL(fileURLWithPath: path).standardizedFileURL.path }

    /// Finds out before the work whether the answer can be written after it.
    /// - Throws: `ValidationError`, in one line.
    func check() throws {
        let manager = FileManager.default
        switch type {
        case .typeDirectory: throw ValidationError("cannot write to '\(path)': it is a folder; name a file")
        case nil, .typeRegular: break
        default: return
        }
        let folder = target.deletingLastPathComponent().path
        var isDirectory: ObjCBool = false
        guard manager.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw ValidationError("cannot write to '\(path)': there is no folder '\(folder)'; make it first")
        }
        guard manager.isWritableFile(atPath: folder) else {
            throw ValidationError("cannot write to '\(path)': no files may be made in '\(folder)'; name another folder")
        }
    }

    /// A link stays one: its target is what is replaced.
    private var target: URL { URL(fileURLWithPath: path).resolvingSymlinksInPath() }

    /// Nil where there is no such file yet.
    private var type: FileAttributeType? {
        (try? FileManager.default.attributesOfItem(atPath: target.path))?[.type] as? FileAttributeType
    }

    /// Writes aside and renames, so that a reader never sees half of it. What is no plain file (a pipe, /dev/stdout) is written
    /// to as it is, for renaming would replace it.
    func write(_ text: String) throws {
        do {
            guard type == nil || type == .typeRegular else {
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                try file.write(contentsOf: Data(text.utf8))
                return try file.close()
            }
            try TemporaryPlaces.whole { try Data(text.utf8).write(to: target, options: .atomic) }
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
