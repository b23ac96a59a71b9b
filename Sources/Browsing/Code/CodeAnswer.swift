import Findings

/// Answers to a question about a name, as a list shows them.
package struct CodeAnswer: Equatable, Sendable {
    /// A row: words alone, or a place to go to.
    package struct Item: Equatable, Sendable {
        package var text: String
        /// Nil for a heading.
        package var place: FoundPlace?
        package var indent = 0
    }

    package var items: [Item] = []
    /// Whom the answer is from: the analysed program, or the text of the sources.
    package var origin: String
    /// The patch after which the places are right; nil for the last.
    package var patch: Int?

    package var places: [FoundPlace] { items.compactMap(\.place) }

    init(origin: String, patch: Int?) {
        self.origin = origin
        self.patch = patch
    }

    private mutating func add(_ text: String, at position: Position, indent: Int = 0) {
        items.append(Item(text: text, place: FoundPlace(file: position.file, line: position.line, text: text), indent: indent))
    }

    private mutating func add(heading: String) { items.append(Item(text: heading)) }

    // MARK: From the text

    /// - Parameter reason: why it is not the program that answers.
    static func text(_ lookup: Lookup, _ places: [FoundPlace], because reason: String) -> CodeAnswer {
        var answer = CodeAnswer(origin: "from the text of the sources: \(reason)", patch: lookup.patch)
        answer.items = places.map { Item(text: $0.text, place: $0) }
        return answer
    }

    // MARK: From the program

    /// More ways than these are no answer.
    private static let mostWays = 100

    /// - Returns: nil where the program does not know the name.
    static func program(_ lookup: Lookup, _ index: CodeIndex) -> CodeAnswer? {
        var answer = CodeAnswer(origin: "from the analysed program of \(index.directory)", patch: nil)
        switch lookup.question {
        case .definition:
            for position in index.definitions(of: lookup.name, from: lookup.file) { answer.add("\(lookup.name) is defined here", at: position) }
        case .references:
            let functions = index.functions(named: lookup.name, from: lookup.file)
            for function in functions { answer.add(usesOf: function, index) }
            if functions.isEmpty {
                let entries = index.entries(ofField: lookup.name)
                if !entries.isEmpty { answer.add(heading: "slots of that name:") }
                for entry in entries { answer.add("\(entry.slot) is \(entry.function.name)()", at: entry.position) }
            }
        }
        return answer.items.isEmpty ? nil : answer
    }

    private mutating func add(usesOf function: CodeIndex.Function, _ index: CodeIndex) {
        let place = function.file.map { ", static in \($0)" } ?? ""
        let calls = index.callers(of: function)
        add(heading: calls.isEmpty ? "nothing here calls \(function.name)()\(place)" : "calls of \(function.name)()\(place):")
        for call in calls { add(call.text, at: call.position) }
        let (ways, count) = index.ways(to: function, most: Self.mostWays)
        add(heading: count == 0 ? "no slot reaches it" : count == 1 ? "1 slot reaches it:" : "\(count) slots reach it:")
        for way in ways {
            add("\(way.entry.slot) is \(way.entry.function.name)()", at: way.entry.position)
            for (number, call) in way.calls.enumerated() { add("\(number + 1). \(call.text)", at: call.position, indent: 3) }
        }
        if count > ways.count { add(heading: "and \(count - ways.count) more, with longer ways") }
    }

    // MARK: On the screen

    func rows(width: Int) -> [Row] {
        var rows = Wrapping.lines(origin, width: width).map { Row(StyledLine($0, .hint)) }
        var number = -1
        for item in items {
            guard let place = item.place else {
                rows += Wrapping.lines(item.text, width: width).map { Row(StyledLine($0, .strong)) }
                continue
            }
            number += 1
            let lead = String(repeating: " ", count: item.indent)
            for (index, words) in Wrapping.lines("\(place.file):\(place.line): \(item.text.trimmed)", width: width - lead.count - 2).enumerated() {
                rows.append(Row(StyledLine(lead + (index == 0 ? "" : "  ") + words), .place(number)))
            }
        }
        return rows
    }
}
