import Foundation
import Testing

/// What .ci/setup itself calls, besides apt.
private let tools = [
    "bash", "cat", "env", "flock", "head", "id", "mkdir", "mktemp", "mv", "rm", "rmdir", "stat", "tar", "xz",
]
private let missingTools = tools.filter { findTool([$0]) == nil }

/// .ci/setup on made-up machines: PATH leads to a directory with the tools above and stand-ins that only say how
/// they were called.
@Suite(.enabled(if: missingTools.isEmpty, "not installed: \(missingTools.joined(separator: ", "))"))
struct SetupTests {
    /// A machine with some programs and, if wanted, a libclang, on which apt knows some packages.
    private struct Machine {
        let directory: URL
        var environment: [String: String]

        init(in directory: URL, has programs: [String], libclang: Bool = true, aptKnows packages: [String] = []) throws {
            self.directory = directory
            let path = directory.appendingPathComponent("bin"), llvm = directory.appendingPathComponent("llvm")
            let manager = FileManager.default
            try manager.createDirectory(at: path, withIntermediateDirectories: true)
            for tool in tools {
                let link = path.appendingPathComponent(tool).path
                try manager.createSymbolicLink(atPath: link, withDestinationPath: #require(findTool([tool])))
            }
            environment = [
                "PATH": path.path, "LLVM_PREFIX": llvm.path,
                "FUSELINT_KERNEL_SOURCES": directory.appendingPathComponent("src").path,
            ]
            for program in programs { try standIn(program, "echo \"CALLED \(program) $*\"") }
            try standIn("apt-cache", "case \" \(packages.joined(separator: " ")) \" in *\" $2 \"*) ;; *) exit 1 ;; esac")
            if libclang {
                for file in ["include/clang-c/Index.h", "lib/libclang.so"] { try write("", to: "llvm/\(file)") }
            }
        }

        func standIn(_ program: String, _ body: String) throws {
            try write("#!\(findTool(["bash"]) ?? "/bin/bash")\n\(body)\n", to: "bin/\(program)")
            let file = directory.appendingPathComponent("bin/\(program)").path
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }

        func write(_ text: String, to path: String) throws {
            let file = directory.appendingPathComponent(path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }

        func exists(_ path: String) -> Bool {
            FileManager.default.fileExists(atPath: directory.appendingPathComponent(path).path)
        }

        func setUp(_ arguments: String...) throws -> (status: Int32, output: String) {
            let script = repositoryRoot.appendingPathComponent(".ci/setup").path
            return try run(
                #require(findTool(["bash"])), [script] + arguments, in: directory, environment: environment)
        }

        /// A kernel's tarball with these files, each holding `text`.
        func makeTarball(version: String, files: [String], text: String = "x") throws {
            let name = "linux-source-\(version)"
            for file in files { try write(text, to: "made/\(name)/\(file)") }
            try write("", to: "src/.keep")
            let made = directory.appendingPathComponent("made")
            let packed = try run(
                #require(findTool(["tar"])), ["-cJf", "\(directory.path)/src/\(name).tar.xz", name], in: made)
            try #require(packed.status == 0, "\(packed.output)")
            try FileManager.default.removeItem(at: made)
        }
    }

    private static let aptAndSwift = ["swift", "git", "python3", "clang-19", "shellcheck", "tmux", "strace", "chromium", "apt-get", "sudo"]
    private static let kernelFiles = [
        "Makefile", "Kconfig", "Kbuild", "include/a.h", "arch/x86/a.h", "arch/Kconfig", "fs/fuse/file.c", "scripts/a",
        "drivers/net/Kconfig", "drivers/net/a.c",
    ]

    @Test func nothingIsDoneWhereAllIsThere() throws {
        try withTemporaryDirectory {
            let result = try Machine(in: $0, has: Self.aptAndSwift).setUp("demo")
            #expect(result.status == 0 && result.output == "")
        }
    }

    @Test func installsWhatTheDemoNeedsAndNoMore() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: ["swift"], libclang: false, aptKnows: ["git", "libclang-19-dev"])
            // The package brings the library.
            let header = "\(machine.directory.path)/llvm/include/clang-c", library = "\(machine.directory.path)/llvm/lib"
            try machine.standIn(
                "apt-get",
                "echo \"CALLED apt-get $*\"; mkdir -p \(header) \(library); : >\(header)/Index.h; : >\(library)/libclang.so")
            try machine.standIn("sudo", "\"$@\"")
            let result = try machine.setUp("demo")
            #expect(result.status == 0)
            let lines = result.output.split(separator: "\n")
            #expect(lines.first == "setup: missing: libclang git")
            let calls = lines.filter { $0.hasPrefix("CALLED apt-get") }
            #expect(calls.count == 2)
            #expect(calls.first?.hasSuffix("update") == true)
            #expect(calls.last?.hasSuffix("install --yes --no-install-recommends libclang-19-dev git") == true)
        }
    }

