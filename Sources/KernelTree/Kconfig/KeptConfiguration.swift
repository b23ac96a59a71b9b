import Caching
import Foundation
import SourceTree

/// What the Kconfig files of a tree came to in an earlier run: good as long as all of them are as they were, by size and time.
struct KeptConfiguration {
    private let folder: CacheFolder
    private let name: String
    private let snapshot: Snapshot
    private let asked = timespec.now

    /// - Parameter folder: nil where nothing is to be kept.
    /// - Returns: nil where nothing can be, as of a tree that is changed in memory.
    init?(_ snapshot: Snapshot, version: KernelVersion, overrides: [ConfigOverride], folder: CacheFolder? = CacheFolder(.configurations)) {
        guard let folder, snapshot.overrides.isEmpty else { return nil }
        self.folder = folder
        self.snapshot = snapshot
        var hash = StableHash()
        for text in [RunningProgram.identity, snapshot.root, "\(version)"] { hash.combine(text + "\0") }
        for override in overrides { hash.combine("\(override.symbol)=\(override.value.map(\.description) ?? "")\0") }
        name = hash.digits
    }

    /// Nil where none was kept, where a file has changed since, or it is damaged.
    var configuration: Configuration? {
        guard let bytes = folder.sealed(name) else { return nil }
        let states = FileStates(snapshot)
        var values: [String: Configuration.Value] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let fields = line.dropFirst().split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 2 else { return nil }
            switch line.first {
            case UInt8(ascii: "f"): guard let file = try? TreePath(fields[0]), Self.stamp(of: file, states) == fields[1] else { return nil }
            case UInt8(ascii: "y"): values[fields[0]] = .yes
            case UInt8(ascii: "m"): values[fields[0]] = .module
            case UInt8(ascii: "n"): values[fields[0]] = .number(fields[1])
            case UInt8(ascii: "t"): values[fields[0]] = .text(fields[1])
            default: return nil
            }
        }
        return values.isEmpty ? nil : Configuration(values: values)
    }

    /// Keeps a configuration; where that cannot be done, it is worked out again.
    ///
    /// - Parameter files: those that were read for it, and those that were looked for.
    func keep(_ configuration: Configuration, _ files: Set<TreePath>) {
        let states = FileStates(snapshot)
        var lines: [[String]] = []
        for file in files {
            let stamp = Self.stamp(of: file, states)
            guard stamp.isEmpty || states.isOlder(file.description, than: asked) else { return }
            lines.append(["f" + file.description, stamp])
        }
        for (symbol, value) in configuration.values {
            switch value {
            case .yes: lines.append(["y" + symbol, ""])
            case .module: lines.append(["m" + symbol, ""])
            case .number(let number): lines.append(["n" + symbol, number])
            case .text(let text): lines.append(["t" + symbol, text])
            }
        }
        guard lines.allSatisfy({ $0.allSatisfy { !$0.contains { $0 == "\n" || $0 == "\t" || $0 == "\r\n" } } }) else { return }
        folder.seal(Array(lines.map { $0.joined(separator: "\t") }.sorted().joined(separator: "\n").utf8), as: name)
    }

    /// Empty for a file that is not there.
    private static func stamp(of file: TreePath, _ states: FileStates) -> String { states.stamp(of: file, hashing: false) ?? "" }
}
