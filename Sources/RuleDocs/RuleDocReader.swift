/// Reads the documentation of rules from their Swift sources.
///
/// A rule is a type that names `Rule` among what it conforms to. Directly above it stands a `///` comment with
/// the headings of `RuleDocPart`, each at the start of a line; in it stands `static let id = "kebab-case"`. The
/// sources are read by lines: rule files keep one form, so a Swift parser would bring nothing but its weight.
public struct RuleDocReader {
    private var problems: [RuleDocProblem] = []
    private var docs: [RuleDoc] = []

    private init() {}

    /// The documentation of all rules in `sources`, sorted by id.
    /// - Parameter sources: path relative to the repository's root, and text, of each file.
    /// - Throws: `RuleDocProblems` with everything that is wrong.
    public static func read(_ sources: [(path: String, text: String)]) throws(RuleDocProblems) -> [RuleDoc] {
        var reader = RuleDocReader()
        for source in sources { reader.read(source.path, source.text) }
        reader.findDuplicates()
        guard reader.problems.isEmpty else { throw RuleDocProblems(reader.problems) }
        return reader.docs.sorted { $0.id < $1.id }
    }

    private mutating func read(_ file: String, _ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let declarations = lines.indices.compactMap { index in Self.ruleType(lines[index]).map { (index, $0) } }
        var commented: Set<Int> = []
        for (place, (index, typeName)) in declarations.enumerated() {
            let comment = Self.comment(above: index, in: lines)
            commented.formUnion(comment.map(\.line))
            let end = place + 1 < declarations.count ? declarations[place + 1].0 : lines.count
            let parts = self.parts(of: comment, typeName: typeName, at: index + 1, in: file)
            guard let id = self.id(in: lines[index..<end], typeName: typeName, at: index + 1, in: file) else { continue }
            if let parts { docs.append(RuleDoc(id: id, typeName: typeName, file: file, line: index + 1, parts: parts)) }
        }
        for index in lines.indices where !commented.contains(index + 1) {
            if let comment = Self.commentText(lines[index]), comment.hasPrefix(RuleDocPart.rule.heading) {
                report(file, index + 1, "a rule's documentation stands directly above a type that conforms to Rule")
            }
        }
    }

    // MARK: The comment

    private struct CommentLine {
        var line: Int
        var text: Substring
    }

    /// The `///` lines directly above the declaration at `index`; attributes may stand between.
    private static func comment(above index: Int, in lines: [Substring]) -> [CommentLine] {
        var comment: [CommentLine] = []
        var index = index - 1
        while index >= 0, lines[index].first == "@" { index -= 1 }
        while index >= 0, let text = commentText(lines[index]) {
            comment.append(CommentLine(line: index + 1, text: text))
            index -= 1
        }
        return comment.reversed()
    }

    /// What follows `///` and one space; nil where the line is no doc comment of a type.
    private static func commentText(_ line: Substring) -> Substring? {
        guard line.hasPrefix("///") else { return nil }
        let text = line.dropFirst(3)
        return text.hasPrefix(" ") ? text.dropFirst() : text
    }

    /// The text under each heading, or nil after what is wrong has been reported.
    private mutating func parts(
        of comment: [CommentLine], typeName: String, at declaration: Int, in file: String
    ) -> [RuleDocPart: String]? {
        let before = problems.count
        var texts: [RuleDocPart: [Substring]] = [:]
        var headings: [RuleDocPart: Int] = [:]
        var current: RuleDocPart?
        for line in comment {
            var text = line.text
            if let heading = text.prefixMatch(of: /\*\*([^*]+)\*\*/) {
                guard let part = RuleDocPart(rawValue: String(heading.1)) else {
                    let known = RuleDocPart.allCases.map(\.heading).joined(separator: ", ")
                    report(file, line.line, "unknown heading **\(heading.1)**; a rule has \(known)")
                    continue
                }
                if let first = headings[part] {
                    report(file, line.line, "heading \(part.heading) stands on line \(first) already")
                } else if let later = RuleDocPart.allCases.drop(while: { $0 != part }).first(where: { headings[$0] != nil }) {
                    report(file, line.line, "heading \(part.heading) belongs before \(later.heading)")
                }
                headings[part] = line.line
                current = part
                text = text[heading.range.upperBound...]
                text = text.drop { $0 == " " }
            }
            if let current {
                texts[current, default: []].append(text)
            } else if !text.isEmpty {
                report(file, line.line, "text before the heading \(RuleDocPart.rule.heading)")
            }
        }
        var parts: [RuleDocPart: String] = [:]
        for part in RuleDocPart.allCases {
            guard let heading = headings[part] else {
                report(file, declaration, "\(typeName): heading \(part.heading) is missing in its doc comment")
                continue
            }
            parts[part] = Self.joined(texts[part, default: []])
            if parts[part] == "" { report(file, heading, "nothing stands under heading \(part.heading)") }
        }
        return problems.count == before ? parts : nil
    }

    /// The lines without blanks at their ends, and without empty lines at either end.
    private static func joined(_ lines: [Substring]) -> String {
        let trimmed = lines.map { line in line.lastIndex { $0 != " " }.map { line[...$0] } ?? "" }
        guard let first = trimmed.firstIndex(where: { !$0.isEmpty }), let last = trimmed.lastIndex(where: { !$0.isEmpty })
        else { return "" }
        return trimmed[first...last].joined(separator: "\n")
    }

    // MARK: The type

    /// The name of the type that the line declares, if it conforms to `Rule`.
    private static func ruleType(_ line: Substring) -> String? {
        let declaration = /(?:public |package )?(?:final )?(?:struct|enum|class) (\w+)\s*:([^{]*).*/
        guard let match = line.wholeMatch(of: declaration) else { return nil }
        let conformances = match.2.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        return conformances.contains("Rule") ? String(match.1) : nil
    }

    private mutating func id(
        in lines: ArraySlice<Substring>, typeName: String, at declaration: Int, in file: String
    ) -> String? {
        for index in lines.indices {
            let declared = /\s*(?:public |package )?(?:static )?let id(?:\s*:\s*String)?\s*=\s*"([^"]*)".*/
            guard let match = lines[index].wholeMatch(of: declared) else { continue }
            guard match.1.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil else {
                report(file, index + 1, "id \"\(match.1)\" is not in kebab-case")
                return nil
            }
            return String(match.1)
        }
        report(file, declaration, "\(typeName): no `static let id = \"...\"`")
        return nil
    }

    private mutating func findDuplicates() {
        var first: [String: RuleDoc] = [:]
        for doc in docs {
            if let other = first[doc.id] {
                report(doc.file, doc.line, "id \"\(doc.id)\" is \(other.typeName)'s already, \(other.file):\(other.line)")
            }
            first[doc.id] = first[doc.id] ?? doc
        }
    }

    private mutating func report(_ file: String, _ line: Int, _ message: String) {
        problems.append(RuleDocProblem(file: file, line: line, message: message))
    }
}
