import Foundation
import Parsing
import SourceTree

/// An end that somebody else asks for: Ctrl-C, a job system's SIGTERM, a terminal that goes away.
enum Termination {
    /// From now on these signals end the process with nothing left behind: no temporary file, no half of an answer, no line of
    /// progress. It still dies of the signal (130 and 143 to a shell), so that loops of scripts end too.
    static func handle() {
        var ends: [Int32] = [-1, -1]
        // Without a pipe the signals do what they always do.
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reader = ends[0]
        signalPipe = ends[1]
        Thread.detachNewThread {
            var number: UInt8 = 0
            while read(reader, &number, 1) != 1 {}
            end(by: Int32(number))
        }
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { number in
                // Only what a signal's handler may do.
                let saved = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(signalPipe, &byte, 1)
                errno = saved
            }
            // nohup, and a shell's background jobs.
            if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
        }
    }

    /// Ends the process as the signal would, with nothing left behind.
    static func end(by number: Int32) -> Never {
        ProgressLine.clear()
        ParsingWorkers.shared?.end()
        TemporaryPlaces.removeAll()
        signal(number, SIG_DFL)
        kill(getpid(), number)
        while true { pause() }
    }
}

/// Where the handler tells the signal; set once, before there is a handler.
private nonisolated(unsafe) var signalPipe: Int32 = -1
