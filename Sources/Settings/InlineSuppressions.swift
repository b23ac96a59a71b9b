/// A comment in the code that lets a finding pass: `/* fuselint: allow RULE: reason */`, or the same behind `//`.
public struct InlineSuppression: Hashable, Sendable {
    public var rule: String
    /// White space folded; never blank.
    public var reason: String
    /// Where the comment begins, counted from 1.
    public var line: Int
    /// The lines whose findings it is about.
    public var lines: ClosedRange<Int>
}

/// The comments of a C file that speak to fuselint.
public struct InlineSuppressions: Sendable {
    public private(set) var allowed: [InlineSuppression] = []
    /// Comments that begin with `fuselint:` and say nothing that is understood, and why.
    public private(set) var malformed: [(line: Int, reason: String)] = []

    /// - Parameter rules: the ids of the rules that there are.
    public init(_ text: [UInt8], rules: [String]) {
        // Hardly any file has such a comment.
        guard Self.mentions(text) else { return }
        for comment in CommentReader.comments(of: text) { take(comment, rules: rules) }
    }

    /// The comment that lets a finding on a line pass; nil where none does.
    public func suppression(of rule: String, line: Int) -> InlineSuppression? {
        allowed.first { $0.rule == rule && $0.lines.contains(line) }
    }

    /// A reason is a sentence or two; what is longer would only push the rest of a report away.
    private static let sizeLimit = 2000
    private static let mark = Array("fuselint:".utf8)

    private static func mentions(_ text: [UInt8]) -> Bool {
        var at = 0
        while let found = text[at...].firstIndex(of: mark[0]) {
            if text[found...].starts(with: mark) { return true }
            at = found + 1
        }
        return false
    }

    private mutating func take(_ comment: CommentReader.Comment, rules: [String]) {
        let words = comment.text.split(whereSeparator: \.isWhitespace)
        guard let first = words.first, first.hasPrefix("fuselint:") else { return }
        guard comment.text.utf8.count <= Self.sizeLimit else {
            malformed.append((comment.lines.lowerBound, "is longer than \(Self.sizeLimit) bytes"))
            return
        }
        let folded = words.joined(separator: " ").dropFirst("fuselint:".count).drop { $0 == " " }
        guard let match = folded.wholeMatch(of: /allow ([^\s:]+) ?:(.*)/) else {
            malformed.append((comment.lines.lowerBound, "not understood; write 'fuselint: allow RULE: reason'"))
            return
        }
        let (rule, reason) = (String(match.1), match.2.drop { $0 == " " })
        guard rules.contains(rule) else {
            let hint = NearestName.hint(for: rule, among: rules)
            malformed.append(
                (comment.lines.lowerBound, "there is no rule '\(rule)'" + (hint.isEmpty ? "; `fuselint rules` lists them" : hint))
            )
            return
        }
        guard !reason.isEmpty else {
            malformed.append((comment.lines.lowerBound, "gives no reason; write 'fuselint: allow \(rule): reason'"))
            return
        }
        // Beside code it is about that code; alone on its line, about the line below.
        let last = comment.lines.upperBound + (comment.isAlone ? 1 : 0)
        allowed.append(
            InlineSuppression(
                rule: rule, reason: String(reason), line: comment.lines.lowerBound, lines: comment.lines.lowerBound...last))
    }
}

/// Finds the comments of a C text, and is not deceived by strings.
private struct CommentReader {
    struct Comment {
        /// What stands between the comment's marks, without the stars that begin its further lines.
        var text: String
        /// Counted from 1.
        var lines: ClosedRange<Int>
        /// Whether nothing else stands on its lines.
        var isAlone: Bool
    }

    static func comments(of text: [UInt8]) -> [Comment] {
        var reader = CommentReader(text: text)
        reader.read()
        return reader.comments
    }

    private let text: [UInt8]
    private var at = 0
    private var line = 1
    /// Whether something but blanks has been met on this line.
    private var hasCode = false
    private var comments: [Comment] = []

    private init(text: [UInt8]) { self.text = text }

    private func byte(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    private mutating func read() {
        while at < text.count {
            switch (text[at], byte(at + 1)) {
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): readBlock()
            case (UInt8(ascii: "/"), UInt8(ascii: "/")): readLine()
            case (UInt8(ascii: "\""), _), (UInt8(ascii: "'"), _): skipLiteral(text[at])
            case (UInt8(ascii: "\n"), _):
                line += 1
                hasCode = false
                at += 1
            case (let byte, _):
                if !byte.isBlank { hasCode = true }
                at += 1
            }
        }
    }

    private mutating func readBlock() {
        let (first, start) = (line, at + 2)
        at = start
        while at < text.count, !(text[at] == UInt8(ascii: "*") && byte(at + 1) == UInt8(ascii: "/")) {
            if text[at] == UInt8(ascii: "\n") { line += 1 }
            at += 1
        }
        let content = String(decoding: text[start..<min(at, text.count)], as: UTF8.self)
        at = min(at + 2, text.count)
        let rest = text[at...].prefix { $0 != UInt8(ascii: "\n") }
        let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().map { index, line in
            index == 0 ? line : line.drop { $0.isWhitespace }.drop { $0 == "*" }
        }
        comments.append(
            Comment(text: lines.joined(separator: "\n"), lines: first...line, isAlone: !hasCode && rest.allSatisfy(\.isBlank)))
        if line > first { hasCode = false }
    }

    private mutating func readLine() {
        let content = text[(at + 2)...].prefix { $0 != UInt8(ascii: "\n") }
        comments.append(Comment(text: String(decoding: content, as: UTF8.self), lines: line...line, isAlone: !hasCode))
        at = content.endIndex
    }

    private mutating func skipLiteral(_ quote: UInt8) {
        hasCode = true
        at += 1
        while at < text.count, text[at] != quote, text[at] != UInt8(ascii: "\n") {
            // The byte behind a backslash ends nothing, but a line break still counts.
            if text[at] == UInt8(ascii: "\\"), byte(at + 1) != UInt8(ascii: "\n") { at += 1 }
            at += 1
        }
        if at < text.count, text[at] == quote { at += 1 }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || (9...13).contains(self) && self != UInt8(ascii: "\n") }
}
