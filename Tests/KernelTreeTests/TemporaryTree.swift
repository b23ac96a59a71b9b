import Foundation
import KernelTree
import SourceTree

/// A small tree in a temporary directory, gone with this object.
final class TemporaryTree {
    let path: String

    /// What every kernel tree has.
    static let least = [
        "Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\nEXTRAVERSION = -rc1\n", "include/linux/kernel.h": "",
    ]

    init(_ files: [String: String] = TemporaryTree.least) throws {
        let place = FileManager.default.temporaryDirectory.path + "/fuselint-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        path = try Snapshot(directory: place).root
        for (name, contents) in files { try write(name, contents) }
    }

    /// The least tree with more files.
    convenience init(adding files: [String: String]) throws {
        try self.init(Self.least.merging(files) { $1 })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ contents: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contents.utf8).write(to: file)
    }

    var snapshot: Snapshot { get throws { try Snapshot(directory: path) } }

    func open(_ overrides: String...) throws -> KernelTree {
        try KernelTree.open(snapshot, configOverrides: overrides.map { try ConfigOverride($0) })
    }
}

/// A deterministic source of random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
