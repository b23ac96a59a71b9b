@testable import Browsing
import Findings
import Foundation

/// A small series, made of words.
enum Samples {
    static let file = "fs/fuse/dev.c"

    private static func text(_ lines: String...) -> [ReviewedPatch.Line] { lines.map { .init(.text, $0) } }

    private static func code(_ kind: ReviewedPatch.Line.Kind, _ text: String, _ line: Int, file: String = file) -> ReviewedPatch.Line {
        .init(kind, text, place: .init(file: file, line: line))
    }

    static let first = ReviewedPatch(
        name: "[PATCH 1/2] fuse: count requests", number: 1, subject: "[PATCH 1/2] fuse: count requests",
        author: "A. Developer <dev@example.org>", date: "Mon, 9 Mar 2026 08:00:00 +0000", messageID: "<1@example.org>",
        sender: [.init(name: "A. Developer", address: "dev@example.org")],
        body: text("Tell how many requests wait.", "", "---", " fs/fuse/dev.c | 4 +++-", "")
            + text("diff --git a/fs/fuse/dev.c b/fs/fuse/dev.c", "--- a/fs/fuse/dev.c", "+++ b/fs/fuse/dev.c")
            + text("@@ -10,4 +10,6 @@ static int fuse_count(struct fuse_conn *fc)")
            + [
                code(.context, " {", 10), code(.removed, "-\tint count = 0;", 11),
                code(.added, "+\tunsigned int count = 0; /* of \"all\" queues */", 11), code(.added, "+\tchar *name = kstrdup(fc->name, GFP_KERNEL);", 12),
                code(.added, "+\tpr_debug(\"%s\\n\", name);", 13), code(.context, " \treturn count;", 14), code(.context, " }", 15),
            ] + text("-- ", "2.47.0"))

    static let second = ReviewedPatch(
        name: "[PATCH 2/2] fuse: \u{202E}gnp.exe: use the count\u{1B}[31m", number: 2,
        subject: "[PATCH 2/2] fuse: \u{202E}gnp.exe: use the count\u{1B}[31m", author: "\u{5F20}\u{4E09} <zhang@example.org>",
        body: text("\u{00DC}ber die Anzahl, e\u{301}tat, \u{6F22}\u{5B57}.", "", "---", "")
            + text("diff --git a/fs/fuse/inode.c b/fs/fuse/inode.c", "@@ -1,1 +1,2 @@")
            + [
                code(.context, " #include \"fuse_i.h\"", 1, file: "fs/fuse/inode.c"),
                code(.added, "+int \u{6F22}\u{5B57}\u{202E}x = '\u{7}';\ty;", 2, file: "fs/fuse/inode.c"),
            ])

    static let facts = RuleFacts(
        id: "heap-balance", summary: "What is allocated is freed on every way out.",
        why: "Memory that nobody\nfrees is gone until reboot. A second sentence.", said: "Documentation/core-api/memory-allocation.rst.")

    static func finding(_ message: String, line: Int, in patch: ReviewedPatch, fingerprint: String, severity: Severity = .error) -> ReportedFinding {
        let steps = [PathStep("kstrdup() allocates name", at: Position(file: file, line: 12, column: 15)),
            PathStep("fuse_count() is called from here", at: Position(file: "fs/fuse/control.c", line: 3, column: 2))]
        return ReportedFinding(
            Finding(
                rule: "heap-balance", severity: severity, position: Position(file: file, line: line, column: 2), function: "fuse_count",
                message: message, path: steps, statement: ""),
            state: .introduced, commit: patch.name, fingerprint: fingerprint)
    }

    static let patches = [first, second]

    static let report = Report(
        toolVersion: "1",
        findings: [
            finding("name leaks where fuse_count() returns, although everybody who calls it thinks that nothing is left", line: 14, in: first, fingerprint: "f1"),
            finding("name may be NULL", line: 13, in: first, fingerprint: "f2", severity: .warning),
            ReportedFinding(
                Finding(
                    rule: "heap-balance", severity: .note, position: Position(file: "fs/fuse/inode.c", line: 2, column: 1), function: "",
                    message: "odd \u{1B}]0;title\u{7}", path: [], statement: ""),
                state: .introduced, commit: second.name, fingerprint: "f3"),
        ].sorted { $0.finding.position < $1.finding.position },
        rules: ["heap-balance": facts], patches: patches)

