import Foundation

/// Where the libclang in use lives.
public enum ClangInstallation {
    /// The absolute path of the library that the process has loaded; nil where the system does not tell.
    public static let libraryPath: String? = {
        // Without /proc there is no answer, and nothing but `doctor` and old kernels miss it.
        // A file of /proc has no size to go by: whoever asks for the whole of it gets its first page.
        guard let file = FileHandle(forReadingAtPath: "/proc/self/maps"), let bytes = try? file.readToEnd() else { return nil }
        let maps = String(decoding: bytes, as: UTF8.self)
        for line in maps.split(separator: "\n") {
            guard let path = line.split(separator: " ").last, path.contains("/libclang-") || path.contains("/libclang.so"),
                !path.contains("libclang-cpp")
            else { continue }
            return String(path)
        }
        return nil
    }()

    /// The compiler's own headers (`stdarg.h` ...), which kernels before 5.16 include; nil where they are not
    /// beside the library. Debian has them under `/usr/lib/llvm-N/lib/clang/N/include`.
    public static let headerDirectory: String? = {
        guard let libraryPath else { return nil }
        let files = FileManager.default
        let library = URL(fileURLWithPath: libraryPath).deletingLastPathComponent()
        let prefixes = [library.path] + installedPrefixes().map { $0 + "/lib" }
        for prefix in prefixes {
            let versions = ((try? files.contentsOfDirectory(atPath: prefix + "/clang")) ?? []).sorted()
            // No such directory is an answer too: try the next.
            for version in versions.reversed() {
                let headers = prefix + "/clang/\(version)/include"
                if files.fileExists(atPath: headers + "/stdarg.h") { return headers }
            }
        }
        return nil
    }()

    /// The prefixes under which Debian installs this version of LLVM.
    private static func installedPrefixes() -> [String] {
        let digits = ClangIndex.version.drop { !$0.isNumber }.prefix { $0.isNumber }
        return digits.isEmpty ? [] : ["/usr/lib/llvm-\(digits)"]
    }
}
