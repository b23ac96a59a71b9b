import Foundation
import Program
import Threads

/// The other side: a process that does tasks for the one that has started it, one after the other, until nobody asks any more.
public enum ParsingWorker {
    /// With this as its only argument, the program is one.
    public static let argument = "parsing-worker"

    /// Serves on standard input, a socket, until it is closed.
    public static func serve() -> Never {
        let socket = FramedSocket(descriptor: STDIN_FILENO)
        // A crash is expected of what is done here, and told to the user in a line.
        limit(RLIMIT_CORE, to: 0)
        // libclang would catch some crashes itself, and go on with what memory they have left behind. Here the process is what a
        // crash costs, and how it ended says why.
        setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1)
        onThreads(1) {
            while let bytes = try? socket.receive(), let order = try? Order(bytes: bytes) {
                // Not of address space: most of what is reserved is never used. The thread's stack counts whole.
                limit(RLIMIT_DATA, to: UInt(order.limits.memory + 300) << 20)
                // Whoever asked sees to the time; this is for a process that is left alone.
                limit(RLIMIT_CPU, to: UInt(clock() / CLOCKS_PER_SEC) + UInt(order.limits.seconds) + 2)
                guard socket.send(order.task.outcome().bytes) else { break }
            }
        }
        exit(0)
    }

    /// A task, and what it may take.
    struct Order: ByteCoded {
        var task: ParsingTask
        var limits: ParsingLimits

        init(_ task: ParsingTask, _ limits: ParsingLimits) { (self.task, self.limits) = (task, limits) }

        init(from reader: inout ByteReader) throws(ByteCodingError) {
            limits = ParsingLimits(seconds: try reader.readIndex(below: .max), memory: try reader.readIndex(below: 1 << 40))
            task = try reader.read()
        }

        func write(to writer: inout ByteWriter) {
            writer.write(limits.seconds)
            writer.write(limits.memory)
            writer.write(task)
        }
    }

    private static func limit(_ resource: __rlimit_resource, to value: UInt) {
        let resource = __rlimit_resource_t(resource.rawValue)
        var limits = rlimit()
        guard getrlimit(resource, &limits) == 0 else { return }
        limits.rlim_cur = min(value, limits.rlim_max)
        setrlimit(resource, &limits)
    }
}

/// What parsing one file may take.
public struct ParsingLimits: Sendable, Equatable {
    /// Of real time.
    public var seconds: Int
    /// Of memory, in megabytes.
    public var memory: Int

    public init(seconds: Int = 60, memory: Int = 2048) {
        self.seconds = seconds
        self.memory = memory
    }
}
