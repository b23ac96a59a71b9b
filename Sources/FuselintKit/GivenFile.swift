import Foundation
import Settings

/// A file that the user names on the command line.
enum GivenFile {
    /// - Parameter advice: what to do where there is none.
    /// - Throws: `SettingsError` for what cannot be read, or would never end, as a device.
    static func read(_ path: String, advice: String) throws -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SettingsError(file: path, reason: "there is no such file; \(advice)") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SettingsError(file: path, reason: "is no regular file; \(advice)") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsError(file: path, reason: "cannot be read; check its permissions")
        }
        return [UInt8](data)
    }
}
