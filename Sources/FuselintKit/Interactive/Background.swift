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
        /// How often they have changed.
        var generation = 0
        /// What is watched, and how it was before the last review began.
        var watched: [WatchedFiles] = []
        var seen: [String] = []
        var isBusy = false
        /// What is asked of the sources' text; whether a thread is at it.
        var questions: [SourceQuestion] = []
        var isAnswering = false
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
    /// Nil where nothing is watched.
    private let notice: ChangeNotice?
    /// The tree before any patch.
    private let base: Snapshot

    /// - Parameters:
    ///   - watches: whether it reviews again whenever something changes.
    ///   - wake: is called from any thread when there is something to take.
    /// - Throws: where the job's directory is no tree.
    init(_ job: any InteractiveJob, watches: Bool, wake: @escaping @Sendable () -> Void) throws {
        self.job = job
        self.wake = wake
        base = try Snapshot(directory: job.directory)
        notice = watches ? ChangeNotice() : nil
        if let notice { spawn { self.watch(notice) } }
    }

    /// What has happened since the last call.
    func take() -> [Message] {
        state.withLock { state in
            defer { state.messages = [] }
            return state.messages
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

    // MARK: Watching

    private func watch(_ notice: ChangeNotice) {
        while true {
            notice.wait()
            while state.withLock(\.isBusy) { usleep(100_000) }
            let (watched, seen) = state.withLock { ($0.watched, $0.seen) }
            var now = watched.flatMap { $0.state() }
            if now == seen { continue }
            // An editor or git may be in the middle of it: all is still when two looks see the same.
            while true {
                usleep(300_000)
                let next = watched.flatMap { $0.state() }
                if next == now { break }
                now = next
            }
            post(.reviewing)
            begin()
        }
    }

    /// Remembers how what a review is made from was before it.
    private func remember(_ files: WatchedFiles, in seen: inout (files: [WatchedFiles], state: [String])) {
        guard let notice else { return }
        notice.cover(files.directories())
        seen.files.append(files)
        seen.state += files.state()
    }

    // MARK: Sources

    /// Answers from the text of the tree, one question after the other; the answers are messages.
    func answer(_ question: SourceQuestion) {
        let isFree = state.withLock { state in
            state.questions.append(question)
            defer { state.isAnswering = true }
            return !state.isAnswering
        }
        if isFree { spawn { self.answer() } }
    }

    private func answer() {
        while true {
            let next: (question: SourceQuestion, snapshot: Snapshot, generation: Int)? = state.withLock { state in
                guard let question = state.questions.first else {
                    state.isAnswering = false
                    return nil
                }
                let index = (question.patch ?? 0) - 1
                let snapshot = state.snapshots.indices.contains(index) ? state.snapshots[index] : state.snapshots.last
                return (question, snapshot ?? base, state.generation)
            }
            guard let next else { return }
            let message = next.question.answer(in: next.snapshot)
            let isOfNow = state.withLock { state in
                // Of a review that is over by now: asked again.
                guard state.generation == next.generation else { return false }
                state.questions.removeFirst()
                return true
            }
            if isOfNow { post(message) }
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
                let index = try indexer.index(TreePath(next.directory), in: next.snapshot ?? base)
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
            var seen: (files: [WatchedFiles], state: [String]) = ([], [])
            let known = job.watched([])
            remember(known, in: &seen)
            defer { state.withLock { ($0.watched, $0.seen) = seen } }
            let patches = try job.outline() ?? []
            remember(job.watched(patches).beyond(known), in: &seen)
            post(.outlined(patches))
            var snapshots: [Snapshot] = []
            let report = try job.review({ step in self.post(.progress(Self.text(of: step))) }, sees: { snapshots.append($0) })
            state.withLock { state in
                state.snapshots = snapshots
                state.generation += 1
            }
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
