import Findings
import Review
import SourceTree
import Testing

struct CorpusFileTests {
    @Test func isSortedAndJudged() throws {
        let entries = try Corpus().entries
        #expect(entries.contains { $0.isFinding })
        #expect(entries.contains { $0.verdict == .silent })
        let keys = entries.map { [$0.kernel, $0.rule, $0.file, $0.function, $0.statement, $0.fingerprint].joined(separator: "\t") }
        for (first, second) in zip(keys, keys.dropFirst()) { #expect(first < second, "corpus.tsv is not sorted here") }
        for entry in entries {
            #expect(Kernels.versions.contains(entry.kernel), "line \(entry.line)")
            #expect(entry.isFinding == (entry.fingerprint.count == 32), "line \(entry.line): findings have a fingerprint, silence has none")
        }
    }

    @Test func linesWithoutAJudgementAreRefused() {
        #expect(throws: Corpus.Malformed.self) { try Corpus("6.1\tmmap-timestamps\tfs/a.c\tf\tmaybe\t-\t-\tbecause") }
        #expect(throws: Corpus.Malformed.self) { try Corpus("6.1\tmmap-timestamps\tfs/a.c\tf\ttrue\t-\t-\t") }
    }
}

/// The rules over real kernels, compared with what people have judged.
@Suite(
    .serialized,
    .enabled(if: Kernels.directory != nil, "FUSELINT_KERNELS names no directory with linux-source-6.1 and linux-source-6.12"))
struct CorpusTests {
    /// Small directories with handlers of every kind: a replaced vm_file by hand and by vma_set_file(), callbacks,
    /// ops tables of ops tables, findings.
    private static let always = ["fs/fuse", "fs/overlayfs", "fs/coda", "fs/hugetlbfs", "fs/kernfs", "fs/sysfs"]

    @Test(arguments: Kernels.versions) func smallDirectoriesAreAsJudged(kernel: String) throws {
        try compare(Self.always, kernel: kernel)
    }

    /// `make corpus`.
    @Test(.enabled(if: Kernels.isSet("FUSELINT_WHOLE_CORPUS"), "make corpus runs it"), arguments: Kernels.versions)
    func allOfFsIsAsJudged(kernel: String) throws {
        let tree = try Kernels.open(kernel)
        let others = try Corpus().directories(of: kernel).filter { !$0.hasPrefix("fs/") && $0 != "fs" }
        let unpacked = try others.filter { try tree.snapshot.exists(TreePath($0)) }
        for missing in others.subtracting(unpacked).sorted() {
            print("corpus: \(missing) of \(kernel) is not unpacked and was not compared")
        }
        try compare(["fs"] + unpacked.sorted(), kernel: kernel)
    }

    private func compare(_ directories: [String], kernel: String) throws {
        let paths = try directories.map { try TreePath($0) }
        let entries = try Corpus().entries.filter { entry in
            guard entry.kernel == kernel else { return false }
            let file = try TreePath(entry.file)
            return paths.contains { file.isInside($0) }
        }
        let report = try TreeCheck(Kernels.open(kernel)).check(paths)
        let judged = Dictionary(grouping: entries.filter(\.isFinding), by: \.fingerprint)
        for reported in report.findings where judged[reported.fingerprint] == nil {
            let finding = reported.finding
            let line = [
                kernel, finding.rule, finding.position.file, finding.function, "VERDICT", reported.fingerprint, finding.statement,
                "REASON",
            ].joined(separator: "\t")
            let path = finding.path.map { "\n  \($0.position.file):\($0.position.line): \($0.message)" }.joined()
            Issue.record(
                """
                a finding that nobody has judged: read the code, then make the rule smarter or add this line to corpus.tsv:
                \(line)
                \(finding.position.file):\(finding.position.line): \(finding.message)\(path)
                """)
        }
        let found = Set(report.findings.map(\.fingerprint))
        for entry in entries where entry.isFinding && !found.contains(entry.fingerprint) {
            Issue.record(
                """
                corpus.tsv:\(entry.line): the finding in \(entry.function)() of \(kernel) is gone. Was it \
                false, take the line out; was it true, the change to the rule lost it, or Debian's kernel was mended
                """)
        }
        // Silence about a handler: no finding starts there.
        for entry in entries where !entry.isFinding {
            let about = report.findings.filter { reported in
                reported.finding.rule == entry.rule && reported.finding.path.first?.message.hasSuffix(" is \(entry.function)()") == true
            }
            #expect(about.isEmpty, "corpus.tsv:\(entry.line): \(entry.function)() is not silent any more")
        }
    }
}
