import ArgumentParser
import Foundation
import Patches
import Rules
import Settings
import SourceTree

/// Adds findings to the file of suppressions that the settings name.
struct SuppressionWriter {
    /// The file as the user knows it.
    let place: SettingsPlace
    private let directory: String
    private let path: String

    /// - Throws: `ValidationError` where the options leave no file, `SettingsError`.
    init(_ treeOptions: TreeOptions, in directory: String) throws {
        self.directory = directory
        let files = SettingsFiles(try Snapshot(directory: directory))
        guard let place = try treeOptions.settings(files).suppressionsPlace?.value else {
            throw ValidationError("--no-config leaves no file to write to")
        }
        self.place = place
        path = files.absolutePath(of: place)
    }

    /// - Parameters:
    ///   - function: empty where the finding is in none.
    ///   - author: who says so; nil for git's user.
    /// - Throws: `ValidationError` for what cannot be let pass, `SettingsError` where the file is wrong or cannot be written.
    func add(rule: String, file: String, function: String, fingerprint: String, reason: String, author: String? = nil) throws {
        guard RuleRegistry.all.contains(where: { $0.id == rule }) else {
            throw ValidationError("the finding is of a rule '\(rule)' that this fuselint does not know")
        }
        guard file.hasSuffix(".c") || file.hasSuffix(".h") else {
            throw ValidationError("the finding stands in the mail '\(file)', not in a file of the tree; apply the patch and check the tree")
        }
        let entry = Suppression(
            rule: rule, file: file, function: function.isEmpty ? nil : function, fingerprint: fingerprint, reason: reason,
            author: author ?? user, date: Self.today)
        try FileUpdate(path: path).update { old in
            try SuppressionFile.appending(entry, to: old, name: place.description, rules: RuleRegistry.all.map { $0.id })
        }
    }

    /// Without git, or without its settings, nobody is named.
    private var user: String? { (try? GitRepository(containing: directory)).flatMap { try? $0?.user() } }

    /// `YYYY-MM-DD`, by the clock on the wall.
    private static var today: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        func two(_ number: Int?) -> String { String("0\(number ?? 0)".suffix(2)) }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
    }
}

/// Changes a file as a whole: readers see the old or the new one, and of two who change it at once none is lost.
private struct FileUpdate {
    let path: String

    /// - Parameter change: makes the new contents from the old; nil where there is no file yet.
    func update(_ change: ([UInt8]?) throws -> [UInt8]) throws {
        // The file itself is replaced, so the lock is its directory's. What a link leads to is the file.
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let directory = open(target.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0, flock(directory, LOCK_EX) == 0 else {
            throw SettingsError(file: path, reason: "cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { close(directory) }
        let old = FileManager.default.contents(atPath: target.path).map { [UInt8]($0) }
        guard old != nil || !FileManager.default.fileExists(atPath: target.path) else {
            throw SettingsError(file: path, reason: "cannot be read")
        }
        let new = Data(try change(old))
        do { try TemporaryPlaces.whole { try new.write(to: target, options: .atomic) } } catch { throw SettingsError(file: path, reason: "cannot be written") }
    }
}
