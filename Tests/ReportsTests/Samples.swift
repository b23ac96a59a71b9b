import Findings

/// Reports to write out. Their lines are those of examples/tree with examples/patches/0001 applied.
enum Samples {
    static let patch = "fuse: passthrough mmap"
    private static let passthrough = "fs/fuse/passthrough.c"
    private static let file = "fs/fuse/file.c"

    private static let fromTable = [
        PathStep(
            "fuse_file_operations.mmap is fuse_file_mmap()", at: Position(file: file, line: 130, column: 11)),
        PathStep("calls fuse_passthrough_mmap()", at: Position(file: file, line: 112, column: 10)),
    ]

    static func timestamp(_ name: String, line: Int) -> ReportedFinding {
        let call = "inode_set_\(name)_to_ts(inode, inode_get_\(name)(backing_inode))"
        let place = Position(file: passthrough, line: line, column: 3)
        let finding = Finding(
            rule: "mmap-timestamps", severity: .warning, position: place, function: "fuse_passthrough_mmap",
            message: "changes \(name) of an inode on the way of mmap", path: fromTable + [PathStep("changed here", at: place)],
            statement: call)
        return ReportedFinding(finding, state: .introduced, commit: patch, fingerprint: "\(name)-0123456789abcdef")
    }

    static let reference = ReportedFinding(
        Finding(
            rule: "vm-file-ref-balance", severity: .error, position: Position(file: passthrough, line: 83, column: 3),
            function: "fuse_passthrough_mmap",
            message: "drops backing_file, which vma->vm_file still points to and mm drops again",
            path: [
                PathStep(
                    "vma->vm_file takes the reference to backing_file", at: Position(file: passthrough, line: 76, column: 2)),
                PathStep("call_mmap() fails", at: Position(file: passthrough, line: 82, column: 2)),
                PathStep("dropped here", at: Position(file: passthrough, line: 83, column: 3)),
                PathStep(
                    "returns with vma->vm_file at a file that it does not own, while nobody drops the one it replaced",
                    at: Position(file: passthrough, line: 84, column: 3)),
            ],
            statement: "fput(backing_file)"),
        state: .introduced, commit: patch, fingerprint: "fput-0123456789abcdef")

    static let rules: [String: RuleFacts] = [
        "mmap-timestamps": RuleFacts(
            id: "mmap-timestamps", summary: "mmap leaves mtime and ctime alone",
            why: """
                mmap(2) does not change mtime or ctime; a later write through the mapping does. And these times are \
                the server's to tell, so a copy of the backing file's is not what the next stat() shows.
                """,
            said: "Miklos Szeredi, 2021-02-17, on \"fuse: Introduce passthrough for mmap\", linux-fsdevel"),
        "vm-file-ref-balance": RuleFacts(
            id: "vm-file-ref-balance", summary: "vma->vm_file is owned exactly once",
            why: "When ->mmap() fails, mm drops whatever vma->vm_file points to.",
            said: "the comment in coda_file_mmap(), fs/coda/file.c"),
    ]

    static let sourceLines: [Report.Line: String] = [
        Report.Line(file: file, line: 112): "\t\treturn fuse_passthrough_mmap(file, vma);",
        Report.Line(file: file, line: 130): "\t.mmap\t\t= fuse_file_mmap,",
        Report.Line(file: passthrough, line: 76): "\tvma->vm_file = get_file(backing_file);",
        Report.Line(file: passthrough, line: 82): "\tif (ret) {",
        Report.Line(file: passthrough, line: 83): "\t\tfput(backing_file);",
        Report.Line(file: passthrough, line: 84): "\t\treturn ret;",
        Report.Line(file: passthrough, line: 90): "\t\tinode_set_mtime_to_ts(inode, inode_get_mtime(backing_inode));",
        Report.Line(file: passthrough, line: 91): "\t\tinode_set_ctime_to_ts(inode, inode_get_ctime(backing_inode));",
    ]

