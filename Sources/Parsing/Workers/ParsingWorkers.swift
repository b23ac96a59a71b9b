import Foundation
import Synchronization

/// Processes in which libclang sees what strangers wrote: a crash, a hang or too much memory there costs one file.
public final class ParsingWorkers: Sendable {
    private let limits: ParsingLimits
    private let state = Mutex(State())

    private struct State {
        var idle: [Worker] = []
        /// The process ids of all that run.
        var all: Set<pid_t> = []
        var isOver = false
    }

    /// - Parameter limits: for each file.
    public init(_ limits: ParsingLimits) { self.limits = limits }

    /// The workers of this program; nil where files are parsed in the program itself, as in one that is not fuselint.
    public static var shared: ParsingWorkers? { current.withLock(\.self) }

    /// From now on files are parsed in processes of their own.
    ///
    /// - Precondition: this program, given `ParsingWorker.argument`, serves.
    public static func start(_ limits: ParsingLimits = ParsingLimits()) { current.withLock { $0 = ParsingWorkers(limits) } }

    private static let current = Mutex<ParsingWorkers?>(nil)

    /// Starts a process for a task that is sure to come: it loads libclang meanwhile.
    ///
    /// Where it cannot be started, the task says so.
    public func warmUp() {
        guard state.withLock({ $0.all.isEmpty }), let worker = try? begun() else { return }
        state.withLock { $0.idle.append(worker) }
    }

    /// Ends all of them at once; for a process that is about to end.
    public func end() {
        let all = state.withLock { state in
            state.isOver = true
            return state.all
        }
        for identifier in all { kill(identifier, SIGKILL) }
    }

    /// Has a worker do the task.
    /// - Throws: `ParsingWorkerError`.
    func run(_ task: ParsingTask) throws(ParsingWorkerError) -> ParsingTask.Outcome {
        let bytes = ParsingWorker.Order(task, limits).bytes
        while let worker = state.withLock({ $0.idle.popLast() }) {
            if worker.socket.send(bytes) { return try answer(of: worker) }
            // It has died idle, which is no answer to this task.
            finish(worker)
        }
        let worker = try begun()
        guard worker.socket.send(bytes) else { throw .cannotStart(finish(worker).reason) }
        return try answer(of: worker)
    }

    private func answer(of worker: Worker) throws(ParsingWorkerError) -> ParsingTask.Outcome {
        do {
            let bytes = try worker.socket.receive(by: FramedSocket.now + Double(limits.seconds))
            guard let outcome = try? ParsingTask.Outcome(bytes: bytes) else {
                finish(worker)
                throw ParsingWorkerError.crashed("its answer is damaged")
            }
            state.withLock { $0.idle.append(worker) }
            return outcome
        } catch let failure as FramedSocket.Failure {
            let end = finish(worker)
            guard failure == .closed else { throw .hangs(limits.seconds) }
            // What asks for more gets nothing, and few programs live on after that.
            if end.megabytes > limits.memory * 2 / 3 { throw .needsMemory(limits.memory) }
            throw .crashed(end.reason)
        } catch let error as ParsingWorkerError { throw error } catch { throw .crashed("\(error)") }
    }

    // MARK: Processes

    private struct Worker: Sendable {
        var identifier: pid_t
        var socket: FramedSocket
    }

    private func begun() throws(ParsingWorkerError) -> Worker {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .cannotStart(String(cString: strerror(errno)))
        }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
        for stream in [STDOUT_FILENO, STDERR_FILENO] { posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0) }
        // What is typed at the terminal is for the program, or for an editor that it has started; a worker ends with its program.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var typed = sigset_t()
        sigemptyset(&typed)
        for number in [SIGINT, SIGQUIT] { sigaddset(&typed, number) }
        posix_spawnattr_setsigmask(&attributes, &typed)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let name = strdup("fuselint"), argument = strdup(ParsingWorker.argument)
        defer {
            free(name)
            free(argument)
        }
        var identifier: pid_t = 0
        // The file that runs, whatever lies at its path by now.
        let status = posix_spawn(&identifier, "/proc/self/exe", &actions, &attributes, [name, argument, nil], environ)
        guard status == 0 else {
            close(ends[0])
            throw .cannotStart(String(cString: strerror(status)))
        }
        let isOver = state.withLock { state in
            state.all.insert(identifier)
            return state.isOver
        }
        if isOver { kill(identifier, SIGKILL) }
        return Worker(identifier: identifier, socket: FramedSocket(descriptor: ends[0]))
    }

    /// Ends a worker that is of no use any more.
    @discardableResult
    private func finish(_ worker: Worker) -> (reason: String, megabytes: Int) {
        // One that is dead already stays what it died of.
        kill(worker.identifier, SIGKILL)
        var (status, usage): (Int32, rusage) = (0, rusage())
        while wait4(worker.identifier, &status, 0, &usage) < 0, errno == EINTR {}
        _ = state.withLock { $0.all.remove(worker.identifier) }
        close(worker.socket.descriptor)
        let signal = status & 0x7F
        let reason = signal == 0 ? "it ended with status \(status >> 8 & 0xFF)" : "it was stopped by signal \(signal)"
        return (reason, usage.ru_maxrss / 1024)
    }
}

/// Why a worker gave no answer: the file is left out, and told of.
public enum ParsingWorkerError: Error, CustomStringConvertible, Equatable {
    case cannotStart(String)
    case crashed(String)
    /// After so many seconds.
    case hangs(Int)
    /// More than so many megabytes.
    case needsMemory(Int)

    public var description: String {
        switch self {
        case .cannotStart(let reason): "no process for the parser could be started (\(reason)); see the limits of this shell (ulimit -a)"
        case .crashed(let reason): "libclang crashed on it (\(reason)); look at what is unusual in the file"
        case .hangs(let seconds): "libclang was not done after \(seconds) s; give it longer with --file-timeout"
        case .needsMemory(let megabytes): "libclang needed more than \(megabytes) MB; give it more with --file-memory"
        }
    }
}
