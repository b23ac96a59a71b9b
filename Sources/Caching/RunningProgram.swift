import Foundation

/// The program that runs: what another build has kept, it may see otherwise under the same version.
public enum RunningProgram {
    /// Differs from that of any other build.
    public static let identity: String = {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return "" }
        return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)"
    }()
}
