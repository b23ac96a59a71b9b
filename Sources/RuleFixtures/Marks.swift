import Findings

/// What a fixture's comments say that a rule must and must not do.
///
///     // want rule-id "part of the message"    a finding of that rule on this line; the text may be left out
///     // note "part of the message"            a path step on this line, of some finding of the fixture
///     // ok rule-id                            no finding of that rule on this line
///
/// Several marks may stand behind one `//`; each `want` takes one finding.
public struct Marks: Sendable {
    public struct Mark: Hashable, Sendable {
        /// As findings name it.
        public var file: String
        public var line: Int
        /// nil for notes.
        public var rule: String?
        /// Empty where the mark names none.
        public var text: String
    }

    public var wants: [Mark] = []
    public var notes: [Mark] = []
    public var oks: [Mark] = []

    public init() {}

    /// Reads the marks of one file.
    /// - Throws: `MarkError` for a mark that has a known first word and is not written as above.
    public mutating func add(_ source: String, file: String) throws {
        for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let comment = line.range(of: "//") else { continue }
            var words = Words(line[comment.upperBound...])
            while let word = words.next() {
                let place = "\(file):\(number + 1)"
                switch word {
                case "want":
                    guard let rule = words.next(), !rule.hasPrefix("\"") else {
                        throw MarkError(place, "want RULE \"TEXT\"")
                    }
                    wants.append(Mark(file: file, line: number + 1, rule: rule, text: try words.quoted(place) ?? ""))
                case "note":
                    guard let text = try words.quoted(place) else { throw MarkError(place, "note \"TEXT\"") }
                    notes.append(Mark(file: file, line: number + 1, rule: nil, text: text))
                case "ok":
                    guard let rule = words.next(), !rule.hasPrefix("\"") else { throw MarkError(place, "ok RULE") }
                    oks.append(Mark(file: file, line: number + 1, rule: rule, text: ""))
                default: throw MarkError(place, "want, note or ok")
                }
            }
        }
    }

    /// One line for each way in which findings and marks differ; empty where they agree.
    public func disagreements(with findings: [Finding]) -> [String] {
        var left = findings
        var problems: [String] = []
        for want in wants {
            if let met = left.firstIndex(where: { want.isMet(by: $0) }) {
                left.remove(at: met)
            } else {
                problems.append("\(want.place): no finding of \(want.rule!) that says \"\(want.text)\"")
            }
        }
        for finding in left {
            let isForbidden = oks.contains {
                $0.rule == finding.rule && $0.file == finding.position.file && $0.line == finding.position.line
            }
            problems.append(
                "\(finding.position.file):\(finding.position.line):\(finding.position.column): "
                    + (isForbidden ? "finding on a line marked ok" : "finding that no mark wants")
                    + ": \(finding.rule): \(finding.message)")
        }
        let steps = findings.flatMap(\.path)
        for note in notes
        where !steps.contains(where: {
            $0.position.file == note.file && $0.position.line == note.line && (note.text.isEmpty || $0.message.contains(note.text))
        }) {
            problems.append("\(note.place): no path step that says \"\(note.text)\"")
        }
        return problems
    }
}

extension Marks.Mark {
    var place: String { "\(file):\(line)" }

    func isMet(by finding: Finding) -> Bool {
        rule == finding.rule && file == finding.position.file && line == finding.position.line
            && (text.isEmpty || finding.message.contains(text))
    }
}

/// A mark that cannot be read.
public struct MarkError: Error, CustomStringConvertible {
    public let description: String

    init(_ place: String, _ form: String) { description = "\(place): a mark is written as // \(form)" }
}

/// The words of a comment, quoted text as one word with its quotes.
private struct Words {
    private var rest: Substring

    init(_ text: Substring) { rest = text }

    mutating func next() -> String? {
        rest = rest.drop(while: \.isWhitespace)
        guard let first = rest.first else { return nil }
        let word: Substring
        if first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") {
            word = rest[...end]
        } else {
            word = rest.prefix { !$0.isWhitespace }
        }
        rest = rest[word.endIndex...]
        return String(word)
    }

    /// The quoted text that comes next, without its quotes; nil where something else does.
    mutating func quoted(_ place: String) throws -> String? {
        let before = rest
        guard let word = next() else { return nil }
        guard word.hasPrefix("\"") else {
            rest = before
            return nil
        }
        guard word.count >= 2, word.hasSuffix("\"") else { throw MarkError(place, "... \"TEXT\", with both quotes") }
        return String(word.dropFirst().dropLast())
    }
}
