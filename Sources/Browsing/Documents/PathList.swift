import Findings

/// The list beside a finding's code: the steps that lead to it, and the reason.
enum PathList {
    /// - Parameter words: those of the reply, where it answers the finding.
    static func rows(
        of finding: Finding, facts: RuleFacts?, decision: ReviewState.Decision?, words: [String]?, width: Int
    ) -> [Row] {
        var rows: [Row] = []
        func add(_ label: String, _ text: String, _ style: Style, _ target: Target) {
            for (index, words) in Wrapping.lines(text, width: width - label.count).enumerated() {
                var line = StyledLine(index == 0 ? label : String(repeating: " ", count: label.count), .faint)
                line.append(words, style)
                rows.append(Row(line, target))
            }
        }
        func place(_ position: Position) -> String { "\(position.file):\(position.line): " }
        for (index, step) in finding.path.enumerated() {
            add("\(index + 1). ", place(step.position) + step.message, .plain, .place(index))
        }
        let what = "\(place(finding.position))\(finding.severity.rawValue): \(finding.message) [\(finding.rule)]"
        add("=> ", what, finding.severity.style, .place(finding.path.count))
        switch decision?.verdict {
        case .accepted, .question: add("reply: ", (words ?? []).joined(separator: " "), .accepted, .none)
        case .dismissed: add("dismissed: ", decision?.reason ?? "", .dismissed, .none)
        case nil: break
        }
        if let facts {
            rows.append(Row(StyledLine()))
            add("why: ", facts.why, .plain, .none)
            if !facts.said.isEmpty { add("said: ", facts.said, .faint, .none) }
        }
        return rows
    }

    /// What `explain` says of a rule, as far as reports know it.
    static func explanation(of facts: RuleFacts, width: Int) -> [Row] {
        var rows = [Row(StyledLine(facts.id, .strong)), Row(StyledLine())]
        for (heading, text) in [("Rule", facts.summary), ("Why", facts.why), ("Said", facts.said)] where !text.isEmpty {
            rows.append(Row(StyledLine(heading, .strong)))
            rows += Wrapping.lines(text, width: min(width, 100) - 4).map { Row(StyledLine("  " + $0)) }
            rows.append(Row(StyledLine()))
        }
        let more = "`fuselint explain \(facts.id)` tells what to write instead, and what the rule cannot see."
        return rows + Wrapping.lines(more, width: min(width, 100)).map { Row(StyledLine($0, .faint)) }
    }
}
