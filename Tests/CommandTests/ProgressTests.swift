import Foundation
import Testing

/// What is told while a run takes long, and what is left where it is cut off.
@Suite(.enabled(if: findTool("python3") != nil, "python3 is not installed")) struct ProgressTests {
    /// Runs a program on a terminal of its own and slows it down, so that it takes more than a second on any machine, until it
    /// tells that it works (or does not for a while); then lets it go on, or sends it a signal.
    private static let terminal = """
        import fcntl, json, os, pty, select, signal, struct, sys, termios, time
        end, columns, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
        pid, terminal = pty.fork()
        if pid == 0:
            # Whoever started us may have had signals blocked.
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            os.execv(program[0], program)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 25, columns, 0, 0))
        output, start, slow = b'', time.monotonic(), True
        while True:
            if slow and (b'\\r' in output or time.monotonic() - start > 8):
                slow = False
                os.kill(pid, signal.SIGCONT)
                if end:
                    os.kill(pid, end)
            elif slow:
                os.kill(pid, signal.SIGSTOP)
                time.sleep(0.2)
                os.kill(pid, signal.SIGCONT)
            if select.select([terminal], [], [], 0.02)[0]:
                try:
                    read = os.read(terminal, 65536)
                except OSError:
                    break
                if not read:
                    break
                output += read
        _, status = os.waitpid(pid, 0)
        died = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        print(json.dumps({'output': output.decode(), 'signal': died, 'status': 0 if died else os.WEXITSTATUS(status)}))
        """

    private struct Shown: Decodable {
        var output: String
        var signal: Int32
        var status: Int32

        /// What stands on the terminal at the end, blanks at the ends of lines left out.
        var screen: [String] {
            output.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map { line in
                var cells: [Character] = []
                for text in line.split(separator: "\r", omittingEmptySubsequences: false) {
                    for (column, character) in text.enumerated() {
                        if column < cells.count { cells[column] = character } else { cells.append(character) }
                    }
                }
                return String(cells).replacing(/\ +$/, with: "")
            }
        }
    }

    /// - Parameter environment: as a rule without a cache, which would leave nothing to tell.
    private func watch(
        _ arguments: [String], until signal: Int32 = 0, columns: Int = 80, environment: [String: String] = ["TERM": "xterm", "NO_COLOR": "1", "XDG_CACHE_HOME": "/dev/null"]
    ) throws -> Shown {
        let result = try Fuselint.launch(
            #require(findTool("python3")), ["-c", Self.terminal, String(signal), String(columns), Fuselint.path] + arguments,
            in: Scratch.shared.empty, environment: environment)
        try #require(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Shown.self, from: Data(result.output.utf8))
    }

    @Test func aTerminalIsToldWhatALongRunIsAtAndKeepsNothingOfIt() throws {
        try withFaults { tree in
            let arguments = ["check", "--tree", tree.root.path]
            let plain = try Fuselint.run(arguments)
            #expect(plain.errors == "", "nobody watches a file")
            let shown = try watch(arguments)
            #expect(shown.output.contains("\rfuselint: "))
            #expect(!shown.output.contains("\u{1B}"), "not even to clear the line")
            #expect(shown.screen.joined(separator: "\n") == plain.output && shown.status == 1)
            // Nothing is wider than the terminal, or it would not be one line.
            // The line comes after a second: a file that is not done before two keeps it there.
            try tree.write(WorkerTests.laughs.joined(separator: "\n") + "\n", to: "fs/fuse/inode.c")
            let narrow = try watch(arguments + ["--file-timeout", "2"], columns: 20)
            let lines = narrow.output.split(separator: "\r").filter { $0.hasPrefix("fuselint: ") }
            #expect(!lines.isEmpty && lines.allSatisfy { $0.count < 20 })
        }
    }

    @Test func aReviewTellsToo() throws {
        let shown = try watch(["review", ExampleTests.faulty])
        #expect(shown.output.contains("\rfuselint: ") && shown.status == 1)
        #expect(!shown.screen.contains { $0.hasPrefix("fuselint: ") })
    }

    @Test func aDumbTerminalIsToldNothing() throws {
        let shown = try watch(["review", ExampleTests.faulty], environment: ["TERM": "dumb", "XDG_CACHE_HOME": "/dev/null"])
        #expect(!shown.output.contains("fuselint: ") && shown.status == 1)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func whatIsCutOffLeavesNothing(number: Int32) throws {
        try withTemporaryDirectory { directory in
            let temporary = directory.appendingPathComponent("tmp"), output = directory.appendingPathComponent("out")
            for made in [temporary, output] { try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true) }
            let file = output.appendingPathComponent("report.json")
            try Data("older".utf8).write(to: file)
            // No cache: the example's tree and the stand-ins are temporary.
            let shown = try watch(
                ["review", ExampleTests.faulty, "--format", "json", "--output", file.path], until: number,
                environment: ["TERM": "xterm", "XDG_CACHE_HOME": "/dev/null", "TMPDIR": temporary.path])
            #expect(shown.signal == number && shown.output.contains("\rfuselint: "), "\(shown)")
            #expect(shown.screen.allSatisfy { $0.isEmpty }, "\(shown.screen)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
            #expect(try FileManager.default.contentsOfDirectory(atPath: output.path) == ["report.json"])
            #expect(try String(contentsOf: file, encoding: .utf8) == "older")
        }
    }

    @Test(.enabled(if: findTool("sh") != nil, "sh is not installed")) func aShellSeesTheUsualStatus() throws {
        for (name, status) in [("INT", 130), ("TERM", 143)] {
            // Standard input that nobody writes to: it waits until the signal comes.
            let script = "exec 3<>\"$1\"; (sleep 1; kill -\(name) $$) & exec \"$0\" review - <&3"
            try withTemporaryDirectory { directory in
                let fifo = directory.appendingPathComponent("fifo").path
                try #require(mkfifo(fifo, 0o600) == 0)
                let result = try Fuselint.launch(
                    #require(findTool("sh")), ["-c", "sh -c '\(script)' \"$0\" \"$1\" 2>/dev/null; echo $?", Fuselint.path, fifo],
                    in: Scratch.shared.empty)
                #expect(result.output == "\(status)\n")
            }
        }
    }
}
