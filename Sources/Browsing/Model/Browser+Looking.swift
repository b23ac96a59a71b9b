import Findings

/// Searching, and finding one's way in the code.
extension Browser {
    mutating func look(_ command: Command) -> [Effect] {
        switch command {
        case .search: prompt = Prompt(.search, "/")
        case .searchNext: return searchOn(1)
        case .searchPrevious: return searchOn(-1)
        case .openFile:
            prompt = Prompt(.openFile, "open file: ", offering: currentFile, candidates: namedFiles)
        case .goToLine: prompt = Prompt(.goToLine, ":")
        case .definition, .references:
            let names = names(in: top.main.current?.text ?? "")
            let question: Lookup.Question = command == .definition ? .definition : .references
            let label = command == .definition ? "definition of: " : "uses of: "
            prompt = Prompt(.name(question), label, offering: names.first ?? "", candidates: names)
        case .explain: explain()
        default: break
        }
        return []
    }

    // MARK: Search

    mutating func searchOn(_ direction: Int) -> [Effect] {
        guard let search else {
            say("nothing is searched for yet: /", .hint)
            return []
        }
        let pane = top.focused
        let count = pane.rows.count
        for distance in 1...max(1, count) where count > 0 {
            let index = ((pane.cursor + direction * distance) % count + count) % count
            guard search.matches(pane.rows[index].text) else { continue }
            if (index - pane.cursor) * direction < 0 { say("search went on from the other end", .hint) }
            let height = focusedHeight
            top.focused.go(to: index, height: height)
            return follow()
        }
        say("'\(search.text)' is not here", .problem)
        return []
    }

    // MARK: Names

    /// The file that the main pane shows at the cursor.
    var currentFile: String {
        if let file = top.file { return file.file }
        switch top.main.current?.target {
        case .body(let patch, let line):
            let body = material.patches[patch].body
            return body[line].place?.file ?? body[line...].lazy.compactMap(\.place).first?.file ?? ""
        case .finding(let fingerprint): return material.finding(fingerprint)?.finding.position.file ?? ""
        default: return ""
        }
    }

    /// The number of the patch after which the tree is looked at; nil for after the last.
    var currentPatchNumber: Int? {
        if top.kind != .home { return top.file?.patch }
        return material.kind == .series && material.patches.indices.contains(shown) ? material.patches[shown].number : nil
    }

    /// Files that patches and findings name, for Tab.
    private var namedFiles: [String] {
        let changed = material.patches.flatMap { $0.body.compactMap { $0.place?.file } }
        let found = material.findings.flatMap { [$0.finding.position.file] + $0.finding.path.map(\.position.file) }
        return Set(changed + found).sorted()
    }

    /// The identifiers of a line: those that are called first, keywords left out.
    private func names(in text: String) -> [String] {
        var called: [String] = []
        var others: [String] = []
        var word = ""
        func flush(_ next: Character?) {
            defer { word = "" }
            guard let first = word.first, !first.isNumber, !Highlighter.keywords.contains(word) else { return }
            if next == "(" { called.append(word) } else { others.append(word) }
        }
        for character in text {
            if character.isASCII, character.isLetter || character.isNumber || character == "_" {
                word.append(character)
            } else {
                flush(character)
            }
        }
        flush(nil)
        var met: Set<String> = []
        return (called + others).filter { met.insert($0).inserted }
    }

    private mutating func explain() {
        let fingerprint: String? = currentFinding
        guard let fingerprint, let rule = material.finding(fingerprint)?.finding.rule, let facts = material.report?.rules[rule] else {
            return say("there is no finding here; ] goes to the next", .hint)
        }
        push(View(kind: .explanation(facts), title: rule))
    }

    /// The finding that keys act on: that of the row, or that whose path is shown.
    var currentFinding: String? {
        if case .path(let fingerprint) = top.kind { return fingerprint }
        guard case .finding(let fingerprint)? = top.main.current?.target else { return nil }
        return fingerprint
    }

    // MARK: Places and files

    mutating func goTo(line: Int) {
        let row = top.main.rows.firstIndex { row in
            switch row.target {
            case .source(let place): return place.line >= line
            case .body(let patch, let index):
                let body = material.patches[patch].body[index]
                return body.kind != .removed && body.place?.line == line
            default: return false
            }
        }
        guard let row else { return say("line \(line) is not here", .problem) }
        top.focus = .main
        goInMain(to: row)
        syncList()
    }

    /// Shows the place that a row of the list is about.
    mutating func goToPlace(_ index: Int) -> [Effect] {
        var request: SourceRequest?
        switch top.kind {
        case .path(let fingerprint):
            guard let finding = material.finding(fingerprint)?.finding else { return [] }
            let positions = finding.path.map(\.position) + [finding.position]
            guard positions.indices.contains(index) else { return [] }
            request = SourceRequest(
                file: positions[index].file, line: positions[index].line, patch: patchNumber(of: fingerprint), purpose: .place)
            awaited = .place(index)
        case .places(let answer):
            let places = answer.places
            guard places.indices.contains(index) else { return [] }
            request = SourceRequest(file: places[index].file, line: places[index].line, patch: answer.patch, purpose: .place)
            awaited = .source(Report.Line(file: places[index].file, line: places[index].line))
        default: return []
        }
        guard let request else { return [] }
        let isSame = top.file.map { Self.key($0.file, $0.patch) } == Self.key(request.file, request.patch)
        top.file = request
        guard source(request) != nil else { return [.load(request)] }
        if !isSame { top.main = Pane() }
        rebuildTop()
        center()
        return []
    }

    /// The awaited row comes to stand in the upper third.
    private mutating func center() {
        guard let target = awaited else { return }
        awaited = nil
        guard let row = top.main.rows.firstIndex(where: { $0.target == target }) else { return }
        let height = mainHeight
        top.main.cursor = row
        top.main.top = row - height / 3
        top.main.clamp(height: height)
    }

    /// A file has come.
    mutating func take(_ request: SourceRequest, _ document: SourceDocument?) -> [Effect] {
        let key = Self.key(request.file, request.patch)
        if let document { followSource(document, of: request) }
        if request.purpose == .again {
            // A file that is gone holds nothing.
            let isNeeded = material.kind == .tree || state.comments.contains { $0.file == request.file }
            sources[key] = document ?? quoted(request) ?? (isNeeded ? SourceDocument(file: request.file, lines: []) : nil)
            rebuild()
            return []
        }
        guard let document = document ?? quoted(request) else {
            awaited = nil
            say("there is no file '\(request.file)' in the tree", .problem)
            return []
        }
        sources[key] = document
        if request.purpose == .open {
            awaited = .source(Report.Line(file: request.file, line: request.line))
            push(View(kind: .source(request), title: request.file, file: request))
        } else if top.file.map({ Self.key($0.file, $0.patch) }) == key {
            // Another file than before: where the cursor was says nothing.
            if top.kind != .home { top.main = Pane() }
            rebuildTop()
        } else {
            rebuild()
        }
        if top.kind == .home { arrive(); syncList() } else { center() }
        return []
    }

    /// What the mail itself shows of a finding's place that is in no file of the tree.
    private func quoted(_ request: SourceRequest) -> SourceDocument? {
        guard let patch = material.patches.first(where: { $0.inputName == request.file && !$0.inputName.isEmpty }),
            let last = patch.body.map(\.inputLine).max(), last < 1_000_000
        else { return nil }
        var lines = Array(repeating: "", count: last)
        for line in patch.body where line.inputLine > 0 { lines[line.inputLine - 1] = line.text }
        return SourceDocument(file: request.file, lines: lines)
    }
}
