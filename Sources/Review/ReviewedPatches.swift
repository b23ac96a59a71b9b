import Findings
import Patches
import SourceTree

extension ReviewedPatch {
    /// - Parameters:
    ///   - name: how findings name the patch.
    ///   - addedLines: where the patch's added lines came to stand, as `AppliedPatch` has it; where none are given, each hunk
    ///     stands where its header says.
    init(_ patch: Patch, name: String, addedLines: [TreePath: [Int: Int]] = [:]) {
        let author = patch.author.flatMap { MailAddress(author: $0) }.map { [$0] } ?? []
        let sender = patch.sender.isEmpty ? author : patch.sender
        func people(_ addresses: [MailAddress]) -> [Person] { addresses.map { Person(name: $0.name, address: $0.address) } }
        self.init(
            name: name, subject: patch.rawSubject, author: patch.author, date: patch.date,
            commitID: patch.messageID == nil && patch.sender.isEmpty ? patch.commitID : nil, messageID: patch.messageID,
            // RFC 5322, 3.6.4: a parent without References may still say what it answers.
            references: patch.references.isEmpty ? [patch.inReplyTo].compactMap(\.self) : patch.references,
            sender: people(sender), others: people(author + patch.to + patch.cc), inputName: patch.inputName,
            body: patch.body.map { Line(.text, $0.text, inputLine: $0.inputLine) })
        place(patch.files, addedLines: addedLines)
    }

    /// Finds the lines of the hunks in the body, and tells what they are and where they stand.
    private mutating func place(_ files: [FileChange], addedLines: [TreePath: [Int: Int]]) {
        let starts = Dictionary(body.indices.map { (body[$0].inputLine, $0) }) { first, _ in first }
        var next = 0
        for file in files {
            let placed = Self.lines(byInput: addedLines[file.path] ?? [:])
            for hunk in file.hunks {
                let shift = Self.shift(of: hunk, placed: placed)
                var number = hunk.newStart + shift
                for line in hunk.lines {
                    let place = Report.Line(file: file.path.description, line: number)
                    if line.kind != .removed { number += 1 }
                    guard let start = starts[line.inputLine], let index = find(line, from: max(next, start)) else { continue }
                    body[index].kind = line.kind.inBody
                    body[index].place = place
                    next = index + 1
                }
            }
        }
    }

    /// Encoded bodies have no input lines of their own, so that many lines share one.
    private func find(_ line: Hunk.Line, from start: Int) -> Int? {
        let text = line.kind.mark + line.text
        return body.indices[start...].prefix(Self.searchLimit).prefix { body[$0].inputLine == line.inputLine }.first {
            // Quoted patches have marks before, and transport may have taken a blank line's only blank.
            body[$0].text.hasSuffix(text) || (line.kind == .context && line.bytes.isEmpty && body[$0].text.isEmpty)
        }
    }

    /// Lines between two lines of a hunk: comments in a quoted patch, headers of the next file.
    private static let searchLimit = 1_000

    /// The line of the tree for each input line that stands for one only.
    private static func lines(byInput added: [Int: Int]) -> [Int: Int] {
        Dictionary(grouping: added, by: \.value).compactMapValues { $0.count == 1 ? $0[0].key : nil }
    }

    /// How far from its header's number the hunk was applied.
    private static func shift(of hunk: Hunk, placed: [Int: Int]) -> Int {
        for (offset, line) in hunk.newLines.enumerated() where line.kind == .added {
            if let found = placed[line.inputLine] { return found - hunk.newStart - offset }
        }
        return 0
    }
}

extension Hunk.Line.Kind {
    fileprivate var mark: String {
        switch self {
        case .context: " "
        case .added: "+"
        case .removed: "-"
        }
    }

    fileprivate var inBody: ReviewedPatch.Line.Kind {
        switch self {
        case .context: .context
        case .added: .added
        case .removed: .removed
        }
    }
}

extension Report {
    /// The report with those of the patches that brought findings in.
    func carrying(_ patches: [ReviewedPatch]) -> Report {
        let names = Set(findings.compactMap(\.commit))
        var report = self
        report.patches = patches.enumerated().filter { names.contains($1.name) }.map { index, patch in
            var patch = patch
            patch.number = index + 1
            return patch
        }
        return report
    }
}
