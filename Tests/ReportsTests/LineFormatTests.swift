import Findings
import Reports
import Testing

/// The formats of which every line stands for itself.
@Suite struct LineFormatTests {
    private func lines(_ format: ReportFormat, _ report: Report) -> [String] {
        format.text(of: report).split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    // MARK: terse

    /// b4 takes a line with `ERROR:` in it for a failure, and every other for a warning.
    @Test func onlyErrorsFailInB4() {
        let failures = lines(.terse, Samples.syntax).filter { $0.contains("ERROR:") }
        #expect(failures == ["fs/a,b:c%0A&\"'<x>].c:3: ERROR: mmap-timestamps: an error"])
        #expect(lines(.terse, Samples.review).filter { $0.contains("ERROR:") }.count == 1)
        #expect(lines(.terse, Samples.review).filter { $0.contains(": WARNING: ") }.count == 5)
    }

    @Test func terseHasOneLineAReason() {
        let places = (1...40).map { (line: Int) in Incomplete(file: "f\(line).c", line: line, reason: "asm goto") }
        let report = Report(toolVersion: "1", incomplete: places + [Incomplete(file: "g.c", reason: "not parsed")])
        #expect(
            lines(.terse, report) == ["f1.c:1: WARNING: not analysed: asm goto (and 39 more)", "g.c: WARNING: not analysed: not parsed"])
    }

    // MARK: gcc

    @Test func everyLineIsGCCs() {
        let shape = /(?:[^:]+:\d+:\d+: (?:error|warning): .+ \[[a-z-]+\]|[^:]+:\d+:\d+: note: .+|fuselint: note: .+)/
        for line in lines(.gcc, Samples.review) { #expect(line.wholeMatch(of: shape) != nil, "\(line)") }
    }

    @Test func theStepsFollowTheirFinding() {
        let all = lines(.gcc, Samples.review)
        let heads = all.indices.filter { all[$0].hasSuffix("]") }
        #expect(heads == [0, 5, 9])
        #expect(all[1] == "fs/fuse/passthrough.c:76:2: note: vma->vm_file takes the reference to backing_file")
        #expect(all[6] == "fs/fuse/file.c:130:11: note: fuse_file_operations.mmap is fuse_file_mmap()")
    }

    @Test func gccListsEveryPlaceThatWasNotAnalysed() {
        let places = (1...40).map { (line: Int) in Incomplete(file: "f\(line).c", line: line, reason: "asm goto") }
        #expect(lines(.gcc, Report(toolVersion: "1", incomplete: places)).count == 40)
    }
}
