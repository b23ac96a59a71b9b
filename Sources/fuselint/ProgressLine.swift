import Dispatch
import Foundation
import Parsing
import Reports
import Synchronization

/// One line on standard error that tells what a long run is at, where somebody watches.
///
/// It comes after a second and is gone before anything else is written. It needs nothing of the terminal but that a carriage
/// return goes back to the start of the line: no colour, no escape sequence.
final class ProgressLine: Sendable {
    private struct State {
        /// Which directory of how many; empty where there is one.
        var count = ""
        var step = ""
        /// The line that stands there.
        var shown = ""
        /// Its columns; 0 for none.
        var width = 0
        var isOver = false
    }

    private static let current = Mutex<ProgressLine?>(nil)
    private let state = Mutex(State())

    /// Calls `body` with somebody to tell its steps to; nil where nobody watches.
    static func shown<Result>(_ body: (WorkObserver?) throws -> Result) rethrows -> Result {
        guard isWatched else { return try body(nil) }
        let line = ProgressLine()
        current.withLock { $0 = line }
        let timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
        timer.schedule(deadline: .now() + 1, repeating: .milliseconds(100))
        timer.setEventHandler { line.draw() }
        timer.resume()
        defer {
            timer.cancel()
            clear()
        }
        return try body { line.take($0) }
    }

    /// Takes the line away for good, whoever is drawing it.
    static func clear() {
        let line = current.withLock { current in
            defer { current = nil }
            return current
        }
        line?.state.withLock { state in
            if state.width > 0 { Self.write("\r" + String(repeating: " ", count: state.width) + "\r") }
            state.width = 0
            state.isOver = true
        }
    }

    private static var isWatched: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    private func take(_ step: WorkStep) {
        state.withLock { state in
            switch step {
            case .directory(let path, let number, let count):
                state.count = count > 1 ? "[\(number)/\(count)] " : ""
                state.step = "\(path)"
            case .parsing(let path, let number, let count): state.step = "parsing \(path) (\(number)/\(count))"
            case .judging(let path): state.step = "looking for faults in \(path)"
            }
        }
    }

    private func draw() {
        state.withLock { state in
            guard !state.isOver, !state.step.isEmpty else { return }
            let line = Self.fitting("fuselint: \(state.count)\(state.step)")
            guard line.text != state.shown else { return }
            let blanks = String(repeating: " ", count: max(0, state.width - line.width))
            Self.write("\r" + line.text + blanks)
            state.shown = line.text
            state.width = line.width
        }
    }

    /// What fits into one line of the terminal; the last column stays free, since writing there wraps.
    private static func fitting(_ text: String) -> PrintableText {
        var size = winsize()
        let columns = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
        var printable = PrintableText(text)
        while printable.width > columns - 1, !printable.cells.isEmpty { printable.cells.removeLast() }
        return printable
    }

    private static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
