import Foundation
import Reports
import SourceTree

/// The user's editor, on one text.
enum Editor {
    /// What follows this line is not a part of the text.
    private static let scissors = "# ------------------------ >8 ------------------------"

    /// Runs the editor that git would run, on the terminal.
    ///
    /// - Parameter context: shown below the text, and not a part of it.
    /// - Returns: nil where the editor failed: nothing is to be changed.
    /// - Throws: what the file system has against it.
    static func edit(_ text: String, context: [String]) throws -> String? {
        let directory = try TemporaryPlaces.hold {
            let path = FileManager.default.temporaryDirectory.path + "/fuselint-\(UUID().uuidString)"
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return path
        }
        defer { TemporaryPlaces.remove(directory) }
        let file = directory + "/REPLY_EDITMSG"
        // Printable, and not at the end of the file: editors may take settings from the last lines, and these are a stranger's.
        let below = [scissors, "# The text above goes into the reply; what stands below does not."] + context.map { PrintableText($0, tabWidth: 8).text }
            + Array(repeating: "#", count: 6)
        try Data((text + "\n\n" + below.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: file))
        guard try run(command, file) == 0 else { return nil }
        let edited = String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
        let lines = edited.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.prefix { $0 != scissors }.joined(separator: "\n")
    }

    private static var command: String {
        let environment = ProcessInfo.processInfo.environment
        return ["GIT_EDITOR", "VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
    }

    /// In this process's own group: it is the terminal's foreground, and so is the editor.
    private static func run(_ command: String, _ file: String) throws -> Int32 {
        var process = pid_t()
        // As git does: the variable may hold arguments. The shell outlives what is typed for the editor, and tells how that ended.
        let words = ["/bin/sh", "-c", "trap : INT QUIT; " + command + " \"$@\"", command, file]
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        // As git does: Ctrl-C in an editor that leaves it to the terminal is for the editor, and not for the review.
        let interrupts = [SIGINT, SIGQUIT]
        let handlers = interrupts.map { signal($0, SIG_IGN) }
        defer { for (number, handler) in zip(interrupts, handlers) { signal(number, handler) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in interrupts { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let failure = posix_spawn(&process, "/bin/sh", nil, &attributes, arguments, environ)
        guard failure == 0 else { throw POSIXError(.init(rawValue: failure) ?? .EIO) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
