import Findings
import Patches
import Reports

/// A patch as its mail has it, with what is to be said under its lines.
struct PatchDocument: Sendable {
    let patch: ReviewedPatch
    let index: Int
    /// Files and hunks in the order of the patch, with the line of the body that each begins on.
    private(set) var parts: [Part] = []
    private let rows: [Row]
    /// Rows above the first line of the body.
    private let lead: Int

    struct Part: Sendable {
        enum Kind: Sendable { case file, hunk }
        var kind: Kind
        var name: String
        var line: Int
        /// The line behind its last.
        var end: Int

        /// The line's number and the function, where git names one.
        var shortName: String {
            guard kind == .hunk, let open = name.firstIndex(of: "(") else { return name }
            let words = name[..<open].split { $0 == " " || $0 == "*" }
            guard words.count > 1, let function = words.last else { return name }
            return "\(words[0]) \(function)()"
        }
    }

    init(_ patch: ReviewedPatch, index: Int) {
        self.patch = patch
        self.index = index
        var header = [StyledLine(patch.subject.isEmpty ? patch.name : patch.subject, .strong)]
        if let author = patch.author { header.append(StyledLine("From:  \(author)", .faint)) }
        if let date = patch.date { header.append(StyledLine("Date:  \(date)", .faint)) }
        header.append(StyledLine())
        lead = header.count
        let body = Self.lines(of: patch)
        parts = body.parts
        rows = header.map { Row($0, .patch(index)) } + body.rows.enumerated().map { number, row in
            var row = row
            row.target = .body(patch: index, line: number)
            return row
        }
    }

    private static func lines(of patch: ReviewedPatch) -> (rows: [Row], parts: [Part]) {
        var rows: [Row] = []
        var parts: [Part] = []
        var file = ""
        /// Lines of code since the last header: they are read together.
        var pending: [Int] = []
        func highlight() {
            defer { pending = [] }
            guard Highlighter.isC(file), !pending.isEmpty else { return }
            let ranges = Highlighter.ranges(pending.map { rows[$0].text })
            for (index, found) in zip(pending, ranges) {
                guard case .code(var code) = rows[index].content else { continue }
                code.ranges = found
                rows[index].content = .code(code)
            }
        }
        var number = patch.body.startIndex
        var hasDiff = false
        while number < patch.body.count {
            let line = patch.body[number]
            let ended = line.text.withoutCarriageReturn
            if line.kind == .text {
                highlight()
                let next = number + 1 < patch.body.count ? patch.body[number + 1].text.withoutCarriageReturn : ""
                let part = Self.part(of: ended, next, at: number, isInHeader: parts.last?.kind == .file)
                if let part {
                    hasDiff = true
                    if part.kind == .file { file = part.name }
                    for index in parts.indices where parts[index].end == Int.max {
                        if part.kind == .file || parts[index].kind == .hunk { parts[index].end = number }
                    }
                    parts.append(part)
                }
                let style: Style = part?.kind == .file ? .file : part?.kind == .hunk ? .hunk : hasDiff ? .faint : .plain
                rows.append(Row(StyledLine(ended, style)))
            } else {
                rows.append(Row(Self.code(line, ended)))
                if line.kind != .removed { pending.append(rows.count - 1) }
            }
            number += 1
        }
        highlight()
        for index in parts.indices where parts[index].end == Int.max { parts[index].end = patch.body.count }
        return (rows, parts)
    }

    private static func code(_ line: ReviewedPatch.Line, _ text: String) -> CodeLine {
        let (base, sign): (Style, Character) = switch line.kind {
        case .added: (.added, "+")
        case .removed: (.removed, "-")
        case .context, .text: (.plain, " ")
        }
        var code = CodeLine(text: text, base: base, number: line.kind == .removed ? nil : line.place?.line)
        // A quoted patch has its marks behind those of the quote; a blank line may have lost its own.
        if text.first == sign {
            code.sign = StyledLine(String(sign), base)
            code.text = String(text.dropFirst())
        } else {
            code.sign = StyledLine()
        }
        return code
    }

    /// - Parameter isInHeader: whether a file's lines have begun, and no hunk of it yet.
    private static func part(of text: String, _ next: String, at line: Int, isInHeader: Bool) -> Part? {
        // Quote marks of a mail that was replied to.
        func unquoted(_ text: String) -> Substring { text.drop { $0 == ">" || $0 == " " } }
        let bare = unquoted(text)
        if !isInHeader || bare.hasPrefix("diff --git "), let file = DiffPaths.file(bare, unquoted(next)) {
            return Part(kind: .file, name: file, line: line, end: .max)
        }
        guard bare.hasPrefix("@@ ") else { return nil }
        let words = bare.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard words.count >= 4, words[3] == "@@" else { return nil }
        let start = words[2].dropFirst().prefix { $0.isNumber }
        let section = words.count > 4 ? " " + words[4] : ""
        return Part(kind: .hunk, name: "\(start)\(section)", line: line, end: .max)
    }

    /// The document with the findings and the reviewer's comments at their places.
    func document(_ findings: [ReportedFinding], state: ReviewState, words: [String: [String]]) -> Document {
        var document = Document(lines: rows)
        let anchors = CommentAnchors(patch)
        for reported in findings {
            let (line, isOwn) = anchors.line(for: reported.finding)
            let note = FindingNote.note(reported, at: isOwn, decision: state.decision(on: reported.fingerprint), words: words)
            document.notes[line + lead, default: []].append(note)
        }
        for comment in state.comments where comment.patch == patch.number {
            if let file = comment.file {
                let (line, isOwn) = anchors.line(of: Report.Line(file: file, line: comment.line))
                document.notes[line + lead, default: []].append(FindingNote.note(comment, at: isOwn))
                continue
            }
            // The line is another one now: it is told apart.
            guard patch.body.indices.contains(comment.line), patch.body[comment.line].text == comment.quoted else { continue }
            document.notes[comment.line + lead, default: []].append(FindingNote.note(comment))
        }
        return document
    }

    /// The line of the body under which each finding stands.
    func places(of findings: [ReportedFinding]) -> [(fingerprint: String, line: Int)] {
        let anchors = CommentAnchors(patch)
        return findings.map { ($0.fingerprint, anchors.line(for: $0.finding).line) }
    }
}
