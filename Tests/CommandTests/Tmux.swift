import Foundation
import Testing

/// The built program in a terminal of tmux's: keys go in, screens come out.
final class Tmux {
    static let absent: Comment = "tmux is not installed"
    static var isThere: Bool { findTool("tmux") != nil && findTool("bash") != nil }

    /// Seconds that a screen may take: the example tree in a debug build, beside other tests.
    var patience = 120.0

    private let socket: String
    private let directory: URL

    /// Starts the program; its status is shown when it ends.
    ///
    /// - Parameters:
    ///   - directory: where it runs, and keeps its state.
    ///   - environment: put before the program, as a shell has it: `TERM=vt100`.
    init(_ arguments: [String], in directory: URL, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) throws {
        self.directory = directory
        socket = "fuselint-\(UUID().uuidString)"
        var variables = Scratch.shared.environment
        variables["LC_ALL"] = "C.UTF-8"
        variables["TERM"] = "tmux-256color"
        variables["XDG_STATE_HOME"] = directory.path + "/state"
        variables.merge(environment) { $1 }
        let words = ["env", "-i"] + variables.sorted { $0.key < $1.key }.map { "\($0)=\($1)" } + [Fuselint.path] + arguments
        // A job of its own, as an interactive shell would start it; its own number is for signals.
        let command = "set -m; cd \(Self.quoted(directory.path)); sh -c 'echo $$ >pid; exec \"$@\"' sh \(words.map(Self.quoted).joined(separator: " "))"
            + "; echo \"status $?\"; sleep 1000"
        try run("-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command)
    }

    // Not kill-server: that is a signal to itself, which this process may have handed down as blocked.
    deinit { _ = try? run("kill-session") }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }

    @discardableResult
    private func run(_ arguments: String...) throws -> String {
        // The server that tmux starts must keep no file of ours: Foundation takes one that is closed for a process's end.
        let apart = "for file in /proc/self/fd/*; do n=${file##*/}; if [ $n -gt 2 ]; then eval \"exec $n>&-\"; fi; done; exec tmux \"$@\""
        let result = try Fuselint.launch(
            #require(findTool("bash")), ["-c", apart, "tmux", "-u", "-L", socket] + arguments, in: Scratch.shared.empty,
            environment: ["LC_ALL": "C.UTF-8", "SHELL": "/bin/sh"])
        try #require(result.status == 0, "tmux \(arguments): \(result.errors)")
        return result.output
    }

    /// Presses keys by the names that tmux has for them: `Enter`, `C-c`, `]`.
    func press(_ keys: String...) throws { for key in keys { try run("send-keys", key == ";" ? "\\;" : key) } }

    func type(_ text: String) throws { try run("send-keys", "-l", text) }

    func resize(columns: Int, rows: Int) throws { try run("resize-window", "-x", "\(columns)", "-y", "\(rows)") }

    /// What the terminal shows, without blanks at the ends of lines.
    func screen() throws -> String {
        try run("capture-pane", "-p").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }

    /// The same with the sequences that make it so.
    func coloredScreen() throws -> String { try run("capture-pane", "-p", "-e") }

    /// Waits until the screen is as wanted, and tells it.
    @discardableResult
    func wait(_ told: String, sourceLocation: SourceLocation = #_sourceLocation, until isThere: (String) -> Bool) throws -> String {
        let end = ContinuousClock.now + .seconds(patience)
        var shown = ""
        repeat {
            shown = try screen()
            if isThere(shown) { return shown }
            usleep(20_000)
        } while ContinuousClock.now < end
        Issue.record("no \(told) on the screen:\n\(shown)", sourceLocation: sourceLocation)
        throw CancellationError()
    }

    @discardableResult
    func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        try wait("'\(text)'", sourceLocation: sourceLocation) { $0.contains(text) }
    }

    func signal(_ number: Int32) throws {
        let text = try String(contentsOf: directory.appendingPathComponent("pid"), encoding: .utf8)
        kill(try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))), number)
    }
}
