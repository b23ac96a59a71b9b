import ArgumentParser
import Browsing
import Findings
import Foundation
import Reports
import Review
import SourceTree
import TerminalScreen

/// One review in the terminal, from the first screen to the last key.
final class InteractiveSession {
    private let treeOptions: TreeOptions
    private let directory: String
    private let color: ColorMode
    private let store: ReviewStore
    private let background: Background
    private let wakeReader: Int32
    private var browser: Browser
    private var kept: ReviewState
    private var isOver = false

    /// - Throws: `ValidationError` where standard input and output are no terminal.
    /// - Parameter inputIsRead: whether patches came on standard input; keys then come from the terminal itself.
    /// - Parameter instead: what to do where there is none, as a message ends: "leave out --interactive".
    static func requireTerminal(inputIsRead: Bool, instead: String) throws {
        if inputIsRead {
            let terminal = open("/dev/tty", O_RDWR)
            if terminal >= 0 {
                dup2(terminal, STDIN_FILENO)
                close(terminal)
            }
        }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw ValidationError("there is no terminal to review in; \(instead), or run it in one")
        }
    }

    init(_ job: any InteractiveJob, _ treeOptions: TreeOptions, in directory: String, color: ColorMode, watches: Bool) throws {
        self.treeOptions = treeOptions
        self.directory = directory
        self.color = color
        store = try ReviewStore(key: job.key)
        kept = try store.read() ?? ReviewState(title: job.material.title)
        let state = kept == ReviewState(title: job.material.title) ? store.earlierVersion(of: job.material) ?? kept : kept
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        wakeReader = ends[0]
        let writer = ends[1]
        background = try Background(job, watches: watches) {
            var byte: UInt8 = 0
            _ = Glibc.write(writer, &byte, 1)
        }
        interruptionPipe = writer
        browser = Browser(job.material, state: state, size: Size(columns: 80, rows: 24))
    }

    /// - Returns: the exit status: 0, or 2 where the review could not be done.
    func run() throws -> ExitCode {
        let isColored = color.isOn(isTerminal: true, environment: ProcessInfo.processInfo.environment)
        let terminal: Terminal
        do { terminal = try Terminal(isColored: isColored) } catch { throw ValidationError("\(error)") }
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { number in
                // Only what a signal's handler may do.
                interruption = number
                var byte: UInt8 = 0
                _ = Glibc.write(interruptionPipe, &byte, 1)
            }
        }
        handle(.resized(terminal.size), terminal)
        background.begin()
        terminal.draw(browser.screen)
        while !isOver {
            wait(terminal)
            if interruption != 0 { break }
            var messages = terminal.read() + background.take()
            if terminal.size != browser.screenSize { messages.append(.resized(terminal.size)) }
            if messages.isEmpty { continue }
            for message in messages where !isOver { handle(message, terminal) }
            if !isOver { terminal.draw(browser.screen) }
        }
        keep(browser.remembered())
        terminal.close()
        if interruption != 0 { Termination.end(by: interruption) }
        return leave()
    }

    /// What stays on the shell's screen, and the status.
    private func leave() -> ExitCode {
        let summary = browser.summary
        if !summary.isEmpty { StandardStreams.tell("fuselint: \(summary); kept for the next time\n") }
        if let failure = browser.failure { StandardStreams.tell("fuselint: \(failure)\n") }
        // The analysis may still be running: nothing may be torn down under it.
        TemporaryPlaces.removeAll()
        _exit(browser.failure == nil ? 0 : 2)
    }

    /// Until a key, a message or a signal; where nothing comes for a while, the place is kept.
    private func wait(_ terminal: Terminal) {
        var places = [STDIN_FILENO, wakeReader].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let isChanged = browser.remembered() != kept
        let count = poll(&places, 2, isChanged ? 700 : -1)
        if count == 0 { keep(browser.remembered()) }
        if count > 0, places[0].revents & Int16(POLLHUP | POLLERR) != 0 { interruption = SIGHUP }
        var bytes = [UInt8](repeating: 0, count: 64)
        while Glibc.read(wakeReader, &bytes, bytes.count) > 0 {}
    }

    private func keep(_ state: ReviewState) {
        guard state != kept else { return }
        do {
            try store.write(state)
            kept = state
        } catch {
            _ = browser.update(.problem("the decision could not be kept: \(error.localizedDescription)"))
        }
    }

    private func handle(_ message: Message, _ terminal: Terminal) {
        var messages = [message]
        while !messages.isEmpty {
            for effect in browser.update(messages.removeFirst()) {
                if let answer = perform(effect, terminal) { messages.append(answer) }
            }
        }
    }

    /// - Returns: what came of it, where the browser wants to know.
    private func perform(_ effect: Effect, _ terminal: Terminal) -> Message? {
        switch effect {
        case .save(let state): keep(state)
        case .edit(let editing, let text, let context):
            do { return .edited(editing, try terminal.outside { try Editor.edit(text, context: context) }) } catch {
                return .problem(error is Editor.Failure ? error.localizedDescription : "the editor could not be run: \(error.localizedDescription)")
            }
        case .load(let request): background.answer(.file(request))
        case .look(let lookup): background.answer(.name(lookup))
        case .index(let directories): background.index(directories)
        case .write(let answer, let path): return write(answer, to: path)
        case .suppress(let dismissals): return suppress(dismissals)
        case .review:
            background.begin()
            return .reviewing
        case .redraw: terminal.forget()
        case .suspend: terminal.outside { _ = kill(getpid(), SIGSTOP) }
        case .quit: isOver = true
        }
        return nil
    }

    private func write(_ answer: Answer, to path: String) -> Message {
        do {
            switch answer {
            case .mail(let patches):
                let file = OutputFile(path: path)
                try file.check()
                try file.write(MailReport(patches).text)
                return .told("written: \(path)")
            case .notes(let text):
                let file = OutputFile(path: path)
                try file.check()
                try file.write(text)
                return .told("written: \(path)")
            case .b4(let patches, let report):
                try OutputFolder(path: path).write(B4ReviewFiles(patches, of: report).files)
                return .told("written: \(path)/")
            }
        } catch {
            return .problem(FuselintCommand.oneLine(error))
        }
    }

    private func suppress(_ dismissals: [Dismissal]) -> Message {
        do {
            let writer = try SuppressionWriter(treeOptions, in: directory)
            for dismissal in dismissals {
                let finding = dismissal.reported.finding
                try writer.add(
                    rule: finding.rule, file: finding.position.file, function: finding.function,
                    fingerprint: dismissal.reported.fingerprint, reason: dismissal.reason)
            }
            return .told("written: \(writer.place)")
        } catch {
            return .problem(FuselintCommand.oneLine(error))
        }
    }
}

/// The signal that ends the session, and the pipe that wakes it; set before there is a handler.
private nonisolated(unsafe) var interruption: Int32 = 0
private nonisolated(unsafe) var interruptionPipe: Int32 = -1
