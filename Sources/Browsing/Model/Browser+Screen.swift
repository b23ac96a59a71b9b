import Findings

/// What is shown: values in, values out.
extension Browser {
    /// The whole screen at this moment.
    package var screen: Screen {
        guard size.columns > 0, size.rows > 0 else { return Screen(size: size, lines: []) }
        var lines: [StyledLine] = []
        lines.append(titleBar)
        let view = top
        let layout = layout(of: view)
        if layout.isBeside, let list = layout.list, let main = layout.main {
            let left = rows(of: view.list ?? Pane(), list, hasFocus: view.focus == .list)
            let right = rows(of: view.main, main, hasFocus: view.focus == .main)
            for (left, right) in zip(left, right) {
                var line = left
                line.append("\u{2502}", .rule)
                line.append(right)
                lines.append(line)
            }
        } else {
            if let list = layout.list {
                lines += rows(of: view.list ?? Pane(), list, hasFocus: view.focus == .list)
                if layout.main != nil { lines.append(rule(over: view)) }
            }
            if let main = layout.main { lines += rows(of: view.main, main, hasFocus: view.focus == .main || view.list == nil) }
        }
        lines = Array(lines.prefix(max(1, size.rows - 1)))
        var cursor: (row: Int, column: Int)?
        if size.rows > 1 {
            while lines.count < size.rows - 1 { lines.append(StyledLine().columns(width: size.columns)) }
            let last = lastLine
            lines.append(last.line)
            cursor = last.cursor.map { (size.rows - 1, $0) }
        }
        return Screen(size: size, lines: lines, cursor: cursor)
    }

    private func rows(of pane: Pane, _ area: Layout.Area, hasFocus: Bool) -> [StyledLine] {
        (0..<area.height).map { offset in
            let index = pane.top + offset
            guard pane.rows.indices.contains(index) else { return StyledLine().columns(width: area.width) }
            let line = pane.rows[index].line(width: area.width, left: pane.left, search: search)
            guard index == pane.cursor else { return line }
            return line.all(hasFocus ? .current : .selected)
        }
    }

    private var titleBar: StyledLine {
        var left = StyledLine(" " + material.title, .title)
        if views.count > 1 { left.append(" - \(top.title)", .title) }
        var parts: [String] = []
        if material.report != nil {
            let count = material.findings.count
            parts.append(count == 1 ? "1 finding" : count == 0 ? "no findings" : "\(count) findings")
        }
        if !summary.isEmpty { parts.append(summary) }
        if isReviewing {
            let what = material.kind == .series ? "reviewing" : "checking"
            parts.append(progress.isEmpty || size.columns < 100 ? what + "\u{2026}" : progress + "\u{2026}")
        }
        let right = StyledLine("  " + parts.joined(separator: ", ") + " ", .title)
        guard right.width < size.columns else { return left.columns(width: size.columns, fill: .title) }
        var line = left.columns(width: size.columns - right.width, fill: .title)
        line.append(right)
        return line
    }

    /// The line between list and main pane, with the name of the file below it.
    private func rule(over view: View) -> StyledLine {
        let name = currentFile
        var line = StyledLine("\u{2500}\u{2500}", .rule)
        if !name.isEmpty { line.append(" \(name) ", .file) }
        let rest = size.columns - line.width
        if rest > 0 { line.append(String(repeating: "\u{2500}", count: rest), .rule) }
        return line.columns(width: size.columns)
    }

    private var lastLine: (line: StyledLine, cursor: Int?) {
        if let prompt {
            var line = StyledLine(prompt.label, .strong)
            line.append(prompt.text, prompt.isOffer ? .faint : .plain)
            if prompt.purpose == .writeMenu { return (line.columns(width: size.columns), nil) }
            // The end of a long text is what is being typed.
            let start = max(0, line.width + 1 - size.columns)
            return (line.columns(from: start, width: size.columns), min(line.width - start, size.columns - 1))
        }
        if let notice {
            var line = StyledLine(" ", .plain)
            line.append(notice)
            return (line.columns(width: size.columns), nil)
        }
        // As many as fit; how to see the rest is always there.
        let last = "? keys"
        var text = " "
        for hint in hints where text.count + hint.count + 2 + last.count <= size.columns { text += hint + "  " }
        return (StyledLine(text + last, .hint).columns(width: size.columns), nil)
    }

    /// The keys that matter most where the cursor is.
    private var hints: [String] {
        let acts = material.kind == .series ? ["a accept", "e edit", "m ask", "d dismiss"] : ["d dismiss"]
        switch top.kind {
        case .leftovers: return ["c edit a comment", "q back"]
        case .help, .explanation: return ["q back", "/ search"]
        case .source, .places: return ["t definition", "r uses", "/ search", "c comment", "q back"]
        case .path: return ["j k steps"] + acts + ["c comment", "q back"]
        case .home: break
        }
        if case .finding? = top.main.current?.target, top.focus == .main {
            return acts + ["u undo", "Enter path", "i rule", "] next"]
        }
        return ["] next finding", "Enter open", "Tab other pane", "c comment", "w write", "q quit"]
    }

    // MARK: Mouse

    /// What a click or the wheel does.
    mutating func point(_ event: MouseEvent) -> [Effect] {
        let layout = layout(of: top)
        let isList = layout.list?.contains(row: event.row, column: event.column) == true
        guard isList || layout.main?.contains(row: event.row, column: event.column) == true else { return [] }
        let area = (isList ? layout.list : layout.main) ?? .init(height: 0, width: 0)
        switch event.action {
        case .wheelUp, .wheelDown:
            let count = event.action == .wheelUp ? -3 : 3
            if isList { top.list?.scroll(by: count, height: area.height) } else { top.main.scroll(by: count, height: area.height) }
            if !isList { syncList() }
            return []
        case .click, .doubleClick:
            top.focus = isList ? .list : .main
            let row = top.focused.top + event.row - area.row
            guard top.focused.rows.indices.contains(row) else { return [] }
            top.focused.cursor = row
            let effects = follow()
            return event.action == .doubleClick ? effects + press(.enter) : effects
        }
    }
}
