import Foundation

/// The small kernel-shaped tree of examples/tree, carried inside the program.
///
/// It is what a patch is reviewed on where there is no kernel at hand. The build embeds it
/// (EmbedExampleTreePlugin), so a program that was moved elsewhere still has it.
public enum ExampleTree {
    /// The contents of each file by its path below the root, such as `fs/fuse/file.c`.
    public static let files: [String: [UInt8]] = exampleTreeTexts.mapValues { Array($0.utf8) }

    /// Writes the tree into `directory`, which is made where it is missing; files that are there already
    /// with the same contents are left alone, others are replaced.
    /// - Throws: `ExampleTreeError` when a file cannot be written.
    public static func write(to directory: String) throws {
        let manager = FileManager.default
        for (path, contents) in files.sorted(by: { $0.key < $1.key }) {
            let file = URL(fileURLWithPath: directory).appendingPathComponent(path)
            let data = Data(contents)
            if manager.contents(atPath: file.path) == data { continue }
            do {
                try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try data.write(to: file, options: .atomic)
            } catch {
                throw ExampleTreeError(path: file.path, reason: error.localizedDescription)
            }
        }
    }
}

/// A file of the example tree that could not be written.
public struct ExampleTreeError: Error, CustomStringConvertible {
    public var path: String
    public var reason: String

    public var description: String { "cannot write the example tree's '\(path)': \(reason)" }
}