    static func browser(_ columns: Int, _ rows: Int, isReviewed: Bool = true, state: ReviewState = ReviewState()) -> Browser {
        var browser = Browser(
            Material(.series, title: "fuse: count requests and 1 more", patches: patches), state: state, size: Size(columns: columns, rows: rows))
        if isReviewed { _ = browser.update(.reviewed(report, patches: patches)) }
        return browser
    }

    static let control = ["#include \"fuse_i.h\"", "", "\tfuse_count(fc);", "\treturn 0;"]
    static let dev = (1...40).map { "\tline(\($0)); /* \($0) */" }

    /// What the world would answer.
    static func sources(_ request: SourceRequest) -> [String]? {
        switch request.file {
        case "fs/fuse/control.c": control
        case file: dev
        default: nil
        }
    }
}

extension Browser {
    /// Presses keys, and answers what the browser asks of the world as a session would.
    @discardableResult
    mutating func send(_ keys: Key..., editor: (String) -> String? = { $0 }) -> [Effect] {
        var done: [Effect] = []
        for key in keys { done += answer([.key(key)], editor: editor) }
        return done
    }

    @discardableResult
    mutating func send(_ text: String) -> [Effect] {
        var done: [Effect] = []
        for scalar in text.unicodeScalars { done += answer([.key(.character(scalar))]) { $0 } }
        return done
    }

    mutating func answer(_ messages: [Message], editor: (String) -> String?) -> [Effect] {
        var messages = messages
        var done: [Effect] = []
        while !messages.isEmpty {
            for effect in update(messages.removeFirst()) {
                done.append(effect)
                switch effect {
                case .load(let request): 
                    let lines = Samples.sources(request)
                    messages.append(.loaded(request, lines.map { SourceDocument(file: request.file, lines: $0) }))
                case .edit(let editing, let text, _): messages.append(editor(text).map { .edited(editing, $0) } ?? .problem("the editor failed"))
                case .look(let lookup):
                    let places = [FoundPlace(file: Samples.file, line: 7, text: "\tline(7);"), FoundPlace(file: "fs/fuse/control.c", line: 3, text: "\tx();")]
                    messages.append(.found(lookup, lookup.name == "none" ? [] : lookup.question == .definition ? [places[0]] : places))
                default: break
                }
            }
        }
        return done
    }
}

extension Samples {
    private static func function(_ name: String, _ file: String? = nil) -> CodeIndex.Function { .init(name: name, file: file) }

    private static func call(_ caller: CodeIndex.Function, _ callee: CodeIndex.Function, _ line: Int, through: String? = nil) -> CodeIndex.Call {
        let words = through.map { "has \($0)() call" } ?? "calls"
        return .init(
            caller: caller, callee: callee, position: Position(file: caller.file ?? file, line: line, column: 2),
            text: "\(caller.name)() \(words) \(callee.name)()")
    }

    /// fuse_count() is called in two files, and reached from two slots; kstrdup() has no body.
    static let index = CodeIndex(
        directory: "fs/fuse",
        definitions: [
            (function("fuse_count"), Position(file: file, line: 10, column: 5)),
            (function("fuse_open", file), Position(file: file, line: 20, column: 12)),
            (function("fuse_show", "fs/fuse/control.c"), Position(file: "fs/fuse/control.c", line: 2, column: 12)),
            (function("fuse_helper", file), Position(file: file, line: 30, column: 12)),
            (function("fuse_helper", "fs/fuse/control.c"), Position(file: "fs/fuse/control.c", line: 4, column: 12)),
        ],
        variables: [("fuse_operations", Position(file: file, line: 38, column: 1))],
        calls: [
            call(function("fuse_open", file), function("fuse_count"), 22),
            call(function("fuse_helper", file), function("fuse_count"), 31, through: "iterate"),
            call(function("fuse_show", "fs/fuse/control.c"), function("fuse_count"), 3),
            call(function("fuse_count"), function("kstrdup"), 12),
            call(function("fuse_open", file), function("fuse_helper", file), 23),
        ],
        entries: [
            .init(slot: "file_operations.open", function: function("fuse_open", file), position: Position(file: file, line: 39, column: 10)),
            .init(slot: "seq_operations.show", function: function("fuse_show", "fs/fuse/control.c"), position: Position(file: file, line: 40, column: 10)),
        ])
}
