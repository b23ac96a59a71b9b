import Foundation
import KernelTree
import SourceTree
import TestSupport
import Testing

/// Real kernels, unpacked below FUSELINT_KERNELS by `make check`.
@Suite(.serialized, .enabled(if: RealKernels.directory != nil, "FUSELINT_KERNELS names no directory with linux-source-6.1 and linux-source-6.12"))
struct RealKernelTests {
    @Test(arguments: RealKernels.names) func configurationIsClosedInTime(kernel: String) throws {
        let start = ContinuousClock.now
        let tree = try RealKernels.open(kernel)
        let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
        // A release build takes 0.2 s; this bound holds for a debug build on a busy machine.
        #expect(seconds < 20)
        #expect(tree.version.major == 6)
        #expect(tree.origin == .unconfigured)
        let expected = [
            "FUSE_FS", "CUSE", "VIRTIO_FS", "FUSE_DAX", "FS_DAX", "OVERLAY_FS", "EXT4_FS", "BTRFS_FS", "XFS_FS", "NFS_V4_2", "NFSD_V4", "CIFS",
            "SMB_SERVER", "64BIT", "SMP", "MMU", "BLOCK", "COMPAT", "QUOTA", "FS_POSIX_ACL", "VIRTIO", "ZONE_DEVICE", "CRYPTO_SHA256", "INTERVAL_TREE",
        ]
        for symbol in expected { #expect(tree.configuration.isEnabled(symbol), "\(symbol)") }
        for symbol in ["LOCKDEP", "KASAN", "MODVERSIONS", "CC_IS_GCC", "TRACEPOINTS", "JUMP_LABEL", "XEN_PV", "COMPILE_TEST"] {
            #expect(!tree.configuration.isEnabled(symbol), "\(symbol)")
        }
        #expect(tree.configuration.integer("PGTABLE_LEVELS") == 5)
        if kernel == "linux-source-6.12" { #expect(tree.configuration.isEnabled("FUSE_PASSTHROUGH")) }
    }

    @Test(.enabled(if: RealKernels.clang != nil, "no clang of version 19 or later"), arguments: RealKernels.names)
    func allOfFuseParsesWithoutErrors(kernel: String) async throws {
        let files = try RealKernels.sources(kernel, below: ["fs/fuse", "fs/overlayfs"])
        #expect(files.count > 20)
        #expect(try await RealKernels.errors(kernel, in: files) == [])
    }

    /// Three hundred files a kernel: `make check` has time for the newer one, `make corpus` for both.
    @Test(.enabled(if: RealKernels.clang != nil, "no clang of version 19 or later"), arguments: RealKernels.newest)
    func otherFilesystemsParseWithoutErrors(kernel: String) async throws {
        let files = try RealKernels.sources(kernel, below: ["fs/ext4", "fs/btrfs", "fs/nfs", "fs/smb", "fs/xfs"])
        #expect(files.count > 300)
        #expect(try await RealKernels.errors(kernel, in: files) == [])
    }

    /// What the seeds leave out can be turned on: trace headers then resolve by the makefiles' -I, locks have their bookkeeping.
    @Test(.enabled(if: RealKernels.clang != nil, "no clang of version 19 or later"), arguments: RealKernels.names)
    func tracingAndLockDebuggingCanBeTurnedOn(kernel: String) async throws {
        let symbols = ["FTRACE", "TRACING", "TRACEPOINTS", "EVENT_TRACING", "JUMP_LABEL", "LOCKDEP", "PROVE_LOCKING", "DEBUG_LOCK_ALLOC"]
        let overrides = symbols.map { ConfigOverride(symbol: $0, value: .yes) }
        let files = try ["fs/fuse/dev.c", "fs/xfs/xfs_trace.c", "fs/xfs/scrub/trace.c", "fs/smb/client/trace.c", "fs/nfs/nfs4trace.c"]
            .map { try TreePath($0) }
        #expect(try await RealKernels.errors(kernel, in: files, overrides) == [])
    }

    @Test(arguments: RealKernels.names) func noHeaderOfAKernelIsRefused(kernel: String) throws {
        let tree = try RealKernels.open(kernel)
        let flags = try tree.flags(for: TreePath("fs/fuse/file.c"), standInDirectory: "/stand-ins")
        let inclusions = InclusionGuard(tree: tree, standInDirectory: "/stand-ins", flags: flags)
        var count = 0
        for top in ["include", "fs", "arch/x86/include"] {
            let root = tree.snapshot.root + "/" + top
            for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init()
            where name.hasSuffix(".h") || (top == "fs" && name.hasSuffix(".c")) {
                guard let contents = FileManager.default.contents(atPath: root + "/" + name) else { continue }
                count += 1
                do { try inclusions.scan([(TreePath(top + "/" + name), [UInt8](contents))]) } catch InclusionError.notFound(_, _, let missing) {
                    // Only parts of a kernel are unpacked: what a header includes from another part is not there.
                    let target = missing.split(separator: "/").drop { $0 == ".." }.joined(separator: "/")
                    #expect(target.contains("/") && !FileManager.default.fileExists(atPath: tree.snapshot.root + "/" + target), "\(top)/\(name): \(missing)")
                }
            }
        }
        #expect(count > 3000)
    }
}

/// Where real kernels are, and how a compiler is asked about them.
enum RealKernels {
    static let names = ["linux-source-6.1", "linux-source-6.12"]
    /// All of them where FUSELINT_WHOLE_CORPUS is set.
    static let newest = ProcessInfo.processInfo.environment["FUSELINT_WHOLE_CORPUS"] == nil ? [names[1]] : names

    static let directory: String? = {
        guard let given = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"] else { return nil }
        return names.allSatisfy { KernelTree.isKernelTree(given + "/" + $0) } ? given : nil
    }()

    /// The newest clang from 19 on; FUSELINT_CLANG names another.
    static let clang: String? = {
        if let given = ProcessInfo.processInfo.environment["FUSELINT_CLANG"] { return given }
        return (19...40).reversed().map { "/usr/lib/llvm-\($0)/bin/clang" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static func open(_ kernel: String, _ overrides: [ConfigOverride] = []) throws -> KernelTree {
        try KernelTree.open(Snapshot(directory: #require(directory) + "/" + kernel), configOverrides: overrides)
    }

    /// The files that a build compiles by themselves.
    static func sources(_ kernel: String, below directories: [String]) throws -> [TreePath] {
        let tree = try open(kernel)
        var files: [TreePath] = []
        var pending = try directories.map { try TreePath($0) }
        while let next = pending.popLast() {
            files += try tree.snapshot.files(in: next).filter { try $0.fileExtension == "c" && tree.isCompiledByItself($0) }
            pending += try tree.snapshot.directories(in: next)
        }
        return files.sorted()
    }

    /// The errors of all files, two compilers at a time.
    static func errors(_ kernel: String, in files: [TreePath], _ overrides: [ConfigOverride] = []) async throws -> [String] {
        let tree = try open(kernel, overrides)
        let clang = try #require(clang)
        let resource = try run(clang, ["-print-resource-dir"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        let cache = try TemporaryTree([:])
        let standIns = try StandInDirectory(tree.standIns, cache: cache.path)
        let check = { @Sendable (file: TreePath) throws -> [String] in
            let flags = try tree.flags(for: file, standInDirectory: standIns.path)
            let arguments = ["-fsyntax-only", "-isystem", resource + "/include"] + flags + [tree.snapshot.absolutePath(of: file)]
            let result = try run(clang, arguments)
            return result.status == 0 ? [] : result.errors.split(separator: "\n").filter { $0.contains("error:") }.map { "\(file): \($0)" }
        }
        return try await withThrowingTaskGroup(of: [String].self) { group in
            var rest = files.makeIterator()
            for _ in 0..<2 { if let file = rest.next() { group.addTask { try check(file) } } }
            var all: [String] = []
            while let errors = try await group.next() {
                all += errors
                if let file = rest.next() { group.addTask { try check(file) } }
            }
            return all.sorted()
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        // To a file: two pipes read one after the other could block.
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("fuselint-clang-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, try String(contentsOf: errors, encoding: .utf8))
    }
}
