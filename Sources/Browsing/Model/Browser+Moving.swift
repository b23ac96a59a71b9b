import Findings

/// Keys that move.
extension Browser {
    /// A key where nothing is being typed.
    mutating func press(_ key: Key) -> [Effect] {
        guard let command = Command(key) else {
            say("\(key.name) does nothing; ? shows the keys", .hint)
            return []
        }
        switch command {
        case .down: return move(by: 1)
        case .up: return move(by: -1)
        case .pageDown: return move(by: max(1, focusedHeight - 1))
        case .pageUp: return move(by: -max(1, focusedHeight - 1))
        case .halfDown: return move(by: max(1, focusedHeight / 2))
        case .halfUp: return move(by: -max(1, focusedHeight / 2))
        case .top: return move(by: -top.focused.rows.count)
        case .bottom: return move(by: top.focused.rows.count)
        case .left: return sideways(-1)
        case .right: return sideways(1)
        case .otherPane:
            if top.list != nil { top.focus = top.focus == .list ? .main : .list }
        case .open: return open()
        case .close: return close()
        case .quit: return [.save(remembered()), .quit]
        case .nextFinding: return step(1)
        case .previousFinding: return step(-1)
        case .nextHunk: goToPart(1)
        case .previousHunk: goToPart(-1)
        case .nextPatch: return goToPatch(shown + 1)
        case .previousPatch: return goToPatch(shown - 1)
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .again: return isReviewing ? [] : [.review]
        case .leftovers: showLeftovers()
        case .help: push(View(kind: .help, title: "keys"))
        case .search, .searchNext, .searchPrevious, .openFile, .definition, .references, .goToLine, .explain: return look(command)
        case .accept, .edit, .dismiss, .question, .comment, .undo, .write: return act(command)
        }
        return []
    }

    mutating func push(_ view: View) {
        views.append(view)
        rebuildTop()
    }

    private mutating func move(by count: Int) -> [Effect] {
        let height = focusedHeight
        top.focused.move(by: count, height: height)
        return follow()
    }

    /// What one pane shows goes with where the other one is.
    mutating func follow() -> [Effect] {
        guard top.focus == .list, let target = top.list?.current?.target else {
            syncList()
            return []
        }
        return lead(to: target, opening: false)
    }

    /// Brings what a row of the list is about into the main pane.
    private mutating func lead(to target: Target, opening: Bool) -> [Effect] {
        switch target {
        case .patch(let index):
            _ = show(index)
            goInMain(to: 0, atTop: true)
        case .body(let patch, let line):
            _ = show(patch)
            goToBody(line: line)
        case .file(let file): return files.firstIndex(of: file).map { show($0) } ?? []
        case .place(let index): return goToPlace(index)
        case .none, .source, .finding, .comment: break
        }
        if opening { top.focus = .main }
        return []
    }

    /// Shows another patch, or another file of a tree.
    mutating func show(_ index: Int) -> [Effect] {
        if material.kind == .tree {
            guard files.indices.contains(index) else { return [] }
            let isOther = views[0].file?.file != files[index]
            shown = index
            if awaited == nil, isOther, let first = material.findings.first(where: { $0.finding.position.file == files[index] }) {
                awaited = .finding(first.fingerprint)
            }
            let request = SourceRequest(file: files[index], line: 1, purpose: .place)
            views[0].file = request
            guard source(request) != nil else { return [.load(request)] }
            rebuild()
            arrive()
            return []
        }
        guard material.patches.indices.contains(index), index != shown || views[0].main.rows.isEmpty else { return [] }
        shown = index
        views[0].main = Pane()
        rebuild()
        return []
    }

    /// Puts the cursor where it was wanted before the file was there.
    mutating func arrive() {
        guard let target = awaited else { return }
        awaited = nil
        if let row = top.main.rows.firstIndex(where: { $0.target == target }) { goInMain(to: row) }
    }

    /// Puts the cursor of the main pane on a line of the patch.
    mutating func goToBody(line: Int) {
        guard let row = views[0].main.rows.firstIndex(where: { $0.target == .body(patch: shown, line: line) }) else { return }
        let height = layout(of: views[0]).main?.height ?? 1
        views[0].main.go(to: row, height: height, atTop: true)
    }

    /// The list's cursor goes to the part of the patch that the main pane's is in.
    mutating func syncList() {
        guard top.kind == .home, let list = top.list else { return }
        var line: Int?
        for row in top.main.rows[..<min(top.main.cursor + 1, top.main.rows.count)].reversed() {
            if case .body(_, let found) = row.target { line = found; break }
        }
        let index = list.rows.lastIndex { row in
            switch row.target {
            case .patch(let patch): patch == shown
            case .body(let patch, let start): patch == shown && line.map { start <= $0 } == true
            case .file(let file): files.indices.contains(shown) && file == files[shown]
            default: false
            }
        }
        if let index { goInList(to: index) }
    }

    private mutating func sideways(_ direction: Int) -> [Effect] {
        if top.focus == .list, top.kind == .home, material.kind == .series {
            let patch: Int
            switch top.list?.current?.target {
            case .patch(let index): patch = index
            case .body(let index, _): patch = index
            default: return []
            }
            fold(patch, isOpen: direction > 0)
            return []
        }
        top.focused.left = max(0, top.focused.left + direction * 8)
        return []
    }

    private mutating func fold(_ patch: Int, isOpen: Bool) {
        if isOpen { unfolded.insert(patch) } else { unfolded.remove(patch) }
        rebuild()
        if !isOpen, let row = top.list?.rows.firstIndex(where: { $0.target == .patch(patch) }) { goInList(to: row) }
    }

