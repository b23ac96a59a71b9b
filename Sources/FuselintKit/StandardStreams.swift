import Foundation

/// The process's standard streams, any of which may be closed.
enum StandardStreams {
    /// Occupies the descriptors that are closed, so that no file that is opened later gets such a number and, with it, what is
    /// meant for the stream. Reading and writing go on to give nothing.
    static func occupyClosed() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)  // The lowest number that is free is this one.
        }
    }

    /// Tells an error where somebody listens.
    static func tell(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