    /// Everything at once; findings deliberately out of order.
    static let review = Report(
        toolVersion: "0.1.0",
        findings: [timestamp("ctime", line: 91), timestamp("mtime", line: 90), reference],
        resolved: [
            ReportedFinding(
                Finding(
                    rule: "mmap-timestamps", severity: .warning, position: Position(file: file, line: 120, column: 2),
                    function: "fuse_direct_mmap", message: "changes ctime of an inode on the way of mmap", path: [],
                    statement: "inode_set_ctime_current(inode)"),
                state: .existing, fingerprint: "ctime-fedcba9876543210")
        ],
        incomplete: [
            Incomplete(file: "fs/fuse/virtio_fs.c", reason: "not parsed: linux/virtio_fs.h is not in the tree"),
            Incomplete(file: "fs/fuse/dev.c", line: 120, function: "fuse_dev_do_read", reason: "asm goto"),
        ],
        remarks: [
            """
            reviewed detached: the patch does not apply to this tree, so only the functions that it adds whole were \
            looked at
            """
        ],
        rules: rules, sourceLines: sourceLines)

    /// What a stranger may put into names, messages and source.
    static let hostile = Report(
        toolVersion: "0.1.0",
        findings: [
            ReportedFinding(
                Finding(
                    rule: "mmap-timestamps", severity: .error,
                    position: Position(file: "fs/\u{1B}]0;owned\u{7}\n/evil.c", line: 7, column: 28),
                    function: "f\u{202E}g", message: "line one\nfs/fuse/file.c:1:1: error: forged [rule]\u{9B}31m",
                    path: [
                        PathStep(
                            "cleared\u{1B}[2J\r by\u{0} this",
                            at: Position(file: "fs/\u{2066}a.c", line: 123_456, column: 1))
                    ],
                    statement: ""),
                state: .introduced, commit: "fuse: \u{1B}[8mhidden\u{1B}[0m\u{200B} \"subject\" \\ /", fingerprint: "f")
        ],
        incomplete: [Incomplete(file: "fs/b\u{85}.c", function: "h\u{7F}", reason: "unknown \u{E0041}tag")],
        remarks: ["applied\u{8}\u{8} to \u{2028}HEAD"],
        sourceLines: [
            Report.Line(file: "fs/\u{1B}]0;owned\u{7}\n/evil.c", line: 7): "\tif (a) /*\u{202E} } \u{2066}if (b)\u{2069} */ x\u{301}y();\r",
            Report.Line(file: "fs/\u{2066}a.c", line: 123_456): "漢\t\u{FF21}b\u{1B}[31m;",
        ])

    /// What would be syntax in one format or another, and every state and severity.
    static let syntax: Report = {
        let file = "fs/a,b:c%0A&\"'<x>].c"
        let place = Position(file: file, line: 3, column: 29)
        func finding(_ severity: Severity, _ message: String, _ path: [PathStep] = []) -> Finding {
            Finding(
                rule: "mmap-timestamps", severity: severity, position: place, function: "f", message: message, path: path,
                statement: "")
        }
        let markup = finding(
            .warning, "<script>alert(\"1\")</script> ]]> &amp; ERROR: [text](https://example.org) {0}",
            [
                PathStep("%0A::error::forged, '\\", at: Position(file: "-:", line: 1, column: 1)),
                PathStep("##[add-mask]hidden", at: place),
            ])
        return Report(
            toolVersion: "0.1.0",
            findings: [
                ReportedFinding(markup, state: .existing, commit: "</q><img src=x onerror=alert(1)>", fingerprint: "same"),
                ReportedFinding(finding(.note, "a note"), state: .fixedLater, commit: "one", fingerprint: "same"),
                ReportedFinding(finding(.error, "an error"), state: .introduced, fingerprint: "same"),
            ],
            resolved: [ReportedFinding(finding(.warning, "<b>gone</b>"), state: .existing, fingerprint: "gone")],
            incomplete: [
                Incomplete(file: "", reason: "merge \"<i>\" not reviewed"),
                Incomplete(file: file, line: 9, function: "g", reason: "ERROR: ::warning::100%"),
                Incomplete(file: file, line: 10, function: "g", reason: "ERROR: ::warning::100%"),
            ],
            remarks: ["ERROR: see [this](https://example.org), <b>100%</b>"],
            rules: [
                "mmap-timestamps": RuleFacts(
                    id: "mmap-timestamps", summary: "leaves `a < b` alone", why: "One `odd backquote.\n\nAnd a\nsecond paragraph.",
                    said: "<nobody>")
            ],
            sourceLines: [Report.Line(file: file, line: 3): "\t/* \u{E9}\u{1F600} ]]> */ </code><b>x</b>;"])
    }()
}