    private mutating func open() -> [Effect] {
        guard let target = top.focused.current?.target else { return [] }
        if top.focus == .list {
            if case .patch(let index) = target, !unfolded.contains(index) { fold(index, isOpen: true) }
            return lead(to: target, opening: true) + focusMain(target)
        }
        switch target {
        case .finding(let fingerprint): return openPath(of: fingerprint)
        case .place(let index):
            if let row = top.list?.rows.firstIndex(where: { $0.target == .place(index) }) { goInList(to: row) }
            return goToPlace(index)
        case .body(let patch, let line):
            guard let place = material.patches[patch].body[line].place else { return [] }
            return [
                .load(SourceRequest(file: place.file, line: place.line, patch: material.patches[patch].number, purpose: .open))
            ]
        default: return []
        }
    }

    private mutating func focusMain(_ target: Target) -> [Effect] {
        if target != .none { top.focus = .main }
        return []
    }

    private mutating func openPath(of fingerprint: String) -> [Effect] {
        guard let reported = material.finding(fingerprint) else { return [] }
        push(View(kind: .path(fingerprint: fingerprint), title: reported.finding.rule, list: Pane(), focus: .list))
        return goToPlace(0)
    }

    private mutating func close() -> [Effect] {
        guard views.count > 1 else { return [.save(remembered()), .quit] }
        views.removeLast()
        rebuildTop()
        return []
    }

    /// The state with the place where the reviewer is.
    package func remembered() -> ReviewState {
        var state = state
        guard material.patches.indices.contains(shown) else { return state }
        let main = views[0].main
        var line = -1
        for row in main.rows[..<min(main.cursor + 1, main.rows.count)].reversed() {
            if case .body(_, let found) = row.target { line = found; break }
        }
        state.place = .init(patch: material.patches[shown].number, line: line)
        return state
    }

    // MARK: Findings, hunks, patches

    /// To the next finding or the one before; in the view of a path, to the next step.
    private mutating func step(_ direction: Int) -> [Effect] {
        if top.kind != .home {
            guard let list = top.list else { return [] }
            let rows = list.others(direction)
            let now = list.current?.target
            func isPlace(_ row: Int) -> Bool { if case .place = list.rows[row].target { true } else { false } }
            guard let next = rows.first(where: { isPlace($0) && list.rows[$0].target != now }) else { return [] }
            let first = list.rows.firstIndex { $0.target == list.rows[next].target } ?? next
            goInList(to: first)
            top.focus = .list
            return follow()
        }
        let main = top.main
        func isFinding(_ row: Int) -> Bool { if case .finding = main.rows[row].target { true } else { false } }
        let now = main.current?.target
        let rows = main.others(direction)
        if let next = rows.first(where: { isFinding($0) && main.rows[$0].target != now }) {
            let first = main.rows.firstIndex { $0.target == main.rows[next].target } ?? next
            return arriveAtFinding(row: first)
        }
        return stepOver(direction)
    }

    /// To the first or last finding of the next patch or file that has any.
    private mutating func stepOver(_ direction: Int) -> [Effect] {
        let count = material.kind == .tree ? files.count : material.patches.count
        var index = shown + direction
        while (0..<count).contains(index) {
            if material.kind == .tree {
                let those = material.findings.filter { $0.finding.position.file == files[index] }
                if let wanted = direction > 0 ? those.first : those.last { awaited = .finding(wanted.fingerprint) }
                top.focus = .main
                let effects = show(index)
                syncList()
                return effects
            }
            if !findings[index].isEmpty {
                unfolded.insert(index)
                _ = show(index)
                rebuild()
                func isFinding(_ row: Row) -> Bool { if case .finding = row.target { true } else { false } }
                let rows = top.main.rows
                let found = direction > 0 ? rows.firstIndex(where: isFinding) : rows.lastIndex(where: isFinding)
                guard let found else { return [] }
                return arriveAtFinding(row: rows.firstIndex { $0.target == rows[found].target } ?? found)
            }
            index += direction
        }
        say(isReviewing ? "the review is not done yet" : "there is no finding \(direction > 0 ? "below" : "above")", .hint)
        return []
    }

    private mutating func arriveAtFinding(row: Int) -> [Effect] {
        top.focus = .main
        goInMain(to: row)
        syncList()
        return []
    }

    private mutating func goToPart(_ direction: Int) {
        guard top.kind == .home, material.kind == .series, material.patches.indices.contains(shown) else { return }
        let starts = Set(document(at: shown).parts.filter { $0.kind == .hunk }.map(\.line))
        let rows = top.main.rows
        let order = top.main.others(direction)
        let found = order.first { if case .body(_, let line) = rows[$0].target { starts.contains(line) } else { false } }
        guard let found else { return say("there is no hunk \(direction > 0 ? "below" : "above")", .hint) }
        goInMain(to: found, atTop: true)
        top.focus = .main
        syncList()
    }

    private mutating func goToPatch(_ index: Int) -> [Effect] {
        guard top.kind == .home else { return [] }
        let count = material.kind == .tree ? files.count : material.patches.count
        guard (0..<count).contains(index) else {
            say("that was the \(index < 0 ? "first" : "last")", .hint)
            return []
        }
        let effects = show(index)
        if material.kind == .series { goInMain(to: 0, atTop: true) }
        syncList()
        return effects
    }
}
