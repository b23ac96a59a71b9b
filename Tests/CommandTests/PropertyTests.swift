import Foundation
import Testing

/// What is said of code does not depend on where the code stands or how it got there.
@Suite struct PropertyTests {
    private static let file = "fs/fuse/passthrough.c"

    /// A finding but for its place in the file.
    private struct Told: Hashable, Comparable {
        var rule, function, message, fingerprint: String
        var steps: [String]

        init(_ finding: ReportDocument.Finding, renaming old: String? = nil, to new: String = "") {
            func renamed(_ text: String) -> String { old.map { text.replacing($0, with: new) } ?? text }
            (rule, function, message) = (finding.rule, renamed(finding.function), renamed(finding.message))
            fingerprint = old == nil ? finding.fingerprint : ""
            steps = finding.path.map { renamed($0.message) }
        }

        static func < (left: Told, right: Told) -> Bool { "\(left)" < "\(right)" }
    }

    private func told(_ report: ReportDocument, renaming old: String? = nil, to new: String = "") -> [Told] {
        report.findings.map { Told($0, renaming: old, to: new) }.sorted()
    }

    /// The lines of a function, from the one that names it to the brace that ends it.
    private func function(_ name: String, in lines: [String]) throws -> Range<Int> {
        let start = try #require(lines.firstIndex { $0.contains("\(name)(") && !$0.hasPrefix("\t") && !$0.hasSuffix(";") })
        let end = try #require(lines[start...].firstIndex(of: "}"))
        return start..<end + 1
    }

    @Test func blankLinesChangeNoFingerprint() throws {
        try withFaults { tree in
            let before = try tree.check()
            try #require(before.findings.count == 3)
            let lines = try tree.read(Self.file).components(separatedBy: "\n")
            for number in stride(from: 0, to: lines.count, by: 7) {
                var more = lines
                more.insert("", at: number)
                try tree.write(more.joined(separator: "\n"), to: Self.file)
                let after = try tree.check()
                #expect(told(after) == told(before), "a blank line before line \(number + 1)")
                #expect(after.findings.map(\.line) == before.findings.map { $0.line > number ? $0.line + 1 : $0.line })
            }
        }
    }

    @Test func aFunctionFurtherDownIsTheSame() throws {
        try withFaults { tree in
            let before = try tree.check()
            var lines = try tree.read(Self.file).components(separatedBy: "\n")
            let range = try function("fuse_passthrough_mmap", in: lines)
            let moved = Array(lines[range])
            let declaration = moved.prefix { $0 != "{" }.joined(separator: " ") + ";"
            lines.replaceSubrange(range, with: [declaration])
            try tree.write((lines + ["int fuse_further_up(void)", "{", "\treturn 0;", "}", ""] + moved + [""]).joined(separator: "\n"), to: Self.file)
            let after = try tree.check()
            #expect(told(after) == told(before))
            #expect(after.findings.map(\.line) != before.findings.map(\.line))
        }
    }

    @Test func aFunctionByAnotherNameIsTheSame() throws {
        try withFaults { tree in
            let (old, new) = ("fuse_passthrough_mmap", "fuse_mapped_through")
            let before = told(try tree.check(), renaming: old, to: new)
            for path in ["fs/fuse/passthrough.c", "fs/fuse/file.c", "fs/fuse/fuse_i.h"] {
                try tree.write(try tree.read(path).replacing(old, with: new), to: path)
            }
            let after = told(try tree.check(), renaming: old, to: new)
            #expect(after == before && after.count == 3)
        }
    }

    @Test func aPatchAndItsInverseSwapWhatCameAndWent() throws {
        try withFaults { tree in
            let there = try tree.git("show", "--format=", "HEAD"), back = try tree.git("show", "-R", "--format=", "HEAD")
            let gone = try tree.review("-", input: Mail.patch("[PATCH] back", back)).report()
            try tree.git("revert", "--no-edit", "HEAD")
            let come = try tree.review("-", input: Mail.patch("[PATCH] there", there)).report()
            #expect(come.findings.count == 3 && come.resolved.isEmpty && gone.findings.isEmpty)
            #expect(gone.resolved.map(\.place).sorted() == come.findings.map(\.place).sorted())
            #expect(Set(gone.resolved.map(\.fingerprint)) == Set(come.findings.map(\.fingerprint)))
        }
    }

    /// Nothing comes in where code stays what it is, though it has faults.
    @Test(arguments: ["/* A remark. */", "", "struct fuse_unused {\n+\tint member;\n+};"]) func whatChangesNothingBringsNothingIn(lines: String) throws {
        try withFaults { tree in
            let diff = """
                --- a/\(Self.file)
                +++ b/\(Self.file)
                @@ -1,2 +1,\(3 + lines.count { $0 == "\n" }) @@
                \(try tree.read(Self.file).components(separatedBy: "\n").prefix(2).map { " " + $0 }.joined(separator: "\n+\(lines)\n"))

                """
            let result = try tree.review("-", input: Mail.patch("[PATCH] nothing", diff))
            #expect(result.status == 0, "\(result.errors)")
            let report = try result.report()
            #expect(report.findings.isEmpty && report.resolved.isEmpty)
        }
    }

    @Test func aChangeOfNoLineIsNoChange() throws {
        try withFaults { tree in
            try tree.git("commit", "--quiet", "--allow-empty", "--message", "nothing")
            let report = try tree.review("HEAD").report()
            #expect(report.findings.isEmpty && report.resolved.isEmpty)
        }
    }
}
