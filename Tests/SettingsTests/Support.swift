import Foundation
import SourceTree
import Testing

@testable import Settings

/// The ids that the tests take for all rules that there are.
let ruleIDs = ["mmap-timestamps", "vm-file-ref-balance", "reference-balance", "heap-balance"]

/// A fingerprint, made of one digit.
func print32(_ digit: Character) -> String { String(repeating: digit, count: 32) }

/// What an expression throws, in words; `nothing` where it does not.
func reason(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return "nothing"
}

/// A directory with files in it, gone with this object.
final class TemporaryFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        let place = FileManager.default.temporaryDirectory.path + "/fuselint-settings-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: place + "/tree", withIntermediateDirectories: true)
        path = try Snapshot(directory: place).root
        for (name, contents) in files { try write(name, contents) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ contents: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contents.utf8).write(to: file)
    }

    /// The files of the folder's `tree`.
    func files(earlier: @escaping (TreePath) throws -> SettingsFiles.Earlier = { _ in .untouched }) throws -> SettingsFiles {
        SettingsFiles(try Snapshot(directory: path + "/tree"), earlier: earlier)
    }

    /// What is set for a run that begins below `tree`.
    func settings(_ commandLine: ReviewSettings.CommandLine = .init(), in folder: String = "tree") throws -> ReviewSettings {
        try ReviewSettings(commandLine, files: files(), folder: path + "/" + folder)
    }
}
