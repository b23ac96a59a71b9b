import Findings
import Review
import Settings
import SourceTree
import Testing

struct CorpusFileTests {
    @Test(arguments: ["corpus.tsv", "elsewhere.tsv", "contracts-elsewhere.tsv"]) func isSortedAndJudged(file: String) throws {
        let entries = try Corpus(file: file).entries
        #expect(entries.contains { $0.isFinding })
        let keys = entries.map { [$0.kernel, $0.rule, $0.file, $0.function, $0.statement, $0.fingerprint].joined(separator: "\t") }
        for (first, second) in zip(keys, keys.dropFirst()) { #expect(first < second, "\(file) is not sorted here") }
        for entry in entries {
            #expect(Kernels.versions.contains(entry.kernel), "line \(entry.line)")
            #expect(entry.isFinding == (entry.fingerprint.count == 32), "line \(entry.line): findings have a fingerprint, silence has none")
        }
    }

    @Test func silenceIsJudgedToo() throws { #expect(try Corpus().entries.contains { $0.verdict == .silent }) }

    /// A rule that is wrong more often than right waits, and so it stays in these directories.
    @Test(arguments: ["elsewhere.tsv", "contracts-elsewhere.tsv"]) func elsewhereHalfOfTheFindingsAreWorthReading(file: String) throws {
        let entries = try Corpus(file: file).entries
        #expect(entries.count { $0.verdict != .wrong } * 2 >= entries.count)
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

    /// Directories for which rules were never tuned, and which rules those are: `make corpus`.
    private static let elsewhere = [
        "elsewhere": ["btrfs", "ext4", "kernfs", "nfs", "proc", "smb/client", "smb/server", "xfs"],
        "contracts-elsewhere": [
            "9p", "btrfs", "ceph", "ext4", "gfs2", "nfs", "nfs/blocklayout", "nfs/filelayout", "nfs/flexfilelayout", "ocfs2", "ocfs2/cluster",
            "ocfs2/dlm", "ocfs2/dlmfs", "smb/client", "smb/client/compress", "smb/common", "smb/server", "smb/server/mgmt", "xfs", "xfs/libxfs", "xfs/scrub",
        ],
    ]

    @Test(.enabled(if: Kernels.isSet("FUSELINT_WHOLE_CORPUS"), "make corpus runs it"), arguments: elsewhere.keys.sorted())
    func elsewhereIsAsRead(name: String) throws {
        let kernel = "6.12"
        let tree = try Kernels.open(kernel)
        let settings = try ReviewSettings(
            ReviewSettings.CommandLine(configuration: Corpus.file(name + ".yml").path), files: SettingsFiles(tree.snapshot), folder: tree.snapshot.root)
        let asked = settings.ruleSet.everywhere
        #expect(!asked.isEmpty)
        // A note is a guess, and says so.
        try compare(Self.elsewhere[name]!.map { "fs/" + $0 }, kernel: kernel, with: name + ".tsv", settings) {
            asked.contains($0.finding.rule) && $0.finding.severity != .note
        }
    }

    private func compare(
        _ directories: [String], kernel: String, with file: String = "corpus.tsv", _ settings: ReviewSettings = ReviewSettings(),
        where isAsked: (ReportedFinding) -> Bool = { _ in true }
    ) throws {
        let paths = try directories.map { try TreePath($0) }
        let entries = try Corpus(file: file).entries.filter { entry in
            guard entry.kernel == kernel else { return false }
            let file = try TreePath(entry.file)
            return paths.contains { file.isInside($0) }
        }
        let findings = try TreeCheck(Kernels.open(kernel), settings: settings).check(paths).findings.filter(isAsked)
        let judged = Dictionary(grouping: entries.filter(\.isFinding), by: \.fingerprint)
        for reported in findings where judged[reported.fingerprint] == nil {
            let finding = reported.finding
            let line = [
                kernel, finding.rule, finding.position.file, finding.function, "VERDICT", reported.fingerprint, finding.statement,
                "REASON",
            ].joined(separator: "\t")
            let path = finding.path.map { "\n  \($0.position.file):\($0.position.line): \($0.message)" }.joined()
            Issue.record(
                """
                a finding that nobody has judged: read the code, then make the rule smarter or add this line to \(file):
                \(line)
                \(finding.position.file):\(finding.position.line): \(finding.message)\(path)
                """)
        }
        let found = Set(findings.map(\.fingerprint))
        for entry in entries where entry.isFinding && !found.contains(entry.fingerprint) {
            Issue.record(
                """
                \(file):\(entry.line): the finding in \(entry.function)() of \(kernel) is gone. Was it \
                false, take the line out; was it true, the change to the rule lost it, or Debian's kernel was mended
                """)
        }
        // Silence about a handler: no finding starts there.
        for entry in entries where !entry.isFinding {
            let about = findings.filter { reported in
                reported.finding.rule == entry.rule && reported.finding.path.first?.message.hasSuffix(" is \(entry.function)()") == true
            }
            #expect(about.isEmpty, "\(file):\(entry.line): \(entry.function)() is not silent any more")
        }
    }
}
