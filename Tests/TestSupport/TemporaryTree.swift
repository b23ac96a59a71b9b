import Foundation
import KernelTree
import SourceTree

/// A small tree in a temporary directory, gone with this object.
public final class TemporaryTree {
    public let path: String

    /// What every kernel tree has.
    public static let least = [
        "Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\nEXTRAVERSION = -rc1\n", "include/linux/kernel.h": "",
    ]

    public init(_ files: [String: String] = TemporaryTree.least) throws {
        let place = FileManager.default.temporaryDirectory.path + "/fuselint-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        path = try Snapshot(directory: place).root
        for (name, contents) in files { try write(name, contents) }
    }

    /// The least tree with more files.
    public convenience init(adding files: [String: String]) throws {
        try self.init(Self.least.merging(files) { $1 })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    public func write(_ name: String, _ contents: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contents.utf8).write(to: file)
    }

    public var snapshot: Snapshot { get throws { try Snapshot(directory: path) } }

    public func open(_ overrides: String...) throws -> KernelTree {
        try KernelTree.open(snapshot, configOverrides: overrides.map { try ConfigOverride($0) })
    }
}
