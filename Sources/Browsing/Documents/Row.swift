import Findings

/// What a row on the screen is about, so that keys know what to act on.
enum Target: Equatable, Sendable {
    case none
    /// A patch under review, by its index.
    case patch(Int)
    /// A line of a patch's body.
    case body(patch: Int, line: Int)
    /// A file of the tree, from the list of those with findings.
    case file(String)
    /// A line of a file's source.
    case source(Report.Line)
    /// A finding, by its fingerprint.
    case finding(String)
    /// A comment of the reviewer's own, by its number.
    case comment(Int)
    /// A step of a path or another place that the list leads to, by its index.
    case place(Int)
}

/// A row of a pane.
struct Row: Sendable {
    enum Content: Sendable {
        case words(StyledLine)
        case code(CodeLine)
    }

    var content: Content
    var target = Target.none
    /// What stands at the right edge.
    var tail: StyledLine?

    init(_ line: StyledLine, _ target: Target = .none, tail: StyledLine? = nil) {
        content = .words(line)
        self.target = target
        self.tail = tail
    }

    init(_ code: CodeLine, _ target: Target = .none) {
        content = .code(code)
        self.target = target
    }

    /// The text that searches look at.
    var text: String {
        switch content {
        case .words(let line): line.text
        case .code(let code): code.text
        }
    }

    /// The row in `width` columns, `left` of what moves with the text being out of sight.
    func line(width: Int, left: Int, search: Search?) -> StyledLine {
        switch content {
        case .words(let words):
            var line = search.map { words.marking($0) } ?? words
            if let tail, tail.width < width {
                line = line.columns(width: width - tail.width)
                line.append(tail)
            }
            return line.columns(from: tail == nil ? left : 0, width: width)
        case .code(let code): return code.line(width: width, left: left, search: search)
        }
    }
}

/// A line of a patch or of a source file.
struct CodeLine: Sendable {
    /// The mark of the diff and its style; nil in source files.
    var sign: StyledLine?
    var text: String
    var base = Style.plain
    var ranges: [StyledRange] = []
    /// The line's number in the file, where it has one.
    var number: Int?

    /// Panes that are narrower show no numbers: the code needs the columns.
    private static let leastWidthForNumbers = 96

    func line(width: Int, left: Int, search: Search?) -> StyledLine {
        var line = StyledLine()
        if width >= Self.leastWidthForNumbers || sign == nil {
            let digits = number.map(String.init) ?? ""
            line.append(String(repeating: " ", count: max(0, 5 - digits.count)) + digits + " ", .faint)
        }
        if let sign { line.append(sign) }
        var body = StyledLine()
        body.append(source: text, ranges, base: base)
        if let search { body = body.marking(search) }
        line.append(body.columns(from: left, width: max(0, width - line.width)))
        return line.columns(width: width)
    }
}

extension String {
    /// A line as it is shown where it ends with a carriage return. It is asked for by its byte, which costs less than comparing
    /// characters.
    var withoutCarriageReturn: String { utf8.last == UInt8(ascii: "\r") ? String(dropLast()) : self }
}
