import Browsing
import Findings
import Foundation
import Parsing
import Review
import SourceTree
import Synchronization

/// Reviews on a thread of its own, and tells how that goes.
final class Background: @unchecked Sendable {
    private struct State {
        var messages: [Message] = []
        /// The trees after each patch, as far as the review has come.
        var snapshots: [Snapshot] = []
        /// What is watched, and how it was before the last review began.
        var watches: [ChangeWatch] = []
        var seen: [String] = []
        var isBusy = false
        /// Directories whose programs are wanted; whether a thread is at them.
        var unindexed: [String] = []
        var isIndexing = false
    }

    /// Only the indexing thread touches it.
    private var indexer: CodeIndexer?

    /// Only read after it is made.
    private let job: any InteractiveJob
    private let state = Mutex(State())
    private let wake: @Sendable () -> Void

    /// - Parameter wake: is called from any thread when there is something to take.
    init(_ job: any InteractiveJob, wake: @escaping @Sendable () -> Void) {
        self.job = job
        self.wake = wake
    }

    /// What has happened since the last call.
    func take() -> [Message] {
        state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }

    /// The tree after a patch, counted from 1; nil where no patch has been applied yet.
    func snapshot(after patch: Int?) -> Snapshot? {
        state.withLock { state in
            guard let patch, state.snapshots.indices.contains(patch - 1) else { return state.snapshots.last }
            return state.snapshots[patch - 1]
        }
    }

    /// Begins a review, unless one goes on.
    func begin() {
        let isFree = state.withLock { state in
            defer { state.isBusy = true }
            return !state.isBusy
        }
        guard isFree else { return }
        spawn { self.review() }
    }

    /// Reviews again whenever something changes.
    func watch() {
        spawn {
            while true {
                sleep(1)
                let (watches, seen, isBusy) = self.state.withLock { ($0.watches, $0.seen, $0.isBusy) }
                if isBusy || watches.isEmpty { continue }
                var now = watches.flatMap { $0.state() }
                if now == seen { continue }
                // An editor or git may be in the middle of it: all is still when two looks see the same.
                while true {
                    usleep(300_000)
                    let next = watches.flatMap { $0.state() }
                    if next == now { break }
                    now = next
                }
                self.post(.reviewing)
                self.begin()
            }
        }
    }

    // MARK: Programs

    /// Makes the programs of directories known, one after the other.
    func index(_ directories: [String]) {
        let isFree = state.withLock { state in
            state.unindexed += directories.filter { !state.unindexed.contains($0) }
            defer { state.isIndexing = true }
            return !state.isIndexing
        }
        if isFree { spawn { self.index() } }
    }

    private func index() {
        while true {
            let next: (directory: String, snapshot: Snapshot?)? = state.withLock { state in
                guard !state.unindexed.isEmpty else {
                    state.isIndexing = false
                    return nil
                }
                return (state.unindexed.removeFirst(), state.snapshots.last)
            }
            guard let next else { return }
            do {
                let indexer = try indexer ?? CodeIndexer(job.tree())
                self.indexer = indexer
                let index = try indexer.index(TreePath(next.directory), in: next.snapshot ?? Snapshot(directory: job.directory))
                post(.indexed(directory: next.directory, index, failure: nil))
            } catch {
                post(.indexed(directory: next.directory, nil, failure: FuselintCommand.oneLine(error)))
            }
        }
    }

    private func review() {
        defer { state.withLock { $0.isBusy = false } }
        do {
            // Before anything is read, so that no change comes in between.
            let known = job.watched([])
            var watches = [ChangeWatch(known)]
            var seen = watches[0].state()
            defer { state.withLock { ($0.watches, $0.seen) = (watches, seen) } }
            let patches = try job.outline() ?? []
            watches.append(ChangeWatch(job.watched(patches).filter { !known.contains($0) }))
            seen += watches[1].state()
            post(.outlined(patches))
            var snapshots: [Snapshot] = []
            let report = try job.review({ step in self.post(.progress(Self.text(of: step))) }, sees: { snapshots.append($0) })
            state.withLock { $0.snapshots = snapshots }
            post(.reviewed(report, patches: patches))
        } catch {
            post(.failed(FuselintCommand.oneLine(error)))
        }
    }

    private static func text(of step: WorkStep) -> String {
        switch step {
        case .directory(let path, let number, let count): count > 1 ? "\(path) (\(number)/\(count))" : "\(path)"
        case .parsing(let path, let number, let count): "parsing \(path) (\(number)/\(count))"
        case .judging(let path): "looking for faults in \(path)"
        }
    }

    private func post(_ message: Message) {
        state.withLock { state in
            // Of many steps only the last is shown.
            if case .progress = message, case .progress? = state.messages.last { state.messages.removeLast() }
            state.messages.append(message)
        }
        wake()
    }

    private func spawn(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread {
            // Signals are the terminal's thread's.
            var all = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_BLOCK, &all, nil)
            body()
        }
        // As much as the main thread has: the analysis goes deep.
        thread.stackSize = 64 << 20
        thread.start()
    }
}
