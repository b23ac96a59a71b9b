import Foundation
import Fuzzing

/// The process that reads inputs, and may die of one.
struct Worker {
    let target: FuzzTarget
    let seed: UInt64
    let first: Int
    let seconds: Double
    /// The file that holds the number of the input that is being read.
    let progress: String

    /// Ended with this status where a promise is broken; what it is stands on standard error.
    static let brokenPromise: Int32 = 3

    /// Seconds of processor time that an input may take.
    let limit: Int

    /// The signal that tells a hang from a crash.
    static let hang = SIGVTALRM

    func run() -> Never {
        Self.restrain()
        let file = open(progress, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let end = ContinuousClock.now + .seconds(seconds)
        var number = first
        while ContinuousClock.now < end {
            tell(number, to: file)
            Self.check(target.input(number, seed: seed), with: target, limit: limit)
            number += 1
        }
        tell(number, to: file)
        exit(0)
    }

    /// Reads one input, and ends the process.
    static func read(_ input: [UInt8], with target: FuzzTarget, limit: Int) -> Never {
        restrain()
        check(input, with: target, limit: limit)
        exit(0)
    }

    private func tell(_ number: Int, to file: Int32) {
        var number = Int64(number)
        _ = pwrite(file, &number, 8, 0)
    }

    private static func check(_ input: [UInt8], with target: FuzzTarget, limit: Int) {
        var time = itimerval(it_interval: timeval(), it_value: timeval(tv_sec: limit, tv_usec: 0))
        setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &time, nil)
        do { try target.check(input) } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(brokenPromise)
        }
    }

    /// No core files, and no more memory than a machine has to spare.
    private static func restrain() {
        var core = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
        var memory = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory)
        // A timer whose signal was inherited as ignored, or blocked, would never end anything.
        signal(hang, SIG_DFL)
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
    }
}
