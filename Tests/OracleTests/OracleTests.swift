import Foundation
import KernelTree
import Parsing
import SourceTree
import Testing

/// The kernels that `make check` unpacks.
private let kernels = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"]
private let needsClang = Comment("needs the clang program: apt-get install clang-19, or FUSELINT_CLANG=PATH")
private let needsKernels = Comment("needs FUSELINT_KERNELS=DIR with linux-source-6.1 and linux-source-6.12")

/// The lowering's graphs against clang's own, which share nothing but the parser: clang builds its graph from the
/// syntax tree backwards, in C++, for its static analyser.
///
/// Serialized, because each test already keeps two processors busy.
@Suite(.enabled(if: ClangDump.binary != nil, needsClang), .serialized) struct OracleTests {
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures/"

    private func fixture(_ name: String) throws -> Subject {
        let folder = Self.fixtures
        return try Subject(path: folder + name, file: name, arguments: ["-std=gnu11", "-w"]) { path in
            path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : nil
        }
    }

    @Test func everyFormOfStatement() throws {
        let answers = try fixture("statements.c").compare()
        #expect(answers.count >= 24)
        for answer in answers {
            #expect(answer.differences.isEmpty, "\(answer.function)")
            #expect(answer.unread.isEmpty, "\(answer.function)")
        }
    }

    @Test func jumpsWithUnknownTargetsAreOpaque() throws {
        let subject = try fixture("opaque.c")
        let reasons = subject.unit.functions.flatMap(\.opaqueNodes).map(\.reason)
        #expect(reasons == ["computed goto", "computed goto", "asm goto"])
        #expect(subject.compare().flatMap(\.differences) == [])
    }

    @Test(.enabled(if: kernels != nil, needsKernels), arguments: ["linux-source-6.1", "linux-source-6.12"])
    func everyFunctionOfFuse(kernel: String) throws {
        let answers = try Corpus.compare(tree: kernels! + "/" + kernel, directory: "fs/fuse")
        #expect(answers.count > 500)
        #expect(answers.reduce(0) { $0 + $1.pairCount } > 8000)
        for answer in answers {
            #expect(answer.differences.isEmpty, "\(answer.file) \(answer.function)")
            #expect(answer.unread.isEmpty, "\(answer.file) \(answer.function)")
        }
    }

    /// For development: FUSELINT_ORACLE_DIR=fs/ext4 compares any directory and prints what differs.
    @Test(.enabled(if: kernels != nil && ProcessInfo.processInfo.environment["FUSELINT_ORACLE_DIR"] != nil))
    func anyDirectory() throws {
        let directory = ProcessInfo.processInfo.environment["FUSELINT_ORACLE_DIR"]!
        let answers = try Corpus.compare(tree: kernels! + "/linux-source-6.12", directory: directory)
        for answer in answers {
            for difference in answer.differences { print("DIFF", answer.file, answer.function, difference) }
            for text in answer.unread { print("UNREAD", answer.file, answer.function, text) }
            for reason in answer.opaqueReasons { print("OPAQUE", answer.file, answer.function, reason) }
        }
        print("COMPARED", directory, answers.count, "different", answers.count { !$0.differences.isEmpty })
    }
}

/// Files of a kernel tree, two at a time.
enum Corpus {
    static func compare(tree root: String, directory: String) throws -> [Subject.Answer] {
        let tree = try KernelTree.open(Snapshot(directory: root))
        let parser = try TreeParser(tree)
        let snapshot = tree.snapshot
        let files = try snapshot.files(in: TreePath(directory)).filter { $0.fileExtension == "c" }
        let results = Results()
        let group = DispatchGroup()
        let threads = 2
        for first in 0..<threads {
            group.enter()
            // Deeply nested C needs a deep stack.
            let thread = Thread {
                for number in stride(from: first, to: files.count, by: threads) {
                    let file = files[number]
                    results.add(number, Result {
                        try Subject(
                            path: snapshot.absolutePath(of: file), file: file.description,
                            arguments: parser.arguments(for: file)
                        ) { snapshot.treePath(ofAbsolute: $0)?.description }.compare()
                    })
                }
                group.leave()
            }
            thread.stackSize = 64 << 20
            thread.start()
        }
        group.wait()
        return try results.inOrder().flatMap { try $0.get() }
    }

    /// What the threads have found so far.
    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var found: [Int: Result<[Subject.Answer], any Error>] = [:]

        func add(_ number: Int, _ result: Result<[Subject.Answer], any Error>) {
            lock.withLock { found[number] = result }
        }

        func inOrder() -> [Result<[Subject.Answer], any Error>] {
            lock.withLock { found.keys.sorted().map { found[$0]! } }
        }
    }
}
