import Foundation
import Reports
import SourceTree

/// The user's editor, on one text.
enum Editor {
    /// An editor that did not end well.
    struct Failure: LocalizedError {
        var command: String
        /// As `wait()` has it.
        var status: Int32

        var errorDescription: String? {
            let code = (status >> 8) & 0xFF
            // The shell says it with its status, unless it was itself meant.
            let signal = status & 0x7F != 0 ? status & 0x7F : max(0, code - 128)
            if signal != 0 { return "the editor '\(command)' was ended by signal \(signal): nothing changed" }
            // What the shell says of a command that is not there, or is no program.
            if code == 127 || code == 126 { return "the editor '\(command)' could not be run: set GIT_EDITOR, VISUAL or EDITOR to one that can" }
            return "the editor '\(command)' ended with status \(code): nothing changed"
        }
    }

    /// What follows this line is not a part of the text.
    private static let scissors = "# ------------------------ >8 ------------------------"

    /// Runs the editor that git would run, on the terminal.
    ///
    /// - Parameter context: shown below the text, and not a part of it.
    /// - Throws: `Failure` where the editor gave up, and what the file system has against it: nothing is to be changed.
    static func edit(_ text: String, context: [String]) throws -> String {
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
        let status = try run(command, file)
        guard status == 0 else { throw Failure(command: command, status: status) }
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