    @Test func laterDebiansHaveLibclangUnderItsPlainName() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: Self.aptAndSwift, libclang: false, aptKnows: ["libclang-dev"])
            let result = try machine.setUp("demo")
            #expect(result.output.contains("setup: apt-get install libclang-dev\n"))
            #expect(result.status == 2, "what was installed is too old, or not there")
            #expect(result.output.contains("libclang 19 or later is needed"))
        }
    }

    @Test func saysWhatToRunWhereItMayNotInstall() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: ["swift", "apt-get"])
            try FileManager.default.removeItem(at: $0.appendingPathComponent("bin/id"))
            try machine.standIn("id", "echo 1000")
            let result = try machine.setUp("demo")
            #expect(result.status == 2)
            #expect(result.output.contains("neither root nor sudo; run as root: apt-get"))
        }
    }

    @Test func needsSwift() throws {
        try withTemporaryDirectory {
            let result = try Machine(in: $0, has: []).setUp("demo")
            #expect(result.status == 2 && result.output.contains("Swift 6.2 or later is needed"))
        }
    }

    @Test func unpacksThePartsOnceAndAgainForANewTarball() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: Self.aptAndSwift)
            try machine.makeTarball(version: "6.1", files: Self.kernelFiles)
            try machine.makeTarball(version: "6.12", files: Self.kernelFiles)
            let first = try machine.setUp("check", "cache/kernels")
            #expect(first.status == 0, "\(first.output)")
            #expect(first.output.contains("unpacking linux-source-6.1 "))
            for version in ["6.1", "6.12"] {
                for file in Self.kernelFiles {
                    #expect(machine.exists("cache/kernels/linux-source-\(version)/\(file)") == (file != "drivers/net/a.c"))
                }
            }
            #expect(try machine.setUp("check", "cache/kernels").output == "")

            try machine.makeTarball(version: "6.1", files: Self.kernelFiles.filter { $0 != "include/a.h" } + ["include/b.h"])
            let again = try machine.setUp("check", "cache/kernels")
            #expect(again.output.contains("unpacking linux-source-6.1 ") && !again.output.contains("6.12"))
            #expect(machine.exists("cache/kernels/linux-source-6.1/include/b.h"))
            #expect(!machine.exists("cache/kernels/linux-source-6.1/include/a.h"), "nothing of the old one stays")
        }
    }

    @Test func aDamagedTarballLeavesNothingBehind() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: Self.aptAndSwift)
            try machine.makeTarball(version: "6.12", files: Self.kernelFiles)
            try machine.write("not a tarball", to: "src/linux-source-6.1.tar.xz")
            let result = try machine.setUp("check", "cache/kernels")
            #expect(result.status == 2)
            #expect(result.output.contains("could not unpack") && result.output.contains("linux-source-6.1.tar.xz"))
            let left = try FileManager.default.contentsOfDirectory(atPath: $0.appendingPathComponent("cache/kernels").path)
            #expect(Set(left) == [".lock", "linux-source-6.12", "linux-source-6.12.stamp"])
        }
    }

    // MARK: Readers

    /// A python3 that makes a directory with a pip in it, for which `script` stands.
    private static func python(version: String = "3.11.2", pip script: String = "exit 0") -> String {
        """
        case "$*" in
        --version) echo "Python \(version)" ;;
        "-m venv "*)
            mkdir -p "$3/bin"
            printf '%s\\n' '#!\(findTool(["bash"]) ?? "/bin/bash")' 'echo "CALLED pip $*"' '\(script)' >"$3/bin/pip"
            \(findTool(["chmod"]) ?? "/bin/chmod") +x "$3/bin/pip" ;;
        esac
        """
    }

    @Test func installsReadersOnceAndAgainForAnotherPython() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: ["swift", "cc"])
            try machine.standIn("python3", Self.python())
            let first = try machine.setUp("readers", "cache/readers")
            #expect(first.status == 0)
            let list = repositoryRoot.appendingPathComponent(".ci/readers.txt").path
            #expect(first.output.contains("CALLED pip install") && first.output.contains("--requirement \(list)\n"), "\(first.output)")
            let again = try machine.setUp("readers", "cache/readers")
            #expect(again.status == 0 && again.output == "")

            try machine.write("old", to: "cache/readers/lib/old.py")
            try machine.standIn("python3", Self.python(version: "3.13.5"))
            let newer = try machine.setUp("readers", "cache/readers")
            #expect(newer.status == 0 && newer.output.contains("CALLED pip install"))
            #expect(!machine.exists("cache/readers/lib/old.py"), "nothing of the old one stays")
        }
    }

    @Test func readersThatCannotBeInstalledLeaveNothingBehind() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: ["swift", "cc"])
            try machine.standIn("python3", Self.python(pip: "exit 1"))
            let result = try machine.setUp("readers", "cache/readers")
            #expect(result.status == 2 && result.output.contains("setup: error: could not install"))
            #expect(!machine.exists("cache/readers"))
        }
    }

    @Test func readersNeedPythonsVenvAndACompiler() throws {
        try withTemporaryDirectory {
            let machine = try Machine(in: $0, has: ["swift", "apt-get"], libclang: false, aptKnows: ["python3-venv", "gcc"])
            try machine.standIn("python3", "exit 1")
            try machine.standIn("sudo", "\"$@\"")
            let result = try machine.setUp("readers", "cache/readers")
            #expect(result.output.contains("setup: missing: python3-venv gcc\n"))
            #expect(result.output.contains("CALLED apt-get") && result.output.contains(" python3-venv gcc\n"), "\(result.output)")
            #expect(!result.output.contains("libclang"), "the programs need none")
        }
    }
}
