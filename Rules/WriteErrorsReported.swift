import Analysis
import Program

/// **Rule**
/// ->fsync() and ->flush() of FUSE write dirty pages back, wait for the writes under way, and then tell of errors that writes have come
/// to, before they have the server do its part.
///
/// **Why**
/// A write that fails when its pages are written back has nobody to tell: write(2) has long returned. fsync(2) is where a program learns
/// that its data is lost; if it succeeds, nobody asks again. Pages of FUSE may end writeback before the server has answered, so
/// waiting for the pages alone finds no errors.
///
/// **Instead**
/// `err = file_write_and_wait_range(file, start, end);`, fuse_set_nowrite() and fuse_release_nowrite(), `err = file_check_and_advance_wb_err(file);`
/// and leave with either error; filemap_check_errors() in ->flush().
///
/// **Known limits**
/// Only what comes to a request to the server is looked at, and not whether the error that was found is returned.
///
/// **Said**
/// Documentation/filesystems/vfs.rst, "Handling errors during writeback"; Documentation/filesystems/porting.rst, on ->fsync() since 3.1;
/// "fuse: don't ignore errors from fuse_writepages_fill()" (2020); fs/fuse/file.c, the comments in fuse_fsync().
public struct WriteErrorsReported: Rule {
    public static let id = "fsync-errors"

    /// The methods by which users ask whether what they have written is safe.
    static let slots: Set<Slot> = [.ops("file_operations", "fsync"), .ops("file_operations", "flush")]

    public init() {}

    public func check(_ pass: RulePass) {
        pass.report(pass.breaches { Self.slots.contains($0.slot) }, isHome: { _, _ in false }, Messages.lost)
    }
}

private enum Messages {
    static func lost(_ breach: Breach) -> String {
        let method = breach.duty.slot.method
        let omission = switch breach.duty.deed {
        case .writesBack: "dirty pages were not written back"
        case .stopsWrites: "writes under way were not waited for"
        default: "nobody has looked for errors of the writes that came to an end"
        }
        return "\(method) asks the server to make data safe, and \(omission) before"
    }
}
