import Foundation

/// Messages on a socket: eight bytes for the length, then that many.
struct FramedSocket: Sendable {
    let descriptor: Int32

    /// - Returns: false where nobody reads any more.
    func send(_ bytes: [UInt8]) -> Bool {
        let length = withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Array($0) }
        return write(length) && write(bytes)
    }

    /// The next message.
    ///
    /// - Parameter deadline: in seconds of `CLOCK_MONOTONIC`; nil to wait for as long as it takes.
    /// - Throws: `Failure`.
    func receive(by deadline: Double? = nil) throws(Failure) -> [UInt8] {
        let length = try read(8, by: deadline).enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
        guard length < 1 << 31 else { throw .closed }
        return try read(Int(length), by: deadline)
    }

    enum Failure: Error {
        /// The other side is gone.
        case closed
        /// Nothing came in time.
        case late
    }

    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 { sent += count } else if errno != EINTR { return false }
        }
        return true
    }

    private func read(_ count: Int, by deadline: Double?) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            if let deadline {
                let left = deadline - Self.now
                guard left > 0 else { throw .late }
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                let ready = poll(&waiting, 1, Int32(min(left * 1000 + 1, 1e6)))
                if ready == 0 || ready < 0 && errno == EINTR { continue }
            }
            let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + done, count - done, 0) }
            if got > 0 { done += got } else if got == 0 || errno != EINTR { throw .closed }
        }
        return bytes
    }
}
