import Findings

/// How the panes are laid out, and what is in them.
extension Browser {
    /// Where panes are, in the terminal's rows and columns.
    struct Layout: Equatable {
        struct Area: Equatable {
            var row = 1
            var column = 0
            var height: Int
            var width: Int

            func contains(row: Int, column: Int) -> Bool {
                (self.row..<self.row + height).contains(row) && (self.column..<self.column + width).contains(column)
            }
        }

        var list: Area?
        var main: Area?
        /// Whether the list stands left of what it leads to, not above.
        var isBeside = false
    }

    /// Wide enough for a list beside code of 80 columns.
    private static let leastWidthBeside = 130
    /// Less is one pane at a time.
    private static let leastHeightForTwo = 11

    func layout(of view: View) -> Layout {
        let height = max(0, size.rows - 2)
        let whole = Layout.Area(height: height, width: size.columns)
        guard view.list != nil else { return Layout(main: whole) }
        if size.columns >= Self.leastWidthBeside {
            let width = min(64, size.columns / 3)
            let main = Layout.Area(column: width + 1, height: height, width: size.columns - width - 1)
            return Layout(list: .init(height: height, width: width), main: main, isBeside: true)
        }
        guard size.rows >= Self.leastHeightForTwo else { return view.focus == .list ? Layout(list: whole) : Layout(main: whole) }
        let upper = max(3, min(12, height / 3, view.list?.rows.count ?? 0))
        return Layout(
            list: .init(height: upper, width: size.columns),
            main: .init(row: upper + 2, height: height - upper - 1, width: size.columns))
    }

    var listHeight: Int { layout(of: top).list?.height ?? 1 }
    var mainHeight: Int { layout(of: top).main?.height ?? 1 }
    var focusedHeight: Int { top.focus == .list && top.list != nil ? listHeight : mainHeight }

    mutating func goInList(to row: Int) {
        let height = listHeight
        top.list?.go(to: row, height: height)
    }

    mutating func goInMain(to row: Int, atTop: Bool = false) {
        let height = mainHeight
        top.main.go(to: row, height: height, atTop: atTop)
    }

    private func width(of area: Layout.Area?) -> Int { area?.width ?? size.columns }

    /// Makes the rows of all views anew: for another size, other decisions, other material.
    mutating func rebuild() {
        for index in views.indices { rebuild(at: index) }
        clamp()
    }

    /// The same of the view on top: nothing else has changed.
    mutating func rebuildTop() {
        rebuild(at: views.count - 1)
        clamp()
    }

    private mutating func rebuild(at index: Int) {
        let layout = layout(of: views[index])
        let listWidth = width(of: layout.list), mainWidth = width(of: layout.main)
        switch views[index].kind {
        case .home:
            let (list, main) = (homeList(), homeRows(width: mainWidth))
            views[index].list?.replace(list)
            views[index].main.replace(main)
        case .path(let fingerprint):
            guard let reported = material.finding(fingerprint) else { return }
            let facts = material.report?.rules[reported.finding.rule]
            let list = PathList.rows(
                of: reported.finding, facts: facts, decision: state.decision(on: fingerprint), words: words[fingerprint],
                width: listWidth)
            views[index].list?.replace(list)
            if let source = source(views[index].file) {
                let comments = comments(in: source, of: views[index].file)
                views[index].main.replace(source.document(pathOf: reported.finding, comments).rows(width: mainWidth))
            }
        case .places(let answer):
            if views[index].placesWidth != listWidth {
                views[index].list?.replace(answer.rows(width: listWidth))
                views[index].placesWidth = listWidth
            }
            showSource(at: index, width: mainWidth)
        case .source: showSource(at: index, width: mainWidth)
        case .explanation(let facts): views[index].main.replace(PathList.explanation(of: facts, width: mainWidth))
        case .leftovers: views[index].main.replace(leftoverRows(width: mainWidth))
        case .help: views[index].main.replace(HelpText.rows())
        }
    }

    private mutating func showSource(at index: Int, width: Int) {
        guard let source = source(views[index].file) else { return }
        views[index].main.replace(source.document(comments(in: source, of: views[index].file)).rows(width: width))
    }

    private mutating func homeList() -> [Row] {
        if material.kind == .tree { return Outline.rows(of: files, material.findings, state: state) }
        var shown: [Int: PatchDocument] = [:]
        for index in unfolded where material.patches.indices.contains(index) { shown[index] = document(at: index) }
        return Outline.rows(of: material.patches, findings, unfolded: shown, state: state)
    }

    private mutating func homeRows(width: Int) -> [Row] {
        if material.kind == .tree {
            guard let source = source(views[0].file) else { return emptyRows() }
            return source.document(material.findings, comments(in: source, of: views[0].file), state: state).rows(width: width)
        }
        guard material.patches.indices.contains(shown) else { return emptyRows() }
        return document(at: shown).document(findings[shown], state: state, words: words).rows(width: width)
    }

    /// The comments that stand in a file.
    private func comments(in source: SourceDocument, of request: SourceRequest?) -> [ReviewState.Comment] {
        let patch = commentedPatch(of: request)
        return state.comments.filter { $0.file == source.file && $0.patch == patch && isPlaced($0) }
    }

    /// What is said where there is nothing to show.
    private func emptyRows() -> [Row] {
        guard let report = material.report else { return [] }
        var rows: [Row] = []
        if material.findings.isEmpty { rows.append(Row(StyledLine("Nothing was found.", .strong))) }
        rows += report.remarks.map { Row(StyledLine($0)) }
        if !report.incomplete.isEmpty {
            rows.append(Row(StyledLine("Not analysed:")))
            rows += report.incomplete.map { place in
                Row(StyledLine("  \(place.file)\(place.line.map { ":\($0)" } ?? ""): \(place.reason)", .faint))
            }
        }
        return rows
    }

    mutating func document(at index: Int) -> PatchDocument {
        if let known = documents[index] { return known }
        let made = PatchDocument(material.patches[index], index: index)
        documents[index] = made
        return made
    }

    static func key(_ file: String, _ patch: Int?) -> String { "\(patch ?? -1):\(file)" }

    func source(_ request: SourceRequest?) -> SourceDocument? { request.flatMap { sources[Self.key($0.file, $0.patch)] } }

    mutating func clamp() {
        for index in views.indices {
            let layout = layout(of: views[index])
            if let height = layout.list?.height { views[index].list?.clamp(height: height) }
            if let height = layout.main?.height { views[index].main.clamp(height: height) }
        }
    }
}
