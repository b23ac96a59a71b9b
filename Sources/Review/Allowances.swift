import Findings
import Rules
import Settings
import SourceTree

/// What lets findings of one moment of the tree pass: entries of the file of suppressions, and comments in the code.
final class Allowances {
    /// What lets one finding pass.
    struct Allowance {
        var kind: SuppressedFinding.Kind
        var reason: String
        var file: String
        var line: Int
        var author: String?
        var date: String?
    }

    private let settings: ReviewSettings
    private let snapshot: Snapshot
    private let findings: [(finding: Finding, fingerprint: String)]
    private let matches: [Int?]
    private var entries: [String: Suppression] = [:]
    private var comments: [String: InlineSuppressions] = [:]

    /// - Parameters:
    ///   - findings: all that there are, with their fingerprints.
    ///   - formerPath: the path that a file had before the change under review.
    init(
        _ settings: ReviewSettings, _ findings: [(finding: Finding, fingerprint: String)], in snapshot: Snapshot,
        formerPath: @escaping (String) -> String = { $0 }
    ) {
        self.settings = settings
        self.snapshot = snapshot
        self.findings = findings
        matches = EntryMatcher(findings, in: snapshot, formerPath: formerPath).matches(settings.suppressions)
        for (entry, match) in zip(settings.suppressions, matches) {
            if let match { entries[findings[match].fingerprint] = entry }
        }
    }

    /// What lets a finding pass; nil where nothing does.
    func allowance(of finding: Finding, _ fingerprint: String) -> Allowance? {
        if let entry = entries[fingerprint], let place = settings.suppressionsPlace?.value {
            return Allowance(
                kind: .external, reason: entry.reason, file: place.description, line: entry.line, author: entry.author,
                date: entry.date)
        }
        let position = finding.position
        guard let comment = comments(in: position.file).suppression(of: finding.rule, line: position.line) else { return nil }
        return Allowance(kind: .inSource, reason: comment.reason, file: position.file, line: comment.line)
    }

    // MARK: What is of no use

    /// Entries that match nothing though their finding was looked for.
    /// - Parameter isWanted: which of them are to be told.
    func deadEntries(_ coverage: Coverage, where isWanted: (Suppression) -> Bool = { _ in true }) -> [String] {
        guard let place = settings.suppressionsPlace?.value else { return [] }
        return zip(settings.suppressions, matches).filter { entry, match in
            match == nil && coverage.holds(entry) && isWanted(entry)
        }.map { entry, _ in
            "\(place):\(entry.line): dead suppression: no \(entry.rule) in \(entry.file)"
                + (entry.function.map { " in \($0)()" } ?? "") + " matches it any more; remove it"
        }
    }

    /// A comment that lets nothing pass.
    struct IdleComment {
        var file: String
        var line: Int
        var text: String

        var remark: String { "\(file):\(line): \(text)" }
    }

    /// Comments of files that match nothing though their finding was looked for, or are not understood.
    func idleComments(in files: [TreePath], _ coverage: Coverage) -> [IdleComment] {
        var told: [IdleComment] = []
        let byFile = Dictionary(grouping: findings.map(\.finding), by: \.position.file)
        for file in files {
            let name = file.description
            let read = comments(in: name)
            var remarks = read.malformed.map { (line: $0.line, text: "comment ignored: \($0.reason)") }
            for comment in read.allowed where coverage.holds(comment.rule, file: name, function: nil) {
                let isUsed =
                    byFile[name]?.contains { $0.rule == comment.rule && comment.lines.contains($0.position.line) } == true
                if !isUsed { remarks.append((comment.line, "dead suppression: no \(comment.rule) here; remove the comment")) }
            }
            told += remarks.sorted { ($0.line, $0.text) < ($1.line, $1.text) }.map {
                IdleComment(file: name, line: $0.line, text: $0.text)
            }
        }
        return told
    }

    private func comments(in file: String) -> InlineSuppressions {
        if let known = comments[file] { return known }
        // A file that cannot be read has no comments that could be obeyed.
        let text = (try? TreePath(file)).flatMap { try? snapshot.contents(of: $0) } ?? []
        let read = InlineSuppressions(text, rules: RuleRegistry.all.map { $0.id })
        comments[file] = read
        return read
    }
}

extension SuppressedFinding {
    init(_ reported: ReportedFinding, _ allowance: Allowances.Allowance) {
        self.init(
            reported, kind: allowance.kind, justification: allowance.reason, file: allowance.file, line: allowance.line,
            author: allowance.author, date: allowance.date)
    }

    /// Named to the reviewer: the change may have brought the comment along.
    var remark: String? {
        guard kind == .inSource else { return nil }
        let finding = reported.finding
        return "\(file):\(line): a comment lets \(finding.rule) pass in \(finding.function)(): \(justification)"
    }
}

extension Report {
    /// Adds findings that were let pass, and the facts of their rules.
    mutating func add(_ suppressed: [SuppressedFinding]) {
        self.suppressed += suppressed
        for finding in suppressed.map(\.reported.finding) { rules[finding.rule] = RuleDocumentation.facts(of: finding.rule) }
    }
}
