/// Error numbers as functions return them, and as the kernel spells them.
enum ErrorNumbers {
    /// include/uapi/asm-generic/errno-base.h: the same on all machines, from 1 on.
    private static let names = [
        "EPERM", "ENOENT", "ESRCH", "EINTR", "EIO", "ENXIO", "E2BIG", "ENOEXEC", "EBADF", "ECHILD", "EAGAIN", "ENOMEM", "EACCES", "EFAULT",
        "ENOTBLK", "EBUSY", "EEXIST", "EXDEV", "ENODEV", "ENOTDIR", "EISDIR", "EINVAL", "ENFILE", "EMFILE", "ENOTTY", "ETXTBSY", "EFBIG",
        "ENOSPC", "ESPIPE", "EROFS", "EMLINK", "EPIPE", "EDOM", "ERANGE",
    ]

    /// By `-ENOENT` and the like.
    static let byName = Dictionary(uniqueKeysWithValues: names.enumerated().map { ("-" + $1, -Int64($0) - 1) })

    /// ENOSYS is 38, and 89 on MIPS.
    static func isENOSYS(_ number: Int64) -> Bool { number == -38 || number == -89 }

    /// The number by its name, where it has one.
    static func text(_ number: Int64) -> String {
        (-Int64(names.count)...(-1)).contains(number) ? "-" + names[Int(-number) - 1] : String(number)
    }
}
