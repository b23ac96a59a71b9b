import Findings

/// Decisions, comments, and what is written at the end.
extension Browser {
    mutating func act(_ command: Command) -> [Effect] {
        switch command {
        case .undo: return undo()
        case .comment: return comment()
        case .write: return offerToWrite()
        default: break
        }
        if command == .edit, case .comment? = top.main.current?.target { return comment() }
        guard let fingerprint = currentFinding, let reported = material.finding(fingerprint) else {
            say(isReviewing ? "the review is not done yet" : "there is no finding here; ] goes to the next", .hint)
            return []
        }
        if command == .dismiss {
            let reason = state.decision(on: fingerprint)?.reason ?? ""
            prompt = Prompt(.reason(fingerprint: fingerprint), "it may pass because: ", offering: reason)
            return []
        }
        guard material.kind == .series else {
            say("there is no patch to answer here; d lets the finding pass, with a reason", .hint)
            return []
        }
        let old = state.decision(on: fingerprint)
        switch command {
        case .accept:
            let decision = ReviewState.Decision(fingerprint: fingerprint, verdict: .accepted, text: old?.text)
            return decide(fingerprint, decision, "accepted into the reply")
        case .question:
            // The words are other ones now.
            return decide(fingerprint, .init(fingerprint: fingerprint, verdict: .question), "asked in the reply")
        case .edit:
            let text = (words[fingerprint] ?? material.words(state, also: fingerprint)[fingerprint] ?? []).joined(separator: "\n")
            return [.edit(.reply(fingerprint: fingerprint), text: text, context: context(of: reported))]
        default: return []
        }
    }

    /// What the editor shows beside the words.
    private func context(of reported: ReportedFinding) -> [String] {
        let position = reported.finding.position
        let line = material.report?.sourceLines[Report.Line(file: position.file, line: position.line)]
        return ["\(position.file):\(position.line): \(reported.finding.message)"] + (line.map { [$0] } ?? [])
    }

    private mutating func decide(_ fingerprint: String, _ decision: ReviewState.Decision?, _ told: String) -> [Effect] {
        past.append((state.decisions, state.comments))
        state.decide(fingerprint, decision)
        return changed(told)
    }

    mutating func dismiss(_ fingerprint: String, because reason: String) -> [Effect] {
        guard !reason.isEmpty else {
            say("not dismissed: without a reason nothing is let pass", .problem)
            return []
        }
        return decide(
            fingerprint, .init(fingerprint: fingerprint, verdict: .dismissed, reason: reason),
            "dismissed; w writes it to the suppressions")
    }

    private mutating func undo() -> [Effect] {
        guard let last = past.popLast() else {
            say("there is nothing to undo", .hint)
            return []
        }
        (state.decisions, state.comments) = last
        return changed("undone")
    }

    private mutating func changed(_ told: String) -> [Effect] {
        words = material.words(state)
        rebuild()
        say(told, .hint)
        return [.save(remembered())]
    }

    // MARK: Comments

    private mutating func comment() -> [Effect] {
        guard material.kind == .series else {
            say("there is no patch to comment on here", .hint)
            return []
        }
        if case .comment(let id)? = top.main.current?.target, let known = state.comments.first(where: { $0.id == id }) {
            return [.edit(.comment(patch: known.patch, line: known.line), text: known.text, context: ["> " + known.quoted])]
        }
        guard top.kind == .home, let (index, line) = bodyLine() else {
            say("comments stand under a line of a patch; Tab goes there", .hint)
            return []
        }
        let patch = material.patches[index]
        let known = state.comments.first { $0.patch == patch.number && $0.line == line }
        let lines = patch.body[max(0, line - 5)...line].map { "> " + $0.text }
        return [.edit(.comment(patch: patch.number, line: line), text: known?.text ?? "", context: Array(lines))]
    }

    /// The line of the patch that the cursor is on, or that the finding under it stands under.
    private func bodyLine() -> (patch: Int, line: Int)? {
        let rows = top.main.rows
        for row in rows[..<min(top.main.cursor + 1, rows.count)].reversed() {
            switch row.target {
            case .body(let patch, let line): return (patch, line)
            case .finding, .comment: continue
            default: return nil
            }
        }
        return nil
    }

    /// An editor has ended.
    mutating func take(_ editing: Editing, _ text: String?) -> [Effect] {
        guard let text = text?.trimmed else {
            say("nothing changed", .hint)
            return []
        }
        switch editing {
        case .reply(let fingerprint):
            guard !text.isEmpty else {
                say("the text is empty: nothing changed", .hint)
                return []
            }
            let verdict = state.decision(on: fingerprint)?.verdict == .question ? ReviewState.Verdict.question : .accepted
            let offered = words[fingerprint] ?? material.words(state, also: fingerprint)[fingerprint]
            let isOwn = text != offered?.joined(separator: "\n").trimmed
            let kept = isOwn ? text : state.decision(on: fingerprint)?.text
            return decide(fingerprint, .init(fingerprint: fingerprint, verdict: verdict, text: kept), "accepted into the reply")
        case .comment(let patch, let line):
            let known = state.comments.firstIndex { $0.patch == patch && $0.line == line }
            guard !text.isEmpty || known != nil else {
                say("the comment is empty: nothing changed", .hint)
                return []
            }
            past.append((state.decisions, state.comments))
            if let known {
                if text.isEmpty { state.comments.remove(at: known) } else { state.comments[known].text = text }
            } else {
                let body = material.patches.first { $0.number == patch }?.body ?? []
                let quoted = body.indices.contains(line) ? body[line].text : ""
                let id = (state.comments.map(\.id).max() ?? 0) + 1
                state.comments.append(.init(id: id, patch: patch, line: line, quoted: quoted, text: text))
            }
            return changed(text.isEmpty ? "the comment is gone; u brings it back" : "commented")
        }
    }

    // MARK: Writing

    private mutating func offerToWrite() -> [Effect] {
        guard material.report != nil else {
            say("the review is not done yet", .hint)
            return []
        }
        let label = material.kind == .series ? "write: m mail reply  b b4 review files  s suppressions" : "write: s suppressions"
        prompt = Prompt(.writeMenu, label)
        return []
    }

    mutating func chooseForm(_ key: Key) -> [Effect] {
        if key == .character("s") {
            let dismissed = state.decisions.filter { $0.verdict == .dismissed }.compactMap { decision in
                material.finding(decision.fingerprint).map { Dismissal(reported: $0, reason: decision.reason ?? "") }
            }
            guard dismissed.isEmpty else { return [.suppress(dismissed)] }
            say("nothing was dismissed", .hint)
            return []
        }
        guard material.kind == .series, key == .character("m") || key == .character("b") else { return [] }
        guard let answer = material.answer(state), !answer.patches.isEmpty else {
            say("nothing is accepted yet, so there is nothing to answer", .hint)
            return []
        }
        prompt = key == .character("m")
            ? Prompt(.path(.mail), "write the reply to: ", offering: Answer.mail([]).defaultPath)
            : Prompt(.path(.b4), "write b4 review files into: ", offering: Answer.b4([], answer.report).defaultPath)
        return []
    }

    mutating func write(_ form: Prompt.WrittenForm, to path: String) -> [Effect] {
        guard !path.trimmed.isEmpty, let answer = material.answer(state) else { return [] }
        switch form {
        case .mail: return [.write(.mail(answer.patches), path: path)]
        case .b4: return [.write(.b4(answer.patches, answer.report), path: path)]
        }
    }
}
