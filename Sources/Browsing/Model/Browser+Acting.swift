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
        var decision = decision
        decision?.finding = material.finding(fingerprint)?.finding.inOneLine
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
        guard state.undo() else {
            say("there is nothing to undo", .hint)
            return []
        }
        return changed("undone")
    }

    mutating func changed(_ told: String) -> [Effect] {
        words = material.words(state)
        listFiles()
        rebuild()
        say(told, .hint)
        return [.save(remembered())]
    }

    /// An editor has ended.
    mutating func take(_ editing: Editing, _ text: String) -> [Effect] {
        let text = text.trimmed
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
        case .comment(let comment): return take(comment, text)
        }
    }

    // MARK: Writing

    private mutating func offerToWrite() -> [Effect] {
        guard material.report != nil else {
            say("the review is not done yet", .hint)
            return []
        }
        let label = material.kind == .series ? "write: m mail reply  b b4 review files  s suppressions" : "write: n notes  s suppressions"
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
        if material.kind == .tree, key == .character("n") {
            guard !notes.isEmpty else {
                say("nothing is commented on yet", .hint)
                return []
            }
            prompt = Prompt(.path(.notes), "write the comments to: ", offering: Answer.notes("").defaultPath)
            return []
        }
        guard material.kind == .series, key == .character("m") || key == .character("b") else { return [] }
        guard let answer = material.answer(placed), !answer.patches.isEmpty else {
            say("nothing is accepted yet, so there is nothing to answer", .hint)
            return []
        }
        prompt = key == .character("m")
            ? Prompt(.path(.mail), "write the reply to: ", offering: Answer.mail([]).defaultPath)
            : Prompt(.path(.b4), "write b4 review files into: ", offering: Answer.b4([], answer.report).defaultPath)
        return []
    }

    mutating func write(_ form: Prompt.WrittenForm, to path: String) -> [Effect] {
        guard !path.trimmed.isEmpty else { return [] }
        if form == .notes { return [.write(.notes(notes), path: path)] }
        guard let answer = material.answer(placed) else { return [] }
        return [.write(form == .mail ? .mail(answer.patches) : .b4(answer.patches, answer.report), path: path)]
    }
}

extension Finding {
    /// For when only the decision is left.
    fileprivate var inOneLine: String { "\(position.file):\(position.line): \(message) [\(rule)]" }
}
