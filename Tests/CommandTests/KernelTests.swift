import Foundation
import Testing

/// Real kernels, unpacked below FUSELINT_KERNELS by `make check`.
enum Kernels {
    static let names = ["linux-source-6.1", "linux-source-6.12"]
    static let absent: Comment = "FUSELINT_KERNELS names no directory with linux-source-6.1 and linux-source-6.12"

    static let directory: String? = {
        guard let given = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"] else { return nil }
        return names.allSatisfy { FileManager.default.fileExists(atPath: "\(given)/\($0)/fs/fuse/file.c") } ? given : nil
    }()

    /// Runs on a kernel and asks for JSON. A debug build takes some ten seconds; other tests run beside it.
    static func run(_ arguments: [String], on kernel: String, input: String? = nil) throws -> Fuselint.Result {
        let tree = try #require(directory) + "/" + kernel
        return try Fuselint.run(arguments + ["--tree", tree, "--format", "json"], input: input, timeLimit: 300)
    }

    /// The mail that the project began with, which is not ours to keep in this repository: beside the checkout, if there.
    static let seedMail: String? = {
        let path = repositoryRoot.deletingLastPathComponent().appendingPathComponent("shared/seed-mail.txt").path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()
}

@Suite(.enabled(if: Kernels.directory != nil, Kernels.absent))
struct KernelTests {
    /// Every file of fs/fuse is read whole, and nothing in it is at fault.
    @Test(arguments: Kernels.names) func fuseIsReadWhole(kernel: String) throws {
        let result = try Kernels.run(["doctor", "fs/fuse"], on: kernel)
        #expect(result.status == 0, "\(result.errors)")
        let doctor = try JSONDecoder().decode(DoctorDocument.self, from: Data(result.output.utf8))
        #expect(doctor.files.count >= 12)
        #expect(doctor.files.allSatisfy { $0.failure == nil && $0.errors.isEmpty && $0.opaque.isEmpty && $0.functions > 0 })
        #expect(doctor.totals.errors == 0 && doctor.totals.failures == 0 && doctor.totals.opaqueNodes == 0)
        #expect(doctor.totals.lines > 13_000 && doctor.totals.functions > 500)
        #expect(doctor.tree.flags == "unconfigured" && doctor.tree.version.hasPrefix(kernel.replacing("linux-source-", with: "") + "."))
    }

    /// What the corpus judges, all of it true, and nothing else.
    @Test(arguments: Kernels.names) func fuseIsAsJudged(kernel: String) throws {
        let result = try Kernels.run(["check", "fs/fuse"], on: kernel)
        let judged = [
            "linux-source-6.1": ["heap-balance fuse_writepage_locked", "stale-page-cache fuse_do_setattr", "stale-page-cache fuse_file_fallocate"]
                + Array(repeating: "stale-page-cache fuse_file_write_iter", count: 3),
            "linux-source-6.12": [],
        ]
        #expect(try result.report().findings.map { "\($0.rule) \($0.function)" }.sorted() == judged[kernel])
        #expect(try result.report().incomplete == [])
    }

    /// The mail of our own words: what it quotes applies to neither tree.
    @Test(arguments: Kernels.names) func theReplyIsReviewedOnRealTrees(kernel: String) throws {
        let result = try Kernels.run(["review", "-"], on: kernel, input: QuotedReply.text)
        #expect(result.status == 1 && result.errors == "")
        let report = try result.report()
        #expect(report.places == QuotedReply.faults)
        #expect(report.incomplete.contains { $0.reason.contains("reviewed detached") })
    }

    @Test(.enabled(if: Kernels.seedMail != nil, "no ../shared/seed-mail.txt beside the checkout"), arguments: Kernels.names)
    func theMailThatStartedItIsReviewed(kernel: String) throws {
        let mail = try #require(Kernels.seedMail)
        let result = try Kernels.run(["review", mail], on: kernel)
        #expect(result.status == 1 && result.errors == "")
        let report = try result.report()
        let found = report.findings.map { "\($0.rule):\($0.line)" }
        #expect(found.filter { $0.hasPrefix("mmap-timestamps") } == ["mmap-timestamps:97", "mmap-timestamps:98"])
        #expect(found.filter { $0.hasPrefix("vm-file-ref-balance") } == ["vm-file-ref-balance:86"])
        #expect(report.incomplete.contains { $0.reason.contains("reviewed detached") })
    }
}
